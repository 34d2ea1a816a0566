#include "search/show.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "search/output.h"

#define LABEL_COLUMNS 12

typedef struct {
    Searcher *searcher;
    FILE *file;
    gboolean colour;
} Sheet;

static void print_label(const Sheet *sheet, const char *label)
{
    int width = cli_text_columns(label, strlen(label));
    fprintf(sheet->file, "%s%s%s%*s", sheet->colour ? COLOUR_DIM : "", label,
            sheet->colour ? COLOUR_END : "", MAX(LABEL_COLUMNS - width, 1), "");
}

static void print_strings(const Sheet *sheet, const char *label, const GPtrArray *list)
{
    print_label(sheet, label);
    for (guint i = 0; i < list->len; i++)
        fprintf(sheet->file, "%s%s", i ? ", " : "", (const char *)list->pdata[i]);
    fputc('\n', sheet->file);
}

static void print_progress(const Sheet *sheet, const GPtrArray *steps)
{
    for (guint i = 0; i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        print_label(sheet, i ? "" : "progress");
        fprintf(sheet->file, "%s", step->date ? step->date : "?");
        if (step->until)
            fprintf(sheet->file, " to %s", step->until);
        if (step->event)
            fprintf(sheet->file, "  %s", step->event);
        if (step->text)
            fprintf(sheet->file, "  %s", step->text);
        if (step->source)
            fprintf(sheet->file, "  (%s)", step->source);
        fputc('\n', sheet->file);
    }
}

/* The title of the document with ID if it is indexed; caller frees. */
static char *title_of(Searcher *searcher, const char *id)
{
    XcDocid docid = index_find_id(searcher->index, id, NULL);
    g_autoptr(Record) record = docid ? index_record(searcher->index, docid, NULL) : NULL;
    return record ? g_strdup(output_title(record)) : NULL;
}

static void print_relations(const Sheet *sheet, const GPtrArray *relations)
{
    for (guint i = 0; i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        g_autofree char *title = title_of(sheet->searcher, relation->to);
        print_label(sheet, i ? "" : "relations");
        fprintf(sheet->file, "%s %s", relation->type, relation->to);
        if (relation->degree)
            fprintf(sheet->file, " (%s)", relation->degree);
        if (title)
            fprintf(sheet->file, "  %s", title);
        fputc('\n', sheet->file);
    }
}

static void print_sources(const Sheet *sheet, const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const Source *source = sources->pdata[i];
        print_label(sheet, i ? "" : "sources");
        fprintf(sheet->file, source->line ? "%s:%u\n" : "%s\n", source->file, source->line);
    }
}

static void print_field(const Sheet *sheet, const Record *record, FieldId field)
{
    const FieldValue *value = &record->values[field];
    if (field == FIELD_ID || (!value->text && !value->list))
        return;
    switch (fields[field].type) {
    case FIELD_TYPE_STRING:
    case FIELD_TYPE_DATE:
        print_label(sheet, fields[field].name);
        fprintf(sheet->file, "%s\n", value->text);
        break;
    case FIELD_TYPE_STRINGS:
        print_strings(sheet, fields[field].name, value->list);
        break;
    case FIELD_TYPE_LANG_TEXTS: {
        g_autoptr(GArray) texts = record_texts(record, 1u << field);
        for (guint i = 0; i < texts->len; i++) {
            const RecordText *text = &g_array_index(texts, RecordText, i);
            g_autofree char *name = record_text_name(text);
            print_label(sheet, name);
            fprintf(sheet->file, "%s\n", text->text);
        }
        break;
    }
    case FIELD_TYPE_PROGRESS:
        print_progress(sheet, value->list);
        break;
    case FIELD_TYPE_RELATIONS:
        print_relations(sheet, value->list);
        break;
    case FIELD_TYPE_SOURCES:
        print_sources(sheet, value->list);
        break;
    }
}

static void print_extra(const Sheet *sheet, const Record *record)
{
    const char *name;
    json_t *value;
    json_object_foreach(record->extra, name, value)
    {
        g_autofree char *text = json_is_string(value) ? g_strdup(json_string_value(value)) : NULL;
        char *dumped = text ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        print_label(sheet, name);
        fprintf(sheet->file, "%s\n", text ? text : dumped);
        free(dumped);
    }
}

static gboolean print_others(const Sheet *sheet, const GArray *matches, guint n, GError **error)
{
    if (n > 1)
        fputs("\nother documents of this number or title:\n", sheet->file);
    for (guint i = 1; i < n; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        g_autoptr(Record) record = index_record(sheet->searcher->index, match->docid, error);
        if (!record)
            return FALSE;
        const char *status = record_text(record, FIELD_STATUS);
        const char *published = record_text(record, FIELD_PUBLISHED);
        const char *title = output_title(record);
        fprintf(sheet->file, "  %s  %s  %s  %s\n", match->id, status ? status : "-",
                published ? published : "-", title ? title : "");
    }
    return TRUE;
}

gboolean show_text(Searcher *searcher, const FoundText *found, guint n, FILE *file,
                   gboolean colour, GError **error)
{
    const GArray *matches = found->matches;
    const Sheet sheet = {searcher, file, colour};
    const LookupMatch *first = &g_array_index(matches, LookupMatch, 0);
    g_autoptr(Record) record = index_record(searcher->index, first->docid, error);
    if (!record)
        return FALSE;
    if (found->changed)
        fprintf(file, "%s\n\n", found->changed);
    fprintf(file, "%s%s%s\n", colour ? COLOUR_STRONG : "", first->id, colour ? COLOUR_END : "");
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        print_field(&sheet, record, field);
    print_extra(&sheet, record);
    return print_others(&sheet, matches, n, error);
}

static json_t *brief(const LookupMatch *match, const Record *record)
{
    static const FieldId shown[] = {FIELD_STATUS, FIELD_PUBLISHED};
    json_t *object = json_pack("{s:s}", "id", match->id);
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++)
        if (record_text(record, shown[i]))
            json_object_set_new(object, fields[shown[i]].name,
                                json_string(record_text(record, shown[i])));
    if (output_title(record))
        json_object_set_new(object, "title", json_string(output_title(record)));
    return object;
}

gboolean show_json(Searcher *searcher, const FoundText *found, guint n, FILE *file, GError **error)
{
    const GArray *matches = found->matches;
    json_t *answer = json_object(), *others = json_array();
    gboolean ok = TRUE;
    for (guint i = 0; ok && i < n; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        g_autoptr(Record) record = index_record(searcher->index, match->docid, error);
        ok = record != NULL;
        if (ok && i == 0)
            json_object_set_new(answer, "record", record_to_json(record));
        else if (ok)
            json_array_append_new(others, brief(match, record));
    }
    json_object_set_new(answer, "others", others);
    if (found->changed)
        json_object_set_new(answer, "changed", json_string(found->changed));
    if (ok) {
        json_dumpf(answer, file, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
        fputc('\n', file);
    }
    json_decref(answer);
    return ok;
}
