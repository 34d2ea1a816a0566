/* A generation's manifest: what an index consists of, as generations/NNNNNN.json. */
#ifndef INDEXER_READ_MANIFEST_H
#define INDEXER_READ_MANIFEST_H

#include <glib.h>

#include "indexer/files/shard-files.h"
#include "indexer/read/member-tally.h"

/* The format of an index that this program writes, the only one that it reads. The fields of the record are not part of
 * it: a manifest names them. */
#define INDEX_FORMAT 12u

/* Earlier days of which a generation is kept, unless told otherwise, and at most. */
#define MANIFEST_KEEP 3u
#define MANIFEST_MOST_KEPT 1000

typedef struct {
    char *uuid; /* also the name of its folder */
    guint32 documents, dead;
    guint64 bytes[SHARD_FILES]; /* of shard_files, in that order */
    guint32 crc[SHARD_FILES];
    guint32 dead_crc; /* of the list of its dead documents, if it has any */
} ManifestShard;

typedef struct {
    char *file; /* as given, made valid UTF-8 */
    char *path; /* absolute, to read it again; any bytes */
    guint64 bytes;
    char *sha256; /* "" if it could not be read */
    guint64 records, rejects;
    gboolean update; /* came by an update: see record_update() */
    MemberTally *members; /* of an archive; NULL: it is none */
} ManifestSource;

#define MANIFEST_NO_REPORT (-1)

/* A list of words that came with the generation: lists/<sha256>. */
typedef struct {
    char *name; /* "terms.txt" */
    char *sha256;
    guint32 crc; /* of the same bytes: quick to compare at every opening */
} ManifestList;

typedef struct {
    guint32 generation;
    char *created; /* ISO 8601, UTC */
    char *command; /* what made it: build, update, delete, compact */
    char *icu;     /* the version of ICU that cut the words */
    guint64 documents;  /* live */
    guint32 keep;       /* of so many earlier days a generation is kept: see generation_clean() */
    gint64 report_crc;  /* of its report of rejects, or MANIFEST_NO_REPORT */
    GPtrArray *shards;  /* ManifestShard * */
    GPtrArray *sources; /* ManifestSource * */
    GPtrArray *lists;   /* ManifestList * */
    char **columns;     /* names of columns that its sources were read with, "NAME=KNOWN", NULL-terminated */
} Manifest;

Manifest *manifest_new(void);
void manifest_free(Manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)
Manifest *manifest_copy(const Manifest *manifest);

/* Append copies (members are shared); what is returned is the manifest's. */
ManifestShard *manifest_add_shard(Manifest *manifest, const ManifestShard *shard);
ManifestSource *manifest_add_source(Manifest *manifest, const ManifestSource *source);
/* Names a list, in place of the one of that name if there is one. */
void manifest_set_list(Manifest *manifest, const char *name, const char *sha256, guint32 crc);

/* The list NAME, or NULL; its sha256, or NULL. */
const ManifestList *manifest_find_list(const Manifest *manifest, const char *name);
const char *manifest_list(const Manifest *manifest, const char *name);

/* How many of the records of its sources were rejected. */
guint64 manifest_rejects(const Manifest *manifest);

/* JSON, indented; the last member is a checksum of what is before it. Caller frees. */
char *manifest_to_json(const Manifest *manifest);

/* Parses FILE's TEXT. INDEX_ERROR_DAMAGED also if it is not what its checksum says, or
 * INDEX_ERROR_FORMAT for another format or other fields of the record. */
Manifest *manifest_parse(const char *file, const char *text, gsize len, GError **error);

/* How many documents a manifest of whatever format tells of; 0 if it cannot be read. */
guint64 manifest_peek_documents(const char *text, gsize len);

#endif
