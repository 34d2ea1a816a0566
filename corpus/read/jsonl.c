/* Canonical JSON Lines: one record a line. */
#include "corpus/read/jsonl.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "messages/messages.h"

gboolean jsonl_knows(const char *head, size_t len, gboolean named)
{
    const char *end = head + len;
    if (len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
        head += 3;
    while (head < end && g_ascii_isspace(*head))
        head++;
    return named || (head < end && *head == '{');
}

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
    const Source at = {.file = (char *)file, .line = line->number};
    return row_send(g_steal_pointer(&record), problems, &at, line->text, line->len, sink, NULL);
}

/* Counts the lines that are records on their way to the caller's sink, and those that are not. A
 * record's line may have rejects too, of members that are left out. */
typedef struct {
    const ReaderSink *sink;
    gboolean record, reject; /* the current line gave one */
} Counter;

static gboolean count_record(Record *record, gpointer data)
{
    Counter *counter = data;
    counter->record = TRUE;
    return counter->sink->record(record, counter->sink->data);
}

static gboolean count_text(const ReaderText *text, gpointer data)
{
    Counter *counter = data;
    counter->record = TRUE;
    return counter->sink->text(text, counter->sink->data);
}

static gboolean count_reject(const Reject *reject, gpointer data)
{
    Counter *counter = data;
    counter->reject = TRUE;
    return !counter->sink->reject || counter->sink->reject(reject, counter->sink->data);
}

gboolean jsonl_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                    GError **error)
{
    Counter counter = {sink, FALSE, FALSE};
    const ReaderSink counting = {
        .record = count_record, .reject = count_reject, .data = &counter, .text = sink->text ? count_text : NULL};
    share->unit = N_("lines");
    g_autoptr(LineReader) lines = line_reader_new(stream);
    g_autoptr(GError) problem = NULL;
    Line line;
    while (line_reader_next(lines, &line, &problem)) {
        counter.record = counter.reject = FALSE;
        gboolean going_on = jsonl_read_line(file, &line, &counting);
        share->understood += counter.record;
        share->all += counter.record || counter.reject;
        if (!going_on)
            return reader_stopped(file, error);
    }
    if (problem) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return FALSE;
    }
    return reader_check_share(file, share, error);
}
