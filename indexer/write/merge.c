#include "indexer/write/merge.h"

#include "indexer/write/heap.h"

static gboolean comes_before(gconstpointer first, gconstpointer second, gconstpointer data)
{
    const MergeRun *a = first, *b = second;
    const Merge *merge = data;
    int order = merge->compare(a->at, b->at);
    return order ? order < 0 : a->batch < b->batch;
}

gboolean merge_open(Merge *merge, const char *const *parts, gsize n, const char *name, GError **error)
{
    merge->n = n;
    merge->runs = g_new0(MergeRun, n);
    merge->heap = g_new0(gpointer, n);
    for (gsize i = 0; i < n; i++) {
        MergeRun *run = &merge->runs[i];
        g_autofree char *file = g_build_filename(parts[i], name, NULL);
        run->file = g_mapped_file_new(file, FALSE, error);
        if (!run->file)
            return FALSE;
        run->batch = (guint32)i;
        run->at = (const guint8 *)g_mapped_file_get_contents(run->file);
        run->end = run->at + g_mapped_file_get_length(run->file);
        if (run->at < run->end)
            merge->heap[merge->n_heap++] = run;
    }
    heap_make(merge->heap, merge->n_heap, comes_before, merge);
    return TRUE;
}

const MergeRun *merge_peek(const Merge *merge)
{
    return merge->n_heap ? merge->heap[0] : NULL;
}

void merge_step(Merge *merge)
{
    MergeRun *run = merge->heap[0];
    run->at += merge->size(run->at);
    run->number++;
    if (run->at >= run->end)
        merge->heap[0] = merge->heap[--merge->n_heap];
    heap_sift_down(merge->heap, merge->n_heap, 0, comes_before, merge);
}

void merge_close(Merge *merge)
{
    for (gsize i = 0; merge->runs && i < merge->n; i++)
        if (merge->runs[i].file)
            g_mapped_file_unref(merge->runs[i].file);
    g_free(merge->runs);
    g_free(merge->heap);
    *merge = (Merge){0};
}
