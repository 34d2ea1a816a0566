/* A cell of CSV. */
#include "sheet/sheet.h"

#include <string.h>

/* What a spreadsheet takes for the beginning of a formula, in either width. */
static gboolean begins_formula(const char *text)
{
    while (g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    switch (*text ? g_utf8_get_char(text) : 0) {
    case '=': case '+': case '-': case '@': case 0xff1d: case 0xff0b: case 0xff0d: case 0xff20:
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean needs_guard(const char *text)
{
    return *text == '\'' || g_ascii_isspace(*text) || begins_formula(text);
}

gboolean sheet_csv_is_guarded(const char *text)
{
    return *text == '\'' && needs_guard(text + 1);
}

void sheet_append_csv(GString *out, const char *text)
{
    if (!text)
        return;
    const char *guard = needs_guard(text) ? "'" : "";
    gboolean quoted = text[strcspn(text, ",\"\r\n")] != '\0';
    g_string_append_printf(out, "%s%s", quoted ? "\"" : "", guard);
    for (const char *at = text; *at; at++) {
        if (*at == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *at);
    }
    if (quoted)
        g_string_append_c(out, '"');
}
