#include "indexer/read/text-map.h"

#include <string.h>

#include "indexer/read/index.h"
#include "messages/messages.h"
#include "tokenizer/symbol.h"

#define MAGIC "BSTEXT5\n"

typedef struct {
    char magic[8];
    guint32 documents, values;
    guint64 offsets_at, values_at, lengths_at, sets_at, symbols, occurrences, pieces_at;
    guint32 pieces, reserved;
} Header;

typedef struct {
    guint32 published, counts; /* facets << TEXTS_BITS | texts */
} Entry;

#define TEXTS_BITS 7

G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN && SHARD_MAX_TEXTS < 1 << TEXTS_BITS && FIELD_COUNT <= 1 << 6);
G_STATIC_ASSERT(sizeof(Header) == 80 && sizeof(Entry) == 8 && sizeof(FacetValue) == 4);

struct TextMap {
    MappedFile mapped;
    guint32 documents, values;
    guint64 symbols, occurrences;
    const TextPiece *pieces;
    guint32 n_pieces;
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
        header.lengths_at % 2 || header.pieces > TEXT_PIECES_MAX ||
        !mapped_file_holds(&map->mapped, header.pieces_at, header.pieces * sizeof(TextPiece)) ||
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
    map->pieces = (gconstpointer)(map->mapped.bytes + header.pieces_at);
    map->n_pieces = header.pieces;
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

/* Reads the length at *AT, before END, which is then behind it. */
static gboolean read_length(const guint8 **at, const guint8 *end, guint32 *len)
{
    *len = 0;
    for (guint shift = 0; *at < end && shift < 32; shift += 7) {
        guint8 byte = *(*at)++;
        *len |= (guint32)(byte & 127) << shift;
        if (byte < 128)
            return TRUE;
    }
    return FALSE;
}

/* Fills what is behind the facets of VIEW, in [at, end), the codes of the texts excepted. FALSE if it does not fit there. */
static gboolean view_heads(DocumentView *view, const guint8 *at, const guint8 *end)
{
    if (!read_length(&at, end, &view->id_len))
        return FALSE;
    for (guint32 i = 0; i < view->n_texts; i++) {
        FieldText *text = &view->texts[i];
        guint8 field = at < end ? *at++ : FIELD_COUNT;
        *text = (FieldText){.field = (FieldId)field};
        if (field >= FIELD_COUNT || !read_length(&at, end, &text->len))
            return FALSE;
    }
    if (view->id_len > (gsize)(end - at))
        return FALSE;
    view->id = (const char *)at;
    view->codes = at + view->id_len;
    view->coded = (gsize)(end - view->codes);
    return TRUE;
}

static gboolean view_entry(const TextMap *map, DocumentView *view, const guint8 *at, const guint8 *end)
{
    Entry entry;
    memcpy(&entry, at, sizeof entry);
    at += sizeof entry;
    view->published = entry.published;
    view->n_texts = entry.counts & ((1u << TEXTS_BITS) - 1);
    view->n_facets = entry.counts >> TEXTS_BITS;
    view->facets = (const FacetValue *)(gconstpointer)at;
    if (view->n_texts > SHARD_MAX_TEXTS || view->n_facets * sizeof(FacetValue) > (gsize)(end - at))
        return FALSE;
    for (guint32 i = 0; i < view->n_facets; i++)
        if (view->facets[i].value >= map->values)
            return FALSE;
    return view_heads(view, at + view->n_facets * sizeof(FacetValue), end);
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
    view->length = text_map_length(map, local);
    return view_entry(map, view, map->mapped.bytes + start, map->mapped.bytes + stop) ||
           mapped_file_damaged(&map->mapped, error);
}

/* As most documents have no more. */
#define EXPECTED_BYTES 256u
#define CACHE_LINE 64u

void text_map_expect(const TextMap *map, guint32 local)
{
    if (local == 0 || local > map->documents)
        return;
    guint64 at = load64(map->offsets + (gsize)(local - 1) * 8), len = map->mapped.len;
    for (guint64 end = MIN(len, at) + EXPECTED_BYTES; at < MIN(len, end); at += CACHE_LINE)
        __builtin_prefetch(map->mapped.bytes + at);
}

gboolean text_map_texts(const TextMap *map, DocumentView *view, guint32 wanted, GByteArray *room, GError **error)
{
    guint64 len = 0, all = 0;
    guint32 n = 0;
    for (guint32 i = 0; i < view->n_texts; i++) {
        all += view->texts[i].len;
        if (!wanted || wanted & 1u << view->texts[i].field) {
            len = all;
            n = i + 1;
        }
    }
    /* what is read is no more than so many codes can say, whatever a damaged file says */
    if (len > view->coded * (map->n_pieces ? TEXT_PIECE_MAX : 1))
        return mapped_file_damaged(&map->mapped, error);
    const guint8 *at = view->codes;
    if (map->n_pieces) {
        g_byte_array_set_size(room, (guint)len + TEXT_CODE_SLACK);
        at = room->data;
        if (!text_code_read(map->pieces, map->n_pieces, view->codes, view->coded, room->data, len))
            return mapped_file_damaged(&map->mapped, error);
    }
    for (guint32 i = 0; i < n; at += view->texts[i++].len)
        view->texts[i].utf8 = (const char *)at;
    return TRUE;
}

struct TextMapWriter {
    FileWriter out;
    const TextCoder *coder; /* borrowed; NULL: none */
    GByteArray *head, *texts, *codes; /* of the entry being written */
    GArray *offsets;     /* guint64 */
    GArray *lengths;     /* guint16 */
    GHashTable *values;  /* GBytes → ordinal */
    GPtrArray *in_order; /* the same GBytes, borrowed */
    CharacterSetsWriter *characters;
    guint64 symbols, occurrences;
};

static gboolean put(TextMapWriter *writer, gconstpointer bytes, gsize len, GError **error)
{
    return file_writer_put(&writer->out, bytes, len, error);
}

static gboolean put_pieces(TextMapWriter *writer, GError **error)
{
    guint32 n = 0;
    const TextPiece *pieces = writer->coder ? text_coder_pieces(writer->coder, &n) : NULL;
    return !n || put(writer, pieces, n * sizeof *pieces, error);
}

TextMapWriter *text_map_writer_new(const char *file, const TextCoder *coder, GError **error)
{
    static const Header empty;
    g_autoptr(TextMapWriter) writer = g_new0(TextMapWriter, 1);
    writer->coder = coder;
    writer->head = g_byte_array_new();
    writer->texts = g_byte_array_new();
    writer->codes = g_byte_array_new();
    writer->offsets = g_array_new(FALSE, FALSE, sizeof(guint64));
    writer->lengths = g_array_new(FALSE, FALSE, sizeof(guint16));
    writer->values =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    writer->in_order = g_ptr_array_new();
    writer->characters = character_sets_writer_new(&writer->out);
    if (!file_writer_open(&writer->out, file, error) ||
        !put(writer, &empty, sizeof empty, error) || !put_pieces(writer, error))
        return NULL;
    return g_steal_pointer(&writer);
}

void text_map_writer_free(TextMapWriter *writer)
{
    if (!writer)
        return;
    file_writer_abandon(&writer->out);
    g_byte_array_unref(writer->head);
    g_byte_array_unref(writer->texts);
    g_byte_array_unref(writer->codes);
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

static void append_length(GByteArray *out, guint32 len)
{
    for (; len >= 128; len >>= 7) {
        guint8 byte = (guint8)(len | 128);
        g_byte_array_append(out, &byte, 1);
    }
    guint8 byte = (guint8)len;
    g_byte_array_append(out, &byte, 1);
}

/* What is before the codes of the texts. */
static void make_head(TextMapWriter *writer, const DocumentView *view)
{
    GByteArray *head = writer->head;
    Entry entry = {view->published, view->n_facets << TEXTS_BITS | view->n_texts};
    g_byte_array_set_size(head, 0);
    g_byte_array_append(head, (const guint8 *)&entry, sizeof entry);
    g_byte_array_append(head, (const guint8 *)view->facets, (guint)(view->n_facets * sizeof *view->facets));
    append_length(head, view->id_len);
    for (guint32 i = 0; i < view->n_texts; i++) {
        guint8 field = (guint8)view->texts[i].field;
        g_byte_array_append(head, &field, 1);
        append_length(head, view->texts[i].len);
    }
    g_byte_array_append(head, (const guint8 *)view->id, view->id_len);
}

/* The texts of VIEW in codes, or as they are. */
static const GByteArray *make_codes(TextMapWriter *writer, const DocumentView *view)
{
    g_byte_array_set_size(writer->texts, 0);
    g_byte_array_set_size(writer->codes, 0);
    for (guint32 i = 0; i < view->n_texts; i++)
        g_byte_array_append(writer->texts, (const guint8 *)view->texts[i].utf8, view->texts[i].len);
    if (!writer->coder)
        return writer->texts;
    text_coder_put(writer->coder, writer->texts->data, writer->texts->len, writer->codes);
    return writer->codes;
}

static gboolean put_entry(TextMapWriter *writer, const DocumentView *view, GError **error)
{
    static const guint8 padding[4];
    guint16 length = (guint16)MIN(view->length, G_MAXUINT16);
    if (view->n_facets > G_MAXUINT32 >> TEXTS_BITS) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: a document has too many values"), writer->out.name);
        return FALSE;
    }
    if (!character_sets_writer_begin(writer->characters, writer->offsets->len + 1, error))
        return FALSE;
    for (guint32 i = 0; i < view->n_texts; i++)
        character_sets_writer_text(writer->characters, view->texts[i].utf8, view->texts[i].len);
    g_array_append_val(writer->offsets, writer->out.at);
    g_array_append_val(writer->lengths, length);
    make_head(writer, view);
    const GByteArray *codes = make_codes(writer, view);
    return put(writer, writer->head->data, writer->head->len, error) && put(writer, codes->data, codes->len, error) &&
           put(writer, padding, (4 - writer->out.at % 4) % 4, error);
}

gboolean text_map_writer_add(TextMapWriter *writer, const DocumentView *view, guint64 occurrences, GError **error)
{
    writer->occurrences += occurrences;
    for (guint32 i = 0; i < view->n_texts; i++)
        writer->symbols += count_symbols(&view->texts[i]);
    return put_entry(writer, view, error);
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
    g_autoptr(GByteArray) room = g_byte_array_new();
    DocumentView view;
    for (guint32 local = 1; local <= map->documents; local++) {
        if (!text_map_view(map, local, &view, error) || !text_map_texts(map, &view, 0, room, error))
            return FALSE;
        g_array_set_size(facets, 0);
        g_array_append_vals(facets, view.facets, view.n_facets);
        for (guint32 i = 0; i < facets->len; i++) {
            FacetValue *facet = &g_array_index(facets, FacetValue, i);
            facet->value = translation[facet->value] % FACET_VALUES_MAX; /* finishing fails for more */
        }
        view.facets = (const FacetValue *)(gconstpointer)facets->data;
        if (!put_entry(writer, &view, error))
            return FALSE;
    }
    writer->occurrences += map->occurrences;
    writer->symbols += map->symbols;
    return TRUE;
}

/* So many bytes of text tell which pieces are worth a code, and no document tells more than its share; with twice as many
 * the texts of 300,000 articles take 3 % less. */
#define SAMPLE_BYTES (1u << 20)
#define SAMPLE_DOCUMENTS 256u

/* Adds what every STEP-th document of MAP says. */
static gboolean add_sample(GByteArray *sample, const TextMap *map, guint32 step, GError **error)
{
    DocumentView view;
    for (guint32 local = 1; local <= map->documents && sample->len < 2 * SAMPLE_BYTES; local += step) {
        if (!text_map_view(map, local, &view, error))
            return FALSE;
        g_byte_array_append(sample, view.codes, (guint)MIN(view.coded, SAMPLE_BYTES / SAMPLE_DOCUMENTS));
    }
    return TRUE;
}

TextCoder *text_map_coder(TextMap *const *maps, gsize n, GError **error)
{
    guint64 bytes = 0, documents = 0;
    for (gsize i = 0; i < n; i++) {
        bytes += maps[i]->mapped.len;
        documents += maps[i]->documents;
    }
    g_autoptr(GByteArray) sample = g_byte_array_new();
    guint32 step = (guint32)MIN(bytes / SAMPLE_BYTES + 1, documents / SAMPLE_DOCUMENTS + 1);
    for (gsize i = 0; i < n; i++)
        if (!add_sample(sample, maps[i], step, error))
            return NULL;
    return text_coder_new(sample->data, sample->len, (guint)(bytes / MAX(sample->len, 1) + 1));
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
    guint32 pieces = 0;
    if (writer->coder)
        text_coder_pieces(writer->coder, &pieces);
    if (writer->in_order->len > FACET_VALUES_MAX) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: the documents have too many values"), writer->out.name);
        return FALSE;
    }
    Header header = {.magic = MAGIC,
                     .pieces_at = sizeof header,
                     .pieces = pieces,
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
