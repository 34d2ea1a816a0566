/* Sets of documents. Of a folder's index: a bit for each document of each shard; of 300,000 documents one takes 38 kB,
 * and AND, OR and AND NOT of two a few microseconds. Of an export that servers have: what the set means, a selection, which they
 * are asked for each time; what goes wrong then is noted in the index (index_note()), and the set is as if it were empty. */
#ifndef SEARCH_MATCH_DOCSET_H
#define SEARCH_MATCH_DOCSET_H

#include "indexer/read/index.h"

/* The bits of all shards in a row, those of a shard from DocSpace's `first` word on: docid % 64 of
 * word docid / 64, docids being the shard's own, from 1. */
typedef struct {
    Index *index;              /* of an export, borrowed; NULL: a folder's, */
    struct Selection *meaning; /* NULL: all documents */
    gsize n_words;             /* which has these */
    guint64 bits[];
} DocSet;

/* Where in a DocSet of an index its shards are. */
typedef struct {
    Shard *shard; /* borrowed */
    guint32 number;
    gsize first;
    guint32 words, documents;
} DocSpaceShard;

typedef struct {
    Index *index;         /* of an export, borrowed; NULL: a folder's */
    XcDatabase *database; /* borrowed: of all shards */
    DocSpaceShard *shards;
    guint32 n_shards;
    gsize n_words;
} DocSpace;

void docspace_init(DocSpace *space, Index *index);
void docspace_clear(DocSpace *space);

/* The empty set. The caller frees. */
DocSet *docset_new(const DocSpace *space);

/* All documents of SNAPSHOT that are not dead: a set of the DocSpace of any index of it. Caller frees. */
DocSet *docset_new_live(const Snapshot *snapshot);
DocSet *docset_copy(const DocSet *set);
void docset_free(DocSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocSet, docset_free)

/* Adds to SET what OTHER has. */
void docset_add(DocSet *set, const DocSet *other);

/* Takes what OTHER has from SET. */
void docset_remove(DocSet *set, const DocSet *other);

guint32 docset_count(const DocSet *set);
gboolean docset_is_empty(const DocSet *set);

/* All documents of the export that INDEX reads. Caller frees. */
DocSet *docset_new_remote(Index *index);

/* How many documents are in both. */
guint32 docset_count_both(const DocSet *a, const DocSet *b);

/* How many bits of WORDS words are set. */
guint32 docset_count_bits(const guint64 *bits, gsize words);

/* Whether none of WORDS words has a bit that is set. */
gboolean docset_no_bits(const guint64 *bits, gsize words);

/* Whether SET has a document, by the docid of all shards together. */
gboolean docset_has_docid(const DocSet *set, const DocSpace *space, XcDocid docid);

/* Those of DOCIDS (XcDocid) that SET has, in their order. Caller unrefs. */
GArray *docset_keep(const DocSet *set, const DocSpace *space, const GArray *docids);

/* Adds the document to SET. */
void docset_add_docid(DocSet *set, const DocSpace *space, XcDocid docid);

/* The first MAX documents of SET as such docids, shard by shard. Caller unrefs. */
GArray *docset_docids(const DocSet *set, const DocSpace *space, guint32 max);

#endif
