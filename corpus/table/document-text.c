#include "corpus/table/document-text.h"

#include "corpus/table/table-reader.h"
#include "corpus/text/document.h"
#include "messages/messages.h"

/* A table whose rows are lines. */
typedef struct {
    const ReaderSink *sink;
    const GPtrArray *lines;
    guint first; /* the line of its first row */
} Table;

static Source place(const char *file, const TextLine *line)
{
    return (Source){.file = (char *)file, .page = line->page, .line = line->number, .ocr = line->ocr};
}

/* A row is told by its line's number in the table: it is given with its place in the file. */
static gboolean give_row(const ReaderText *row, gpointer data)
{
    const Table *table = data;
    ReaderText placed = *row;
    placed.at = place(row->at.file, table->lines->pdata[table->first + row->at.line - 1]);
    return table->sink->text(&placed, table->sink->data);
}

/* The table that begins with line FIRST; *END is behind it. */
static gboolean send_table(const char *file, const GPtrArray *lines, guint first, guint *end, const ReaderSink *sink,
                           ReaderShare *share)
{
    Table table = {sink, lines, first};
    const ReaderSink rows = {.data = &table, .text = give_row};
    const Source at = {.file = (char *)file};
    const Grid *grid = ((TextLine *)lines->pdata[first])->grid;
    g_autoptr(TableReader) reader = table_reader_new(&at, &rows, share);
    gboolean more = TRUE;
    guint i = first;
    for (; i < lines->len && more; i++) {
        const TextLine *line = lines->pdata[i];
        if (line->grid != grid)
            break;
        more = table_reader_row(reader, i - first + 1, grid->rows->pdata[line->row], grid->columns);
    }
    *end = i;
    return more && table_reader_end(reader);
}

static gboolean send_line(const char *file, const TextLine *line, gboolean goes_on, const ReaderSink *sink)
{
    const char *const cells[] = {line->text};
    return sink->text(&(ReaderText){place(file, line), cells, 1, -1, -1, goes_on}, sink->data);
}

gboolean document_text_send(const char *file, const GPtrArray *lines, const ReaderSink *sink, ReaderShare *share,
                            GError **error)
{
    gboolean more = TRUE;
    for (guint i = 0; i < lines->len && more;) {
        const TextLine *line = lines->pdata[i];
        if (line->grid) {
            more = send_table(file, lines, i, &i, sink, share);
            continue;
        }
        gboolean goes_on = i > 0 && !line->blank && !((TextLine *)lines->pdata[i - 1])->grid;
        more = send_line(file, line, goes_on, sink);
        share->all++;
        share->understood++;
        i++;
    }
    share->unit = N_("lines");
    return more || reader_stopped(file, error);
}
