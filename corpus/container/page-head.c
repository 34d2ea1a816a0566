/* Tables without lines: their heads. */
#include <string.h>

#include "corpus/container/page-lineless.h"
#include "corpus/table/column.h"
#include "corpus/table/table-reader.h"
#include "corpus/text/words.h"

/* Of the size of a letter. Pieces that stand farther apart are cells, unless they are one name that
 * is spaced; what is no name is one cell with what stands nearer. */
#define APART 0.3f
#define SPACED 4.0f
#define WORDS 0.7f
/* Lines of a head are no farther apart, its cells no wider. */
#define HEAD_LINE 2.0f
#define NAME_WIDTH 16.0f
/* A name has at most so many pieces, a head so many lines. */
enum { MOST_PIECES = 8, MOST_HEAD_LINES = 5 };
#define LONGEST_NAME 60u /* bytes */

static void clear_head_cell(gpointer data)
{
    g_free(((PageHeadCell *)data)->text);
}

static gboolean is_name(const char *text)
{
    const HeaderWord *word = strlen(text) <= LONGEST_NAME ? words_header(text) : NULL;
    const char *dot = strchr(text, '.');
    return strlen(text) <= LONGEST_NAME && !(dot && dot[1]) && /* No.Title are two */
           (column_find(text) || (word && strlen(word->word) == strlen(text)));
}

/* What LINES from AT to END have in SPAN. Caller frees. */
static char *text_in(const GPtrArray *lines, guint at, guint end, const PageSpan *span)
{
    GString *text = g_string_new(NULL);
    for (guint i = at; i < end; i++)
        for (guint k = 0; k < page_line_at(lines, i)->chars->len; k++) {
            const PageChar *c = &g_array_index(page_line_at(lines, i)->chars, PageChar, k);
            float middle = (c->x1 + c->x2) / 2;
            if (c->c != ' ' && middle >= span->from && middle <= span->to)
                g_string_append_unichar(text, c->c);
        }
    return g_string_free(text, FALSE);
}

/* The longest name that the pieces from AT on of a head are: how many; 0: none. */
static guint name_at(const GPtrArray *lines, guint first, guint end, const GArray *pieces, guint at,
                     float size, PageHeadCell *cell)
{
    for (guint n = MIN((guint)MOST_PIECES, pieces->len - at); n > 0; n--) {
        const PageSpan span = {page_span_at(pieces, at)->from,
                               page_span_at(pieces, at + n - 1)->to};
        g_autofree char *text = text_in(lines, first, end, &span);
        gboolean near = TRUE;
        for (guint i = at; i + 1 < at + n; i++)
            near = near &&
                   page_span_at(pieces, i + 1)->from - page_span_at(pieces, i)->to < SPACED * size;
        if (!near || !is_name(text))
            continue;
        *cell = (PageHeadCell){span, g_steal_pointer(&text), TRUE};
        return n;
    }
    return 0;
}

/* LINES from FIRST to END as cells of a head: PageHeadCell. Caller unrefs. */
static GArray *head_cells(const GPtrArray *lines, guint first, guint end)
{
    const float size = page_line_size(page_line_at(lines, first));
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(PageHeadCell));
    g_array_set_clear_func(cells, clear_head_cell);
    for (guint i = first; i < end; i++)
        page_cover_line(pieces, page_line_at(lines, i), APART * size);
    for (guint i = 0, n; i < pieces->len; i += n) {
        PageHeadCell cell;
        n = name_at(lines, first, end, pieces, i, size, &cell);
        if (n == 0) {
            n = 1;
            cell = (PageHeadCell){*page_span_at(pieces, i),
                                  text_in(lines, first, end, page_span_at(pieces, i)), FALSE};
        }
        PageHeadCell *before =
            cells->len ? &g_array_index(cells, PageHeadCell, cells->len - 1) : NULL;
        if (before && !before->known && !cell.known &&
            cell.span.from - before->span.to < WORDS * size) {
            char *both = g_strconcat(before->text, cell.text, NULL);
            g_free(before->text);
            g_free(cell.text);
            *before = (PageHeadCell){{before->span.from, cell.span.to}, both, FALSE};
        } else {
            g_array_append_val(cells, cell);
        }
    }
    return cells;
}

static guint count_known(const GArray *cells)
{
    guint known = 0;
    for (guint i = 0; i < cells->len; i++)
        known += g_array_index(cells, PageHeadCell, i).known;
    return known;
}

/* Whether CELLS are a head; of SEVERAL lines each must be a name. */
static gboolean is_head(const GArray *cells, gboolean several)
{
    if (cells->len < 2 || cells->len > GRID_MAX_COLUMNS)
        return FALSE;
    const char *texts[GRID_MAX_COLUMNS];
    for (guint i = 0; i < cells->len; i++)
        texts[i] = g_array_index(cells, PageHeadCell, i).text;
    return (!several || count_known(cells) == cells->len) && table_is_head(texts, cells->len);
}

/* Whether one of CELLS is wider than WIDTH: it is no name. */
static gboolean has_wide(const GArray *cells, float width)
{
    gboolean wide = FALSE;
    for (guint i = 0; i < cells->len; i++) {
        const PageSpan *span = &g_array_index(cells, PageHeadCell, i).span;
        wide = wide || span->to - span->from > width;
    }
    return wide;
}

GArray *page_find_head(const GPtrArray *lines, guint at, guint *end)
{
    g_autoptr(GArray) found = NULL;
    const PageLine *first = page_line_at(lines, at);
    const float size = page_line_size(first);
    for (guint n = 1; n <= MOST_HEAD_LINES && at + n <= lines->len; n++) {
        if (n > 1 && page_line_at(lines, at + n - 1)->y - page_line_at(lines, at + n - 2)->y >
                         HEAD_LINE * size)
            break;
        g_autoptr(GArray) cells = head_cells(lines, at, at + n);
        if (n == 1 && has_wide(cells, NAME_WIDTH * size))
            break;
        if (!is_head(cells, n > 1))
            continue;
        g_clear_pointer(&found, g_array_unref);
        found = g_steal_pointer(&cells);
        *end = at + n;
    }
    return g_steal_pointer(&found);
}

gboolean page_find_anchor(const GArray *head, PageAnchor *anchor)
{
    gboolean found = FALSE;
    for (guint i = 0; i < head->len; i++) {
        const Column *column = column_find(g_array_index(head, PageHeadCell, i).text);
        if (column && column->content == CONTENT_NOTHING) {
            *anchor = (PageAnchor){i, TRUE};
            return TRUE;
        }
        if (!found && column &&
            (column->content == CONTENT_NUMBER || column->content == CONTENT_PLAN)) {
            *anchor = (PageAnchor){i, FALSE};
            found = TRUE;
        }
    }
    return found;
}

char *page_head_key(const GArray *head)
{
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < head->len; i++)
        g_string_append_printf(key, "%s\n", g_array_index(head, PageHeadCell, i).text);
    return g_string_free(key, FALSE);
}
