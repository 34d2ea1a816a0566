/* Canonical JSON Lines: one record a line. */
#include "corpus/jsonl.h"

#include <string.h>

#include "corpus/reject.h"
#include "corpus/row.h"

static gboolean is_blank(const Line *line)
{
    for (size_t i = 0; i < line->len; i++)
        if (!g_ascii_isspace(line->text[i]))
            return FALSE;
    return TRUE;
}

gboolean jsonl_read_line(const char *file, const Line *line, const ReaderSink *sink)
{
    if (line->too_long)
        return reject_send(sink, file, line->number, line->text, line->len,
                           "the line is longer than %zu MiB", LINE_MAX_BYTES >> 20);
    if (is_blank(line))
        return TRUE;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Record) record = record_from_json(line->text, line->len, problems, &error);
    if (!record)
        return reject_send(sink, file, line->number, line->text, line->len, "%s", error->message);
    g_autofree char *foreign = row_is_foreign(record);
    if (foreign)
        return reject_send(sink, file, line->number, line->text, line->len, "%s", foreign);
    for (guint i = 0; i < problems->len; i++)
        if (!reject_send(sink, file, line->number, line->text, line->len,
                         "%s; the record is taken without it", (char *)problems->pdata[i]))
            return FALSE;
    if (!record->values[FIELD_SOURCES].list)
        record_add_source(record, file, line->number);
    record_normalize(record);
    return sink->record(g_steal_pointer(&record), sink->data);
}

gboolean jsonl_read(const char *file, Stream *stream, const ReaderSink *sink, GError **error)
{
    g_autoptr(LineReader) lines = line_reader_new(stream);
    g_autoptr(GError) problem = NULL;
    Line line;
    while (line_reader_next(lines, &line, &problem)) {
        if (!jsonl_read_line(file, &line, sink)) {
            g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, "%s: stopped", file);
            return FALSE;
        }
    }
    if (problem)
        g_propagate_error(error, g_steal_pointer(&problem));
    return !problem && (!error || !*error);
}
