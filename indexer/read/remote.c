#include "indexer/read/remote.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "indexer/files/error.h"
#include "indexer/read/texts.h"
#include "messages/messages.h"
#include "tokenizer/normalizer.h"

/* A server that failed is asked last for so long. */
#define SHUN_US (10 * G_USEC_PER_SEC)

/* Whether there is a newer generation is asked so often at most. */
#define ASK_AGAIN_US (5 * G_USEC_PER_SEC)

/* So often one question is asked, at least. */
#define LEAST_TRIES 3

/* So many frequencies are kept. */
#define MOST_TERMFREQS 100000

typedef struct {
    char *host, *name; /* name: host:port */
    guint port, group; /* which part it was given for, as the addresses count */
    gint64 shunned;    /* until when; guarded by the cluster's lock */
} Server;

typedef struct {
    guint timeout_ms;
    gboolean partial;
} RemoteOptions;

struct RemoteCluster {
    gint references;
    char *addresses; /* without what is before and behind them */
    RemoteOptions options;
    gint64 asked;     /* when is_current() last asked; guarded by the lock */
    gboolean current; /* what it found */
    Server *servers;
    guint n_servers, n_groups;
    ExportInfo *info;
    guint *group_of; /* part → group, G_MAXUINT: none known */
    GMutex lock;
};

typedef struct {
    Record *record;
    char *json;
    char **texts; /* NULL-terminated: normalized */
    guint32 length; /* 0: libxapian counts all terms */
    DocumentView view;
} Fetched;

struct Remote {
    RemoteCluster *cluster;
    XcDatabase **parts; /* NULL: not connected */
    const Server **from; /* who serves them */
    XcDatabase *all;     /* NULL: to be put together */
    XcWritableDatabase *nothing; /* stands for a missing part */
    GArray *missing; /* guint32: parts, from 1, that had no server since remote_begin() */
    GHashTable *termfreqs; /* GBytes → documents + 1 */
    GHashTable *fetched;   /* docid → Fetched */
    gint64 deadline;
};

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

static gboolean read_options(RemoteOptions *options, const char *text, GError **error)
{
    g_auto(GStrv) each = g_strsplit(text, "&", -1);
    for (char **one = each; *one; one++) {
        guint64 ms = 0;
        if (strcmp(*one, "partial") == 0) {
            options->partial = TRUE;
        } else if (g_str_has_prefix(*one, "timeout=") &&
                   g_ascii_string_to_unsigned(*one + strlen("timeout="), 10, 1, 3600000, &ms, NULL)) {
            options->timeout_ms = (guint)ms;
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
    cluster->options.timeout_ms = REMOTE_TIMEOUT_MS;
    return !options || read_options(&cluster->options, options + 1, error);
}

static gboolean read_addresses(RemoteCluster *cluster, GError **error)
{
    g_autoptr(GArray) servers = g_array_new(FALSE, TRUE, sizeof(Server));
    g_auto(GStrv) groups = g_strsplit(cluster->addresses, ",", -1);
    gboolean ok = *groups || no_address("", error);
    for (; ok && groups[cluster->n_groups]; cluster->n_groups++) {
        g_auto(GStrv) same = g_strsplit(groups[cluster->n_groups], "|", -1);
        for (char **one = same; ok && *one; one++)
            ok = read_address(*one, cluster->n_groups, servers, error);
        ok = ok && (*same || no_address("", error));
    }
    if (ok && (servers->len > REMOTE_MOST_ADDRESSES || cluster->n_groups > EXPORT_MOST_PARTS)) {
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
    guint ms = cluster->options.timeout_ms;
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

/* What servers that serve nothing of EXPORT (NULL: anything) said. Caller frees. */
static char *failures(const Connecting *all, guint n, const ExportInfo *export)
{
    GString *said = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        const ExportInfo *info = all[i].info;
        if (same_export(info, export))
            continue;
        g_string_append(said, said->len ? "; " : "");
        if (info)
            g_string_append_printf(said, _("%s serves part %u of %u of generation %u"), all[i].server->name, info->part, info->parts,
                                   info->generation);
        else
            g_string_append_printf(said, "%s: %s", all[i].server->name, all[i].error->message);
    }
    return g_string_free(said, FALSE);
}

static ExportInfo *copy_info(const ExportInfo *info)
{
    ExportInfo *copy = g_memdup2(info, sizeof *info);
    copy->id = g_strdup(info->id);
    copy->created = g_strdup(info->created);
    copy->icu = g_strdup(info->icu);
    copy->lists = g_strdupv(info->lists);
    return copy;
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
    if (!best || (parts < best->parts && !cluster->options.partial)) {
        if (best && !*said)
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("only %u of the %u parts are named"), parts, best->parts);
        else if (best)
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("only %u of the %u parts are served: %s"), parts, best->parts, said);
        else
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("no server answers: %s"), said);
        return FALSE;
    }
    cluster->info = copy_info(best);
    return assign_groups(cluster, all, error);
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

/* Connections */

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

/* Connects part number PART (from 0) to one of its servers, those that failed lately after the others; SAID gets what each that
 * does not serve it says. */
static gboolean connect_part(Remote *remote, guint part, GString *said)
{
    RemoteCluster *cluster = remote->cluster;
    for (int round = 0; round < 2; round++)
        for (guint i = 0; i < cluster->n_servers; i++) {
            const Server *server = &cluster->servers[i];
            gboolean may = cluster->group_of[part] == G_MAXUINT || cluster->group_of[part] == server->group;
            if (!may || is_shunned(cluster, server) != (round == 1))
                continue;
            g_autoptr(ExportInfo) info = NULL;
            g_autoptr(GError) failure = NULL;
            g_autoptr(XcDatabase) database = connect_to(cluster, server, &info, &failure);
            if (database && same_export(info, cluster->info) && info->part == part + 1) {
                remote->parts[part] = g_steal_pointer(&database);
                remote->from[part] = server;
                return TRUE;
            }
            g_string_append(said, said->len ? "; " : "");
            if (database)
                g_string_append_printf(said, _("%s serves part %u of %u of generation %u"), server->name, info->part, info->parts,
                                       info->generation);
            else
                g_string_append_printf(said, "%s: %s", server->name, failure->message);
            if (!database)
                shun(cluster, server);
        }
    return FALSE;
}

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
        if (remote->parts[part] || is_missing(remote, number) || connect_part(remote, part, said))
            continue;
        if (!remote->cluster->options.partial) {
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

static void free_fetched(gpointer data)
{
    Fetched *fetched = data;
    record_free(fetched->record);
    g_strfreev(fetched->texts);
    g_free(fetched->json);
    g_free(fetched);
}

static void free_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

Remote *remote_new(RemoteCluster *cluster, GError **error)
{
    g_autoptr(Remote) remote = g_new0(Remote, 1);
    remote->cluster = remote_cluster_ref(cluster);
    remote->parts = g_new0(XcDatabase *, cluster->info->parts);
    remote->from = g_new0(const Server *, cluster->info->parts);
    remote->missing = g_array_new(FALSE, FALSE, sizeof(guint32));
    remote->termfreqs = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, free_bytes, NULL);
    remote->fetched = g_hash_table_new_full(NULL, NULL, NULL, free_fetched);
    return connect_parts(remote, error) ? g_steal_pointer(&remote) : NULL;
}

void remote_free(Remote *remote)
{
    if (!remote)
        return;
    disconnect(remote);
    xc_writable_database_free(remote->nothing);
    g_free(remote->parts);
    g_free(remote->from);
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

/* Whether servers that failed lately are to be left alone still. */
static gboolean any_shunned(const Remote *remote)
{
    for (guint i = 0; i < remote->cluster->n_servers; i++)
        if (is_shunned(remote->cluster, &remote->cluster->servers[i]))
            return TRUE;
    return FALSE;
}

void remote_begin(Remote *remote)
{
    remote_forget(remote);
    if (remote->missing->len == 0 || any_shunned(remote))
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
 * answer in time is shunned (libxapian's message has "tcp(HOST:PORT)"); others may only have closed an idle connection. */
static void give_up_connections(Remote *remote, const GError *failure)
{
    gboolean late = g_error_matches(failure, XC_ERROR, XC_ERROR_NETWORK_TIMEOUT);
    for (guint i = 0; late && i < remote->cluster->n_servers; i++) {
        const Server *server = &remote->cluster->servers[i];
        g_autofree char *named = g_strdup_printf("tcp(%s:%u)", server->host, server->port);
        if (strstr(failure->message, named))
            shun(remote->cluster, server);
    }
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

/* Questions */

typedef struct {
    const char *name;
    gsize *len;
    char *text;
} ListAsked;

static gboolean ask_list(const XcDatabase *all, gpointer data, GError **error)
{
    ListAsked *asked = data;
    g_autofree char *key = g_strconcat(EXPORT_LIST, asked->name, NULL);
    char *text = xc_database_metadata(all, xc_bytes(key), asked->len, error);
    asked->text = text ? g_strndup(text, *asked->len) : NULL;
    free(text);
    return text != NULL;
}

char *remote_list(Remote *remote, const char *name, gsize *len, GError **error)
{
    ListAsked asked = {name, len, NULL};
    if (!remote_run(remote, ask_list, &asked, error))
        return NULL;
    return asked.text;
}

static void keep_termfreq(Remote *remote, GBytes *term, guint32 documents)
{
    if (g_hash_table_size(remote->termfreqs) >= MOST_TERMFREQS)
        g_hash_table_remove_all(remote->termfreqs);
    if (remote->missing->len == 0)
        g_hash_table_insert(remote->termfreqs, g_bytes_ref(term), GUINT_TO_POINTER(documents + 1));
}

typedef struct {
    XcBytes term;
    guint32 documents;
} TermAsked;

static gboolean ask_termfreq(const XcDatabase *all, gpointer data, GError **error)
{
    TermAsked *asked = data;
    GError *inner = NULL;
    asked->documents = xc_database_termfreq(all, asked->term, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean remote_termfreq(Remote *remote, const char *term, gsize len, guint32 *documents, GError **error)
{
    g_autoptr(GBytes) key = g_bytes_new(term, len);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(remote->termfreqs, key));
    if (known) {
        *documents = known - 1;
        return TRUE;
    }
    TermAsked asked = {xc_bytes_n(term, len), 0};
    *documents = 0;
    if (!remote_run(remote, ask_termfreq, &asked, error))
        return FALSE;
    *documents = asked.documents;
    keep_termfreq(remote, key, asked.documents);
    return TRUE;
}

typedef struct {
    Remote *remote;
    GPtrArray *terms; /* GBytes */
} Expected;

/* Of a query's terms servers tell the frequencies before they look for documents, of which none is wanted. */
static gboolean ask_expected(const XcDatabase *all, gpointer data, GError **error)
{
    const Expected *expected = data;
    guint n = expected->terms->len;
    g_autofree XcQuery **parts = g_new0(XcQuery *, n);
    GError *inner = NULL;
    for (guint i = 0; i < n; i++) {
        gsize len;
        const char *term = g_bytes_get_data(expected->terms->pdata[i], &len);
        parts[i] = xc_query_term(xc_bytes_n(term, len), 1, &inner);
        if (inner)
            break;
    }
    g_autoptr(XcQuery) query = inner ? NULL : xc_query_combine(XC_QUERY_OR, parts, n, 0, &inner);
    g_autoptr(XcEnquire) enquire = query ? xc_enquire_new(all, &inner) : NULL;
    XcMSet *mset = enquire && xc_enquire_set_query(enquire, query, 0, &inner) ? xc_enquire_mset(enquire, 0, 0, 0, NULL, &inner) : NULL;
    for (guint i = 0; i < n; i++) {
        gsize len;
        const char *term = g_bytes_get_data(expected->terms->pdata[i], &len);
        guint32 documents = mset && !inner ? xc_mset_termfreq(mset, xc_bytes_n(term, len), &inner) : 0;
        if (mset && !inner)
            keep_termfreq(expected->remote, expected->terms->pdata[i], documents);
        xc_query_unref(parts[i]);
    }
    xc_mset_free(mset);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean remote_expect_terms(Remote *remote, const char *const *terms, guint n, GError **error)
{
    g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(free_bytes);
    for (guint i = 0; i < n; i++) {
        gsize len = strlen(terms[i]);
        g_autoptr(GBytes) key = g_bytes_new(terms[i], len);
        if (len > 0 && len <= XC_TERM_MAX && !g_hash_table_contains(remote->termfreqs, key))
            g_ptr_array_add(unknown, g_steal_pointer(&key));
    }
    Expected expected = {remote, unknown};
    return unknown->len < 2 || remote_run(remote, ask_expected, &expected, error);
}

typedef struct {
    XcBytes prefix;
    XcTermIterator *terms;
} TermsAsked;

static gboolean ask_terms(const XcDatabase *all, gpointer data, GError **error)
{
    TermsAsked *asked = data;
    asked->terms = xc_database_terms(all, asked->prefix, error);
    return asked->terms != NULL;
}

XcTermIterator *remote_terms(Remote *remote, const char *prefix, gsize len, GError **error)
{
    TermsAsked asked = {xc_bytes_n(prefix, len), NULL};
    return remote_run(remote, ask_terms, &asked, error) ? asked.terms : NULL;
}

typedef struct {
    const XcQuery *query;
    guint32 max;
    GArray *found; /* NULL: only count */
    guint32 count;
} Asked;

static gboolean ask_documents(const XcDatabase *all, gpointer data, GError **error)
{
    Asked *asked = data;
    g_autoptr(XcEnquire) enquire = xc_enquire_new(all, error);
    g_autoptr(XcWeight) weight = xc_weight_new(XC_WEIGHT_BOOL, NULL, 0, error);
    XcMSet *mset = NULL;
    if (enquire && weight && xc_enquire_set_query(enquire, asked->query, 0, error) &&
        xc_enquire_set_weight(enquire, weight, error))
        mset = xc_enquire_mset(enquire, 0, asked->max, asked->found ? 0 : G_MAXUINT32, NULL, error);
    if (!mset)
        return FALSE;
    asked->count = xc_mset_matches_estimated(mset);
    if (asked->found)
        g_array_set_size(asked->found, 0);
    for (guint32 i = 0; asked->found && i < xc_mset_size(mset); i++) {
        XcDocid docid = xc_mset_docid(mset, i);
        g_array_append_val(asked->found, docid);
    }
    xc_mset_free(mset);
    return TRUE;
}

GArray *remote_documents(Remote *remote, const XcQuery *query, guint32 max, GError **error)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    Asked asked = {.query = query, .max = max, .found = found};
    return remote_run(remote, ask_documents, &asked, error) ? g_steal_pointer(&found) : NULL;
}

gboolean remote_count(Remote *remote, const XcQuery *query, guint32 *count, GError **error)
{
    Asked asked = {.query = query};
    if (!remote_run(remote, ask_documents, &asked, error))
        return FALSE;
    *count = asked.count;
    return TRUE;
}

/* Documents */

typedef struct {
    Fetched *fetched;
    GPtrArray *texts;
} Viewing;

static void add_text(FieldId field, const char *language, const char *text, gpointer data)
{
    Viewing *viewing = data;
    DocumentView *view = &viewing->fetched->view;
    (void)language;
    if (view->n_texts == SHARD_MAX_TEXTS)
        return;
    char *normalized = normalize_string(text, -1);
    view->texts[view->n_texts++] = (FieldText){field, (guint32)strlen(normalized), normalized};
    g_ptr_array_add(viewing->texts, normalized);
}

static Fetched *fetched_new(XcBytes data, const char *length, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    Record *record = record_from_json(data.data, data.len, NULL, &wrong);
    if (!record) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a server has a document that is no record: %s"), wrong->message);
        return NULL;
    }
    Fetched *fetched = g_new0(Fetched, 1);
    Viewing viewing = {fetched, g_ptr_array_new()};
    fetched->record = record;
    fetched->length = (guint32)strtoul(length, NULL, 10);
    fetched->json = g_strndup(data.data, data.len);
    fetched->view.id = record_text(record, FIELD_ID);
    fetched->view.id_len = (guint32)strlen(fetched->view.id);
    fetched->view.published = date_key(record_text(record, FIELD_PUBLISHED));
    record_each_text(record, add_text, &viewing);
    g_ptr_array_add(viewing.texts, NULL);
    fetched->texts = (char **)g_ptr_array_free(viewing.texts, FALSE);
    return fetched;
}

/* What one thread fetches of one part. */
typedef struct {
    const XcDatabase *part;
    GArray *docids; /* XcDocid of the whole, all of the part */
    guint parts;
    GPtrArray *fetched; /* Fetched, of the first of them */
    GError *error;
    GThread *thread;
} Fetching;

static gpointer fetch_thread(gpointer data)
{
    Fetching *fetching = data;
    for (guint i = fetching->fetched->len; i < fetching->docids->len && !fetching->error; i++) {
        XcDocid docid = g_array_index(fetching->docids, XcDocid, i);
        g_autoptr(XcDocument) document = xc_database_document(fetching->part, (docid - 1) / fetching->parts + 1, &fetching->error);
        if (!document)
            break;
        XcBytes bytes = xc_document_data(document, &fetching->error);
        XcBytes value = fetching->error ? bytes : xc_document_value(document, EXPORT_LENGTH, &fetching->error);
        g_autofree char *length = g_strndup(value.data, value.len);
        Fetched *fetched = fetching->error ? NULL : fetched_new(bytes, length, &fetching->error);
        if (fetched)
            g_ptr_array_add(fetching->fetched, fetched);
    }
    return NULL;
}

/* Which of DOCIDS are not kept, by part. */
static guint deal(const Remote *remote, const XcDocid *docids, guint n, Fetching *all)
{
    guint parts = remote->cluster->info->parts, wanted = 0;
    for (guint i = 0; i < n; i++) {
        Fetching *own = &all[(docids[i] - 1) % parts];
        if (docids[i] && !g_hash_table_contains(remote->fetched, GUINT_TO_POINTER(docids[i]))) {
            g_array_append_val(own->docids, docids[i]);
            wanted++;
        }
    }
    return wanted;
}

typedef struct {
    Remote *remote;
    Fetching *all;
} FetchAsked;

static gboolean ask_fetch(const XcDatabase *whole, gpointer data, GError **error)
{
    FetchAsked *asked = data;
    guint parts = asked->remote->cluster->info->parts;
    Fetching *last = NULL; /* this thread's own */
    gboolean ok = TRUE;
    (void)whole;
    for (guint p = 0; p < parts; p++) {
        Fetching *own = &asked->all[p];
        own->part = asked->remote->parts[p];
        if (!own->part || own->fetched->len == own->docids->len)
            continue;
        if (last && !(last->thread = g_thread_try_new("fetch", fetch_thread, last, NULL)))
            fetch_thread(last); /* no more threads can be had */
        last = own;
    }
    if (last)
        fetch_thread(last);
    for (guint p = 0; p < parts; p++) {
        Fetching *own = &asked->all[p];
        if (own->thread)
            g_thread_join(g_steal_pointer(&own->thread));
        if (own->error && ok)
            g_propagate_error(error, g_steal_pointer(&own->error)), ok = FALSE;
        g_clear_error(&own->error);
    }
    return ok;
}

gboolean remote_fetch(Remote *remote, const XcDocid *docids, guint n, GError **error)
{
    guint parts = remote->cluster->info->parts;
    g_autofree Fetching *all = g_new0(Fetching, parts);
    for (guint p = 0; p < parts; p++)
        all[p] = (Fetching){.docids = g_array_new(FALSE, FALSE, sizeof(XcDocid)), .parts = parts, .fetched = g_ptr_array_new()};
    FetchAsked asked = {remote, all};
    gboolean ok = deal(remote, docids, n, all) == 0 || remote_run(remote, ask_fetch, &asked, error);
    for (guint p = 0; p < parts; p++) {
        for (guint i = 0; i < all[p].fetched->len; i++)
            g_hash_table_insert(remote->fetched, GUINT_TO_POINTER(g_array_index(all[p].docids, XcDocid, i)),
                                all[p].fetched->pdata[i]);
        g_ptr_array_unref(all[p].fetched);
        g_array_unref(all[p].docids);
    }
    return ok;
}

static const Fetched *fetched_of(Remote *remote, XcDocid docid, GError **error)
{
    const Fetched *known = g_hash_table_lookup(remote->fetched, GUINT_TO_POINTER(docid));
    if (known || !remote_fetch(remote, &docid, 1, error))
        return known;
    known = g_hash_table_lookup(remote->fetched, GUINT_TO_POINTER(docid));
    if (!known)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a document's part has no server any more"));
    return known;
}

gboolean remote_view(Remote *remote, XcDocid docid, DocumentView *view, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    if (fetched)
        *view = fetched->view;
    return fetched != NULL;
}

const Record *remote_record(Remote *remote, XcDocid docid, guint32 *length, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    *length = fetched ? fetched->length : 0;
    return fetched ? fetched->record : NULL;
}

Record *remote_read_record(Remote *remote, XcDocid docid, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    return fetched ? record_from_json(fetched->json, strlen(fetched->json), NULL, error) : NULL;
}

const char *remote_facet(Remote *remote, XcDocid docid, FieldId field)
{
    const Fetched *fetched = fetched_of(remote, docid, NULL);
    const FieldValue *value = fetched ? &fetched->record->values[field] : NULL;
    if (!value)
        return NULL;
    if (fields[field].type != FIELD_TYPE_STRINGS)
        return value->text;
    return value->list ? value->list->pdata[0] : NULL;
}
