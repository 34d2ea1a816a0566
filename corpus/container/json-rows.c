/* JSON with many rows in it: an array of objects, or an object that holds one (a portal's answer: {"rows": […]}).
 * Objects whose members are those of a record are records; others are rows of a table whose columns their members
 * name. */
#include <jansson.h>
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "corpus/table/table-reader.h"

#define MOST_JSON ((size_t)256 << 20)

/* Whether OBJECT has a member that only a record has: one of the table's, or a title or scope in a language. */
static gboolean is_record(const json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        const Field *field = field_by_name(name);
        if (g_str_has_prefix(name, "title_") || g_str_has_prefix(name, "scope_") ||
            (field && strcmp(field->name, name) == 0 && (json_is_array(value) || json_is_object(value))))
            return json_object_get(object, "id") != NULL;
    }
    return FALSE;
}

static gboolean is_rows(const json_t *value)
{
    return json_is_array(value) && json_array_size(value) > 0 && json_is_object(json_array_get(value, 0));
}

/* The array of objects that ROOT is or holds, at most three levels down: the longest. */
static json_t *find_rows(json_t *root, int depth)
{
    const char *name;
    json_t *value, *best = NULL;
    if (is_rows(root))
        return root;
    json_object_foreach(root, name, value)
    {
        json_t *rows = depth > 0 ? find_rows(value, depth - 1) : NULL;
        if (rows && (!best || json_array_size(rows) > json_array_size(best)))
            best = rows;
    }
    return best;
}

/* VALUE as a cell. Caller frees. */
static char *cell_text(const json_t *value)
{
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    if (!json_is_integer(value) && !json_is_real(value))
        return g_strdup("");
    char *text = json_dumps(value, JSON_ENCODE_ANY), *copy = g_strdup(text);
    free(text);
    return copy;
}

/* The names of the members of all ROWS, in the order in which they come: char *, borrowed. */
static GPtrArray *names_of(const json_t *rows)
{
    GPtrArray *names = g_ptr_array_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < json_array_size(rows) && names->len < TABLE_MAX_COLUMNS; i++) {
        const char *name;
        json_t *value;
        json_object_foreach(json_array_get(rows, i), name, value)
            if (names->len < TABLE_MAX_COLUMNS && g_hash_table_add(seen, (gpointer)name))
                g_ptr_array_add(names, (gpointer)name);
    }
    return names;
}

static gboolean read_table(const char *file, const json_t *rows, const ReaderSink *sink, ReaderShare *share,
                           GError **error)
{
    g_autoptr(GPtrArray) names = names_of(rows);
    g_autoptr(TableReader) table = table_reader_new(&(Source){.file = (char *)file}, sink, share);
    gboolean more = table_reader_row(table, 1, (const char *const *)names->pdata, names->len);
    for (size_t i = 0; i < json_array_size(rows) && more; i++) {
        g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
        for (guint c = 0; c < names->len; c++)
            g_ptr_array_add(cells, cell_text(json_object_get(json_array_get(rows, i), names->pdata[c])));
        more = table_reader_row(table, (unsigned)i + 1, (const char *const *)cells->pdata, cells->len);
    }
    more = more && table_reader_end(table);
    if (!more)
        g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, "%s: stopped", file);
    else if (!table_reader_has_head(table))
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    "%s: no member of its objects is named as the number or the title of standards; name them as in "
                    "biaosou-record(5)",
                    file);
    return more && table_reader_has_head(table) && reader_check_share(file, share, error);
}

static gboolean read_record(const char *file, const json_t *object, unsigned number, const ReaderSink *sink,
                            ReaderShare *share)
{
    const Source at = {.file = (char *)file, .line = number};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    char *text = json_dumps(object, JSON_COMPACT);
    gboolean taken = FALSE;
    Record *record = record_from_json(text, strlen(text), problems, &error);
    gboolean more = record ? row_send(record, problems, &at, text, strlen(text), sink, &taken)
                           : reject_send_at(sink, &at, text, strlen(text), "%s", error->message);
    share->all++;
    share->understood += taken;
    free(text);
    return more;
}

static gboolean read_records(const char *file, const json_t *rows, const ReaderSink *sink, ReaderShare *share,
                             GError **error)
{
    share->unit = "rows";
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (!read_record(file, json_array_get(rows, i), (unsigned)i + 1, sink, share)) {
            g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, "%s: stopped", file);
            return FALSE;
        }
    return reader_check_share(file, share, error);
}

static gboolean read_root(const char *file, json_t *root, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    const json_t *rows = find_rows(root, 3);
    if (rows)
        return is_record(json_array_get(rows, 0)) ? read_records(file, rows, sink, share, error)
                                                  : read_table(file, rows, sink, share, error);
    json_auto_t *one = json_is_object(root) && is_record(root) ? json_pack("[O]", root) : NULL;
    if (one)
        return read_records(file, one, sink, share, error);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: JSON without a list of objects", file);
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

gboolean json_rows_know(const char *head, size_t len)
{
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
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s:%d: not JSON: %s", file, line, why.text);
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
                                                    "; one object a line can be of any size: jq -c '.[]'", error);
    if (!bytes)
        return FALSE;
    const char *text = (const char *)bytes->data;
    size_t mark = bytes->len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    json_auto_t *root = load(file, text + mark, bytes->len - mark, error);
    return root && read_root(file, root, sink, share, error);
}
