/* The standard that came of a plan (国标计划号; GB/T 16733 has the stages of a national standard). */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "indexer/write/identity-private.h"
#include "number/number.h"

/* A plan has come to its standard or its end by then. */
#define PLAN_YEARS 10
/* A title that more plans have tells of none which standard is its. */
#define SAME_TITLE_MOST 16u

/* What is known of a plan, and the numbers that may be its standard's. */
typedef struct {
    char *id, *committee; /* the latter may be NULL */
    int year;
    guint32 last;      /* date of its last step before publication (date_key()) */
    char *named;       /* the standard of which a record says that it has this plan, or NULL */
    gboolean disputed; /* there are several such */
    char *title_zh, *title_en; /* of the standard, or NULL */
    char *titled;      /* the first edition with the plan's title that can be its standard, or NULL */
    int titled_year;
    gboolean ambiguous; /* there are several of that year */
    GHashTable *refuted; /* ids of standards that some record says cannot be its, or NULL */
} Plan;

struct Plans {
    GHashTable *by_id;    /* char * → Plan, which owns the key */
    GHashTable *by_title; /* title key → GPtrArray of Plan */
    GHashTable *planned;  /* ids of standards of which some record tells a plan */
};

static void free_plan(gpointer data)
{
    Plan *plan = data;
    g_free(plan->id);
    g_free(plan->committee);
    g_free(plan->named);
    g_free(plan->titled);
    g_free(plan->title_zh);
    g_free(plan->title_en);
    if (plan->refuted)
        g_hash_table_unref(plan->refuted);
    g_free(plan);
}

Plans *plans_new(void)
{
    Plans *plans = g_new0(Plans, 1);
    plans->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_plan);
    plans->by_title = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_ptr_array_unref);
    plans->planned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return plans;
}

void plans_free(Plans *plans)
{
    if (!plans)
        return;
    g_hash_table_unref(plans->planned);
    g_hash_table_unref(plans->by_title);
    g_hash_table_unref(plans->by_id);
    g_free(plans);
}

/* The year of the plan with ID, 0 if it is no whole number of a plan (20231926-T-469). */
static int plan_year(const char *id)
{
    if (!g_ascii_isdigit(*id))
        return 0;
    g_autoptr(Number) number = number_parse(id, -1);
    return number && number->type == NUMBER_PLAN && number->part ? atoi(number->base) / 10000 : 0;
}

gboolean plans_is_plan(const char *id)
{
    return plan_year(id) > 0;
}

gboolean plans_any(const Plans *plans)
{
    return g_hash_table_size(plans->by_id) > 0;
}

/* The date of the last step of PLAN that comes before a standard is published; of one that was ended, never. */
static guint32 last_step(const Record *plan)
{
    static const char *const before[] = {"预研", "立项", "启动", "起草", "征求意见", "审查",
                                         "投票", "报批", "延期", NULL};
    const GPtrArray *steps = plan->values[FIELD_PROGRESS].list;
    guint32 last = 0;
    for (guint i = 0; steps && i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        if (g_strcmp0(step->event, "终止") == 0)
            return G_MAXUINT32;
        if (step->event && g_strv_contains(before, step->event))
            last = MAX(last, date_key(step->date));
    }
    return last;
}

void plans_note(Plans *plans, const Record *record, const char *key)
{
    const char *id = record_text(record, FIELD_ID);
    const char *committee = record_text(record, FIELD_COMMITTEE);
    Plan *plan = g_hash_table_lookup(plans->by_id, id);
    if (!plan) {
        plan = g_new0(Plan, 1);
        plan->id = g_strdup(id);
        plan->year = plan_year(id);
        g_hash_table_insert(plans->by_id, plan->id, plan);
    }
    if (!plan->committee)
        plan->committee = g_strdup(committee);
    plan->last = MAX(plan->last, last_step(record));
    if (!key)
        return;
    GPtrArray *same = g_hash_table_lookup(plans->by_title, key);
    if (!same) {
        same = g_ptr_array_new();
        g_hash_table_insert(plans->by_title, g_strdup(key), same);
    }
    if (!g_ptr_array_find(same, plan, NULL))
        g_ptr_array_add(same, plan);
}

static void keep_titles(Plan *plan, const Record *record)
{
    const char *zh = record_text(record, FIELD_TITLE_ZH), *en = record_text(record, FIELD_TITLE_EN);
    if (zh && !plan->title_zh)
        plan->title_zh = g_strdup(zh);
    if (en && !plan->title_en)
        plan->title_en = g_strdup(en);
}

static void offer_named(Plan *plan, const Record *record)
{
    const char *id = record_text(record, FIELD_ID);
    if (plan)
        keep_titles(plan, record);
    if (!plan || g_strcmp0(plan->named, id) == 0)
        return;
    plan->disputed = plan->disputed || plan->named;
    g_free(plan->named);
    plan->named = g_strdup(id);
}

/* The year of the national standard with ID, 0 of anything else. */
static int edition_year(const char *id)
{
    g_autoptr(Number) number = number_parse(id, -1);
    const char *kind = number ? number_kind(number) : NULL;
    return number && number->type == NUMBER_STANDARD && !number->supplement && kind &&
                   strcmp(kind, "gb") == 0
               ? MAX(number->year, 0)
               : 0;
}

/* Whether RECORD, a standard of YEAR, does not contradict that it came of PLAN. */
static gboolean can_be(const Plan *plan, const Record *record, int year)
{
    const char *committee = record_text(record, FIELD_COMMITTEE);
    guint32 published = date_last(date_key(record_text(record, FIELD_PUBLISHED)));
    if (year < plan->year || year > plan->year + PLAN_YEARS)
        return FALSE;
    if (plan->committee && committee && strcmp(plan->committee, committee) != 0)
        return FALSE;
    return plan->last <= (published ? published : (guint32)year * 10000 + 9999);
}

static void offer_titled(Plan *plan, const Record *record, int year)
{
    const char *id = record_text(record, FIELD_ID);
    if (!can_be(plan, record, year)) {
        if (!plan->refuted)
            plan->refuted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_add(plan->refuted, g_strdup(id));
        return;
    }
    if (g_strcmp0(plan->titled, id) == 0 || (plan->titled && plan->titled_year < year))
        return;
    plan->ambiguous = plan->titled && plan->titled_year == year;
    g_free(plan->titled);
    plan->titled = g_strdup(id);
    plan->titled_year = year;
    keep_titles(plan, record);
}

void plans_offer(Plans *plans, const Record *record, const char *key)
{
    const char *id = record_text(record, FIELD_ID), *its = record_text(record, FIELD_PLAN);
    if (its && strcmp(its, id) == 0) /* a plan itself */
        return;
    const GPtrArray *same = its || !key ? NULL : g_hash_table_lookup(plans->by_title, key);
    if (same && same->len > SAME_TITLE_MOST)
        same = NULL;
    int year = its || same ? edition_year(id) : 0;
    if (its && year)
        g_hash_table_add(plans->planned, g_strdup(id));
    if (its && !record_is_provisional(id) && !plans_is_plan(id))
        offer_named(g_hash_table_lookup(plans->by_id, its), record);
    for (guint i = 0; same && year && i < same->len; i++)
        offer_titled(same->pdata[i], record, year);
}

static gboolean offer_all(Plans *plans, Index *base, const GArray *docids, const char *key,
                          GError **error)
{
    for (guint i = 0; docids && i < docids->len; i++) {
        g_autoptr(Record) record = index_record(base, g_array_index(docids, XcDocid, i), error);
        if (!record)
            return FALSE;
        plans_offer(plans, record, key);
    }
    return docids != NULL;
}

gboolean plans_offer_stored(Plans *plans, Index *base, GError **error)
{
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, plans->by_id);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        g_autoptr(Number) number = number_parse(key, -1);
        g_autoptr(GArray) docids = index_find_number(base, number, error);
        if (!offer_all(plans, base, docids, NULL, error))
            return FALSE;
    }
    g_hash_table_iter_init(&iterator, plans->by_title);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        g_autoptr(GArray) docids = index_find_title(base, key, error);
        if (!offer_all(plans, base, docids, key, error))
            return FALSE;
    }
    return TRUE;
}

/* A standard comes of one plan: where its title alone speaks for several, of which is not told. */
void plans_settle(const Plans *plans, GHashTable *ids)
{
    g_autoptr(GHashTable) claims = g_hash_table_new(g_str_hash, g_str_equal); /* id → plans */
    GHashTableIter iterator;
    gpointer value;
    g_hash_table_iter_init(&iterator, plans->by_id);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const Plan *plan = value;
        gpointer n = plan->titled ? g_hash_table_lookup(claims, plan->titled) : NULL;
        if (plan->titled && !plan->named)
            g_hash_table_insert(claims, plan->titled, GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
    }
    g_hash_table_iter_init(&iterator, plans->by_id);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const Plan *plan = value;
        if (plan->named && !plan->disputed)
            g_hash_table_insert(ids, g_strdup(plan->id), g_strdup(plan->named));
        else if (!plan->named && plan->titled && !plan->ambiguous &&
                 !g_hash_table_contains(plans->planned, plan->titled) &&
                 !(plan->refuted && g_hash_table_contains(plan->refuted, plan->titled)) &&
                 g_hash_table_lookup(claims, plan->titled) == GUINT_TO_POINTER(1))
            g_hash_table_insert(ids, g_strdup(plan->id), g_strdup(plan->titled));
    }
}

static void yield(Record *record, FieldId field, const char *own)
{
    if (own)
        record_set_text(record, field, NULL, 0);
}

void plans_yield_titles(const Plans *plans, const char *id, Record *record)
{
    const Plan *plan = g_hash_table_lookup(plans->by_id, id);
    const char *title = record_text(record, FIELD_TITLE_ZH);
    if (!plan)
        return;
    g_autofree char *key = title ? record_title_key_of(title) : NULL;
    g_autofree char *own = plan->title_zh ? record_title_key_of(plan->title_zh) : NULL;
    if (key && own && strcmp(key, own) != 0) {
        record->extra = record->extra ? record->extra : json_object();
        json_object_set_new(record->extra, "former_title", json_string(title));
    }
    yield(record, FIELD_TITLE_ZH, plan->title_zh);
    yield(record, FIELD_TITLE_EN, plan->title_en);
}
