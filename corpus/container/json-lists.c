#include "corpus/container/json-lists.h"

#include <string.h>

#include "corpus/record/field.h"
#include "corpus/table/table-reader.h"
#include "number/number.h"

enum {
    LONGEST_PATH = 120, /* characters; more of it tells nobody anything */
    LONGEST_NUMBER = 120,
    LONGEST_NAME = 1024, /* bytes of a path to a member */
    DEEPEST_PATH = 8,
};

gboolean json_is_record(const json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        const Field *field = field_by_name(name);
        if (g_str_has_prefix(name, "title_") || g_str_has_prefix(name, "scope_") ||
            (field && strcmp(field->name, name) == 0 &&
             (json_is_array(value) || json_is_object(value))))
            return json_object_get(object, "id") != NULL;
    }
    return FALSE;
}

/* Adds the names of the members of OBJECT, which PATH leads to, to NAMES; SEEN has them. */
static void add_names(const json_t *object, GString *path, guint depth, GHashTable *seen, GPtrArray *names)
{
    const gsize len = path->len;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        g_string_append_printf(path, "%s%s", len ? "." : "", name);
        if (json_object_size(value) > 0 && depth < DEEPEST_PATH) {
            add_names(value, path, depth + 1, seen, names);
        } else if (names->len < TABLE_MAX_COLUMNS && path->len < LONGEST_NAME &&
                   !g_hash_table_contains(seen, path->str)) {
            g_ptr_array_add(names, g_strdup(path->str));
            g_hash_table_add(seen, names->pdata[names->len - 1]);
        }
        g_string_truncate(path, len);
    }
}

GPtrArray *json_list_names(const json_t *rows)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) path = g_string_new(NULL);
    for (size_t i = 0; i < json_array_size(rows) && names->len < TABLE_MAX_COLUMNS; i++)
        add_names(json_array_get(rows, i), path, 1, seen, names);
    return names;
}

const json_t *json_list_member(const json_t *row, const char *path)
{
    const json_t *value = json_object_get(row, path);
    for (const char *dot = strchr(path, '.'); dot && !value; dot = strchr(dot + 1, '.')) {
        g_autofree char *name = g_strndup(path, (gsize)(dot - path));
        const json_t *inner = json_object_get(row, name);
        value = json_is_object(inner) ? json_list_member(inner, dot + 1) : NULL;
    }
    return value;
}

static gboolean any_row(const json_t *rows, gboolean (*is)(const json_t *row))
{
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (is(json_array_get(rows, i)))
            return TRUE;
    return FALSE;
}

static gboolean is_row(const json_t *row)
{
    return json_is_object(row) || json_is_array(row);
}

/* Whether VALUE is a number of a standard or plan, or an object that has one; the lists in it are
 * looked at by themselves. */
static gboolean names_number(const json_t *value)
{
    const char *name;
    json_t *member;
    if (json_is_string(value))
        return json_string_length(value) < LONGEST_NUMBER &&
               number_is_certain(json_string_value(value), -1);
    json_object_foreach((json_t *)value, name, member)
    {
        if (names_number(member))
            return TRUE;
    }
    return FALSE;
}

static gboolean row_names_number(const json_t *row)
{
    return json_is_array(row) ? any_row(row, names_number)
                              : json_is_object(row) && names_number(row);
}

static gboolean has_head(const json_t *rows)
{
    g_autoptr(GPtrArray) names = json_list_names(rows);
    return table_is_head((const char *const *)names->pdata, names->len);
}

static void free_list(gpointer data)
{
    g_free(((JsonList *)data)->path);
    g_free(data);
}

static void add_list(GPtrArray *lists, const json_t *rows, const char *path, gboolean records)
{
    JsonList *list = g_new(JsonList, 1);
    const char *end = path;
    for (int i = 0; i < LONGEST_PATH && *end; i++)
        end = g_utf8_next_char(end);
    *list = (JsonList){rows, g_strndup(path, (gsize)(end - path)), records};
    g_ptr_array_add(lists, list);
}

/* The lists of VALUE, which PATH leads to, into LISTS; into *LONGEST that of anything. IN_ROW: it
 * is in a row of one that is there. As deep as jansson reads (2048). */
static void find_lists(const json_t *value, GString *path, gboolean in_row, GPtrArray *lists,
                       const json_t **longest)
{
    const char *name;
    json_t *member;
    size_t len = path->len, i;
    gboolean rows = json_is_array(value) && any_row(value, is_row);
    gboolean records = rows && any_row(value, json_is_record);
    gboolean standards =
        records || (rows && any_row(value, row_names_number) && (!in_row || has_head(value)));
    if (rows && (!*longest || json_array_size(value) > json_array_size(*longest)))
        *longest = value;
    if (standards)
        add_list(lists, value, path->str, records);
    if (records)
        return; /* what is in them is theirs */
    json_array_foreach((json_t *)value, i, member)
    {
        g_string_append_printf(path, "[%zu]", i + 1);
        find_lists(member, path, in_row || standards, lists, longest);
        g_string_truncate(path, len);
    }
    json_object_foreach((json_t *)value, name, member)
    {
        g_string_append_printf(path, "%s%s", len ? "." : "", name);
        find_lists(member, path, in_row, lists, longest);
        g_string_truncate(path, len);
    }
}

GPtrArray *json_lists_find(const json_t *root)
{
    GPtrArray *lists = g_ptr_array_new_with_free_func(free_list);
    g_autoptr(GString) path = g_string_new(NULL);
    const json_t *longest = NULL;
    find_lists(root, path, FALSE, lists, &longest);
    if (!lists->len && longest)
        add_list(lists, longest, "", FALSE);
    return lists;
}
