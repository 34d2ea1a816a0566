#include "indexer/read/suggest-map.h"

#include <string.h>

#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"

#define MAGIC "BSSUGG1\n"

typedef struct {
    char magic[8];
    guint32 documents, blocks, refs, ends[SUGGEST_CLASSES], reserved;
    guint64 texts_at, locals_at, places_at, blocks_at, separators_at, entries_at;
} Header;

typedef struct {
    guint32 separator, entries, best;
} Block;

G_STATIC_ASSERT(sizeof(Header) == 88 && sizeof(Block) == 12);

/* A number takes at most so many bytes. */
#define VARINT_MAX 5u

struct SuggestMap {
    MappedFile mapped;
    guint32 documents, n_blocks, refs, ends[SUGGEST_CLASSES];
    const guint32 *texts, *locals;
    const guint16 *places;
    const Block *blocks;
    guint64 separators_at, entries_at;
};

/* Whether the parts lie in the file, and the tables that are read at all times are whole. */
static gboolean read_header(SuggestMap *map, const Header *header)
{
    const MappedFile *file = &map->mapped;
    guint64 n_texts = header->ends[SUGGEST_CLASSES - 1];
    for (guint i = 1; i < SUGGEST_CLASSES; i++)
        if (header->ends[i] < header->ends[i - 1])
            return FALSE;
    if ((header->texts_at | header->locals_at | header->places_at | header->blocks_at) % 4 ||
        !mapped_file_spans(file, header->texts_at, (n_texts + 1) * sizeof(guint32)) ||
        !mapped_file_spans(file, header->locals_at, (guint64)header->refs * sizeof(guint32)) ||
        !mapped_file_spans(file, header->places_at, (guint64)header->refs * sizeof(guint16)) ||
        !mapped_file_spans(file, header->blocks_at,
                           ((guint64)header->blocks + 1) * sizeof(Block)) ||
        !mapped_file_spans(file, header->separators_at, 0) ||
        !mapped_file_spans(file, header->entries_at, 0))
        return FALSE;
    map->documents = header->documents;
    map->n_blocks = header->blocks;
    map->refs = header->refs;
    memcpy(map->ends, header->ends, sizeof map->ends);
    map->texts = (const guint32 *)(gconstpointer)(file->bytes + header->texts_at);
    map->locals = (const guint32 *)(gconstpointer)(file->bytes + header->locals_at);
    map->places = (const guint16 *)(gconstpointer)(file->bytes + header->places_at);
    map->blocks = (const Block *)(gconstpointer)(file->bytes + header->blocks_at);
    map->separators_at = header->separators_at;
    map->entries_at = header->entries_at;
    return TRUE;
}

/* Takes over MAP, whose file is open. */
static SuggestMap *read_map(SuggestMap *opened, guint32 documents, GError **error)
{
    g_autoptr(SuggestMap) map = opened;
    Header header;
    memcpy(&header, map->mapped.bytes, sizeof header);
    if (!read_header(map, &header) || header.documents != documents) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    return g_steal_pointer(&map);
}

SuggestMap *suggest_map_open(const char *file, FileSums *sums, guint32 documents, GError **error)
{
    g_autoptr(SuggestMap) map = g_new0(SuggestMap, 1);
    if (!mapped_file_open(&map->mapped, file, MAGIC, sizeof(Header), sums, error))
        return NULL;
    return read_map(g_steal_pointer(&map), documents, error);
}

SuggestMap *suggest_map_open_source(const char *name, guint64 len, const BlockSource *source, guint32 documents, GError **error)
{
    g_autoptr(SuggestMap) map = g_new0(SuggestMap, 1);
    if (!mapped_file_open_source(&map->mapped, name, len, MAGIC, sizeof(Header), source, error))
        return NULL;
    return read_map(g_steal_pointer(&map), documents, error);
}

void suggest_map_close(SuggestMap *map)
{
    if (!map)
        return;
    mapped_file_close(&map->mapped);
    g_free(map);
}

const MappedFile *suggest_map_file(const SuggestMap *map)
{
    return &map->mapped;
}

guint32 suggest_map_texts(const SuggestMap *map)
{
    return map->ends[SUGGEST_CLASSES - 1];
}

/* Whether what AT points at is as it was written. */
static gboolean holds(const SuggestMap *map, gconstpointer at, gsize len)
{
    return mapped_file_holds(&map->mapped, (guint64)((const guint8 *)at - map->mapped.bytes), len);
}

const guint8 *suggest_map_separator(const SuggestMap *map, guint32 block, gsize *len)
{
    const Block *at = &map->blocks[block];
    *len = 0;
    if (block >= map->n_blocks || !holds(map, at, 2 * sizeof *at) ||
        at[1].separator < at->separator ||
        !mapped_file_holds(&map->mapped, map->separators_at + at->separator,
                           at[1].separator - at->separator))
        return (const guint8 *)"";
    *len = at[1].separator - at->separator;
    return map->mapped.bytes + map->separators_at + at->separator;
}

/* How the separator of BLOCK compares with KEY: 0 if it begins with it. */
static int compare(const SuggestMap *map, guint32 block, const guint8 *key, gsize len)
{
    gsize own;
    const guint8 *separator = suggest_map_separator(map, block, &own);
    int order = memcmp(separator, key, MIN(own, len));
    return order ? order : own < len ? -1 : 0;
}

/* The first block at or after FROM whose separator is not less than KEY, or above all that begin
 * with it. */
static guint32 find_bound(const SuggestMap *map, const guint8 *key, gsize len, gboolean above)
{
    guint32 low = 0, high = map->n_blocks;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        int order = compare(map, middle, key, len);
        if (order < 0 || (above && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean suggest_map_find(const SuggestMap *map, const guint8 *key, gsize len, guint32 *from,
                          guint32 *to, GError **error)
{
    *from = find_bound(map, key, len, FALSE);
    *to = find_bound(map, key, len, TRUE);
    if (*from > 0) /* the one before may end in such keys */
        --*from;
    return !__atomic_load_n(&map->mapped.hurt, __ATOMIC_RELAXED) ||
           mapped_file_damaged(&map->mapped, error);
}

gboolean suggest_map_covers(const SuggestMap *map, guint32 block, const guint8 *key, gsize len)
{
    return block + 1 < map->n_blocks && compare(map, block, key, len) == 0 &&
           compare(map, block + 1, key, len) == 0;
}

guint32 suggest_map_best(const SuggestMap *map, guint32 block)
{
    const Block *at = &map->blocks[block];
    return block < map->n_blocks && holds(map, at, sizeof *at) ? at->best : G_MAXUINT32;
}

/* The next number of [*at, end); FALSE if there is none. */
static gboolean take(const guint8 **at, const guint8 *end, guint32 *value)
{
    *value = 0;
    for (guint shift = 0; *at < end && shift < 7 * VARINT_MAX; shift += 7) {
        guint8 byte = *(*at)++;
        *value |= (guint32)(byte & 0x7fu) << shift;
        if (byte < 0x80)
            return TRUE;
    }
    return FALSE;
}

/* What ENTRY's rank says; FALSE if no text has it. */
static gboolean unrank(const SuggestMap *map, SuggestEntry *entry, gboolean *inside)
{
    guint32 first = 0;
    for (guint class = 0; class < SUGGEST_CLASSES; first = map->ends[class ++]) {
        guint32 n = map->ends[class] - first, rank = entry->rank - 2 * first;
        if (entry->rank < 2 * first || rank >= 2 * n)
            continue;
        *inside = rank >= n;
        entry->text = first + (*inside ? rank - n : rank);
        entry->class = class;
        return TRUE;
    }
    return FALSE;
}

gboolean suggest_map_entries(const SuggestMap *map, guint32 block, SuggestEntry *entries, guint *n,
                             GError **error)
{
    const Block *own = &map->blocks[block];
    guint32 rank = 0, more;
    *n = 0;
    if (block >= map->n_blocks || !holds(map, own, 2 * sizeof *own) ||
        own[1].entries < own->entries ||
        !mapped_file_holds(&map->mapped, map->entries_at + own->entries,
                           own[1].entries - own->entries))
        return mapped_file_damaged(&map->mapped, error);
    const guint8 *at = map->mapped.bytes + map->entries_at + own->entries;
    const guint8 *end = map->mapped.bytes + map->entries_at + own[1].entries;
    while (at < end && *n < SUGGEST_BLOCK) {
        SuggestEntry *entry = &entries[(*n)++];
        gboolean inside;
        if (!take(&at, end, &more))
            return mapped_file_damaged(&map->mapped, error);
        *entry = (SuggestEntry){.rank = rank += more};
        if (!unrank(map, entry, &inside) || (inside && !take(&at, end, &entry->start)))
            return mapped_file_damaged(&map->mapped, error);
    }
    return TRUE;
}

gboolean suggest_map_refs(const SuggestMap *map, guint32 text, guint32 *from, guint32 *to,
                          GError **error)
{
    const guint32 *at = &map->texts[text];
    if (text >= suggest_map_texts(map) || !holds(map, at, 2 * sizeof *at) || at[0] > at[1] ||
        at[1] > map->refs)
        return mapped_file_damaged(&map->mapped, error);
    *from = at[0];
    *to = at[1];
    return TRUE;
}

gboolean suggest_map_ref(const SuggestMap *map, guint32 number, SuggestRef *ref, GError **error)
{
    const guint32 *local = &map->locals[number];
    const guint16 *place = &map->places[number];
    if (number >= map->refs || !holds(map, local, sizeof *local) ||
        !holds(map, place, sizeof *place) || *local == 0 || *local > map->documents ||
        *place >> 8 >= SUGGEST_CLASSES)
        return mapped_file_damaged(&map->mapped, error);
    *ref = (SuggestRef){*local, (guint8)*place, *place >> 8};
    return TRUE;
}

typedef struct {
    guint32 rank, start;
} Pending;

struct SuggestMapWriter {
    FileWriter out;
    Header header;
    GArray *blocks; /* Block */
    GByteArray *separators;
    Pending pending[SUGGEST_BLOCK];
    guint n_pending;
    SuggestKey last; /* the last key */
};

SuggestMapWriter *suggest_map_writer_new(const char *file, guint32 documents,
                                         const guint32 ends[SUGGEST_CLASSES], GError **error)
{
    g_autoptr(SuggestMapWriter) writer = g_new0(SuggestMapWriter, 1);
    writer->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    writer->separators = g_byte_array_new();
    writer->header = (Header){.magic = MAGIC, .documents = documents, .entries_at = sizeof(Header)};
    memcpy(writer->header.ends, ends, sizeof writer->header.ends);
    gboolean ok = file_writer_open(&writer->out, file, error) &&
                  file_writer_put(&writer->out, &writer->header, sizeof writer->header, error);
    return ok ? g_steal_pointer(&writer) : NULL;
}

void suggest_map_writer_free(SuggestMapWriter *writer)
{
    if (!writer)
        return;
    file_writer_abandon(&writer->out);
    g_array_unref(writer->blocks);
    g_byte_array_unref(writer->separators);
    g_free(writer);
}

static gint by_rank(gconstpointer first, gconstpointer second)
{
    const Pending *a = first, *b = second;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static gboolean put_number(FileWriter *out, guint32 value, GError **error)
{
    guint8 bytes[VARINT_MAX];
    gsize n = 0;
    for (; value >= 0x80; value >>= 7)
        bytes[n++] = (guint8)(value | 0x80u);
    bytes[n++] = (guint8)value;
    return file_writer_put(out, bytes, n, error);
}

static gboolean flush(SuggestMapWriter *writer, GError **error)
{
    const Pending *last = NULL;
    guint32 rank = 0;
    qsort(writer->pending, writer->n_pending, sizeof(Pending), by_rank);
    g_array_index(writer->blocks, Block, writer->blocks->len - 1).best = writer->pending[0].rank;
    for (guint i = 0; i < writer->n_pending; i++) {
        const Pending *one = &writer->pending[i];
        if (last && by_rank(last, one) == 0) /* two batches had the text */
            continue;
        last = one;
        if (!put_number(&writer->out, one->rank - rank, error) ||
            (one->start && !put_number(&writer->out, one->start, error)))
            return FALSE;
        rank = one->rank;
    }
    writer->n_pending = 0;
    return TRUE;
}

/* Begins a block whose first key is KEY: the shortest that is more than the last one before. */
static void begin_block(SuggestMapWriter *writer, const SuggestKey *key)
{
    Block block = {writer->separators->len, (guint32)(writer->out.at - sizeof(Header)), 0};
    gsize len = 0, whole = suggest_key_length(key);
    while (len < whole && key->bytes[len] == writer->last.bytes[len])
        len++;
    g_byte_array_append(writer->separators, key->bytes, (guint)MIN(len + 1, whole));
    g_array_append_val(writer->blocks, block);
}

gboolean suggest_map_writer_entry(SuggestMapWriter *writer, const SuggestKey *key, guint32 text,
                                  guint32 start, GError **error)
{
    const guint32 *ends = writer->header.ends;
    guint class = 0;
    while (text >= ends[class])
        class ++;
    if (writer->n_pending == SUGGEST_BLOCK && !flush(writer, error))
        return FALSE;
    if (writer->n_pending == 0)
        begin_block(writer, key);
    guint32 rank = suggest_rank(text, class ? ends[class - 1] : 0, ends[class], start > 0);
    writer->pending[writer->n_pending++] = (Pending){rank, start};
    writer->last = *key;
    return TRUE;
}

/* Writes BYTES of a part, aligned; *AT is where they begin. */
static gboolean put_part(FileWriter *out, gconstpointer bytes, gsize len, guint64 *at,
                         GError **error)
{
    static const guint8 zeros[4];
    if (!file_writer_put(out, zeros, (gsize)(-out->at & 3), error))
        return FALSE;
    *at = out->at;
    return file_writer_put(out, bytes, len, error);
}

gboolean suggest_map_writer_finish(SuggestMapWriter *writer, const guint32 *texts,
                                   const guint32 *locals, const guint16 *places, GError **error)
{
    Header *header = &writer->header;
    FileWriter *out = &writer->out;
    gsize n_texts = header->ends[SUGGEST_CLASSES - 1];
    if (writer->n_pending && !flush(writer, error))
        return FALSE;
    Block last = {writer->separators->len, (guint32)(out->at - sizeof *header), G_MAXUINT32};
    header->blocks = writer->blocks->len;
    header->refs = texts[n_texts];
    g_array_append_val(writer->blocks, last);
    return put_part(out, writer->separators->data, writer->separators->len, &header->separators_at,
                    error) &&
           put_part(out, writer->blocks->data, writer->blocks->len * sizeof(Block),
                    &header->blocks_at, error) &&
           put_part(out, texts, (n_texts + 1) * sizeof *texts, &header->texts_at, error) &&
           put_part(out, locals, header->refs * sizeof *locals, &header->locals_at, error) &&
           put_part(out, places, header->refs * sizeof *places, &header->places_at, error) &&
           file_writer_patch(out, 0, header, sizeof *header, error) &&
           file_writer_close(out, error);
}
