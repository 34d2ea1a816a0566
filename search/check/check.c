#include "search/check/check.h"

#include <string.h>

#include "corpus/record/value.h"
#include "search/check/life.h"
#include "search/check/title.h"
#include "search/plan/lookup.h"
#include "search/plan/near-number.h"
#include "search/plan/successor.h"

const VerdictName verdict_names[VERDICTS] = {
    [VERDICT_IN_FORCE] = {"in-force", "现行有效", "in force", TRUE, GRADE_GOOD},
    [VERDICT_TO_BE_REPLACED] = {"to-be-replaced", "即将被代替", "in force, to be replaced", TRUE, GRADE_DOUBTFUL},
    [VERDICT_NOT_YET] = {"not-yet", "尚未实施", "not yet in effect", FALSE, GRADE_BAD},
    [VERDICT_REPLACED] = {"replaced", "已被代替", "replaced", FALSE, GRADE_BAD},
    [VERDICT_WITHDRAWN] = {"withdrawn", "已废止", "withdrawn", FALSE, GRADE_BAD},
    [VERDICT_DRAFT] = {"draft", "尚未发布", "not published", FALSE, GRADE_BAD},
    [VERDICT_OTHER_YEAR] = {"other-year", "年代号有误", "no edition of that year", FALSE, GRADE_BAD},
    [VERDICT_OTHER_NUMBER] = {"other-number", "编号有误", "another number is meant", FALSE, GRADE_BAD},
    [VERDICT_OTHER_TITLE] = {"other-title", "名称不符", "the title is not its own", FALSE, GRADE_BAD},
    [VERDICT_NO_STATUS] = {"no-status", "状态不详", "status not known", FALSE, GRADE_DOUBTFUL},
    [VERDICT_NOT_FOUND] = {"not-found", "未收录", "not found", FALSE, GRADE_DOUBTFUL},
};

typedef struct {
    Searcher *searcher;
    const Number *number;
    const char *title; /* or NULL */
    guint32 day;
    Checked *checked;
} Check;

static Checked *checked_new(const Searcher *searcher, guint32 day)
{
    Checked *checked = g_new0(Checked, 1);
    checked->day = day;
    checked->today = searcher->today;
    checked->verdict = VERDICT_NOT_FOUND;
    chain_init(&checked->chain);
    checked->amendments = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
    checked->near = g_ptr_array_new_with_free_func(g_free);
    return checked;
}

void checked_free(Checked *checked)
{
    if (!checked)
        return;
    record_free(checked->found);
    record_free(checked->until);
    chain_clear(&checked->chain);
    g_ptr_array_unref(checked->amendments);
    g_ptr_array_unref(checked->near);
    g_free(checked->title_of);
    g_free(checked);
}

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

static Life life(const Check *check, const Record *record)
{
    return life_on(record, check->day, check->searcher->today);
}

static gboolean follow(Check *check, const char *id, GError **error)
{
    return chain_follow(check->searcher, id, check->day, &check->checked->chain, error);
}

static gboolean find_amendments(Check *check, GError **error)
{
    const char *id = id_of(check->checked->found);
    g_autoptr(GArray) docids = index_find_related(check->searcher->index, "amends", id, error);
    for (guint i = 0; docids && i < docids->len; i++) {
        Record *record = index_record(check->searcher->index, g_array_index(docids, XcDocid, i), error);
        if (!record)
            return FALSE;
        g_ptr_array_add(check->checked->amendments, record);
    }
    return docids != NULL;
}

/* Verdicts */

/* Whether the ids are of editions of one number. */
static gboolean same_number(const char *a, const char *b)
{
    Edition first, second;
    edition_init(&first, a, EDITION_UNKNOWN);
    edition_init(&second, b, EDITION_UNKNOWN);
    gboolean same = first.number && second.number && strcmp(first.number, second.number) == 0;
    edition_clear(&first);
    edition_clear(&second);
    return same;
}

/* Of what has no status: it began on some day, and nothing is known to have ended it. */
static Verdict infer(Checked *checked)
{
    checked->inferred = life_begins(checked->found) && !record_text(checked->found, FIELD_STATUS);
    return checked->inferred ? VERDICT_IN_FORCE : VERDICT_NO_STATUS;
}

/* By what the document itself is, and what came first in its place: also where it is recorded as in force still, if that is
 * an edition of its own number. Where another number says that it replaces a document
 * that is recorded as in force, it may replace a part of it. */
static Verdict verdict_of(const Check *check)
{
    Checked *checked = check->checked;
    const Record *next = checked->chain.successors->len ? checked->chain.successors->pdata[0] : NULL;
    gboolean to_come = next && life(check, next) == LIFE_NOT_YET;
    const char *status = record_text(checked->found, FIELD_STATUS);
    switch (life(check, checked->found)) {
    case LIFE_DRAFT:
        return VERDICT_DRAFT;
    case LIFE_NOT_YET:
        return VERDICT_NOT_YET;
    case LIFE_IN_FORCE:
        return to_come                                                            ? VERDICT_TO_BE_REPLACED
               : next && same_number(id_of(next), id_of(checked->found)) ? VERDICT_REPLACED
                                                                                  : VERDICT_IN_FORCE;
    case LIFE_PAST:
        return next || g_strcmp0(status, STATUS_SUPERSEDED) == 0 ? VERDICT_REPLACED : VERDICT_WITHDRAWN;
    case LIFE_UNKNOWN:
        break;
    }
    /* Recorded as past today: it was in force on the day if what replaced it came later. */
    return to_come              ? VERDICT_TO_BE_REPLACED
           : next               ? VERDICT_REPLACED
           : checked->chain.ended_later ? VERDICT_IN_FORCE
                                : infer(checked);
}

/* The id of a document other than the one found with exactly the title that stands with the citation, the best of them;
 * NULL without an error if there is none. Caller frees. */
static char *find_by_title(const Check *check, GError **error)
{
    g_autofree char *key = check->title ? record_title_key_of(check->title) : NULL;
    if (!key || !*key)
        return NULL;
    g_autoptr(GArray) docids = index_find_title(check->searcher->index, key, error);
    g_autoptr(GArray) matches = lookup_matches_new();
    if (!docids || !lookup_add(check->searcher, matches, docids, LOOKUP_EXACT, error))
        return NULL;
    const char *own = check->checked->found ? id_of(check->checked->found) : "";
    for (guint i = 0; i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (strcmp(match->id, own) != 0)
            return g_strdup(match->id);
    }
    return NULL;
}

/* Of what is not yet in effect: which of the documents that it replaces is until then. */
static gboolean find_until(Check *check, GError **error)
{
    const GPtrArray *relations = check->checked->found->values[FIELD_RELATIONS].list;
    GError *inner = NULL;
    for (guint i = 0; relations && i < relations->len && !check->checked->until && !inner; i++) {
        const Relation *relation = relations->pdata[i];
        XcDocid docid = strcmp(relation->type, "replaces") == 0
                            ? index_find_id(check->searcher->index, relation->to, &inner)
                            : 0;
        g_autoptr(Record) old = docid ? index_record(check->searcher->index, docid, &inner) : NULL;
        if (old && life(check, old) == LIFE_IN_FORCE)
            check->checked->until = g_steal_pointer(&old);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Judges the document found, as meant unless VERDICT says otherwise. */
static gboolean judge(Check *check, Verdict verdict, GError **error)
{
    if (!follow(check, id_of(check->checked->found), error) || !find_amendments(check, error))
        return FALSE;
    check->checked->of_found = verdict_of(check);
    check->checked->verdict = verdict == VERDICTS ? check->checked->of_found : verdict;
    return check->checked->verdict != VERDICT_NOT_YET || find_until(check, error);
}

/* Judges the document found, beside which the title stands. What is exactly another document's title is no misreading of
 * its own. */
static gboolean judge_titled(Check *check, Verdict verdict, GError **error)
{
    TitleMatch match = check->title ? title_compare(check->searcher, check->title, check->checked->found) : TITLE_SAME;
    GError *inner = NULL;
    if (match == TITLE_NEAR || match == TITLE_OTHER)
        check->checked->title_of = find_by_title(check, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    gboolean other = match == TITLE_OTHER || check->checked->title_of;
    return judge(check, other && verdict == VERDICTS ? VERDICT_OTHER_TITLE : verdict, error);
}

/* Which document is meant */

static gboolean take(Check *check, XcDocid docid, GError **error)
{
    record_free(check->checked->found);
    check->checked->found = index_record(check->searcher->index, docid, error);
    return check->checked->found != NULL;
}

static gboolean take_id(Check *check, const char *id, GError **error)
{
    XcDocid docid = index_find_id(check->searcher->index, id, error);
    return docid && take(check, docid, error);
}

/* Whether A is a newer edition of B's number. */
static gboolean is_newer(const LookupMatch *a, const LookupMatch *b)
{
    return a->edition.year > b->edition.year && a->edition.further == b->edition.further &&
           g_strcmp0(a->edition.number, b->edition.number) == 0;
}

gboolean check_edition(Searcher *searcher, const GArray *matches, guint n, guint32 day, guint *which, GError **error)
{
    Life of_best = LIFE_DRAFT;
    *which = 0;
    for (guint i = 0; i < n && day != searcher->today; i++) {
        g_autoptr(Record) record = index_record(searcher->index, g_array_index(matches, LookupMatch, i).docid, error);
        if (!record)
            return FALSE;
        Life of_it = life_on(record, day, searcher->today);
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i), *best = &g_array_index(matches, LookupMatch, *which);
        gboolean better = of_it == LIFE_IN_FORCE ? of_best != LIFE_IN_FORCE || is_newer(match, best)
                                                 : of_it == LIFE_UNKNOWN && of_best > LIFE_UNKNOWN;
        *which = better ? i : *which;
        of_best = better ? of_it : of_best;
    }
    return TRUE;
}

/* Takes that of the first N of MATCHES that is meant on the day. */
static gboolean take_edition(Check *check, const GArray *matches, guint n, GError **error)
{
    guint which;
    return check_edition(check->searcher, matches, n, check->day, &which, error) &&
           take(check, g_array_index(matches, LookupMatch, which).docid, error);
}

/* How many of MATCHES, from FROM on, are of LEVEL. */
static guint count_level(const GArray *matches, guint from, LookupLevel level)
{
    guint n = 0;
    while (from + n < matches->len && g_array_index(matches, LookupMatch, from + n).level == level)
        n++;
    return n;
}

/* The first of MATCHES that is another edition of ID (a part of it is none), or NULL. */
static const LookupMatch *find_edition(const GArray *matches, const char *id)
{
    for (guint i = 0; i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (match->level == LOOKUP_EDITION && same_number(match->id, id))
            return match;
    }
    return NULL;
}

/* Whether ID is what was cited but for its prefix (GB 22239-2019 for GB/T 22239-2019), which is of the same body. */
static gboolean differs_in_prefix(const Check *check, const char *id)
{
    g_autoptr(Number) other = number_parse(id, -1);
    return other && other->type == check->number->type && other->year == check->number->year && other->year > 0 &&
           g_strcmp0(other->base, check->number->base) == 0 && g_strcmp0(other->part, check->number->part) == 0 &&
           g_strcmp0(other->supplement, check->number->supplement) == 0 &&
           g_strcmp0(number_kind(other), number_kind(check->number)) == 0;
}

/* Of what is near to a number that no document has, takes the one whose title stands with the citation, or that differs in
 * its prefix alone; what else is near is kept. */
static gboolean take_near(Check *check, GPtrArray *near, GError **error)
{
    for (guint i = 0; i < near->len; i++) {
        if (!take_id(check, near->pdata[i], error))
            return FALSE;
        gboolean titled = check->title && title_compare(check->searcher, check->title, check->checked->found) <= TITLE_NEAR;
        if (titled || (!check->title && differs_in_prefix(check, near->pdata[i])))
            return judge(check, VERDICT_OTHER_NUMBER, error);
        g_ptr_array_add(check->checked->near, g_strdup(near->pdata[i]));
    }
    g_clear_pointer(&check->checked->found, record_free);
    return TRUE;
}

static gboolean look_near(Check *check, const QueryNumber *sought, GError **error)
{
    GError *inner = NULL;
    g_autofree char *titled = find_by_title(check, &inner);
    g_autoptr(GPtrArray) near = titled || inner ? NULL : near_numbers(check->searcher, sought, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    return titled ? take_id(check, titled, error) && judge(check, VERDICT_OTHER_NUMBER, error)
                  : take_near(check, near, error);
}

/* Of a document that is not there itself others may say that they replaced it. */
static gboolean find_named_successors(Check *check, const char *id, GError **error)
{
    g_autoptr(GArray) docids = successors_named(check->searcher, id, error);
    if (!docids || docids->len == 0)
        return docids != NULL;
    if (!follow(check, id, error))
        return FALSE;
    const GPtrArray *chain = check->checked->chain.successors;
    gboolean to_come = chain->len && life(check, chain->pdata[0]) == LIFE_NOT_YET;
    check->checked->verdict = to_come ? VERDICT_TO_BE_REPLACED : chain->len ? VERDICT_REPLACED : VERDICT_NOT_FOUND;
    return TRUE;
}

static gboolean find(Check *check, GError **error)
{
    g_autofree char *canonical = number_format(check->number);
    g_autoptr(Number) asked = number_copy(check->number);
    if (asked->year == NUMBER_DRAFT_YEAR)
        asked->year = NUMBER_NO_YEAR;
    GError *inner = NULL;
    XcDocid itself = asked->year > 0 ? index_find_id(check->searcher->index, canonical, &inner) : 0;
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    if (itself) /* sooner than by all that look-up compares */
        return take(check, itself, error) && judge_titled(check, VERDICTS, error);
    g_autoptr(QueryNumber) sought = query_number_new(asked);
    g_autoptr(GArray) matches = lookup_number(check->searcher, sought, error);
    if (!matches)
        return FALSE;
    guint exact = count_level(matches, 0, LOOKUP_EXACT);
    if (exact)
        return take_edition(check, matches, exact, error) && judge_titled(check, VERDICTS, error);
    if (asked->year > 0 && !find_named_successors(check, canonical, error))
        return FALSE;
    if (check->checked->chain.successors->len)
        return TRUE;
    const LookupMatch *edition = find_edition(matches, canonical);
    if (edition)
        return take(check, edition->docid, error) && judge_titled(check, VERDICT_OTHER_YEAR, error);
    return look_near(check, sought, error);
}

Checked *check_citation(Searcher *searcher, const Number *number, const char *title, guint32 day, GError **error)
{
    g_autoptr(Checked) checked = checked_new(searcher, day);
    Check check = {searcher, number, title, day, checked};
    index_forget(searcher->index);
    return find(&check, error) ? g_steal_pointer(&checked) : NULL;
}

Checked *check_document(Searcher *searcher, XcDocid docid, guint32 day, GError **error)
{
    g_autoptr(Checked) checked = checked_new(searcher, day);
    Check check = {searcher, NULL, NULL, day, checked};
    return take(&check, docid, error) && judge(&check, VERDICTS, error) ? g_steal_pointer(&checked) : NULL;
}
