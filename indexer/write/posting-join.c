#include "indexer/write/posting-join.h"

#include <string.h>

#include "indexer/read/posting-map.h"
#include "indexer/write/inverter.h"
#include "indexer/write/merge.h"

typedef struct {
    XcDatabase *rest;
    PostingMapWriter *writer;
    guint32 *first; /* of each batch: the documents before it */
    GArray *docids, *all_docids;    /* guint32: those of the runs, and these with what REST has */
    GByteArray *wdfs, *all_wdfs;
} Join;

/* The postings of one term in the runs, which MERGE is at; goes past them. */
static void take_runs(Join *join, Merge *merge, const RunTerm *term)
{
    g_array_set_size(join->docids, 0);
    g_byte_array_set_size(join->wdfs, 0);
    for (const MergeRun *run; (run = merge_peek(merge)); merge_step(merge)) {
        const RunTerm *next = (gconstpointer)run->at;
        if (run_term_compare(next, term) != 0)
            break;
        const guint32 *docids = run_term_docids(next);
        for (guint32 i = 0; i < next->documents; i++) {
            guint32 docid = join->first[run->batch] + docids[i];
            g_array_append_val(join->docids, docid);
        }
        g_byte_array_append(join->wdfs, run_term_wdfs(next), next->documents);
    }
}

static void put(Join *join, guint32 docid, guint8 wdf)
{
    g_array_append_val(join->all_docids, docid);
    g_byte_array_append(join->all_wdfs, &wdf, 1);
}

/* Puts those of the runs, from *AT on, that come before LEAST. */
static void put_runs(Join *join, guint32 *at, guint32 least)
{
    for (; *at < join->docids->len && g_array_index(join->docids, guint32, *at) < least; ++*at)
        put(join, g_array_index(join->docids, guint32, *at), join->wdfs->data[*at]);
}

/* Merges the postings of the runs with those that REST has of NAME: of batches that have no run of it, and of one document
 * of each that has. */
static gboolean put_all(Join *join, XcBytes name, GError **error)
{
    GError *inner = NULL;
    guint32 at = 0;
    g_array_set_size(join->all_docids, 0);
    g_byte_array_set_size(join->all_wdfs, 0);
    g_autoptr(XcPostingIterator) postings = xc_database_postings(join->rest, name, &inner);
    for (; !inner && xc_posting_iterator_valid(postings); xc_posting_iterator_next(postings, &inner)) {
        guint32 docid = xc_posting_iterator_docid(postings);
        put_runs(join, &at, docid);
        if (at == join->docids->len || g_array_index(join->docids, guint32, at) != docid)
            put(join, docid, (guint8)MIN(xc_posting_iterator_wdf(postings, &inner), POSTING_MAX_WDF));
    }
    put_runs(join, &at, G_MAXUINT32);
    if (inner)
        g_propagate_error(error, inner);
    return !inner && posting_map_writer_add(join->writer, name.data, name.len,
                                            (const guint32 *)(gconstpointer)join->all_docids->data,
                                            join->all_wdfs->data, join->all_docids->len, error);
}

static gboolean join_terms(Join *join, const char *const *parts, gsize n, GError **error)
{
    Merge merge = {.compare = run_term_compare, .size = run_term_size};
    gboolean ok = merge_open(&merge, parts, n, POSTING_RUN, error);
    for (const MergeRun *run; ok && (run = merge_peek(&merge));) {
        const RunTerm *term = (gconstpointer)run->at; /* stays where it is: the file is mapped */
        take_runs(join, &merge, term);
        ok = put_all(join, xc_bytes_n(run_term_name(term), term->len), error);
    }
    merge_close(&merge);
    return ok;
}

gboolean posting_join(const char *const *parts, const guint32 *documents, gsize n, XcDatabase *rest, const char *file,
                      GError **error)
{
    guint32 all = 0;
    g_autofree guint32 *first = g_new(guint32, n);
    for (gsize i = 0; i < n; all += documents[i++])
        first[i] = all;
    g_autoptr(PostingMapWriter) writer = posting_map_writer_new(file, all, error);
    Join join = {.rest = rest,
                 .writer = writer,
                 .first = first,
                 .docids = g_array_new(FALSE, FALSE, sizeof(guint32)),
                 .all_docids = g_array_new(FALSE, FALSE, sizeof(guint32)),
                 .wdfs = g_byte_array_new(),
                 .all_wdfs = g_byte_array_new()};
    gboolean ok = writer && join_terms(&join, parts, n, error) && posting_map_writer_finish(writer, error);
    g_array_unref(join.docids);
    g_array_unref(join.all_docids);
    g_byte_array_unref(join.wdfs);
    g_byte_array_unref(join.all_wdfs);
    return ok;
}
