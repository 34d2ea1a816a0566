/* One thread's connections: lost and opened again while what is asked is asked. */
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/read/remote-private.h"
#include "messages/messages.h"

/* So often one question is asked, at least. */
#define LEAST_TRIES 3

gboolean remote_in_time(const Remote *remote, GError **error)
{
    if (!remote->deadline || g_get_monotonic_time() <= remote->deadline)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_LATE, "%s", _("it took too long and was cut off"));
    return FALSE;
}

static gboolean is_missing(const Remote *remote, guint32 number)
{
    for (guint i = 0; i < remote->missing->len; i++)
        if (g_array_index(remote->missing, guint32, i) == number)
            return TRUE;
    return FALSE;
}

/* Connects the parts that are not, and puts them together. */
static gboolean connect_parts(Remote *remote, GError **error)
{
    guint n = remote->cluster->info->parts;
    g_clear_pointer(&remote->all, xc_database_free);
    for (guint part = 0; part < n; part++) {
        g_autoptr(GString) said = g_string_new(NULL);
        guint32 number = part + 1;
        if (!remote_in_time(remote, error))
            return FALSE;
        if (remote->parts[part] || is_missing(remote, number))
            continue;
        if ((remote->parts[part] = cluster_connect(remote->cluster, part, said)))
            continue;
        if (!remote->cluster->partial) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("part %u of %u has no server: %s"), number, n, said->str);
            return FALSE;
        }
        g_array_append_val(remote->missing, number);
    }
    if (remote->missing->len && !remote->nothing)
        remote->nothing = xc_writable_database_open("", XC_WRITE_CREATE_OR_OPEN | XC_WRITE_INMEMORY, 0, error);
    if (remote->missing->len && !remote->nothing)
        return FALSE;
    remote->all = xc_database_new(error);
    for (guint part = 0; remote->all && part < n; part++) {
        XcDatabase *own = remote->parts[part] ? remote->parts[part] : xc_writable_database_as_database(remote->nothing);
        if (!xc_database_add(remote->all, own, error))
            g_clear_pointer(&remote->all, xc_database_free);
    }
    return remote->all != NULL;
}

static void disconnect(Remote *remote)
{
    g_clear_pointer(&remote->all, xc_database_free);
    for (guint part = 0; part < remote->cluster->info->parts; part++)
        g_clear_pointer(&remote->parts[part], xc_database_free);
}

Remote *remote_new(RemoteCluster *cluster, GError **error)
{
    g_autoptr(Remote) remote = g_new0(Remote, 1);
    remote->cluster = remote_cluster_ref(cluster);
    remote->parts = cluster_take_opened(cluster);
    if (!remote->parts)
        remote->parts = g_new0(XcDatabase *, cluster->info->parts);
    remote->missing = g_array_new(FALSE, FALSE, sizeof(guint32));
    remote->termfreqs = remote_termfreqs_new();
    remote->fetched = remote_fetched_new();
    remote_suggest_init(remote);
    return connect_parts(remote, error) ? g_steal_pointer(&remote) : NULL;
}

void remote_free(Remote *remote)
{
    if (!remote)
        return;
    remote_suggest_close(remote);
    disconnect(remote);
    xc_writable_database_free(remote->nothing);
    g_free(remote->parts);
    g_array_unref(remote->missing);
    g_hash_table_unref(remote->termfreqs);
    g_hash_table_unref(remote->fetched);
    remote_cluster_unref(remote->cluster);
    g_free(remote);
}

const ExportInfo *remote_info(const Remote *remote)
{
    return remote->cluster->info;
}

const GArray *remote_missing(const Remote *remote)
{
    return remote->missing;
}

void remote_forget(Remote *remote)
{
    g_hash_table_remove_all(remote->fetched);
}

void remote_begin(Remote *remote)
{
    remote_forget(remote);
    remote_suggest_mend(remote);
    if (remote->missing->len == 0 || cluster_shuns_any(remote->cluster))
        return;
    g_array_set_size(remote->missing, 0);
    g_clear_pointer(&remote->all, xc_database_free);
}

void remote_set_deadline(Remote *remote, gint64 until)
{
    remote->deadline = until;
}

/* Whether FAILURE is of a connection, which another one mends. */
static gboolean is_lost(const GError *failure)
{
    return g_error_matches(failure, XC_ERROR, XC_ERROR_NETWORK) || g_error_matches(failure, XC_ERROR, XC_ERROR_NETWORK_TIMEOUT) ||
           g_error_matches(failure, XC_ERROR, XC_ERROR_DATABASE_CLOSED);
}

/* After a failure nothing is known of what the other connections are about to say, so all are opened again. A server that did not
 * answer in time is shunned; others may only have closed an idle connection. */
static void give_up_connections(Remote *remote, const GError *failure)
{
    if (g_error_matches(failure, XC_ERROR, XC_ERROR_NETWORK_TIMEOUT))
        cluster_shun_late(remote->cluster, failure);
    disconnect(remote);
}

gboolean remote_run(Remote *remote, RemoteFunc op, gpointer data, GError **error)
{
    guint most = MAX(LEAST_TRIES, remote->cluster->n_servers + 1);
    for (guint tries = 1;; tries++) {
        GError *inner = NULL;
        if (!remote_in_time(remote, error) || (!remote->all && !connect_parts(remote, error)))
            return FALSE;
        if (op(remote->all, data, &inner))
            return TRUE;
        gboolean lost = is_lost(inner);
        if (inner->domain == XC_ERROR)
            give_up_connections(remote, inner);
        if (lost && tries < most) {
            g_error_free(inner);
            continue;
        }
        if (inner->domain == XC_ERROR) { /* servers' affair, not a damaged folder */
            inner->domain = INDEX_ERROR;
            inner->code = INDEX_ERROR_REMOTE;
        }
        g_propagate_error(error, inner);
        return FALSE;
    }
}
