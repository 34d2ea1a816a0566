/* A document for people: a line for each value, its label before it. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/conflicts.h"
#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "search/check/life.h"
#include "search/document/private.h"
#include "unicode/clean.h"

static const char *say(const Sheet *sheet, const char *text) G_GNUC_FORMAT(2);
static const char *say(const Sheet *sheet, const char *text)
{
    return message_in(sheet->options->language, text);
}

static void print_strings(Sheet *sheet, const char *label, const GPtrArray *list)
{
    sheet_label(sheet, label);
    for (guint i = 0; i < list->len; i++)
        clean_append_printf(sheet->line, "%s%s", i ? ", " : "", (const char *)list->pdata[i]);
    sheet_end_line(sheet);
}

/* The steps of its life, if there are more than the days of its publication and the like, which are
 * fields. */
static void print_timeline(Sheet *sheet, const Whole *whole)
{
    gboolean has_progress = whole->record->values[FIELD_PROGRESS].list != NULL;
    for (guint i = 0; has_progress && i < whole->timeline->len; i++) {
        const TimelineStep *step = &g_array_index(whole->timeline, TimelineStep, i);
        sheet_label(sheet, i ? "" : N_("timeline"));
        clean_append(sheet->line, step->date ? step->date : "?");
        if (step->until)
            clean_append_printf(sheet->line, say(sheet, N_(" to %s")), step->until);
        if (step->event)
            clean_append_printf(sheet->line, "  %s", step->event);
        if (step->text)
            clean_append_printf(sheet->line, "  %s", step->text);
        for (guint p = 0; p < step->places->len; p++)
            clean_append_printf(sheet->line, "%s%s", p ? ", " : "  (",
                                (const char *)step->places->pdata[p]);
        if (step->heading)
            clean_append_printf(sheet->line, ": %s", step->heading);
        if (step->places->len)
            g_string_append_c(sheet->line, ')');
        sheet_end_line(sheet);
    }
}

static void print_dates(Sheet *sheet, const Record *record)
{
    static const struct {
        FieldId field;
        const char *name[2];
    } days[] = {{FIELD_PUBLISHED, {"发布", "published"}},
                {FIELD_EFFECTIVE, {"实施", "in effect"}},
                {FIELD_WITHDRAWN, {"废止", "withdrawn"}}};
    Language language = sheet->options->language;
    const char *mark = "  ";
    for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
        const char *date = record_text(record, days[i].field);
        if (!date)
            continue;
        clean_append_printf(sheet->line, "%s%s %s", mark, date, days[i].name[language]);
        mark = language == LANGUAGE_EN ? ", " : "，";
    }
}

/* What RECORD is, after its id: its status and title. */
static void print_state(Sheet *sheet, const Whole *whole, const Record *record)
{
    const char *status = whole_status(whole, record), *title = record_title_in(record, whole->language);
    if (status)
        clean_append_printf(sheet->line, "  %s", status);
    if (title)
        clean_append_printf(sheet->line, "  %s", title);
}

/* The first edition to the last, if there is another than this one, which an arrow points at. */
static void print_history(Sheet *sheet, const Whole *whole)
{
    const char *own = record_title_in(whole->record, whole->language);
    for (guint i = 0; whole->history->len > 1 && i < whole->history->len; i++) {
        const HistoryStep *step = whole->history->pdata[i];
        const char *status = step->record ? whole_status(whole, step->record) : NULL;
        const char *title = step->record ? record_title_in(step->record, whole->language) : NULL;
        sheet_label(sheet, i ? "" : N_("editions"));
        clean_append(sheet->line, step->id);
        if (status)
            clean_append_printf(sheet->line, "  %s", status);
        if (step->record)
            print_dates(sheet, step->record);
        if (title && g_strcmp0(title, own) != 0)
            clean_append_printf(sheet->line, "  %s", title);
        g_string_append(sheet->line, step->itself ? "  ←" : "");
        sheet_end_line(sheet);
    }
}

/* The relations of the record but for what it replaces, which is among the editions. FALSE with an
 * error. */
static gboolean print_relations(Sheet *sheet, const Whole *whole, GError **error)
{
    const GPtrArray *relations = whole->record->values[FIELD_RELATIONS].list;
    Index *index = whole->searcher->index;
    const char *label = fields[FIELD_RELATIONS].name;
    GError *inner = NULL;
    for (guint i = 0; relations && i < relations->len && !inner; i++) {
        const Relation *relation = relations->pdata[i];
        if (strcmp(relation->type, "replaces") == 0)
            continue;
        XcDocid docid = index_find_id(index, relation->to, &inner);
        g_autoptr(Record) record = docid ? index_record(index, docid, &inner) : NULL;
        sheet_label(sheet, label);
        label = "";
        clean_append_printf(sheet->line, "%s %s", say(sheet, relation->type), relation->to);
        if (relation->degree)
            clean_append_printf(sheet->line, " (%s)", relation->degree);
        if (record)
            print_state(sheet, whole, record);
        sheet_end_line(sheet);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Those of a type that are written for people. */
#define MOST_RELATED 20

static void print_rest(Sheet *sheet, const char *of, guint n)
{
    if (n <= MOST_RELATED)
        return;
    sheet_label(sheet, "");
    g_string_append_printf(sheet->line, "%s%s", say(sheet, of), *of ? " " : "");
    g_string_append_printf(sheet->line, n < RELATED_MAX ? say(sheet, N_("%u more")) : say(sheet, N_("at least %u more")),
                           n - MOST_RELATED);
    sheet_end_line(sheet);
}

/* What other documents say that they are to this one, but for what replaces it. */
static void print_related(Sheet *sheet, const Whole *whole)
{
    const RelationType *type = NULL;
    const char *label = N_("related");
    guint n = 0;
    for (guint i = 0; i < whole->related->len; i++) {
        const Related *related = &g_array_index(whole->related, Related, i);
        if (strcmp(related->type->name, "replaces") == 0)
            continue;
        if (type && related->type != type) {
            print_rest(sheet, type->inverse, n);
            n = 0;
        }
        type = related->type;
        if (++n > MOST_RELATED)
            continue;
        sheet_label(sheet, label);
        label = "";
        clean_append_printf(sheet->line, "%s %s", say(sheet, type->inverse),
                            record_text(related->record, FIELD_ID));
        if (related->degree)
            clean_append_printf(sheet->line, " (%s)", related->degree);
        print_state(sheet, whole, related->record);
        if (!related->dated)
            g_string_append(sheet->line, say(sheet, N_(" (names no edition)")));
        sheet_end_line(sheet);
    }
    if (type)
        print_rest(sheet, type->inverse, n);
}

static void print_parts(Sheet *sheet, const Whole *whole)
{
    for (guint i = 0; i < whole->parts->len && i < MOST_RELATED; i++) {
        const Record *part = whole->parts->pdata[i];
        sheet_label(sheet, i ? "" : N_("parts"));
        clean_append(sheet->line, record_text(part, FIELD_ID));
        print_state(sheet, whole, part);
        sheet_end_line(sheet);
    }
    print_rest(sheet, "", whole->parts->len);
}

static void print_sources(Sheet *sheet, const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const Source *source = sources->pdata[i];
        sheet_label(sheet, i ? "" : fields[FIELD_SOURCES].name);
        g_autofree char *name = source_name(source);
        clean_append(sheet->line, name);
        sheet_end_line(sheet);
    }
}

static void print_teller(Sheet *sheet, const Conflict *conflict)
{
    g_autofree char *who =
        g_strdup_printf("%s%s%s", conflict->source ? conflict->source : "?",
                        conflict->date ? ", " : "", conflict->date ? conflict->date : "");
    clean_append_printf(sheet->line, " (%s)", who);
}

/* What sources said that others contradict, and what counts instead. */
static void print_conflicts(Sheet *sheet, const Record *record, const GPtrArray *conflicts)
{
    gboolean labelled = FALSE;
    for (guint i = 0; i < conflicts->len; i++) {
        const Conflict *one = conflicts->pdata[i], *counts = whole_what_counts(record, one->member);
        if (one == counts || !conflict_is_open(record, one))
            continue;
        sheet_label(sheet, labelled ? "" : fields[FIELD_CONFLICTS].name);
        labelled = TRUE;
        clean_append_printf(sheet->line, "%s: %s", one->member, one->value);
        print_teller(sheet, one);
        if (counts) {
            clean_append_printf(sheet->line, say(sheet, N_("; what counts is %s")),
                                whole_reason(counts, one, sheet->options->language));
            print_teller(sheet, counts);
        }
        sheet_end_line(sheet);
    }
}

/* A value with what people call it; the status as it is today. */
static void print_value(Sheet *sheet, const Record *record, guint32 today, FieldId field)
{
    Language language = sheet->options->language;
    const char *value = record_text(record, field), *label = value_label_in(field, value, language);
    const char *status = field == FIELD_STATUS ? record_status_on(record, today) : value;
    sheet_label(sheet, fields[field].name);
    clean_append(sheet->line, value_said(field, status, language));
    if (status != value)
        clean_append_printf(sheet->line, say(sheet, N_(" (recorded as %s; its day, %s, has come)")),
                            value_said(field, value, language), record_text(record, FIELD_EFFECTIVE));
    else if (label && field != FIELD_KIND && field != FIELD_STATUS)
        clean_append_printf(sheet->line, " (%s)", label);
    sheet_end_line(sheet);
}

static void print_field(Sheet *sheet, const Whole *whole, FieldId field)
{
    const Record *record = whole->record;
    const FieldValue *value = &record->values[field];
    if (field == FIELD_ID || (!value->text && !value->list))
        return;
    switch (fields[field].type) {
    case FIELD_TYPE_STRING:
    case FIELD_TYPE_DATE:
        print_value(sheet, record, whole->searcher->today, field);
        break;
    case FIELD_TYPE_STRINGS:
        print_strings(sheet, fields[field].name, value->list);
        break;
    case FIELD_TYPE_LANG_TEXTS: {
        g_autoptr(GArray) texts = record_texts(record, 1u << field);
        for (guint i = 0; i < texts->len; i++) {
            const RecordText *text = &g_array_index(texts, RecordText, i);
            g_autofree char *name = record_text_name(text);
            sheet_name(sheet, name);
            clean_append(sheet->line, text->text);
            sheet_end_line(sheet);
        }
        break;
    }
    case FIELD_TYPE_PROGRESS:
    case FIELD_TYPE_RELATIONS: /* of their own */
        break;
    case FIELD_TYPE_SOURCES:
        print_sources(sheet, value->list);
        break;
    case FIELD_TYPE_CONFLICTS:
        print_conflicts(sheet, record, value->list);
        break;
    }
}

static void print_extra(Sheet *sheet, const Record *record)
{
    const char *name;
    json_t *value;
    json_object_foreach(record->extra, name, value)
    {
        g_autofree char *text = json_is_string(value) ? g_strdup(json_string_value(value)) : NULL;
        char *dumped = text ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        sheet_name(sheet, name);
        clean_append(sheet->line, text ? text : dumped);
        sheet_end_line(sheet);
        free(dumped);
    }
}

static void print_others(Sheet *sheet, const Whole *whole)
{
    if (whole->others->len)
        g_string_append_printf(sheet->out, "\n%s\n", say(sheet, N_("other documents of this number or title:")));
    for (guint i = 0; i < whole->others->len; i++) {
        const Record *record = whole->others->pdata[i];
        const char *status = life_status(record, whole->day, whole->searcher->today);
        const char *published = record_text(record, FIELD_PUBLISHED), *title = record_title_in(record, sheet->options->language);
        sheet->indent = 4;
        clean_append_printf(sheet->line, "  %s  %s  %s  %s", record_text(record, FIELD_ID),
                            status ? value_said(FIELD_STATUS, status, sheet->options->language) : "-", published ? published : "-", title ? title : "");
        sheet_end_line(sheet);
    }
}

gboolean document_text(const Whole *whole, const DocumentOptions *options, GString *out,
                       GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    Sheet sheet = {options, out, line, 0};
    gboolean ok = TRUE;
    sheet_head(&sheet, whole);
    for (FieldId field = 0; field < FIELD_COUNT && ok; field++) {
        if (field == FIELD_PROGRESS)
            print_timeline(&sheet, whole);
        if (field == FIELD_RELATIONS) {
            print_history(&sheet, whole);
            ok = print_relations(&sheet, whole, error);
        }
        print_field(&sheet, whole, field);
    }
    print_extra(&sheet, whole->record);
    print_parts(&sheet, whole);
    print_related(&sheet, whole);
    print_others(&sheet, whole);
    return ok;
}
