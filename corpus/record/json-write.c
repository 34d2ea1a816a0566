/* Record → JSON. */
#include "corpus/record/conflicts.h"
#include "corpus/record/record.h"

/* A JSON string of TEXT; bytes that are no UTF-8 (from damaged packed records) are replaced. */
static json_t *json_text(const char *text)
{
    json_t *string = json_string(text);
    if (string)
        return string;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    return json_string(valid);
}

static void set_text(json_t *object, const char *name, const char *text)
{
    if (text)
        json_object_set_new_nocheck(object, name, json_text(text));
}

static json_t *element_to_json(FieldType type, gconstpointer element)
{
    if (type == FIELD_TYPE_STRINGS)
        return json_text(element);
    json_t *object = json_object();
    if (type == FIELD_TYPE_PROGRESS) {
        const Progress *progress = element;
        set_text(object, "date", progress->date);
        set_text(object, "until", progress->until);
        set_text(object, "event", progress->event);
        set_text(object, "text", progress->text);
        set_text(object, "source", progress->source);
        set_text(object, "section", progress->section);
        set_text(object, "heading", progress->heading);
    } else if (type == FIELD_TYPE_RELATIONS) {
        const Relation *relation = element;
        set_text(object, "type", relation->type);
        set_text(object, "degree", relation->degree);
        set_text(object, "to", relation->to);
    } else if (type == FIELD_TYPE_CONFLICTS) {
        const Conflict *conflict = element;
        set_text(object, "member", conflict->member);
        set_text(object, "value", conflict->value);
        set_text(object, "date", conflict->date);
        set_text(object, "source", conflict->source);
    } else {
        const Source *source = element;
        set_text(object, "file", source->file);
        set_text(object, "sheet", source->sheet);
        if (source->page)
            json_object_set_new_nocheck(object, "page", json_integer(source->page));
        if (source->line)
            json_object_set_new_nocheck(object, "line", json_integer(source->line));
        if (source->ocr)
            json_object_set_new_nocheck(object, "ocr", json_integer(source->ocr));
    }
    return object;
}

static void list_to_json(json_t *object, FieldId field, const Record *record)
{
    const GPtrArray *list = record->values[field].list;
    if (fields[field].type != FIELD_TYPE_LANG_TEXTS) {
        json_t *array = json_array();
        for (guint i = 0; i < list->len; i++)
            if (field != FIELD_CONFLICTS || conflict_is_open(record, list->pdata[i]))
                json_array_append_new(array, element_to_json(fields[field].type, list->pdata[i]));
        if (json_array_size(array))
            json_object_set_new_nocheck(object, fields[field].name, array);
        else
            json_decref(array);
        return;
    }
    for (guint i = 0; i < list->len; i++) {
        const LangText *text = list->pdata[i];
        g_autofree char *name =
            g_strconcat(field == FIELD_TITLE_OTHER ? "title_" : "scope_", text->lang, NULL);
        json_object_set_new(object, name, json_text(text->text));
    }
}

json_t *record_to_json(const Record *record)
{
    json_t *object = json_object();
    for (int i = 0; i < FIELD_COUNT; i++) {
        gboolean text = fields[i].type == FIELD_TYPE_STRING || fields[i].type == FIELD_TYPE_DATE;
        if (text)
            set_text(object, fields[i].name, record->values[i].text);
        else if (record->values[i].list && record->values[i].list->len)
            list_to_json(object, (FieldId)i, record);
    }
    if (record->extra)
        json_object_update_missing(object, record->extra);
    return object;
}

char *record_to_json_line(const Record *record)
{
    json_t *object = record_to_json(record);
    char *line = json_dumps(object, JSON_COMPACT);
    char *copy = g_strdup(line);
    free(line);
    json_decref(object);
    return copy;
}
