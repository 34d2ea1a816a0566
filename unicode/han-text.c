/* Apart from han.c, which programs of the build link without GLib. */
#include <glib.h>

#include "unicode/han.h"

bool han_is_in(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (char_is_han(g_utf8_get_char(text)))
            return true;
    return false;
}
