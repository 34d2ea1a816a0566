#include "search/document/document.h"

#include <string.h>

#include "corpus/record/conflicts.h"
#include "corpus/record/value.h"
#include "search/check/life.h"
#include "search/check/told.h"
#include "search/document/private.h"

struct DocumentFormat {
    const char *name;
    gboolean (*write)(const Whole *whole, const DocumentOptions *options, GString *out,
                      GError **error);
};

static const DocumentFormat formats[] = {
    {"text", document_text}, {"sources", document_sources}, {"json", document_json}};

const DocumentFormat *document_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

char *whole_verdict(const Whole *whole, Language language)
{
    return told_applies(whole->record) ? told_verdict(whole->checked, language) : NULL;
}

const char *whole_status(const Whole *whole, const Record *record)
{
    const char *status = life_status(record, whole->day, whole->searcher->today);
    return status ? value_said(FIELD_STATUS, status, whole->language) : record_text(record, FIELD_STAGE);
}

const char *whole_reason(const Conflict *counts, const Conflict *other, Language language)
{
    static const char *const newer[] = {"较新", "newer"}, *const dated[] = {"注有日期", "dated"},
                             *const later[] = {"后给出", "given later"};
    if (counts->date && other->date && strcmp(counts->date, other->date) != 0)
        return newer[language];
    return (counts->date && !other->date ? dated : later)[language];
}

const Conflict *whole_what_counts(const Record *record, const char *member)
{
    const GPtrArray *list = record->values[FIELD_CONFLICTS].list;
    for (guint i = 0; i < list->len; i++)
        if (strcmp(((Conflict *)list->pdata[i])->member, member) == 0 &&
            conflict_counts(record, list->pdata[i]))
            return list->pdata[i];
    return NULL;
}

static GPtrArray *records_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
}

/* The documents that say themselves what they are to the one asked about. */
static GHashTable *speakers(const Whole *whole)
{
    GHashTable *speakers = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < whole->related->len; i++)
        g_hash_table_add(speakers, GUINT_TO_POINTER(g_array_index(whole->related, Related, i).docid));
    return speakers;
}

static gboolean is_other_part(const LookupMatch *match, const Edition *own, const char *last)
{
    return match->level == LOOKUP_EXACT && !match->edition.old &&
           match->edition.further == EDITION_PART &&
           g_strcmp0(match->edition.number, own->number) != 0 &&
           g_strcmp0(match->edition.number, last) != 0;
}

static gboolean find_parts(Whole *whole, GError **error)
{
    const char *id = record_text(whole->record, FIELD_ID), *last = NULL;
    g_autofree char *all = edition_whole(id);
    g_autoptr(Number) number = all ? number_parse(all, -1) : NULL;
    if (!number)
        return TRUE;
    g_autoptr(QueryNumber) any = query_number_new(number);
    g_autoptr(GArray) matches = lookup_number(whole->searcher, any, error);
    g_autoptr(GHashTable) known = speakers(whole);
    gboolean ok = matches != NULL;
    Edition own;
    edition_init(&own, id, EDITION_UNKNOWN);
    for (guint i = 0; ok && i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (!is_other_part(match, &own, last) || g_hash_table_contains(known, GUINT_TO_POINTER(match->docid)))
            continue;
        Record *part = index_record(whole->searcher->index, match->docid, error);
        ok = part != NULL;
        if (ok)
            g_ptr_array_add(whole->parts, part);
        last = match->edition.number;
    }
    edition_clear(&own);
    return ok;
}

static gboolean find_others(Whole *whole, guint which, GError **error)
{
    for (guint i = 0; i < found_text_exact(whole->found); i++) {
        if (i == which)
            continue;
        const LookupMatch *match = &g_array_index(whole->found->matches, LookupMatch, i);
        Record *record = index_record(whole->searcher->index, match->docid, error);
        if (!record)
            return FALSE;
        g_ptr_array_add(whole->others, record);
    }
    return TRUE;
}

static gboolean gather(Whole *whole, GError **error)
{
    const GArray *matches = whole->found->matches;
    guint which;
    if (!check_edition(whole->searcher, matches, found_text_exact(whole->found), whole->day, &which,
                       error))
        return FALSE;
    whole->checked = check_document(
        whole->searcher, g_array_index(matches, LookupMatch, which).docid, whole->day, error);
    if (!whole->checked)
        return FALSE;
    whole->record = whole->checked->found;
    whole->timeline = timeline_of(whole->record);
    whole->history = history_find(whole->searcher, whole->checked, error);
    whole->related = whole->history ? related_find(whole->searcher, whole->record, error) : NULL;
    return whole->related && find_parts(whole, error) && find_others(whole, which, error);
}

static void clear(Whole *whole)
{
    g_ptr_array_unref(whole->parts);
    g_ptr_array_unref(whole->others);
    g_clear_pointer(&whole->related, g_array_unref);
    g_clear_pointer(&whole->history, g_ptr_array_unref);
    g_clear_pointer(&whole->timeline, g_array_unref);
    checked_free(whole->checked);
}

gboolean document_write(Searcher *searcher, const FoundText *found, const DocumentFormat *format,
                        const DocumentOptions *options, GString *out, GError **error)
{
    Whole whole = {
        .searcher = searcher, .found = found, .language = options->language, .day = options->day ? options->day : searcher->today};
    whole.parts = records_new();
    whole.others = records_new();
    gboolean ok = gather(&whole, error) && format->write(&whole, options, out, error);
    clear(&whole);
    return ok;
}
