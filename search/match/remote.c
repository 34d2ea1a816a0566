#include "search/match/remote.h"

#include <string.h>

#include "indexer/read/posting-map.h"
#include "indexer/read/terms.h"
#include "indexer/read/texts.h"

/* As many terms of ids are asked for in one query. */
#define IDS_AT_ONCE 1000

static Selection *all_or(Selection *meaning)
{
    return meaning ? selection_ref(meaning) : selection_all();
}

Selection *remote_either(Selection *a, Selection *b)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    g_ptr_array_add(parts, all_or(a));
    g_ptr_array_add(parts, all_or(b));
    return selection_join(SELECTION_OR, parts);
}

Selection *remote_without(Selection *a, Selection *b)
{
    g_autoptr(Selection) first = all_or(a), second = all_or(b);
    return selection_without(first, second);
}

/* The document DOCID as the one with its id. NULL if it cannot be read. */
static Selection *document_selection(Index *index, XcDocid docid, GError **error)
{
    DocumentView view;
    if (!index_view(index, docid, &view, error))
        return NULL;
    g_autofree char *id = g_strndup(view.id, view.id_len);
    g_autofree char *term = term_id(id);
    return selection_term("", term);
}

Selection *remote_with_docid(const DocSet *set, XcDocid docid)
{
    GError *failure = NULL;
    g_autoptr(Selection) own = document_selection(set->index, docid, &failure);
    index_note(set->index, failure);
    return own ? remote_either(set->meaning, own) : all_or(set->meaning);
}

static DocSet *set_of(Index *index, Selection *meaning)
{
    DocSet *set = docset_new_remote(index);
    set->meaning = meaning;
    return set;
}

DocSet *remote_select(const DocSet *set, const Selection *selection)
{
    Selection *own = (Selection *)selection; /* references are no part of what it says */
    return set_of(set->index, set->meaning ? selection_both(set->meaning, own) : selection_ref(own));
}

DocSet *remote_set_of_ids(Index *index, const GPtrArray *ids)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    for (guint i = 0; i < ids->len; i++) {
        g_autofree char *term = term_id(ids->pdata[i]);
        g_ptr_array_add(parts, selection_term("", term));
    }
    return set_of(index, selection_join(SELECTION_OR, parts));
}

/* The N documents with DOCIDS as a set. */
static DocSet *set_of_docids(Index *index, const XcDocid *docids, guint n, GError **error)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    if (!remote_fetch(index_remote(index), docids, n, error))
        return NULL;
    for (guint i = 0; i < n; i++) {
        Selection *one = document_selection(index, docids[i], error);
        if (!one)
            return NULL;
        g_ptr_array_add(parts, one);
    }
    return set_of(index, selection_join(SELECTION_OR, parts));
}

guint32 remote_count_set(const DocSet *set, const DocSet *other)
{
    GError *failure = NULL;
    guint32 count = 0;
    g_autoptr(DocSet) both = NULL;
    if (other && other->meaning)
        both = remote_select(set, other->meaning);
    g_autoptr(XcQuery) query = selection_query(both ? both->meaning : set->meaning, &failure);
    if (query)
        remote_count(index_remote(set->index), query, &count, &failure);
    index_note(set->index, failure);
    return count;
}

GArray *remote_set_docids(const DocSet *set, guint32 max)
{
    GError *failure = NULL;
    g_autoptr(XcQuery) query = selection_query(set->meaning, &failure);
    const RemoteSearch search = {.query = query, .max = max};
    GArray *found = query ? remote_documents(index_remote(set->index), &search, &failure) : NULL;
    index_note(set->index, failure);
    return found ? found : g_array_new(FALSE, FALSE, sizeof(XcDocid));
}

GArray *remote_keep_docids(const DocSet *set, const GArray *docids)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    g_autoptr(GHashTable) held = g_hash_table_new(NULL, NULL);
    GError *failure = NULL;
    for (guint from = 0; from < docids->len && !failure; from += IDS_AT_ONCE) {
        const XcDocid *first = &g_array_index(docids, XcDocid, from);
        g_autoptr(DocSet) some = set_of_docids(set->index, first, MIN(docids->len - from, IDS_AT_ONCE), &failure);
        g_autoptr(DocSet) both = !some ? NULL : set->meaning ? remote_select(some, set->meaning) : docset_copy(some);
        g_autoptr(GArray) found = both ? remote_set_docids(both, G_MAXUINT32) : NULL;
        for (guint i = 0; found && i < found->len; i++)
            g_hash_table_add(held, GUINT_TO_POINTER(g_array_index(found, XcDocid, i)));
    }
    index_note(set->index, failure);
    for (guint i = 0; i < docids->len; i++)
        if (g_hash_table_contains(held, GUINT_TO_POINTER(g_array_index(docids, XcDocid, i))))
            g_array_append_val(kept, g_array_index(docids, XcDocid, i));
    return kept;
}

gboolean remote_has_docid(const DocSet *set, XcDocid docid)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    g_array_append_val(one, docid);
    g_autoptr(GArray) kept = remote_keep_docids(set, one);
    return kept->len > 0;
}

/* Weighing */

/* The mean length that weigh.h takes is of all terms, libxapian's of those that it counts: by other parameters it comes to the
 * same, but for the factor that all weights have in common. */
typedef struct {
    double k1, b, least, factor;
} Bm25;

static gboolean bm25_of(const XcDatabase *all, gpointer data, GError **error)
{
    GError *inner = NULL;
    double *mean = data;
    *mean = xc_database_average_length(all, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static gboolean find_bm25(Searcher *searcher, Bm25 *out, GError **error)
{
    double mean;
    if (!remote_run(index_remote(searcher->index), bm25_of, &mean, error))
        return FALSE;
    double r = mean / searcher->shared->means.occurrences, rest = 1 - WEIGH_B + WEIGH_B * r;
    *out = (Bm25){WEIGH_K1 * rest, WEIGH_B * r / rest, r > 0 ? WEIGH_LEAST_LENGTH / r : 0, 0};
    out->factor = (WEIGH_K1 + 1) / (out->k1 + 1);
    return TRUE;
}

/* By what libxapian's weight of TERM is to be multiplied: it takes a character for rarer than it is, as not all documents that hold
 * it have a posting of it. */
static gboolean find_factor(Searcher *searcher, const Weighed *term, double *factor, GError **error)
{
    gunichar c;
    double documents = index_doccount_all(searcher->index);
    Weighed own = {term->term, term->df, 1};
    *factor = term->factor;
    if (!term_is_character(term->term, &c))
        return TRUE;
    if (!remote_termfreq(index_remote(searcher->index), term->term, strlen(term->term), &own.df, error))
        return FALSE;
    *factor = weigh_term(term, documents) / weigh_term(&own, documents);
    return TRUE;
}

/* What TERMS weigh together, as weigh.h has it. */
static XcQuery *weights_query(Searcher *searcher, const GArray *terms, double common, GError **error)
{
    g_autofree XcQuery **parts = g_new0(XcQuery *, terms->len + 1);
    gboolean ok = TRUE;
    for (guint i = 0; i < terms->len && ok; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        double factor;
        g_autoptr(XcQuery) term =
            xc_query_term(xc_bytes_n(weighed->term, MIN(strlen(weighed->term), XC_TERM_MAX)), 1, error);
        parts[i] = term && find_factor(searcher, weighed, &factor, error) ? xc_query_scale(term, factor * common, error) : NULL;
        ok = parts[i] != NULL;
    }
    XcQuery *made = ok ? xc_query_combine(XC_QUERY_OR, parts, terms->len, 0, error) : NULL;
    for (guint i = 0; i < terms->len; i++)
        xc_query_unref(parts[i]);
    return made;
}

/* ANY: what of WITHIN holds a term; else all of it. */
static XcQuery *weighing_query(Searcher *searcher, const GArray *terms, double common, const DocSet *within, gboolean any, GError **error)
{
    g_autoptr(XcQuery) weights = weights_query(searcher, terms, common, error);
    g_autoptr(XcQuery) filter = weights ? selection_query(within->meaning, error) : NULL;
    if (!filter)
        return NULL;
    if (any)
        return xc_query_combine(XC_QUERY_FILTER, (XcQuery *const[]){weights, filter}, 2, 0, error);
    g_autoptr(XcQuery) light = xc_query_scale(filter, 0, error);
    return light ? xc_query_combine(XC_QUERY_AND_MAYBE, (XcQuery *const[]){light, weights}, 2, 0, error) : NULL;
}

/* Weighing again what libxapian does not count all terms of. It weighs less than it is worth, so some more are asked for. */

#define MORE(max) ((max) + (max) / 8 + 10)

typedef struct {
    const char *term;
    double weight;
    guint32 wdf; /* in the document that is looked into */
} Recount;

typedef struct {
    GArray *terms;       /* Recount, the heaviest first */
    GHashTable *by_term; /* term → Recount */
    Tokenizer *tokenizer;
    guint32 weight;      /* of the text that is looked into */
} Recounting;

static gint heaviest_first(gconstpointer first, gconstpointer second)
{
    const Recount *a = first, *b = second;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return strcmp(a->term, b->term);
}

static void recount_token(const Token *token, gpointer data)
{
    Recounting *recounting = data;
    char term[TOKEN_MAX_BYTES + 1];
    if (!token_is_term(token))
        return;
    memcpy(term, token->term, token->len);
    term[token->len] = '\0';
    Recount *recount = g_hash_table_lookup(recounting->by_term, term);
    if (recount)
        recount->wdf += recounting->weight;
}

static void recount_text(FieldId field, const char *language, const char *text, gpointer data)
{
    Recounting *recounting = data;
    (void)language;
    recounting->weight = text_weight(field);
    tokenizer_run(recounting->tokenizer, text, -1, recount_token, recounting);
}

static double recount(Recounting *recounting, const Record *record, guint32 length, double per_length)
{
    double sum = 0;
    for (guint i = 0; i < recounting->terms->len; i++)
        g_array_index(recounting->terms, Recount, i).wdf = 0;
    record_each_text(record, recount_text, recounting);
    for (guint i = 0; i < recounting->terms->len; i++) {
        const Recount *term = &g_array_index(recounting->terms, Recount, i);
        if (term->wdf)
            sum += weigh_occurrences(term->weight, MIN(term->wdf, POSTING_MAX_WDF), length, per_length);
    }
    return sum;
}

static gboolean weigh_again(Searcher *searcher, const GArray *terms, GArray *candidates, GError **error)
{
    Remote *remote = index_remote(searcher->index);
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(Recount)), docids = candidates_docids(candidates);
    g_autoptr(GHashTable) by_term = g_hash_table_new(g_str_hash, g_str_equal);
    Recounting recounting = {own, by_term, searcher->tokenizer, 0};
    double documents = index_doccount_all(searcher->index), per_length = 1 / searcher->shared->means.occurrences;
    for (guint i = 0; i < terms->len; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        Recount recount = {weighed->term, weigh_term(weighed, documents), 0};
        g_array_append_val(own, recount);
    }
    g_array_sort(own, heaviest_first);
    for (guint i = 0; i < own->len; i++)
        g_hash_table_insert(by_term, (gpointer)g_array_index(own, Recount, i).term, &g_array_index(own, Recount, i));
    if (!remote_fetch(remote, (const XcDocid *)(gconstpointer)docids->data, docids->len, error))
        return FALSE;
    for (guint i = 0; i < candidates->len; i++) {
        Candidate *candidate = &g_array_index(candidates, Candidate, i);
        guint32 length;
        const Record *record = remote_record(remote, candidate->docid, &length, error);
        if (!record)
            return FALSE;
        if (length)
            candidate->bm25 = recount(&recounting, record, length, per_length);
    }
    return TRUE;
}

GArray *remote_weigh(Searcher *searcher, const GArray *terms, const DocSet *within, guint max, gboolean any, GError **error)
{
    Bm25 bm25;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
    if (max == 0)
        return g_steal_pointer(&found);
    gboolean known = find_bm25(searcher, &bm25, error);
    g_autoptr(XcQuery) query = known ? weighing_query(searcher, terms, bm25.factor, within, any, error) : NULL;
    g_autoptr(XcWeight) weight =
        query ? xc_weight_new(XC_WEIGHT_BM25, (const double[]){bm25.k1, 0, 0, bm25.b, bm25.least}, 5, error) : NULL;
    RemoteSearch search = {.query = query, .weight = weight, .max = MORE(max)};
    XcMSet *mset = weight ? remote_search(index_remote(searcher->index), &search, NULL, error) : NULL;
    for (guint32 i = 0; mset && i < xc_mset_size(mset); i++) {
        Candidate candidate = {xc_mset_docid(mset, i), xc_mset_weight(mset, i)};
        g_array_append_val(found, candidate);
    }
    xc_mset_free(mset);
    if (!mset || (terms->len > 0 && !weigh_again(searcher, terms, found, error)))
        return NULL;
    candidates_sort(found);
    g_array_set_size(found, MIN(found->len, max));
    return g_steal_pointer(&found);
}

/* Values */

GArray *remote_sort_by_date(const DocSet *set, FieldId field, guint32 max, GError **error)
{
    g_autoptr(XcQuery) query = selection_query(set->meaning, error);
    const RemoteSearch search = {.query = query, .max = max, .sorts = TRUE, .slot = date_slot(field)};
    return query ? remote_documents(index_remote(set->index), &search, error) : NULL;
}

gboolean remote_count_values(const DocSet *set, FieldId field, RemoteValueFunc found, gpointer data, GError **error)
{
    GError *inner = NULL;
    g_autoptr(XcMatchSpy) counted = NULL;
    g_autoptr(XcQuery) query = selection_query(set->meaning, error);
    RemoteSearch search = {.query = query, .counts = TRUE, .slot = export_facet_slot(field)};
    XcMSet *mset = query ? remote_search(index_remote(set->index), &search, &counted, error) : NULL;
    g_autoptr(XcTermIterator) values = mset ? xc_match_spy_values(counted, error) : NULL;
    xc_mset_free(mset);
    while (values && !inner && xc_term_iterator_valid(values)) {
        XcBytes term = xc_term_iterator_term(values);
        g_autofree char *text = g_strndup(term.data, term.len);
        found(text, xc_term_iterator_termfreq(values, &inner), data);
        xc_term_iterator_next(values, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return values && !inner;
}
