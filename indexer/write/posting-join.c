#include "indexer/write/posting-join.h"

#include <string.h>

#include "indexer/read/posting-map.h"
#include "indexer/write/inverter.h"
#include "indexer/write/merge.h"

typedef struct {
    TermsWriter *names;
    PostingMapWriter *writer;
    guint32 *first; /* of each batch: the documents before it */
    GArray *docids; /* guint32: of the term that the merge is at */
    GByteArray *wdfs;
} Join;

/* The postings of TERM in all runs; goes past them. */
static void take(Join *join, Merge *merge, const RunTerm *term)
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

static gboolean put(Join *join, const RunTerm *term, GError **error)
{
    const char *name = run_term_name(term);
    const guint32 *docids = (const guint32 *)(gconstpointer)join->docids->data;
    return terms_writer_add(join->names, name, term->len, docids[0], join->wdfs->data[0], error) &&
           (join->docids->len == 1 ||
            posting_map_writer_add(join->writer, name, term->len, docids, join->wdfs->data, join->docids->len, error));
}

static gboolean join_terms(Join *join, const char *const *parts, gsize n, GError **error)
{
    Merge merge = {.compare = run_term_compare, .size = run_term_size};
    gboolean ok = merge_open(&merge, parts, n, POSTING_RUN, error);
    for (const MergeRun *run; ok && (run = merge_peek(&merge));) {
        const RunTerm *term = (gconstpointer)run->at; /* stays where it is: the file is mapped */
        take(join, &merge, term);
        ok = put(join, term, error);
    }
    merge_close(&merge);
    return ok;
}

gboolean posting_join(const char *const *parts, const guint32 *documents, gsize n, TermsWriter *names, const char *file,
                      GError **error)
{
    guint32 all = 0;
    g_autofree guint32 *first = g_new(guint32, n);
    for (gsize i = 0; i < n; all += documents[i++])
        first[i] = all;
    g_autoptr(PostingMapWriter) writer = posting_map_writer_new(file, all, error);
    Join join = {names, writer, first, g_array_new(FALSE, FALSE, sizeof(guint32)), g_byte_array_new()};
    gboolean ok = writer && join_terms(&join, parts, n, error) && posting_map_writer_finish(writer, error);
    g_array_unref(join.docids);
    g_byte_array_unref(join.wdfs);
    return ok;
}
