/* text.map: what search needs of the documents besides postings, mapped into memory.
 *
 * Little-endian, aligned to 4 bytes:
 *   header   magic "BSTEXT4\n", u32 documents, u32 facet values, u64 where the document offsets
 *            are, u64 where the facet values are, u64 where the lengths are, u64 where the
 *            blocks of characters are named, u64 symbols of all texts (tokenizer/symbol.h), u64 how
 *            often all documents have terms
 *   entry    u32 id length, u32 published, u32 texts, u32 facets; facets × {u16 field, u16 0, u32
 *            value}; texts × {u32 field, u32 length}; the id; the texts
 *   offsets  u64 for each document, and one for the end of the last
 *   lengths  u16 for each document: as BM25 has it, 65535 if it is more
 *   sets     of the documents that hold a CJK character, between entries: see character-sets.h
 *   values   u32 for each value: where it ends, counted from after these; then their bytes
 */
#ifndef INDEXER_READ_TEXT_MAP_H
#define INDEXER_READ_TEXT_MAP_H

#include "corpus/record/record.h"
#include "indexer/read/character-sets.h"

/* One searched field's normalized text, as tokenizer's normalize() makes it; borrowed from the
 * mapping. A LANG_TEXTS field comes once for each language. */
typedef struct {
    FieldId field;
    guint32 len;
    const char *utf8; /* not NUL-terminated */
} FieldText;

/* A facet value: VALUE is an ordinal of shard_facet_value(). Year is FIELD_PUBLISHED. */
typedef struct {
    guint16 field;
    guint16 reserved;
    guint32 value;
} FacetValue;

#define SHARD_MAX_TEXTS 64

/* What is known of a document without reading its record; borrowed from the mapping. */
typedef struct {
    const char *id; /* not NUL-terminated */
    guint32 id_len;
    guint32 published; /* yyyymmdd, 00 for what is unknown; 0 without a date */
    guint32 length;    /* as BM25 has it: how often it has terms; 65535 if it is more */
    guint32 n_texts;
    FieldText texts[SHARD_MAX_TEXTS];
    guint32 n_facets;
    const FacetValue *facets;
} DocumentView;

typedef struct TextMap TextMap;

/* Maps FILE. INDEX_ERROR_GONE, _DAMAGED. */
TextMap *text_map_open(const char *file, FileSums *sums, GError **error);
void text_map_close(TextMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextMap, text_map_close)

guint32 text_map_doccount(const TextMap *map);
/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *text_map_file(const TextMap *map);
gboolean text_map_view(const TextMap *map, guint32 local, DocumentView *view, GError **error);
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
TextMapWriter *text_map_writer_new(const char *file, GError **error);
void text_map_writer_free(TextMapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextMapWriter, text_map_writer_free)

/* The ordinal of a facet value, added if new. */
guint32 text_map_writer_value(TextMapWriter *writer, const char *value, gsize len);

/* Adds an entry, which has terms so often (see text_map_occurrences()); its facets' values are ordinals of this writer. */
gboolean text_map_writer_add(TextMapWriter *writer, const DocumentView *view, guint64 occurrences, GError **error);

/* Adds all entries of MAP, its facet values translated. */
gboolean text_map_writer_append(TextMapWriter *writer, const TextMap *map, GError **error);

gboolean text_map_writer_finish(TextMapWriter *writer, GError **error);

#endif
