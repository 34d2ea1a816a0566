/* JSON → record. Members that are wrong are left out and noted, those that are no field are kept. */
#include "corpus/record/record.h"

#include <stdarg.h>
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/member-text.h"
#include "messages/messages.h"

#define REPLACEMENT "\xef\xbf\xbd"
/* Stands for bytes that are no UTF-8 while a line is read: U+FDD0, which no text has. */
#define NO_TEXT "\xef\xb7\x90"

/* As a tree each takes some hundred bytes, however short it is. */
#define MOST_VALUES 500000u

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return _("an object");
    case JSON_ARRAY:
        return _("an array");
    case JSON_STRING:
        return _("a string");
    case JSON_INTEGER:
    case JSON_REAL:
        return _("a number");
    case JSON_NULL:
        return _("null");
    default:
        return _("a boolean");
    }
}

static G_GNUC_PRINTF(3, 4) gboolean
    field_error(GError **error, const char *member, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    g_set_error(error, RECORD_ERROR, RECORD_ERROR_FIELD, _("member \"%s\": %s"), member, what);
    return FALSE;
}

/* A string's text, NULs replaced; *SCRATCH owns a changed copy. NULL with an error if VALUE is no
 * string; "" for null. */
static const char *string_of(const char *member, const json_t *value, char **scratch,
                             GError **error)
{
    if (json_is_null(value))
        return "";
    if (!json_is_string(value)) {
        field_error(error, member, "expected a string, found %s", type_name(value));
        return NULL;
    }
    const char *text = json_string_value(value);
    size_t len = json_string_length(value);
    if (g_strstr_len(text, (gssize)len, NO_TEXT)) {
        field_error(error, member, "holds bytes that are no UTF-8 text");
        return NULL;
    }
    if (!memchr(text, 0, len))
        return text;
    GString *copy = g_string_sized_new(len + 8);
    for (size_t i = 0; i < len; i++) {
        if (text[i])
            g_string_append_c(copy, text[i]);
        else
            g_string_append(copy, REPLACEMENT);
    }
    g_free(*scratch);
    *scratch = g_string_free(copy, FALSE);
    return *scratch;
}

/* As string_of(), for a date, however it is written; "" if it says that there is none. */
static const char *date_of(const char *member, const json_t *value, char **scratch, GError **error)
{
    if (json_is_integer(value)) {
        *scratch = date_read_number(json_integer_value(value));
        if (*scratch)
            return *scratch;
        field_error(error, member, "%lld is no date; expected YYYY-MM-DD",
                    json_integer_value(value));
        return NULL;
    }
    const char *text = string_of(member, value, scratch, error);
    if (!text || !*text || date_is_valid(text, strlen(text)))
        return text && g_str_has_prefix(text, "9999") ? "" : text;
    size_t digits = strspn(text, "0123456789");
    char *date = record_text_is_placeholder(text) ? g_strdup("")
                 : digits > 0 && !text[digits]    ? date_read_number(atoll(text))
                                                  : date_read(text);
    if (!date)
        field_error(error, member,
                    "\"%.40s\" is no date; expected YYYY, YYYY-MM or YYYY-MM-DD that exists", text);
    g_free(*scratch);
    *scratch = date;
    return date;
}

/* Notes what is wrong with a member, which is then left out. */
static void note(GPtrArray *problems, GError *error)
{
    if (problems)
        g_ptr_array_add(problems, g_strdup(error->message));
    g_error_free(error);
}

static gboolean check_array(const char *member, const json_t *value, const char *elements,
                            GError **error)
{
    if (json_is_array(value))
        return TRUE;
    return field_error(error, member, "expected an array of %s, found %s", elements,
                       type_name(value));
}

static gboolean read_strings(Record *record, FieldId field, const json_t *array,
                             GPtrArray *problems, GError **error)
{
    const char *name = fields[field].name;
    if (!check_array(name, array, "strings", error))
        return FALSE;
    for (size_t i = 0; i < json_array_size(array); i++) {
        g_autofree char *scratch = NULL;
        g_autofree char *member = g_strdup_printf("%s[%zu]", name, i);
        GError *problem = NULL;
        const char *text = string_of(member, json_array_get(array, i), &scratch, &problem);
        if (!text)
            note(problems, problem);
        else if (*text)
            record_add_string(record, field, text);
    }
    return TRUE;
}

typedef struct {
    const char *name;
    gboolean date;
} Part;

/* Reads the members PARTS (COUNT of them) of OBJECT into TEXTS, NULL where absent; the texts are
 * borrowed from OBJECT or owned by SCRATCH. Members of other names are ignored, wrong ones
 * noted. */
static gboolean read_parts(const char *list, size_t index, const json_t *object, const Part *parts,
                           size_t count, const char **texts, char **scratch, GPtrArray *problems,
                           GError **error)
{
    if (!json_is_object(object)) {
        g_autofree char *member = g_strdup_printf("%s[%zu]", list, index);
        return field_error(error, member, "expected an object, found %s", type_name(object));
    }
    for (size_t i = 0; i < count; i++) {
        json_t *value = json_object_get(object, parts[i].name);
        texts[i] = NULL;
        if (!value)
            continue;
        g_autofree char *member = g_strdup_printf("%s[%zu].%s", list, index, parts[i].name);
        GError *problem = NULL;
        const char *text = parts[i].date ? date_of(member, value, &scratch[i], &problem)
                                         : string_of(member, value, &scratch[i], &problem);
        if (!text)
            note(problems, problem);
        texts[i] = text && *text ? text : NULL;
    }
    return TRUE;
}

#define MAX_PARTS 7

static void free_scratch(char **scratch)
{
    for (int i = 0; i < MAX_PARTS; i++)
        g_free(scratch[i]);
}

static gboolean read_one_progress(Record *record, size_t i, const json_t *object,
                                  GPtrArray *problems, GError **error)
{
    static const Part parts[MAX_PARTS] = {{"date", TRUE},    {"until", TRUE},   {"event", FALSE},
                                          {"text", FALSE},   {"source", FALSE}, {"section", FALSE},
                                          {"heading", FALSE}};
    const char *t[MAX_PARTS] = {NULL};
    char *scratch[MAX_PARTS] = {NULL};
    gboolean ok = read_parts("progress", i, object, parts, MAX_PARTS, t, scratch, problems, error);
    if (ok)
        record_add_progress(record,
                            &(Progress){(char *)t[0], (char *)t[1], (char *)t[2], (char *)t[3],
                                        (char *)t[4], (char *)t[5], (char *)t[6]});
    free_scratch(scratch);
    return ok;
}

static gboolean read_one_relation(Record *record, size_t i, const json_t *object,
                                  GPtrArray *problems, GError **error)
{
    static const Part parts[] = {{"type", FALSE}, {"degree", FALSE}, {"to", FALSE}};
    const char *t[MAX_PARTS] = {NULL};
    char *scratch[MAX_PARTS] = {NULL};
    gboolean ok = read_parts("relations", i, object, parts, 3, t, scratch, problems, error);
    if (ok && (!t[0] || !t[2])) {
        g_autofree char *member = g_strdup_printf("relations[%zu].%s", i, t[0] ? "to" : "type");
        ok = field_error(error, member, "missing; a relation has a type and the id it leads to");
    }
    if (ok)
        record_add_relation(record, t[0], t[1], t[2]);
    free_scratch(scratch);
    return ok;
}

/* The member NAME of OBJECT, a number from 1, into *COUNT, if it is there. FALSE if it is anything else. */
static gboolean read_count(const json_t *object, const char *name, unsigned *count)
{
    const json_t *value = json_object_get(object, name);
    json_int_t number = json_integer_value(value);
    if (value && (!json_is_integer(value) || number < 0 || number > G_MAXUINT))
        return FALSE;
    *count = (unsigned)number;
    return TRUE;
}

static gboolean read_one_source(Record *record, size_t i, const json_t *object, GPtrArray *problems,
                                GError **error)
{
    static const Part parts[] = {{"file", FALSE}, {"sheet", FALSE}};
    const char *t[MAX_PARTS] = {NULL};
    char *scratch[MAX_PARTS] = {NULL};
    unsigned page = 0, line = 0, ocr = 0;
    gboolean ok = read_parts("sources", i, object, parts, G_N_ELEMENTS(parts), t, scratch, problems, error);
    if (ok && (!t[0] || !read_count(object, "page", &page) || !read_count(object, "line", &line) ||
               !read_count(object, "ocr", &ocr))) {
        g_autofree char *member = g_strdup_printf("sources[%zu]", i);
        ok = field_error(error, member, "expected {\"file\": name, \"line\": number from 1}");
    }
    if (ok)
        record_add_source(record, &(Source){(char *)t[0], (char *)t[1], page, line, ocr});
    free_scratch(scratch);
    return ok;
}

static gboolean read_one_conflict(Record *record, size_t i, const json_t *object, GPtrArray *problems, GError **error)
{
    static const Part parts[] = {{"member", FALSE}, {"value", FALSE}, {"date", TRUE}, {"source", FALSE}};
    const char *t[MAX_PARTS] = {NULL};
    char *scratch[MAX_PARTS] = {NULL};
    gboolean ok = read_parts("conflicts", i, object, parts, G_N_ELEMENTS(parts), t, scratch, problems, error);
    if (ok && (!t[0] || !t[1])) {
        g_autofree char *member = g_strdup_printf("conflicts[%zu]", i);
        ok = field_error(error, member, "expected {\"member\": name, \"value\": text}");
    }
    if (ok)
        record_add_conflict(record, &(Conflict){(char *)t[0], (char *)t[1], (char *)t[2], (char *)t[3]});
    free_scratch(scratch);
    return ok;
}

static gboolean read_objects(Record *record, FieldId field, const json_t *array,
                             GPtrArray *problems, GError **error)
{
    if (!check_array(fields[field].name, array, "objects", error))
        return FALSE;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *object = json_array_get(array, i);
        GError *problem = NULL;
        gboolean ok;
        if (fields[field].type == FIELD_TYPE_PROGRESS)
            ok = read_one_progress(record, i, object, problems, &problem);
        else if (fields[field].type == FIELD_TYPE_RELATIONS)
            ok = read_one_relation(record, i, object, problems, &problem);
        else if (fields[field].type == FIELD_TYPE_CONFLICTS)
            ok = read_one_conflict(record, i, object, problems, &problem);
        else
            ok = read_one_source(record, i, object, problems, &problem);
        if (!ok)
            note(problems, problem);
    }
    return TRUE;
}

static gboolean read_field(Record *record, FieldId field, const json_t *value, GPtrArray *problems,
                           GError **error)
{
    g_autofree char *scratch = NULL;
    const char *text;
    switch (fields[field].type) {
    case FIELD_TYPE_STRING:
    case FIELD_TYPE_DATE:
        text = fields[field].type == FIELD_TYPE_DATE
                   ? date_of(fields[field].name, value, &scratch, error)
                   : string_of(fields[field].name, value, &scratch, error);
        if (!text)
            return FALSE;
        record_set_text(record, field, text, -1);
        return TRUE;
    case FIELD_TYPE_STRINGS:
        return json_is_null(value) || read_strings(record, field, value, problems, error);
    default:
        return json_is_null(value) || read_objects(record, field, value, problems, error);
    }
}

/* ISO 639 code with optional subtags: ja, fr, zh-hant. */
static gboolean is_language(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    if (n < 2 || n > 3)
        return FALSE;
    return !text[n] || (text[n] == '-' && text[n + 1] && strlen(text) <= 20);
}

/* The field that the member NAME belongs to, FIELD_COUNT if none; *LANG is set for title_ja … */
static FieldId field_of_member(const char *name, const char **lang)
{
    *lang = NULL;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].type != FIELD_TYPE_LANG_TEXTS && strcmp(fields[i].name, name) == 0)
            return (FieldId)i;
    FieldId field = g_str_has_prefix(name, "title_")   ? FIELD_TITLE_OTHER
                    : g_str_has_prefix(name, "scope_") ? FIELD_SCOPE_OTHER
                                                       : FIELD_COUNT;
    if (field == FIELD_COUNT || !is_language(name + strlen("title_")))
        return FIELD_COUNT;
    *lang = name + strlen("title_");
    return field;
}

static gboolean read_extra(Record *record, const char *name, json_t *value, GError **error)
{
    char *dump = json_dumps(value, JSON_ENCODE_ANY | JSON_EMBED);
    gboolean is_text = !strstr(name, NO_TEXT) && (!dump || !strstr(dump, NO_TEXT));
    free(dump);
    if (!is_text) {
        g_auto(GStrv) pieces = g_strsplit(name, NO_TEXT, -1);
        g_autofree char *shown = g_strjoinv(REPLACEMENT, pieces);
        return field_error(error, shown, "holds bytes that are no UTF-8 text");
    }
    if (!record->extra)
        record->extra = json_object();
    json_object_set_nocheck(record->extra, name, value);
    return TRUE;
}

static gboolean read_member(Record *record, const char *name, json_t *value, GPtrArray *problems,
                            GError **error)
{
    const char *lang;
    FieldId field = field_of_member(name, &lang);
    if (field == FIELD_COUNT)
        return read_extra(record, name, value, error);
    if (!lang)
        return read_field(record, field, value, problems, error);
    g_autofree char *scratch = NULL;
    const char *text = string_of(name, value, &scratch, error);
    if (text && *text)
        record_add_lang_text(record, field, lang, text);
    return text != NULL;
}

/* TEXT with NO_TEXT for each run of bytes that are no UTF-8; caller frees. */
static char *marked(const char *text, size_t len)
{
    GString *valid = g_string_sized_new(len + 8);
    const char *end = text + len, *bad;
    while (!g_utf8_validate_len(text, (gsize)(end - text), &bad)) {
        g_string_append_len(valid, text, bad - text);
        if (!g_str_has_suffix(valid->str, NO_TEXT))
            g_string_append(valid, NO_TEXT);
        text = bad + 1;
    }
    g_string_append_len(valid, text, end - text);
    return g_string_free(valid, FALSE);
}

/* Whether TEXT may have more values than a record has. */
static gboolean has_too_many(const char *text, size_t len)
{
    guint values = 0;
    for (size_t i = 0; i < len && values <= MOST_VALUES; i++)
        values += text[i] == ',' || text[i] == '[' || text[i] == '{';
    return values > MOST_VALUES;
}

/* Parses TEXT, with bytes that are no UTF-8 marked if that is what is wrong with it. */
static json_t *parse(const char *text, size_t len, GError **error)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    json_error_t problem;
    if (has_too_many(text, len)) {
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_SYNTAX, "over %u values in a record", MOST_VALUES);
        return NULL;
    }
    json_t *root = json_loadb(text, len, flags, &problem);
    if (!root && !memchr(text, 0, len) && !g_utf8_validate_len(text, len, NULL)) {
        g_autofree char *valid = marked(text, len);
        root = json_loadb(valid, strlen(valid), flags, &problem);
    }
    if (!root) { /* Jansson quotes the input and may cut a character */
        g_autofree char *what = g_utf8_make_valid(problem.text, -1);
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_SYNTAX, _("not JSON: %s (at byte %d)"), what,
                    problem.position);
    }
    return root;
}

static gboolean has_title(const Record *record)
{
    return record_text(record, FIELD_TITLE_ZH) || record_text(record, FIELD_TITLE_EN) ||
           record->values[FIELD_TITLE_OTHER].list;
}

/* Reads every member. What is wrong with one is noted; the id must be there, and a title that is
 * wrong must not have been the only one. */
static gboolean read_members(Record *record, json_t *root, GPtrArray *problems, GError **error)
{
    const char *name;
    json_t *value;
    g_autoptr(GError) title = NULL;
    json_object_foreach(root, name, value)
    {
        GError *problem = NULL;
        if (read_member(record, name, value, problems, &problem))
            continue;
        if (strcmp(name, fields[FIELD_ID].name) == 0) {
            g_propagate_error(error, problem);
            return FALSE;
        }
        if (g_str_has_prefix(name, "title_") && !title)
            title = g_error_copy(problem);
        note(problems, problem);
    }
    if (!title || has_title(record))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&title));
    return FALSE;
}

static gboolean check_id(Record *record, GError **error)
{
    g_autofree char *id = g_strdup(record_text(record, FIELD_ID));
    record_text_clean(&id, TEXT_LINE);
    record_set_text(record, FIELD_ID, id, -1);
    if (id && !record_text_is_placeholder(id))
        return TRUE;
    g_set_error(error, RECORD_ERROR, RECORD_ERROR_ID,
                _("member \"id\": missing or empty; every record has one"));
    return FALSE;
}

static gboolean read_object(Record *record, json_t *root, GPtrArray *problems, GError **error)
{
    if (!json_is_object(root)) {
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_SYNTAX,
                    _("expected one JSON object on the line, found %s"), type_name(root));
        return FALSE;
    }
    return read_members(record, root, problems, error) && check_id(record, error);
}

Record *record_from_json(const char *text, size_t len, GPtrArray *problems, GError **error)
{
    json_t *root = parse(text, len, error);
    if (!root)
        return NULL;
    Record *record = record_new();
    gboolean ok = read_object(record, root, problems, error);
    const json_t *id = ok ? json_object_get(root, "id") : NULL;
    if (ok && memchr(json_string_value(id), 0, json_string_length(id)) &&
        strstr(record_text(record, FIELD_ID), REPLACEMENT)) {
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_ID,
                    _("member \"id\": holds bytes that are no UTF-8 text"));
        ok = FALSE;
    }
    json_decref(root);
    if (ok)
        return record;
    record_free(record);
    return NULL;
}
