#include "corpus/container/web.h"

#include <string.h>

#include "corpus/read/sink.h"
#include "corpus/record/value.h"
#include "messages/messages.h"
#include "number/number.h"

#define MOST_TEXT ((size_t)64 << 20)

char *web_read_text(const char *file, Stream *stream, const char *what, GError **error)
{
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_TEXT, what, "", error);
    const char *encoding;
    char *text = bytes ? text_decode((const char *)bytes->data, bytes->len, &encoding) : NULL;
    if (bytes && !text)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s that is no text"), file, what);
    return text;
}

typedef struct {
    size_t start, end;
} Place;

static gboolean note_first(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)number;
    *(Place *)data = (Place){start, end};
    return FALSE;
}

/* The bytes of ITEM that are the number of a standard or plan, with the mark of the item before it; 0 if it does not
 * begin with one. *START: where it begins. */
static size_t number_at_start(const char *item, size_t *start)
{
    Place place = {1, 0};
    size_t mark = strspn(item, "0123456789");
    mark = mark && mark < 5 && item[mark] == '.' ? mark + 1 : 0;
    mark += strspn(item + mark, " ");
    number_find(item + mark, strlen(item + mark), note_first, &place);
    *start = mark;
    return place.start == 0 ? mark + place.end : 0;
}

/* The title that stands behind the number, in REST, up to its paragraph's end; NULL if there is none. Caller frees. */
static char *title_after(const char *rest)
{
    static const char *const marks[] = {" ", "\n", "：", ":", "　", "，", ",", "-", "–", "—", "\t"};
    const char *at = rest;
    for (size_t i = 0; i < G_N_ELEMENTS(marks);) {
        gboolean marked = g_str_has_prefix(at, marks[i]);
        at += marked ? strlen(marks[i]) : 0;
        i = marked ? 0 : i + 1;
    }
    static const char *const none[] = {"代替", "被", "与", "和", "及", "第", "已", "将", "（", "("};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        if (g_str_has_prefix(at, none[i]))
            return NULL;
    g_autofree char *title = g_strndup(at, strcspn(at, "\n"));
    Place place = {1, 0};
    number_find(title, strlen(title), note_first, &place);
    if (place.end > 0 || value_find(FIELD_STATUS, title) || value_is_known(FIELD_STAGE, title))
        return NULL;
    gboolean is_title = *title && !strstr(title, "。") && !strstr(title, "；") &&
                        (at > rest || g_str_has_prefix(at, "《"));
    return is_title ? g_steal_pointer(&title) : NULL;
}

/* Lists */

typedef struct {
    GString *text; /* its paragraphs, a line each */
    unsigned line;
    guint depth;
} Item;

static void clear_item(gpointer data)
{
    g_string_free(((Item *)data)->text, TRUE);
}

GArray *web_items_new(void)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(Item));
    g_array_set_clear_func(items, clear_item);
    return items;
}

void web_add_item(GArray *items, const char *text, unsigned line, guint depth)
{
    const Item item = {g_string_new(text), line, depth};
    g_array_append_val(items, item);
}

void web_item_go_on(GArray *items, guint i, const char *text, gboolean paragraph)
{
    g_string_append_printf(g_array_index(items, Item, i).text, "%s%s", paragraph ? " " : "\n", text);
}

/* Adds COUNT ITEMS as a table of numbers and titles if all of them are that, and there are two of them at least. */
static gboolean add_list(Document *document, const Item *const *items, guint count)
{
    static const char *const head[] = {"标准编号", "标准名称"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < count; i++) {
        size_t start, len = number_at_start(items[i]->text->str, &start);
        char *title = len ? title_after(items[i]->text->str + len) : NULL;
        if (!title)
            return FALSE;
        g_ptr_array_add(cells, g_strndup(items[i]->text->str + start, len - start));
        g_ptr_array_add(cells, title);
    }
    if (count < 2)
        return FALSE;
    Grid *grid = document_add_grid(document, 2);
    document_add_row(document, grid, head, 0, items[0]->line, FALSE);
    for (guint i = 0; i < count; i++)
        document_add_row(document, grid, (const char *const *)cells->pdata + 2 * i, 0, items[i]->line, FALSE);
    return TRUE;
}

static void add_lines(Document *document, const Item *item)
{
    g_auto(GStrv) lines = g_strsplit(item->text->str, "\n", -1);
    for (char **line = lines; *line; line++)
        web_add_text(document, *line, item->line);
}

static int compare_items(gconstpointer a, gconstpointer b)
{
    const Item *x = *(const Item *const *)a, *y = *(const Item *const *)b;
    return x->depth != y->depth ? (x->depth < y->depth ? -1 : 1) : (x > y) - (x < y); /* they lie in their order */
}

void web_add_lists(Document *document, const GArray *items)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < items->len; i++)
        g_ptr_array_add(sorted, &g_array_index(items, Item, i));
    g_ptr_array_sort(sorted, compare_items);
    for (guint i = 0, end; i < sorted->len; i = end) {
        const Item *first = sorted->pdata[i];
        for (end = i; end < sorted->len && ((const Item *)sorted->pdata[end])->depth == first->depth; end++)
            continue;
        if (add_list(document, (const Item *const *)sorted->pdata + i, end - i))
            continue;
        for (guint k = i; k < end; k++)
            add_lines(document, sorted->pdata[k]);
    }
}

void web_add_text(Document *document, const char *text, unsigned line)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    if (document->whole) {
        document_add_line(document, text, strlen(text), 0, line, FALSE);
        return;
    }
    if (g_once_init_enter(&made)) {
        regex = g_regex_new("^ *(?:附件|附表|附录|表) ?[0-9一二三四五六七八九十]{0,3} ?(?:[:：.、—-]|$| )|"
                            "^[^。；A-Za-z]{0,60}(?:表|清单|目录|一览|汇总|名单)$|^[^。；A-Za-z]{0,30}[0-9]{4} ?年 ?[0-9]{1,2} ?月[^日号。；A-Za-z]{0,30}$",
                            G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    if (g_regex_match(regex, text, 0, NULL))
        document_add_line(document, text, strlen(text), 0, line, FALSE);
}

Document *web_finish(Document *document, const char *file, const char *what, GError **error)
{
    if (document->grids->len > 0 || document->whole) {
        document_finish(document);
        return document;
    }
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: %s without a table or a list of standards (a number and a title in each item)"), file, what);
    document_free(document);
    return NULL;
}
