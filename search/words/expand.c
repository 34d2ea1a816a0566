#include "search/words/expand.h"

#include <string.h>

#include "indexer/read/translations.h"
#include "tokenizer/symbol.h"
#include "tokenizer/normalizer.h"

#define MAX_SYMBOLS 12

const ExpansionKindInfo expansion_kinds[] = {
    [EXPANSION_REGIONAL] = {"regional", 1},         [EXPANSION_SPELLING] = {"spelling", 1},
    [EXPANSION_MISPRINT] = {"spelling", 0.9},       [EXPANSION_JOINED] = {"joined", 1},
    [EXPANSION_SYNONYM] = {"synonym", 0.9},         [EXPANSION_ABBREVIATION] = {"synonym", 0.9},
    [EXPANSION_FULL] = {"synonym", 0.9},
    [EXPANSION_TRANSLATION] = {"translation", 0.7}, [EXPANSION_LEARNED] = {"learned", 0.6},
};

struct Expander {
    GHashTable *synonyms;     /* normalized words → GArray of Alternative */
    GPtrArray *synonym_words; /* the keys, in order */
    GStringChunk *texts;
    struct {
        ExpansionKind kind;
        const char *text; /* see indexer/read/translations.h; the index's */
        gsize len;
    } lists[2];
};

static void free_array(gpointer array)
{
    g_array_unref(array);
}

static gboolean has_cjk(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (char_is_cjk(char_class(g_utf8_get_char(text))))
            return TRUE;
    return FALSE;
}

/* WRITTEN is how the list writes VALUE; KEY and VALUE are normalized, SPELT: and one word in two spellings. */
static void add(Expander *expander, const char *key, const char *value, const char *written, gboolean spelt)
{
    if (!*key || !*value || strcmp(key, value) == 0)
        return;
    ExpansionKind kind = spelt                            ? EXPANSION_REGIONAL
                         : has_cjk(key) == has_cjk(value) ? EXPANSION_SYNONYM
                         : has_cjk(key)                 ? EXPANSION_ABBREVIATION
                                                        : EXPANSION_FULL;
    GArray *known = g_hash_table_lookup(expander->synonyms, key);
    if (!known) {
        known = g_array_new(FALSE, FALSE, sizeof(Alternative));
        g_hash_table_insert(expander->synonyms, g_strdup(key), known);
    }
    gboolean same = g_ascii_strcasecmp(value, written) != 0;
    Alternative made = {.text = g_string_chunk_insert_const(expander->texts, value),
                        .written =
                            g_string_chunk_insert_const(expander->texts, same ? value : written),
                        .kind = kind};
    for (guint i = 0; i < known->len; i++)
        if (g_array_index(known, Alternative, i).text == made.text)
            return;
    g_array_append_val(known, made);
}

typedef struct {
    char *written, *normalized;
} Part;

static void clear_part(gpointer data)
{
    Part *part = data;
    g_free(part->written);
    g_free(part->normalized);
}

/* The parts of TEXT between SEPARATOR: an array of Part that the caller unrefs. ROOM is reused for what is normalized. */
static GArray *split(const char *text, const char *separator, Normalized *room)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_array_set_clear_func(parts, clear_part);
    g_auto(GStrv) pieces = g_strsplit(text, separator, -1);
    for (char **piece = pieces; *piece; piece++) {
        normalize(room, g_strstrip(*piece), -1);
        Part part = {g_strdup(*piece), g_strndup(room->utf8, room->utf8_len)};
        g_array_append_val(parts, part);
    }
    return parts;
}

/* A => B | C one way, A = B = C every way, A == B a word that is spelt in two ways. */
static void read_synonyms(Expander *expander, const char *line, Normalized *room)
{
    const char *arrow = strstr(line, "=>");
    g_autofree char *head = g_strndup(line, arrow ? (gsize)(arrow - line) : strlen(line));
    g_autoptr(GArray) from = split(head, "=", room), to = arrow ? split(arrow + 2, "|", room) : NULL;
    const GArray *others = to ? to : from;
    for (guint f = 0; f < from->len; f++)
        for (guint t = 0; t < others->len; t++) {
            const Part *part = &g_array_index(others, Part, t);
            add(expander, g_array_index(from, Part, f).normalized, part->normalized,
                part->written, strstr(line, "==") != NULL);
        }
}

static gint compare_words(gconstpointer first, gconstpointer second)
{
    return strcmp(*(char *const *)first, *(char *const *)second);
}

static void load_synonyms(Expander *expander, const Snapshot *snapshot)
{
    gsize len = 0;
    const char *text = snapshot_list(snapshot, LEXICON_SYNONYMS, &len);
    g_autofree char *copy = g_strndup(text ? text : "", len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    g_auto(Normalized) room = {0};
    for (char **line = lines; *line; line++)
        if (**line != '#' && **line)
            read_synonyms(expander, *line, &room);
    GHashTableIter iterator;
    gpointer word;
    g_hash_table_iter_init(&iterator, expander->synonyms);
    while (g_hash_table_iter_next(&iterator, &word, NULL))
        g_ptr_array_add(expander->synonym_words, word);
    g_ptr_array_sort(expander->synonym_words, compare_words);
}

Expander *expander_new(const Snapshot *snapshot)
{
    Expander *expander = g_new0(Expander, 1);
    expander->synonyms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_array);
    expander->synonym_words = g_ptr_array_new();
    expander->texts = g_string_chunk_new(16384);
    load_synonyms(expander, snapshot);
    static const struct {
        ExpansionKind kind;
        const char *name;
    } lists[G_N_ELEMENTS(expander->lists)] = {{EXPANSION_TRANSLATION, LEXICON_TRANSLATIONS},
                                              {EXPANSION_LEARNED, LEXICON_LEARNED}};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        expander->lists[i].kind = lists[i].kind;
        expander->lists[i].text = snapshot_list(snapshot, lists[i].name, &expander->lists[i].len);
    }
    return expander;
}

void expander_free(Expander *expander)
{
    if (!expander)
        return;
    g_ptr_array_unref(expander->synonym_words);
    g_hash_table_unref(expander->synonyms);
    g_string_chunk_free(expander->texts);
    g_free(expander);
}

static gboolean is_begin(const Expander *expander, const char *word)
{
    guint low = 0, high = expander->synonym_words->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (strcmp(expander->synonym_words->pdata[middle], word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < expander->synonym_words->len &&
           g_str_has_prefix(expander->synonym_words->pdata[low], word);
}

ExpanderMatch expander_match(const Expander *expander, const char *word)
{
    gsize len = strlen(word), at;
    gboolean begin = FALSE;
    if (g_hash_table_contains(expander->synonyms, word))
        return EXPANDER_WORD;
    for (guint i = 0; i < G_N_ELEMENTS(expander->lists); i++) {
        TranslationsMatch match = translations_find(expander->lists[i].text,
                                                    expander->lists[i].len, word, len, &at);
        if (match == TRANSLATIONS_WORD)
            return EXPANDER_WORD;
        begin |= match == TRANSLATIONS_BEGIN;
    }
    return begin || is_begin(expander, word) ? EXPANDER_BEGIN : EXPANDER_NONE;
}

/* Whether a blank between A and B tells something: lists have it between words of other scripts. */
static gboolean blank_counts(SymbolKind before, SymbolKind after)
{
    return before != SYMBOL_CJK && after != SYMBOL_CJK;
}

/* Whether no word stands before place AT of TEXT up to a separator (STEP -1), or after it (1). */
static gboolean is_edge(const char *text, guint32 len, guint32 at, int step)
{
    const char *next = text + at - (step < 0), *end = text + len;
    while (next >= text && next < end && *next == ' ')
        next += step;
    return next < text || next >= end || *next == EXPAND_SEPARATOR;
}

/* The end of the longest words from FROM on that have alternatives, or FROM. Words on both sides of
 * a separator are looked up whole: 氢 燃料电池 is not 氢燃料. */
static guint32 longest(const Expander *expander, const char *text, const guint8 *bounds,
                       guint32 from, char **found)
{
    guint32 len = (guint32)strlen(text), at = from, end = from, code = 0;
    g_autoptr(GString) words = g_string_new(NULL);
    SymbolKind kind, before = SYMBOL_CJK;
    gboolean blank = FALSE, apart = FALSE;
    for (guint n = 0; n < MAX_SYMBOLS; n++) {
        guint32 start = at;
        kind = symbol_next(text, len, &at, &code);
        if (kind == SYMBOL_END)
            break;
        if (kind == SYMBOL_SPACE || code == EXPAND_SEPARATOR) {
            blank = TRUE;
            apart |= code == EXPAND_SEPARATOR;
            continue;
        }
        if (blank && blank_counts(before, kind))
            g_string_append_c(words, ' ');
        g_string_append_len(words, text + start, at - start);
        blank = FALSE;
        before = kind;
        gboolean whole =
            bounds[at] && (!apart || (is_edge(text, len, from, -1) && is_edge(text, len, at, 1)));
        ExpanderMatch match = expander_match(expander, words->str);
        if (match == EXPANDER_NONE)
            break;
        if (whole && match == EXPANDER_WORD) {
            g_free(*found);
            *found = g_strdup(words->str);
            end = at;
        }
    }
    return end;
}

static void clear_alternative(gpointer data)
{
    Alternative *alternative = data;
    g_free((char *)alternative->text);
    g_free((char *)alternative->written);
}

/* Adds what WORD may be translated as; FULL: as what an acronym is short for. */
static void add_translations(const Expander *expander, GArray *out, const char *word, guint32 from,
                             guint32 to, gboolean full)
{
    gsize word_len = strlen(word);
    for (guint i = 0; i < G_N_ELEMENTS(expander->lists); i++) {
        const char *list = expander->lists[i].text, *value;
        gsize len = expander->lists[i].len, at, value_len;
        if (translations_find(list, len, word, word_len, &at) != TRANSLATIONS_WORD)
            continue;
        while ((value = translations_next(list, len, word, word_len, &at, &value_len))) {
            Alternative found = {.text = normalize_string(value, (gssize)value_len),
                                 .written = g_strndup(value, value_len),
                                 .kind = full ? EXPANSION_FULL : expander->lists[i].kind,
                                 .from = from,
                                 .to = to};
            g_array_append_val(out, found);
        }
    }
}

/* Adds what may stand for WORD, bytes [FROM, TO), and the translations of its synonyms. */
static void add_known(const Expander *expander, GArray *out, const char *word, guint32 from,
                      guint32 to)
{
    const GArray *synonyms = g_hash_table_lookup(expander->synonyms, word);
    for (guint i = 0; synonyms && i < synonyms->len; i++) {
        Alternative found = g_array_index(synonyms, Alternative, i);
        found.text = g_strdup(found.text);
        found.written = g_strdup(found.written);
        found.from = from;
        found.to = to;
        g_array_append_val(out, found);
    }
    add_translations(expander, out, word, from, to, FALSE);
    for (guint i = 0; synonyms && i < synonyms->len; i++) {
        const Alternative *synonym = &g_array_index(synonyms, Alternative, i);
        add_translations(expander, out, synonym->text, from, to, synonym->kind == EXPANSION_FULL);
    }
}

GArray *expander_find(const Expander *expander, const char *text, const guint8 *bounds)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Alternative));
    g_array_set_clear_func(out, clear_alternative);
    guint32 len = (guint32)strlen(text);
    for (guint32 at = 0; at < len;) {
        g_autofree char *found = NULL;
        guint32 next = at, code = 0;
        guint32 end = bounds[at] ? longest(expander, text, bounds, at, &found) : at;
        if (found)
            add_known(expander, out, found, at, end);
        symbol_next(text, len, &next, &code);
        at = MAX(next, end);
    }
    return out;
}
