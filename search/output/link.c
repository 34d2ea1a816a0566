#include "search/output/link.h"

#include "unicode/clean.h"

#define BEGIN "\033]8;;"
#define END "\033\\"

/* Whether TEXT is an address of the web, and nothing else: no blank or control character is in it. */
static gboolean is_web(const char *text)
{
    gboolean web = g_ascii_strncasecmp(text, "http://", 7) == 0 || g_ascii_strncasecmp(text, "https://", 8) == 0;
    for (; web && *text; text++)
        web = (guchar)*text > ' ' && *text != 0x7f;
    return web;
}

const char *link_page(const Record *record)
{
    const char *url = record_text(record, FIELD_URL);
    return url && is_web(url) ? url : NULL;
}

static void append_address(GString *out, const char *url)
{
    for (; *url; url++) {
        guchar c = (guchar)*url;
        if (c > ' ' && c < 0x7f)
            g_string_append_c(out, (char)c);
        else
            g_string_append_printf(out, "%%%02X", c);
    }
}

void link_append(GString *out, const char *text, const char *url)
{
    if (url) {
        g_string_append(out, BEGIN);
        append_address(out, url);
        g_string_append(out, END);
    }
    clean_append(out, text);
    if (url)
        g_string_append(out, BEGIN END);
}
