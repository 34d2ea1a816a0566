/* The first stage of a change: source files in, sorted runs of records and rejects out. */
#ifndef INDEXER_WRITE_INPUT_H
#define INDEXER_WRITE_INPUT_H

#include "corpus/read/left-out.h"
#include "corpus/read/sink.h"
#include "indexer/read/index.h"
#include "indexer/write/pool.h"
#include "indexer/write/progress.h"

typedef struct {
    char *file; /* as given, made valid UTF-8: in messages and sources */
    char *path; /* absolute: what tells it from others, and where it is read again */
    char *content; /* the file to read: the path, or a copy of what came through a pipe */
    const char *refused; /* why it is not read, or NULL; static */
    guint more;   /* how often it was given besides, by whatever path */
    guint64 bytes;
    char *sha256; /* "" if it cannot be read */
    guint64 records, rejects;
    guint64 understood, all; /* a ReaderShare's: lines of JSON Lines, bytes of other text */
    gboolean update; /* it came by an update */
    gboolean found;  /* in a folder: nobody named it, and what no reader is for is passed over */
    gboolean foreign; /* it was passed over */
    guint64 left_out; /* of an archive: the files in it that were */
    MemberTally *members; /* of an archive: what files in it gave; else NULL */
    gboolean by_line; /* it was read as JSON Lines */
    gboolean failed; /* it could not be read, or not to its end, or was not understood */
} Input;

/* The files that FILES (char *) name, folders replaced by the files in them (folder_walk(); links that lead out of one go to
 * LEFT), "-" and pipes copied into WORK, since they can be read but once. A file that
 * is given more than once is there once, in its last place: of records of one day the last counts.
 * Whether files can be read is seen later; INDEX_ERROR_INPUT for a device or a socket, or if what comes
 * through a pipe does not fit on the disk; INDEX_ERROR_STOPPED. */
GPtrArray *input_expand(const GPtrArray *files, const char *work, const Stop *stop, LeftOut *left, GError **error);

/* How much of INPUTS was understood, in whole per cent rounded down, by their sizes. */
guint input_percent_understood(const GPtrArray *inputs);

/* The content of FILE, a list that a user gave: a file or a pipe, at most 64 MiB. The caller frees;
 * NULL with INDEX_ERROR_INPUT or _STOPPED. */
char *input_read_list(const char *file, const char *work, const Stop *stop, gsize *len,
                      GError **error);

/* The sources of MANIFEST, to be read again. INDEX_ERROR_INPUT if standard input or a
 * pipe without a name was one. */
GPtrArray *input_of_sources(const Manifest *manifest, GError **error);

/* Fills bytes and sha256. FALSE with INDEX_ERROR_INPUT if the file cannot be read. */
gboolean input_measure(Input *input, const Stop *stop, GError **error);

/* What the stage made, as files in its work folder. */
typedef struct {
    GPtrArray *runs;    /* spill files */
    GPtrArray *rejects; /* JSON Lines, in the order of the input */
    guint64 records, n_rejects;
    guint64 provisional; /* records of which identity_is_provisional() */
} Spilled;
Spilled *spilled_new(void);
void spilled_free(Spilled *spilled);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spilled, spilled_free)

/* Reads INPUTS (Input *) with the workers of POOL into WORK; in the records' order their files count
 * from FIRST_FILE. A file that cannot be read is a reject and marked as failed, not an error. Stops with INDEX_ERROR_INPUT
 * once there are more than MAX_REJECTS rejects. */
gboolean input_spill(GPtrArray *inputs, guint32 first_file, const char *work, Pool *pool,
                     const ChangeProgress *progress, guint64 max_rejects, Spilled *out, GError **error);

/* REJECT of the file called NAME as a line of the report, without the newline. Caller frees it with
 * free(). */
char *input_reject_row(const Reject *reject, const char *name);

/* Spills the live records of INDEX instead, of the shards whose element of CHOSEN (an array, NULL:
 * all) is true. A record's order is its shard and its number there. */
gboolean input_spill_index(Index *index, const gboolean *chosen, const char *work, Pool *pool,
                           const ChangeProgress *progress, Spilled *out, GError **error);

#endif
