#include "config.h"

#include "indexer/read/translations.h"

#include <string.h>

#include "tokenizer/normalizer.h"

typedef struct {
    char *word, *value;
    guint rank; /* of an English word: how many other translations its Chinese one has before it */
    guint order;
} Pair;

static void clear_pair(gpointer data)
{
    Pair *pair = data;
    g_free(pair->word);
    g_free(pair->value);
}

/* VALUE, whose normalized form is NORMALIZED, as it is written if it differs in capitals alone. */
static char *written(const char *value, const char *normalized)
{
    g_autofree char *copy = g_strstrip(g_strdup(value));
    return g_strdup(g_ascii_strcasecmp(copy, normalized) == 0 ? copy : normalized);
}

/* Unless KNOWN (may be NULL) has the word. */
static void add_pair(GArray *pairs, GHashTable *known, const char *word, const char *value,
                     guint rank)
{
    if (known && g_hash_table_contains(known, word))
        return;
    Pair pair = {g_strdup(word), g_strdup(value), rank, pairs->len};
    g_array_append_val(pairs, pair);
}

/* RANKS counts the lines of a Chinese word. */
static void add_line(GArray *pairs, GHashTable *known, GHashTable *ranks, const char *line)
{
    g_auto(GStrv) sides = *line == '#' ? NULL : g_strsplit(line, "\t", 3);
    if (!sides || !sides[0] || !sides[1])
        return;
    g_autofree char *zh = normalize_string(sides[0], -1), *en = normalize_string(sides[1], -1);
    if (!*zh || !*en || strcmp(zh, en) == 0)
        return;
    g_autofree char *zh_written = written(sides[0], zh), *en_written = written(sides[1], en);
    guint rank = GPOINTER_TO_UINT(g_hash_table_lookup(ranks, zh));
    g_hash_table_insert(ranks, g_strdup(zh), GUINT_TO_POINTER(rank + 1));
    add_pair(pairs, known, zh, en_written, 0);
    add_pair(pairs, known, en, zh_written, rank);
}

static void add_lines(GArray *pairs, GHashTable *known, const char *text)
{
    g_autoptr(GHashTable) ranks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const char *at = text; *at;) {
        const char *stop = strchrnul(at, '\n');
        g_autofree char *line = g_strndup(at, (gsize)(stop - at));
        add_line(pairs, known, ranks, line);
        at = *stop ? stop + 1 : stop;
    }
}

/* A copy, since the array moves. */
static GHashTable *words_of(const GArray *pairs)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < pairs->len; i++)
        g_hash_table_add(words, g_strdup(g_array_index(pairs, Pair, i).word));
    return words;
}

static gint by_word(gconstpointer first, gconstpointer second)
{
    const Pair *a = first, *b = second;
    int order = strcmp(a->word, b->word);
    if (order == 0)
        order = (a->rank > b->rank) - (a->rank < b->rank);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Whether an earlier line of the word of pair AT has its value, or there are enough. */
static gboolean is_enough(const GArray *pairs, guint at)
{
    const Pair *pair = &g_array_index(pairs, Pair, at);
    guint n = 0, most = g_ascii_isalpha(*pair->word) ? TRANSLATIONS_MOST_BACK : TRANSLATIONS_MOST;
    for (guint i = at; i-- > 0; n++) {
        const Pair *before = &g_array_index(pairs, Pair, i);
        if (strcmp(before->word, pair->word) != 0)
            return FALSE;
        if (n + 1 == most || g_ascii_strcasecmp(before->value, pair->value) == 0)
            return TRUE;
    }
    return FALSE;
}

char *translations_compose(const char *text, const char *more, gsize *out_len)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    g_array_set_clear_func(pairs, clear_pair);
    add_lines(pairs, NULL, text);
    g_autoptr(GHashTable) known = *more ? words_of(pairs) : NULL;
    add_lines(pairs, known, more);
    g_array_sort(pairs, by_word);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        if (!is_enough(pairs, i))
            g_string_append_printf(out, "%s\t%s\n", pair->word, pair->value);
    }
    *out_len = out->len;
    return g_string_free(out, FALSE);
}

static gsize line_end(const char *list, gsize len, gsize at)
{
    const char *newline = at < len ? memchr(list + at, '\n', len - at) : NULL;
    return newline ? (gsize)(newline - list) : len;
}

/* How the word of the line at AT compares to WORD: as strcmp() does. */
static int compare_line(const char *list, gsize len, gsize at, const char *word, gsize word_len)
{
    gsize end = line_end(list, len, at), size = end - at;
    const char *tab = memchr(list + at, '\t', size);
    gsize own = tab ? (gsize)(tab - list) - at : size;
    int order = memcmp(list + at, word, MIN(own, word_len));
    return order ? order : (own > word_len) - (own < word_len);
}

TranslationsMatch translations_find(const char *list, gsize len, const char *word, gsize word_len,
                                    gsize *at)
{
    gsize low = 0, high = len; /* beginnings of lines; the one sought is in [low, high] */
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        while (middle > low && list[middle - 1] != '\n')
            middle--;
        if (compare_line(list, len, middle, word, word_len) < 0)
            low = MIN(line_end(list, len, middle) + 1, len);
        else
            high = middle;
    }
    *at = low;
    if (len - low < word_len || memcmp(list + low, word, word_len) != 0)
        return TRANSLATIONS_NONE;
    return low + word_len < len && list[low + word_len] == '\t' ? TRANSLATIONS_WORD
                                                                : TRANSLATIONS_BEGIN;
}

const char *translations_next(const char *list, gsize len, const char *word, gsize word_len,
                              gsize *at, gsize *value_len)
{
    if (*at >= len || len - *at <= word_len || memcmp(list + *at, word, word_len) != 0 ||
        list[*at + word_len] != '\t')
        return NULL;
    gsize from = *at + word_len + 1, end = line_end(list, len, from);
    *value_len = end - from;
    *at = MIN(end + 1, len);
    return list + from;
}
