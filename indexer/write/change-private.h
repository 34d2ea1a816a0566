/* What the changes share. Internal. */
#ifndef INDEXER_WRITE_CHANGE_PRIVATE_H
#define INDEXER_WRITE_CHANGE_PRIVATE_H

#include "indexer/files/lock.h"
#include "indexer/write/assemble.h"
#include "corpus/read/left-out.h"
#include "indexer/write/change.h"

/* A change under way. */
typedef struct {
    const ChangeOptions *options;
    ChangeResult *result;
    int lock;
    Manifest *before; /* the current generation's, NULL if there is none that can be read */
    guint32 generation; /* the number of the generation to be */
    char *work;
    Pool *pool;
    const ChangeProgress *progress;
    gboolean committed;
    gint64 began;
    LeftOut left_out;
} Change;

/* Takes the lock, removes leftovers, makes the work folder. Without MAY_CREATE an index must be
 * there. change_end() in any case. */
gboolean change_begin(Change *change, const ChangeOptions *options, ChangeResult *result,
                      gboolean may_create, GError **error);
void change_end(Change *change);

/* A copy of the current manifest, or an empty one, as COMMAND's new generation. */
Manifest *change_manifest(const Change *change, const char *command);
gboolean change_commit(Change *change, const Manifest *manifest, GError **error);
/* Reports that there was nothing to do. Returns TRUE. */
gboolean change_nothing(Change *change);

/* Puts the lists that a build wants into MANIFEST: the built-in ones with those of the options. What
 * of a dictionary is rejected is added to SPILLED. */
gboolean change_set_lists(const Change *change, Manifest *manifest, Spilled *spilled,
                          GError **error);
/* Puts the translations that were learned, in FILE if there are any, into MANIFEST, in place of those
 * of the build before. */
gboolean change_set_learned(const Change *change, Manifest *manifest, const char *file,
                            GError **error);

/* Whether the folder has room for NEEDED bytes; INDEX_ERROR_WRITE. */
gboolean change_check_space(const Change *change, guint64 needed, GError **error);

/* What to read (Input *, measured): the files given, else the manifest's sources. A file that cannot
 * be read is no failure, but none that can is; GUARDED: see change_guard_inputs(). */
GPtrArray *change_open_inputs(Change *change, gboolean guarded, GError **error);

/* Whether a build may go on without those of INPUTS that failed; PROBLEM says more of one, or NULL.
 * INDEX_ERROR_REFUSED. */
gboolean change_guard_inputs(const Change *change, const GPtrArray *inputs, const GError *problem,
                             GError **error);
/* Whether MANIFEST, of a build from INPUTS whose shard is written, may follow the current generation,
 * for all that would be lost. INDEX_ERROR_REFUSED. */
gboolean change_guard_loss(const Change *change, const Manifest *manifest, const GPtrArray *inputs,
                           GError **error);

/* Reads INPUTS into SPILLED, as files FIRST_FILE and up, and writes the report that MANIFEST is then
 * to name. */
gboolean change_spill(Change *change, GPtrArray *inputs, guint32 first_file, Spilled *spilled,
                      Manifest *manifest, GError **error);

/* MANIFEST tells the names of columns that were added; AGAIN: those that the generation before was read with count too. */
void change_set_columns(const Change *change, Manifest *manifest, gboolean again);

/* Adds INPUTS to the sources; UPDATE: as those of an update, in place of the same file's before. */
void change_add_sources(Manifest *manifest, GPtrArray *inputs, gboolean update);

/* Makes a shard of the spilled records and adds it to MANIFEST; see Assembly. */
gboolean change_index_spilled(Change *change, const Spilled *spilled, Manifest *manifest,
                              GHashTable *moved, guint32 first, const AssembleStored *stored,
                              GError **error);

/* The dead documents of a generation to be: those of BASE and more. */
typedef struct DeadSet DeadSet;
DeadSet *dead_set_new(const Index *base);
void dead_set_free(DeadSet *dead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeadSet, dead_set_free)
/* DOCID is one of BASE's; adding it twice counts once. */
void dead_set_add(DeadSet *dead, XcDocid docid);
/* Writes the lists of MANIFEST's generation and corrects its counts. Shards that BASE did not have
 * have no dead documents. A shard with no live document left is taken out. */
gboolean dead_set_save(DeadSet *dead, const char *dir, Manifest *manifest, GError **error);

#endif
