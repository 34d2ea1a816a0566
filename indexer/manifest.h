/* A generation's manifest: what an index consists of, as generations/NNNNNN.json. */
#ifndef INDEXER_MANIFEST_H
#define INDEXER_MANIFEST_H

#include <glib.h>

/* The format of an index that this program writes, the only one that it reads. */
#define INDEX_FORMAT 3u

#define SHARD_FILES 4

typedef struct {
    char *uuid; /* also the name of its folder */
    guint32 documents, dead;
    guint64 bytes[SHARD_FILES]; /* of shard_files, in that order */
    guint32 crc[SHARD_FILES];
} ManifestShard;

typedef struct {
    char *file; /* as given, made valid UTF-8 */
    char *path; /* absolute, to read it again; any bytes */
    guint64 bytes;
    char *sha256; /* "" if it could not be read */
    guint64 records, rejects;
    gboolean update; /* came by an update: see record_update() */
} ManifestSource;

/* A list of words that came with the generation: lists/<sha256>. */
typedef struct {
    char *name; /* "terms.txt" */
    char *sha256;
} ManifestList;

typedef struct {
    guint32 generation;
    char *created; /* ISO 8601, UTC */
    char *command; /* what made it: build, update, delete, compact */
    char *icu;     /* the version of ICU that cut the words */
    guint64 documents;  /* live */
    GPtrArray *shards;  /* ManifestShard * */
    GPtrArray *sources; /* ManifestSource * */
    GPtrArray *lists;   /* ManifestList * */
} Manifest;

Manifest *manifest_new(void);
void manifest_free(Manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)
Manifest *manifest_copy(const Manifest *manifest);

/* Append copies; what is returned is the manifest's. */
ManifestShard *manifest_add_shard(Manifest *manifest, const ManifestShard *shard);
ManifestSource *manifest_add_source(Manifest *manifest, const ManifestSource *source);
/* Names a list, in place of the one of that name if there is one. */
void manifest_set_list(Manifest *manifest, const char *name, const char *sha256);

/* The sha256 of the list NAME, or NULL. */
const char *manifest_list(const Manifest *manifest, const char *name);

/* JSON, indented. Caller frees. */
char *manifest_to_json(const Manifest *manifest);

/* Parses FILE's TEXT. INDEX_ERROR_DAMAGED, or INDEX_ERROR_FORMAT for another format. */
Manifest *manifest_parse(const char *file, const char *text, gsize len, GError **error);

#endif
