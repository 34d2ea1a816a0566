/* Whether two beginnings are the same but for one character. */
#include <string.h>

#include "search/suggest/private.h"

/* The characters of LEN bytes of TEXT, without one that is cut at the end; returns how many. */
static guint decode(const char *text, gsize len, gunichar *out, guint most)
{
    guint n = 0;
    for (const char *end = text + len; text < end && n < most; n++) {
        gunichar c = g_utf8_get_char_validated(text, end - text);
        if (c == (gunichar)-1 || c == (gunichar)-2)
            break;
        out[n] = c;
        text = g_utf8_next_char(text);
    }
    return n;
}

static gboolean begins(const gunichar *key, guint n_key, const gunichar *text, guint n)
{
    return memcmp(key, text, MIN(n_key, n) * sizeof *key) == 0;
}

gboolean is_near(const gunichar *a, guint n, const char *text, gsize len)
{
    gunichar b[TYPED_MAX + 2];
    guint m = decode(text, len, b, MIN(n, TYPED_MAX) + 2), i = 0;
    while (i < n && i < m && a[i] == b[i])
        i++;
    if (i == n || i == m)
        return TRUE;
    if (i == 0)
        return FALSE;
    const gunichar *x = a + i, *y = b + i;
    guint left = n - i, rest = m - i;
    return begins(x + 1, left - 1, y + 1, rest - 1) || /* a wrong one */
           begins(x + 1, left - 1, y, rest) ||         /* one too much */
           begins(x, left, y + 1, rest - 1) ||         /* one is missing */
           (left > 1 && rest > 1 && x[0] == y[1] && x[1] == y[0] &&
            begins(x + 2, left - 2, y + 2, rest - 2));
}
