/* Compaction: writes one small, fresh database from one or several. */
#ifndef XAPIAN_C_COMPACT_H
#define XAPIAN_C_COMPACT_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

/* One level, ored with any of the options. */
typedef enum {
    XC_COMPACT_STANDARD = 0, /* items are not split without need */
    XC_COMPACT_FULL = 1,     /* items are split where that saves space */
    XC_COMPACT_FULLER = 2,   /* and may be oversized: only for what is never updated */

    XC_COMPACT_NO_RENUMBER = 4, /* keep the ids, which must not overlap between inputs; otherwise
                                 * each input's ids are moved up behind the last one's */
    XC_COMPACT_MULTIPASS = 8,   /* join postlists in several passes (with more than 3 inputs):
                                 * usually faster, needs temporary space */
    XC_COMPACT_SINGLE_FILE = 16 /* the output is one file instead of a directory */
} XcCompactFlags;

/* Callbacks; each may be NULL. They are called by the thread that compacts. */
typedef struct {
    /* TABLE ("postlist", "docdata" …) has reached STATUS, a text for people; STATUS is empty when a
     * table is begun. Returning false stops: with *ERROR if set, else XC_ERROR_CALLBACK. Libxapian
     * 1.4 then forgets the table in hand (some 100 kB and its open file): stop only to end the
     * process soon. */
    bool (*progress)(const char *table, const char *status, void *data, GError **error);
    /* Several inputs have metadata under KEY: returns the index of the value to keep, below N. Anything
     * else stops, with *ERROR if set. NULL: the first one's is kept. */
    size_t (*choose_metadata)(XcBytes key, const XcBytes *values, size_t n, void *data,
                              GError **error);
    void *data;
} XcCompactCallbacks;

/* Merges the N databases at INPUTS, in this order, into a new one at OUTPUT (a directory, made if need
 * be; what was there of a database is overwritten). Inputs are only read. BLOCK_SIZE in bytes, a power
 * of two from 2048 to 65536; 0: as the first input. CALLBACKS may be NULL. Without
 * XC_COMPACT_NO_RENUMBER the documents of input i have their old id plus the sum of the last ids of
 * the inputs before it.
 *
 * Returns false on failure: opening fails as xc_database_open(); XC_ERROR_INVALID_ARGUMENT if N is 0 or
 * OUTPUT is an input; XC_ERROR_INVALID_OPERATION if ids overlap; XC_ERROR_DATABASE,
 * XC_ERROR_DATABASE_CREATE if it cannot be written. What was written until then stays in OUTPUT; the
 * caller removes it. Thread-safe, given other outputs. */
bool xc_compact(const char *const *inputs, size_t n, const char *output, unsigned flags,
                uint32_t block_size, const XcCompactCallbacks *callbacks, GError **error);

G_END_DECLS

#endif
