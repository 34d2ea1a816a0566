#include "search/searcher.h"

#include "tokenizer/char-class.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/* k1, k2, k3, b, the least normalized length. */
static const double bm25_parameters[] = {1.2, 0, 1, 0.75, 0.5};

Searcher *searcher_new(Index *index, GError **error)
{
    g_autoptr(Searcher) searcher = g_new0(Searcher, 1);
    searcher->index = index;
    searcher->tokenizer = index_tokenizer(index);
    gsize len = 0;
    const char *list = index_list(index, LEXICON_QUESTIONS, &len);
    if (!list) /* a generation from before it was carried */
        list = lexicon_builtin_list(LEXICON_QUESTIONS, &len);
    searcher->stop_words = stop_words_new(list ? list : "", len);
    searcher->expander = expander_new(index);
    searcher->regional = regional_new();
    searcher->stemmer = sb_stemmer_new("english", NULL);
    searcher->bm25 =
        xc_weight_new(XC_WEIGHT_BM25, bm25_parameters, G_N_ELEMENTS(bm25_parameters), error);
    searcher->no_weight = searcher->bm25 ? xc_weight_new(XC_WEIGHT_BOOL, NULL, 0, error) : NULL;
    if (!searcher->no_weight)
        return NULL;
    searcher->n_shards = index_shard_count(index);
    searcher->uuids = g_new0(char *, searcher->n_shards + 1);
    for (guint32 i = 0; i < searcher->n_shards; i++) {
        Shard *shard = index_shard(index, i);
        searcher->uuids[i] = xc_database_uuid(shard_database(shard), error);
        if (!searcher->uuids[i])
            return NULL;
    }
    return g_steal_pointer(&searcher);
}

void searcher_free(Searcher *searcher)
{
    if (!searcher)
        return;
    stop_words_free(searcher->stop_words);
    expander_free(searcher->expander);
    regional_free(searcher->regional);
    sb_stemmer_delete(searcher->stemmer);
    xc_weight_free(searcher->bm25);
    xc_weight_free(searcher->no_weight);
    for (guint32 i = 0; searcher->uuids && i < searcher->n_shards; i++)
        free(searcher->uuids[i]);
    g_free(searcher->uuids);
    g_free(searcher);
}

XcMSet *searcher_match(Searcher *searcher, XcQuery *query, XcWeight *weight, guint32 max,
                       guint32 at_least, GError **error)
{
    g_autoptr(XcQuery) live = index_live_query(searcher->index, query, error);
    g_autoptr(XcEnquire) enquire =
        live ? xc_enquire_new(index_database(searcher->index), error) : NULL;
    if (!enquire || !xc_enquire_set_query(enquire, live, 0, error) ||
        !xc_enquire_set_weight(enquire, weight, error))
        return NULL;
    return xc_enquire_mset(enquire, 0, max, at_least, NULL, error);
}

GArray *searcher_documents(Searcher *searcher, XcQuery *query, GError **error)
{
    return searcher_first_documents(searcher, query, G_MAXUINT32, error);
}

GArray *searcher_first_documents(Searcher *searcher, XcQuery *query, guint32 max, GError **error)
{
    GArray *docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    if (searcher->n_shards == 0)
        return docids;
    GError *inner = NULL;
    max = MIN(max, xc_database_doccount(index_database(searcher->index), &inner));
    XcMSet *found =
        inner ? NULL : searcher_match(searcher, query, searcher->no_weight, max, 0, &inner);
    if (!found) {
        g_array_unref(docids);
        g_propagate_error(error, inner);
        return NULL;
    }
    guint32 n = xc_mset_size(found);
    g_array_set_size(docids, n);
    for (guint32 i = 0; i < n; i++)
        g_array_index(docids, XcDocid, i) = xc_mset_docid(found, i);
    xc_mset_free(found);
    return docids;
}

/* Sorted ids by shard, for a posting source. */
typedef struct {
    char **uuids; /* own copy */
    GArray **docids;
    guint32 n;
} DocumentSet;

static void document_set_free(void *data)
{
    DocumentSet *set = data;
    for (guint32 i = 0; i < set->n; i++)
        g_array_unref(set->docids[i]);
    g_strfreev(set->uuids);
    g_free(set->docids);
    g_free(set);
}

static bool look_up(void *data, const char *uuid, const XcDocid **docids, size_t *count,
                    GError **error)
{
    DocumentSet *set = data;
    (void)error;
    for (guint32 i = 0; i < set->n; i++)
        if (strcmp(set->uuids[i], uuid) == 0 && set->docids[i]->len > 0) {
            *docids = (const XcDocid *)(gconstpointer)set->docids[i]->data;
            *count = set->docids[i]->len;
        }
    return true;
}

XcQuery *searcher_documents_query(Searcher *searcher, const GArray *docids, GError **error)
{
    if (docids->len == 0)
        return xc_query_match_nothing(error);
    DocumentSet *set = g_new0(DocumentSet, 1);
    set->n = searcher->n_shards;
    set->uuids = g_new0(char *, set->n + 1);
    set->docids = g_new0(GArray *, set->n);
    for (guint32 i = 0; i < set->n; i++) {
        set->uuids[i] = g_strdup(searcher->uuids[i]);
        set->docids[i] = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    }
    for (guint i = 0; i < docids->len; i++) {
        guint32 shard, local;
        index_locate(searcher->index, g_array_index(docids, XcDocid, i), &shard, &local);
        g_array_append_val(set->docids[shard], local);
    }
    g_autoptr(XcPostingSource) source =
        xc_posting_source_new_docids(look_up, set, document_set_free, error);
    return source ? xc_query_posting_source(source, error) : NULL;
}

/* Longer terms are cut by the tokenizer and hashed by the indexer; libxapian takes no more. */
static gsize join_term(char buffer[XC_TERM_MAX], const char *prefix, const char *term)
{
    gsize prefix_len = strlen(prefix), len = MIN(strlen(term), XC_TERM_MAX - prefix_len);
    memcpy(buffer, prefix, prefix_len);
    memcpy(buffer + prefix_len, term, len);
    return prefix_len + len;
}

/* Whether TERM is a single CJK character, *C: its documents are those of all terms that begin with
 * it (see indexer/terms.h). */
static gboolean is_character(const char *prefix, const char *term, gunichar *c)
{
    if (*prefix || !*term || *g_utf8_next_char(term))
        return FALSE;
    *c = g_utf8_get_char(term);
    return char_is_cjk(char_class(*c));
}

guint32 searcher_termfreq(Searcher *searcher, const char *prefix, const char *term)
{
    gunichar c;
    if (is_character(prefix, term, &c))
        return index_char_freq(searcher->index, c);
    char buffer[XC_TERM_MAX];
    gsize len = join_term(buffer, prefix, term);
    return xc_database_termfreq(index_database(searcher->index), xc_bytes_n(buffer, len), NULL);
}

XcQuery *searcher_term(Searcher *searcher, const char *prefix, const char *term, GError **error)
{
    gunichar c;
    gboolean character = is_character(prefix, term, &c);
    if (character && index_char_freq(searcher->index, c) > SEARCHER_RARE_CHAR)
        return searcher_character_query(searcher, c, error);
    if (character)
        return xc_query_wildcard(xc_bytes(term), 0, XC_WILDCARD_FIRST, XC_QUERY_SYNONYM, error);
    char buffer[XC_TERM_MAX];
    gsize len = join_term(buffer, prefix, term);
    return xc_query_term(xc_bytes_n(buffer, len), 1, error);
}

XcQuery *searcher_join(XcQueryOp op, GPtrArray *parts, GError **error)
{
    XcQuery *joined = NULL;
    gboolean whole = TRUE;
    for (guint i = 0; i < parts->len; i++)
        whole = whole && parts->pdata[i] != NULL;
    if (whole && parts->len == 1)
        joined = xc_query_ref(parts->pdata[0]);
    else if (whole)
        joined = xc_query_combine(op, (XcQuery *const *)parts->pdata, parts->len, 0, error);
    for (guint i = 0; i < parts->len; i++)
        xc_query_unref(parts->pdata[i]);
    g_ptr_array_set_size(parts, 0);
    return joined;
}

const char *searcher_facet(Searcher *searcher, XcDocid docid, const DocumentView *view,
                           FieldId field, guint32 *len)
{
    for (guint32 i = 0; i < view->n_facets; i++)
        if (view->facets[i].field == field) {
            guint32 local;
            Shard *shard = index_locate(searcher->index, docid, NULL, &local);
            return shard_facet_value(shard, view->facets[i].value, len);
        }
    return NULL;
}
