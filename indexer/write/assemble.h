/* The second stage of a change: sorted runs in, one shard out. */
#ifndef INDEXER_WRITE_ASSEMBLE_H
#define INDEXER_WRITE_ASSEMBLE_H

#include "indexer/write/input.h"

/* An update's stored records, into which those of the runs are merged. Both functions are called in
 * the caller's process, once for each id. */
typedef struct {
    /* The packed record of ID that is stored, borrowed until the next call, or NULL (LEN is then not
     * set); *ERROR may be set too. */
    const guint8 *(*find)(const char *id, gsize *len, gpointer data, GError **error);
    /* Whether the record of the id is to be indexed: it is NEW, or CHANGED against the stored one,
     * or neither. */
    gboolean (*wants)(gboolean is_new, gboolean changed, gpointer data);
    gpointer data;
} AssembleStored;

typedef struct {
    const char *dir;  /* the index */
    const char *work; /* the work folder in it */
    Pool *pool;
    const ChangeProgress *progress;
    Tokenizer *tokenizer; /* with the lexicon of the generation to be */
    const char *learned;  /* a file to write learned translations to, or NULL */
    GHashTable *moved;    /* ids whose records come again under another (identity_resolve()), or NULL */
    /* Records whose order's file is less than this are merged as records of one build; later ones
     * correct them (record_update()). G_MAXUINT32: all of them are of the build. */
    guint32 first_update;
    const AssembleStored *stored; /* of an update, or NULL; records of files before FIRST_UPDATE
                                   * are then stored ones, taken out of their shard */
} Assembly;

/* Merges the runs, records of one id into one, indexes them in batches and joins these into a shard
 * under DIR/shards, all synced. Fills ENTRY (its uuid is the caller's), or sets its documents to 0
 * if there was nothing to index. The result depends on the records alone, not on the number of
 * workers. */
gboolean assemble(const Assembly *assembly, const Spilled *spilled, ManifestShard *entry,
                  GError **error);

#endif
