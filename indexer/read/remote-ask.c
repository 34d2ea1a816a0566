/* What is asked of all parts as one database. */
#include <stdlib.h>
#include <string.h>

#include "indexer/read/remote-private.h"

/* So many frequencies are kept. */
#define MOST_TERMFREQS 100000

static void free_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

GHashTable *remote_termfreqs_new(void)
{
    return g_hash_table_new_full(g_bytes_hash, g_bytes_equal, free_bytes, NULL);
}

typedef struct {
    const char *name;
    gsize *len;
    char *text;
} ListAsked;

static gboolean ask_list(const XcDatabase *all, gpointer data, GError **error)
{
    ListAsked *asked = data;
    g_autofree char *key = g_strconcat(EXPORT_LIST, asked->name, NULL);
    char *text = xc_database_metadata(all, xc_bytes(key), asked->len, error);
    asked->text = text ? g_strndup(text, *asked->len) : NULL;
    free(text);
    return text != NULL;
}

char *remote_list(Remote *remote, const char *name, gsize *len, GError **error)
{
    ListAsked asked = {name, len, NULL};
    if (!remote_run(remote, ask_list, &asked, error))
        return NULL;
    return asked.text;
}

static void keep_termfreq(Remote *remote, GBytes *term, guint32 documents)
{
    if (g_hash_table_size(remote->termfreqs) >= MOST_TERMFREQS)
        g_hash_table_remove_all(remote->termfreqs);
    if (remote->missing->len == 0)
        g_hash_table_insert(remote->termfreqs, g_bytes_ref(term), GUINT_TO_POINTER(documents + 1));
}

typedef struct {
    XcBytes term;
    guint32 documents;
} TermAsked;

static gboolean ask_termfreq(const XcDatabase *all, gpointer data, GError **error)
{
    TermAsked *asked = data;
    GError *inner = NULL;
    asked->documents = xc_database_termfreq(all, asked->term, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean remote_termfreq(Remote *remote, const char *term, gsize len, guint32 *documents, GError **error)
{
    g_autoptr(GBytes) key = g_bytes_new(term, len);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(remote->termfreqs, key));
    if (known) {
        *documents = known - 1;
        return TRUE;
    }
    TermAsked asked = {xc_bytes_n(term, len), 0};
    *documents = 0;
    if (!remote_run(remote, ask_termfreq, &asked, error))
        return FALSE;
    *documents = asked.documents;
    keep_termfreq(remote, key, asked.documents);
    return TRUE;
}

typedef struct {
    Remote *remote;
    GPtrArray *terms; /* GBytes */
} Expected;

/* Of a query's terms servers tell the frequencies before they look for documents, of which none is wanted. */
static gboolean ask_expected(const XcDatabase *all, gpointer data, GError **error)
{
    const Expected *expected = data;
    guint n = expected->terms->len;
    g_autofree XcQuery **parts = g_new0(XcQuery *, n);
    GError *inner = NULL;
    for (guint i = 0; i < n; i++) {
        gsize len;
        const char *term = g_bytes_get_data(expected->terms->pdata[i], &len);
        parts[i] = xc_query_term(xc_bytes_n(term, len), 1, &inner);
        if (inner)
            break;
    }
    g_autoptr(XcQuery) query = inner ? NULL : xc_query_combine(XC_QUERY_OR, parts, n, 0, &inner);
    g_autoptr(XcEnquire) enquire = query ? xc_enquire_new(all, &inner) : NULL;
    XcMSet *mset = enquire && xc_enquire_set_query(enquire, query, 0, &inner) ? xc_enquire_mset(enquire, 0, 0, 0, NULL, &inner) : NULL;
    for (guint i = 0; i < n; i++) {
        gsize len;
        const char *term = g_bytes_get_data(expected->terms->pdata[i], &len);
        guint32 documents = mset && !inner ? xc_mset_termfreq(mset, xc_bytes_n(term, len), &inner) : 0;
        if (mset && !inner)
            keep_termfreq(expected->remote, expected->terms->pdata[i], documents);
        xc_query_unref(parts[i]);
    }
    xc_mset_free(mset);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean remote_expect_terms(Remote *remote, const char *const *terms, guint n, GError **error)
{
    g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(free_bytes);
    for (guint i = 0; i < n; i++) {
        gsize len = strlen(terms[i]);
        g_autoptr(GBytes) key = g_bytes_new(terms[i], len);
        if (len > 0 && len <= XC_TERM_MAX && !g_hash_table_contains(remote->termfreqs, key))
            g_ptr_array_add(unknown, g_steal_pointer(&key));
    }
    Expected expected = {remote, unknown};
    return unknown->len < 2 || remote_run(remote, ask_expected, &expected, error);
}

typedef struct {
    XcBytes prefix;
    XcTermIterator *terms;
} TermsAsked;

static gboolean ask_terms(const XcDatabase *all, gpointer data, GError **error)
{
    TermsAsked *asked = data;
    asked->terms = xc_database_terms(all, asked->prefix, error);
    return asked->terms != NULL;
}

XcTermIterator *remote_terms(Remote *remote, const char *prefix, gsize len, GError **error)
{
    TermsAsked asked = {xc_bytes_n(prefix, len), NULL};
    return remote_run(remote, ask_terms, &asked, error) ? asked.terms : NULL;
}

typedef struct {
    const RemoteSearch *search;
    XcMSet *mset;
    XcMatchSpy *counted;
} SearchAsked;

/* A spy may have seen some of what a lost connection was to tell, so each try has its own. */
static gboolean ask_search(const XcDatabase *all, gpointer data, GError **error)
{
    SearchAsked *asked = data;
    const RemoteSearch *search = asked->search;
    g_autoptr(XcEnquire) enquire = xc_enquire_new(all, error);
    g_autoptr(XcWeight) none = search->weight ? NULL : xc_weight_new(XC_WEIGHT_BOOL, NULL, 0, error);
    const XcWeight *weight = search->weight ? search->weight : none;
    g_autoptr(XcMatchSpy) spy = search->counts ? xc_match_spy_new_value_count(search->slot, error) : NULL;
    if (!enquire || !weight || (search->counts && !spy) || !xc_enquire_set_query(enquire, search->query, 0, error) ||
        !xc_enquire_set_weight(enquire, weight, error) || (spy && !xc_enquire_add_match_spy(enquire, spy, error)) ||
        (search->sorts && !xc_enquire_sort_by_value(enquire, search->slot, TRUE, error)))
        return FALSE;
    asked->mset = xc_enquire_mset(enquire, 0, search->max, search->max ? 0 : G_MAXUINT32, NULL, error);
    asked->counted = asked->mset ? g_steal_pointer(&spy) : NULL;
    return asked->mset != NULL;
}

XcMSet *remote_search(Remote *remote, const RemoteSearch *search, XcMatchSpy **counted, GError **error)
{
    SearchAsked asked = {.search = search};
    remote_run(remote, ask_search, &asked, error);
    if (counted)
        *counted = asked.counted;
    return asked.mset;
}

GArray *remote_documents(Remote *remote, const RemoteSearch *search, GError **error)
{
    XcMSet *mset = remote_search(remote, search, NULL, error);
    GArray *found = mset ? g_array_new(FALSE, FALSE, sizeof(XcDocid)) : NULL;
    for (guint32 i = 0; mset && i < xc_mset_size(mset); i++) {
        XcDocid docid = xc_mset_docid(mset, i);
        g_array_append_val(found, docid);
    }
    xc_mset_free(mset);
    return found;
}

gboolean remote_count(Remote *remote, const XcQuery *query, guint32 *count, GError **error)
{
    RemoteSearch search = {.query = query};
    XcMSet *mset = remote_search(remote, &search, NULL, error);
    if (mset)
        *count = xc_mset_matches_estimated(mset);
    xc_mset_free(mset);
    return mset != NULL;
}
