/* What several of the titles that were found go on with: 网络安全 after 网. */
#include <string.h>

#include "search/suggest/private.h"
#include "tokenizer/char-class.h"
#include "tokenizer/normalizer.h"

typedef struct {
    const Hunted *of;
    const char *text; /* of the candidate, from where what was typed begins */
    gsize len;
} Tail;

typedef struct {
    const Tail *tail;
    gsize len;
    guint count; /* titles that go on so */
} Phrase;

static gint by_text(gconstpointer first, gconstpointer second)
{
    return strcmp(((const Tail *)first)->text, ((const Tail *)second)->text);
}

/* The most frequent first, then the longest. */
static gint by_count(gconstpointer first, gconstpointer second)
{
    const Phrase *a = first, *b = second;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->len != b->len)
        return a->len > b->len ? -1 : 1;
    return memcmp(a->tail->text, b->tail->text, a->len);
}

/* How much A and B begin with in common: whole characters, up to the first punctuation. */
static gsize common(const Tail *a, const Tail *b)
{
    gsize len = 0;
    for (const char *at = a->text, *end = at + a->len, *next; at < end; at = next) {
        CharClass class = char_class(g_utf8_get_char(at));
        next = g_utf8_next_char(at);
        gsize to = (gsize)(next - a->text);
        if (to > b->len || memcmp(at, b->text + (at - a->text), (gsize)(next - at)) != 0)
            break;
        if (char_is_cjk(class) || char_is_alnum(class))
            len = to;
        else if (class != CHAR_SPACE && *at != '-')
            break;
    }
    return len;
}

static guint count_of(const GArray *tails, const Tail *tail, gsize len)
{
    guint count = 0;
    for (guint i = 0; i < tails->len; i++) {
        const Tail *other = &g_array_index(tails, Tail, i);
        count += other->len >= len && memcmp(other->text, tail->text, len) == 0;
    }
    return count;
}

/* Whether PHRASE says more than what was typed, and is no title that is suggested itself. */
static gboolean goes_on(const Phrase *phrase, const GArray *found, const GArray *ways)
{
    const Way *way = &g_array_index(ways, Way, phrase->tail->of->way);
    const char *text = phrase->tail->text;
    guint n;
    g_autoptr(GString) spelt = g_string_new(NULL);
    g_autofree PinyinSyllable *syllables = suggest_readings(text, phrase->len, &n);
    suggest_spell(spelt, way->space, text, phrase->len, syllables);
    if (spelt->len < way->len || (way->space == SUGGEST_TITLE && spelt->len == way->len))
        return FALSE;
    for (guint i = 0; i < found->len; i++) {
        const Hunted *title = &g_array_index(found, Hunted, i);
        if (title->len == phrase->len && memcmp(title->text, text, phrase->len) == 0)
            return FALSE;
    }
    return TRUE;
}

/* Where a word should end, and whether one does. */
typedef struct {
    gsize at;
    gboolean found;
} End;

/* A single character is a word too often. */
static void see_token(const Token *token, gpointer data)
{
    End *end = data;
    end->found |= token->kind == TOKEN_WORD && token->to == end->at &&
                  g_utf8_strlen(token->term, token->len) > 1;
}

/* Whether PHRASE ends in a word that goes on with nothing: of, to, in. */
static gboolean ends_in_little(const Phrase *phrase)
{
    static const char *const words[] = {" and", " for", " from", " in",  " of",
                                        " on",  " the", " to",   " with"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize len = strlen(words[i]);
        if (phrase->len > len && memcmp(phrase->tail->text + phrase->len - len, words[i], len) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether a word ends where the phrase does, in its title and in the next one, which goes on
 * otherwise. */
static gboolean ends_word(Searcher *searcher, const Phrase *phrase)
{
    for (guint i = 0; i < 2; i++) {
        const Hunted *of = phrase->tail[i].of;
        End end = {of->start + phrase->len, FALSE};
        tokenizer_run(searcher->tokenizer, of->text, (gssize)of->len, see_token, &end);
        if (!end.found)
            return FALSE;
    }
    return TRUE;
}

/* TITLE as texts are indexed, with no blank; where one was between Chinese characters, its place is added to GAPS (gsize). */
static char *joined_title(const char *title, GArray *gaps)
{
    g_auto(GStrv) pieces = g_strsplit_set(title, " \t", -1);
    GString *joined = g_string_new(NULL);
    for (char **piece = pieces; *piece; piece++) {
        g_autofree char *text = normalize_string(*piece, -1);
        if (joined->len && *text)
            g_array_append_val(gaps, joined->len);
        g_string_append(joined, text);
    }
    return g_string_free(joined, FALSE);
}

/* Whether PHRASE, Chinese alone, runs over a blank in the title that it is from: 信息安全技术 | 网络, elements of a title. Indexed texts
 * are without such blanks. */
static gboolean is_parted(Searcher *searcher, const Phrase *phrase)
{
    const Hunted *of = phrase->tail->of;
    g_autofree char *text = g_strndup(phrase->tail->text, phrase->len);
    g_autofree char *id = g_strndup(of->id, of->id_len);
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(gsize));
    XcDocid docid = index_find_id(searcher->index, id, NULL);
    g_autoptr(Record) record = docid ? index_record(searcher->index, docid, NULL) : NULL;
    const char *title = record ? record_text(record, FIELD_TITLE_ZH) : NULL;
    g_autofree char *joined = title ? joined_title(title, gaps) : NULL;
    const char *place = joined ? strstr(joined, text) : NULL;
    for (guint i = 0; place && i < gaps->len; i++) {
        gsize gap = g_array_index(gaps, gsize, i), from = (gsize)(place - joined);
        if (from < gap && gap < from + phrase->len)
            return TRUE;
    }
    return FALSE;
}

/* The tails of FOUND, sorted. */
static GArray *tails_of(const GArray *found)
{
    GArray *tails = g_array_new(FALSE, FALSE, sizeof(Tail));
    for (guint i = 0; i < found->len; i++) {
        const Hunted *of = &g_array_index(found, Hunted, i);
        Tail tail = {of, of->text + MIN(of->start, of->len), of->len - MIN(of->start, of->len)};
        if (!of->apart)
            g_array_append_val(tails, tail);
    }
    g_array_sort(tails, by_text);
    return tails;
}

static GArray *phrases_of(const GArray *tails)
{
    GArray *phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
    for (guint i = 0; i + 1 < tails->len; i++) {
        const Tail *tail = &g_array_index(tails, Tail, i);
        Phrase phrase = {tail, common(tail, tail + 1), 0};
        gboolean known = FALSE;
        for (guint j = 0; j < phrases->len && !known; j++) {
            const Phrase *other = &g_array_index(phrases, Phrase, j);
            known =
                other->len == phrase.len && memcmp(other->tail->text, tail->text, phrase.len) == 0;
        }
        if (known || !phrase.len)
            continue;
        phrase.count = count_of(tails, tail, phrase.len);
        g_array_append_val(phrases, phrase);
    }
    g_array_sort(phrases, by_count);
    return phrases;
}

GPtrArray *phrases_find(Searcher *searcher, const GArray *found, const GArray *ways, guint most)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) tails = tails_of(found);
    g_autoptr(GArray) phrases = phrases_of(tails);
    for (guint i = 0; i < phrases->len && texts->len < most; i++) {
        const Phrase *phrase = &g_array_index(phrases, Phrase, i);
        if (!ends_in_little(phrase) && goes_on(phrase, found, ways) && ends_word(searcher, phrase) &&
            !is_parted(searcher, phrase))
            g_ptr_array_add(texts, g_strndup(phrase->tail->text, phrase->len));
    }
    return texts;
}
