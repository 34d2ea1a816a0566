/* text.map: what search needs of the documents besides postings, mapped into memory.
 *
 * Little-endian, aligned to 4 bytes:
 *   header   magic "BSTEXT5\n", u32 documents, u32 facet values, u64 where the document offsets
 *            are, u64 where the facet values are, u64 where the lengths are, u64 where the
 *            blocks of characters are named, u64 symbols of all texts (tokenizer/symbol.h), u64 how
 *            often all documents have terms, u64 where the pieces are, u32 pieces, u32 0
 *   pieces   of texts: see text-code.h; none in a part of a build under way, whose texts are as they are
 *   entry    u32 published, u32 facets << 7 | texts; facets × u32 value << 6 | field; the id's length;
 *            texts × {u8 field, length}; the id; the codes of the texts, one after another. Lengths have
 *            7 bits a byte, the lowest first, the last byte below 128
 *   offsets  u64 for each document, and one for the end of the last
 *   lengths  u16 for each document: as BM25 has it, 65535 if it is more
 *   sets     of the documents that hold a CJK character, between entries: see character-sets.h
 *   values   u32 for each value: where it ends, counted from after these; then their bytes
 */
#ifndef INDEXER_READ_TEXT_MAP_H
#define INDEXER_READ_TEXT_MAP_H

#include "corpus/record/record.h"
#include "indexer/read/character-sets.h"
#include "indexer/read/text-code.h"

/* One searched field's normalized text, as tokenizer's normalize() makes it. A LANG_TEXTS field comes once for each language. */
typedef struct {
    FieldId field;
    guint32 len;
    const char *utf8; /* not NUL-terminated; NULL where it was not read */
} FieldText;

/* A facet value: VALUE is an ordinal of shard_facet_value(). Year is FIELD_PUBLISHED. */
typedef struct {
    guint32 field : 6;
    guint32 value : 26;
} FacetValue;

#define FACET_VALUES_MAX (1u << 26)

#define SHARD_MAX_TEXTS 64

/* What is known of a document without reading its record; borrowed from the mapping, but what its texts say. */
typedef struct {
    const char *id; /* not NUL-terminated */
    guint32 id_len;
    guint32 published; /* yyyymmdd, 00 for what is unknown; 0 without a date */
    guint32 length;    /* as BM25 has it: how often it has terms; 65535 if it is more */
    guint32 n_texts;
    FieldText texts[SHARD_MAX_TEXTS];
    guint32 n_facets;
    const FacetValue *facets;
    const guint8 *codes; /* of the texts */
    gsize coded;
} DocumentView;

typedef struct TextMap TextMap;

/* Maps FILE. INDEX_ERROR_GONE, _DAMAGED. */
TextMap *text_map_open(const char *file, FileSums *sums, GError **error);
void text_map_close(TextMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextMap, text_map_close)

guint32 text_map_doccount(const TextMap *map);
/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *text_map_file(const TextMap *map);
/* Says that LOCAL will be viewed: it is fetched from memory while others are read. */
void text_map_expect(const TextMap *map, guint32 local);
/* Fills VIEW for the document LOCAL (from 1), without what its texts say. INDEX_ERROR_DAMAGED. */
gboolean text_map_view(const TextMap *map, guint32 local, DocumentView *view, GError **error);
/* Reads what the texts of VIEW say into ROOM, where they are until it is used again: of the fields that are bits of WANTED (0:
 * all), and others before these. INDEX_ERROR_DAMAGED. Thread-safe, each thread with a ROOM of its own. */
gboolean text_map_texts(const TextMap *map, DocumentView *view, guint32 wanted, GByteArray *room, GError **error);
guint32 text_map_length(const TextMap *map, guint32 local); /* 0 if there is no such document */
const guint16 *text_map_lengths(const TextMap *map); /* of all, document 1 first */
/* How many symbols all texts have together, spaces left out. */
guint64 text_map_symbols(const TextMap *map);
/* How often all documents have terms together: those that repeat others too, which `length` leaves out. */
guint64 text_map_occurrences(const TextMap *map);
guint32 text_map_values(const TextMap *map);
const char *text_map_value(const TextMap *map, guint32 value, guint32 *len);

/* Which documents hold a character; borrowed. */
const CharacterSets *text_map_characters(const TextMap *map);

/* Writing: entries in order, then finish. A writer that is freed unfinished leaves a partial file. */
typedef struct TextMapWriter TextMapWriter;
/* Texts are put in codes of CODER (borrowed), or as they are if it is NULL. */
TextMapWriter *text_map_writer_new(const char *file, const TextCoder *coder, GError **error);
void text_map_writer_free(TextMapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextMapWriter, text_map_writer_free)

/* The ordinal of a facet value, added if new. */
guint32 text_map_writer_value(TextMapWriter *writer, const char *value, gsize len);

/* Adds an entry, which has terms so often (see text_map_occurrences()); its facets' values are ordinals of this writer. */
gboolean text_map_writer_add(TextMapWriter *writer, const DocumentView *view, guint64 occurrences, GError **error);

/* What codes the texts of N MAPS, which are as they are, best, as a sample of them tells. NULL with INDEX_ERROR_DAMAGED. */
TextCoder *text_map_coder(TextMap *const *maps, gsize n, GError **error);

/* Adds all entries of MAP, its facet values translated. */
gboolean text_map_writer_append(TextMapWriter *writer, const TextMap *map, GError **error);

gboolean text_map_writer_finish(TextMapWriter *writer, GError **error);

#endif
