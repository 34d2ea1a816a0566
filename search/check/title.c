#include "search/check/title.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "unicode/han.h"

/* Dice's coefficient of pairs of characters from which on titles are taken for one: a wrong character in a title of ten
 * leaves .78, the title of another edition (信息系统安全等级保护 for 网络安全等级保护) less. */
#define LEAST_ALIKE 0.7
/* A part of a title of fewer characters may be of any. */
#define LEAST_PART 4

static gboolean is_chinese(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (char_is_han(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

static double alike(const char *a, const char *b)
{
    glong n_a, n_b;
    g_autofree gunichar *first = g_utf8_to_ucs4_fast(a, -1, &n_a), *second = g_utf8_to_ucs4_fast(b, -1, &n_b);
    g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    guint both = 0;
    if (n_a < 2 || n_b < 2)
        return 0;
    for (glong i = 0; i + 1 < n_a; i++) {
        gint64 pair = (gint64)first[i] << 32 | first[i + 1];
        gpointer n = g_hash_table_lookup(pairs, &pair);
        g_hash_table_insert(pairs, g_memdup2(&pair, sizeof pair), GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
    }
    for (glong i = 0; i + 1 < n_b; i++) {
        gint64 pair = (gint64)second[i] << 32 | second[i + 1];
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(pairs, &pair));
        both += n > 0;
        if (n > 0)
            g_hash_table_insert(pairs, g_memdup2(&pair, sizeof pair), GUINT_TO_POINTER(n - 1));
    }
    return 2.0 * both / (double)(n_a - 1 + n_b - 1);
}

static gboolean is_part(const char *part, const char *whole)
{
    return g_utf8_strlen(part, -1) >= LEAST_PART && strstr(whole, part);
}

gboolean title_agrees(const char *title, const Record *record)
{
    g_autofree char *key = record_title_key_of(title);
    g_autoptr(GArray) titles = record_texts(record, TITLE_FIELDS);
    gboolean compared = FALSE;
    for (guint i = 0; key && i < titles->len; i++) {
        g_autofree char *own = record_title_key_of(g_array_index(titles, RecordText, i).text);
        if (!own || is_chinese(own) != is_chinese(key))
            continue;
        compared = TRUE;
        if (strcmp(own, key) == 0 || is_part(key, own) || is_part(own, key) || alike(own, key) >= LEAST_ALIKE)
            return TRUE;
    }
    return !compared;
}
