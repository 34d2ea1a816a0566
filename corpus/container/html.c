/* Pages of the web: tables with what spans, lists, and the lines of text around them by their blocks. What a page is
 * laid out with (a table that holds another, or has one column) is text. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/container/web.h"

enum { MOST_DEPTH = 200 };

typedef struct {
    Document *document;
    GString *line;
    unsigned number;
    int depth;
} Reading;

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
    static const char *const names[] = {"script", "style", "head", "noscript", "template", "iframe",
                                        "select", "textarea", "button", "nav", NULL};
    return node->type == XML_COMMENT_NODE || is_named(node, names);
}

static gboolean is_block(const xmlNode *node)
{
    static const char *const names[] = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl",
                                        "dt", "dd", "table", "tr", "td", "th", "section", "article", "header",
                                        "footer", "main", "aside", "form", "fieldset", "pre", "blockquote",
                                        "caption", "thead", "tbody", "tfoot", "center", "hr", "body", NULL};
    return is_named(node, names);
}

/* Text with its white space as a browser shows it: runs of it one space. */
static void append_text(GString *out, const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            g_string_append_unichar(out, c);
        else if (out->len && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n')
            g_string_append_c(out, ' ');
    }
}

/* The text of NODE and what is in it, with \n where a block or br ends a line. */
static void append_node(GString *out, const xmlNode *node, int depth)
{
    if (is_hidden(node) || depth > MOST_DEPTH)
        return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        append_text(out, (const char *)node->content);
        return;
    }
    gboolean breaks = is(node, "br") || is_block(node);
    if (breaks && out->len && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
    for (const xmlNode *child = node->children; child; child = child->next)
        append_node(out, child, depth + 1);
    if (breaks && out->len && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

static void end_line(Reading *reading)
{
    web_add_text(reading->document, g_strstrip(reading->line->str), reading->number);
    g_string_truncate(reading->line, 0);
}

/* Tables */

static guint span_of(const xmlNode *cell, const char *name, guint most)
{
    xmlChar *value = xmlGetProp(cell, (const xmlChar *)name);
    int span = value ? atoi((const char *)value) : 1;
    xmlFree(value);
    return (guint)CLAMP(span, 1, (int)most);
}

static gboolean holds_table(const xmlNode *node, int depth)
{
    for (const xmlNode *child = node->children; child && depth < MOST_DEPTH; child = child->next)
        if (is(child, "table") || holds_table(child, depth + 1))
            return TRUE;
    return FALSE;
}

static void collect_rows(const xmlNode *node, GPtrArray *rows)
{
    static const char *const groups[] = {"thead", "tbody", "tfoot", NULL};
    for (xmlNode *child = node->children; child; child = child->next) {
        if (is(child, "tr"))
            g_ptr_array_add(rows, child);
        else if (is_named(child, groups))
            collect_rows(child, rows);
    }
}

static gboolean is_cell(const xmlNode *node)
{
    return is(node, "td") || is(node, "th");
}

static guint columns_of(const GPtrArray *rows)
{
    guint most = 0;
    for (guint r = 0; r < rows->len; r++) {
        guint columns = 0;
        for (const xmlNode *cell = ((xmlNode *)rows->pdata[r])->children; cell; cell = cell->next)
            columns += is_cell(cell) ? span_of(cell, "colspan", GRID_MAX_COLUMNS) : 0;
        most = MAX(most, columns);
    }
    return MIN(most, GRID_MAX_COLUMNS);
}

/* What stands in the columns of a row: cells that reach down from rows above too. */
typedef struct {
    char *text[GRID_MAX_COLUMNS];
    guint down[GRID_MAX_COLUMNS]; /* rows that it reaches down besides */
} Held;

static void take_cell(Held *held, const xmlNode *cell, guint *column, guint columns)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint across = span_of(cell, "colspan", GRID_MAX_COLUMNS), down = span_of(cell, "rowspan", 1000) - 1;
    append_node(text, cell, 0);
    g_strstrip(text->str);
    while (*column < columns && held->down[*column])
        held->down[(*column)++]--;
    for (guint i = 0; i < across && *column < columns; i++, ++*column) {
        g_free(held->text[*column]);
        held->text[*column] = g_strdup(text->str);
        held->down[*column] = down;
    }
}

static gboolean read_table(Reading *reading, const xmlNode *table)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    collect_rows(table, rows);
    guint columns = columns_of(rows);
    if (columns < 2 || rows->len < 2 || holds_table(table, 0))
        return FALSE;
    end_line(reading);
    for (const xmlNode *child = table->children; child; child = child->next)
        if (is(child, "caption")) {
            append_node(reading->line, child, 0);
            end_line(reading);
        }
    Grid *grid = document_add_grid(reading->document, columns);
    Held held = {{NULL}, {0}};
    for (guint r = 0; r < rows->len; r++) {
        const xmlNode *row = rows->pdata[r];
        guint column = 0;
        for (const xmlNode *cell = row->children; cell; cell = cell->next)
            if (is_cell(cell))
                take_cell(&held, cell, &column, columns);
        for (; column < columns; column++) {
            if (held.down[column])
                held.down[column]--;
            else
                g_clear_pointer(&held.text[column], g_free);
        }
        document_add_row(reading->document, grid, (const char *const *)held.text, 0, (unsigned)xmlGetLineNo(row), FALSE);
    }
    for (guint c = 0; c < columns; c++)
        g_free(held.text[c]);
    return TRUE;
}

/* Lists: of standards they are tables without lines. */

static gboolean read_list(Reading *reading, const xmlNode *list)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
    for (const xmlNode *child = list->children; child; child = child->next) {
        if (!is(child, "li"))
            continue;
        g_autoptr(GString) text = g_string_new(NULL);
        append_node(text, child, 0);
        g_ptr_array_add(items, g_strdelimit(g_strstrip(g_strdup(text->str)), "\n", ' '));
    }
    end_line(reading);
    return web_add_list(reading->document, items, (unsigned)xmlGetLineNo(list), 0);
}

static void read_node(Reading *reading, const xmlNode *node);

static void read_children(Reading *reading, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        read_node(reading, child);
}

static void read_node(Reading *reading, const xmlNode *node)
{
    if (is_hidden(node) || reading->depth >= MOST_DEPTH)
        return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        append_text(reading->line, (const char *)node->content);
        return;
    }
    if ((is(node, "table") && read_table(reading, node)) ||
        ((is(node, "ul") || is(node, "ol")) && read_list(reading, node)))
        return;
    gboolean breaks = is(node, "br") || is_block(node);
    if (breaks)
        end_line(reading);
    reading->number = MAX(reading->number, (unsigned)xmlGetLineNo(node));
    reading->depth++;
    read_children(reading, node);
    reading->depth--;
    if (breaks)
        end_line(reading);
}

gboolean html_knows(const char *head, size_t len)
{
    g_autofree char *lower = g_ascii_strdown(head, (gssize)MIN(len, 4096));
    const char *at = g_str_has_prefix(lower, "\xef\xbb\xbf") ? lower + 3 : lower;
    at += strspn(at, " \t\r\n");
    return g_str_has_prefix(at, "<!doctype html") || g_str_has_prefix(at, "<html") || g_str_has_prefix(at, "<table") ||
           (*at == '<' && (strstr(at, "<html") || strstr(at, "<body")));
}

Document *html_read(const char *file, Stream *stream, GError **error)
{
    g_autofree char *text = web_read_text(file, stream, "HTML", error);
    if (!text)
        return NULL;
    htmlDocPtr page = htmlReadMemory(text, (int)strlen(text), NULL, "UTF-8",
                                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_NONET);
    if (!page) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: HTML that cannot be read", file);
        return NULL;
    }
    g_autoptr(Document) document = document_new();
    g_autoptr(GString) line = g_string_new(NULL);
    Reading reading = {document, line, 1, 0};
    if (xmlDocGetRootElement(page))
        read_node(&reading, xmlDocGetRootElement(page));
    end_line(&reading);
    xmlFreeDoc(page);
    return web_finish(g_steal_pointer(&document), file, "HTML", error);
}
