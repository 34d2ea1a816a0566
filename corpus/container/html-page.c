/* A page is a row of pieces: its lines, in order, with marks where tables begin; a table that turns
 * out to be one takes the lines of its cells out of it. What a page is laid out with (a table that
 * holds others and names no columns, or has one column or row) leaves its lines where they are. */
#include "corpus/container/html-page.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/container/html-table.h"
#include "corpus/container/web.h"
#include "corpus/table/table-reader.h"

typedef struct {
    char *text; /* a line; NULL: a mark, or a line that is a cell's by now */
    unsigned number;
    gboolean goes_on;        /* after a line break, in the same paragraph as the line before */
    guint list, depth, item; /* serial of the list that is in no other, the depth in it, serial of
                                the item; 0: none */
    HtmlTable *table;        /* a mark: it is shown here */
    guint end;               /* a mark: where the table that begins here, and is one, ends */
} Piece;

typedef struct {
    HtmlTable *table;
    guint begin, rows; /* the marks; rows 0: none was seen */
    gboolean in_cell;
    gboolean holds; /* a table, somewhere in its cells */
} OpenTable;

typedef struct {
    guint item, depth;
} OpenItem;

typedef struct {
    GArray *pieces; /* Piece */
    GArray *tables; /* OpenTable: what the walk is in, from the outermost */
    GArray *items;  /* OpenItem */
    GString *line;
    gboolean goes_on;
    unsigned number;
    guint list, depth, item; /* serials given so far; depth of lists */
} Reading;

#define LAST(array, type) ((array)->len ? &g_array_index(array, type, (array)->len - 1) : NULL)

static gboolean is_named(const xmlNode *node, const char *const *names)
{
    return node->type == XML_ELEMENT_NODE && g_strv_contains(names, (const char *)node->name);
}

static gboolean is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static gboolean is_hidden(const xmlNode *node)
{
    static const char *const names[] = {"script",   "style",  "head",   "noscript",
                                        "template", "iframe", "select", "textarea",
                                        "button",   "nav",    NULL};
    return node->type == XML_COMMENT_NODE || is_named(node, names);
}

static gboolean is_block(const xmlNode *node)
{
    static const char *const names[] = {
        "p",          "div",     "h1",     "h2",     "h3",    "h4",     "h5",   "h6",       "ul",
        "ol",         "li",      "dl",     "dt",     "dd",    "table",  "tr",   "td",       "th",
        "section",    "article", "header", "footer", "main",  "aside",  "form", "fieldset", "pre",
        "blockquote", "caption", "thead",  "tbody",  "tfoot", "center", "hr",   "body",     NULL};
    return is_named(node, names);
}

static gboolean is_list(const xmlNode *node)
{
    return is(node, "ul") || is(node, "ol");
}

static gboolean is_cell(const xmlNode *node)
{
    return is(node, "td") || is(node, "th");
}

/* The part of a table that NODE is, -1: none. */
static int part_of(const xmlNode *node)
{
    return is(node, "thead")   ? PART_HEAD
           : is(node, "tbody") ? PART_BODY
           : is(node, "tfoot") ? PART_FOOT
                               : -1;
}

/* Lines */

/* Text with its white space as a browser shows it: runs of it one space. */
static void append_text(GString *out, const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            g_string_append_unichar(out, c);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
}

/* Ends the line that is there; GOES_ON: the next one goes on with its paragraph. */
static void end_line(Reading *reading, gboolean goes_on)
{
    const OpenItem *item = LAST(reading->items, OpenItem);
    Piece piece = {.number = reading->number,
                   .goes_on = reading->goes_on,
                   .list = reading->depth ? reading->list : 0};
    g_strstrip(reading->line->str);
    reading->goes_on = goes_on && *reading->line->str;
    if (*reading->line->str) {
        piece.text = g_strdup(reading->line->str);
        piece.item = item ? item->item : 0;
        piece.depth = item ? item->depth : 0;
        g_array_append_val(reading->pieces, piece);
    }
    g_string_truncate(reading->line, 0);
}

static guint add_mark(Reading *reading)
{
    const Piece mark = {.number = reading->number};
    g_array_append_val(reading->pieces, mark);
    return reading->pieces->len - 1;
}

static Piece *piece_at(const Reading *reading, guint i)
{
    return &g_array_index(reading->pieces, Piece, i);
}

/* Tables */

static guint span_of(const xmlNode *cell, const char *name, guint most)
{
    xmlChar *value = xmlGetProp(cell, (const xmlChar *)name);
    int span = value ? atoi((const char *)value) : 1;
    gboolean to_end = value && *value == '0' && strcmp(name, "rowspan") == 0 && span == 0;
    xmlFree(value);
    return to_end ? G_MAXUINT : (guint)CLAMP(span, 1, (int)most);
}

static void begin_table(Reading *reading)
{
    const OpenTable open = {.table = html_table_new(), .begin = add_mark(reading)};
    g_array_append_val(reading->tables, open);
}

static void end_cell(Reading *reading, OpenTable *open)
{
    if (open->in_cell)
        html_table_last_cell(open->table)->to = reading->pieces->len;
    open->in_cell = FALSE;
}

/* A row or a cell begins: whatever cell was open is not any more. */
static void begin_row_or_cell(Reading *reading, OpenTable *open, const xmlNode *node)
{
    unsigned line = (unsigned)xmlGetLineNo(node);
    end_cell(reading, open);
    if (!open->rows)
        open->rows = add_mark(reading);
    if (!is_cell(node)) {
        html_table_begin_row(open->table, line);
        return;
    }
    HtmlCell *cell = html_table_add_cell(open->table, line);
    cell->across = span_of(node, "colspan", GRID_MAX_COLUMNS);
    cell->down = span_of(node, "rowspan", 1000);
    cell->from = reading->pieces->len;
    open->in_cell = TRUE;
}

/* The lines of CELL, without those of tables in it; at most about MOST bytes. Caller frees. */
static char *cell_text(const Reading *reading, const HtmlCell *cell, guint most)
{
    GString *text = g_string_new(NULL);
    for (guint i = cell->from; i < cell->to && text->len < most && i - cell->from < most; i++) {
        const Piece *piece = piece_at(reading, i);
        if (piece->end)
            i = piece->end - 1;
        else if (piece->text)
            g_string_append_printf(text, "%s%s", text->len ? "\n" : "", piece->text);
    }
    return g_string_free(text, FALSE);
}

/* Takes the lines of CELL out of the page. */
static void take_cell(const Reading *reading, HtmlCell *cell)
{
    cell->text = cell_text(reading, cell, G_MAXUINT);
    for (guint i = cell->from; i < cell->to; i++) {
        Piece *piece = piece_at(reading, i);
        if (piece->end)
            i = piece->end - 1;
        else
            g_clear_pointer(&piece->text, g_free);
    }
}

enum { HEAD_AMONG = 3, LONGEST_NAME = 200 };

/* Whether one of the first rows names the columns of a list. */
static gboolean has_head(const Reading *reading, const HtmlTable *table)
{
    gboolean found = FALSE;
    for (guint r = 0; r < HEAD_AMONG && r < html_table_rows(table) && !found; r++) {
        g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
        const HtmlCell *cell;
        for (guint i = 0; i < GRID_MAX_COLUMNS && (cell = html_table_cell(table, r, i)); i++)
            g_ptr_array_add(names, cell_text(reading, cell, LONGEST_NAME));
        found = table_is_head((const char *const *)names->pdata, names->len);
    }
    return found;
}

static void end_table(Reading *reading)
{
    OpenTable open = *LAST(reading->tables, OpenTable);
    end_cell(reading, &open);
    g_array_set_size(reading->tables, reading->tables->len - 1);
    OpenTable *around = LAST(reading->tables, OpenTable);
    gboolean is_table = html_table_rows(open.table) >= 2 && html_table_columns(open.table) >= 2 &&
                        (!open.holds || has_head(reading, open.table));
    if (around)
        around->holds = around->holds || open.holds || is_table;
    if (!is_table) {
        html_table_free(open.table);
        return;
    }
    HtmlCell *cell;
    for (guint r = 0; r < html_table_rows(open.table); r++)
        for (guint i = 0; (cell = html_table_cell(open.table, r, i)); i++)
            take_cell(reading, cell);
    piece_at(reading, open.begin)->end = reading->pieces->len;
    piece_at(reading, open.rows)->table = open.table;
}

/* The walk */

static void begin_item(Reading *reading)
{
    const OpenItem item = {++reading->item, reading->depth};
    g_array_append_val(reading->items, item);
}

/* FALSE: what is in NODE is not looked at. */
static gboolean begin_node(Reading *reading, const xmlNode *node)
{
    OpenTable *open = LAST(reading->tables, OpenTable);
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        append_text(reading->line, (const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_hidden(node))
        return FALSE;
    if (is(node, "br") || is_block(node))
        end_line(reading, is(node, "br"));
    reading->number = MAX(reading->number, (unsigned)xmlGetLineNo(node));
    if (is(node, "table"))
        begin_table(reading);
    else if (open && (is(node, "tr") || is_cell(node)))
        begin_row_or_cell(reading, open, node);
    else if (open && part_of(node) >= 0)
        html_table_begin_part(open->table, (HtmlPart)part_of(node));
    else if (is_list(node))
        reading->list += reading->depth++ == 0;
    else if (is(node, "li"))
        begin_item(reading);
    return TRUE;
}

static void end_node(Reading *reading, const xmlNode *node)
{
    if (is_block(node))
        end_line(reading, FALSE);
    OpenTable *open = LAST(reading->tables, OpenTable);
    if (is(node, "table"))
        end_table(reading);
    else if (open && is_cell(node))
        end_cell(reading, open);
    else if (open && part_of(node) >= 0)
        html_table_begin_part(open->table, PART_BODY);
    else if (is_list(node))
        reading->depth--;
    else if (is(node, "li"))
        g_array_set_size(reading->items, reading->items->len - 1);
}

/* All nodes of the tree below ROOT, however deep. */
static void walk(Reading *reading, const xmlNode *root)
{
    for (const xmlNode *node = root; node;) {
        gboolean inside = begin_node(reading, node);
        if (inside && node->children) {
            node = node->children;
            continue;
        }
        if (inside)
            end_node(reading, node);
        while (node != root && !node->next) {
            node = node->parent;
            end_node(reading, node);
        }
        node = node == root ? NULL : node->next;
    }
}

/* Pieces → document */

/* The lists that begin at piece I, one in another; returns the piece behind them. */
static guint add_lists(const Reading *reading, guint i, Document *document)
{
    guint list = piece_at(reading, i)->list;
    g_autoptr(GArray) items = web_items_new();
    g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL); /* of items, from 1 */
    for (; i < reading->pieces->len && !piece_at(reading, i)->table; i++) {
        const Piece *piece = piece_at(reading, i);
        if (!piece->text)
            continue;
        if (piece->list != list)
            break;
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, GUINT_TO_POINTER(piece->item)));
        if (place)
            web_item_go_on(items, place - 1, piece->text, piece->goes_on);
        else
            web_add_item(items, piece->text, piece->number, piece->depth);
        if (!place)
            g_hash_table_insert(places, GUINT_TO_POINTER(piece->item),
                                GUINT_TO_POINTER(items->len));
    }
    web_add_lists(document, items);
    return i;
}

static void add_pieces(const Reading *reading, Document *document)
{
    for (guint i = 0; i < reading->pieces->len;) {
        const Piece *piece = piece_at(reading, i);
        if (piece->text && piece->list) {
            i = add_lists(reading, i, document);
            continue;
        }
        if (piece->table)
            html_table_add(piece->table, document);
        else if (piece->text)
            web_add_text(document, piece->text, piece->number);
        i++;
    }
}

static void clear_piece(gpointer data)
{
    Piece *piece = data;
    g_free(piece->text);
    if (piece->table)
        html_table_free(piece->table);
}

Document *html_page_read(const xmlNode *root, gboolean whole)
{
    Document *document = document_new();
    document->whole = whole;
    Reading reading = {.pieces = g_array_new(FALSE, FALSE, sizeof(Piece)),
                       .tables = g_array_new(FALSE, FALSE, sizeof(OpenTable)),
                       .items = g_array_new(FALSE, FALSE, sizeof(OpenItem)),
                       .line = g_string_new(NULL),
                       .number = 1};
    g_array_set_clear_func(reading.pieces, clear_piece);
    if (root)
        walk(&reading, root);
    end_line(&reading, FALSE);
    add_pieces(&reading, document);
    g_array_unref(reading.pieces);
    g_array_unref(reading.tables);
    g_array_unref(reading.items);
    g_string_free(reading.line, TRUE);
    return document;
}
