/* JSON with many rows in it: an array of objects, or what holds such (a portal's answer: {"rows": […]}).
 * Objects whose members are those of a record are records; others are rows of a table whose columns their members
 * name. */
#include <jansson.h>
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/container/json-lists.h"
#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "corpus/table/table-reader.h"
#include "messages/messages.h"

#define MOST_JSON ((size_t)256 << 20)

typedef struct {
    const ReaderSink *sink;
    ReaderShare *share;
    Source at;        /* the list, and the row */
    guint understood; /* lists */
} Reading;

static void append_cell(GString *cell, const json_t *value)
{
    if (!json_is_string(value) && !json_is_integer(value) && !json_is_real(value))
        return;
    char *text = json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY);
    g_string_append_printf(cell, "%s%s", cell->len ? "; " : "", text ? text : json_string_value(value));
    free(text);
}

/* Takes the elements of HTML out of CELL with which portals mark what was looked for: <em>, <sacinfo>; their text stays. A < that
 * begins no element which is ended is text. */
static void take_markup(GString *cell)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    if (!strchr(cell->str, '<'))
        return;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new("<([A-Za-z][A-Za-z0-9]*)(?: [^<>]*)?>((?:(?!</\\1>).)*+)</\\1>", G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    g_autofree char *text = g_regex_replace(regex, cell->str, -1, 0, "\\2", 0, NULL);
    if (text)
        g_string_assign(cell, text);
}

/* VALUE as a cell; of a list what its members say. Caller frees. */
static char *cell_text(const json_t *value)
{
    GString *cell = g_string_new(NULL);
    const char *name;
    json_t *member, *part;
    size_t i;
    append_cell(cell, value);
    json_array_foreach((json_t *)value, i, member)
    {
        append_cell(cell, member);
        json_object_foreach(member, name, part)
            append_cell(cell, part);
    }
    take_markup(cell);
    return g_string_free(cell, FALSE);
}

/* A row that is none: beside objects a number, a text, null. */
static gboolean reject_row(Reading *reading, const json_t *row)
{
    char *text = json_dumps(row, JSON_ENCODE_ANY | JSON_COMPACT);
    gboolean more = reject_send_at(reading->sink, &reading->at, text, strlen(text), "this row is no object");
    reading->share->all++;
    free(text);
    return more;
}

static gboolean read_row(Reading *reading, TableReader *table, const GPtrArray *names, const json_t *row)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    if (!json_is_object(row))
        return reject_row(reading, row);
    for (guint c = 0; c < names->len; c++)
        g_ptr_array_add(cells, cell_text(json_list_member(row, names->pdata[c])));
    return table_reader_row(table, reading->at.line, (const char *const *)cells->pdata, cells->len);
}

/* Of a list whose columns are not known no row is understood. */
static gboolean read_table(Reading *reading, const json_t *rows)
{
    const Source at = reading->at;
    guint64 before = reading->share->all;
    g_autoptr(GPtrArray) names = json_list_names(rows);
    g_autoptr(TableReader) table = table_reader_new(&at, reading->sink, reading->share);
    gboolean more = table_reader_row(table, 1, (const char *const *)names->pdata, names->len);
    for (size_t i = 0; i < json_array_size(rows) && more; i++) {
        reading->at.line = (unsigned)i + 1;
        more = read_row(reading, table, names, json_array_get(rows, i));
    }
    more = more && table_reader_end(table);
    reading->understood += table_reader_has_head(table);
    if (!table_reader_has_head(table))
        reading->share->all = before + json_array_size(rows);
    return more;
}

static gboolean read_record(Reading *reading, const json_t *object)
{
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    if (!json_is_object(object))
        return reject_row(reading, object);
    char *text = json_dumps(object, JSON_COMPACT);
    gboolean taken = FALSE;
    Record *record = record_from_json(text, strlen(text), problems, &error);
    gboolean more = record ? row_send(record, problems, &reading->at, text, strlen(text), reading->sink, &taken)
                           : reject_send_at(reading->sink, &reading->at, text, strlen(text), "%s", error->message);
    reading->share->all++;
    reading->share->understood += taken;
    free(text);
    return more;
}

static gboolean read_records(Reading *reading, const json_t *rows)
{
    gboolean more = TRUE;
    reading->share->unit = N_("rows");
    reading->understood++;
    for (size_t i = 0; i < json_array_size(rows) && more; i++) {
        reading->at.line = (unsigned)i + 1;
        more = read_record(reading, json_array_get(rows, i));
    }
    return more;
}

/* Of several lists the path is told, as a workbook's sheet is. */
static gboolean read_lists(const char *file, const GPtrArray *lists, const ReaderSink *sink, ReaderShare *share,
                           GError **error)
{
    Reading reading = {.sink = sink, .share = share};
    for (guint i = 0; i < lists->len; i++) {
        const JsonList *list = lists->pdata[i];
        reading.at = (Source){.file = (char *)file, .sheet = lists->len > 1 ? list->path : NULL};
        if (list->records ? !read_records(&reading, list->rows) : !read_table(&reading, list->rows))
            return reader_stopped(file, error);
    }
    if (!reading.understood)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: no member of its objects is named as the number or the title of standards; name them as in "
                    "biaosou-record(5)"),
                    file);
    return reading.understood && reader_check_share(file, share, error);
}

static gboolean read_root(const char *file, json_t *root, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    json_auto_t *one = json_is_object(root) && json_is_record(root) ? json_pack("[O]", root) : NULL;
    g_autoptr(GPtrArray) lists = json_lists_find(one ? one : root);
    if (lists->len)
        return read_lists(file, lists, sink, share, error);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: JSON without a list of objects"), file);
    return FALSE;
}

/* Whether TEXT, an object that may be in one line, holds an array of objects before any id: an answer, and no
 * record. */
static gboolean is_answer(const char *text)
{
    static const char *const of_records[] = {"\"id\"", "\"progress\"", "\"relations\"", "\"sources\""};
    const char *array = strchr(text, '[');
    while (array && array[1 + strspn(array + 1, " \t\r\n")] != '{')
        array = strchr(array + 1, '[');
    for (size_t i = 0; array && i < G_N_ELEMENTS(of_records); i++)
        if (g_strstr_len(text, array - text, of_records[i]))
            return FALSE;
    return array != NULL && !memchr(text, '\n', (size_t)(array - text));
}

gboolean json_rows_know(const char *head, size_t len, gboolean named)
{
    (void)named;
    g_autofree char *text = g_strndup(head, len);
    const char *at = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    at += strspn(at, " \t\r\n");
    if (*at == '[')
        return at[1 + strspn(at + 1, " \t\r\n")] == '{';
    if (*at != '{')
        return FALSE;
    if (is_answer(at))
        return TRUE;
    const char *end = strchr(at, '\n');
    const char *next = end ? end + strspn(end, " \t\r\n") : at;
    while (end && end > at && g_ascii_isspace(end[-1]))
        end--;
    return end && *next == '"' && (end[-1] == '{' || end[-1] == '[' || (end[-1] == ',' && end[-2] != '}'));
}

/* The value that TEXT is, or, where objects stand one after another, an array of them. NULL with an error. */
static json_t *load(const char *file, const char *text, size_t len, GError **error)
{
    json_auto_t *all = json_array();
    json_error_t why;
    const char *end = text + len, *start = text;
    while (end > text && g_ascii_isspace(end[-1]))
        end--;
    while (text < end) {
        json_t *one = json_loadb(text, (size_t)(end - text), JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, &why);
        if (!one) {
            int line = why.line;
            for (const char *p = start; p < text; p++)
                line += *p == '\n';
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s:%d: not JSON: %s"), file, line, why.text);
            return NULL;
        }
        json_array_append_new(all, one);
        text += why.position;
        while (text < end && g_ascii_isspace(*text))
            text++;
    }
    return json_incref(json_array_size(all) == 1 ? json_array_get(all, 0) : all);
}

gboolean json_rows_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_JSON, "JSON",
                                                    _("; one object a line can be of any size: jq -c '.[]'"), error);
    if (!bytes)
        return FALSE;
    const char *text = (const char *)bytes->data;
    size_t mark = bytes->len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    json_auto_t *root = load(file, text + mark, bytes->len - mark, error);
    return root && read_root(file, root, sink, share, error);
}
