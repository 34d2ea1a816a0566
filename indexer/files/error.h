/* What can go wrong with an index, read or written. */
#ifndef INDEXER_FILES_ERROR_H
#define INDEXER_FILES_ERROR_H

#include <glib.h>

#define INDEX_ERROR (index_error_quark())
GQuark index_error_quark(void);
typedef enum {
    INDEX_ERROR_MISSING, /* no index there */
    INDEX_ERROR_GONE,    /* files of this generation were removed meanwhile */
    INDEX_ERROR_DAMAGED, /* a file is damaged or cut */
    INDEX_ERROR_FORMAT,  /* made by another version in another format */
    INDEX_ERROR_LOCKED,  /* another process writes */
    INDEX_ERROR_WRITE,   /* could not write: full disk, read-only folder */
    INDEX_ERROR_INPUT,   /* the input is hopeless */
    INDEX_ERROR_STOPPED, /* interrupted */
    INDEX_ERROR_REFUSED, /* the change would lose too much */
    INDEX_ERROR_LACKING, /* the change lacks a source */
    INDEX_ERROR_LATE,    /* reading took longer than it was allowed to */
    INDEX_ERROR_REMOTE,  /* a part of a remote index has no server */
} IndexError;

#endif
