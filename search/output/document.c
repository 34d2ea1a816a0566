#include "search/output/document.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/record/conflicts.h"
#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "search/answer/related.h"
#include "search/output/output.h"
#include "unicode/clean.h"
#include "unicode/width.h"

#define LABEL_COLUMNS 12

typedef struct {
    Searcher *searcher;
    GString *out;
    gboolean colour;
} Sheet;

static void print_label(const Sheet *sheet, const char *label)
{
    g_autofree char *clean = clean_text(label);
    int width = (int)text_columns(clean, strlen(clean));
    g_string_append_printf(sheet->out, "%s%s%s%*s", sheet->colour ? COLOUR_DIM : "", clean,
            sheet->colour ? COLOUR_END : "", MAX(LABEL_COLUMNS - width, 1), "");
}

static void print_strings(const Sheet *sheet, const char *label, const GPtrArray *list)
{
    print_label(sheet, label);
    for (guint i = 0; i < list->len; i++)
        clean_append_printf(sheet->out, "%s%s", i ? ", " : "", (const char *)list->pdata[i]);
    g_string_append_c(sheet->out, '\n');
}

static void print_progress(const Sheet *sheet, const GPtrArray *steps)
{
    for (guint i = 0; i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        print_label(sheet, i ? "" : "progress");
        clean_append(sheet->out, step->date ? step->date : "?");
        if (step->until)
            clean_append_printf(sheet->out, " to %s", step->until);
        if (step->event)
            clean_append_printf(sheet->out, "  %s", step->event);
        if (step->text)
            clean_append_printf(sheet->out, "  %s", step->text);
        if (step->source)
            clean_append_printf(sheet->out, "  (%s)", step->source);
        g_string_append_c(sheet->out, '\n');
    }
}

/* The title of the document with ID if it is indexed; caller frees. */
static char *title_of(Searcher *searcher, const char *id)
{
    XcDocid docid = index_find_id(searcher->index, id, NULL);
    g_autoptr(Record) record = docid ? index_record(searcher->index, docid, NULL) : NULL;
    return record ? g_strdup(record_title(record)) : NULL;
}

static void print_relations(const Sheet *sheet, const GPtrArray *relations)
{
    for (guint i = 0; i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        g_autofree char *title = title_of(sheet->searcher, relation->to);
        print_label(sheet, i ? "" : "relations");
        clean_append_printf(sheet->out, "%s %s", relation->type, relation->to);
        if (relation->degree)
            clean_append_printf(sheet->out, " (%s)", relation->degree);
        if (title)
            clean_append_printf(sheet->out, "  %s", title);
        g_string_append_c(sheet->out, '\n');
    }
}

/* Those of a type that are written for people. */
#define MOST_RELATED 20

typedef struct {
    const Sheet *sheet;
    const RelationType *type; /* the last */
    guint n;                  /* of it */
    gboolean labelled;
} Related;

static void print_rest(const Related *related)
{
    if (related->n > MOST_RELATED) {
        print_label(related->sheet, "");
        g_string_append_printf(related->sheet->out, "%s %u more\n", related->type->inverse,
                               related->n - MOST_RELATED);
    }
}

static void print_one_related(const RelationType *type, const Record *record, gboolean dated,
                              gpointer data)
{
    Related *related = data;
    if (type != related->type) {
        print_rest(related);
        related->type = type;
        related->n = 0;
    }
    if (++related->n > MOST_RELATED)
        return;
    const char *title = record_title(record);
    const char *status = record_status_on(record, related->sheet->searcher->today);
    print_label(related->sheet, related->labelled ? "" : "related");
    related->labelled = TRUE;
    clean_append_printf(related->sheet->out, "%s %s", type->inverse, record_text(record, FIELD_ID));
    if (status)
        clean_append_printf(related->sheet->out, "  %s", status);
    if (title)
        clean_append_printf(related->sheet->out, "  %s", title);
    if (!dated)
        g_string_append(related->sheet->out, " (names no edition)");
    g_string_append_c(related->sheet->out, '\n');
}

/* What other documents say that they are to this one. */
static gboolean print_related(const Sheet *sheet, const Record *record, GError **error)
{
    Related related = {.sheet = sheet};
    gboolean ok = related_find(sheet->searcher, record, print_one_related, &related, error);
    if (related.type)
        print_rest(&related);
    return ok;
}

static void print_sources(const Sheet *sheet, const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const Source *source = sources->pdata[i];
        print_label(sheet, i ? "" : "sources");
        g_autofree char *name = source_name(source);
        clean_append(sheet->out, name);
        g_string_append_c(sheet->out, '\n');
    }
}

static void print_teller(const Sheet *sheet, const Conflict *conflict)
{
    g_autofree char *who = g_strdup_printf("%s%s%s", conflict->source ? conflict->source : "?",
                                           conflict->date ? ", " : "", conflict->date ? conflict->date : "");
    clean_append_printf(sheet->out, " (%s)", who);
}

/* Why the value that a record has, told as COUNTS, counts before OTHER. */
static const char *reason(const Conflict *counts, const Conflict *other)
{
    if (counts->date && other->date && strcmp(counts->date, other->date) != 0)
        return "newer";
    return counts->date && !other->date ? "dated" : "given later";
}

static const Conflict *what_counts(const Record *record, const char *member)
{
    const GPtrArray *list = record->values[FIELD_CONFLICTS].list;
    for (guint i = 0; i < list->len; i++)
        if (strcmp(((Conflict *)list->pdata[i])->member, member) == 0 && conflict_counts(record, list->pdata[i]))
            return list->pdata[i];
    return NULL;
}

/* What sources said that others contradict, and what counts instead. */
static void print_conflicts(const Sheet *sheet, const Record *record, const GPtrArray *conflicts)
{
    gboolean labelled = FALSE;
    for (guint i = 0; i < conflicts->len; i++) {
        const Conflict *one = conflicts->pdata[i], *counts = what_counts(record, one->member);
        if (one == counts || !conflict_is_open(record, one))
            continue;
        print_label(sheet, labelled ? "" : fields[FIELD_CONFLICTS].name);
        labelled = TRUE;
        clean_append_printf(sheet->out, "%s: %s", one->member, one->value);
        print_teller(sheet, one);
        if (counts) {
            clean_append_printf(sheet->out, "; what counts is %s", reason(counts, one));
            print_teller(sheet, counts);
        }
        g_string_append_c(sheet->out, '\n');
    }
}

/* A value with what people call it; the status as it is today. */
static void print_value(const Sheet *sheet, const Record *record, FieldId field)
{
    const char *value = record_text(record, field), *label = value_label(field, value);
    const char *status =
        field == FIELD_STATUS ? record_status_on(record, sheet->searcher->today) : value;
    print_label(sheet, fields[field].name);
    clean_append(sheet->out, status);
    if (status != value)
        clean_append_printf(sheet->out, " (recorded as %s; its day, %s, has come)", value,
                  record_text(record, FIELD_EFFECTIVE));
    else if (label && field != FIELD_KIND)
        clean_append_printf(sheet->out, " (%s)", label);
    g_string_append_c(sheet->out, '\n');
}

static void print_field(const Sheet *sheet, const Record *record, FieldId field)
{
    const FieldValue *value = &record->values[field];
    if (field == FIELD_ID || (!value->text && !value->list))
        return;
    switch (fields[field].type) {
    case FIELD_TYPE_STRING:
    case FIELD_TYPE_DATE:
        print_value(sheet, record, field);
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
            clean_append_printf(sheet->out, "%s\n", text->text);
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
    case FIELD_TYPE_CONFLICTS:
        print_conflicts(sheet, record, value->list);
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
        clean_append_printf(sheet->out, "%s\n", text ? text : dumped);
        free(dumped);
    }
}

static gboolean print_others(const Sheet *sheet, const GArray *matches, guint n, GError **error)
{
    if (n > 1)
        g_string_append(sheet->out, "\nother documents of this number or title:\n");
    for (guint i = 1; i < n; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        g_autoptr(Record) record = index_record(sheet->searcher->index, match->docid, error);
        if (!record)
            return FALSE;
        const char *status = record_status_on(record, sheet->searcher->today);
        const char *published = record_text(record, FIELD_PUBLISHED);
        const char *title = record_title(record);
        clean_append_printf(sheet->out, "  %s  %s  %s  %s\n", match->id, status ? status : "-",
                  published ? published : "-", title ? title : "");
    }
    return TRUE;
}

gboolean document_text(Searcher *searcher, const FoundText *found, gboolean colour, GString *out,
                       GError **error)
{
    const GArray *matches = found->matches;
    const Sheet sheet = {searcher, out, colour};
    const LookupMatch *first = &g_array_index(matches, LookupMatch, 0);
    g_autoptr(Record) record = index_record(searcher->index, first->docid, error);
    if (!record)
        return FALSE;
    if (found->changed) {
        clean_append(out, found->changed);
        g_string_append(out, "\n\n");
    }
    g_string_append(out, colour ? COLOUR_STRONG : "");
    clean_append(out, first->id);
    g_string_append(out, colour ? COLOUR_END "\n" : "\n");
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        print_field(&sheet, record, field);
    print_extra(&sheet, record);
    return print_related(&sheet, record, error) && print_others(&sheet, matches, found_text_exact(found), error);
}

static json_t *brief(const LookupMatch *match, const Record *record, guint32 today)
{
    return json_pack("{s:s, s:s*, s:s*, s:s*}", "id", match->id, "status",
                     record_status_on(record, today), "published",
                     record_text(record, FIELD_PUBLISHED), "title", record_title(record));
}

static void add_related(const RelationType *type, const Record *record, gboolean dated,
                        gpointer data)
{
    json_t *one = json_pack("{s:s, s:s, s:s*, s:b}", "type", type->inverse, "id",
                            record_text(record, FIELD_ID), "title", record_title(record), "dated",
                            dated);
    json_array_append_new(data, one);
}

/* The record as it is stored; where its status is another today, that beside it. */
static void add_record(json_t *answer, const Record *record, guint32 today)
{
    const char *status = record_status_on(record, today);
    json_object_set_new(answer, "record", record_to_json(record));
    if (status != record_text(record, FIELD_STATUS))
        json_object_set_new(answer, "status_today", json_string(status));
}

gboolean document_json(Searcher *searcher, const FoundText *found, GString *out, GError **error)
{
    const GArray *matches = found->matches;
    guint n = found_text_exact(found);
    json_t *answer = json_object(), *others = json_array(), *related = json_array();
    gboolean ok = TRUE;
    for (guint i = 0; ok && i < n; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        g_autoptr(Record) record = index_record(searcher->index, match->docid, error);
        ok = record != NULL;
        if (ok && i == 0) {
            add_record(answer, record, searcher->today);
            ok = related_find(searcher, record, add_related, related, error);
        } else if (ok) {
            json_array_append_new(others, brief(match, record, searcher->today));
        }
    }
    json_object_set_new(answer, "related", related);
    json_object_set_new(answer, "others", others);
    if (found->changed)
        json_object_set_new(answer, "changed", json_string(found->changed));
    if (ok)
        output_json(out, answer);
    json_decref(answer);
    return ok;
}
