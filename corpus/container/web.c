#include "corpus/container/web.h"

#include <string.h>

#include "corpus/read/sink.h"
#include "corpus/record/value.h"
#include "number/number.h"

#define MOST_TEXT ((size_t)64 << 20)

char *web_read_text(const char *file, Stream *stream, const char *what, GError **error)
{
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_TEXT, what, "", error);
    const char *encoding;
    char *text = bytes ? text_decode((const char *)bytes->data, bytes->len, &encoding) : NULL;
    if (bytes && !text)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s that is no text", file, what);
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

/* What stands behind the number, without marks between; NULL if it is no title. */
static const char *title_after(const char *rest)
{
    static const char *const marks[] = {" ", "：", ":", "　", "，", ",", "-", "–", "—", "\t"};
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
    Place place = {1, 0};
    number_find(at, strlen(at), note_first, &place);
    if (place.end > 0 || value_find(FIELD_STATUS, at) || value_is_known(FIELD_STAGE, at))
        return NULL;
    gboolean title = *at && !strstr(at, "。") && !strstr(at, "；") && (at > rest || g_str_has_prefix(at, "《"));
    return title ? at : NULL;
}

gboolean web_add_list(Document *document, const GPtrArray *items, unsigned line, unsigned lines)
{
    size_t start;
    for (guint i = 0; i < items->len; i++) {
        size_t len = number_at_start(items->pdata[i], &start);
        if (!len || !title_after((const char *)items->pdata[i] + len))
            return FALSE;
    }
    if (items->len < 2)
        return FALSE;
    static const char *const head[] = {"标准编号", "标准名称"};
    Grid *grid = document_add_grid(document, 2);
    document_add_row(document, grid, head, 0, line, FALSE);
    for (guint i = 0; i < items->len; i++) {
        const char *item = items->pdata[i];
        size_t len = number_at_start(item, &start);
        g_autofree char *number = g_strndup(item + start, len - start);
        const char *cells[] = {number, title_after(item + len)};
        document_add_row(document, grid, cells, 0, line + i * lines, FALSE);
    }
    return TRUE;
}

void web_add_text(Document *document, const char *text, unsigned line)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
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
    if (document->grids->len > 0) {
        document_finish(document);
        return document;
    }
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                "%s: %s without a table or a list of standards (a number and a title in each item)", file, what);
    document_free(document);
    return NULL;
}
