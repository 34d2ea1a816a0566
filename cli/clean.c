/* What goes out is safe: no text of others' steers the terminal, breaks a line or hides itself. */
#include "cli/cli.h"

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

char *cli_clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_sized_new(strlen(valid));
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
    return g_string_free(out, FALSE);
}

void cli_text(FILE *stream, const char *text)
{
    g_autofree char *clean = cli_clean(text);
    fputs(clean, stream);
}

/* Prints the argument for the conversion at AT; returns its last character. */
static const char *print_one(FILE *stream, const char *at, va_list *args)
{
    const char *digits = at + 1;
    while (g_ascii_isdigit(*digits))
        digits++;
    int width = (int)strtol(at + 1, NULL, 10);
    if (*digits == 's')
        cli_text(stream, va_arg(*args, const char *));
    else if (*digits == 'u')
        fprintf(stream, "%*u", width, va_arg(*args, unsigned));
    else if (*digits == 'd')
        fprintf(stream, "%*d", width, va_arg(*args, int));
    else if (*digits == '%')
        putc('%', stream);
    else
        g_assert_not_reached();
    return digits;
}

void cli_print(FILE *stream, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    for (const char *at = format; *at; at++)
        if (*at == '%')
            at = print_one(stream, at, &args);
        else
            putc(*at, stream);
    va_end(args);
}

/* Beyond U+FFFF JSON writes a pair of surrogates. */
static void escape(FILE *stream, gunichar c)
{
    if (c > 0xffff)
        fprintf(stream, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
                (unsigned)(0xdc00 + (c & 0x3ff)));
    else
        fprintf(stream, "\\u%04x", (unsigned)c);
}

/* The line ends of the JSON text itself are the only control characters that JSON leaves, but DEL
 * and C1. */
void cli_json(FILE *stream, const char *text, gsize len)
{
    const char *plain = text, *end = text + len;
    for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 0x7f || looks(c) == SHOWN)
            continue;
        fwrite(plain, 1, (gsize)(at - plain), stream);
        escape(stream, c);
        plain = g_utf8_next_char(at);
    }
    fwrite(plain, 1, (gsize)(end - plain), stream);
}
