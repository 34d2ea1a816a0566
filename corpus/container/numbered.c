#include "corpus/container/numbered.h"

#include <string.h>

#include "number/number.h"

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
    gboolean title = *at && !strstr(at, "。") && !strstr(at, "；") && (at > rest || g_str_has_prefix(at, "《"));
    return title ? at : NULL;
}

gboolean numbered_add(Document *document, const GPtrArray *items, unsigned line)
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
        document_add_row(document, grid, cells, 0, line, FALSE);
    }
    return TRUE;
}
