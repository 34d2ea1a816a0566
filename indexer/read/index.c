#include "indexer/read/index.h"

#include <glib/gstdio.h>
#include <string.h>

#include "indexer/read/generation.h"

/* How often an open that lost a race with a writer is tried again. */
#define MAX_TRIES 20

typedef struct {
    Shard *shard;
    char *uuid;
    GArray *dead; /* guint32, sorted; NULL: none */
} OpenShard;

typedef struct {
    char *text;
    gsize len;
} LoadedList;

struct Index {
    char *dir;
    Manifest *manifest;
    GArray *shards; /* OpenShard */
    XcDatabase *database;
    Tokenizer *tokenizer;
    GHashTable *lists; /* name → LoadedList * */
    char *warning;
    GError *damage; /* noted */
};

static void clear_shard(gpointer data)
{
    OpenShard *open = data;
    shard_close(open->shard);
    g_free(open->uuid);
    if (open->dead)
        g_array_unref(open->dead);
}

static void free_list(gpointer data)
{
    LoadedList *list = data;
    g_free(list->text);
    g_free(list);
}

void index_close(Index *index)
{
    if (!index)
        return;
    xc_database_free(index->database);
    g_array_unref(index->shards);
    manifest_free(index->manifest);
    tokenizer_free(index->tokenizer);
    g_hash_table_unref(index->lists);
    g_free(index->warning);
    g_clear_error(&index->damage);
    g_free(index->dir);
    g_free(index);
}

/* A cut file would be found only when what is missing is read. */
static gboolean check_sizes(const char *path, const ManifestShard *entry, GError **error)
{
    for (int i = 0; i < SHARD_FILES; i++) {
        g_autofree char *file = g_build_filename(path, shard_files[i], NULL);
        GStatBuf status;
        if (g_stat(file, &status) == 0 && (guint64)status.st_size != entry->bytes[i]) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        "%s is damaged (%" G_GUINT64_FORMAT " bytes instead of %" G_GUINT64_FORMAT
                        ")",
                        file, (guint64)status.st_size, entry->bytes[i]);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean open_shards(Index *index, GError **error)
{
    index->database = xc_database_new(error);
    for (guint i = 0; index->database && i < index->manifest->shards->len; i++) {
        const ManifestShard *entry = index->manifest->shards->pdata[i];
        g_autofree char *path = generation_shard_folder(index->dir, entry->uuid);
        if (!check_sizes(path, entry, error))
            return FALSE;
        OpenShard open = {.shard = shard_open(path, entry, error), .uuid = g_strdup(entry->uuid)};
        g_array_append_val(index->shards, open);
        OpenShard *kept = &g_array_index(index->shards, OpenShard, i);
        if (!kept->shard ||
            !xc_database_add(index->database, shard_database(kept->shard), error))
            return FALSE;
        if (shard_doccount(kept->shard) != entry->documents) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        "%s is damaged (%u documents instead of %u)",
                        path, shard_doccount(kept->shard), entry->documents);
            return FALSE;
        }
        if (!entry->dead)
            continue;
        kept->dead =
            generation_load_dead(index->dir, index->manifest->generation, entry, error);
        if (!kept->dead)
            return FALSE;
    }
    return index->database != NULL;
}

static gboolean load_lists(Index *index, GError **error)
{
    for (guint i = 0; i < index->manifest->lists->len; i++) {
        const ManifestList *entry = index->manifest->lists->pdata[i];
        LoadedList *list = g_new0(LoadedList, 1);
        g_hash_table_insert(index->lists, g_strdup(entry->name), list);
        list->text = generation_load_list(index->dir, entry, &list->len, error);
        if (!list->text)
            return FALSE;
    }
    return TRUE;
}

static gboolean open_tokenizer(Index *index, GError **error)
{
    gsize len = 0;
    const char *words = index_list(index, LEXICON_TERMS, &len);
    g_autoptr(Lexicon) lexicon = lexicon_new(words ? words : "", len, NULL, NULL);
    index->tokenizer = tokenizer_new(lexicon, error);
    if (index->tokenizer && strcmp(index->manifest->icu, tokenizer_icu_version()) != 0)
        index->warning = g_strdup_printf(
            "the index was cut into words by ICU %s, this is ICU %s: some words may be missed",
            index->manifest->icu, tokenizer_icu_version());
    return index->tokenizer != NULL;
}

Index *index_open_generation(const char *dir, guint32 generation, GError **error)
{
    g_autoptr(Index) index = g_new0(Index, 1);
    index->dir = g_strdup(dir);
    index->shards = g_array_new(FALSE, FALSE, sizeof(OpenShard));
    g_array_set_clear_func(index->shards, clear_shard);
    index->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
    index->manifest = generation_load(dir, generation, error);
    if (!index->manifest || !open_shards(index, error) || !load_lists(index, error) ||
        !open_tokenizer(index, error))
        return NULL;
    return g_steal_pointer(&index);
}

Index *index_open(const char *dir, GError **error)
{
    guint32 before = 0;
    for (int tries = 1;; tries++) {
        guint32 generation = 0;
        GError *inner = NULL;
        Index *index = generation_current(dir, &generation, &inner)
                           ? index_open_generation(dir, generation, &inner)
                           : NULL;
        if (index)
            return index;
        /* Files that are gone are a writer's doing if there is a newer generation by now; on the
         * first failure there is none to compare with, so look again. */
        gboolean gone = g_error_matches(inner, INDEX_ERROR, INDEX_ERROR_GONE);
        if (gone && tries < MAX_TRIES && generation != before) {
            before = generation;
            g_clear_error(&inner);
            continue;
        }
        if (gone) {
            inner->code = INDEX_ERROR_DAMAGED;
            g_autofree char *message = g_steal_pointer(&inner->message);
            inner->message = g_strdup_printf("the index is damaged: %s", message);
        }
        g_propagate_error(error, inner);
        return NULL;
    }
}

void index_note(Index *index, GError *damage)
{
    if (damage && !index->damage)
        index->damage = damage;
    else if (damage)
        g_error_free(damage);
}

gboolean index_check(const Index *index, GError **error)
{
    if (index->damage) {
        g_propagate_error(error, g_error_copy(index->damage));
        return FALSE;
    }
    for (guint32 s = 0; s < index->shards->len; s++)
        if (!shard_check(index_shard(index, s), error))
            return FALSE;
    return TRUE;
}

guint32 index_generation(const Index *index)
{
    return index->manifest->generation;
}

const Manifest *index_manifest(const Index *index)
{
    return index->manifest;
}

guint32 index_doccount(const Index *index)
{
    return (guint32)index->manifest->documents;
}

XcDatabase *index_database(const Index *index)
{
    return index->database;
}

guint32 index_shard_count(const Index *index)
{
    return index->shards->len;
}

Shard *index_shard(const Index *index, guint32 number)
{
    return g_array_index(index->shards, OpenShard, number).shard;
}

Shard *index_locate(const Index *index, XcDocid docid, guint32 *shard_number, guint32 *local)
{
    size_t shard = 0;
    if (!xc_database_locate(index->database, docid, &shard, local))
        return NULL;
    if (shard_number)
        *shard_number = (guint32)shard;
    return index_shard(index, (guint32)shard);
}

const GArray *index_dead(const Index *index, guint32 shard_number)
{
    return g_array_index(index->shards, OpenShard, shard_number).dead;
}

gboolean index_is_dead(const Index *index, guint32 shard_number, guint32 local)
{
    const GArray *dead = g_array_index(index->shards, OpenShard, shard_number).dead;
    guint low = 0, high = dead ? dead->len : 0;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        guint32 at = g_array_index(dead, guint32, middle);
        if (at == local)
            return TRUE;
        if (at < local)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}

gboolean index_view(const Index *index, XcDocid docid, DocumentView *view, GError **error)
{
    guint32 local;
    Shard *shard = index_locate(index, docid, NULL, &local);
    return shard_view(shard, local, view, error);
}

Record *index_record(const Index *index, XcDocid docid, GError **error)
{
    guint32 local;
    Shard *shard = index_locate(index, docid, NULL, &local);
    return shard_record(shard, local, error);
}

guint32 index_char_freq(const Index *index, gunichar c)
{
    guint32 documents = 0;
    for (guint32 s = 0; s < index->shards->len; s++)
        documents += shard_char_freq(index_shard(index, s), c);
    return documents;
}

/* The live documents that hold TERM; NULL with an error. */
static GArray *live_postings(const Index *index, const char *term, GError **error)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    GError *inner = NULL;
    XcPostingIterator *postings = xc_database_postings(index->database, xc_bytes(term), &inner);
    for (; !inner && xc_posting_iterator_valid(postings);
         xc_posting_iterator_next(postings, &inner)) {
        guint32 shard = 0, local = 0;
        XcDocid docid = xc_posting_iterator_docid(postings);
        index_locate(index, docid, &shard, &local);
        if (!index_is_dead(index, shard, local))
            g_array_append_val(found, docid);
    }
    xc_posting_iterator_free(postings);
    if (inner) {
        g_propagate_error(error, inner);
        g_clear_pointer(&found, g_array_unref);
    }
    return found;
}

XcDocid index_find_id(const Index *index, const char *id, GError **error)
{
    g_autofree char *term = term_id(id);
    g_autoptr(GArray) found = live_postings(index, term, error);
    return found && found->len ? g_array_index(found, XcDocid, 0) : 0;
}

/* Whether TERM says what NUMBER does: body or stage if it has one, number and part. */
static gboolean says_number(const Number *number, const char *first, const char *term)
{
    if (g_ascii_isdigit(*first) != g_ascii_isdigit(*term))
        return FALSE;
    if (!number->part || number->type == NUMBER_PLAN)
        return TRUE;
    g_autofree char *whole = g_strconcat(".", number->part, NULL);
    g_autofree char *part = g_ascii_strdown(g_strdelimit(whole, "-/", '.'), -1);
    return strstr(term, part) != NULL;
}

/* Leaves those of DOCIDS that hold the number's term that is but digits and year. */
static gboolean keep_year(const Index *index, const Number *number, char **terms, GArray *docids,
                          GError **error)
{
    g_autofree char *year = g_strdup_printf("-%d", number->year);
    const char *dated = NULL;
    GError *inner = NULL;
    for (char **term = terms; *term; term++)
        if (g_str_has_suffix(*term, year))
            dated = *term;
    g_autofree char *term = g_strconcat(TERM_NUMBER, dated ? dated : year, NULL);
    g_autoptr(GArray) same = live_postings(index, term, &inner);
    guint kept = 0;
    for (guint i = 0, s = 0; same && i < docids->len; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        while (s < same->len && g_array_index(same, XcDocid, s) < docid)
            s++;
        if (s < same->len && g_array_index(same, XcDocid, s) == docid)
            g_array_index(docids, XcDocid, kept++) = docid;
    }
    g_array_set_size(docids, kept);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

GArray *index_find_number(const Index *index, const Number *number, GError **error)
{
    g_auto(GStrv) terms = number_terms(number);
    GError *inner = NULL;
    for (char **at = terms; *at; at++) {
        g_autofree char *term = g_strconcat(TERM_NUMBER, *at, NULL);
        if (at > terms && number->supplement)
            break; /* what it belongs to is another document */
        if (!says_number(number, terms[0], *at))
            continue;
        g_autoptr(GArray) found = live_postings(index, term, &inner);
        if (!inner && found->len > 0 && at > terms && number->year > 0)
            keep_year(index, number, terms, found, &inner);
        if (inner) {
            g_propagate_error(error, inner);
            return NULL;
        }
        if (found->len > 0)
            return g_steal_pointer(&found);
    }
    return g_array_new(FALSE, FALSE, sizeof(XcDocid));
}

GArray *index_find_title(const Index *index, const char *key, GError **error)
{
    g_autofree char *term = term_title(key);
    return live_postings(index, term, error);
}

Tokenizer *index_tokenizer(const Index *index)
{
    return index->tokenizer;
}

const char *index_list(const Index *index, const char *name, gsize *len)
{
    const LoadedList *list = g_hash_table_lookup(index->lists, name);
    *len = list ? list->len : 0;
    return list ? list->text : NULL;
}

const char *index_warning(const Index *index)
{
    return index->warning;
}
