#include "search/check/told.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "number/number.h"
#include "search/check/life.h"
#include "unicode/clean.h"

#define GOOD "\033[32m"
#define BAD "\033[31m"

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

const char *told_name(Verdict verdict, Language language)
{
    return language == LANGUAGE_EN ? verdict_names[verdict].en : verdict_names[verdict].zh;
}

const char *told_colour(Verdict verdict)
{
    return verdict_names[verdict].valid ? GOOD : BAD;
}

void told_fill(GString *out, Language language, const char *zh, const char *en,
               const char *value)
{
    const char *text = language == LANGUAGE_EN ? en : zh, *place = strstr(text, "%s");
    g_string_append_len(out, text, place - text);
    clean_append(out, value);
    g_string_append(out, place + strlen("%s"));
}

/* From when on it applies, or else when it was published. */
static void tell_begin(GString *out, const Record *record, Language language)
{
    const char *effective = record_text(record, FIELD_EFFECTIVE),
               *published = record_text(record, FIELD_PUBLISHED);
    if (effective)
        told_fill(out, language, "（%s 实施）", " (from %s)", effective);
    else if (published)
        told_fill(out, language, "（%s 发布）", " (published %s)", published);
}

void told_chain(GString *out, const Checked *checked, Language language)
{
    const GPtrArray *successors = checked->chain.successors;
    for (guint i = 0; i < successors->len; i++) {
        clean_append_printf(out, "%s%s", i ? " → " : "", id_of(successors->pdata[i]));
        tell_begin(out, successors->pdata[i], language);
    }
    if (successors->len &&
        life_on(successors->pdata[successors->len - 1], checked->day, checked->today) == LIFE_PAST)
        g_string_append(out,
                        language == LANGUAGE_EN ? ", which is past too" : "，该文件也已不再有效");
}

static void tell_ids(GString *out, const GPtrArray *ids, Language language)
{
    for (guint i = 0; i < ids->len; i++)
        clean_append_printf(out, "%s%s",
                            !i                        ? ""
                            : language == LANGUAGE_EN ? ", "
                                                      : "、",
                            (const char *)ids->pdata[i]);
}

static void mark(GString *out, Language language)
{
    if (out->len)
        g_string_append(out, language == LANGUAGE_EN ? "; " : "；");
}

void told_remarks(GString *out, const Checked *checked, Language language)
{
    gboolean en = language == LANGUAGE_EN;
    if (checked->inferred && checked->verdict == checked->of_found) {
        mark(out, language);
        g_string_append(out,
                        en ? "without a status: inferred from its dates" : "未注状态，按日期推断");
    }
    if (checked->verdict == VERDICT_IN_FORCE && checked->chain.successors->len) {
        mark(out, language);
        told_fill(out, language, "%s 称代替它，可能只代替一部分",
                  "%s says that it replaces it, perhaps a part of it",
                  id_of(checked->chain.successors->pdata[0]));
    }
    if (checked->until) {
        mark(out, language);
        told_fill(out, language, "此前现行的是 %s", "until then %s is in force",
                  id_of(checked->until));
    }
    if (checked->chain.revisions->len) {
        mark(out, language);
        g_string_append(out, en ? "being revised: " : "正在修订：");
        tell_ids(out, checked->chain.revisions, language);
    }
}

/* What became of it, after the name of its verdict. */
static void tell_rest(GString *out, const Checked *checked, Language language)
{
    const char *withdrawn = record_text(checked->found, FIELD_WITHDRAWN),
               *stage = record_text(checked->found, FIELD_STAGE);
    gboolean en = language == LANGUAGE_EN;
    switch (checked->verdict) {
    case VERDICT_IN_FORCE:
    case VERDICT_NOT_YET:
        tell_begin(out, checked->found, language);
        break;
    case VERDICT_TO_BE_REPLACED:
    case VERDICT_REPLACED:
        g_string_append(out, checked->chain.successors->len ? " → "
                             : en                           ? ", by what is not known"
                                                            : "，代替它的文件不详");
        told_chain(out, checked, language);
        break;
    case VERDICT_WITHDRAWN:
        if (withdrawn)
            told_fill(out, language, "（%s）", " (%s)", withdrawn);
        g_string_append(out, en ? ", nothing known in its place" : "，未见代替它的文件");
        break;
    case VERDICT_DRAFT:
        if (stage)
            told_fill(out, language, "（%s）", " (%s)", stage);
        break;
    default:
        break;
    }
}

char *told_verdict(const Checked *checked, Language language)
{
    GString *out = g_string_new(told_name(checked->verdict, language));
    tell_rest(out, checked, language);
    told_remarks(out, checked, language);
    return g_string_free(out, FALSE);
}

const Record *told_in_force(const Checked *checked)
{
    const GPtrArray *successors = checked->chain.successors;
    const Record *last = successors->len ? successors->pdata[successors->len - 1] : NULL;
    if (verdict_names[checked->verdict].valid)
        return checked->found;
    Life of_last = last ? life_on(last, checked->day, checked->today) : LIFE_DRAFT;
    return of_last == LIFE_IN_FORCE || (of_last == LIFE_UNKNOWN && checked->chain.ended_later)
               ? last
               : NULL;
}

gboolean told_applies(const Record *record)
{
    const char *id = id_of(record);
    g_autoptr(Number) number = number_parse(id, -1);
    return g_strcmp0(record_text(record, FIELD_KIND), "news") != 0 &&
           (number || record_is_provisional(id) || record_text(record, FIELD_STATUS) ||
            record_text(record, FIELD_STAGE));
}

json_t *told_document(const Record *record, guint32 day, guint32 today)
{
    json_t *object = json_object();
    output_set(object, "id", id_of(record));
    output_set(object, "title", record_title(record));
    output_set(object, "status", life_status(record, day, today));
    output_set(object, "published", record_text(record, FIELD_PUBLISHED));
    output_set(object, "effective", record_text(record, FIELD_EFFECTIVE));
    return object;
}

json_t *told_documents(const GPtrArray *records, guint32 day, guint32 today)
{
    json_t *array = json_array();
    for (guint i = 0; i < records->len; i++)
        json_array_append_new(array, told_document(records->pdata[i], day, today));
    return array;
}

json_t *told_counts(const guint counts[VERDICTS])
{
    json_t *object = json_object();
    for (guint v = 0; v < VERDICTS; v++)
        if (counts[v])
            json_object_set_new(object, verdict_names[v].name, json_integer(counts[v]));
    return object;
}
