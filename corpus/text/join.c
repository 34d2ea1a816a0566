/* Lines back into cells and paragraphs. */
#include <string.h>

#include "corpus/text/text.h"
#include "unicode/han.h"

static gunichar last_char(const GString *text)
{
    if (!text->len)
        return 0;
    return g_utf8_get_char(g_utf8_find_prev_char(text->str, text->str + text->len));
}

static gboolean is_open(gunichar c)
{
    return c == '(' || c == '[' || c == '/' || c == '-' || (c >= 0x2010 && c <= 0x2015) ||
           c == 0x2018 || c == 0x201c || c == 0xb7 || c == '~';
}

static gboolean is_close(gunichar c)
{
    return c == ')' || c == ']' || c == '/' || c == ',' || c == '.' || c == ';' || c == ':' ||
           c == '!' || c == '?' || c == '%' || (c >= 0x2010 && c <= 0x2015) || c == '~';
}

static gboolean is_dash(gunichar c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* Whether the dash at the end has a space before it, and so wants one after it. */
static gboolean ends_spaced_dash(const GString *text)
{
    const char *dash = g_utf8_find_prev_char(text->str, text->str + text->len);
    return dash > text->str && dash[-1] == ' ';
}

void text_join(GString *joined, const char *text, size_t len)
{
    gunichar left = last_char(joined), right = len ? g_utf8_get_char(text) : 0;
    gboolean spaced_dash = is_dash(left) && joined->len > 4 && ends_spaced_dash(joined);
    gboolean tight = !left || !right || left == ' ' || text_is_cjk(left) || text_is_cjk(right) ||
                     is_open(left) || is_close(right);
    if (!tight || (spaced_dash && !text_is_cjk(right)))
        g_string_append_c(joined, ' ');
    g_string_append_len(joined, text, (gssize)len);
}

void text_join_number(GString *joined, const char *text, size_t len)
{
    gunichar left = last_char(joined), right = len ? g_utf8_get_char(text) : 0;
    if (left < 0x80 && right < 0x80 &&
        ((g_ascii_isdigit((char)left) && g_ascii_isdigit((char)right)) || right == '-'))
        g_string_append_len(joined, text, (gssize)len);
    else
        text_join(joined, text, len);
}

/* Whether the space between LEFT and RIGHT means nothing. */
static gboolean is_stray(gunichar left, gunichar right, gboolean inside_title)
{
    if (!text_is_cjk(left) && !text_is_cjk(right))
        return FALSE;
    gboolean left_mark = text_is_cjk(left) && g_unichar_ispunct(left);
    gboolean right_mark = text_is_cjk(right) && g_unichar_ispunct(right);
    if (left_mark || right_mark)
        return TRUE;
    return text_is_cjk(left) && text_is_cjk(right) && !inside_title;
}

static void drop_stray_spaces(char *text, gboolean is_title)
{
    char *out = text;
    gunichar left = 0;
    int depth = 0;
    for (const char *p = text; *p;) {
        const char *next = g_utf8_next_char(p);
        gunichar c = g_utf8_get_char(p);
        depth += c == 0x300a ? 1 : c == 0x300b && depth ? -1 : 0;
        if (c != ' ' || (left && *next && !is_stray(left, g_utf8_get_char(next),
                                                    is_title || depth > 0))) {
            memmove(out, p, (size_t)(next - p));
            out += next - p;
        }
        left = c;
        p = next;
    }
    *out = '\0';
}

void text_finish_prose(char *text)
{
    drop_stray_spaces(text, FALSE);
    g_strstrip(text);
}

/* General elements of titles that are never part of a longer word; the main element follows after
 * a space (GB/T 1.1). */
static const char *const general_elements[] = {"信息安全技术", "网络安全技术", "数据安全技术"};

/* A line break after a general element swallows the space that belongs there. */
static void restore_element_space(GString *title)
{
    for (size_t i = 0; i < G_N_ELEMENTS(general_elements); i++) {
        size_t len = strlen(general_elements[i]);
        if (g_str_has_prefix(title->str, general_elements[i]) &&
            char_is_han(g_utf8_get_char(title->str + len)))
            g_string_insert_c(title, (gssize)len, ' ');
    }
}

char *text_finish_title(const char *text)
{
    g_autofree char *copy = g_strdup(text);
    char *start = g_strstrip(copy);
    size_t len = strlen(start), mark = strlen("《");
    const char *close = strstr(start, "》");
    if (g_str_has_prefix(start, "《") && close && close == start + len - mark) {
        start[len - mark] = '\0';
        start += mark;
    } else if (g_str_has_prefix(start, "《") && !close) {
        start += mark;
    }
    drop_stray_spaces(start, TRUE);
    GString *title = g_string_new(g_strstrip(start));
    restore_element_space(title);
    return g_string_free(title, FALSE);
}

void text_append_bare(GString *out, const char *text)
{
    for (; *text; text++)
        if (*text != ' ' && *text != '\n')
            g_string_append_c(out, *text);
}
