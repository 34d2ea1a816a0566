/* What the files of a remote index share. */
#ifndef INDEXER_READ_REMOTE_PRIVATE_H
#define INDEXER_READ_REMOTE_PRIVATE_H

#include "indexer/read/remote.h"

typedef struct {
    char *host, *name; /* name: host:port */
    guint port, group; /* which part it was given for, as the addresses count */
    gint64 shunned;    /* until when; guarded by the cluster's lock */
} Server;

struct RemoteCluster {
    gint references;
    char *addresses; /* without what is before and behind them */
    guint timeout_ms;
    gboolean partial;
    Server *servers;
    guint n_servers;
    ExportInfo *info;
    guint *group_of; /* part → group, G_MAXUINT: none known */
    GMutex lock;     /* of what follows */
    XcDatabase **opened; /* by part: the connections that it was chosen by, for who asks first; NULL: taken */
    gint64 asked;     /* when is_current() last asked */
    gboolean current; /* what it found */
};

struct Remote {
    RemoteCluster *cluster;
    XcDatabase **parts;          /* NULL: not connected */
    XcDatabase *all;             /* NULL: to be put together */
    XcWritableDatabase *nothing; /* stands for a missing part */
    GArray *missing;             /* guint32: parts, from 1, that had no server since remote_begin() */
    GHashTable *termfreqs;       /* GBytes → documents + 1 */
    GHashTable *fetched;         /* docid → what remote-documents.c made of it */
    struct SuggestSource *suggest; /* by part */
    gint64 deadline;
};

/* The connections that it was opened with, an array by part that the caller frees (NULL: no connection); NULL if somebody has them. */
XcDatabase **cluster_take_opened(RemoteCluster *cluster);

/* Connects to a server of part number PART (from 0), those that failed lately after the others; SAID gets what each says that does
 * not serve it. NULL if none does. */
XcDatabase *cluster_connect(RemoteCluster *cluster, guint part, GString *said);

/* Those servers that FAILURE says did not answer in time are asked last for a while. */
void cluster_shun_late(RemoteCluster *cluster, const GError *failure);
gboolean cluster_shuns_any(RemoteCluster *cluster);

/* What the parts suggest: nothing is read yet. All, or those that something went wrong with, are closed. */
void remote_suggest_init(Remote *remote);
void remote_suggest_mend(Remote *remote);
void remote_suggest_close(Remote *remote);

/* Tables of a Remote. */
GHashTable *remote_termfreqs_new(void);
GHashTable *remote_fetched_new(void);

#endif
