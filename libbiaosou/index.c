#include "libbiaosou/private.h"

#include "indexer/read/generation.h"
#include "indexer/read/verify.h"

biaosou_status biaosou_index_open(const char *dir, biaosou_index **index)
{
    GError *error = NULL;
    *index = NULL;
    SearchSnapshot *snapshot = search_snapshot_open(dir, &error);
    if (!snapshot)
        return library_fail(error);
    *index = g_new(biaosou_index, 1);
    **index = (biaosou_index){snapshot};
    return BIAOSOU_OK;
}

void biaosou_index_free(biaosou_index *index)
{
    if (!index)
        return;
    search_snapshot_unref(index->snapshot);
    g_free(index);
}

int biaosou_index_is_current(const biaosou_index *index)
{
    return snapshot_is_current(index->snapshot->snapshot);
}

static const Manifest *manifest_of(const biaosou_index *index)
{
    return snapshot_manifest(index->snapshot->snapshot);
}

uint64_t biaosou_index_documents(const biaosou_index *index)
{
    return manifest_of(index)->documents;
}

uint32_t biaosou_index_generation(const biaosou_index *index)
{
    return manifest_of(index)->generation;
}

const char *biaosou_index_warning(const biaosou_index *index)
{
    return snapshot_warning(index->snapshot->snapshot);
}

biaosou_status biaosou_index_info(const biaosou_index *index, char **json)
{
    *json = manifest_to_json(manifest_of(index));
    return BIAOSOU_OK;
}

biaosou_status biaosou_index_check(const char *dir, biaosou_fault fault, void *data,
                                   unsigned *faults)
{
    GError *error = NULL;
    guint32 generation;
    *faults = 0;
    if (!generation_current(dir, &generation, &error))
        return library_fail(error);
    *faults = verify_generation(dir, generation, fault, data);
    return BIAOSOU_OK;
}
