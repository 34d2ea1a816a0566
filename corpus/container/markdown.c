/* Markdown (CommonMark with GitHub's tables): tables and lists, also in quotations. */
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/container/web.h"

/* A line without the marks of the quotations that it is in, and without its indent. */
typedef struct {
    char *text;
    guint quotes, indent;
} Line;

static void clear_line(gpointer data)
{
    g_free(((Line *)data)->text);
}

/* How many columns the white space at *TEXT takes, which is skipped. A tab goes to the next fourth column. */
static guint take_indent(const char **text)
{
    guint column = 0;
    for (; **text == ' ' || **text == '\t'; ++*text)
        column = **text == ' ' ? column + 1 : (column / 4 + 1) * 4;
    return column;
}

static Line line_of(const char *text)
{
    Line line = {.indent = take_indent(&text)};
    for (; *text == '>'; line.quotes++) {
        text++;
        guint indent = take_indent(&text);
        line.indent = indent ? indent - 1 : 0; /* one space is the mark's */
    }
    line.text = g_strdelimit(g_strchomp(g_strdup(text)), "\t", ' ');
    return line;
}

/* The lines of TEXT and an empty one. Caller unrefs. */
static GArray *lines_of(const char *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    g_array_set_clear_func(lines, clear_line);
    while (*text) {
        size_t len = strcspn(text, "\n");
        g_autofree char *one = g_strndup(text, len);
        const Line line = line_of(one);
        g_array_append_val(lines, line);
        text += len + (text[len] == '\n');
    }
    const Line end = {.text = g_strdup("")};
    g_array_append_val(lines, end);
    return lines;
}

static const Line *line_at(const GArray *lines, guint i)
{
    return &g_array_index(lines, Line, i);
}

/* Inner text */

static gboolean is_even(const char *text, char mark)
{
    guint count = 0;
    for (; *text; text++)
        count += *text == mark;
    return count % 2 == 0;
}

/* The inner text of a line: links and images by their words, without marks of emphasis and code, which are in pairs,
 * escapes resolved. Caller frees. */
static char *plain(const char *text)
{
    static GRegex *link; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        link = g_regex_new("!?\\[([^\\]\\[]*)\\](?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)|\\[[^\\]]*\\])|<(https?://[^>]*)>",
                           G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    g_autofree char *replaced = g_regex_replace(link, text, -1, 0, "\\1\\2", 0, NULL);
    const char *words = replaced ? replaced : text;
    gboolean code = is_even(words, '`'), emphasis = is_even(words, '*');
    GString *out = g_string_new(NULL);
    for (const char *p = words; *p; p++) {
        if (*p == '\\' && g_ascii_ispunct(p[1]))
            g_string_append_c(out, *++p);
        else if ((*p == '`' && code) || (*p == '*' && emphasis))
            continue;
        else if (g_ascii_strncasecmp(p, "<br>", 4) == 0 || g_ascii_strncasecmp(p, "<br/>", 5) == 0)
            p = strchr(p, '>');
        else
            g_string_append_c(out, *p);
    }
    return g_strstrip(g_string_free(out, FALSE));
}

/* Tables */

/* The cells of a row of a table: | between them, but not where it is escaped or, if CODE, in code. Caller frees; strv. */
static char **split_cells(const char *text, gboolean code)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_autoptr(GString) cell = g_string_new(NULL);
    gboolean in_code = FALSE, open = TRUE;
    for (const char *p = text + (*text == '|'); *p; p++) {
        in_code ^= code && *p == '`';
        open = TRUE;
        if (*p == '\\' && p[1] == '|') {
            g_string_append_c(cell, *++p);
        } else if (*p == '\\' && p[1]) {
            g_string_append_len(cell, p++, 2);
        } else if (*p == '|' && !in_code) {
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

/* The same, with | in code between cells as GitHub has it unless there are too many of them then. */
static char **cells_of(const char *text, guint columns)
{
    char **cells = split_cells(text, FALSE);
    if (g_strv_length(cells) <= columns)
        return cells;
    g_strfreev(cells);
    return split_cells(text, TRUE);
}

/* Whether LINE is the row of dashes below a table's head. */
static gboolean is_delimiter(const char *line)
{
    gboolean bar = strchr(line, '|') != NULL, dashes = strstr(line, "--") != NULL || strstr(line, "|-") != NULL;
    return bar && dashes && strspn(line, "|:- ") == strlen(line);
}

static gboolean may_be_row(const char *line)
{
    return strchr(line, '|') != NULL && !is_delimiter(line);
}

/* Whether LINES[I] is the head of a table. */
static gboolean begins_table(const GArray *lines, guint i)
{
    return i + 1 < lines->len && may_be_row(line_at(lines, i)->text) && is_delimiter(line_at(lines, i + 1)->text);
}

static gboolean is_heading(const char *line)
{
    size_t marks = strspn(line, "#");
    return marks && marks <= 6 && line[marks] == ' ';
}

static gboolean is_fence(const char *line)
{
    return g_str_has_prefix(line, "```") || g_str_has_prefix(line, "~~~");
}

/* The bytes of the mark of a list's item that LINE begins with, and what it is of; 0: none. */
static size_t item_mark(const char *line, char *kind)
{
    size_t digits = strspn(line, "0123456789"), mark = digits;
    if (digits == 0 && *line && strchr("-*+", *line))
        mark = 1;
    else if (digits && digits < 10 && (line[digits] == '.' || line[digits] == ')'))
        mark++;
    else
        return 0;
    *kind = line[mark - 1];
    return line[mark] == ' ' ? mark + strspn(line + mark, " ") : 0;
}

static gboolean is_rule(const char *line)
{
    return *line && strchr("-*_", *line) && strspn(line, (const char[]){*line, ' ', '\0'}) == strlen(line);
}

/* Whether the table whose head has COLUMNS columns goes on in LINE; without a head each row begins with |. */
static gboolean is_row(const Line *line, const Line *first, gboolean head)
{
    char kind;
    if (line->quotes != first->quotes || is_heading(line->text) || is_fence(line->text) || item_mark(line->text, &kind))
        return FALSE;
    return head ? strchr(line->text, '|') != NULL : *line->text == '|';
}

/* A row with more cells than there are columns: which is which cannot be told, so each has all of it. */
static void add_row(Document *document, Grid *grid, const char *text, guint line)
{
    g_auto(GStrv) cells = cells_of(text, grid->columns);
    const char *row[GRID_MAX_COLUMNS];
    guint n = g_strv_length(cells);
    gboolean over = FALSE;
    for (guint c = grid->columns; c < n; c++)
        over = over || *cells[c];
    for (guint c = 0; c < grid->columns; c++)
        row[c] = over ? text : c < n ? cells[c] : "";
    document_add_row(document, grid, row, 0, line, FALSE);
}

/* The table whose first row is LINES[AT], with a HEAD or without; the line behind it. A row of dashes in it is a line
 * between its parts. */
static guint read_table(Document *document, const GArray *lines, guint at, gboolean head)
{
    const Line *first = line_at(lines, at);
    g_auto(GStrv) cells = cells_of(first->text, GRID_MAX_COLUMNS);
    Grid *grid = document_add_grid(document, g_strv_length(cells));
    for (guint i = at; i < lines->len; i++) {
        const char *text = line_at(lines, i)->text;
        if (i > at && !is_row(line_at(lines, i), first, head))
            return i;
        if (!is_delimiter(text))
            add_row(document, grid, text, i + 1);
    }
    return lines->len;
}

/* The line behind the code whose fence is in LINES[AT], behind MARK bytes of an item's mark, with all that it says from
 * column CONTENT on: it ends with a fence, or with the quotation or the item that it is in. */
static guint skip_code(const GArray *lines, guint at, size_t mark, guint content)
{
    const Line *fence = line_at(lines, at);
    for (guint i = at + 1; i < lines->len; i++) {
        const Line *line = line_at(lines, i);
        if (line->quotes < fence->quotes || (*line->text && line->indent < content))
            return i;
        if (line->quotes == fence->quotes && is_fence(line->text) && *line->text == fence->text[mark])
            return i + 1;
    }
    return lines->len;
}

/* Lists */

/* The items that a line is in, from the outermost. */
typedef struct {
    guint content; /* the column in which what the item says begins */
    guint item;
} Level;

typedef struct {
    GArray *items;
    GArray *levels;
    char kind; /* the mark of the outermost items */
    gboolean blank; /* the line before is empty */
} List;

/* Leaves the items that what begins in column INDENT is not in. FALSE: all of them. */
static gboolean leave_levels(List *list, guint indent)
{
    while (list->levels->len && indent < g_array_index(list->levels, Level, list->levels->len - 1).content)
        g_array_set_size(list->levels, list->levels->len - 1);
    return list->levels->len > 0;
}

/* FALSE: LINE, with an item's mark of LEN bytes, is of another list. */
static gboolean take_item(List *list, const Line *line, guint number, size_t len, char kind)
{
    if (!leave_levels(list, line->indent) && kind != list->kind)
        return FALSE;
    const char *text = line->text + len;
    const Level level = {line->indent + (guint)len, list->items->len};
    g_array_append_val(list->levels, level);
    g_autofree char *words = plain(text + (g_str_has_prefix(text, "[ ] ") || g_str_has_prefix(text, "[x] ") ? 4 : 0));
    web_add_item(list->items, words, number, list->levels->len);
    return TRUE;
}

/* A line without a mark goes on with the item, after an empty line if it stands below what the item says. */
static gboolean take_line(List *list, const Line *line)
{
    if (list->blank && !leave_levels(list, line->indent))
        return FALSE;
    g_autofree char *words = plain(line->text);
    web_item_go_on(list->items, g_array_index(list->levels, Level, list->levels->len - 1).item, words, !list->blank);
    return TRUE;
}

static gboolean ends_list(const GArray *lines, guint i, const Line *first)
{
    const Line *line = line_at(lines, i);
    return line->quotes != first->quotes || is_rule(line->text) || is_heading(line->text) || *line->text == '|' ||
           begins_table(lines, i);
}

/* Takes LINES[I], which is not empty. Returns the line behind it, and behind the code that it begins; I: it is none of
 * the list. */
static guint take(List *list, const GArray *lines, guint i)
{
    const Line *line = line_at(lines, i);
    char kind = 0;
    size_t mark = item_mark(line->text, &kind);
    gboolean code = is_fence(line->text + mark);
    gboolean taken = mark   ? take_item(list, line, i + 1, mark, kind)
                     : code ? leave_levels(list, line->indent)
                            : take_line(list, line);
    if (!taken)
        return i;
    list->blank = code;
    return code ? skip_code(lines, i, mark, g_array_index(list->levels, Level, list->levels->len - 1).content) : i + 1;
}

/* The list, with those in it, that begins at LINES[AT] with a mark of KIND; the line behind it. */
static guint read_list(Document *document, const GArray *lines, guint at, char kind)
{
    g_autoptr(GArray) items = web_items_new(), levels = g_array_new(FALSE, FALSE, sizeof(Level));
    List list = {items, levels, kind, FALSE};
    guint i = at;
    for (guint next; i < lines->len; i = next) {
        gboolean empty = !*line_at(lines, i)->text;
        list.blank = list.blank || empty;
        next = empty ? i + 1 : ends_list(lines, i, line_at(lines, at)) ? i : take(&list, lines, i);
        if (next == i)
            break;
    }
    web_add_lists(document, items);
    return i;
}

/* All of it */

static void read_lines(Document *document, const GArray *lines)
{
    for (guint i = 0; i < lines->len;) {
        const char *text = line_at(lines, i)->text;
        char kind;
        if (is_fence(text)) {
            i = skip_code(lines, i, 0, 0);
        } else if (begins_table(lines, i)) {
            i = read_table(document, lines, i, TRUE);
        } else if (*text == '|' && strchr(text + 1, '|')) {
            i = read_table(document, lines, i, FALSE);
        } else if (!is_rule(text) && item_mark(text, &kind)) {
            i = read_list(document, lines, i, kind);
        } else {
            g_autofree char *words = plain(text + (is_heading(text) ? strspn(text, "# ") : 0));
            web_add_text(document, words, ++i);
        }
    }
}

/* Whether the first LEN bytes HEAD hold a table's row of dashes below a row with as many cells. */
static gboolean holds_table(const char *head, size_t len)
{
    g_autofree char *text = g_strndup(head, len);
    g_autoptr(GArray) lines = lines_of(text);
    for (guint i = 0; i < lines->len; i++) {
        if (!begins_table(lines, i))
            continue;
        g_auto(GStrv) first = split_cells(line_at(lines, i)->text, FALSE);
        g_auto(GStrv) second = split_cells(line_at(lines, i + 1)->text, FALSE);
        if (g_strv_length(first) == g_strv_length(second))
            return TRUE;
    }
    return FALSE;
}

gboolean markdown_knows(const char *head, size_t len, gboolean named)
{
    return named || holds_table(head, len);
}

Document *markdown_read(const char *file, Stream *stream, gboolean whole, GError **error)
{
    g_autofree char *text = web_read_text(file, stream, "Markdown", error);
    if (!text)
        return NULL;
    g_autoptr(Document) document = document_new();
    document->whole = whole;
    g_autoptr(GArray) lines = lines_of(text);
    read_lines(document, lines);
    return web_finish(g_steal_pointer(&document), file, "Markdown", error);
}
