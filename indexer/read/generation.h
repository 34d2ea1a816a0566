/* Generations on disk: which is current, how one replaces another, what can go.
 *
 *   CURRENT                     the number of the current generation, 000012, and its CRC-32
 *   generations/000012.json     its manifest
 *   generations/000012.dead/    its dead documents: a file per shard, sorted u32, little-endian
 *   generations/000012.gone     the number was that of a generation that was rolled back
 *   shards/<uuid>/  lists/<sha256>  reports/000012/  work-000013/ (a build under way)  lock
 */
#ifndef INDEXER_READ_GENERATION_H
#define INDEXER_READ_GENERATION_H

#include "indexer/read/manifest.h"

/* The folder in reports/ of the last change that did not commit. */
#define REPORT_UNCOMMITTED "uncommitted"
/* The file of a report that holds the rejects. */
#define REPORT_REJECTS "rejects.jsonl"
/* The file there that says that a build found nothing to do since; its time is that of the last. */
#define REPORT_UNCHANGED "unchanged"

/* A file of the index folder DIR. Caller frees. */
char *generation_manifest_file(const char *dir, guint32 generation);
char *generation_dead_file(const char *dir, guint32 generation, const char *uuid);
char *generation_shard_folder(const char *dir, const char *uuid);
char *generation_list_file(const char *dir, const char *sha256);
char *generation_report_folder(const char *dir, guint32 generation);
char *generation_report_file(const char *dir, guint32 generation); /* of rejects */
char *generation_work_folder(const char *dir, guint32 generation);

/* The current generation's number. INDEX_ERROR_MISSING if there is no index, _DAMAGED. */
gboolean generation_current(const char *dir, guint32 *generation, GError **error);

/* The manifest of GENERATION. INDEX_ERROR_GONE, _DAMAGED, _FORMAT. */
Manifest *generation_load(const char *dir, guint32 generation, GError **error);

/* The numbers of all generations that have a manifest, ascending (guint32). */
GArray *generation_list(const char *dir);

/* The greatest number that a generation ever had, 0 without any: a number is not used again, so
 * that no reader takes a new generation for one that it knows. */
guint32 generation_newest(const char *dir);

/* The dead documents of a shard in a generation, sorted (guint32). INDEX_ERROR_DAMAGED if they are
 * not what the manifest's ENTRY says, _GONE. */
GArray *generation_load_dead(const char *dir, guint32 generation, const ManifestShard *entry,
                             GError **error);
/* Saves it and notes its checksum in ENTRY. */
gboolean generation_save_dead(const char *dir, guint32 generation, ManifestShard *entry,
                              const GArray *dead, GError **error);

/* Stores a list by its content and names it in MANIFEST. */
gboolean generation_save_list(const char *dir, Manifest *manifest, const char *name,
                              const char *text, gsize len, GError **error);
/* The list's text; the caller frees. INDEX_ERROR_GONE, _DAMAGED. */
char *generation_load_list(const char *dir, const ManifestList *list, gsize *len, GError **error);

/* Writes the manifest and makes it current, atomically: the last step of every change. All that it
 * names must be on the disk. An error that says so leaves the new generation in use: the folder
 * could not be synced after the last step. */
gboolean generation_commit(const char *dir, const Manifest *manifest, GError **error);

/* Makes another existing generation current. */
gboolean generation_switch(const char *dir, guint32 generation, GError **error);

/* Removes what no kept generation names, and what was left by interrupted builds. Kept are the
 * current one, the one before it, and of as many earlier days as the current one's manifest says the
 * last generation of the day (local time): so that however often one bad night builds, those of the
 * days before stay. If an earlier one is damaged, nothing is removed unless COMMITTED, a change that
 * went well, which mends it: the damage is told before. Only for the holder of the lock. Failures are
 * ignored: the next time does it. */
void generation_clean(const char *dir, gboolean committed);

#endif
