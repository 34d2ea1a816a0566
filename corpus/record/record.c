/* The record: memory and setters. */
#include "corpus/record/record.h"
#include "messages/messages.h"

#include <string.h>

G_DEFINE_QUARK(biaosou-record-error-quark, record_error)

static void free_progress(gpointer pointer)
{
    Progress *progress = pointer;
    g_free(progress->date);
    g_free(progress->until);
    g_free(progress->event);
    g_free(progress->text);
    g_free(progress->source);
    g_free(progress->section);
    g_free(progress->heading);
    g_free(progress);
}

static void free_relation(gpointer pointer)
{
    Relation *relation = pointer;
    g_free(relation->type);
    g_free(relation->degree);
    g_free(relation->to);
    g_free(relation);
}

static void free_source(gpointer pointer)
{
    Source *source = pointer;
    g_free(source->file);
    g_free(source->sheet);
    g_free(source);
}

static void free_conflict(gpointer pointer)
{
    Conflict *conflict = pointer;
    g_free(conflict->member);
    g_free(conflict->value);
    g_free(conflict->date);
    g_free(conflict->source);
    g_free(conflict);
}

static void free_lang_text(gpointer pointer)
{
    LangText *text = pointer;
    g_free(text->lang);
    g_free(text->text);
    g_free(text);
}

/* What frees an element of a list of each type; NULL: no list. */
static const GDestroyNotify element_free[] = {
    [FIELD_TYPE_STRING] = NULL,
    [FIELD_TYPE_DATE] = NULL,
    [FIELD_TYPE_STRINGS] = g_free,
    [FIELD_TYPE_LANG_TEXTS] = free_lang_text,
    [FIELD_TYPE_PROGRESS] = free_progress,
    [FIELD_TYPE_RELATIONS] = free_relation,
    [FIELD_TYPE_SOURCES] = free_source,
    [FIELD_TYPE_CONFLICTS] = free_conflict,
};

Record *record_new(void)
{
    return g_new0(Record, 1);
}

const RelationType relation_types[] = {
    {N_("replaces"), N_("replaced-by")}, {N_("amends"), N_("amended-by")}, {N_("adopts"), N_("adopted-by")},
    {N_("cites"), N_("cited-by")},       {N_("part-of"), N_("has-part")},  {NULL, NULL},
};

void record_clear(Record *record, FieldId field)
{
    FieldValue *value = &record->values[field];
    if (!element_free[fields[field].type])
        g_clear_pointer(&value->text, g_free);
    else
        g_clear_pointer(&value->list, g_ptr_array_unref);
}

void record_free(Record *record)
{
    if (!record)
        return;
    for (int i = 0; i < FIELD_COUNT; i++)
        record_clear(record, (FieldId)i);
    json_decref(record->extra);
    g_free(record->dated);
    g_free(record);
}

void record_set_text(Record *record, FieldId field, const char *text, gssize len)
{
    g_return_if_fail(!element_free[fields[field].type]);
    size_t size = !text ? 0 : len < 0 ? strlen(text) : (size_t)len;
    char *copy = size ? g_strndup(text, size) : NULL;
    g_free(record->values[field].text);
    record->values[field].text = copy;
}

static void append(Record *record, FieldId field, FieldType type, gpointer element)
{
    g_assert(fields[field].type == type);
    FieldValue *value = &record->values[field];
    if (!value->list)
        value->list = g_ptr_array_new_with_free_func(element_free[type]);
    g_ptr_array_add(value->list, element);
}

void record_add_string(Record *record, FieldId field, const char *text)
{
    append(record, field, FIELD_TYPE_STRINGS, g_strdup(text));
}

void record_add_lang_text(Record *record, FieldId field, const char *lang, const char *text)
{
    LangText *copy = g_new(LangText, 1);
    *copy = (LangText){g_strdup(lang), g_strdup(text)};
    append(record, field, FIELD_TYPE_LANG_TEXTS, copy);
}

void record_add_progress(Record *record, const Progress *progress)
{
    Progress *copy = g_new(Progress, 1);
    *copy = (Progress){g_strdup(progress->date), g_strdup(progress->until),
                       g_strdup(progress->event), g_strdup(progress->text),
                       g_strdup(progress->source), g_strdup(progress->section),
                       g_strdup(progress->heading)};
    append(record, FIELD_PROGRESS, FIELD_TYPE_PROGRESS, copy);
}

void record_add_relation(Record *record, const char *type, const char *degree, const char *to)
{
    Relation *copy = g_new(Relation, 1);
    *copy = (Relation){g_strdup(type), g_strdup(degree), g_strdup(to)};
    append(record, FIELD_RELATIONS, FIELD_TYPE_RELATIONS, copy);
}

gboolean record_has_relation(const Record *record, const char *type, const char *to)
{
    const GPtrArray *list = record->values[FIELD_RELATIONS].list;
    for (guint i = 0; list && i < list->len; i++) {
        const Relation *relation = list->pdata[i];
        if (strcmp(relation->type, type) == 0 && strcmp(relation->to, to) == 0)
            return TRUE;
    }
    return FALSE;
}

void record_add_source(Record *record, const Source *source)
{
    Source *copy = g_new(Source, 1);
    *copy = (Source){g_strdup(source->file), g_strdup(source->sheet), source->page, source->line,
                       source->ocr};
    append(record, FIELD_SOURCES, FIELD_TYPE_SOURCES, copy);
}

void record_add_conflict(Record *record, const Conflict *conflict)
{
    Conflict *copy = g_new(Conflict, 1);
    *copy = (Conflict){g_strdup(conflict->member), g_strdup(conflict->value), g_strdup(conflict->date),
                       g_strdup(conflict->source)};
    append(record, FIELD_CONFLICTS, FIELD_TYPE_CONFLICTS, copy);
}

char *source_name(const Source *source)
{
    GString *name = g_string_new(source->file);
    if (source->sheet)
        g_string_append_printf(name, ":%s", source->sheet);
    if (source->page)
        g_string_append_printf(name, ":p. %u", source->page);
    if (source->line)
        g_string_append_printf(name, ":%u", source->line);
    if (source->ocr)
        g_string_append_printf(name, " (OCR, %u %%)", source->ocr);
    return g_string_free(name, FALSE);
}

/* Cuts the first LEN bytes off the sources of conflicts that begin with FILE. */
static void hide_in_conflicts(const Record *record, const char *file, gsize len)
{
    const GPtrArray *conflicts = record->values[FIELD_CONFLICTS].list;
    for (guint i = 0; conflicts && i < conflicts->len; i++) {
        char *source = ((Conflict *)conflicts->pdata[i])->source;
        if (source && g_str_has_prefix(source, file))
            memmove(source, source + len, strlen(source + len) + 1);
    }
}

void record_hide_folders(Record *record)
{
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    for (guint i = 0; sources && i < sources->len; i++) {
        char *file = ((Source *)sources->pdata[i])->file, *name = strrchr(file, '/');
        if (!name)
            continue;
        hide_in_conflicts(record, file, (gsize)(name + 1 - file));
        memmove(file, name + 1, strlen(name + 1) + 1);
    }
}
