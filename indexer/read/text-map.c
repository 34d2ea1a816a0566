#include "indexer/read/text-map.h"

#include <string.h>

#include "indexer/read/index.h"
#include "tokenizer/symbol.h"

#define MAGIC "BSTEXT4\n"

typedef struct {
    char magic[8];
    guint32 documents, values;
    guint64 offsets_at, values_at, lengths_at, sets_at, symbols, occurrences;
} Header;

typedef struct {
    guint32 id_len, published, n_texts, n_facets;
} Entry;

typedef struct {
    guint32 field, len;
} TextHead;

G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN);
G_STATIC_ASSERT(sizeof(Header) == 64 && sizeof(Entry) == 16 && sizeof(TextHead) == 8 &&
                sizeof(FacetValue) == 8);

struct TextMap {
    MappedFile mapped;
    guint32 documents, values;
    guint64 symbols, occurrences;
    const guint8 *offsets; /* may be unaligned for u64 */
    const guint8 *value_ends;
    const guint16 *lengths;
    const char *value_bytes;
    CharacterSets characters;
};

static guint64 load64(const guint8 *at)
{
    guint64 value;
    memcpy(&value, at, sizeof value);
    return value;
}

static guint32 load32(const guint8 *at)
{
    guint32 value;
    memcpy(&value, at, sizeof value);
    return value;
}

TextMap *text_map_open(const char *file, FileSums *sums, GError **error)
{
    g_autoptr(TextMap) map = g_new0(TextMap, 1);
    if (!mapped_file_open(&map->mapped, file, MAGIC, sizeof(Header), sums, error))
        return NULL;
    Header header;
    memcpy(&header, map->mapped.bytes, sizeof header);
    guint64 offsets_len = ((guint64)header.documents + 1) * 8, ends_len = (guint64)header.values * 4;
    if (!mapped_file_spans(&map->mapped, header.offsets_at, offsets_len) ||
        header.lengths_at % 2 ||
        !mapped_file_holds(&map->mapped, header.lengths_at, (guint64)header.documents * 2) ||
        !mapped_file_holds(&map->mapped, header.values_at, ends_len)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    if (!character_sets_open(&map->characters, &map->mapped, header.documents, header.sets_at,
                             error))
        return NULL;
    map->documents = header.documents;
    map->values = header.values;
    map->symbols = header.symbols;
    map->occurrences = header.occurrences;
    map->offsets = map->mapped.bytes + header.offsets_at;
    map->lengths = (const guint16 *)(gconstpointer)(map->mapped.bytes + header.lengths_at);
    map->value_ends = map->mapped.bytes + header.values_at;
    map->value_bytes = (const char *)map->value_ends + ends_len;
    guint64 room = map->mapped.len - header.values_at - ends_len;
    if (!mapped_file_holds(&map->mapped, header.values_at, ends_len + room)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    for (guint32 i = 0, before = 0; i < map->values; i++) {
        guint32 end = load32(map->value_ends + (gsize)i * 4);
        if (end < before || end > room) {
            mapped_file_damaged(&map->mapped, error);
            return NULL;
        }
        before = end;
    }
    return g_steal_pointer(&map);
}

void text_map_close(TextMap *map)
{
    if (!map)
        return;
    mapped_file_close(&map->mapped);
    g_free(map);
}

const MappedFile *text_map_file(const TextMap *map)
{
    return &map->mapped;
}

guint32 text_map_doccount(const TextMap *map)
{
    return map->documents;
}

guint32 text_map_length(const TextMap *map, guint32 local)
{
    return local > 0 && local <= map->documents ? map->lengths[local - 1] : 0;
}

const guint16 *text_map_lengths(const TextMap *map)
{
    return map->lengths;
}

guint64 text_map_symbols(const TextMap *map)
{
    return map->symbols;
}

guint64 text_map_occurrences(const TextMap *map)
{
    return map->occurrences;
}

guint32 text_map_values(const TextMap *map)
{
    return map->values;
}

const char *text_map_value(const TextMap *map, guint32 value, guint32 *len)
{
    guint32 start = value ? load32(map->value_ends + (gsize)(value - 1) * 4) : 0;
    *len = load32(map->value_ends + (gsize)value * 4) - start;
    return map->value_bytes + start;
}

const CharacterSets *text_map_characters(const TextMap *map)
{
    return &map->characters;
}

/* Fills the texts of VIEW from their heads; FALSE if they do not fit in [at, end). */
static gboolean view_texts(DocumentView *view, const guint8 *heads, const guint8 *at,
                           const guint8 *end)
{
    for (guint32 i = 0; i < view->n_texts; i++) {
        TextHead head;
        memcpy(&head, heads + i * sizeof head, sizeof head);
        if (head.len > (gsize)(end - at) || head.field >= FIELD_COUNT)
            return FALSE;
        view->texts[i] = (FieldText){(FieldId)head.field, head.len, (const char *)at};
        at += head.len;
    }
    return TRUE;
}

gboolean text_map_view(const TextMap *map, guint32 local, DocumentView *view, GError **error)
{
    if (local == 0 || local > map->documents)
        return mapped_file_damaged(&map->mapped, error);
    const guint8 *offset = map->offsets + (gsize)(local - 1) * 8;
    if (!mapped_file_holds(&map->mapped, (guint64)(offset - map->mapped.bytes), 16))
        return mapped_file_damaged(&map->mapped, error);
    guint64 start = load64(offset), stop = load64(offset + 8);
    if (stop < start || stop - start < sizeof(Entry) || start % 4 ||
        !mapped_file_holds(&map->mapped, start, stop - start))
        return mapped_file_damaged(&map->mapped, error);
    const guint8 *at = map->mapped.bytes + start, *end = map->mapped.bytes + stop;
    Entry entry;
    memcpy(&entry, at, sizeof entry);
    at += sizeof entry;
    guint64 fixed =
        (guint64)entry.n_facets * sizeof(FacetValue) + (guint64)entry.n_texts * sizeof(TextHead);
    if (entry.n_texts > SHARD_MAX_TEXTS || fixed + entry.id_len > (guint64)(end - at))
        return mapped_file_damaged(&map->mapped, error);
    view->published = entry.published;
    view->length = text_map_length(map, local);
    view->n_facets = entry.n_facets;
    view->facets = (const FacetValue *)(gconstpointer)at;
    view->n_texts = entry.n_texts;
    const guint8 *heads = at + entry.n_facets * sizeof(FacetValue);
    at += fixed;
    view->id = (const char *)at;
    view->id_len = entry.id_len;
    for (guint32 i = 0; i < view->n_facets; i++)
        if (view->facets[i].value >= map->values)
            return mapped_file_damaged(&map->mapped, error);
    if (!view_texts(view, heads, at + entry.id_len, end))
        return mapped_file_damaged(&map->mapped, error);
    return TRUE;
}

struct TextMapWriter {
    FileWriter out;
    GArray *offsets;     /* guint64 */
    GArray *lengths;     /* guint16 */
    GHashTable *values;  /* GBytes → ordinal */
    GPtrArray *in_order; /* the same GBytes, borrowed */
    CharacterSetsWriter *characters;
    guint64 symbols, occurrences;
};

TextMapWriter *text_map_writer_new(const char *file, GError **error)
{
    static const Header empty;
    g_autoptr(TextMapWriter) writer = g_new0(TextMapWriter, 1);
    writer->offsets = g_array_new(FALSE, FALSE, sizeof(guint64));
    writer->lengths = g_array_new(FALSE, FALSE, sizeof(guint16));
    writer->values =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    writer->in_order = g_ptr_array_new();
    writer->characters = character_sets_writer_new(&writer->out);
    if (!file_writer_open(&writer->out, file, error) ||
        !file_writer_put(&writer->out, &empty, sizeof empty, error))
        return NULL;
    return g_steal_pointer(&writer);
}

void text_map_writer_free(TextMapWriter *writer)
{
    if (!writer)
        return;
    file_writer_abandon(&writer->out);
    g_array_unref(writer->offsets);
    g_array_unref(writer->lengths);
    g_hash_table_unref(writer->values);
    g_ptr_array_unref(writer->in_order);
    character_sets_writer_free(writer->characters);
    g_free(writer);
}

guint32 text_map_writer_value(TextMapWriter *writer, const char *value, gsize len)
{
    g_autoptr(GBytes) key = g_bytes_new_static(value, len);
    gpointer known;
    if (g_hash_table_lookup_extended(writer->values, key, NULL, &known))
        return GPOINTER_TO_UINT(known);
    guint32 ordinal = writer->in_order->len;
    GBytes *owned = g_bytes_new(value, len);
    g_hash_table_insert(writer->values, owned, GUINT_TO_POINTER(ordinal));
    g_ptr_array_add(writer->in_order, owned);
    return ordinal;
}

static guint64 count_symbols(const FieldText *text)
{
    guint64 n = 0;
    guint32 at = 0, code = 0;
    for (SymbolKind kind;
         (kind = symbol_next(text->utf8, text->len, &at, &code)) != SYMBOL_END;)
        n += kind != SYMBOL_SPACE;
    return n;
}

static gboolean put(TextMapWriter *writer, gconstpointer bytes, gsize len, GError **error)
{
    return file_writer_put(&writer->out, bytes, len, error);
}

gboolean text_map_writer_add(TextMapWriter *writer, const DocumentView *view, guint64 occurrences, GError **error)
{
    static const guint8 padding[4];
    Entry entry = {view->id_len, view->published, view->n_texts, view->n_facets};
    guint16 length = (guint16)MIN(view->length, G_MAXUINT16);
    if (!character_sets_writer_begin(writer->characters, writer->offsets->len + 1, error))
        return FALSE;
    writer->occurrences += occurrences;
    g_array_append_val(writer->offsets, writer->out.at);
    g_array_append_val(writer->lengths, length);
    if (!put(writer, &entry, sizeof entry, error) ||
        !put(writer, view->facets, view->n_facets * sizeof *view->facets, error))
        return FALSE;
    for (guint32 i = 0; i < view->n_texts; i++) {
        TextHead head = {view->texts[i].field, view->texts[i].len};
        if (!put(writer, &head, sizeof head, error))
            return FALSE;
    }
    if (!put(writer, view->id, view->id_len, error))
        return FALSE;
    for (guint32 i = 0; i < view->n_texts; i++) {
        character_sets_writer_text(writer->characters, view->texts[i].utf8, view->texts[i].len);
        writer->symbols += count_symbols(&view->texts[i]);
        if (!put(writer, view->texts[i].utf8, view->texts[i].len, error))
            return FALSE;
    }
    return put(writer, padding, (4 - writer->out.at % 4) % 4, error);
}

gboolean text_map_writer_append(TextMapWriter *writer, const TextMap *map, GError **error)
{
    g_autofree guint32 *translation = g_new(guint32, map->values + 1);
    for (guint32 i = 0; i < map->values; i++) {
        guint32 len;
        const char *value = text_map_value(map, i, &len);
        translation[i] = text_map_writer_value(writer, value, len);
    }
    g_autoptr(GArray) facets = g_array_new(FALSE, FALSE, sizeof(FacetValue));
    DocumentView view;
    for (guint32 local = 1; local <= map->documents; local++) {
        if (!text_map_view(map, local, &view, error))
            return FALSE;
        g_array_set_size(facets, 0);
        g_array_append_vals(facets, view.facets, view.n_facets);
        for (guint32 i = 0; i < facets->len; i++) {
            FacetValue *facet = &g_array_index(facets, FacetValue, i);
            facet->value = translation[facet->value];
        }
        view.facets = (const FacetValue *)(gconstpointer)facets->data;
        if (!text_map_writer_add(writer, &view, 0, error))
            return FALSE;
    }
    writer->occurrences += map->occurrences;
    return TRUE;
}

static gboolean put_values(TextMapWriter *writer, GError **error)
{
    guint32 end = 0;
    for (guint i = 0; i < writer->in_order->len; i++) {
        end += (guint32)g_bytes_get_size(writer->in_order->pdata[i]);
        if (!put(writer, &end, sizeof end, error))
            return FALSE;
    }
    for (guint i = 0; i < writer->in_order->len; i++) {
        gsize len;
        gconstpointer bytes = g_bytes_get_data(writer->in_order->pdata[i], &len);
        if (!put(writer, bytes, len, error))
            return FALSE;
    }
    return TRUE;
}

gboolean text_map_writer_finish(TextMapWriter *writer, GError **error)
{
    Header header = {.magic = MAGIC,
                     .documents = writer->offsets->len,
                     .values = writer->in_order->len,
                     .offsets_at = writer->out.at,
                     .symbols = writer->symbols,
                     .occurrences = writer->occurrences};
    g_array_append_val(writer->offsets, writer->out.at);
    if (!put(writer, writer->offsets->data, writer->offsets->len * sizeof(guint64), error))
        return FALSE;
    header.lengths_at = writer->out.at;
    if (!put(writer, writer->lengths->data, writer->lengths->len * sizeof(guint16), error))
        return FALSE;
    if (!character_sets_writer_finish(writer->characters, &header.sets_at, error))
        return FALSE;
    header.values_at = writer->out.at;
    return put_values(writer, error) &&
           file_writer_patch(&writer->out, 0, &header, sizeof header, error) &&
           file_writer_close(&writer->out, error);
}
