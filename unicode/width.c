#include "unicode/width.h"

guint char_columns(gunichar c)
{
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

guint text_columns(const char *text, gsize len)
{
    guint columns = 0;
    for (const char *at = text; at < text + len; at = g_utf8_next_char(at))
        columns += char_columns(g_utf8_get_char(at));
    return columns;
}
