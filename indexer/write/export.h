/* A generation → standard Xapian databases: see indexer/read/exported.h. */
#ifndef INDEXER_WRITE_EXPORT_H
#define INDEXER_WRITE_EXPORT_H

#include "indexer/files/stop.h"
#include "indexer/write/progress.h"

typedef struct {
    const char *dir;
    const char *out;  /* the folder to make, of which each part is a folder: part-1-of-4 */
    guint parts;      /* 1 to EXPORT_MOST_PARTS */
    guint jobs;       /* worker processes at a time, at least 1 */
    const Stop *stop; /* asks it to stop; NULL: nothing does */
    const ChangeProgress *progress; /* is told how far it is; NULL: nobody */
} ExportOptions;

typedef struct {
    guint32 generation, documents;
} ExportResult;

/* Writes the current generation of the index. OUT is there whole or not at all. INDEX_ERROR_WRITE, also if OUT is there
 * already; _STOPPED; errors of reading an index. */
gboolean export_generation(const ExportOptions *options, ExportResult *result, GError **error);

#endif
