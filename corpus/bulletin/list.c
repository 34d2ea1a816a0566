/* Tables of a bulletin that are lists: read by the names of their columns, as any list is. */
#include "corpus/bulletin/private.h"
#include "corpus/table/table-reader.h"
#include "corpus/text/document.h"

typedef struct {
    Bulletin *bulletin;
    guint first; /* line of the table, of which its rows count from 1 */
} List;

static gboolean keep_record(Record *record, gpointer data)
{
    const List *list = data;
    Source *source = ((GPtrArray *)record->values[FIELD_SOURCES].list)->pdata[0];
    const Source at = bulletin_place(list->bulletin, list->first + source->line - 1);
    source->page = at.page;
    source->line = at.line;
    bulletin_add(list->bulletin, record);
    return TRUE;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    const List *list = data;
    guint line = list->first + reject->at.line - 1;
    bulletin_reject(list->bulletin, line, line + 1, "%s", reject->reason);
    return !list->bulletin->stopped;
}

void bulletin_read_list(Bulletin *bulletin, const Table *table)
{
    List list = {bulletin, table->header_line};
    const ReaderSink sink = {.record = keep_record, .reject = keep_reject, .data = &list};
    ReaderShare share = {.unit = ""};
    const Source at = {.file = (char *)bulletin->file};
    g_autoptr(TableReader) reader = table_reader_new(&at, &sink, &share);
    gboolean titles[GRID_MAX_COLUMNS];
    for (guint c = 0; c < table->grid->columns; c++)
        titles[c] = table_is_title(((char **)table->grid->rows->pdata[0])[c]);
    for (guint r = 0; r < table->grid->rows->len; r++) {
        const guint line = table->header_line + r;
        g_auto(GStrv) cells = grid_row(table->grid, r, titles);
        if (((TextLine *)bulletin->lines->pdata[line])->cut) {
            bulletin_reject(bulletin, line, line + 1, "%s", _(ROW_CUT));
            share.rows++;
            continue;
        }
        table_reader_row(reader, r + 1, (const char *const *)cells, table->grid->columns);
    }
    table_reader_end(reader);
    bulletin->n_rows += (guint)share.rows;
}
