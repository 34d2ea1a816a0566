/* An export that Xapian's servers serve (xapian-tcpsrv): which servers there are, and what one thread has of them.
 *
 * Each part of the export (exported.h) is served by one server or several that are the same (replicas). A connection that is lost
 * or says nothing in time is opened again, at another server of the part if there is one, and what was asked is asked again: what
 * is asked never depends on what was asked before. All parts that are read are of one export.
 */
#ifndef INDEXER_READ_REMOTE_H
#define INDEXER_READ_REMOTE_H

#include "indexer/read/exported.h"
#include "indexer/read/suggest-map.h"
#include "indexer/read/text-map.h"

#define REMOTE_TIMEOUT_MS 5000

/* What is said of a part that is missing: its number, how many there are. */
#define REMOTE_MISSING N_("part %u of %u has no server: its documents are missing here")
#define REMOTE_MOST_ADDRESSES 1024

/* Which servers serve one export. Immutable but for what is known of their health, reference-counted, thread-safe. */
typedef struct RemoteCluster RemoteCluster;

/* Whether DIR is no folder but "remote:" and the addresses of servers. */
gboolean remote_is_address(const char *dir);

/* The servers at "remote:HOST:PORT,HOST:PORT": parts with commas between, in any order; a part that several serve is
 * "HOST:PORT|HOST:PORT". "?" and options with & between may follow: `partial` to go on without a part that no server
 * serves, `timeout=MS` of one answer and of a connection (REMOTE_TIMEOUT_MS). Chosen is the newest generation of which every part is served (partial: of which most are). Errors:
 * INDEX_ERROR_INPUT for addresses that are none, _REMOTE if no generation is whole, with what each server said. */
RemoteCluster *remote_cluster_open(const char *address, GError **error);
RemoteCluster *remote_cluster_ref(RemoteCluster *cluster);
void remote_cluster_unref(RemoteCluster *cluster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RemoteCluster, remote_cluster_unref)

const ExportInfo *remote_cluster_info(const RemoteCluster *cluster);

/* Whether a newer generation is served whole by now; asks every server, if none was asked lately. */
gboolean remote_cluster_is_current(RemoteCluster *cluster);

/* Connections to the parts. Not thread-safe. */
typedef struct Remote Remote;

/* Errors as of remote_cluster_open(). Free with remote_free(). */
Remote *remote_new(RemoteCluster *cluster, GError **error);
void remote_free(Remote *remote);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Remote, remote_free)

const ExportInfo *remote_info(const Remote *remote);

/* Asks OP of all parts as one database, and again after a lost connection. FALSE with INDEX_ERROR_REMOTE if a part has no server
 * left, _LATE, or what OP fails with else. */
typedef gboolean (*RemoteFunc)(const XcDatabase *all, gpointer data, GError **error);
gboolean remote_run(Remote *remote, RemoteFunc op, gpointer data, GError **error);

/* Nothing is asked later than UNTIL, monotonic time in µs (0: never too late): INDEX_ERROR_LATE. */
void remote_set_deadline(Remote *remote, gint64 until);
gboolean remote_in_time(const Remote *remote, GError **error);

/* The list NAME of the generation; the caller frees. NULL with an error. */
char *remote_list(Remote *remote, const char *name, gsize *len, GError **error);

/* In how many documents LEN bytes of TERM are; kept. */
gboolean remote_termfreq(Remote *remote, const char *term, gsize len, guint32 *documents, GError **error);

/* Asks for the frequencies of the N TERMS that are not kept in one question. */
gboolean remote_expect_terms(Remote *remote, const char *const *terms, guint n, GError **error);

/* The terms that begin with LEN bytes of PREFIX. Caller frees; NULL with an error. */
XcTermIterator *remote_terms(Remote *remote, const char *prefix, gsize len, GError **error);

/* What part number PART (from 0) suggests, of which no more is fetched than is read; borrowed until remote_begin(). NULL without
 * an error if the part is missing, else with one. */
const SuggestMap *remote_suggest(Remote *remote, guint part, GError **error);

typedef struct {
    const XcQuery *query;
    const XcWeight *weight; /* NULL: all documents weigh the same */
    guint32 max;            /* so many of the best; 0: none, but every one that matches is counted */
    gboolean sorts;         /* by the values of SLOT, the greatest first, and then by docid, instead of by weight */
    gboolean counts;        /* how many documents have each value of SLOT */
    XcSlot slot;
} RemoteSearch;

/* What SEARCH finds, to be freed; *COUNTED likewise, what it counts (NULL: it counts nothing). NULL with an error. */
XcMSet *remote_search(Remote *remote, const RemoteSearch *search, XcMatchSpy **counted, GError **error);

/* The same as XcDocid, in its order: without weights by docid. Caller unrefs; NULL with an error. */
GArray *remote_documents(Remote *remote, const RemoteSearch *search, GError **error);

/* How many QUERY finds. */
gboolean remote_count(Remote *remote, const XcQuery *query, guint32 *count, GError **error);

/* Reads the N documents of DOCIDS that are not kept, from all parts at once. */
gboolean remote_fetch(Remote *remote, const XcDocid *docids, guint n, GError **error);

/* What is known of a document, fetched if it is not kept. Borrowed until remote_forget(). FALSE with an error. */
gboolean remote_view(Remote *remote, XcDocid docid, DocumentView *view, GError **error);
/* The same of its record as it lies there, and of its length if libxapian does not count all of its terms; else 0. */
const Record *remote_record(Remote *remote, XcDocid docid, guint32 *length, GError **error);
/* Its record; the caller frees it. NULL with an error. */
Record *remote_read_record(Remote *remote, XcDocid docid, GError **error);
/* The first value of the facet FIELD, borrowed likewise, or NULL. */
const char *remote_facet(Remote *remote, XcDocid docid, FieldId field);

/* Forgets the documents that are kept. */
void remote_forget(Remote *remote);

/* The same, and looks again for the servers of parts that have none: before a question, within which a part that is lost stays
 * lost. */
void remote_begin(Remote *remote);

/* The parts that lacked a server since remote_begin(), from 1, where going on without them is allowed: guint32. Borrowed. */
const GArray *remote_missing(const Remote *remote);

#endif
