#include "search/words/stop-words.h"

#include <string.h>

#include "tokenizer/char-class.h"

#define MAX_UNITS 12

struct StopWords {
    GHashTable *classes; /* word → StopClass */
    GHashTable *wanted;  /* what is asked for by its kind: 标准, standard */
    GPtrArray *numbers;
};

static void read_line(StopWords *words, const char *line)
{
    static const char *const names[] = {"question", "empty", "standards"};
    g_auto(GStrv) parts = g_strsplit_set(line, " \t\r", -1);
    StopClass stop = STOP_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_strcmp0(parts[0], names[i]) == 0)
            stop = STOP_QUESTION + i;
    gboolean asking = g_strcmp0(parts[0], "number") == 0;
    gboolean wanted = g_strcmp0(parts[0], "wanted") == 0;
    for (char **part = parts[0] ? parts + 1 : parts; *part; part++) {
        if (!**part)
            continue;
        char *word = normalize_string(*part, -1);
        if (asking)
            g_ptr_array_add(words->numbers, word);
        else if (wanted)
            g_hash_table_add(words->wanted, word);
        else if (stop != STOP_NONE)
            g_hash_table_insert(words->classes, word, GUINT_TO_POINTER(stop));
        else
            g_free(word);
    }
}

StopWords *stop_words_new(const char *text, gsize len)
{
    StopWords *words = g_new0(StopWords, 1);
    words->classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->numbers = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *copy = g_strndup(text, len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line != '#')
            read_line(words, *line);
    return words;
}

void stop_words_free(StopWords *words)
{
    if (!words)
        return;
    g_hash_table_unref(words->classes);
    g_hash_table_unref(words->wanted);
    g_ptr_array_unref(words->numbers);
    g_free(words);
}

/* The class of the longest word that begins at unit AT; *END is where it ends. */
static StopClass longest(const StopWords *words, const Normalized *n, const guint8 *starts,
                         guint32 at, guint32 *end)
{
    StopClass found = STOP_NONE;
    char word[MAX_UNITS * 3 + 1];
    for (guint32 to = at + 1; to <= n->n_units && to - at <= MAX_UNITS; to++) {
        guint32 len = n->utf8_at[to] - n->utf8_at[at];
        if (!starts[to] || len >= sizeof word)
            continue;
        memcpy(word, n->utf8 + n->utf8_at[at], len);
        word[len] = '\0';
        gpointer stop = g_hash_table_lookup(words->classes, word);
        if (!stop)
            continue;
        found = (StopClass)GPOINTER_TO_UINT(stop);
        *end = to;
    }
    return found;
}

guint8 *stop_words_mark(const StopWords *words, const Normalized *n, const guint8 *starts)
{
    guint8 *classes = g_malloc0((gsize)n->n_units + 1);
    for (guint32 at = 0, end = 0; at < n->n_units; at = MAX(at + 1, end)) {
        StopClass stop = starts[at] ? longest(words, n, starts, at, &end) : STOP_NONE;
        if (stop != STOP_NONE)
            memset(classes + at, (int)stop, end - at);
    }
    return classes;
}

static gboolean cites_place(const GArray *words)
{
    for (guint i = 0; i < words->len; i++)
        if (g_array_index(words, QueryWord, i).kind == WORD_ORDINAL)
            return TRUE;
    return FALSE;
}

/* `医用口罩标准`, `which standard for paper size`: the kind of thing that is wanted, at the end or in a
 * question, is no part of the topic. Only beside other words. */
static void empty_wanted(const StopWords *stop, const Normalized *n, gboolean question,
                         GArray *words)
{
    guint others = 0;
    for (guint i = 0; i < words->len; i++)
        others += g_array_index(words, QueryWord, i).empty ? 0 : 1;
    for (guint i = words->len; i-- > 0 && others > 1;) {
        QueryWord *word = &g_array_index(words, QueryWord, i);
        if (word->empty)
            continue;
        g_autofree char *text = g_strndup(n->utf8 + word->from, word->to - word->from);
        if (g_hash_table_contains(stop->wanted, text)) {
            word->empty = TRUE;
            others--;
        } else if (!question) {
            return;
        }
    }
}

void stop_words_empty(const StopWords *stop, Tokenizer *tokenizer, const char *text, GArray *words)
{
    if (cites_place(words))
        return;
    g_auto(Normalized) n = {0};
    normalize(&n, text, -1);
    g_autofree guint8 *starts = words_bounds(tokenizer, text, &n);
    g_autofree guint8 *classes = stop_words_mark(stop, &n, starts);
    guint32 unit = 0;
    for (guint i = 0; i < words->len; i++) {
        QueryWord *word = &g_array_index(words, QueryWord, i);
        while (unit < n.n_units && n.utf8_at[unit] < word->from)
            unit++;
        gboolean empty = unit < n.n_units;
        for (; unit < n.n_units && n.utf8_at[unit] < word->to; unit++)
            empty &= classes[unit] == STOP_QUESTION || classes[unit] == STOP_STANDARDS;
        word->empty |= empty;
    }
    empty_wanted(stop, &n, memchr(classes, STOP_QUESTION, n.n_units) != NULL, words);
}

static gboolean holds_any(const GPtrArray *words, const char *text)
{
    for (guint i = 0; i < words->len; i++)
        if (strstr(text, words->pdata[i]))
            return TRUE;
    return FALSE;
}

gboolean stop_words_ask_number(const StopWords *words, const char *text)
{
    return holds_any(words->numbers, text);
}
