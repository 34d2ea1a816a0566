/* Which servers there are, what they serve, and which of them are well. */
#include <stdlib.h>
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/read/remote-private.h"
#include "messages/messages.h"

/* A server that failed is asked last for so long. */
#define SHUN_US (10 * G_USEC_PER_SEC)

/* Whether there is a newer generation is asked so often at most. */
#define ASK_AGAIN_US (5 * G_USEC_PER_SEC)

/* Addresses */

static gboolean no_address(const char *text, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("'%s' is no address of a server: HOST:PORT"), text);
    return FALSE;
}

static gboolean read_address(const char *text, guint group, GArray *servers, GError **error)
{
    g_autofree char *name = g_strstrip(g_strdup(text));
    const char *colon = strrchr(name, ':');
    char *end = NULL;
    gulong port = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == name || !g_ascii_isdigit(colon[1]) || *end || port < 1 || port > 65535)
        return no_address(name, error);
    gboolean in_brackets = *name == '[' && colon[-1] == ']';
    Server server = {.host = in_brackets ? g_strndup(name + 1, (gsize)(colon - name) - 2) : g_strndup(name, (gsize)(colon - name)),
                     .port = (guint)port,
                     .group = group};
    server.name = g_steal_pointer(&name);
    g_array_append_val(servers, server);
    return TRUE;
}

#define SCHEME "remote:"

gboolean remote_is_address(const char *dir)
{
    return g_str_has_prefix(dir, SCHEME);
}

static gboolean read_options(RemoteCluster *cluster, const char *text, GError **error)
{
    g_auto(GStrv) each = g_strsplit(text, "&", -1);
    for (char **one = each; *one; one++) {
        guint64 ms = 0;
        if (strcmp(*one, "partial") == 0) {
            cluster->partial = TRUE;
        } else if (g_str_has_prefix(*one, "timeout=") &&
                   g_ascii_string_to_unsigned(*one + strlen("timeout="), 10, 1, 3600000, &ms, NULL)) {
            cluster->timeout_ms = (guint)ms;
        } else {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("'%s' is no option of a remote index; these are: partial, timeout=MS"),
                        *one);
            return FALSE;
        }
    }
    return TRUE;
}

/* ADDRESS without scheme and options, which it reads. */
static gboolean split_address(RemoteCluster *cluster, const char *address, GError **error)
{
    const char *from = address + strlen(SCHEME), *options = strchr(from, '?');
    cluster->addresses = options ? g_strndup(from, (gsize)(options - from)) : g_strdup(from);
    cluster->timeout_ms = REMOTE_TIMEOUT_MS;
    return !options || read_options(cluster, options + 1, error);
}

static gboolean read_addresses(RemoteCluster *cluster, GError **error)
{
    g_autoptr(GArray) servers = g_array_new(FALSE, TRUE, sizeof(Server));
    g_auto(GStrv) groups = g_strsplit(cluster->addresses, ",", -1);
    gboolean ok = *groups || no_address("", error);
    guint group = 0;
    for (; ok && groups[group]; group++) {
        g_auto(GStrv) same = g_strsplit(groups[group], "|", -1);
        for (char **one = same; ok && *one; one++)
            ok = read_address(*one, group, servers, error);
        ok = ok && (*same || no_address("", error));
    }
    if (ok && (servers->len > REMOTE_MOST_ADDRESSES || group > EXPORT_MOST_PARTS)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("too many servers"));
        ok = FALSE;
    }
    cluster->n_servers = servers->len;
    cluster->servers = (Server *)(gpointer)g_array_free(g_steal_pointer(&servers), FALSE);
    return ok;
}

/* Connecting */

typedef struct {
    const RemoteCluster *cluster;
    const Server *server;
    XcDatabase *database;
    ExportInfo *info;
    GError *error;
    GThread *thread;
} Connecting;

static XcDatabase *connect_to(const RemoteCluster *cluster, const Server *server, ExportInfo **info, GError **error)
{
    guint ms = cluster->timeout_ms;
    *info = NULL;
    g_autoptr(XcDatabase) database = xc_database_open_remote(server->host, server->port, ms, ms, error);
    *info = database ? export_info_read(database, server->name, error) : NULL;
    return *info ? g_steal_pointer(&database) : NULL;
}

static gpointer connect_thread(gpointer data)
{
    Connecting *one = data;
    one->database = connect_to(one->cluster, one->server, &one->info, &one->error);
    return NULL;
}

/* Connects to all servers at once: an array of n_servers. */
static Connecting *connect_all(const RemoteCluster *cluster)
{
    Connecting *all = g_new0(Connecting, cluster->n_servers);
    for (guint i = 0; i < cluster->n_servers; i++) {
        all[i].cluster = cluster;
        all[i].server = &cluster->servers[i];
        all[i].thread = g_thread_try_new("connect", connect_thread, &all[i], NULL);
    }
    for (guint i = 0; i < cluster->n_servers; i++)
        if (all[i].thread)
            g_thread_join(all[i].thread);
        else
            connect_thread(&all[i]); /* no more threads can be had */
    return all;
}

static void free_connections(Connecting *all, guint n)
{
    for (guint i = 0; i < n; i++) {
        xc_database_free(all[i].database);
        export_info_free(all[i].info);
        g_clear_error(&all[i].error);
    }
    g_free(all);
}

static gboolean same_export(const ExportInfo *a, const ExportInfo *b)
{
    return a && b && strcmp(a->id, b->id) == 0 && a->parts == b->parts && a->documents == b->documents &&
           a->generation == b->generation;
}

/* How many parts of the EXPORT are there. */
static guint count_parts(const Connecting *all, guint n, const ExportInfo *export)
{
    g_autoptr(GHashTable) parts = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < n; i++)
        if (same_export(all[i].info, export))
            g_hash_table_add(parts, GUINT_TO_POINTER(all[i].info->part));
    return g_hash_table_size(parts);
}

static gboolean is_newer(const ExportInfo *info, const ExportInfo *than)
{
    if (!than || info->generation != than->generation)
        return !than || info->generation > than->generation;
    return strcmp(info->created, than->created) > 0;
}

/* The newest of ALL that is whole, or else that has most parts. Borrowed; NULL if nobody serves anything. */
static const ExportInfo *choose(const Connecting *all, guint n, guint *parts)
{
    const ExportInfo *best = NULL;
    *parts = 0;
    for (guint i = 0; i < n; i++) {
        const ExportInfo *info = all[i].info;
        guint own = info ? count_parts(all, n, info) : 0;
        gboolean whole = info && own == info->parts, best_whole = best && *parts == best->parts;
        if (info && (!best || (whole != best_whole ? whole : whole || own == *parts ? is_newer(info, best) : own > *parts)))
            best = info, *parts = own;
    }
    return best;
}

/* Adds to SAID what SERVER, which does not serve what is asked for, says: what it serves else (INFO), or why nothing. */
static void say(GString *said, const Server *server, const ExportInfo *info, const GError *failure)
{
    g_string_append(said, said->len ? "; " : "");
    if (info)
        g_string_append_printf(said, _("%s serves part %u of %u of generation %u"), server->name, info->part, info->parts,
                               info->generation);
    else
        g_string_append_printf(said, "%s: %s", server->name, failure->message);
}

/* What servers that serve nothing of EXPORT (NULL: anything) said. Caller frees. */
static char *failures(const Connecting *all, guint n, const ExportInfo *export)
{
    GString *said = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        if (!same_export(all[i].info, export))
            say(said, all[i].server, all[i].info, all[i].error);
    return g_string_free(said, FALSE);
}

static gboolean wrong_groups(const RemoteCluster *cluster, const char *name, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT,
                _("'%s': servers of one part have | between them, parts have commas: %s does not fit"), cluster->addresses, name);
    return FALSE;
}

/* Notes which group serves which part. */
static gboolean assign_groups(RemoteCluster *cluster, const Connecting *all, GError **error)
{
    guint parts = cluster->info->parts;
    cluster->group_of = g_new(guint, parts);
    memset(cluster->group_of, 0xff, parts * sizeof *cluster->group_of);
    for (guint i = 0; i < cluster->n_servers; i++) {
        const ExportInfo *info = all[i].info;
        if (!same_export(info, cluster->info))
            continue;
        guint *group = &cluster->group_of[info->part - 1];
        if (*group != G_MAXUINT && *group != all[i].server->group)
            return wrong_groups(cluster, all[i].server->name, error);
        *group = all[i].server->group;
        for (guint p = 0; p < parts; p++)
            if (p != info->part - 1 && cluster->group_of[p] == *group)
                return wrong_groups(cluster, all[i].server->name, error);
    }
    return TRUE;
}

static gboolean choose_export(RemoteCluster *cluster, Connecting *all, GError **error)
{
    guint parts;
    const ExportInfo *best = choose(all, cluster->n_servers, &parts);
    g_autofree char *said = failures(all, cluster->n_servers, best);
    if (!best || (parts < best->parts && !cluster->partial)) {
        if (best && !*said)
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("only %u of the %u parts are named"), parts, best->parts);
        else if (best)
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("only %u of the %u parts are served: %s"), parts, best->parts, said);
        else
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("no server answers: %s"), said);
        return FALSE;
    }
    cluster->info = export_info_copy(best);
    return assign_groups(cluster, all, error);
}

/* Keeps of ALL a connection to each part. */
static void keep_opened(RemoteCluster *cluster, Connecting *all)
{
    cluster->opened = g_new0(XcDatabase *, cluster->info->parts);
    for (guint i = 0; i < cluster->n_servers; i++)
        if (same_export(all[i].info, cluster->info) && !cluster->opened[all[i].info->part - 1])
            cluster->opened[all[i].info->part - 1] = g_steal_pointer(&all[i].database);
}

XcDatabase **cluster_take_opened(RemoteCluster *cluster)
{
    g_mutex_lock(&cluster->lock);
    XcDatabase **opened = g_steal_pointer(&cluster->opened);
    g_mutex_unlock(&cluster->lock);
    return opened;
}

RemoteCluster *remote_cluster_open(const char *address, GError **error)
{
    g_autoptr(RemoteCluster) cluster = g_new0(RemoteCluster, 1);
    cluster->references = 1;
    g_mutex_init(&cluster->lock);
    if (!split_address(cluster, address, error) || !read_addresses(cluster, error))
        return NULL;
    Connecting *all = connect_all(cluster);
    gboolean ok = choose_export(cluster, all, error);
    if (ok)
        keep_opened(cluster, all);
    free_connections(all, cluster->n_servers);
    cluster->current = TRUE;
    return ok ? g_steal_pointer(&cluster) : NULL;
}

RemoteCluster *remote_cluster_ref(RemoteCluster *cluster)
{
    g_atomic_int_inc(&cluster->references);
    return cluster;
}

void remote_cluster_unref(RemoteCluster *cluster)
{
    if (!cluster || !g_atomic_int_dec_and_test(&cluster->references))
        return;
    for (guint i = 0; i < cluster->n_servers; i++) {
        g_free(cluster->servers[i].host);
        g_free(cluster->servers[i].name);
    }
    for (guint i = 0; cluster->opened && i < cluster->info->parts; i++)
        xc_database_free(cluster->opened[i]);
    g_free(cluster->opened);
    g_free(cluster->servers);
    g_free(cluster->group_of);
    export_info_free(cluster->info);
    g_mutex_clear(&cluster->lock);
    g_free(cluster->addresses);
    g_free(cluster);
}

const ExportInfo *remote_cluster_info(const RemoteCluster *cluster)
{
    return cluster->info;
}

gboolean remote_cluster_is_current(RemoteCluster *cluster)
{
    guint parts;
    gint64 now = g_get_monotonic_time();
    g_mutex_lock(&cluster->lock);
    gboolean lately = cluster->asked && now < cluster->asked + ASK_AGAIN_US, known = cluster->current;
    cluster->asked = lately ? cluster->asked : now;
    g_mutex_unlock(&cluster->lock);
    if (lately)
        return known;
    Connecting *all = connect_all(cluster);
    const ExportInfo *best = choose(all, cluster->n_servers, &parts);
    gboolean current = !best || parts < best->parts || same_export(best, cluster->info);
    free_connections(all, cluster->n_servers);
    g_mutex_lock(&cluster->lock);
    cluster->current = current;
    g_mutex_unlock(&cluster->lock);
    return current;
}

/* Of one part */

static void shun(RemoteCluster *cluster, const Server *server)
{
    g_mutex_lock(&cluster->lock);
    cluster->servers[server - cluster->servers].shunned = g_get_monotonic_time() + SHUN_US;
    g_mutex_unlock(&cluster->lock);
}

static gboolean is_shunned(RemoteCluster *cluster, const Server *server)
{
    g_mutex_lock(&cluster->lock);
    gboolean shunned = server->shunned > g_get_monotonic_time();
    g_mutex_unlock(&cluster->lock);
    return shunned;
}

XcDatabase *cluster_connect(RemoteCluster *cluster, guint part, GString *said)
{
    for (int round = 0; round < 2; round++)
        for (guint i = 0; i < cluster->n_servers; i++) {
            const Server *server = &cluster->servers[i];
            gboolean may = cluster->group_of[part] == G_MAXUINT || cluster->group_of[part] == server->group;
            if (!may || is_shunned(cluster, server) != (round == 1))
                continue;
            g_autoptr(ExportInfo) info = NULL;
            g_autoptr(GError) failure = NULL;
            g_autoptr(XcDatabase) database = connect_to(cluster, server, &info, &failure);
            if (same_export(info, cluster->info) && info->part == part + 1)
                return g_steal_pointer(&database);
            say(said, server, info, failure);
            if (!database)
                shun(cluster, server);
        }
    return NULL;
}

/* libxapian's message has "tcp(HOST:PORT)". */
void cluster_shun_late(RemoteCluster *cluster, const GError *failure)
{
    for (guint i = 0; i < cluster->n_servers; i++) {
        const Server *server = &cluster->servers[i];
        g_autofree char *named = g_strdup_printf("tcp(%s:%u)", server->host, server->port);
        if (strstr(failure->message, named))
            shun(cluster, server);
    }
}

gboolean cluster_shuns_any(RemoteCluster *cluster)
{
    for (guint i = 0; i < cluster->n_servers; i++)
        if (is_shunned(cluster, &cluster->servers[i]))
            return TRUE;
    return FALSE;
}
