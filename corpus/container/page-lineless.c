/* Tables without lines, on a page and over pages. */
#include <string.h>

#include "corpus/container/page-lineless.h"

/* Of the size of its letters, where a line begins above its middle; pieces of a line that stand
 * nearer may be words. */
#define LINE_TOP 0.7f
#define TOUCH 0.1f
/* Points: columns of the next page are at the same place, and lines of it. */
#define SAME_PLACE 2.0f
#define EDGE_GRAIN 3.0f
enum { EDGE_LINES = 3 };
/* No more lines behind the last table of a page may be its foot. */
enum { FOOT_LINES = 2 };

/* COLUMNS and the places where rows begin and end as a table. */
static PageTable *new_table(const GArray *columns, GArray *rows)
{
    PageTable *table = g_new0(PageTable, 1);
    table->ys = g_array_ref(rows);
    table->xs = g_array_new(FALSE, FALSE, sizeof(float));
    for (guint c = 0; c <= columns->len; c++) {
        float at = c == 0 ? page_span_at(columns, 0)->from - 1
                   : c == columns->len
                       ? page_span_at(columns, c - 1)->to + 1
                       : (page_span_at(columns, c - 1)->to + page_span_at(columns, c)->from) / 2;
        g_array_append_val(table->xs, at);
    }
    guint places = page_table_columns(table) * page_table_rows(table);
    table->cell = g_new(guint, places);
    for (guint i = 0; i < places; i++)
        table->cell[i] = i;
    return table;
}

/* Whether LINE stands in most of COLUMNS and in nothing else, as a row does. */
static gboolean is_in_columns(const PageLine *line, const GArray *columns)
{
    guint filled = 0, letters = 0, all = 0;
    for (guint i = 0; i < line->chars->len; i++)
        all += g_array_index(line->chars, PageChar, i).c != ' ';
    for (guint c = 0; c < columns->len; c++) {
        g_autoptr(GArray) chars = page_cell_chars(line, columns, c);
        filled += chars->len > 0;
        letters += chars->len;
    }
    return filled * 2 > columns->len && letters == all;
}

/* Whether one of the lines behind BODY, up to END, is rather a row that was not told. */
static gboolean has_rows_behind(const PageBody *body, guint end)
{
    for (guint i = body->end; i < end; i++)
        if (is_in_columns(page_line_at(body->lines, i), body->columns))
            return TRUE;
    return FALSE;
}

typedef struct {
    const GPtrArray *lines;
    const GArray *edges; /* PageEdge */
    const PageOpen *before;
    PageOpen *open;
    gboolean goes_on;  /* the table of the page before does */
    GPtrArray *tables; /* PageTable: first those with lines */
    guint ruled;       /* so many of them */
} Search;

/* Where the next table with lines below Y begins. */
static float next_ruled(const Search *search, float y)
{
    float top = G_MAXFLOAT;
    for (guint t = 0; t < search->ruled; t++) {
        float at = g_array_index(((PageTable *)search->tables->pdata[t])->ys, float, 0);
        top = at > y ? MIN(top, at) : top;
    }
    return top;
}

/* What follows the table behind END on its page is at most its foot. */
static gboolean is_last(const Search *search, guint end, float bottom)
{
    return bottom == G_MAXFLOAT && search->lines->len - end <= FOOT_LINES;
}

/* The lines from FIRST to END as a table whose cells are not told. */
static PageTable *untold_table(const GPtrArray *lines, guint first, guint end)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(PageSpan)),
                      rows = g_array_new(FALSE, FALSE, sizeof(float));
    for (guint i = first; i < end; i++) {
        const PageLine *line = page_line_at(lines, i);
        float from = line->y - page_line_size(line) * LINE_TOP;
        page_cover_line(columns, line, G_MAXFLOAT);
        from = rows->len ? MAX(from, (page_line_at(lines, i - 1)->y + line->y) / 2) : from;
        g_array_append_val(rows, from);
    }
    float bottom =
        page_line_at(lines, end - 1)->y + page_line_size(page_line_at(lines, end - 1)) * LINE_TOP;
    g_array_append_val(rows, bottom);
    PageTable *table = new_table(columns, rows);
    table->untold = TRUE;
    return table;
}

/* Up to where lines behind BODY may be rows of its table: the next head, or BOTTOM. */
static guint end_of_rows(const PageBody *body, float bottom)
{
    guint end = body->end;
    for (; end < body->lines->len && page_line_at(body->lines, end)->y < bottom; end++) {
        guint other;
        g_autoptr(GArray) next = page_find_head(body->lines, end, &other);
        if (next)
            break;
    }
    return end;
}

/* Ends BODY, which is not told, behind the last line that has cells rather than text. */
static void leave_rows(PageBody *body, float bottom)
{
    const guint end = end_of_rows(body, bottom);
    for (guint i = body->end; i < end; i++)
        if (page_count_pieces(page_line_at(body->lines, i), 1) > 1)
            body->end = i + 1;
}

static void note_open(Search *search, const PageBody *body, const GArray *heads, float bottom)
{
    PageOpen *open = search->open;
    g_array_set_size(open->columns, 0);
    g_array_set_size(open->heads, 0);
    if (is_last(search, body->end, bottom))
        g_array_append_vals(open->columns, body->columns->data, body->columns->len);
    g_array_append_vals(open->heads, heads->data, heads->len);
    open->anchor = body->anchor;
    open->rooms = body->rooms;
    open->last = body->last;
}

/* The cells of a heading are one. */
static void merge_headings(PageTable *table, const PageBody *body)
{
    const guint columns = page_table_columns(table);
    for (guint i = 0; i < body->headings->len; i++) {
        const float y = page_line_at(body->lines, g_array_index(body->headings, guint, i))->y;
        for (guint r = 0; r < page_table_rows(table); r++)
            for (guint c = 1; c < columns && y >= g_array_index(table->ys, float, r) &&
                              y < g_array_index(table->ys, float, r + 1);
                 c++)
                table->cell[r * columns + c] = r * columns;
    }
}

/* Reads what stands below HEADS from BODY's first line on, which is below ABOVE, in the columns of
 * BEFORE, if there are any, and adds the table; ROWS: where those of its head begin. Returns
 * whether it is told; BODY ends behind it in any case. */
static gboolean add_table(Search *search, PageBody *body, const GArray *heads, const GArray *before,
                          float above, GArray *rows)
{
    const float bottom = next_ruled(search, above);
    g_autoptr(GArray) headings = g_array_new(FALSE, FALSE, sizeof(guint));
    body->headings = headings;
    page_find_end(body, above, bottom, heads, before);
    const guint end = body->end;
    g_autoptr(GArray) columns = end > body->first ? page_settle_columns(body, heads, before) : NULL;
    body->columns = columns;
    g_autoptr(GArray) places = columns && page_are_cells(body) ? page_rows(body) : NULL;
    if (!places || !page_are_aligned(body) || has_rows_behind(body, end_of_rows(body, bottom))) {
        body->end = end;
        leave_rows(body, bottom);
        return FALSE;
    }
    g_array_append_vals(rows, places->data, places->len);
    PageTable *table = new_table(columns, rows);
    table->goes_on = rows->len == places->len || body->rest;
    merge_headings(table, body);
    g_ptr_array_add(search->tables, table);
    note_open(search, body, heads, bottom);
    return TRUE;
}

static gboolean are_near(const GArray *a, const GArray *b)
{
    gboolean near = a->len == b->len;
    for (guint i = 0; near && i < a->len; i++)
        near = ABS(page_span_at(a, i)->from - page_span_at(b, i)->from) < SAME_PLACE &&
               ABS(page_span_at(a, i)->to - page_span_at(b, i)->to) < SAME_PLACE;
    return near;
}

/* Reads the table whose HEAD is the lines from AT to END. Returns the line behind it. */
static guint read_table(Search *search, const GArray *head, guint at, guint end)
{
    PageBody body = {.lines = search->lines, .first = end, .edges = search->edges, .last = -1};
    if (end == search->lines->len || !page_find_anchor(head, &body.anchor))
        return end;
    g_autofree char *key = page_head_key(head);
    g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(PageSpan)),
                      rows = g_array_new(FALSE, FALSE, sizeof(float)),
                      ranges = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    for (guint i = 0; i < head->len; i++)
        g_array_append_val(heads, g_array_index(head, PageHeadCell, i).span);
    const PageLine *first = page_line_at(search->lines, at);
    float top = first->y - page_line_size(first) * LINE_TOP;
    g_array_append_val(rows, top);
    body.goes_on = !search->goes_on && search->before->columns->len > 0 &&
                   g_strcmp0(search->before->head, key) == 0 &&
                   are_near(heads, search->before->heads);
    if (body.goes_on) {
        body.last = search->before->last;
        body.rooms = search->before->rooms;
        g_array_append_vals(ranges, search->before->columns->data, search->before->columns->len);
    }
    if (add_table(search, &body, heads, ranges, page_line_at(search->lines, end - 1)->y, rows)) {
        g_free(search->open->head);
        search->open->head = g_steal_pointer(&key);
        search->goes_on = search->goes_on || body.goes_on;
    } else if (body.end > end) {
        g_array_set_size(search->open->columns, 0);
        g_ptr_array_add(search->tables, untold_table(search->lines, at, body.end));
    }
    return MAX(body.end, end);
}

/* Tables that go on without their heads */

/* What tells LINE from others at the edges of pages, but for its digits. Caller frees. */
static char *edge_key(const PageLine *line)
{
    g_autofree char *text = page_chars_text(line->chars);
    for (char *p = text; *p; p++)
        if (g_ascii_isdigit(*p))
            *p = '#';
    return g_strdup_printf("%.0f %s", line->y / EDGE_GRAIN, text);
}

static gboolean is_in_table(const Search *search, float y)
{
    for (guint t = 0; t < search->tables->len; t++) {
        const GArray *ys = ((PageTable *)search->tables->pdata[t])->ys;
        if (y >= g_array_index(ys, float, 0) && y < g_array_index(ys, float, ys->len - 1))
            return TRUE;
    }
    return FALSE;
}

/* Notes the lines that are none of tables' and are the first or the last of the page. */
static void note_edge(const Search *search)
{
    g_hash_table_remove_all(search->open->edge);
    for (guint i = 0; i < search->lines->len; i++)
        if ((i < EDGE_LINES || i + EDGE_LINES >= search->lines->len) &&
            !is_in_table(search, page_line_at(search->lines, i)->y))
            g_hash_table_add(search->open->edge, edge_key(page_line_at(search->lines, i)));
}

/* The first line of the page that was not at the edge of the page before too, or is a head. */
static guint first_line(const Search *search)
{
    guint i = 0, end;
    for (; i < search->lines->len && i < EDGE_LINES; i++) {
        g_autofree char *key = edge_key(page_line_at(search->lines, i));
        g_autoptr(GArray) head = page_find_head(search->lines, i, &end);
        if (head || !g_hash_table_contains(search->before->edge, key))
            break;
    }
    return i;
}

/* Whether LINE stands in columns of the table before: none of it is in two. */
static gboolean may_go_on(const Search *search, const PageLine *line)
{
    g_autoptr(GArray) ranges = g_array_copy(search->before->columns);
    page_cover_line(ranges, line, TOUCH * page_line_size(line));
    return !page_joins_heads(ranges, search->before->columns);
}

/* The line with which the table before may go on: among the first ones of the page, which may have a title of its own. The count of
 * lines: there is none. */
static guint rest_line(const Search *search)
{
    const guint first = first_line(search), count = search->lines->len;
    for (guint i = first; i < MIN(first + EDGE_LINES, count) && search->before->columns->len > 0; i++)
        if (page_line_at(search->lines, i)->y < next_ruled(search, 0) && may_go_on(search, page_line_at(search->lines, i)))
            return i;
    return count;
}

/* Whether one of the lines from FIRST to END stands in most of the columns of the table before. */
static gboolean has_rows(const Search *search, guint first, guint end)
{
    for (guint i = first; i < end; i++)
        if (is_in_columns(page_line_at(search->lines, i), search->before->columns))
            return TRUE;
    return FALSE;
}

/* Reads the rows with which the page begins without a head. Returns the line behind them. */
static guint read_rest(Search *search, guint first)
{
    const PageOpen *before = search->before;
    PageBody body = {.lines = search->lines,
                     .first = first,
                     .edges = search->edges,
                     .anchor = before->anchor,
                     .rooms = before->rooms,
                     .goes_on = TRUE,
                     .last = before->last};
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(float));
    const PageLine *line = page_line_at(search->lines, first);
    if (add_table(search, &body, before->columns, before->columns, line->y - page_line_size(line),
                  rows)) {
        g_free(search->open->head);
        search->open->head = g_strdup(before->head);
        g_array_set_size(search->open->heads, 0);
        g_array_append_vals(search->open->heads, before->heads->data, before->heads->len);
        search->goes_on = TRUE;
    } else if (has_rows(search, first, body.end)) {
        g_ptr_array_add(search->tables, untold_table(search->lines, first, body.end));
    } else {
        return first;
    }
    return body.end;
}

PageOpen *page_open_new(void)
{
    PageOpen *open = g_new0(PageOpen, 1);
    open->columns = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    open->heads = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    open->edge = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return open;
}

void page_open_free(PageOpen *open)
{
    g_array_unref(open->columns);
    g_array_unref(open->heads);
    g_hash_table_unref(open->edge);
    g_free(open->head);
    g_free(open);
}

gboolean page_add_columns(const Page *page, PageOpen *open, GPtrArray *tables)
{
    g_autoptr(GPtrArray) lines = page_lines(page->chars);
    g_autoptr(GArray) edges = page_edges(page);
    g_autoptr(PageOpen) before = page_open_new();
    const PageOpen was = *before;
    *before = *open; /* what was open, and what is */
    *open = was;
    Search search = {lines, edges, before, open, FALSE, tables, tables->len};
    const guint rest = rest_line(&search);
    guint i = 0, end;
    if (rest < lines->len) {
        g_autoptr(GArray) head = page_find_head(lines, rest, &end);
        i = head ? rest : read_rest(&search, rest);
    }
    while (i < lines->len) {
        g_autoptr(GArray) head = page_find_head(lines, i, &end);
        i = head ? read_table(&search, head, i, end) : i + 1;
    }
    note_edge(&search);
    return rest < lines->len && !search.goes_on;
}
