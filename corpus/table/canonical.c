#include "corpus/table/canonical.h"
#include "messages/messages.h"

#include <string.h>

#define EXTRA "extra"
#define BETWEEN "; "

/* The fields that are columns, in the table's order, then EXTRA, whose type does not matter. */
typedef struct {
    const char *names[FIELD_COUNT + 2];
    FieldType types[FIELD_COUNT + 1];
    guint count;
} Columns;

static const Columns *columns_get(void)
{
    static Columns columns;
    static gsize done;
    if (g_once_init_enter(&done)) {
        for (int i = 0; i < FIELD_COUNT; i++) {
            if (fields[i].type == FIELD_TYPE_LANG_TEXTS)
                continue; /* a member for each language */
            columns.types[columns.count] = fields[i].type;
            columns.names[columns.count++] = fields[i].name;
        }
        columns.names[columns.count++] = EXTRA;
        g_once_init_leave(&done, 1);
    }
    return &columns;
}

const char *const *canonical_columns(guint *count)
{
    const Columns *columns = columns_get();
    *count = columns->count;
    return columns->names;
}

gboolean canonical_is_head(const char *const *cells, guint count)
{
    const Columns *columns = columns_get();
    gboolean same = count == columns->count;
    for (guint i = 0; same && i < count; i++)
        same = strcmp(cells[i], columns->names[i]) == 0;
    return same;
}

/* A list as people read it, or NULL if it has no such form. Caller frees. */
static char *plain_list(const json_t *list, FieldType type)
{
    if (type != FIELD_TYPE_STRINGS && type != FIELD_TYPE_RELATIONS)
        return NULL;
    GString *text = g_string_new(NULL);
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *degree = json_string_value(json_object_get(one, "degree"));
        if (i > 0)
            g_string_append(text, BETWEEN);
        if (type == FIELD_TYPE_STRINGS)
            g_string_append(text, json_string_value(one));
        else
            g_string_append_printf(text, "%s %s%s%s", json_string_value(json_object_get(one, "type")),
                                   json_string_value(json_object_get(one, "to")), degree ? " " : "",
                                   degree ? degree : "");
    }
    return g_string_free(text, FALSE);
}

/* TYPE TO, or TYPE TO DEGREE: a degree is a last word of capitals. */
static json_t *read_relation(const char *text)
{
    const char *to = strchr(text, ' '), *last = strrchr(text, ' ');
    gboolean degree = last && last > to && last[1] && !last[1 + strspn(last + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")];
    if (!to)
        return json_pack("{s:s, s:s}", "type", "", "to", text);
    g_autofree char *type = g_strndup(text, (gsize)(to - text));
    g_autofree char *id = g_strndup(to + 1, degree ? (gsize)(last - to - 1) : strlen(to + 1));
    return json_pack("{s:s, s:s*, s:s}", "type", type, "degree", degree ? last + 1 : NULL, "to", id);
}

static json_t *read_plain_list(const char *cell, FieldType type)
{
    json_t *list = json_array();
    g_auto(GStrv) texts = g_strsplit(cell, BETWEEN, -1);
    for (char **text = texts; *text; text++)
        json_array_append_new(list, type == FIELD_TYPE_RELATIONS ? read_relation(*text) : json_string(*text));
    return list;
}

/* Caller frees. */
static char *cell_of(const json_t *value, FieldType type)
{
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    g_autofree char *plain = plain_list(value, type);
    if (plain && *plain && *plain != '[') {
        json_auto_t *again = read_plain_list(plain, type);
        if (json_equal(again, value))
            return g_steal_pointer(&plain);
    }
    char *text = json_dumps(value, JSON_COMPACT);
    char *cell = g_strdup(text);
    free(text);
    return cell;
}

char **canonical_cells(const Record *record)
{
    const Columns *columns = columns_get();
    const guint last = columns->count - 1;
    json_auto_t *object = record_to_json(record);
    char **cells = g_new0(char *, columns->count + 1);
    for (guint i = 0; i < last; i++) {
        const json_t *value = json_object_get(object, columns->names[i]);
        cells[i] = value ? cell_of(value, columns->types[i]) : g_strdup("");
        json_object_del(object, columns->names[i]);
    }
    cells[last] = json_object_size(object) ? cell_of(object, FIELD_TYPE_SOURCES) : g_strdup("");
    return cells;
}

static json_t *read_json(const char *name, const char *cell, GError **error)
{
    json_error_t why;
    json_t *value = json_loads(cell, JSON_REJECT_DUPLICATES, &why);
    if (!value)
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_SYNTAX, _("column \"%s\": not JSON: %s"), name, why.text);
    return value;
}

static json_t *value_of(const char *name, const char *cell, FieldType type, GError **error)
{
    if (type == FIELD_TYPE_STRING || type == FIELD_TYPE_DATE)
        return json_string(cell);
    if (*cell == '[')
        return read_json(name, cell, error);
    return read_plain_list(cell, type);
}

json_t *canonical_object(const char *const *cells, guint count, GError **error)
{
    const Columns *columns = columns_get();
    const guint last = columns->count - 1;
    json_auto_t *object = json_object();
    for (guint i = 0; i < MIN(count, last); i++) {
        json_t *value = *cells[i] ? value_of(columns->names[i], cells[i], columns->types[i], error) : NULL;
        if (*cells[i] && !value)
            return NULL;
        if (value)
            json_object_set_new(object, columns->names[i], value);
    }
    if (count == columns->count && *cells[last]) {
        json_auto_t *extra = read_json(EXTRA, cells[last], error);
        if (!extra)
            return NULL;
        if (json_object_update_missing(object, extra) != 0) {
            g_set_error(error, RECORD_ERROR, RECORD_ERROR_SYNTAX, _("column \"%s\": not a JSON object"), EXTRA);
            return NULL;
        }
    }
    return json_incref(object);
}
