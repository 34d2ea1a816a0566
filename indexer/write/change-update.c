/* Update: the new records in a shard of their own, what they replace in lists of dead documents. */
#include <string.h>

#include "indexer/write/change-private.h"
#include "indexer/write/identity.h"

/* A shard with less than this part of the live documents is small. An update that finds SMALL_MOST
 * of them takes their records into its own shard. So there are never more than SMALL_MOST small
 * shards and SMALL_PART others, and an update seldom indexes more than a SMALL_PART of the index. */
#define SMALL_PART 16u
#define SMALL_MOST 8u

typedef struct {
    Change *change;
    Index *base;
    DeadSet *dead;
    gboolean *rewritten; /* by shard of BASE: all its records go into the new shard */
    XcDocid found;       /* the document that find_stored() found last, 0: none */
} Update;

static guint32 live_count(const Index *index, guint32 shard)
{
    const GArray *dead = index_dead(index, shard);
    return shard_doccount(index_shard(index, shard)) - (dead ? dead->len : 0);
}

/* Chooses the shards to rewrite. */
static gboolean *choose_small(const Index *base)
{
    guint32 n = index_shard_count(base);
    gboolean *small = g_new0(gboolean, n + 1);
    guint n_small = 0;
    for (guint32 s = 0; s < n; s++) {
        small[s] = (guint64)live_count(base, s) * SMALL_PART < index_doccount(base);
        n_small += (guint)small[s];
    }
    if (n_small < SMALL_MOST)
        memset(small, 0, n * sizeof *small);
    return small;
}

static const guint8 *find_stored(const char *id, gsize *len, gpointer data, GError **error)
{
    Update *update = data;
    guint32 shard = 0, local = 0;
    update->found = index_find_id(update->base, id, error);
    Shard *at = update->found ? index_locate(update->base, update->found, &shard, &local) : NULL;
    if (at && !update->rewritten[shard])
        return shard_packed(at, local, len, error);
    update->found = 0; /* a rewritten one comes with the runs */
    return NULL;
}

static gboolean wants(gboolean is_new, gboolean changed, gpointer data)
{
    Update *update = data;
    ChangeResult *result = update->change->result;
    if (is_new)
        result->added++;
    else if (changed)
        result->replaced++;
    if (changed && update->found)
        dead_set_add(update->dead, update->found);
    return changed || !update->found;
}

static void kill_moved(XcDocid docid, gpointer data)
{
    dead_set_add(((Update *)data)->dead, docid);
}

/* The records of rewritten shards are in the runs: nothing of these shards stays. */
static void drop_rewritten(const Update *update)
{
    for (guint32 s = 0; s < index_shard_count(update->base); s++) {
        guint32 n = update->rewritten[s] ? shard_doccount(index_shard(update->base, s)) : 0;
        for (guint32 local = 1; local <= n; local++)
            dead_set_add(update->dead, xc_database_docid(index_database(update->base), s, local));
    }
}

static gboolean index_inputs(Update *update, GPtrArray *inputs, Manifest *manifest, GError **error)
{
    Change *change = update->change;
    guint32 first = index_shard_count(update->base); /* of the runs' files, after the shards */
    g_autoptr(Spilled) spilled = spilled_new();
    g_autoptr(GHashTable) moved = NULL;
    const IdentityChange identity = {.spilled = spilled,
                                     .base = update->base,
                                     .chosen = update->rewritten,
                                     .work = change->work,
                                     .stop = change->options->stop,
                                     .moved = kill_moved,
                                     .data = update};
    const AssembleStored stored = {find_stored, wants, update};
    drop_rewritten(update);
    return change_spill(change, inputs, first, spilled, manifest, error) &&
           input_spill_index(update->base, update->rewritten, change->work, change->pool,
                             change->progress, spilled, error) &&
           identity_resolve(&identity, &moved, error) &&
           change_index_spilled(change, spilled, manifest, moved, first, &stored, error);
}

static gboolean run_update(Change *change, GError **error)
{
    g_autoptr(Index) base = index_open(change->options->dir, error);
    g_autoptr(GPtrArray) inputs = base ? change_open_inputs(change, FALSE, error) : NULL;
    if (!inputs)
        return FALSE;
    g_autoptr(Manifest) manifest = change_manifest(change, "update");
    change_set_columns(change, manifest, TRUE);
    g_autoptr(DeadSet) dead = dead_set_new(base);
    g_autofree gboolean *rewritten = choose_small(base);
    Update update = {change, base, dead, rewritten, 0};
    if (!index_inputs(&update, inputs, manifest, error) || !index_check(base, error))
        return FALSE;
    if (!change->result->added && !change->result->replaced)
        return change_nothing(change);
    change_add_sources(manifest, inputs, TRUE);
    return dead_set_save(dead, change->options->dir, manifest, error) &&
           change_commit(change, manifest, error);
}

gboolean change_update(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok =
        change_begin(&change, options, result, FALSE, error) && run_update(&change, error);
    change_end(&change);
    return ok;
}
