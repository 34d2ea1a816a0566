#include "search/expand.h"

#include <string.h>

#include "search/symbol.h"

#define MAX_SYMBOLS 12

const ExpansionKindInfo expansion_kinds[] = {
    [EXPANSION_REGIONAL] = {"regional", 1},         [EXPANSION_SPELLING] = {"spelling", 1},
    [EXPANSION_MISPRINT] = {"spelling", 0.9},
    [EXPANSION_SYNONYM] = {"synonym", 0.9},         [EXPANSION_ABBREVIATION] = {"synonym", 0.9},
    [EXPANSION_TRANSLATION] = {"translation", 0.7}, [EXPANSION_LEARNED] = {"learned", 0.6},
};

struct Expander {
    GHashTable *alternatives; /* normalized words → GArray of Alternative */
    GStringChunk *texts;
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

static gboolean is_synonym(const Alternative *other)
{
    return other->kind == EXPANSION_SYNONYM || other->kind == EXPANSION_ABBREVIATION;
}

/* KEY and VALUE are normalized. */
static void add(Expander *expander, const char *key, const char *value, ExpansionKind kind)
{
    if (!*key || !*value || strcmp(key, value) == 0)
        return;
    if (kind == EXPANSION_SYNONYM && has_cjk(key) != has_cjk(value))
        kind = EXPANSION_ABBREVIATION;
    GArray *known = g_hash_table_lookup(expander->alternatives, key);
    if (!known) {
        known = g_array_new(FALSE, FALSE, sizeof(Alternative));
        g_hash_table_insert(expander->alternatives, g_strdup(key), known);
    }
    Alternative made = {.text = g_string_chunk_insert_const(expander->texts, value), .kind = kind};
    for (guint i = 0; i < known->len; i++)
        if (g_array_index(known, Alternative, i).text == made.text)
            return;
    g_array_append_val(known, made);
}

/* The parts of TEXT between SEPARATOR, normalized. Caller frees. */
static char **split_normalized(const char *text, const char *separator)
{
    char **parts = g_strsplit(text, separator, -1);
    for (char **part = parts; *part; part++) {
        char *given = *part;
        *part = normalize_string(given, -1);
        g_free(given);
    }
    return parts;
}

/* A => B | C one way, A = B = C every way. */
static void read_synonyms(Expander *expander, const char *line, ExpansionKind kind)
{
    const char *arrow = strstr(line, "=>");
    if (arrow) {
        g_autofree char *given = g_strndup(line, (gsize)(arrow - line));
        g_autofree char *from = normalize_string(given, -1);
        g_auto(GStrv) to = split_normalized(arrow + 2, "|");
        for (char **text = to; *text; text++)
            add(expander, from, *text, kind);
        return;
    }
    g_auto(GStrv) same = split_normalized(line, "=");
    for (char **from = same; *from && same[1]; from++)
        for (char **to = same; *to; to++)
            add(expander, *from, *to, kind);
}

static void read_translation(Expander *expander, const char *line, ExpansionKind kind)
{
    g_auto(GStrv) pair = split_normalized(line, "\t");
    if (!pair[0] || !pair[1])
        return;
    add(expander, pair[0], pair[1], kind);
    add(expander, pair[1], pair[0], kind);
}

static void read_list(Expander *expander, const Index *index, const char *name, ExpansionKind kind,
                      void (*read)(Expander *, const char *, ExpansionKind))
{
    gsize len = 0;
    const char *text = index_list(index, name, &len);
    g_autofree char *copy = g_strndup(text ? text : "", len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line != '#' && **line)
            read(expander, *line, kind);
}

Expander *expander_new(const Index *index)
{
    Expander *expander = g_new0(Expander, 1);
    expander->alternatives = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_array);
    expander->texts = g_string_chunk_new(16384);
    read_list(expander, index, LEXICON_SYNONYMS, EXPANSION_SYNONYM, read_synonyms);
    read_list(expander, index, LEXICON_TRANSLATIONS, EXPANSION_TRANSLATION, read_translation);
    read_list(expander, index, LEXICON_LEARNED, EXPANSION_LEARNED, read_translation);
    return expander;
}

void expander_free(Expander *expander)
{
    if (!expander)
        return;
    g_hash_table_unref(expander->alternatives);
    g_string_chunk_free(expander->texts);
    g_free(expander);
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
                       guint32 from, GArray **found)
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
        GArray *known = whole ? g_hash_table_lookup(expander->alternatives, words->str) : NULL;
        if (known)
            *found = known, end = at;
    }
    return end;
}

static void add_found(GArray *out, const Alternative *known, guint32 from, guint32 to)
{
    Alternative found = *known;
    found.from = from;
    found.to = to;
    g_array_append_val(out, found);
}

/* Adds what is KNOWN to stand for bytes [FROM, TO), and the translations of its synonyms. */
static void add_known(const Expander *expander, GArray *out, const GArray *known, guint32 from,
                      guint32 to)
{
    for (guint i = 0; i < known->len; i++)
        add_found(out, &g_array_index(known, Alternative, i), from, to);
    for (guint i = 0; i < known->len; i++) {
        const Alternative *synonym = &g_array_index(known, Alternative, i);
        const GArray *more =
            is_synonym(synonym) ? g_hash_table_lookup(expander->alternatives, synonym->text) : NULL;
        for (guint m = 0; more && m < more->len; m++)
            if (!is_synonym(&g_array_index(more, Alternative, m)))
                add_found(out, &g_array_index(more, Alternative, m), from, to);
    }
}

GArray *expander_find(const Expander *expander, const char *text, const guint8 *bounds)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Alternative));
    guint32 len = (guint32)strlen(text);
    for (guint32 at = 0; at < len;) {
        GArray *found = NULL;
        guint32 next = at, code = 0;
        guint32 end = bounds[at] ? longest(expander, text, bounds, at, &found) : at;
        if (found)
            add_known(expander, out, found, at, end);
        symbol_next(text, len, &next, &code);
        at = MAX(next, end);
    }
    return out;
}
