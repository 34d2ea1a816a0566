/* The three changes that index records: build, update and compact. */
#include "indexer/change.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

#include "indexer/assemble.h"
#include "indexer/change-private.h"
#include "indexer/file-writer.h"
#include "indexer/generation.h"

/* Space a change needs, as a multiple of its input: runs, batches and the shard together take up
 * to seven times the plain text; compressed input counts for more. */
#define SPACE_PLAIN 7u
#define SPACE_COMPRESSED 50u

gboolean change_begin(Change *change, const ChangeOptions *options, ChangeResult *result,
                      GError **error)
{
    guint32 newest = 0;
    *change = (Change){.options = options, .result = result, .began = g_get_monotonic_time()};
    *result = (ChangeResult){0};
    pool_catch_signals();
    change->lock = index_lock(options->dir, options->wait, error);
    if (change->lock < 0)
        return FALSE;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max; /* a merge has every run open */
        setrlimit(RLIMIT_NOFILE, &files);
    }
    generation_clean(options->dir);
    g_autoptr(GArray) generations = generation_list(options->dir);
    if (generations->len)
        newest = g_array_index(generations, guint32, generations->len - 1);
    guint32 current = 0;
    if (generation_current(options->dir, &current, NULL))
        change->before = generation_load(options->dir, current, NULL);
    change->generation = MAX(newest, current) + 1;
    change->work = generation_work_folder(options->dir, change->generation);
    change->pool = pool_new(options->jobs);
    change->progress = progress_new(options->progress);
    if (g_mkdir_with_parents(change->work, 0777) == 0)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: cannot be made: %s", change->work,
                g_strerror(errno));
    return FALSE;
}

void change_end(Change *change)
{
    pool_free(change->pool); /* first: its workers write into the work folder */
    if (change->work)
        file_remove_tree(change->work);
    if (change->committed)
        generation_clean(change->options->dir);
    progress_free(change->progress);
    manifest_free(change->before);
    g_free(change->work);
    index_unlock(change->lock);
    change->result->seconds =
        (double)(g_get_monotonic_time() - change->began) / (double)G_USEC_PER_SEC;
}

Manifest *change_manifest(const Change *change, const char *command)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    Manifest *manifest = change->before ? manifest_copy(change->before) : manifest_new();
    manifest->generation = change->generation;
    g_free(manifest->created);
    g_free(manifest->command);
    manifest->created = g_date_time_format_iso8601(now);
    manifest->command = g_strdup(command);
    if (!manifest->icu)
        manifest->icu = g_strdup(tokenizer_icu_version());
    return manifest;
}

gboolean change_commit(Change *change, const Manifest *manifest, GError **error)
{
    if (pool_stopped(error) || !generation_commit(change->options->dir, manifest, error))
        return FALSE;
    change->committed = TRUE;
    change->result->generation = manifest->generation;
    change->result->documents = manifest->documents;
    return TRUE;
}

gboolean change_nothing(Change *change)
{
    change->result->unchanged = TRUE;
    change->result->generation = change->before->generation;
    change->result->documents = change->before->documents;
    return TRUE;
}

/* The list NAME as this build wants it: the built-in one and the lines of FILE (NULL: none). */
static char *compose_list(const char *name, const char *file, gsize *len, GError **error)
{
    gsize builtin_len, file_len = 0;
    g_autofree char *more = NULL;
    g_autoptr(GError) inner = NULL;
    const char *builtin = lexicon_builtin_list(name, &builtin_len);
    if (file && !g_file_get_contents(file, &more, &file_len, &inner)) {
        g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_INPUT, inner->message);
        return NULL;
    }
    GString *list = g_string_new_len(builtin, (gssize)builtin_len);
    if (more)
        g_string_append_len(list, more, (gssize)file_len);
    *len = list->len;
    return g_string_free(list, FALSE);
}

static gboolean add_list(const Change *change, Manifest *manifest, const char *name,
                         const char *file, GError **error)
{
    gsize len;
    g_autofree char *sha256 = NULL;
    g_autofree char *text = compose_list(name, file, &len, error);
    if (!text || !generation_save_list(change->options->dir, text, len, &sha256, error))
        return FALSE;
    manifest_set_list(manifest, name, sha256);
    return TRUE;
}

static gboolean set_lists(const Change *change, Manifest *manifest, GError **error)
{
    g_ptr_array_set_size(manifest->lists, 0);
    return add_list(change, manifest, LEXICON_TERMS, change->options->lexicon_file, error) &&
           add_list(change, manifest, LEXICON_SYNONYMS, change->options->synonyms_file, error) &&
           add_list(change, manifest, LEXICON_TRANSLATIONS, NULL, error);
}

/* A tokenizer with the words that MANIFEST names. */
static Tokenizer *open_tokenizer(const Change *change, const Manifest *manifest, GError **error)
{
    const char *sha256 = manifest_list(manifest, LEXICON_TERMS);
    g_autofree char *file = sha256 ? generation_list_file(change->options->dir, sha256) : NULL;
    g_autofree char *text = NULL;
    gsize len = 0;
    if (file && !g_file_get_contents(file, &text, &len, error))
        return NULL;
    g_autoptr(Lexicon) lexicon = lexicon_new(text ? text : "", len, NULL, NULL);
    return tokenizer_new(lexicon, error);
}

static gboolean same_sources(const Manifest *a, const Manifest *b)
{
    if (a->sources->len != b->sources->len)
        return FALSE;
    for (guint i = 0; i < a->sources->len; i++) {
        const ManifestSource *x = a->sources->pdata[i], *y = b->sources->pdata[i];
        if (strcmp(x->file, y->file) != 0 || strcmp(x->sha256, y->sha256) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Whether BEFORE was made with the lists of MANIFEST, which has learned none yet. */
static gboolean same_lists(const Manifest *before, const Manifest *manifest)
{
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        if (g_strcmp0(manifest_list(before, list->name), list->sha256) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Whether BEFORE is what a build by MANIFEST's sources and settings would make. */
static gboolean is_unchanged(const Manifest *before, const Manifest *manifest)
{
    return before && strcmp(before->command, "build") == 0 &&
           strcmp(before->icu, manifest->icu) == 0 && same_sources(before, manifest) &&
           same_lists(before, manifest);
}

static gboolean is_compressed(const char *file)
{
    return g_str_has_suffix(file, ".xz") || g_str_has_suffix(file, ".gz");
}

static gboolean check_space(const Change *change, guint64 needed, GError **error)
{
    struct statvfs fs;
    if (statvfs(change->work, &fs) != 0)
        return TRUE;
    guint64 free_bytes = (guint64)fs.f_bavail * fs.f_frsize;
    if (free_bytes >= needed)
        return TRUE;
    g_autofree char *have = g_format_size(free_bytes), *want = g_format_size(needed);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE,
                "%s: %s free, about %s needed; free some space, the index is as it was",
                change->options->dir, have, want);
    return FALSE;
}

/* The files to read: those given, else those of the manifest. */
static GPtrArray *open_inputs(const Change *change, GError **error)
{
    const ChangeOptions *options = change->options;
    g_autoptr(GPtrArray) inputs = NULL;
    if (options->files && options->files->len) {
        inputs = input_expand(options->files, change->work, error);
    } else {
        g_autoptr(GPtrArray) paths = g_ptr_array_new();
        for (guint i = 0; change->before && i < change->before->sources->len; i++)
            g_ptr_array_add(paths, ((ManifestSource *)change->before->sources->pdata[i])->path);
        inputs = input_expand(paths, change->work, error);
        for (guint i = 0; inputs && i < inputs->len; i++) {
            Input *input = inputs->pdata[i];
            g_free(input->file);
            input->file = g_strdup(((ManifestSource *)change->before->sources->pdata[i])->file);
        }
    }
    guint64 needed = 0;
    for (guint i = 0; inputs && i < inputs->len; i++) {
        Input *input = inputs->pdata[i];
        if (pool_stopped(error) || !input_measure(input, error))
            return NULL;
        needed += input->bytes * (is_compressed(input->path) ? SPACE_COMPRESSED : SPACE_PLAIN);
    }
    return inputs && check_space(change, needed, error) ? g_steal_pointer(&inputs) : NULL;
}

static void set_sources(Manifest *manifest, GPtrArray *inputs, gboolean append)
{
    if (!append)
        g_ptr_array_set_size(manifest->sources, 0);
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        manifest_add_source(manifest, &(ManifestSource){input->file, input->path, input->bytes,
                                                        input->sha256, input->records,
                                                        input->rejects});
    }
}

static gboolean append_file(FileWriter *out, const char *file, GError **error)
{
    g_autofree char *text = NULL;
    gsize len;
    return g_file_get_contents(file, &text, &len, error) &&
           file_writer_put(out, text, len, error);
}

/* Writes the rejects of all parts into one file. */
static gboolean join_rejects(const Spilled *spilled, const char *file, GError **error)
{
    FileWriter out;
    if (!file_writer_open(&out, file, error))
        return FALSE;
    for (guint i = 0; i < spilled->rejects->len; i++)
        if (!append_file(&out, spilled->rejects->pdata[i], error)) {
            file_writer_abandon(&out);
            return FALSE;
        }
    return file_writer_close(&out, error);
}

/* Leaves the rejects and a summary in reports/NNNNNN, and a copy of the rejects where it was asked
 * for. */
static gboolean write_report(Change *change, const Spilled *spilled, GError **error)
{
    const ChangeOptions *options = change->options;
    g_autofree char *folder = generation_report_folder(options->dir, change->generation);
    g_autofree char *summary_file = g_build_filename(folder, "summary", NULL);
    g_autofree char *rejects_file = g_build_filename(folder, "rejects.jsonl", NULL);
    g_autofree char *summary = g_strdup_printf(
        "records %" G_GUINT64_FORMAT "\nrejects %" G_GUINT64_FORMAT "\n", spilled->records,
        spilled->n_rejects);
    g_mkdir_with_parents(folder, 0777);
    if (!file_replace(summary_file, summary, strlen(summary), error) ||
        !join_rejects(spilled, rejects_file, error) ||
        (options->rejects_file && !join_rejects(spilled, options->rejects_file, error)))
        return FALSE;
    change->result->records = spilled->records;
    change->result->rejects = spilled->n_rejects;
    if (spilled->n_rejects)
        change->result->report =
            g_strdup(options->rejects_file ? options->rejects_file : rejects_file);
    return TRUE;
}

/* Reads INPUTS, makes one shard of their records and adds it to MANIFEST. */
static gboolean index_inputs(Change *change, GPtrArray *inputs, Manifest *manifest,
                             const Index *base, AssembleFilter filter, gpointer data,
                             GError **error)
{
    g_autoptr(Spilled) spilled = spilled_new();
    g_autoptr(GHashTable) skip = NULL;
    progress_step(change->progress, "reading", 0);
    if (!input_spill(inputs, change->work, change->pool, change->progress,
                     change->options->max_rejects, spilled, error) ||
        !write_report(change, spilled, error) ||
        !input_resolve_titles(spilled, base, change->work, &skip, error))
        return FALSE;
    return change_index_spilled(change, spilled, manifest, skip, filter, data, error);
}

/* Puts the translations that were learned into MANIFEST, in place of those of the build before. */
static gboolean add_learned(const Change *change, Manifest *manifest, const char *file,
                            GError **error)
{
    g_autofree char *text = NULL, *sha256 = NULL;
    gsize len = 0;
    if (g_file_test(file, G_FILE_TEST_EXISTS) && !g_file_get_contents(file, &text, &len, error))
        return FALSE;
    if (!generation_save_list(change->options->dir, text ? text : "", len, &sha256, error))
        return FALSE;
    manifest_set_list(manifest, LEXICON_LEARNED, sha256);
    return TRUE;
}

gboolean change_index_spilled(Change *change, const Spilled *spilled, Manifest *manifest,
                              GHashTable *skip, AssembleFilter filter, gpointer data,
                              GError **error)
{
    g_autoptr(Tokenizer) tokenizer = open_tokenizer(change, manifest, error);
    if (!tokenizer)
        return FALSE;
    Assembly assembly = {.dir = change->options->dir,
                         .work = change->work,
                         .pool = change->pool,
                         .progress = change->progress,
                         .tokenizer = tokenizer,
                         .skip = skip,
                         .filter = filter,
                         .data = data};
    ManifestShard entry;
    /* Only what makes a whole shard anew learns; an update keeps what was learned. */
    g_autofree char *learned = g_build_filename(change->work, LEXICON_LEARNED, NULL);
    gboolean learns = manifest->shards->len == 0;
    assembly.learned = learns ? learned : NULL;
    progress_step(change->progress, "indexing", spilled->records);
    if (!assemble(&assembly, spilled, &entry, error) ||
        (learns && !add_learned(change, manifest, learned, error)))
        return FALSE;
    g_autofree char *uuid = entry.uuid;
    if (entry.documents)
        manifest_add_shard(manifest, &entry);
    manifest->documents += entry.documents;
    return TRUE;
}

static gboolean build(Change *change, GError **error)
{
    if ((!change->options->files || !change->options->files->len) && !change->before) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                    "%s: no index there whose sources could be read again; name the files",
                    change->options->dir);
        return FALSE;
    }
    g_autoptr(GPtrArray) inputs = open_inputs(change, error);
    g_autoptr(Manifest) manifest = inputs ? change_manifest(change, "build") : NULL;
    if (!manifest || !set_lists(change, manifest, error))
        return FALSE;
    g_free(manifest->icu);
    manifest->icu = g_strdup(tokenizer_icu_version());
    set_sources(manifest, inputs, FALSE);
    if (!change->options->force && is_unchanged(change->before, manifest))
        return change_nothing(change);
    g_ptr_array_set_size(manifest->shards, 0);
    manifest->documents = 0;
    if (!index_inputs(change, inputs, manifest, NULL, NULL, NULL, error))
        return FALSE;
    set_sources(manifest, inputs, FALSE);
    return change_commit(change, manifest, error);
}

gboolean change_build(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, error) && build(&change, error);
    change_end(&change);
    return ok;
}

/* An update merges each record with the stored one of the same id, which then is dead. */
typedef struct {
    Change *change;
    Index *base;
    DeadSet *dead;
} Update;

/* The stored document that RECORD's goes with: of the same id, or of the draft that it numbers. */
static XcDocid find_stored(const Update *update, const char *id, const Record *record,
                           GError **error)
{
    XcDocid docid = index_find_id(update->base, id, error);
    const char *title = record_text(record, FIELD_TITLE_ZH);
    if (docid || !title || record_is_provisional(id))
        return docid;
    g_autofree char *provisional = record_provisional_id(title);
    return index_find_id(update->base, provisional, error);
}

static AssembleVerdict merge_stored(const char *id, const guint8 *packed, gsize len,
                                    Record **record, gpointer data, GError **error)
{
    Update *update = data;
    ChangeResult *result = update->change->result;
    GError *inner = NULL;
    if (!*record)
        *record = record_unpack(packed, len, error);
    if (!*record)
        return ASSEMBLE_DROP;
    XcDocid docid = find_stored(update, id, *record, &inner);
    g_autoptr(Record) stored = docid ? index_record(update->base, docid, &inner) : NULL;
    if (inner) {
        g_propagate_error(error, inner);
        return ASSEMBLE_DROP;
    }
    if (!stored) {
        result->added++;
        return ASSEMBLE_KEEP;
    }
    if (strcmp(record_text(stored, FIELD_ID), id) != 0) { /* the draft has a number now */
        record_set_text(stored, FIELD_ID, id, -1);
        record_set_text(stored, FIELD_KIND, NULL, 0);
        record_normalize(stored);
    }
    g_autoptr(GByteArray) before = g_byte_array_new();
    record_pack(stored, before);
    record_merge(stored, *record);
    g_autoptr(GByteArray) after = g_byte_array_new();
    record_pack(stored, after);
    if (before->len == after->len && memcmp(before->data, after->data, after->len) == 0)
        return ASSEMBLE_DROP; /* it says nothing new */
    dead_set_add(update->dead, docid);
    result->replaced++;
    record_free(*record);
    *record = g_steal_pointer(&stored);
    return ASSEMBLE_REPLACED;
}

static gboolean update(Change *change, GError **error)
{
    g_autoptr(Index) base = index_open(change->options->dir, error);
    g_autoptr(GPtrArray) inputs = base ? open_inputs(change, error) : NULL;
    if (!inputs)
        return FALSE;
    g_autoptr(Manifest) manifest = change_manifest(change, "update");
    g_autoptr(DeadSet) dead = dead_set_new(base);
    Update state = {change, base, dead};
    if (!index_inputs(change, inputs, manifest, base, merge_stored, &state, error))
        return FALSE;
    if (!change->result->added && !change->result->replaced)
        return change_nothing(change);
    set_sources(manifest, inputs, TRUE);
    return dead_set_save(dead, change->options->dir, manifest, error) &&
           change_commit(change, manifest, error);
}

gboolean change_update(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, error) && update(&change, error);
    change_end(&change);
    return ok;
}

static gboolean is_compact(const Manifest *manifest)
{
    for (guint i = 0; i < manifest->shards->len; i++)
        if (((ManifestShard *)manifest->shards->pdata[i])->dead)
            return FALSE;
    return manifest->shards->len <= 1;
}

static gboolean compact(Change *change, GError **error)
{
    g_autoptr(Index) base = index_open(change->options->dir, error);
    if (!base)
        return FALSE;
    if (is_compact(index_manifest(base)) && !change->options->force)
        return change_nothing(change);
    g_autoptr(Manifest) manifest = change_manifest(change, "compact");
    g_autoptr(Spilled) spilled = spilled_new();
    guint64 needed = 0;
    for (guint i = 0; i < manifest->shards->len; i++)
        for (int f = 0; f < SHARD_FILES; f++)
            needed += 3 * ((ManifestShard *)manifest->shards->pdata[i])->bytes[f];
    if (!check_space(change, needed, error))
        return FALSE;
    g_ptr_array_set_size(manifest->shards, 0);
    manifest->documents = 0;
    progress_step(change->progress, "reading", index_doccount(base));
    return input_spill_index(base, change->work, change->pool, change->progress, spilled, error) &&
           change_index_spilled(change, spilled, manifest, NULL, NULL, NULL, error) &&
           change_commit(change, manifest, error);
}

gboolean change_compact(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, error) && compact(&change, error);
    change_end(&change);
    return ok;
}
