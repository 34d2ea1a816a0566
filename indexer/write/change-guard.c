/* What keeps a bad night from emptying an index: a build that lacks a source, or that would lose
 * much of what the current generation has, is refused. */
#include <string.h>

#include "corpus/record/record.h"
#include "indexer/read/generation.h"
#include "indexer/read/terms.h"
#include "indexer/write/change-private.h"
#include "indexer/write/identity.h"

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

static const Input *find_input(const GPtrArray *inputs, const char *path)
{
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        if (strcmp(input->path, path) == 0)
            return input;
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
        if (!input->failed || is_no_loss(change, inputs, input))
            continue;
        if (n++ < NAMED)
            g_string_append_printf(names, "%s%s", n > 1 ? ", " : "", input->file);
    }
    if (n == 0)
        return TRUE;
    g_autofree char *left = change->before ? g_strdup_printf("generation %u stays as it is",
                                                             change->before->generation)
                                           : g_strdup("nothing is built");
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_LACKING,
                "%u source%s cannot be read or understood (%s%s)%s%s; %s",
                n, n > 1 ? "s" : "", names->str, n > NAMED ? ", …" : "", problem ? ": " : "",
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
    GHashTable *by_file; /* char * → count: lost documents that name the source */
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

static void count_loss(Loss *loss, const Manifest *before, const Record *record)
{
    const GPtrArray *sources = record ? record->values[FIELD_SOURCES].list : NULL;
    gboolean known = FALSE;
    loss->lost++;
    for (guint i = 0; sources && i < sources->len; i++) {
        const Source *named = sources->pdata[i];
        for (guint s = 0; s < before->sources->len; s++) {
            const ManifestSource *source = before->sources->pdata[s];
            if (strcmp(source->file, named->file) != 0)
                continue;
            gpointer n = g_hash_table_lookup(loss->by_file, source->file);
            g_hash_table_insert(loss->by_file, source->file,
                                GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
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

/* Whether nothing is left of SOURCE. */
static gboolean is_gone(const Change *change, const ManifestSource *source,
                        const GPtrArray *inputs, const Loss *loss)
{
    const Input *input = find_input(inputs, source->path);
    guint64 now = input ? input->records : 0;
    guint64 lost = loss->of_none + GPOINTER_TO_UINT(g_hash_table_lookup(loss->by_file, source->file));
    if (change->options->allow_missing && (!input || input->failed))
        return FALSE;
    return source->records > 0 && now * GONE_PART <= source->records && lost > 0 &&
           lost * GONE_LOST_PART >= source->records;
}

static char *describe_sources(const Manifest *before, const GPtrArray *inputs)
{
    GString *text = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < before->sources->len; i++) {
        const ManifestSource *source = before->sources->pdata[i];
        const Input *input = find_input(inputs, source->path);
        guint64 now = input ? input->records : 0;
        if (now < source->records && n++ < NAMED)
            g_string_append_printf(text,
                                   "\n  %s: %" G_GUINT64_FORMAT " records before, %" G_GUINT64_FORMAT
                                   " now%s",
                                   source->file, source->records, now,
                                   input ? "" : ", it is not read any more");
    }
    if (n > NAMED)
        g_string_append_printf(text, "\n  and %u more sources with fewer records", n - NAMED);
    return g_string_free(text, FALSE);
}

static gboolean refuse(const Change *change, const Loss *loss, const GPtrArray *inputs,
                       GError **error)
{
    g_autofree char *sources =
        change->before ? describe_sources(change->before, inputs) : g_strdup("");
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_REFUSED,
                "the build would lose %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                " documents, so it is refused; the index is as it was%s",
                loss->lost, loss->before, sources);
    return FALSE;
}

static gboolean is_too_much(const Change *change, const GPtrArray *inputs, const Loss *loss)
{
    if (loss->lost > LOST_FEW && loss->lost * LOST_PART > loss->before)
        return TRUE;
    for (guint i = 0; change->before && i < change->before->sources->len; i++)
        if (is_gone(change, change->before->sources->pdata[i], inputs, loss))
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
    g_autoptr(GHashTable) by_file = g_hash_table_new(g_str_hash, g_str_equal);
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
    else if (is_too_much(change, inputs, &loss))
        return refuse(change, &loss, inputs, error);
    return inner == NULL;
}
