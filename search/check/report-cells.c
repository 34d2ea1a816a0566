/* What the cells of a report say. */
#include <string.h>

#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "search/check/life.h"
#include "search/check/private.h"
#include "search/check/told.h"
#include "unicode/clean.h"
#include "unicode/han.h"

static const char *const names[REPORT_COLUMNS][2] = {
    [COLUMN_PLACE_IN_REPORT] = {"序号", "No."},
    [COLUMN_CITED] = {"引用编号", "As cited"},
    [COLUMN_CITED_TITLE] = {"引用名称", "Title cited"},
    [COLUMN_VERDICT] = {"结论", "Verdict"},
    [COLUMN_FOUND] = {"标准编号", "Found as"},
    [COLUMN_FOUND_TITLE] = {"标准名称", "Title"},
    [COLUMN_FOUND_STATUS] = {"状态", "Status"},
    [COLUMN_PUBLISHED_ON] = {"发布日期", "Published"},
    [COLUMN_EFFECTIVE_ON] = {"实施日期", "In effect from"},
    [COLUMN_REPLACED_BY] = {"被代替", "Replaced by"},
    [COLUMN_AMENDED_BY] = {"修改单", "Amended by"},
    [COLUMN_ADOPTED] = {"采用", "Adopts"},
    [COLUMN_REMARK] = {"说明", "Remark"},
    [COLUMN_WHERE] = {"位置", "Where"},
};

const char *report_column_name(ReportColumn column, Language language)
{
    return names[column][language];
}

void report_append_counts(const Report *report, Language language, GString *out)
{
    guint counts[VERDICTS];
    const char *mark = "";
    report_count(report, counts);
    for (guint v = 0; v < VERDICTS; v++) {
        const char *name = told_name((Verdict)v, language);
        if (!counts[v])
            continue;
        if (language == LANGUAGE_EN)
            g_string_append_printf(out, "%s%u %s", mark, counts[v], name);
        else
            g_string_append_printf(out, "%s%s %u", mark, name, counts[v]);
        mark = language == LANGUAGE_EN ? ", " : "，";
    }
}

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

/* told_fill() after a mark between remarks. */
static void add(GString *out, Language language, const char *zh, const char *en, const char *value)
{
    if (out->len)
        g_string_append(out, language == LANGUAGE_EN ? "; " : "；");
    told_fill(out, language, zh, en, value);
}

static char *join(const GPtrArray *list, Language language, const char *(*text)(const void *))
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < list->len; i++) {
        if (i > 0)
            g_string_append(out, language == LANGUAGE_EN ? ", " : "、");
        clean_append(out, text ? text(list->pdata[i]) : list->pdata[i]);
    }
    return g_string_free(out, FALSE);
}

static const char *id_of_item(const void *record)
{
    return id_of(record);
}

static char *replaced_by(const Checked *checked, Language language)
{
    GString *out = g_string_new(NULL);
    told_chain(out, checked, language);
    return g_string_free(out, FALSE);
}

static char *adopted(const Record *found, Language language)
{
    GString *out = g_string_new(NULL);
    const GPtrArray *relations = found ? found->values[FIELD_RELATIONS].list : NULL;
    for (guint i = 0; relations && i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        if (strcmp(relation->type, "adopts") != 0)
            continue;
        g_string_append(out, !out->len ? "" : language == LANGUAGE_EN ? ", " : "、");
        clean_append(out, relation->to);
        if (relation->degree)
            clean_append_printf(out, " %s", relation->degree);
    }
    return g_string_free(out, FALSE);
}

/* Whether the document found is not in force, which nothing else of the row says. */
static gboolean is_past_besides(const Checked *checked)
{
    return checked->found && checked->verdict != checked->of_found && !checked->chain.successors->len &&
           verdict_names[checked->of_found].grade == GRADE_BAD;
}

/* Which document is meant where it is not the one that was written. */
static void remark_on_found(GString *out, const ReportRow *row, Language language)
{
    const Checked *checked = row->checked;
    g_autofree char *number = number_format(row->number);
    const char *id = checked->found ? id_of(checked->found) : "";
    if (number_is_misread(row->cited))
        add(out, language, "按 %s 理解", "read as %s", number);
    if (checked->verdict == VERDICT_OTHER_YEAR)
        add(out, language, "未见该年代号的版本，现有 %s", "no edition of that year is known, but %s", id);
    else if (checked->verdict == VERDICT_OTHER_NUMBER)
        add(out, language, "疑为 %s", "%s may be meant", id);
    else if (checked->found && row->number->type == NUMBER_STANDARD && row->number->year <= 0 && strcmp(id, number) != 0)
        add(out, language, "引用未注日期，按 %s 核对", "undated: checked as %s", id);
    else if (checked->found && row->number->year > 0 && strcmp(id, number) != 0)
        add(out, language, "编号现为 %s", "its number is now %s", id);
    if (is_past_besides(checked))
        add(out, language, "该文件%s", "it is %s", told_name(checked->of_found, language));
    if (checked->title_of)
        add(out, language, "引用的名称是 %s 的", "the title cited is that of %s", checked->title_of);
}

static char *remark(const ReportRow *row, Language language)
{
    const Checked *checked = row->checked;
    GString *out = g_string_new(NULL);
    remark_on_found(out, row, language);
    if (checked->near->len) {
        g_autofree char *near = join(checked->near, language, NULL);
        add(out, language, "相近的编号：%s", "near numbers: %s", near);
    }
    told_remarks(out, checked, language);
    return g_string_free(out, FALSE);
}

static char *where(const ReportRow *row, Language language)
{
    g_autofree char *places = join(row->places, language, NULL);
    if (row->n_places <= row->places->len)
        return g_steal_pointer(&places);
    GString *out = g_string_new(places);
    g_autofree char *others = g_strdup_printf("%u", row->n_places - row->places->len);
    told_fill(out, language, "等，另 %s 处", " and %s more", others);
    return g_string_free(out, FALSE);
}

/* The title to be compared with the one cited, hence in its language; else in that of the reader. */
static const char *found_title(const ReportRow *row, Language language)
{
    const Record *found = row->checked->found;
    return found ? record_title_in(found, !row->title ? language : han_is_in(row->title) ? LANGUAGE_ZH : LANGUAGE_EN) : NULL;
}

char *report_cell(const Report *report, guint row, ReportColumn column, Language language)
{
    const ReportRow *one = report->rows->pdata[row];
    const Checked *checked = one->checked;
    const Record *found = checked->found;
    switch (column) {
    case COLUMN_PLACE_IN_REPORT:
        return g_strdup_printf("%u", row + 1);
    case COLUMN_CITED:
        return clean_text(one->cited);
    case COLUMN_CITED_TITLE:
        return clean_text(or_nothing(one->title));
    case COLUMN_VERDICT:
        return g_strdup(told_name(checked->verdict, language));
    case COLUMN_FOUND:
        return clean_text(found ? id_of(found) : "");
    case COLUMN_FOUND_TITLE:
        return clean_text(or_nothing(found_title(one, language)));
    case COLUMN_FOUND_STATUS:
        return clean_text(or_nothing(found ? life_status(found, report->day, report->searcher->today) : NULL));
    case COLUMN_PUBLISHED_ON:
        return clean_text(or_nothing(found ? record_text(found, FIELD_PUBLISHED) : NULL));
    case COLUMN_EFFECTIVE_ON:
        return clean_text(or_nothing(found ? record_text(found, FIELD_EFFECTIVE) : NULL));
    case COLUMN_REPLACED_BY:
        return replaced_by(checked, language);
    case COLUMN_AMENDED_BY:
        return join(checked->amendments, language, id_of_item);
    case COLUMN_ADOPTED:
        return adopted(found, language);
    case COLUMN_REMARK:
        return remark(one, language);
    case COLUMN_WHERE:
        return where(one, language);
    case REPORT_COLUMNS:
        break;
    }
    return g_strdup("");
}
