/* The part of text.map that tells which documents hold a CJK character, in normalized form.
 *
 * For every 65,536 documents (by docid >> 16) a block, little-endian, aligned to 8 bytes:
 *   sets     one for each character: see docid-block.h
 *   entries  {u32 character, u32 documents, u64 where its set is}, sorted by character
 * and after the last block, for each:
 *   blocks   {u64 where its entries are, u64 how many}
 *
 * They are written as documents come and read where they lie.
 */
#ifndef INDEXER_READ_CHARACTER_SETS_H
#define INDEXER_READ_CHARACTER_SETS_H

#include "indexer/read/docid-block.h"

typedef struct {
    const MappedFile *mapped; /* borrowed */
    guint32 documents, n_blocks;
    const guint8 *blocks;
} CharacterSets;

/* Finds the sets of DOCUMENTS documents whose blocks are named AT in MAPPED. INDEX_ERROR_DAMAGED. */
gboolean character_sets_open(CharacterSets *sets, const MappedFile *mapped, guint32 documents,
                             guint64 at, GError **error);

/* In how many documents C is; 0 if it is no CJK character. */
guint32 character_sets_freq(const CharacterSets *sets, gunichar c);

/* Clears in BITS (of docids: bit docid % 64 of word docid / 64) the documents without C.
 * INDEX_ERROR_DAMAGED; BITS are then of no use. */
gboolean character_sets_keep(const CharacterSets *sets, gunichar c, guint64 *bits, GError **error);

typedef struct CharacterSetsWriter CharacterSetsWriter;

/* Writes to OUT, which is borrowed and may be written to in between. */
CharacterSetsWriter *character_sets_writer_new(FileWriter *out);
void character_sets_writer_free(CharacterSetsWriter *writer);

/* Begins the document DOCID: 1, 2, 3 … */
gboolean character_sets_writer_begin(CharacterSetsWriter *writer, guint32 docid, GError **error);

/* Adds the characters of a normalized text of that document. */
void character_sets_writer_text(CharacterSetsWriter *writer, const char *utf8, guint32 len);

/* Writes what is left; *AT is where the blocks are named. */
gboolean character_sets_writer_finish(CharacterSetsWriter *writer, guint64 *at, GError **error);

#endif
