/* The second stage of a change: sorted runs in, one shard out. */
#ifndef INDEXER_ASSEMBLE_H
#define INDEXER_ASSEMBLE_H

#include "indexer/input.h"

/* What to do with a merged record. */
typedef enum {
    ASSEMBLE_KEEP,    /* index it */
    ASSEMBLE_DROP,    /* leave it out */
    ASSEMBLE_REPLACED /* index RECORD, which was changed, instead of the packed bytes */
} AssembleVerdict;

/* Looks at each record before it is indexed, in the caller's process: an update merges it with the
 * stored one. *RECORD is NULL until somebody needs it unpacked; PACKED then says the same. */
typedef AssembleVerdict (*AssembleFilter)(const char *id, const guint8 *packed, gsize len,
                                          Record **record, gpointer data, GError **error);

typedef struct {
    const char *dir;  /* the index */
    const char *work; /* the work folder in it */
    Pool *pool;
    ProgressBar *progress;
    Tokenizer *tokenizer; /* with the lexicon of the generation to be */
    const char *learned;  /* a file to write learned translations to, or NULL */
    GHashTable *skip;     /* provisional ids that have a number by now */
    AssembleFilter filter; /* or NULL */
    gpointer data;
} Assembly;

/* Merges the runs, records of one id into one, indexes them in batches and joins these into a shard
 * under DIR/shards, all synced. Fills ENTRY (its uuid is the caller's), or sets its documents to 0
 * if there was nothing to index. The result depends on the records alone, not on the number of
 * workers. */
gboolean assemble(const Assembly *assembly, const Spilled *spilled, ManifestShard *entry,
                  GError **error);

#endif
