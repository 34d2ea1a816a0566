#include "server/page/html.h"

#include <stdarg.h>
#include <string.h>

#include "server/http/form.h"

/* Elements that have no content. */
static const char *const empty[] = {"br", "hr", "img", "input", "link", "meta", NULL};

/* U+FFFD: what no text has, and browsers must not be given. */
#define UNKNOWN "\xef\xbf\xbd"

static const char *entity(gunichar c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&#34;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r': /* of a form's text; read as a new line with the one after it */
        return NULL;
    default:
        return c < ' ' || (c >= 0x7f && c < 0xa0) ? UNKNOWN : NULL;
    }
}

void html_escape(GString *out, const char *text, gsize len)
{
    const char *end = text + len, *from = text;
    while (text < end) {
        const char *next = g_utf8_next_char(text), *instead = entity(g_utf8_get_char(text));
        if (instead) {
            g_string_append_len(out, from, text - from);
            g_string_append(out, instead);
            from = next;
        }
        text = next;
    }
    g_string_append_len(out, from, end - from);
}

static void append_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    if (*value == '\0')
        return;
    g_string_append(out, "=\"");
    html_escape(out, value, strlen(value));
    g_string_append_c(out, '"');
}

/* "li.hit.first" as <li class="hit first" */
static void append_tag(GString *out, const char *name)
{
    gsize len = strcspn(name, ".");
    g_string_append_c(out, '<');
    g_string_append_len(out, name, (gssize)len);
    if (name[len] == '\0')
        return;
    g_string_append(out, " class=\"");
    for (name += len + 1; *name; name++)
        g_string_append_c(out, *name == '.' ? ' ' : *name);
    g_string_append_c(out, '"');
}

static gboolean is_empty(const char *name)
{
    gsize len = strcspn(name, ".");
    for (const char *const *one = empty; *one; one++)
        if (strlen(*one) == len && strncmp(*one, name, len) == 0)
            return TRUE;
    return FALSE;
}

void html_open_list(Html *html, const char *name, ...)
{
    va_list pairs;
    const char *attribute;
    append_tag(html->out, name);
    va_start(pairs, name);
    while ((attribute = va_arg(pairs, const char *))) {
        const char *value = va_arg(pairs, const char *);
        if (value)
            append_attribute(html->out, attribute, value);
    }
    va_end(pairs);
    g_string_append_c(html->out, '>');
    if (is_empty(name))
        return;
    g_assert(html->depth < HTML_DEEP);
    html->open[html->depth++] = name;
}

void html_close(Html *html)
{
    g_assert(html->depth > 0);
    const char *name = html->open[--html->depth];
    g_string_append(html->out, "</");
    g_string_append_len(html->out, name, (gssize)strcspn(name, "."));
    g_string_append_c(html->out, '>');
}

void html_close_to(Html *html, guint depth)
{
    while (html->depth > depth)
        html_close(html);
}

void html_text(Html *html, const char *text)
{
    html_escape(html->out, text, strlen(text));
}

void html_format(Html *html, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    html_text(html, text);
}

void html_foreign(Html *html, const char *text)
{
    html_put(html, text, "bdi");
}

void html_marked(Html *html, const char *text, const json_t *highlights)
{
    const char *at = text;
    glong place = 0, length = g_utf8_strlen(text, -1);
    html_open(html, "bdi");
    for (gsize i = 0; i < json_array_size(highlights); i++) {
        const json_t *range = json_array_get(highlights, i);
        glong start = (glong)json_integer_value(json_array_get(range, 0));
        glong end = MIN((glong)json_integer_value(json_array_get(range, 1)), length);
        if (start < place || end <= start)
            continue;
        const char *from = g_utf8_offset_to_pointer(at, start - place), *to = g_utf8_offset_to_pointer(from, end - start);
        html_escape(html->out, at, (gsize)(from - at));
        html_open(html, "mark");
        html_escape(html->out, from, (gsize)(to - from));
        html_close(html);
        at = to;
        place = end;
    }
    html_text(html, at);
    html_close(html);
}

void html_raw_markup_of_the_program(Html *html, const char *markup)
{
    g_string_append(html->out, markup);
}

void address_add(GString *address, const char *name, const char *value)
{
    if (!value)
        return;
    g_string_append_c(address, strchr(address->str, '?') ? '&' : '?');
    form_encode(address, name, FALSE);
    g_string_append_c(address, '=');
    form_encode(address, value, FALSE);
}
