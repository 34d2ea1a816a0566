#include "indexer/read/record-map.h"

#include <string.h>
#include <zstd.h>

#include "indexer/files/file-writer.h"
#include "indexer/files/mapped-file.h"
#include "indexer/read/index.h"

#define MAGIC "BSRECS1\n"
/* A block is closed when it has this many bytes: reading a record decompresses one block, so small
 * ones answer sooner, large ones take less space. */
#define BLOCK_BYTES 8192u
#define SLOT_BITS 12
#define MAX_SLOTS (1u << SLOT_BITS)
#define MAX_BLOCK_BYTES (1u << 30)
#define LEVEL 1

typedef struct {
    char magic[8];
    guint32 documents, reserved;
    guint64 index_at;
} Header;

typedef struct {
    guint32 len, compressed;
} BlockHead;

G_STATIC_ASSERT(sizeof(Header) == 24 && sizeof(BlockHead) == 8);

struct RecordMap {
    MappedFile mapped;
    guint32 documents;
    guint64 index_at;
};

RecordMap *record_map_open(const char *file, FileSums *sums, GError **error)
{
    g_autoptr(RecordMap) map = g_new0(RecordMap, 1);
    if (!mapped_file_open(&map->mapped, file, MAGIC, sizeof(Header), sums, error))
        return NULL;
    Header header;
    memcpy(&header, map->mapped.bytes, sizeof header);
    map->documents = header.documents;
    map->index_at = header.index_at;
    if (header.index_at < sizeof header ||
        !mapped_file_spans(&map->mapped, header.index_at, (guint64)header.documents * 8)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    return g_steal_pointer(&map);
}

void record_map_close(RecordMap *map)
{
    if (!map)
        return;
    mapped_file_close(&map->mapped);
    g_free(map);
}

void record_block_clear(RecordBlock *block)
{
    g_clear_pointer(&block->bytes, g_byte_array_unref);
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
    if (at < sizeof(Header) || !mapped_file_holds(&map->mapped, at, sizeof head))
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
    g_byte_array_set_size(block->bytes, head.len);
    gsize got = ZSTD_decompress(block->bytes->data, head.len, frame, head.compressed);
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
};

RecordMapWriter *record_map_writer_new(const char *file, GError **error)
{
    static const Header empty;
    g_autoptr(RecordMapWriter) writer = g_new0(RecordMapWriter, 1);
    writer->index = g_array_new(FALSE, FALSE, sizeof(guint64));
    writer->block = g_byte_array_new();
    writer->compressed = g_byte_array_new();
    writer->context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(writer->context, ZSTD_c_compressionLevel, LEVEL);
    if (!file_writer_open(&writer->out, file, error) ||
        !file_writer_put(&writer->out, &empty, sizeof empty, error))
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
    if (!put_block(writer, error))
        return FALSE;
    guint64 shift = writer->out.at - sizeof(Header);
    for (guint32 i = 0; i < map->documents; i++) {
        guint64 entry;
        memcpy(&entry, map->mapped.bytes + map->index_at + (guint64)i * 8, sizeof entry);
        entry += shift << SLOT_BITS;
        g_array_append_val(writer->index, entry);
    }
    return file_writer_put(&writer->out, map->mapped.bytes + sizeof(Header),
                           map->index_at - sizeof(Header), error);
}

gboolean record_map_writer_finish(RecordMapWriter *writer, GError **error)
{
    if (!put_block(writer, error))
        return FALSE;
    Header header = {
        .magic = MAGIC, .documents = writer->index->len, .index_at = writer->out.at};
    return file_writer_put(&writer->out, writer->index->data,
                           writer->index->len * sizeof(guint64), error) &&
           file_writer_patch(&writer->out, 0, &header, sizeof header, error) &&
           file_writer_close(&writer->out, error);
}
