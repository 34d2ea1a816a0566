#include "unicode/wrap.h"

#include <string.h>

#include "unicode/width.h"

#define ESCAPE '\033'

/* Past the sequence of a terminal that begins at AT: a colour, up to m, or the begin or end of a link, up to ESC \\. */
static const char *skip_escape(const char *at)
{
    const char *end = at[1] == ']' ? strstr(at + 1, "\033\\") : strchr(at, 'm');
    return !end ? at + strlen(at) : at[1] == ']' ? end + 2 : end + 1;
}

static gboolean opens(gunichar c)
{
    GUnicodeBreakType type = g_unichar_break_type(c);
    return type == G_UNICODE_BREAK_OPEN_PUNCTUATION || type == G_UNICODE_BREAK_QUOTATION;
}

static gboolean ends(gunichar c)
{
    switch (g_unichar_break_type(c)) {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
    case G_UNICODE_BREAK_SYMBOL:
    case G_UNICODE_BREAK_QUOTATION:
    case G_UNICODE_BREAK_POSTFIX:
        return TRUE;
    default:
        return char_columns(c) == 0;
    }
}

/* Whether a line may end between BEFORE (0: the line's beginning) and C. */
static gboolean may_break(gunichar before, gunichar c)
{
    if (!before || c == ' ')
        return FALSE;
    if (before == ' ')
        return TRUE;
    return (char_columns(before) == 2 || char_columns(c) == 2) && !opens(before) && !ends(c);
}

/* The end of the line that begins at TEXT, after FROM columns or more: where the next one begins,
 * or the text's end. */
static const char *line_end(const char *text, guint columns, guint from)
{
    const char *may = NULL, *at = text;
    guint used = 0;
    gunichar before = 0;
    while (*at) {
        if (*at == ESCAPE) {
            at = skip_escape(at);
            continue;
        }
        gunichar c = g_utf8_get_char(at);
        if (used > from && may_break(before, c))
            may = at;
        used += char_columns(c);
        if (used > columns && may && c != ' ')
            return may;
        before = c;
        at = g_utf8_next_char(at);
    }
    return at;
}

void text_wrap(GString *out, const char *text, guint columns, guint indent)
{
    guint room = columns, label = indent;
    while (columns && *text) {
        const char *end = line_end(text, room, label), *last = end;
        if (!*end)
            break;
        while (last > text && last[-1] == ' ')
            last--;
        g_string_append_len(out, text, last - text);
        g_string_append_printf(out, "\n%*s", (int)indent, "");
        text = end;
        label = 0;
        room = columns > indent ? columns - indent : 1;
    }
    g_string_append(out, text);
}
