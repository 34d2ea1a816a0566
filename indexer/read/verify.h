/* Whether an index on disk is whole, and what it says. */
#ifndef INDEXER_READ_VERIFY_H
#define INDEXER_READ_VERIFY_H

#include "indexer/read/index.h"

/* Receives a fault: the file and what is wrong with it. */
typedef void (*FaultFunc)(const char *file, const char *fault, gpointer data);

/* Reads every file that GENERATION of the index in DIR names and reports every fault. Returns the
 * number of faults. */
guint verify_generation(const char *dir, guint32 generation, FaultFunc report, gpointer data);

/* A digest (SHA-256, hexadecimal) of what an index answers with: its live documents in the order of
 * their ids, all they store, and the terms with their statistics. Equal digests: equal answers.
 * Caller frees; NULL with an error. */
char *verify_digest(const Index *index, GError **error);

/* The live documents of INDEX sorted by id. */
typedef struct {
    char *id;
    XcDocid docid;
} LiveDocument;
GArray *verify_live_documents(const Index *index, GError **error);

#endif
