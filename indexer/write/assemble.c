#include "indexer/write/assemble.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>

#include "indexer/files/block-sums.h"
#include "indexer/files/file-writer.h"
#include "indexer/read/generation.h"
#include "indexer/write/learn.h"
#include "indexer/write/shard-writer.h"
#include "indexer/write/spill.h"
#include "messages/messages.h"

/* Records in a batch: enough work to pay for a process, little enough that all cores end together. */
#define BATCH_RECORDS 8000u
#define BATCH_BYTES (24u << 20)

#define WORKER_HEAP (256 << 20)
#define WORKER_HEAP_STEP (8 << 20)

/* Packed records, each behind its length (u32), for one worker to index. */
typedef struct {
    GByteArray *records;
    guint n;
    char *folder;
    Tokenizer *tokenizer;
    const ChangeProgress *progress;
} Batch;

static void batch_free(Batch *batch)
{
    g_byte_array_unref(batch->records);
    g_free(batch->folder);
    g_free(batch);
}

#define TITLES "titles" /* a batch's file of {u32 length, Chinese, u32 length, English} */

/* Keeps the titles of a record that has both, for learn_translations(). */
static gboolean put_titles(FileWriter *out, const Record *record, GError **error)
{
    const char *titles[] = {record_text(record, FIELD_TITLE_ZH),
                            record_text(record, FIELD_TITLE_EN)};
    for (int i = 0; titles[0] && titles[1] && i < 2; i++) {
        guint32 len = (guint32)strlen(titles[i]);
        if (!file_writer_put(out, &len, sizeof len, error) ||
            !file_writer_put(out, titles[i], len, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean index_batch(gpointer data, PoolResult *result, GError **error)
{
    Batch *batch = data;
    (void)result;
    /* libxapian allocates and frees millions of small nodes; giving memory back to the system in
     * between costs a twelfth of the time. The process ends soon. */
    mallopt(M_TRIM_THRESHOLD, WORKER_HEAP);
    mallopt(M_MMAP_THRESHOLD, WORKER_HEAP);
    mallopt(M_TOP_PAD, WORKER_HEAP_STEP);
    g_autoptr(ShardWriter) writer = shard_writer_new(batch->folder, batch->tokenizer, error);
    const guint8 *at = batch->records->data, *end = at + batch->records->len;
    g_autofree char *titles_file = g_build_filename(batch->folder, TITLES, NULL);
    FileWriter titles;
    if (!writer || !file_writer_open(&titles, titles_file, error))
        return FALSE;
    while (at < end) {
        guint32 len;
        memcpy(&len, at, sizeof len);
        at += sizeof len;
        g_autoptr(Record) record = record_unpack(at, len, error);
        if (!record || !shard_writer_add(writer, record, at, len, error) ||
            !put_titles(&titles, record, error))
            return FALSE; /* the process ends, and its files with it */
        at += len;
    }
    return file_writer_close(&titles, error) && shard_writer_finish(writer, error);
}

static void batch_done(gpointer data, const PoolResult *result)
{
    Batch *batch = data;
    if (result)
        progress_add(batch->progress, batch->n);
    batch_free(batch);
}

typedef struct {
    const Assembly *assembly;
    Batch *batch;       /* being filled, or NULL */
    GPtrArray *folders; /* of all batches, in order */
    /* the record being merged from the runs */
    GString *id;
    GByteArray *packed;
    Record *merged;       /* NULL while there was only one */
    GByteArray *original; /* an update: as it was stored, empty if it was not */
    guint32 documents;
} Assembler;

static gboolean flush_batch(Assembler *a, GError **error)
{
    Batch *batch = g_steal_pointer(&a->batch);
    if (!batch)
        return TRUE;
    g_ptr_array_add(a->folders, g_strdup(batch->folder));
    if (!pool_run(a->assembly->pool, index_batch, batch, batch_done, error))
        return FALSE;
    g_byte_array_unref(batch->records); /* the worker has its copy */
    batch->records = g_byte_array_new();
    return TRUE;
}

static gboolean put_in_batch(Assembler *a, const guint8 *packed, gsize len, GError **error)
{
    if (a->batch &&
        (a->batch->n == BATCH_RECORDS || a->batch->records->len + len > BATCH_BYTES))
        if (!flush_batch(a, error))
            return FALSE;
    if (!a->batch) {
        a->batch = g_new0(Batch, 1);
        a->batch->records = g_byte_array_new();
        a->batch->folder = g_strdup_printf("%s/batch-%08u", a->assembly->work, a->folders->len);
        a->batch->tokenizer = a->assembly->tokenizer;
        a->batch->progress = a->assembly->progress;
    }
    guint32 size = (guint32)len;
    g_byte_array_append(a->batch->records, (const guint8 *)&size, sizeof size);
    g_byte_array_append(a->batch->records, packed, size);
    a->batch->n++;
    a->documents++;
    return TRUE;
}

static void pack(const Record *record, GByteArray *out)
{
    g_byte_array_set_size(out, 0);
    record_pack(record, out);
}

static gboolean same_bytes(const GByteArray *a, const GByteArray *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* The record that was merged so far is whole: hands it on. */
static gboolean end_record(Assembler *a, GError **error)
{
    const AssembleStored *stored = a->assembly->stored;
    g_autoptr(Record) record = g_steal_pointer(&a->merged);
    if (!a->id->len)
        return TRUE;
    if (record)
        pack(record, a->packed);
    g_string_truncate(a->id, 0);
    if (stored && !stored->wants(a->original->len == 0, !same_bytes(a->original, a->packed),
                                 stored->data))
        return TRUE;
    return put_in_batch(a, a->packed->data, a->packed->len, error);
}

/* Notes RECORD as what is stored, so that it can be seen whether a merge changes it. Merging leaves
 * the dates of all values behind; an empty record changes nothing else. */
static void note_original(Assembler *a, Record *record)
{
    g_autoptr(Record) nothing = record_new();
    record_merge(record, nothing);
    pack(record, a->original);
}

/* Begins the record of ITEM's id: what is stored, which ITEM is then to be merged into (*SEEDED), or
 * ITEM. */
static gboolean begin_record(Assembler *a, const SpillItem *item, gboolean *seeded, GError **error)
{
    const AssembleStored *stored = a->assembly->stored;
    GError *inner = NULL;
    gsize len = 0;
    g_string_assign(a->id, item->id);
    g_byte_array_set_size(a->original, 0);
    const guint8 *packed = stored ? stored->find(item->id, &len, stored->data, &inner) : NULL;
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    *seeded = packed != NULL;
    g_byte_array_set_size(a->packed, 0);
    g_byte_array_append(a->packed, packed ? packed : item->packed,
                        (guint)(packed ? len : item->len));
    if (!packed && (!stored || item->order.file >= a->assembly->first_update))
        return TRUE;
    a->merged = record_unpack(a->packed->data, a->packed->len, error);
    if (a->merged)
        note_original(a, a->merged);
    return a->merged != NULL;
}

static gboolean add_item(Assembler *a, const SpillItem *item, GError **error)
{
    if (strcmp(a->id->str, item->id) != 0 || !a->id->len) {
        gboolean seeded;
        if (!end_record(a, error) || !begin_record(a, item, &seeded, error))
            return FALSE;
        if (!seeded)
            return TRUE;
    } else if (!a->merged) {
        a->merged = record_unpack(a->packed->data, a->packed->len, error);
    }
    g_autoptr(Record) next = a->merged ? record_unpack(item->packed, item->len, error) : NULL;
    if (!next)
        return FALSE;
    if (item->order.file < a->assembly->first_update)
        record_merge(a->merged, next);
    else
        record_update(a->merged, next);
    return TRUE;
}

static gboolean run_batches(Assembler *a, const Spilled *spilled, GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, pool_stop(a->assembly->pool), &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if (a->assembly->moved && g_hash_table_contains(a->assembly->moved, item.id))
            continue;
        if (!add_item(a, &item, &inner))
            break;
    }
    if (inner || !end_record(a, &inner) || !flush_batch(a, &inner)) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    return pool_wait(a->assembly->pool, 0, error);
}

typedef struct {
    GPtrArray *folders;
    const char *output;
    const Assembly *assembly;
} Join;

/* The next length and string of [*at, end); NULL at the end. */
static const char *next_title(const char **at, const char *end, guint32 *len)
{
    const char *title = *at + sizeof *len;
    if (end - *at < (gssize)sizeof *len)
        return NULL;
    memcpy(len, *at, sizeof *len);
    *at = title + *len;
    return title;
}

static gboolean learn_translations(gpointer data, PoolResult *result, GError **error)
{
    const Join *join = data;
    (void)result;
    g_autoptr(Learner) learner = learner_new(join->assembly->tokenizer);
    for (guint i = 0; i < join->folders->len; i++) {
        g_autofree char *file = g_build_filename(join->folders->pdata[i], TITLES, NULL);
        g_autofree char *text = NULL;
        gsize bytes;
        if (!g_file_get_contents(file, &text, &bytes, error))
            return FALSE;
        guint32 zh_len = 0, en_len = 0;
        for (const char *at = text, *zh; (zh = next_title(&at, text + bytes, &zh_len));) {
            const char *en = next_title(&at, text + bytes, &en_len);
            learner_add(learner, zh, zh_len, en, en_len);
        }
    }
    g_autofree char *learned = learner_result(learner);
    return file_replace(join->assembly->learned, learned, strlen(learned), error);
}

static gboolean join_terms(gpointer data, PoolResult *result, GError **error)
{
    const Join *join = data;
    (void)result;
    return shard_join_terms((const char *const *)join->folders->pdata, join->folders->len,
                            join->output, TRUE, error);
}

static gboolean join_suggest(gpointer data, PoolResult *result, GError **error)
{
    const Join *join = data;
    (void)result;
    return shard_join_suggest((const char *const *)join->folders->pdata, join->folders->len,
                              join->output, TRUE, error);
}

static gboolean join_text(gpointer data, PoolResult *result, GError **error)
{
    const Join *join = data;
    (void)result;
    return shard_join_text((const char *const *)join->folders->pdata, join->folders->len, join->output, TRUE, error);
}

static gboolean join_records(gpointer data, PoolResult *result, GError **error)
{
    const Join *join = data;
    (void)result;
    return shard_join_records((const char *const *)join->folders->pdata, join->folders->len, join->output, TRUE,
                              error);
}

/* Names the finished shard in FOLDER by its database's uuid and moves it to its place. */
static gboolean place_shard(const char *dir, const char *folder, ManifestShard *entry,
                            const Stop *stop, GError **error)
{
    if (!block_sums_write(folder, stop, error))
        return FALSE;
    for (int i = 0; i < SHARD_FILES; i++) {
        g_autofree char *file = g_build_filename(folder, shard_files[i], NULL);
        if (stop_asked(stop, error))
            return FALSE;
        if (!file_crc(file, &entry->crc[i], &entry->bytes[i], error))
            return FALSE;
    }
    g_autofree char *terms = g_build_filename(folder, SHARD_TERMS, NULL);
    g_autoptr(XcDatabase) database = xc_database_open(terms, error);
    g_autofree char *uuid = database ? xc_database_uuid(database, error) : NULL;
    if (!uuid)
        return FALSE;
    g_autofree char *shards = g_build_filename(dir, "shards", NULL);
    g_autofree char *place = generation_shard_folder(dir, uuid);
    g_mkdir_with_parents(shards, 0777);
    if (!file_sync(folder, error))
        return FALSE;
    if (g_rename(folder, place) != 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be made: %s"), place,
                    g_strerror(errno));
        return FALSE;
    }
    entry->uuid = g_steal_pointer(&uuid);
    return file_sync(shards, error);
}

static gboolean join_batches(Assembler *a, ManifestShard *entry, GError **error)
{
    g_autofree char *output = g_build_filename(a->assembly->work, "shard", NULL);
    Join join = {a->folders, output, a->assembly};
    entry->documents = a->documents;
    if (a->documents == 0)
        return TRUE;
    return pool_run(a->assembly->pool, join_terms, &join, NULL, error) &&
           pool_run(a->assembly->pool, join_text, &join, NULL, error) &&
           pool_run(a->assembly->pool, join_records, &join, NULL, error) &&
           pool_run(a->assembly->pool, join_suggest, &join, NULL, error) &&
           (!a->assembly->learned ||
            pool_run(a->assembly->pool, learn_translations, &join, NULL, error)) &&
           pool_wait(a->assembly->pool, 0, error) &&
           place_shard(a->assembly->dir, output, entry, pool_stop(a->assembly->pool), error);
}

gboolean assemble(const Assembly *assembly, const Spilled *spilled, ManifestShard *entry,
                  GError **error)
{
    Assembler a = {.assembly = assembly,
                   .folders = g_ptr_array_new_with_free_func(g_free),
                   .id = g_string_new(NULL),
                   .packed = g_byte_array_new(),
                   .original = g_byte_array_new()};
    *entry = (ManifestShard){0};
    gboolean ok = run_batches(&a, spilled, error) && join_batches(&a, entry, error);
    if (a.batch)
        batch_free(a.batch);
    record_free(a.merged);
    g_ptr_array_unref(a.folders);
    g_string_free(a.id, TRUE);
    g_byte_array_unref(a.packed);
    g_byte_array_unref(a.original);
    return ok;
}
