/* What goes out is safe: no text of others' steers the terminal, breaks a line or hides itself. */
#include "unicode/clean.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

typedef enum { SHOWN, BLANK, CONTROL, HIDDEN } Looks;

/* Format characters that are seen: Arabic and Syriac marks over numbers. */
static gboolean is_seen_mark(gunichar c)
{
    return (c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f || c == 0x890 || c == 0x891 ||
           c == 0x8e2 || c == 0x110bd || c == 0x110cd;
}

/* Fillers and selectors that Unicode does not count as format characters. */
static gboolean is_filler(gunichar c)
{
    return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x3164 ||
           c == 0xffa0 || (c >= 0xe0000 && c <= 0xe0fff);
}

static Looks looks(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
        return (c >= '\t' && c <= '\r') || c == 0x85 ? BLANK : CONTROL;
    case G_UNICODE_FORMAT:
        return is_seen_mark(c) ? SHOWN : HIDDEN;
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return BLANK;
    default:
        return is_filler(c) ? HIDDEN : SHOWN;
    }
}

void clean_append(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        switch (looks(g_utf8_get_char(at))) {
        case SHOWN:
            g_string_append_len(out, at, g_utf8_next_char(at) - at);
            break;
        case BLANK:
            g_string_append_c(out, ' ');
            break;
        case CONTROL:
            g_string_append(out, REPLACEMENT);
            break;
        case HIDDEN:
            break;
        }
    }
}

char *clean_text(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    clean_append(out, text);
    return g_string_free(out, FALSE);
}

/* Appends the argument for the conversion at AT; returns its last character. */
static const char *append_one(GString *out, const char *at, va_list *args)
{
    const char *digits = at + 1;
    while (g_ascii_isdigit(*digits))
        digits++;
    int width = (int)strtol(at + 1, NULL, 10);
    if (*digits == 's')
        clean_append(out, va_arg(*args, const char *));
    else if (*digits == 'u')
        g_string_append_printf(out, "%*u", width, va_arg(*args, unsigned));
    else if (*digits == 'd')
        g_string_append_printf(out, "%*d", width, va_arg(*args, int));
    else if (*digits == '%')
        g_string_append_c(out, '%');
    else
        g_assert_not_reached();
    return digits;
}

void clean_append_vprintf(GString *out, const char *format, va_list args)
{
    va_list copy;
    va_copy(copy, args);
    for (const char *at = format; *at; at++)
        if (*at == '%')
            at = append_one(out, at, &copy);
        else
            g_string_append_c(out, *at);
    va_end(copy);
}

void clean_append_printf(GString *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    clean_append_vprintf(out, format, args);
    va_end(args);
}

/* Beyond U+FFFF JSON writes a pair of surrogates. */
static void escape(GString *out, gunichar c)
{
    if (c > 0xffff)
        g_string_append_printf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
                (unsigned)(0xdc00 + (c & 0x3ff)));
    else
        g_string_append_printf(out, "\\u%04x", (unsigned)c);
}

/* The line ends of the JSON text itself are the only control characters that JSON leaves, but DEL
 * and C1. */
void clean_append_json(GString *out, const char *text, gsize len)
{
    const char *plain = text, *end = text + len;
    for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 0x7f || looks(c) == SHOWN)
            continue;
        g_string_append_len(out, plain, at - plain);
        escape(out, c);
        plain = g_utf8_next_char(at);
    }
    g_string_append_len(out, plain, end - plain);
}
