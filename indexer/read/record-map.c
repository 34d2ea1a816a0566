#include "indexer/read/record-map.h"

#include <string.h>
#include <zdict.h>
#include <zstd.h>

#include "indexer/files/file-writer.h"
#include "indexer/files/mapped-file.h"
#include "indexer/read/index.h"

#define MAGIC "BSRECS2\n"
/* A block is closed when it has this many bytes: reading a record decompresses one block, so small
 * ones answer sooner, large ones take less space. */
#define BLOCK_BYTES 4096u
#define SLOT_BITS 12
#define MAX_SLOTS (1u << SLOT_BITS)
#define MAX_BLOCK_BYTES (1u << 30)
#define LEVEL 3
#define LEVEL_OF_PART -3 /* is read once */

/* With half of it 300,000 articles take 3 % more, with 110 KiB 2 % less. Training takes a sample of many times that, of many
 * records. */
#define DICTIONARY_BYTES 65536u
#define SAMPLE_BYTES (2u << 20)
#define SAMPLE_RECORD_BYTES 4096u
#define LEAST_SAMPLES 100u

typedef struct {
    char magic[8];
    guint32 documents, dictionary;
    guint64 index_at;
} Header;

typedef struct {
    guint32 len, compressed;
} BlockHead;

G_STATIC_ASSERT(sizeof(Header) == 24 && sizeof(BlockHead) == 8);

struct RecordMap {
    MappedFile mapped;
    guint32 documents;
    guint64 begin, index_at; /* of the blocks; of the index */
    ZSTD_DDict *dictionary;  /* NULL: none */
};

RecordMap *record_map_open(const char *file, FileSums *sums, GError **error)
{
    g_autoptr(RecordMap) map = g_new0(RecordMap, 1);
    if (!mapped_file_open(&map->mapped, file, MAGIC, sizeof(Header), sums, error))
        return NULL;
    Header header;
    memcpy(&header, map->mapped.bytes, sizeof header);
    map->documents = header.documents;
    map->begin = sizeof header + header.dictionary;
    map->index_at = header.index_at;
    if (header.index_at < map->begin || !mapped_file_holds(&map->mapped, sizeof header, header.dictionary) ||
        !mapped_file_spans(&map->mapped, header.index_at, (guint64)header.documents * 8)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    if (header.dictionary)
        map->dictionary = ZSTD_createDDict(map->mapped.bytes + sizeof header, header.dictionary);
    return g_steal_pointer(&map);
}

void record_map_close(RecordMap *map)
{
    if (!map)
        return;
    ZSTD_freeDDict(map->dictionary);
    mapped_file_close(&map->mapped);
    g_free(map);
}

void record_block_clear(RecordBlock *block)
{
    g_clear_pointer(&block->bytes, g_byte_array_unref);
    g_clear_pointer(&block->context, ZSTD_freeDCtx);
    block->at = 0;
}

const MappedFile *record_map_file(const RecordMap *map)
{
    return &map->mapped;
}

guint32 record_map_doccount(const RecordMap *map)
{
    return map->documents;
}

static gboolean load_block(const RecordMap *map, RecordBlock *block, guint64 at, GError **error)
{
    BlockHead head;
    if (block->at == at)
        return TRUE;
    if (at < map->begin || !mapped_file_holds(&map->mapped, at, sizeof head))
        return mapped_file_damaged(&map->mapped, error);
    memcpy(&head, map->mapped.bytes + at, sizeof head);
    const guint8 *frame = map->mapped.bytes + at + sizeof head;
    /* The block says its length itself: no more is allocated than two places agree on. */
    if (head.len > MAX_BLOCK_BYTES ||
        !mapped_file_holds(&map->mapped, at + sizeof head, head.compressed) ||
        ZSTD_getFrameContentSize(frame, head.compressed) != head.len)
        return mapped_file_damaged(&map->mapped, error);
    block->at = 0;
    if (!block->bytes)
        block->bytes = g_byte_array_new();
    if (!block->context)
        block->context = ZSTD_createDCtx();
    g_byte_array_set_size(block->bytes, head.len);
    gsize got = ZSTD_decompress_usingDDict(block->context, block->bytes->data, head.len, frame, head.compressed, map->dictionary);
    if (ZSTD_isError(got) || got != head.len)
        return mapped_file_damaged(&map->mapped, error);
    block->at = at;
    return TRUE;
}

const guint8 *record_map_get(const RecordMap *map, RecordBlock *block, guint32 local, gsize *len,
                             GError **error)
{
    guint64 entry = 0;
    if (local == 0 || local > map->documents) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    guint64 entry_at = map->index_at + (guint64)(local - 1) * 8;
    if (!mapped_file_holds(&map->mapped, entry_at, sizeof entry)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    memcpy(&entry, map->mapped.bytes + entry_at, sizeof entry);
    if (!load_block(map, block, entry >> SLOT_BITS, error))
        return NULL;
    const guint8 *at = block->bytes->data, *end = at + block->bytes->len;
    for (guint32 slot = (guint32)(entry & (MAX_SLOTS - 1));; slot--) {
        guint32 size;
        if (end - at < (gssize)sizeof size)
            break;
        memcpy(&size, at, sizeof size);
        at += sizeof size;
        if (size > (gsize)(end - at))
            break;
        if (slot == 0) {
            *len = size;
            return at;
        }
        at += size;
    }
    mapped_file_damaged(&map->mapped, error);
    return NULL;
}

struct RecordMapWriter {
    FileWriter out;
    GArray *index; /* guint64 */
    GByteArray *block;
    guint32 slots; /* records in it */
    GByteArray *compressed;
    ZSTD_CCtx *context;
    guint32 dictionary; /* its bytes */
};

/* Adds every STEP-th record of MAP, and how long it is to SIZES. */
static gboolean add_sample(const RecordMap *map, guint32 step, GByteArray *sample, GArray *sizes, GError **error)
{
    RecordBlock block = {0};
    gboolean ok = TRUE;
    for (guint32 local = 1; ok && local <= map->documents && sample->len < 2 * SAMPLE_BYTES; local += step) {
        gsize len = 0;
        const guint8 *record = record_map_get(map, &block, local, &len, error);
        len = MIN(len, SAMPLE_RECORD_BYTES);
        ok = record != NULL;
        if (ok) {
            g_byte_array_append(sample, record, (guint)len);
            g_array_append_val(sizes, len);
        }
    }
    record_block_clear(&block);
    return ok;
}

/* Trains DICTIONARY, of BYTES at most; it stays empty where that cannot be done. */
static void train(GByteArray *dictionary, gsize bytes, const GByteArray *sample, const GArray *sizes)
{
    if (sizes->len < LEAST_SAMPLES)
        return;
    g_byte_array_set_size(dictionary, (guint)bytes);
    gsize len = ZDICT_trainFromBuffer(dictionary->data, bytes, sample->data, (const gsize *)(gconstpointer)sizes->data,
                                      sizes->len);
    g_byte_array_set_size(dictionary, ZDICT_isError(len) ? 0 : (guint)len);
}

GByteArray *record_map_dictionary(RecordMap *const *maps, gsize n, GError **error)
{
    guint64 documents = 0, bytes = 0;
    for (gsize i = 0; i < n; i++) {
        documents += maps[i]->documents;
        bytes += 2 * maps[i]->mapped.len; /* about what the blocks of a part hold */
    }
    guint32 step = (guint32)MIN(bytes / SAMPLE_BYTES + 1, documents / LEAST_SAMPLES + 1);
    g_autoptr(GByteArray) dictionary = g_byte_array_new();
    g_autoptr(GByteArray) sample = g_byte_array_new();
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (gsize i = 0; i < n; i++)
        if (!add_sample(maps[i], step, sample, sizes, error))
            return NULL;
    train(dictionary, MIN(DICTIONARY_BYTES, sample->len / 16), sample, sizes);
    return g_steal_pointer(&dictionary);
}

RecordMapWriter *record_map_writer_new(const char *file, const GByteArray *dictionary, GError **error)
{
    static const Header empty;
    g_autoptr(RecordMapWriter) writer = g_new0(RecordMapWriter, 1);
    writer->index = g_array_new(FALSE, FALSE, sizeof(guint64));
    writer->block = g_byte_array_new();
    writer->compressed = g_byte_array_new();
    writer->context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(writer->context, ZSTD_c_compressionLevel, dictionary ? LEVEL : LEVEL_OF_PART);
    writer->dictionary = dictionary ? dictionary->len : 0;
    if (writer->dictionary)
        ZSTD_CCtx_loadDictionary(writer->context, dictionary->data, dictionary->len);
    if (!file_writer_open(&writer->out, file, error) ||
        !file_writer_put(&writer->out, &empty, sizeof empty, error) ||
        (writer->dictionary && !file_writer_put(&writer->out, dictionary->data, dictionary->len, error)))
        return NULL;
    return g_steal_pointer(&writer);
}

void record_map_writer_free(RecordMapWriter *writer)
{
    if (!writer)
        return;
    file_writer_abandon(&writer->out);
    g_array_unref(writer->index);
    g_byte_array_unref(writer->block);
    g_byte_array_unref(writer->compressed);
    ZSTD_freeCCtx(writer->context);
    g_free(writer);
}

static gboolean put_block(RecordMapWriter *writer, GError **error)
{
    if (!writer->slots)
        return TRUE;
    g_byte_array_set_size(writer->compressed, (guint)ZSTD_compressBound(writer->block->len));
    gsize n = ZSTD_compress2(writer->context, writer->compressed->data, writer->compressed->len,
                             writer->block->data, writer->block->len);
    if (ZSTD_isError(n)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: %s", writer->out.name,
                    ZSTD_getErrorName(n));
        return FALSE;
    }
    BlockHead head = {writer->block->len, (guint32)n};
    writer->slots = 0;
    g_byte_array_set_size(writer->block, 0);
    return file_writer_put(&writer->out, &head, sizeof head, error) &&
           file_writer_put(&writer->out, writer->compressed->data, n, error);
}

gboolean record_map_writer_add(RecordMapWriter *writer, const guint8 *packed, gsize len,
                               GError **error)
{
    if (writer->block->len + len > BLOCK_BYTES || writer->slots == MAX_SLOTS - 1)
        if (!put_block(writer, error))
            return FALSE;
    guint64 entry = writer->out.at << SLOT_BITS | writer->slots++;
    guint32 size = (guint32)len;
    g_array_append_val(writer->index, entry);
    g_byte_array_append(writer->block, (const guint8 *)&size, sizeof size);
    g_byte_array_append(writer->block, packed, size);
    return TRUE;
}

gboolean record_map_writer_append(RecordMapWriter *writer, const RecordMap *map, GError **error)
{
    RecordBlock block = {0};
    gboolean ok = TRUE;
    for (guint32 local = 1; ok && local <= map->documents; local++) {
        gsize len;
        const guint8 *packed = record_map_get(map, &block, local, &len, error);
        ok = packed && record_map_writer_add(writer, packed, len, error);
    }
    record_block_clear(&block);
    return ok;
}

gboolean record_map_writer_finish(RecordMapWriter *writer, GError **error)
{
    if (!put_block(writer, error))
        return FALSE;
    Header header = {
        .magic = MAGIC, .documents = writer->index->len, .dictionary = writer->dictionary, .index_at = writer->out.at};
    return file_writer_put(&writer->out, writer->index->data,
                           writer->index->len * sizeof(guint64), error) &&
           file_writer_patch(&writer->out, 0, &header, sizeof header, error) &&
           file_writer_close(&writer->out, error);
}
