/* A database open for writing. One process at a time can have it; readers go on undisturbed.
 *
 * Threads: one at a time, as for XcDatabase. Errors, besides those named: XC_ERROR_DATABASE (the
 * system could not write, disk full), XC_ERROR_DATABASE_CORRUPT, XC_ERROR_DATABASE_CLOSED. When
 * adding, replacing, deleting or committing fails for such a reason, Xapian drops every change since
 * the last commit, not only the last one: count them with xc_database_doccount(), or begin again. The
 * causes that are named at a function leave the other changes as they are, unless it says so.
 */
#ifndef XAPIAN_C_WRITABLE_DATABASE_H
#define XAPIAN_C_WRITABLE_DATABASE_H

#include "xapian-c/database.h"

G_BEGIN_DECLS

typedef struct XcWritableDatabase XcWritableDatabase;

/* One mode, ored with any of the options. */
typedef enum {
    XC_WRITE_CREATE_OR_OPEN = 0,
    XC_WRITE_CREATE_OR_OVERWRITE = 1, /* what was there is gone at once */
    XC_WRITE_CREATE = 2,              /* XC_ERROR_DATABASE_CREATE if there is one */
    XC_WRITE_OPEN = 3,                /* XC_ERROR_DATABASE_NOT_FOUND if there is none */

    XC_WRITE_NO_SYNC = 0x04,     /* a commit does not wait for the disk: a power failure can damage */
    XC_WRITE_FULL_SYNC = 0x08,   /* as far as the system can, wait for the disk's own cache too */
    XC_WRITE_DANGEROUS = 0x10,   /* update in place: smaller and faster, but no reader can open it
                                  * meanwhile, no transaction can be cancelled, and a crash before
                                  * the commit leaves it unusable */
    XC_WRITE_NO_TERMLIST = 0x20, /* no list of each document's terms. Faster and smaller; but no
                                  * deleting, replacing, or reading the terms or all the values of a
                                  * document. Give it again whenever such a database is opened, else
                                  * XC_ERROR_DATABASE_OPENING */
    XC_WRITE_RETRY_LOCK = 0x40,  /* wait while another writer has it, instead of failing */
    XC_WRITE_INMEMORY = 0x400,   /* PATH is ignored: nothing is written to disk. For tests */
} XcWriteFlags;

/* Opens the database at PATH for writing. BLOCK_SIZE is in bytes, a power of two from 2048 to
 * 65536, for a new database only; 0 means Xapian's 8192. Fails with XC_ERROR_DATABASE_LOCK if
 * another writer (of this process too) has it, _CREATE, _OPENING, _NOT_FOUND, _VERSION, _CORRUPT.
 * Free with xc_writable_database_free(). */
XcWritableDatabase *xc_writable_database_open(const char *path, unsigned flags, uint32_t block_size,
                                              GError **error);

/* Commits what is pending, silently ignoring errors (call xc_writable_database_close() first to see
 * them), cancels an open transaction, unlocks, frees. NULL is ignored. */
void xc_writable_database_free(XcWritableDatabase *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcWritableDatabase, xc_writable_database_free)

/* Commits (cancels an open transaction), unlocks and releases the files. */
bool xc_writable_database_close(XcWritableDatabase *db, GError **error);

/* DB seen as a database to read, changes not yet committed included. Borrowed: lives as long as DB.
 * It may be searched, but not added to another database that outlives DB's next change. */
XcDatabase *xc_writable_database_as_database(XcWritableDatabase *db);

/* Adds DOC under the next free id, which is returned; 0 on failure: XC_ERROR_DATABASE if all ids
 * are used. DOC stays the caller's. */
XcDocid xc_writable_database_add_document(XcWritableDatabase *db, const XcDocument *doc,
                                          GError **error);

/* Builds a document of TERMS, DATA and VALUES, adds it and forgets it: the fastest way to fill a
 * database. Terms are best sorted by bytes and unique; otherwise their wdf add up. Returns and fails
 * as xc_writable_database_add_document(), and with XC_ERROR_INVALID_ARGUMENT if a term is empty or
 * longer than XC_TERM_MAX; then nothing has been added. */
XcDocid xc_writable_database_add(XcWritableDatabase *db, const XcTerm *terms, size_t n_terms,
                                 XcBytes data, const XcValue *values, size_t n_values,
                                 GError **error);

/* Stores DOC under DOCID, in place of the document there if any. XC_ERROR_INVALID_ARGUMENT if DOCID
 * is 0; XC_ERROR_FEATURE_UNAVAILABLE if one is there and the database has no termlists (then all
 * uncommitted changes are dropped). */
bool xc_writable_database_replace(XcWritableDatabase *db, XcDocid docid, const XcDocument *doc,
                                  GError **error);

/* Stores DOC in place of all documents that hold TERM (a unique id as a term, say), under the lowest
 * of their ids, or a new one if there were none. Does not add TERM to DOC: the caller does. Returns
 * the id; 0 on failure, as above, and XC_ERROR_INVALID_ARGUMENT if TERM is empty. */
XcDocid xc_writable_database_replace_by_term(XcWritableDatabase *db, XcBytes term,
                                             const XcDocument *doc, GError **error);

/* Deletes document DOCID. XC_ERROR_DOC_NOT_FOUND if there is none, XC_ERROR_INVALID_ARGUMENT for 0,
 * XC_ERROR_FEATURE_UNAVAILABLE without termlists. */
bool xc_writable_database_delete(XcWritableDatabase *db, XcDocid docid, GError **error);

/* Deletes all documents that hold TERM; none is no error. XC_ERROR_INVALID_ARGUMENT if TERM is
 * empty. */
bool xc_writable_database_delete_by_term(XcWritableDatabase *db, XcBytes term, GError **error);

/* Stores VALUE under KEY in the database itself; no bytes remove it. XC_ERROR_INVALID_ARGUMENT if
 * KEY is empty or longer than 253 bytes. */
bool xc_writable_database_set_metadata(XcWritableDatabase *db, XcBytes key, XcBytes value,
                                       GError **error);

/* Makes everything so far durable and visible to new readers, all at once. Without it Xapian commits
 * by itself every 10,000 documents (environment: XAPIAN_FLUSH_THRESHOLD) and on closing.
 * XC_ERROR_INVALID_OPERATION within a transaction. On failure the changes since the last commit are
 * lost. */
bool xc_writable_database_commit(XcWritableDatabase *db, GError **error);

/* Begins a transaction: the changes up to its commit become visible together or, cancelled, never.
 * FLUSHED: commit before it begins and after it ends; otherwise they are only kept together.
 * XC_ERROR_INVALID_OPERATION if one is open (begin) or none is (commit, cancel). */
bool xc_writable_database_begin(XcWritableDatabase *db, bool flushed, GError **error);
bool xc_writable_database_commit_transaction(XcWritableDatabase *db, GError **error);
bool xc_writable_database_cancel_transaction(XcWritableDatabase *db, GError **error);

G_END_DECLS

#endif
