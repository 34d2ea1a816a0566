/* Changing an index: a new generation from source files, from stored records, or without some. */
#ifndef INDEXER_WRITE_CHANGE_H
#define INDEXER_WRITE_CHANGE_H

#include "indexer/files/stop.h"
#include "indexer/read/index.h"
#include "indexer/write/progress.h"

typedef struct {
    const char *dir;
    GPtrArray *files;          /* char *: what to read; NULL or empty: the manifest's sources */
    guint jobs;                /* worker processes at a time, at least 1 */
    gboolean force;            /* build even if nothing has changed */
    gboolean allow_shrink;     /* a build may lose any number of documents, and lack sources */
    gboolean allow_missing;    /* a build may lack sources, but not lose much */
    gint keep;                 /* of how many earlier days a generation is kept; -1: as before */
    const Stop *stop;          /* asks it to stop; NULL: nothing does */
    gboolean wait;             /* for another writer, instead of failing */
    const ChangeProgress *progress; /* is told how far it is; NULL: nobody */
    guint64 max_rejects;       /* more stop the change */
    const char *rejects_file;  /* a copy of the report of rejects, or NULL */
    const char *lexicon_file;  /* words besides the built-in ones, or NULL */
    const char *synonyms_file; /* synonyms besides the built-in ones, or NULL */
    const char *translations_file; /* Chinese TAB English besides the built-in ones, or NULL */
    char *const *dictionaries; /* files in the format of CC-CEDICT, NULL-terminated, or NULL */
    const char *questions_file; /* words that ask besides the built-in ones, or NULL */
} ChangeOptions;

/* What a change did. */
typedef struct {
    guint32 generation;   /* the current one now */
    gboolean unchanged;   /* there was nothing to do */
    guint64 records;      /* read */
    guint64 documents;    /* live now */
    guint64 rejects;      /* if there was nothing to do: those of the build that is current */
    guint understood;     /* per cent of the sources that were read */
    guint64 replaced, added, deleted; /* by an update or a delete */
    char *report;         /* the file of rejects, NULL if there are none; the caller frees it */
    char *given_again;    /* files given more than once, which were read once; the first few of them,
                             or NULL; the caller frees it */
    char *left_out;       /* what of folders and archives was passed over, as no reader is for it, or NULL; the caller
                             frees it */
    double seconds;
} ChangeResult;

/* A build is refused if it would lose more than a tenth of the documents, or all that came from one
 * source (INDEX_ERROR_REFUSED); or if a source cannot be read or understood of which something was
 * known (INDEX_ERROR_LACKING). A change leaves the process's signals, limits and other children alone; after one that was
 * stopped the next can be made.
 *
 * Each takes the lock, leaves leftovers of interrupted changes behind it removed, and either
 * commits a whole new generation or leaves the index as it was, with an INDEX_ERROR or XC_ERROR. */
gboolean change_build(const ChangeOptions *options, ChangeResult *result, GError **error);
gboolean change_update(const ChangeOptions *options, ChangeResult *result, GError **error);
gboolean change_compact(const ChangeOptions *options, ChangeResult *result, GError **error);

/* Deletes the documents that IDS name: ids or, where only one document has it, numbers in any
 * spelling. What names none, or several, is added to MISSING (char *) with why. */
gboolean change_delete(const ChangeOptions *options, GPtrArray *ids, GPtrArray *missing,
                       ChangeResult *result, GError **error);

/* Goes back to the newest generation before the current one. */
gboolean change_rollback(const ChangeOptions *options, ChangeResult *result, GError **error);

#endif
