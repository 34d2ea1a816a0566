#include "search/expand.h"

#include <string.h>

#include "search/symbol.h"

#define MAX_SYMBOLS 12

typedef struct {
    const char *text;
    ExpansionKind kind;
} Alternative;

struct Expander {
    GHashTable *alternatives; /* normalized words → GArray of Alternative */
    GStringChunk *texts;
};

static void free_array(gpointer array)
{
    g_array_unref(array);
}

static void add(Expander *expander, const char *from, const char *to, ExpansionKind kind)
{
    g_autofree char *key = normalize_string(from, -1), *value = normalize_string(to, -1);
    if (!*key || !*value || strcmp(key, value) == 0)
        return;
    GArray *known = g_hash_table_lookup(expander->alternatives, key);
    if (!known) {
        known = g_array_new(FALSE, FALSE, sizeof(Alternative));
        g_hash_table_insert(expander->alternatives, g_strdup(key), known);
    }
    Alternative made = {g_string_chunk_insert_const(expander->texts, value), kind};
    for (guint i = 0; i < known->len; i++)
        if (g_array_index(known, Alternative, i).text == made.text)
            return;
    g_array_append_val(known, made);
}

/* A => B | C one way, A = B = C every way. */
static void read_synonyms(Expander *expander, const char *line)
{
    const char *arrow = strstr(line, "=>");
    if (arrow) {
        g_autofree char *from = g_strndup(line, (gsize)(arrow - line));
        g_auto(GStrv) to = g_strsplit(arrow + 2, "|", -1);
        for (char **text = to; *text; text++)
            add(expander, from, *text, EXPANSION_SYNONYM);
        return;
    }
    g_auto(GStrv) same = g_strsplit(line, "=", -1);
    for (char **from = same; *from && same[1]; from++)
        for (char **to = same; *to; to++)
            add(expander, *from, *to, EXPANSION_SYNONYM);
}

static void read_translation(Expander *expander, const char *line)
{
    g_auto(GStrv) pair = g_strsplit(line, "\t", 2);
    if (!pair[0] || !pair[1])
        return;
    add(expander, pair[0], pair[1], EXPANSION_TRANSLATION);
    add(expander, pair[1], pair[0], EXPANSION_TRANSLATION);
}

static void read_list(Expander *expander, const Index *index, const char *name,
                      void (*read)(Expander *, const char *))
{
    gsize len = 0;
    const char *text = index_list(index, name, &len);
    g_autofree char *copy = g_strndup(text ? text : "", len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line != '#' && **line)
            read(expander, *line);
}

Expander *expander_new(const Index *index)
{
    Expander *expander = g_new0(Expander, 1);
    expander->alternatives = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_array);
    expander->texts = g_string_chunk_new(16384);
    read_list(expander, index, LEXICON_SYNONYMS, read_synonyms);
    read_list(expander, index, LEXICON_TRANSLATIONS, read_translation);
    read_list(expander, index, LEXICON_LEARNED, read_translation);
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

static void clear_expansion(gpointer data)
{
    g_free(((Expansion *)data)->text);
    g_free(((Expansion *)data)->of);
}

/* The end of the longest words from FROM on that have alternatives, or FROM. */
static guint32 longest(const Expander *expander, const char *text, guint32 len, guint32 from,
                       GArray **found)
{
    guint32 at = from, code = 0, end = from;
    for (guint n = 0; n < MAX_SYMBOLS; n++) {
        SymbolKind kind = symbol_next(text, len, &at, &code);
        if (kind == SYMBOL_END)
            break;
        if (kind == SYMBOL_SPACE)
            continue;
        g_autofree char *words = g_strndup(text + from, at - from);
        GArray *known = g_hash_table_lookup(expander->alternatives, words);
        if (known)
            *found = known, end = at;
    }
    return end;
}

GArray *expander_find(const Expander *expander, const char *text)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Expansion));
    g_array_set_clear_func(out, clear_expansion);
    guint32 len = (guint32)strlen(text);
    for (guint32 at = 0; at < len && out->len < EXPANSIONS_MAX;) {
        GArray *found = NULL;
        guint32 next = at, code = 0, end = longest(expander, text, len, at, &found);
        for (guint i = 0; found && i < found->len && out->len < EXPANSIONS_MAX; i++) {
            const Alternative *other = &g_array_index(found, Alternative, i);
            Expansion made = {g_strdup(other->text), g_strndup(text + at, end - at), other->kind};
            g_array_append_val(out, made);
        }
        symbol_next(text, len, &next, &code);
        at = MAX(next, end);
    }
    return out;
}
