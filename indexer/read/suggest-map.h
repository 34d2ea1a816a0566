/* suggest.map: what is suggested while a query is typed, and the keys that find it; mapped into
 * memory.
 *
 * What is suggested are texts: titles, numbers, committees. A text comes once, however many
 * documents have it. The texts are in the order in which they are suggested: by class (in force
 * first), then the short ones first, then by their bytes; so a text's place is what it is worth.
 *
 * Entries {key, text, where in the text the key begins} are sorted by key and cut into blocks of
 * SUGGEST_BLOCK. A block keeps no keys: its entries are sorted by rank, a number that is less for
 * what is suggested earlier (of each class the texts that begin with the key, then those that hold
 * it). A separator says which keys are in a block: those not less than it and less than the next.
 * So all entries of a block begin with what is typed, if its separator and the next do, and only
 * the blocks at both ends are to be compared with the texts.
 *
 * Little-endian, aligned to 4 bytes:
 *   header   see suggest-map.c
 *   texts    u32 for each: where its documents begin; and for the end of the last
 *   locals   u32 for each document of a text, the best first: its docid
 *   places   u16 for each: class << 8 | which of its texts (text-map.h), or SUGGEST_TEXT_ID and so
 * on blocks   {u32 separator, u32 entries, u32 the best rank} for each; and for the end of the last
 *   separators  bytes, at most SUGGEST_KEY_MAX each
 *   entries  of each block: how much the rank is more than that before, and for those in the middle
 * of a text the byte of it at which the key begins; in numbers of 7 bits a byte, the lowest first
 */
#ifndef INDEXER_READ_SUGGEST_MAP_H
#define INDEXER_READ_SUGGEST_MAP_H

#include "indexer/files/mapped-file.h"
#include "indexer/read/suggest-key.h"

#define SUGGEST_BLOCK 64u

typedef enum {
    SUGGEST_IN_FORCE, /* or of unknown status */
    SUGGEST_TO_BE,    /* 即将实施, plans and drafts */
    SUGGEST_PAST,
    SUGGEST_NEWS,
} SuggestClass;
#define SUGGEST_CLASSES (SUGGEST_NEWS + 1)

/* What is no text of the document's. */
#define SUGGEST_TEXT_ID 254u
#define SUGGEST_TEXT_COMMITTEE 255u

typedef struct {
    guint32 local;
    guint8 text;
    SuggestClass class;
} SuggestRef;

typedef struct {
    guint32 rank, text;
    SuggestClass class;
    guint32 start; /* 0: the key begins with the text */
} SuggestEntry;

typedef struct SuggestMap SuggestMap;

/* Maps FILE, of a shard of DOCUMENTS. INDEX_ERROR_GONE, _DAMAGED. */
SuggestMap *suggest_map_open(const char *file, FileSums *sums, guint32 documents, GError **error);
/* The same of LEN bytes that SOURCE has. Errors of SOURCE, too. */
SuggestMap *suggest_map_open_source(const char *name, guint64 len, const BlockSource *source, guint32 documents, GError **error);
void suggest_map_close(SuggestMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SuggestMap, suggest_map_close)

/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *suggest_map_file(const SuggestMap *map);
guint32 suggest_map_texts(const SuggestMap *map);

/* The blocks that may have keys which begin with KEY (LEN bytes): [*from, *to). FALSE with
 * INDEX_ERROR_DAMAGED. Thread-safe, as all reading is. */
gboolean suggest_map_find(const SuggestMap *map, const guint8 *key, gsize len, guint32 *from,
                          guint32 *to, GError **error);

/* Whether all keys of BLOCK begin with KEY. */
gboolean suggest_map_covers(const SuggestMap *map, guint32 block, const guint8 *key, gsize len);

/* The separator of BLOCK; borrowed. */
const guint8 *suggest_map_separator(const SuggestMap *map, guint32 block, gsize *len);

/* The least rank in BLOCK. */
guint32 suggest_map_best(const SuggestMap *map, guint32 block);

/* Fills ENTRIES, of SUGGEST_BLOCK, with those of BLOCK by rank. FALSE with INDEX_ERROR_DAMAGED. */
gboolean suggest_map_entries(const SuggestMap *map, guint32 block, SuggestEntry *entries, guint *n,
                             GError **error);

/* The documents of TEXT: how many; that of number I. FALSE with INDEX_ERROR_DAMAGED. */
gboolean suggest_map_refs(const SuggestMap *map, guint32 text, guint32 *from, guint32 *to,
                          GError **error);
gboolean suggest_map_ref(const SuggestMap *map, guint32 number, SuggestRef *ref, GError **error);

/* The rank of TEXT, of CLASS, the texts of which are [FIRST, END). */
static inline guint32 suggest_rank(guint32 text, guint32 first, guint32 end, gboolean inside)
{
    return 2 * first + (inside ? end - first : 0) + (text - first);
}

/* Writing. A writer that is freed unfinished leaves a partial file. */
typedef struct SuggestMapWriter SuggestMapWriter;

/* ENDS: of the texts of each class, where they end. */
SuggestMapWriter *suggest_map_writer_new(const char *file, guint32 documents,
                                         const guint32 ends[SUGGEST_CLASSES], GError **error);
void suggest_map_writer_free(SuggestMapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SuggestMapWriter, suggest_map_writer_free)

/* Adds an entry; keys come sorted. START is 0 for one at the beginning of the text. */
gboolean suggest_map_writer_entry(SuggestMapWriter *writer, const SuggestKey *key, guint32 text,
                                  guint32 start, GError **error);

/* Ends the entries, and writes N REFS of texts that begin at TEXTS (one more than there are texts).
 */
gboolean suggest_map_writer_finish(SuggestMapWriter *writer, const guint32 *texts,
                                   const guint32 *locals, const guint16 *places, GError **error);

#endif
