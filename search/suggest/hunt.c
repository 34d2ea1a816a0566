/* The best texts that fit one way to look for what was typed. */
#include <string.h>

#include "corpus/record/texts.h"
#include "search/rank/rank-text.h"
#include "search/suggest/private.h"
#include "tokenizer/normalizer.h"

void hunted_clear(gpointer candidate)
{
    g_free(((Hunted *)candidate)->text);
}

/* Where no key begins with what was typed, so many texts are compared with it, those that would be
 * suggested first: all that begin as it does may be near. */
#define NEAR_MOST 300u

/* Words of which one is frequent and both seldom stand in one title: so many titles are looked into. */
#define HELD_MOST 5000u

/* A block of a heap, by the rank of its next entry. */
typedef struct {
    guint32 rank, block;
    guint opened; /* number of the open block + 1; 0: closed */
} Item;

typedef struct {
    SuggestEntry entries[SUGGEST_BLOCK];
    guint n, next;
    gboolean covered; /* all begin with the key */
} Opened;

/* An entry whose text is to be looked at. */
typedef struct {
    SuggestEntry entry;
    gboolean covered; /* it fits */
} Next;

/* The search of one way in one shard, or part of an export. */
typedef struct {
    Searcher *searcher;
    const Way *way;
    guint number, shard;
    const SuggestMap *map;
    SuggestKey key;
    gsize key_len;
    gunichar *characters; /* of what the way spelt */
    guint n_characters;
    GArray *heap;      /* Item: the least rank first */
    GPtrArray *opened; /* Opened * */
    GHashTable *seen;  /* texts */
    GArray *found;     /* Hunted */
    guint settled;     /* how many were found in their order */
    guint compared;    /* entries, with their texts */
    guint held;        /* texts that were looked into for other words */
    GString *spelt;
} Hunt;

static void sift_down(GArray *heap, guint at)
{
    Item *items = (Item *)(gpointer)heap->data;
    for (guint child; (child = 2 * at + 1) < heap->len; at = child) {
        if (child + 1 < heap->len && items[child + 1].rank < items[child].rank)
            child++;
        if (items[at].rank <= items[child].rank)
            return;
        Item item = items[at];
        items[at] = items[child];
        items[child] = item;
    }
}

/* Whether some key of BLOCK, which lies between its separator and the next, may be near. */
static gboolean may_be_near(const Hunt *hunt, guint32 block)
{
    gsize first_len, next_len, same = 0;
    const guint8 *first = suggest_map_separator(hunt->map, block, &first_len);
    const guint8 *next = suggest_map_separator(hunt->map, block + 1, &next_len);
    while (same < first_len && same < next_len && first[same] == next[same])
        same++;
    return same < 1 ||
           is_near(hunt->characters, hunt->n_characters, (const char *)first + 1, same - 1);
}

/* The key of a way that is near is the first character. */
static void make_key(Hunt *hunt)
{
    const Way *way = hunt->way;
    gsize len = way->near ? (gsize)(g_utf8_next_char(way->spelt) - way->spelt) : way->len;
    suggest_key(&hunt->key, way->space, way->spelt, len);
    hunt->key_len = suggest_key_length(&hunt->key);
}

static gboolean begin(Hunt *hunt, GError **error)
{
    guint32 from, to;
    make_key(hunt);
    if (!suggest_map_find(hunt->map, hunt->key.bytes, hunt->key_len, &from, &to, error))
        return FALSE;
    for (guint32 block = from; block < to; block++) {
        Item item = {suggest_map_best(hunt->map, block), block, 0};
        if (!hunt->way->near || may_be_near(hunt, block))
            g_array_append_val(hunt->heap, item);
    }
    for (guint i = hunt->heap->len / 2; i-- > 0;)
        sift_down(hunt->heap, i);
    return TRUE;
}

static gboolean open_block(Hunt *hunt, Item *item, GError **error)
{
    Opened *opened = g_new(Opened, 1);
    g_ptr_array_add(hunt->opened, opened);
    opened->next = 0;
    opened->covered = !hunt->way->near && hunt->way->len < SUGGEST_KEY_MAX &&
                      suggest_map_covers(hunt->map, item->block, hunt->key.bytes, hunt->key_len);
    item->opened = hunt->opened->len;
    return suggest_map_entries(hunt->map, item->block, opened->entries, &opened->n, error);
}

/* The next entry, by rank; FALSE at the end or with an error. */
static gboolean next_entry(Hunt *hunt, SuggestEntry *entry, gboolean *covered, GError **error)
{
    while (hunt->heap->len) {
        Item *item = &g_array_index(hunt->heap, Item, 0);
        if (!item->opened && !open_block(hunt, item, error))
            return FALSE;
        Opened *opened = hunt->opened->pdata[item->opened - 1];
        gboolean got = opened->next < opened->n;
        if (got) {
            *entry = opened->entries[opened->next++];
            *covered = opened->covered;
        }
        if (opened->next < opened->n)
            item->rank = opened->entries[opened->next].rank;
        else
            g_array_remove_index_fast(hunt->heap, 0);
        sift_down(hunt->heap, 0);
        if (got)
            return TRUE;
    }
    return FALSE;
}

/* What ENTRY is a text of: TEXT, LEN bytes borrowed from it, or of *OWNED. */
static void find_text(const Hunt *hunt, const SuggestRef *ref, XcDocid docid, const DocumentView *view,
                      const char **text, gsize *len, char **owned)
{
    *text = "";
    *len = 0;
    if (ref->text == SUGGEST_TEXT_ID) {
        *text = view->id;
        *len = view->id_len;
    } else if (ref->text < view->n_texts) {
        *text = view->texts[ref->text].utf8;
        *len = view->texts[ref->text].len;
    }
    guint32 raw_len;
    const char *raw = ref->text == SUGGEST_TEXT_COMMITTEE ? searcher_facet(hunt->searcher, docid, view, FIELD_COMMITTEE, &raw_len) : NULL;
    if (raw) {
        *text = *owned = normalize_string(raw, raw_len);
        *len = strlen(*text);
    }
}

static gsize cut(const Hunt *hunt, const char *text, gsize len, gsize start)
{
    gsize end = start + LETTER_BYTES * hunt->way->len + BEYOND_BYTES;
    while (end < len && ((guint8)text[end] & 0xc0) == 0x80)
        end++;
    return MIN(end, len);
}

/* Spells TEXT from where ENTRY's key begins. */
static void spell(const Hunt *hunt, const SuggestEntry *entry, const char *text, gsize len)
{
    SuggestSpace space = hunt->way->space;
    guint n;
    g_string_truncate(hunt->spelt, 0);
    if (space == SUGGEST_NUMBER) {
        suggest_number_way(hunt->spelt, text, len, entry->start);
        return;
    }
    gsize start = MIN(entry->start, len);
    len = cut(hunt, text, len, start);
    g_autofree PinyinSyllable *syllables = NULL;
    if (space == SUGGEST_SOUND || space == SUGGEST_INITIALS)
        syllables = suggest_readings(text, len, &n);
    glong at = syllables ? g_utf8_pointer_to_offset(text, text + start) : 0;
    suggest_spell(hunt->spelt, space, text + start, len - start, syllables ? syllables + at : NULL);
}

static gboolean fits(const Hunt *hunt, const SuggestEntry *entry, const char *text, gsize len)
{
    const Way *way = hunt->way;
    spell(hunt, entry, text, len);
    if (way->near)
        return (guint)g_utf8_strlen(hunt->spelt->str, -1) + 1 >= hunt->n_characters &&
               is_near(hunt->characters, hunt->n_characters, hunt->spelt->str, hunt->spelt->len);
    return hunt->spelt->len >= way->len && memcmp(hunt->spelt->str, way->spelt, way->len) == 0;
}

/* A letter that was typed stands for no more bytes of a title, punctuation included. */
#define LETTERS_MOST 8

/* Whether all of TEXT, which fits, was typed. */
static gboolean is_whole(const Hunt *hunt, const SuggestEntry *entry, const char *text, gsize len)
{
    spell(hunt, entry, text, len);
    return hunt->spelt->len == hunt->way->len;
}

static gboolean holds_all(const Hunt *hunt, const char *text, gsize len)
{
    for (guint i = 0; hunt->way->held && i < hunt->way->held->len; i++)
        if (!word_is_in(hunt->way->held->pdata[i], text, len))
            return FALSE;
    return TRUE;
}

/* Whether a live document has the committee whose name REF has. */
static gboolean is_live_committee(const Hunt *hunt, const SuggestRef *ref)
{
    Index *index = hunt->searcher->index;
    XcDocid docid = index_suggest_docid(index, hunt->shard, ref->local);
    DocumentView view;
    guint32 len;
    GError *damage = NULL;
    if (index_remote(index)) /* an export has no dead ones */
        return TRUE;
    const char *value = index_view(index, docid, &view, NULL) ? searcher_facet(hunt->searcher, docid, &view, FIELD_COMMITTEE, &len) : NULL;
    if (!value)
        return FALSE;
    g_autofree char *text = g_strndup(value, len);
    g_autofree char *term = term_facet(fields[FIELD_COMMITTEE].name, text);
    gboolean live = index_has_live(index, term, &damage);
    index_note(index, damage);
    return live;
}

/* The best live document of ENTRY's text; FALSE if there is none, or with an error. */
static gboolean find_live(const Hunt *hunt, const SuggestEntry *entry, SuggestRef *ref,
                          GError **error)
{
    guint32 from, to;
    if (!suggest_map_refs(hunt->map, entry->text, &from, &to, error))
        return FALSE;
    for (; from < to; from++) {
        if (!suggest_map_ref(hunt->map, from, ref, error))
            return FALSE;
        if (ref->text == SUGGEST_TEXT_COMMITTEE)
            return is_live_committee(hunt, ref);
        if (!index_is_dead(hunt->searcher->index, hunt->shard, ref->local))
            return TRUE;
    }
    return FALSE;
}

/* Whether REF's text is of the kind that is looked for: a block at the end may have keys of others.
 */
static gboolean is_of_space(const Hunt *hunt, const SuggestRef *ref)
{
    switch (hunt->way->space) {
    case SUGGEST_NUMBER:
        return ref->text == SUGGEST_TEXT_ID;
    case SUGGEST_COMMITTEE:
        return ref->text == SUGGEST_TEXT_COMMITTEE;
    default:
        return ref->text < SUGGEST_TEXT_ID;
    }
}

/* Takes the text of what is NEXT, if it fits. */
static gboolean take(Hunt *hunt, const Next *next, GError **error)
{
    const SuggestEntry *entry = &next->entry;
    gboolean covered = next->covered;
    gpointer key = GUINT_TO_POINTER(entry->text + 1);
    SuggestRef ref;
    GError *inner = NULL;
    if (g_hash_table_contains(hunt->seen, key))
        return TRUE;
    DocumentView view;
    g_autoptr(GByteArray) room = g_byte_array_new();
    Index *index = hunt->searcher->index;
    gboolean live = find_live(hunt, entry, &ref, &inner);
    XcDocid docid = live ? index_suggest_docid(index, hunt->shard, ref.local) : 0;
    if (!live || !index_read(index, docid, TITLE_FIELDS, &view, room, &inner)) {
        if (inner)
            g_propagate_error(error, inner);
        return !inner;
    }
    if (!is_of_space(hunt, &ref))
        return TRUE;
    const char *text;
    gsize len;
    g_autofree char *owned = NULL;
    find_text(hunt, &ref, docid, &view, &text, &len, &owned);
    hunt->compared += !covered;
    if (!covered && !fits(hunt, entry, text, len))
        return TRUE;
    g_hash_table_add(hunt->seen, key);
    hunt->held += hunt->way->held != NULL;
    if (!holds_all(hunt, text, len))
        return TRUE;
    gboolean number = hunt->way->space == SUGGEST_NUMBER;
    Hunted one = {.class = ref.class,
                  .way = hunt->number,
                  .inside = entry->start > 0,
                  .length = (guint)MIN(g_utf8_strlen(text, (gssize)len), 255),
                  .text = g_strndup(text, len),
                  .len = len,
                  .start = number ? 0 : entry->start,
                  .place = ref.text,
                  .docid = docid,
                  .id = view.id,
                  .id_len = view.id_len};
    one.exact = !number && !one.inside && len <= LETTERS_MOST * hunt->way->len &&
                is_whole(hunt, entry, text, len);
    g_array_append_val(hunt->found, one);
    hunt->settled +=
        ref.class == entry->class; /* else its better documents are dead: it comes later */
    return TRUE;
}

static gboolean is_enough(const Hunt *hunt)
{
    return hunt->settled >= HUNTED_MOST || (hunt->way->near && hunt->compared > NEAR_MOST) || hunt->held >= HELD_MOST;
}

/* Of an export the texts of so many entries are fetched together, of the first ones fewer. */
#define FIRST_TOGETHER HUNTED_MOST
#define MOST_TOGETHER 1024u

/* The next entries, MOST of them, into NEXT. */
static gboolean look_ahead(Hunt *hunt, GArray *next, guint most, GError **error)
{
    GError *inner = NULL;
    Next one;
    g_array_set_size(next, 0);
    while (next->len < most && next_entry(hunt, &one.entry, &one.covered, &inner))
        g_array_append_val(next, one);
    if (inner)
        g_propagate_error(error, inner);
    return !inner;
}

/* What the texts of NEXT are of is expected. */
static gboolean expect_texts(const Hunt *hunt, const GArray *next, GError **error)
{
    Index *index = hunt->searcher->index;
    g_autoptr(GArray) docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    GError *inner = NULL;
    SuggestRef ref;
    for (guint i = 0; i < next->len && !inner; i++) {
        const SuggestEntry *entry = &g_array_index(next, Next, i).entry;
        if (g_hash_table_contains(hunt->seen, GUINT_TO_POINTER(entry->text + 1)) || !find_live(hunt, entry, &ref, &inner))
            continue;
        XcDocid docid = index_suggest_docid(index, hunt->shard, ref.local);
        g_array_append_val(docids, docid);
    }
    if (inner)
        g_propagate_error(error, inner);
    return !inner && index_expect(index, (const XcDocid *)(gconstpointer)docids->data, docids->len, error);
}

static gboolean take_all(Hunt *hunt, GError **error)
{
    gboolean together = index_remote(hunt->searcher->index) != NULL, ok = TRUE;
    g_autoptr(GArray) next = g_array_new(FALSE, FALSE, sizeof(Next));
    guint most = together ? FIRST_TOGETHER : 1;
    do {
        ok = look_ahead(hunt, next, most, error) && (!together || expect_texts(hunt, next, error));
        for (guint i = 0; ok && i < next->len && !is_enough(hunt); i++)
            ok = take(hunt, &g_array_index(next, Next, i), error);
        most = together ? MIN(2 * most, MOST_TOGETHER) : 1;
    } while (ok && next->len && !is_enough(hunt));
    return ok;
}

static gboolean hunt(Searcher *searcher, const Way *way, guint number, guint shard, const SuggestMap *map, GArray *found,
                     GError **error)
{
    Hunt hunt = {.searcher = searcher,
                 .way = way,
                 .number = number,
                 .shard = shard,
                 .map = map,
                 .found = found,
                 .heap = g_array_new(FALSE, FALSE, sizeof(Item)),
                 .opened = g_ptr_array_new_with_free_func(g_free),
                 .seen = g_hash_table_new(NULL, NULL),
                 .spelt = g_string_new(NULL)};
    glong n;
    hunt.characters = g_utf8_to_ucs4_fast(way->spelt, (glong)way->len, &n);
    hunt.n_characters = (guint)n;
    gboolean ok = begin(&hunt, error) && take_all(&hunt, error);
    g_free(hunt.characters);
    g_array_unref(hunt.heap);
    g_ptr_array_unref(hunt.opened);
    g_hash_table_unref(hunt.seen);
    g_string_free(hunt.spelt, TRUE);
    return ok;
}

gboolean hunt_texts(Searcher *searcher, const Way *way, guint number, GArray *found, GError **error)
{
    GError *inner = NULL;
    for (guint shard = 0; shard < index_suggest_count(searcher->index) && !inner; shard++) {
        const SuggestMap *map = index_suggest(searcher->index, shard, &inner);
        if (map)
            hunt(searcher, way, number, shard, map, found, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return !inner;
}

guint32 hunt_weigh(Searcher *searcher, const Way *way, GError **error)
{
    guint32 blocks = 0, from, to;
    SuggestKey key;
    suggest_key(&key, way->space, way->spelt, way->len);
    for (guint shard = 0; shard < index_suggest_count(searcher->index); shard++) {
        GError *inner = NULL;
        const SuggestMap *map = index_suggest(searcher->index, shard, &inner);
        if (map && suggest_map_find(map, key.bytes, suggest_key_length(&key), &from, &to, &inner))
            blocks += to - from;
        if (inner) {
            g_propagate_error(error, inner);
            return blocks;
        }
    }
    return blocks;
}

/* Of two documents with a text the later edition; as suggest.map has it of one shard. */
static gint by_edition(const Hunted *a, const Hunted *b)
{
    g_autofree char *first = g_strndup(a->id, a->id_len), *second = g_strndup(b->id, b->id_len);
    g_autofree char *key = number_sort_key(first), *other = number_sort_key(second);
    int order = strcmp(other, key);
    return order ? order : strcmp(second, first);
}

/* What is exact first; then by class, and so on as suggest-map.h has it. */
static gint by_worth(gconstpointer first, gconstpointer second)
{
    const Hunted *a = first, *b = second;
    if (a->exact != b->exact)
        return a->exact ? -1 : 1;
    if (a->apart != b->apart)
        return a->apart ? 1 : -1;
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    if (a->inside != b->inside)
        return a->inside ? 1 : -1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    int order = strcmp(a->text, b->text);
    if (order || a->way != b->way)
        return order ? order : a->way < b->way ? -1 : 1;
    return by_edition(a, b);
}

void hunted_sort(GArray *found)
{
    Hunted *all = (Hunted *)(gpointer)found->data;
    guint n = 0;
    g_array_sort(found, by_worth);
    g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < found->len; i++) {
        if (n < HUNTED_MOST && g_hash_table_add(texts, all[i].text)) {
            Hunted one = all[n];
            all[n++] = all[i];
            all[i] = one;
        }
    }
    g_array_set_size(found, n);
}
