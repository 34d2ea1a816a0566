/* A database open for reading: one shard, or several searched as one.
 *
 * Threads: a handle and everything that comes from it (documents, iterators, enquires, result sets)
 * must be used by one thread at a time, reading included. Threads that search the same files each
 * open their own handle; the files are shared safely.
 *
 * Errors: opening fails as said below; every reader can fail with XC_ERROR_DATABASE (the system
 * could not read), XC_ERROR_DATABASE_CORRUPT, XC_ERROR_DATABASE_MODIFIED (a writer has committed
 * twice since this handle was opened: xc_database_reopen() and try again) and
 * XC_ERROR_DATABASE_CLOSED. A count is 0, a pointer NULL, a bool false on failure.
 */
#ifndef XAPIAN_C_DATABASE_H
#define XAPIAN_C_DATABASE_H

#include "xapian-c/document.h"

G_BEGIN_DECLS

typedef struct XcDatabase XcDatabase;

/* Opens the database at PATH (a directory, a single file, or a stub file that names others).
 * Fails with XC_ERROR_DATABASE_NOT_FOUND, _OPENING, _VERSION, _CORRUPT; a stub of remote databases
 * also with XC_ERROR_NETWORK. Free with xc_database_free(). */
XcDatabase *xc_database_open(const char *path, GError **error);

/* Opens the database in a single file that FD is open for; FD is Xapian's from then on, which closes
 * it, on failure too. Fails as xc_database_open(). */
XcDatabase *xc_database_open_fd(int fd, GError **error);

/* Opens the database that xapian-tcpsrv serves at HOST:PORT. TIMEOUT_MS bounds each wait for an answer, CONNECT_MS
 * the wait for a connection (0: as long as it takes). XC_ERROR_NETWORK, _NETWORK_TIMEOUT, XC_ERROR_DATABASE_VERSION if
 * what answers is no such server; what the server itself fails with. A handle whose connection has failed fails for ever:
 * open another one. It belongs to one thread, and a signal that it waits in is survived. */
XcDatabase *xc_database_open_remote(const char *host, unsigned port, unsigned timeout_ms, unsigned connect_ms,
                                    GError **error);

/* Asks the servers of DB's shards whether they are there; at once true of those in files. XC_ERROR_NETWORK,
 * _NETWORK_TIMEOUT. */
bool xc_database_keep_alive(XcDatabase *db, GError **error);

/* A database of no shards, to add others to. It has no documents and searches find nothing. */
XcDatabase *xc_database_new(GError **error);

/* Closes DB if nothing that came from it still lives, and frees the handle. NULL is ignored. */
void xc_database_free(XcDatabase *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcDatabase, xc_database_free)

/* Adds all shards of OTHER to DB, after those that it has. They are shared with OTHER, which may be
 * freed (then both must stay on one thread). XC_ERROR_INVALID_ARGUMENT if they are the same handle.
 *
 * Xapian interleaves the ids of several shards: with n shards, document d of shard s (from 0) has
 * the id (d - 1) * n + s + 1. Ids therefore change when a shard is added; see
 * xc_database_locate(). */
bool xc_database_add(XcDatabase *db, const XcDatabase *other, GError **error);

/* How many shards DB has; 1 after xc_database_open() unless PATH was a stub of several. */
size_t xc_database_shard_count(const XcDatabase *db);

/* Computes which shard the id DOCID of DB belongs to (*SHARD, from 0, in the order of adding) and
 * its id there (*LOCAL). Pure arithmetic: whether the document exists is not looked at. Returns
 * false, and sets nothing, if DOCID is 0 or DB has no shards. */
bool xc_database_locate(const XcDatabase *db, XcDocid docid, size_t *shard, XcDocid *local);

/* The reverse: the id in DB of document LOCAL of SHARD; 0 if there is no such shard or the id does
 * not fit in 32 bits. */
XcDocid xc_database_docid(const XcDatabase *db, size_t shard, XcDocid local);

/* Brings DB to the newest committed state. *CHANGED (may be NULL) tells if there was a newer one. */
bool xc_database_reopen(XcDatabase *db, bool *changed, GError **error);

/* Releases the files at once, whatever still refers to DB; reading from it or from what came from
 * it then fails with XC_ERROR_DATABASE_CLOSED (where a cached answer exists, it may still be
 * given). Closing twice does no harm. */
bool xc_database_close(XcDatabase *db, GError **error);

/* Statistics of the whole database. */
uint32_t xc_database_doccount(const XcDatabase *db, GError **error);
/* The highest id ever used; 0 if none. */
XcDocid xc_database_lastdocid(const XcDatabase *db, GError **error);
/* Mean document length (sum of wdf), 0 for an empty database; -1 on failure. */
double xc_database_average_length(const XcDatabase *db, GError **error);
/* Sum of all document lengths. */
uint64_t xc_database_total_length(const XcDatabase *db, GError **error);
/* Bounds on the length of every document. */
uint32_t xc_database_doclength_lower_bound(const XcDatabase *db, GError **error);
uint32_t xc_database_doclength_upper_bound(const XcDatabase *db, GError **error);
/* Whether any term has positions. */
bool xc_database_has_positions(const XcDatabase *db, GError **error);
/* Whether a writer has it locked now (asked of the system each time). */
bool xc_database_is_locked(const XcDatabase *db, GError **error);
/* The id that Xapian gave the database when it was made, such as
 * "41dd4b46-0cd3-4b1c-b9ad-9d4a6e2e0bd8"; several shards: joined by ':'. Caller frees with free().
 * NULL on failure. */
char *xc_database_uuid(const XcDatabase *db, GError **error);
/* Commits so far. XC_ERROR_INVALID_OPERATION unless DB has exactly one shard, on disk. */
uint64_t xc_database_revision(const XcDatabase *db, GError **error);

/* Statistics of a term. A term that does not occur has 0 of everything. */
/* The number of documents that hold TERM. */
uint32_t xc_database_termfreq(const XcDatabase *db, XcBytes term, GError **error);
/* The sum of its wdf over all documents. */
uint32_t xc_database_collection_freq(const XcDatabase *db, XcBytes term, GError **error);
/* A bound on its wdf in any one document. */
uint32_t xc_database_wdf_upper_bound(const XcDatabase *db, XcBytes term, GError **error);
bool xc_database_term_exists(const XcDatabase *db, XcBytes term, GError **error);

/* Statistics of a value slot. */
/* The number of documents with a value in SLOT. */
uint32_t xc_database_value_freq(const XcDatabase *db, XcSlot slot, GError **error);
/* Bounds in byte order, not necessarily attained; LEN bytes, NUL-terminated besides, which the
 * caller frees with free(); empty if no document has a value there. NULL on failure. */
char *xc_database_value_lower_bound(const XcDatabase *db, XcSlot slot, size_t *len, GError **error);
char *xc_database_value_upper_bound(const XcDatabase *db, XcSlot slot, size_t *len, GError **error);

/* One document. Fails with XC_ERROR_DOC_NOT_FOUND if DOCID is not in use, and with
 * XC_ERROR_INVALID_ARGUMENT if it is 0. */
uint32_t xc_database_doclength(const XcDatabase *db, XcDocid docid, GError **error);
uint32_t xc_database_unique_terms(const XcDatabase *db, XcDocid docid, GError **error);
XcDocument *xc_database_document(const XcDatabase *db, XcDocid docid, GError **error);
/* The same without looking whether DOCID is in use, for ids that a search or an iterator has just
 * given: saves a lookup. For an unused id, readers of the document fail or find nothing. */
XcDocument *xc_database_document_unchecked(const XcDatabase *db, XcDocid docid, GError **error);

/* The metadata stored under KEY: LEN bytes, NUL-terminated besides, which the caller frees with
 * free(); empty if there is none. Of several shards: the first one's. XC_ERROR_INVALID_ARGUMENT if
 * KEY is empty. NULL on failure. */
char *xc_database_metadata(const XcDatabase *db, XcBytes key, size_t *len, GError **error);

/* Iterators (see iterator.h); NULL on failure. */
/* All terms that begin with PREFIX (no bytes: all terms). */
XcTermIterator *xc_database_terms(const XcDatabase *db, XcBytes prefix, GError **error);
/* The documents that hold TERM; no bytes: all documents. */
XcPostingIterator *xc_database_postings(const XcDatabase *db, XcBytes term, GError **error);
/* Where TERM stands in document DOCID. */
XcPositionIterator *xc_database_positions(const XcDatabase *db, XcDocid docid, XcBytes term,
                                          GError **error);
/* The terms of document DOCID; XC_ERROR_FEATURE_UNAVAILABLE without termlists. */
XcTermIterator *xc_database_document_terms(const XcDatabase *db, XcDocid docid, GError **error);
/* The keys of the metadata that begin with PREFIX. */
XcTermIterator *xc_database_metadata_keys(const XcDatabase *db, XcBytes prefix, GError **error);
/* The values of SLOT in all documents that have one. */
XcValueIterator *xc_database_values(const XcDatabase *db, XcSlot slot, GError **error);

/* What xc_database_check() writes into its report. */
typedef enum {
    XC_CHECK_DEFAULT = 0,
    XC_CHECK_SHORT_TREE = 1,    /* the tree of each table, short */
    XC_CHECK_FULL_TREE = 2,     /* the same, whole */
    XC_CHECK_SHOW_FREELIST = 4, /* which blocks are free */
    XC_CHECK_SHOW_STATS = 8,    /* statistics of each table */
} XcCheckFlags;

/* Reads the whole database (or the one table file) at PATH and checks that it agrees with itself.
 * *N_ERRORS is the number of faults found, *REPORT (may be NULL) a text about each table, which the
 * caller frees with free(). Returns true if the check came to its end, whatever it found; false where
 * it did not: nothing there or nothing known (XC_ERROR_DATABASE_NOT_FOUND, _OPENING, _VERSION), or
 * damage that keeps it from being read further (XC_ERROR_DATABASE_CORRUPT, XC_ERROR_DATABASE). FLAGS are XcCheckFlags. Thread-safe. */
bool xc_database_check(const char *path, unsigned flags, size_t *n_errors, char **report,
                       GError **error);

G_END_DECLS

#endif
