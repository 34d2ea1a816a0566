#include <string.h>

#include "corpus/container/container.h"
#include "corpus/read/lines.h"
#include "corpus/read/reject.h"
#include "corpus/table/table-reader.h"
#include "corpus/text/text.h"
#include "messages/messages.h"
#include "sheet/sheet.h"

/* A row over more lines than that, or longer, has a quotation mark that is not closed. */
#define MOST_LINES 1000u
#define MOST_BYTES ((gsize)1 << 20)
/* Of UTF-16. */
#define MOST_WIDE ((gsize)64 << 20)
/* Rows of the first bytes that are looked at. */
#define SAMPLE_ROWS 60u

static const char separators[] = {'\t', ',', ';', '|'};

/* Cells */

typedef enum {
    CUT_WHOLE,
    CUT_OPEN,   /* a quotation mark is not closed */
    CUT_BROKEN, /* one that was closed in another line is followed by text: it was not meant as its end */
} Cut;

/* Cuts the row TEXT, in place, into CELLS. */
static Cut cut(char *text, char separator, GPtrArray *cells)
{
    char *at = text;
    g_ptr_array_set_size(cells, 0);
    while (TRUE) {
        while (*at == ' ' || (*at == '\t' && separator != '\t'))
            at++;
        char *to = at, *cell = at;
        if (*at == '"') {
            for (at++; *at && !(*at == '"' && at[1] != '"'); at++) {
                at += *at == '"'; /* the second of two */
                *to++ = *at;
            }
            if (!*at)
                return CUT_OPEN;
            at++;
            if (memchr(cell, '\n', (gsize)(to - cell)) && *at && *at != separator && *at != ' ')
                return CUT_BROKEN;
        }
        while (*at && *at != separator)
            *to++ = *at++;
        gboolean last = !*at;
        *to = '\0';
        g_ptr_array_add(cells, cell);
        if (last)
            return CUT_WHOLE;
        at++;
    }
}

/* Which separator */

/* How well the rows of TEXT go with SEPARATOR: of those after a head the share that has as many
 * cells, or, without a head, of the rows with the usual number of cells, half of it. 0: not at all. */
static double fit(const char *text, char separator, gboolean *has_head)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", SAMPLE_ROWS + 2);
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    guint wide = 0, rows = 0, like = 0;
    guint n = g_strv_length(lines);
    *has_head = FALSE;
    if (n > SAMPLE_ROWS)
        n = SAMPLE_ROWS; /* the last one may be cut */
    for (guint i = 0; i < n; i++) {
        if (g_str_has_suffix(lines[i], "\r"))
            lines[i][strlen(lines[i]) - 1] = '\0';
        if (!*lines[i] || cut(lines[i], separator, cells) != CUT_WHOLE)
            continue;
        const char *const *names = (const char *const *)cells->pdata;
        guint count = MIN(cells->len, TABLE_MAX_COLUMNS);
        if (!*has_head && cells->len > 1 && (table_is_head(names, count) || table_cites(names, count))) {
            *has_head = TRUE;
            wide = cells->len;
            rows = like = 0;
            continue;
        }
        wide = *has_head ? wide : MAX(wide, cells->len);
        rows++;
        like += cells->len > 1 && (!*has_head || cells->len <= wide + 1);
    }
    if (wide < 2)
        return 0;
    return *has_head ? (rows ? (double)like / rows : 1) : rows ? (double)like / rows / 2 : 0;
}

/* The separator that goes best with TEXT; 0: none. */
static char find_separator(const char *text, gboolean *has_head)
{
    char best = 0;
    double most = 0.25;
    *has_head = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(separators); i++) {
        gboolean head;
        double share = fit(text, separators[i], &head);
        if (share <= most)
            continue;
        most = share;
        best = separators[i];
        *has_head = head;
    }
    return best;
}

static gboolean is_wide(const char *head, size_t len)
{
    return len >= 2 && (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0);
}

/* The beginning of the file as text, without half a character at its end. Caller frees; NULL: no text. */
static char *sample_of(const char *head, size_t len)
{
    const char *encoding;
    if (is_wide(head, len))
        len -= len % 2;
    else if (len == STREAM_PEEK)
        while (len > 0 && head[len - 1] != '\n')
            len--;
    return text_decode(head, len, &encoding);
}

/* Whether TEXT has the line below a head of Markdown's tables: what is around these is no table. */
static gboolean is_markdown(const char *text)
{
    return g_regex_match_simple("^ *\\|?(?: *:?-{3,}:? *\\|)+", text, G_REGEX_MULTILINE, 0);
}

gboolean delimited_knows(const char *head, size_t len, gboolean named)
{
    gboolean has_head;
    g_autofree char *text = len ? sample_of(head, len) : NULL;
    char separator = text ? find_separator(text, &has_head) : 0;
    return separator && (has_head || named) && !(separator == '|' && is_markdown(text));
}

/* Reading */

typedef struct {
    const char *file;
    const ReaderSink *sink;
    TableReader *table;
    ReaderShare *share;
    char separator;
    GPtrArray *cells;
    GString *row;        /* what was read of one that goes on, as it is in the file */
    unsigned line;       /* where it begins */
    guint lines;
    gboolean single;     /* rows have a line: quotation marks were found not to be closed */
} Reading;

/* TEXT as UTF-8: itself, or decoded from GB18030. Caller frees; NULL if it is neither, or holds a NUL. */
static char *decode(const GString *text)
{
    if (memchr(text->str, 0, text->len))
        return NULL;
    if (g_utf8_validate_len(text->str, text->len, NULL))
        return g_strndup(text->str, text->len);
    return g_convert(text->str, (gssize)text->len, "UTF-8", "GB18030", NULL, NULL, NULL);
}

static gboolean reject_row(Reading *reading, const char *reason)
{
    reading->share->all++;
    gboolean more = reject_send(reading->sink, reading->file, reading->line, reading->row->str,
                                reading->row->len, "%s", reason);
    g_string_truncate(reading->row, 0);
    return more;
}

static gboolean take_line(Reading *reading, const char *text, gsize len, unsigned number);

/* Rejects the first line of a row whose quotation mark is not closed, and takes the others as rows. */
static gboolean give_up(Reading *reading)
{
    g_autofree char *all = g_strndup(reading->row->str, reading->row->len);
    unsigned number = reading->line;
    gsize len = strcspn(all, "\n");
    g_string_truncate(reading->row, len);
    gboolean more = reject_row(reading, _("a quotation mark is not closed"));
    reading->single = TRUE;
    for (const char *at = all + len; *at && more; at += len) {
        at++;
        len = strcspn(at, "\n");
        more = take_line(reading, at, len, ++number);
    }
    reading->single = FALSE;
    return more;
}

/* Takes the row that was read; one with an open quotation mark waits for the next line. */
static gboolean take_row(Reading *reading, gboolean last)
{
    GString *row = reading->row;
    g_autofree char *text = decode(row);
    if (!text)
        return reject_row(reading, _("this is neither UTF-8 nor GB18030, or holds a NUL"));
    Cut whole = cut(text, reading->separator, reading->cells);
    if (whole == CUT_WHOLE) {
        g_string_truncate(row, 0);
        for (guint i = 0; i < reading->cells->len; i++)
            if (sheet_csv_is_guarded(reading->cells->pdata[i]))
                reading->cells->pdata[i] = (char *)reading->cells->pdata[i] + 1;
        return table_reader_row(reading->table, reading->line,
                                (const char *const *)reading->cells->pdata, reading->cells->len);
    }
    if (reading->single)
        return reject_row(reading, _("a quotation mark is not closed"));
    if (whole == CUT_BROKEN || last || reading->lines >= MOST_LINES || row->len > MOST_BYTES)
        return give_up(reading);
    g_string_append_c(row, '\n');
    return TRUE;
}

static gboolean take_line(Reading *reading, const char *text, gsize len, unsigned number)
{
    if (reading->row->len == 0) {
        reading->line = number;
        reading->lines = 0;
    }
    reading->lines++;
    g_string_append_len(reading->row, text, (gssize)len);
    return take_row(reading, FALSE);
}

static gboolean has_wide_nul(const GByteArray *bytes)
{
    for (guint i = 0; i + 1 < bytes->len; i += 2)
        if (bytes->data[i] == 0 && bytes->data[i + 1] == 0)
            return TRUE;
    return FALSE;
}

/* All of the rest as UTF-8, from UTF-16. Caller frees. */
static char *read_wide(const char *file, Stream *stream, GError **error)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    const char *encoding;
    if (!stream_read_all(stream, all, MOST_WIDE, error))
        return NULL;
    char *text = all->len > MOST_WIDE || has_wide_nul(all)
                     ? NULL
                     : text_decode((const char *)all->data, all->len, &encoding);
    if (!text)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: UTF-16 that is damaged, holds a NUL or is over 64 MiB; save it as UTF-8"), file);
    return text;
}

static gboolean take_text(Reading *reading, const char *text)
{
    gboolean more = TRUE;
    unsigned number = 1;
    for (const char *end; *text && more; text = *end ? end + 1 : end, number++) {
        end = text + strcspn(text, "\n");
        gsize len = (gsize)(end - text);
        more = take_line(reading, text, len - (len > 0 && end[-1] == '\r'), number);
    }
    return more;
}

/* *MORE: whether the sink wants more. FALSE with an error of the stream, which is taken over. */
static gboolean take_lines(Reading *reading, Stream *stream, gboolean *more, GError **error)
{
    g_autoptr(LineReader) lines = line_reader_new(stream);
    GError *problem = NULL;
    Line line;
    *more = TRUE;
    while (*more && line_reader_next(lines, &line, &problem))
        *more = line.too_long ? reject_send(reading->sink, reading->file, line.number, line.text, line.len,
                                            "the line is too long")
                              : take_line(reading, line.text, line.len, line.number);
    if (problem)
        g_propagate_error(error, problem);
    return problem == NULL;
}

static gboolean read_all(Reading *reading, Stream *stream, gboolean wide, GError **error)
{
    gboolean more = TRUE;
    if (wide) {
        g_autofree char *text = read_wide(reading->file, stream, error);
        stream_close(stream);
        if (!text)
            return FALSE;
        more = take_text(reading, text);
    } else if (!take_lines(reading, stream, &more, error)) {
        return FALSE;
    }
    while (more && reading->row->len > 0)
        more = take_row(reading, TRUE);
    if (!more || !table_reader_end(reading->table))
        return reader_stopped(reading->file, error);
    if (!table_reader_has_head(reading->table)) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", reading->file, _(TABLE_NO_HEAD));
        return FALSE;
    }
    return reader_check_share(reading->file, reading->share, error);
}

gboolean delimited_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                        GError **error)
{
    size_t len;
    const char *head = stream_peek(stream, &len);
    g_autofree char *sample = sample_of(head, len);
    g_autoptr(TableReader) table = table_reader_new(&(Source){.file = (char *)file}, sink, share);
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_autoptr(GString) row = g_string_new(NULL);
    gboolean has_head;
    Reading reading = {.file = file,
                       .sink = sink,
                       .table = table,
                       .share = share,
                       .separator = sample ? find_separator(sample, &has_head) : ',',
                       .cells = cells,
                       .row = row};
    return read_all(&reading, stream, is_wide(head, len), error);
}
