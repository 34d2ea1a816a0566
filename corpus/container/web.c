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

/* Takes what it replaces off TITLE's end, where it stands in parentheses: （代替 GB/T 1—2000）; caller frees, NULL: nothing. */
static char *take_replaced(char *title)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    g_autoptr(GMatchInfo) match = NULL;
    int start, end;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new("[ 　]*[（(][ 　]*(?:代替|替代)[:： 　]*([^（()）]+(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]$", G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    if (!g_regex_match(regex, g_strchomp(title), 0, &match))
        return NULL;
    g_match_info_fetch_pos(match, 0, &start, &end);
    char *replaced = g_match_info_fetch(match, 1);
    title[start] = '\0';
    return replaced;
}

/* The title that stands behind the number, in REST, up to its paragraph's end, and what it replaces (*REPLACED, or NULL); NULL if
 * there is none. Caller frees both. */
static char *title_after(const char *rest, char **replaced)
{
    *replaced = NULL;
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
    g_autofree char *title = g_strndup(at, strcspn(at, "\n")), *old = take_replaced(title);
    Place place = {1, 0};
    number_find(title, strlen(title), note_first, &place);
    if (place.end > 0 || value_find(FIELD_STATUS, title) || value_is_known(FIELD_STAGE, title))
        return NULL;
    gboolean is_title = *title && !strstr(title, "。") && !strstr(title, "；") &&
                        (at > rest || g_str_has_prefix(at, "《"));
    *replaced = is_title ? g_steal_pointer(&old) : NULL;
    return is_title ? g_steal_pointer(&title) : NULL;
}

/* Whether TITLE, and nothing else, stands in 《》. */
static gboolean is_bracketed(const char *title)
{
    return g_str_has_prefix(title, "《") && g_str_has_suffix(title, "》") &&
           strstr(title, "》") + strlen("》") == title + strlen(title);
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

enum { LIST_COLUMNS = 3, TITLE_LETTERS = 5, TITLE_WORDS = 3 };

/* Whether TITLE is as long as most titles are, or ends as they do: 获奖 and SM3 hash beside a number are rather said of it. */
static gboolean is_like_titles(const char *title)
{
    static const char *const ends[] = {"要求", "规范", "规程", "规则", "通则", "总则", "导则", "准则", "指南", "方法",
                                       "试验", "检验", "术语", "符号", "代码", "标准", "条件", "框架", "模型", "安全"};
    guint chinese = 0, words = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(title, ends[i]))
            return TRUE;
    for (const char *p = title; *p; p = g_utf8_next_char(p)) {
        chinese += text_is_cjk(g_utf8_get_char(p));
        words += g_ascii_isalpha(*p) && (p == title || !g_ascii_isalpha(p[-1]));
    }
    return chinese >= TITLE_LETTERS || words >= TITLE_WORDS;
}

/* Adds those of COUNT ITEMS that are a number and a title as a table: if all are that, and two of them at least, and most titles look like
 * such, else
 * those whose titles stand in 《》. FALSE: there are none. */
static gboolean add_list(Document *document, const Item *const *items, guint count)
{
    static const char *const head[LIST_COLUMNS] = {"标准编号", "标准名称", "代替标准"};
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    gboolean all = count > 1;
    guint likely = 0;
    for (guint i = 0; i < count; i++) {
        char *replaced = NULL, **row = NULL;
        size_t start, len = number_at_start(items[i]->text->str, &start);
        char *title = len ? title_after(items[i]->text->str + len, &replaced) : NULL;
        if (title) {
            likely += is_like_titles(title);
            row = g_new0(char *, LIST_COLUMNS + 1);
            row[0] = g_strndup(items[i]->text->str + start, len - start);
            row[1] = title;
            row[2] = replaced ? replaced : g_strdup("");
        }
        all = all && row;
        g_ptr_array_add(rows, row);
    }
    all = all && likely * 2 > count;
    Grid *grid = NULL;
    for (guint i = 0; i < count; i++) {
        const char *const *row = rows->pdata[i];
        if (!row || (!all && !is_bracketed(row[1])))
            continue;
        if (!grid) {
            grid = document_add_grid(document, LIST_COLUMNS);
            document_add_row(document, grid, head, 0, items[i]->line, FALSE);
        }
        document_add_row(document, grid, row, 0, items[i]->line, FALSE);
    }
    return grid != NULL;
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
