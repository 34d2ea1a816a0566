/* Markdown (CommonMark with GitHub's tables): tables and lists. */
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/container/web.h"

/* The inner text of a line: links and images by their words, without marks of emphasis and code, escapes
 * resolved. Caller frees. */
static char *plain(const char *text)
{
    static GRegex *link; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        link = g_regex_new("!?\\[([^\\]\\[]*)\\](?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)|\\[[^\\]]*\\])|<(https?://[^>]*)>",
                           G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    g_autofree char *words = g_regex_replace(link, text, -1, 0, "\\1\\2", 0, NULL);
    GString *out = g_string_new(NULL);
    for (const char *p = words ? words : text; *p; p++) {
        if (*p == '\\' && g_ascii_ispunct(p[1]))
            g_string_append_c(out, *++p);
        else if (*p == '`' || (*p == '*' && (p[1] == '*' || (out->len && p > words && p[-1] == '*'))))
            continue;
        else if (g_ascii_strncasecmp(p, "<br>", 4) == 0 || g_ascii_strncasecmp(p, "<br/>", 5) == 0)
            p = strchr(p, '>');
        else
            g_string_append_c(out, *p);
    }
    return g_strstrip(g_string_free(out, FALSE));
}

/* The cells of a row of a table: | between them, but not where it is escaped or in code. Caller frees; strv. */
static char **cells_of(const char *line)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_autoptr(GString) cell = g_string_new(NULL);
    g_autofree char *text = g_strstrip(g_strdup(line));
    const char *p = text + (*text == '|');
    gboolean code = FALSE, open = TRUE;
    for (; *p; p++) {
        code ^= *p == '`';
        open = TRUE;
        if (*p == '\\' && p[1] == '|') {
            g_string_append_c(cell, *++p);
        } else if (*p == '|' && !code) {
            g_ptr_array_add(cells, plain(cell->str));
            g_string_truncate(cell, 0);
            open = FALSE;
        } else {
            g_string_append_c(cell, *p);
        }
    }
    if (open)
        g_ptr_array_add(cells, plain(cell->str));
    g_ptr_array_add(cells, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&cells), FALSE);
}

/* Whether LINE is the row of dashes below a table's head. */
static gboolean is_delimiter(const char *line)
{
    const char *at = line + strspn(line, " ");
    gboolean bar = strchr(at, '|') != NULL, dashes = strstr(at, "--") != NULL || strstr(at, "|-") != NULL;
    return bar && dashes && strspn(at, "|:- \t\r") == strlen(at);
}

static gboolean may_be_row(const char *line)
{
    return strchr(line, '|') != NULL && !is_delimiter(line);
}

/* The table whose head is LINES[AT]; the line behind it. */
static guint read_table(Document *document, char **lines, guint at)
{
    g_auto(GStrv) head = cells_of(lines[at]);
    guint columns = MIN(g_strv_length(head), GRID_MAX_COLUMNS);
    Grid *grid = document_add_grid(document, columns);
    document_add_row(document, grid, (const char *const *)head, 0, at + 1, FALSE);
    for (at += 2; lines[at] && may_be_row(lines[at]); at++) {
        g_auto(GStrv) cells = cells_of(lines[at]);
        const char **row = g_newa(const char *, columns);
        guint n = g_strv_length(cells);
        for (guint c = 0; c < columns; c++)
            row[c] = c < n ? cells[c] : "";
        document_add_row(document, grid, row, 0, at + 1, FALSE);
    }
    return at;
}

/* The text of the item of a list that LINE is, or NULL. */
static const char *item_of(const char *line)
{
    const char *at = line + strspn(line, " ");
    if (strchr("-*+", *at) && *at && at[1] == ' ')
        return at + 2 + (g_str_has_prefix(at + 2, "[ ] ") || g_str_has_prefix(at + 2, "[x] ") ? 4 : 0);
    size_t digits = strspn(at, "0123456789");
    if (digits && digits < 10 && (at[digits] == '.' || at[digits] == ')') && at[digits + 1] == ' ')
        return at + digits + 2;
    return NULL;
}

/* The list that begins at LINES[AT], which is read if it is one of standards; the line behind it. */
static guint read_list(Document *document, char **lines, guint at)
{
    g_autoptr(GArray) items = web_items_new();
    guint end = at;
    for (; lines[end] && item_of(lines[end]); end++) {
        g_autofree char *t = plain(item_of(lines[end]));
        web_add_item(items, t, end + 1, 1);
    }
    web_add_lists(document, items);
    return end;
}

static const char *without_marks(const char *line)
{
    const char *at = line + strspn(line, " >");
    size_t heading = strspn(at, "#");
    return heading && heading <= 6 && at[heading] == ' ' ? at + heading + 1 : at;
}

static gboolean is_fence(const char *line)
{
    const char *at = line + strspn(line, " ");
    return g_str_has_prefix(at, "```") || g_str_has_prefix(at, "~~~");
}

static void read_lines(Document *document, char **lines)
{
    gboolean code = FALSE;
    for (guint i = 0; lines[i];) {
        if (is_fence(lines[i])) {
            code = !code;
            i++;
            continue;
        }
        if (!code && item_of(lines[i])) {
            i = read_list(document, lines, i);
            continue;
        }
        if (!code && lines[i + 1] && may_be_row(lines[i]) && is_delimiter(lines[i + 1])) {
            i = read_table(document, lines, i);
            continue;
        }
        g_autofree char *text = code ? g_strdup("") : plain(without_marks(lines[i]));
        web_add_text(document, text, ++i);
    }
}

/* Whether the first LEN bytes HEAD hold a table's row of dashes below a row with as many cells. */
static gboolean holds_table(const char *head, size_t len)
{
    g_autofree char *text = g_strndup(head, len);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] && lines[i + 1]; i++) {
        if (!may_be_row(lines[i]) || !is_delimiter(lines[i + 1]))
            continue;
        g_auto(GStrv) first = cells_of(lines[i]), second = cells_of(lines[i + 1]);
        if (g_strv_length(first) == g_strv_length(second))
            return TRUE;
    }
    return FALSE;
}

gboolean markdown_knows(const char *head, size_t len, gboolean named)
{
    return named || holds_table(head, len);
}

Document *markdown_read(const char *file, Stream *stream, GError **error)
{
    g_autofree char *text = web_read_text(file, stream, "Markdown", error);
    if (!text)
        return NULL;
    g_autoptr(Document) document = document_new();
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        g_strdelimit(g_strchomp(*line), "\t", ' ');
    read_lines(document, lines);
    return web_finish(g_steal_pointer(&document), file, "Markdown", error);
}
