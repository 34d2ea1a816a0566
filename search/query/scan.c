/* Which characters of a query are syntax: read once before it is parsed.
 *
 * Most queries are pasted: titles, citations, lines of tables, names of files. So a sign is syntax only
 * where a person can have meant it: a parenthesis or quotation mark at the beginning of a word that
 * is closed, an operator between words. Everything else is text. */
#include <string.h>

#include "search/query/private.h"

Role query_role(gunichar c)
{
    switch (c) {
    case '"': case 0xff02: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x300c:
    case 0x300e: case 0xfe41: case 0xfe43:
        return QUOTE;
    case '(': case 0xff08:
        return OPEN;
    case ')': case 0xff09:
        return CLOSE;
    case ':': case 0xff1a: case 0xfe55:
        return COLON;
    case '-': case 0x2212: case 0xff0d: case 0xfe63:
        return MINUS;
    case '|': case 0xff5c:
        return BAR;
    case '&': case 0xff06:
        return AMPERSAND;
    case '*': case 0xff0a:
        return STAR;
    default:
        return g_unichar_isspace(c) || c == 0x200b || c == 0xfeff ? SPACE : TEXT;
    }
}

static gboolean closes_quote(gunichar open, gunichar c)
{
    switch (open) {
    case 0x300c:
        return c == 0x300d;
    case 0x300e:
        return c == 0x300f;
    case 0xfe41:
        return c == 0xfe42;
    case 0xfe43:
        return c == 0xfe44;
    default:
        return c == '"' || c == 0xff02 || (c >= 0x201c && c <= 0x201f);
    }
}

const char *query_quote_end(const char *quote)
{
    gunichar open = g_utf8_get_char(quote);
    for (const char *at = g_utf8_next_char(quote); *at; at = g_utf8_next_char(at))
        if (closes_quote(open, g_utf8_get_char(at)))
            return at;
    return NULL;
}

/* Whether a word begins at AT of TEXT. */
static gboolean begins_word(const char *text, const char *at, const guint8 *syntax)
{
    if (at == text)
        return TRUE;
    const char *before = g_utf8_prev_char(at);
    Role role = query_role(g_utf8_get_char(before));
    if (role == MINUS)
        return begins_word(text, before, syntax);
    return role == SPACE || role == COLON || role == BAR || role == AMPERSAND ||
           syntax[before - text] != 0;
}

/* An inch is no quotation mark: 19" racks. */
static gboolean opens_quote(const char *text, const char *at)
{
    return at == text || *at != '"' ||
           !g_ascii_isalnum(*g_utf8_prev_char(at));
}

guint8 *query_syntax(const char *text)
{
    guint8 *syntax = g_malloc0(strlen(text) + 1);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
    const char *end;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        Role role = query_role(g_utf8_get_char(at));
        gsize place = (gsize)(at - text);
        if (role == QUOTE && opens_quote(text, at) && (end = query_quote_end(at))) {
            syntax[place] = syntax[end - text] = QUOTE;
            at = end;
        } else if (role == OPEN) {
            syntax[place] = begins_word(text, at, syntax) ? OPEN : TEXT;
            g_array_append_val(open, place);
        } else if (role == CLOSE && open->len > 0) {
            gsize opened = g_array_index(open, gsize, open->len - 1);
            syntax[place] = syntax[opened] == OPEN ? CLOSE : TEXT;
            g_array_set_size(open, open->len - 1);
        }
    }
    for (guint i = 0; i < open->len; i++)
        syntax[g_array_index(open, gsize, i)] = TEXT;
    return syntax;
}

gboolean query_is_table_row(const char *text)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    gsize len = strlen(trimmed);
    return strpbrk(trimmed, "\t\n\r") ||
           (len > 1 && *trimmed == '|' && trimmed[len - 1] == '|');
}

gboolean query_is_capitals(const char *text)
{
    guint words = 0;
    gboolean inside = FALSE;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        if (g_unichar_islower(g_utf8_get_char(at)))
            return FALSE;
        gboolean letter = g_ascii_isupper(*at);
        words += letter && !inside && g_ascii_isupper(at[1]);
        inside = letter;
    }
    return words >= 4; /* an operator and three words */
}

gboolean query_has_dashes(const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean dash = query_role(c) == MINUS || (c >= 0x2010 && c <= 0x2015);
        if (!dash || at == text)
            continue;
        const char *next = g_utf8_next_char(at);
        if (query_role(g_utf8_get_char(g_utf8_prev_char(at))) == SPACE && *next &&
            query_role(g_utf8_get_char(next)) == SPACE)
            return TRUE;
    }
    return FALSE;
}

gsize query_without_extension(const char *text)
{
    static const char *const extensions[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt",
                                             ".pptx", ".wps", ".ofd", ".caj", ".txt", ".html",
                                             ".htm", ".zip", ".rar", ".djvu", ".epub"};
    gsize len = strlen(text);
    while (len > 0 && g_ascii_isspace(text[len - 1]))
        len--;
    for (guint i = 0; i < G_N_ELEMENTS(extensions); i++) {
        gsize n = strlen(extensions[i]);
        if (len > n && g_ascii_strncasecmp(text + len - n, extensions[i], n) == 0 &&
            !g_ascii_isspace(text[len - n - 1]))
            return len - n;
    }
    return len;
}
