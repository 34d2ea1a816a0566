/* What keeps a bad night from emptying an index: a build that lacks a source, or that would lose
 * much of what the current generation has, is refused. */
#include <string.h>

#include "corpus/record/record.h"
#include "indexer/read/generation.h"
#include "indexer/read/terms.h"
#include "indexer/write/change-private.h"
#include "indexer/write/identity.h"
#include "messages/messages.h"

/* More than this part of the documents may not be lost, but for one: who corrects a list of three
 * and leaves one out has meant it. */
#define LOST_PART 10u
#define LOST_FEW 1u
/* A source is gone if it has no more than this part of the records that it had, and if at least that
 * part of them is lost: a source under another name loses nothing. */
#define GONE_PART 10u
#define GONE_LOST_PART 4u
/* Sources that a message names. */
#define NAMED 20u

static const ManifestSource *find_source(const Manifest *manifest, const char *path)
{
    for (guint i = 0; i < manifest->sources->len; i++) {
        const ManifestSource *source = manifest->sources->pdata[i];
        if (strcmp(source->path, path) == 0)
            return source;
    }
    return NULL;
}

/* Whether INPUT, which failed, is no loss: nothing came of it before. */
static gboolean is_no_loss(const Change *change, const GPtrArray *inputs, const Input *input)
{
    const ManifestSource *known;
    if (!change->before) { /* a first build goes on with the others */
        for (guint i = 0; i < inputs->len; i++)
            if (!((const Input *)inputs->pdata[i])->failed)
                return TRUE;
        return FALSE;
    }
    known = find_source(change->before, input->path);
    return known && known->records == 0;
}

/* Adds FILE to NAMES, of which there are *N. */
static void add_name(GString *names, guint *n, const char *file)
{
    if ((*n)++ < NAMED)
        g_string_append_printf(names, "%s%s", *n > 1 ? ", " : "", file);
}

/* The same for the files in the archive INPUT that failed, but for those of which nothing came before, or which are in a
 * first build. */
static void add_members(const Change *change, const Input *input, GString *names, guint *n)
{
    const ManifestSource *known = change->before ? find_source(change->before, input->path) : NULL;
    GTreeNode *node = change->before && input->members ? g_tree_node_first(input->members) : NULL;
    for (; node; node = g_tree_node_next(node)) {
        const char *name = g_tree_node_key(node);
        guint64 before, now;
        member_tally_find(input->members, name, &now);
        if (now > 0 || (known && member_tally_find(known->members, name, &before) && before == 0))
            continue;
        g_autofree char *file = g_strdup_printf("%s/%s", input->file, name);
        add_name(names, n, file);
    }
}

gboolean change_guard_inputs(const Change *change, const GPtrArray *inputs, const GError *problem,
                             GError **error)
{
    const ChangeOptions *options = change->options;
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;
    if (options->allow_missing || options->allow_shrink)
        return TRUE;
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        if (input->failed && !is_no_loss(change, inputs, input))
            add_name(names, &n, input->file);
        else if (!input->failed)
            add_members(change, input, names, &n);
    }
    if (n == 0)
        return TRUE;
    g_autofree char *left = change->before ? g_strdup_printf(_("generation %u stays as it is"),
                                                             change->before->generation)
                                           : g_strdup(_("nothing is built"));
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_LACKING,
                message_n(n, "%u source cannot be read or understood (%s%s)%s%s; %s",
                          "%u sources cannot be read or understood (%s%s)%s%s; %s"),
                n, names->str, n > NAMED ? ", …" : "", problem ? ": " : "",
                problem ? problem->message : "", left);
    return FALSE;
}

/* The ids of a generation to be, as hashes: eight bytes a document. */
typedef struct {
    GArray *hashes; /* guint64, sorted */
    Shard *shard;   /* NULL: no documents */
} NewIds;

static guint64 hash_id(const char *id, gsize len)
{
    guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325); /* FNV-1a */
    for (gsize i = 0; i < len; i++)
        hash = (hash ^ (guint8)id[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return hash;
}

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
    guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
    return (x > y) - (x < y);
}

static void new_ids_clear(NewIds *ids)
{
    g_array_unref(ids->hashes);
    shard_close(ids->shard);
}

static gboolean new_ids_read(NewIds *ids, const char *dir, const Manifest *manifest,
                             GError **error)
{
    *ids = (NewIds){g_array_new(FALSE, FALSE, sizeof(guint64)), NULL};
    if (manifest->shards->len == 0)
        return TRUE;
    const ManifestShard *entry = manifest->shards->pdata[0];
    g_autofree char *path = generation_shard_folder(dir, entry->uuid);
    DocumentView view;
    ids->shard = shard_open(path, entry, error);
    for (guint32 local = 1; ids->shard && local <= shard_doccount(ids->shard); local++) {
        if (!shard_view(ids->shard, local, &view, error))
            return FALSE;
        guint64 hash = hash_id(view.id, view.id_len);
        g_array_append_val(ids->hashes, hash);
    }
    g_array_sort(ids->hashes, compare_hashes);
    return ids->shard != NULL;
}

/* What the build would lose. */
typedef struct {
    guint64 before, lost;
    GHashTable *by_file; /* char * → count: lost documents that name the source, or the file in an archive */
    guint64 of_none;     /* that name no source of the index */
} Loss;

static gboolean has_term(const NewIds *ids, const char *term)
{
    return ids->shard && xc_database_term_exists(shard_database(ids->shard), xc_bytes(term), NULL);
}

/* Whether the document of RECORD, which had ID, is there under another: a draft that has its number now,
 * a plan that became a standard. */
static gboolean has_other_id(const NewIds *ids, const char *id, const Record *record)
{
    g_autofree char *key = record_is_provisional(id) ? record_title_key(record) : NULL;
    g_autofree char *title = key ? term_title(key) : NULL;
    if (title)
        return has_term(ids, title);
    g_autoptr(Number) number = identity_is_provisional(id) ? number_parse(id, -1) : NULL;
    g_auto(GStrv) terms = number ? number_terms(number) : NULL;
    g_autofree char *term = terms ? g_strconcat(TERM_NUMBER, terms[0], NULL) : NULL;
    return term && has_term(ids, term);
}

/* Whether FILE is SOURCE or, where that is an archive, in it. */
static gboolean is_of_source(const char *file, const char *source)
{
    gsize len = strlen(source);
    return strncmp(file, source, len) == 0 && (!file[len] || file[len] == '/');
}

static void count_of(Loss *loss, const char *file)
{
    gpointer n = g_hash_table_lookup(loss->by_file, file);
    g_hash_table_insert(loss->by_file, g_strdup(file), GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
}

static void count_loss(Loss *loss, const Manifest *before, const Record *record)
{
    const GPtrArray *sources = record ? record->values[FIELD_SOURCES].list : NULL;
    gboolean known = FALSE;
    loss->lost++;
    for (guint i = 0; sources && i < sources->len; i++) {
        const Source *named = sources->pdata[i];
        for (guint s = 0; s < before->sources->len; s++) {
            const ManifestSource *source = before->sources->pdata[s];
            if (!is_of_source(named->file, source->file))
                continue;
            count_of(loss, source->file);
            if (strcmp(source->file, named->file) != 0)
                count_of(loss, named->file);
            known = TRUE;
            break;
        }
    }
    loss->of_none += !known;
}

static gboolean measure_loss(Loss *loss, Index *base, const NewIds *ids, const Stop *stop,
                             GError **error)
{
    for (guint32 s = 0; s < index_shard_count(base); s++) {
        Shard *shard = index_shard(base, s);
        for (guint32 local = 1; local <= shard_doccount(shard); local++) {
            DocumentView view;
            if (index_is_dead(base, s, local))
                continue;
            if (!shard_view(shard, local, &view, error) || stop_asked(stop, error))
                return FALSE;
            guint64 hash = hash_id(view.id, view.id_len);
            if (g_array_binary_search(ids->hashes, &hash, compare_hashes, NULL))
                continue;
            g_autoptr(Record) record = shard_record(shard, local, NULL);
            g_autofree char *id = g_strndup(view.id, view.id_len);
            if (!record || !has_other_id(ids, id, record))
                count_loss(loss, index_manifest(base), record);
        }
    }
    return TRUE;
}

/* What a source, or a file in an archive, gave before and gives now. */
typedef struct {
    char *file;
    guint64 before, now;
    gboolean there;   /* now */
    gboolean missing; /* or it failed */
} Yield;

static void free_yield(gpointer data)
{
    g_free(((Yield *)data)->file);
    g_free(data);
}

/* Adds what the files in the archive SOURCE gave, which is INPUT now. */
static void add_member_yields(GPtrArray *yields, const ManifestSource *source, const Input *input)
{
    for (GTreeNode *node = source->members ? g_tree_node_first(source->members) : NULL; node;
         node = g_tree_node_next(node)) {
        const char *name = g_tree_node_key(node);
        Yield *yield = g_new0(Yield, 1);
        yield->file = g_strdup_printf("%s/%s", source->file, name);
        member_tally_find(source->members, name, &yield->before);
        yield->there = member_tally_find(input->members, name, &yield->now);
        yield->missing = yield->now == 0;
        g_ptr_array_add(yields, yield);
    }
}

/* Of all sources of BEFORE, and of the files in those archives of them that are INPUTS. The caller unrefs. */
static GPtrArray *list_yields(const Manifest *before, const GPtrArray *inputs)
{
    GPtrArray *yields = g_ptr_array_new_with_free_func(free_yield);
    g_autoptr(GHashTable) by_path = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < inputs->len; i++)
        g_hash_table_insert(by_path, ((Input *)inputs->pdata[i])->path, inputs->pdata[i]);
    for (guint i = 0; before && i < before->sources->len; i++) {
        const ManifestSource *source = before->sources->pdata[i];
        const Input *input = g_hash_table_lookup(by_path, source->path);
        Yield *yield = g_new0(Yield, 1);
        *yield = (Yield){g_strdup(source->file), source->records, input ? input->records : 0, input != NULL,
                         !input || input->failed};
        g_ptr_array_add(yields, yield);
        if (input)
            add_member_yields(yields, source, input);
    }
    return yields;
}

/* Whether nothing is left of what YIELD was. */
static gboolean is_gone(const Change *change, const Yield *yield, const Loss *loss)
{
    guint64 lost = loss->of_none + GPOINTER_TO_UINT(g_hash_table_lookup(loss->by_file, yield->file));
    if (change->options->allow_missing && yield->missing)
        return FALSE;
    return yield->before > 0 && yield->now * GONE_PART <= yield->before && lost > 0 &&
           lost * GONE_LOST_PART >= yield->before;
}

static char *describe(const GPtrArray *yields)
{
    GString *text = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < yields->len; i++) {
        const Yield *yield = yields->pdata[i];
        if (yield->now < yield->before && n++ < NAMED)
            g_string_append_printf(text,
                                   _("\n  %s: %llu records before, %llu now%s"), yield->file,
                                   (unsigned long long)yield->before, (unsigned long long)yield->now,
                                   yield->there ? "" : _(", it is not read any more"));
    }
    if (n > NAMED)
        g_string_append_printf(text, _("\n  and %u more sources with fewer records"), n - NAMED);
    return g_string_free(text, FALSE);
}

static gboolean refuse(const Loss *loss, const GPtrArray *yields, GError **error)
{
    g_autofree char *sources = describe(yields);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_REFUSED,
                _("the build would lose %llu of %llu documents, so it is refused; the index is as it was%s"),
                (unsigned long long)loss->lost, (unsigned long long)loss->before, sources);
    return FALSE;
}

static gboolean is_too_much(const Change *change, const GPtrArray *yields, const Loss *loss)
{
    if (loss->lost > LOST_FEW && loss->lost * LOST_PART > loss->before)
        return TRUE;
    for (guint i = 0; i < yields->len; i++)
        if (is_gone(change, yields->pdata[i], loss))
            return TRUE;
    return FALSE;
}

/* How many documents the current generation has that this program cannot read. */
static guint64 unread_documents(const char *dir)
{
    guint32 generation;
    gsize len;
    g_autofree char *text = NULL;
    if (!generation_current(dir, &generation, NULL))
        return 0;
    g_autofree char *file = generation_manifest_file(dir, generation);
    return g_file_get_contents(file, &text, &len, NULL) ? manifest_peek_documents(text, len) : 0;
}

gboolean change_guard_loss(const Change *change, const Manifest *manifest, const GPtrArray *inputs,
                           GError **error)
{
    const ChangeOptions *options = change->options;
    const Manifest *before = change->before;
    if (options->allow_shrink)
        return TRUE;
    g_autoptr(GHashTable) by_file = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) yields = list_yields(before, inputs);
    Loss loss = {.before = before ? before->documents : unread_documents(options->dir),
                 .by_file = by_file};
    g_autoptr(Index) base =
        before ? index_open_generation(options->dir, before->generation, NULL) : NULL;
    NewIds ids;
    GError *inner = NULL;
    gboolean ok = new_ids_read(&ids, options->dir, manifest, &inner);
    /* Of what is damaged only the counts are known. */
    if (ok && (!base || !measure_loss(&loss, base, &ids, options->stop, NULL)))
        loss.lost = loss.before - MIN(loss.before, manifest->documents);
    new_ids_clear(&ids);
    if (inner)
        g_propagate_error(error, inner);
    else if (stop_asked(options->stop, error))
        return FALSE;
    else if (is_too_much(change, yields, &loss))
        return refuse(&loss, yields, error);
    return inner == NULL;
}
