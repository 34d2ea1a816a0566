#include "indexer/read/index.h"

#include <string.h>

#include "indexer/files/error.h"
#include "indexer/read/remote.h"

struct Index {
    Snapshot *snapshot;
    GPtrArray *shards; /* Shard * */
    XcDatabase *database;
    Tokenizer *tokenizer;
    Remote *remote; /* of an export; NULL: of a folder */
    GError *damage; /* noted */
    gboolean hides_folders;
};

void index_close(Index *index)
{
    if (!index)
        return;
    xc_database_free(index->database);
    remote_free(index->remote);
    g_ptr_array_unref(index->shards);
    tokenizer_free(index->tokenizer);
    g_clear_error(&index->damage);
    snapshot_unref(index->snapshot);
    g_free(index);
}

Index *index_new(Snapshot *snapshot, GError **error)
{
    g_autoptr(Index) index = g_new0(Index, 1);
    index->snapshot = snapshot_ref(snapshot);
    index->shards = g_ptr_array_new_with_free_func((GDestroyNotify)shard_close);
    GError *inner = NULL;
    index->remote = snapshot_connect(snapshot, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return NULL;
    }
    index->database = xc_database_new(error);
    for (guint32 i = 0; index->database && i < snapshot_shard_count(snapshot); i++) {
        Shard *shard = shard_new(snapshot_shard(snapshot, i), error);
        if (!shard)
            return NULL;
        g_ptr_array_add(index->shards, shard);
        if (!xc_database_add(index->database, shard_database(shard), error))
            return NULL;
    }
    if (index->database)
        index->tokenizer = tokenizer_new(snapshot_lexicon(snapshot), error);
    return index->tokenizer ? g_steal_pointer(&index) : NULL;
}

Index *index_open_generation(const char *dir, guint32 generation, GError **error)
{
    g_autoptr(Snapshot) snapshot = snapshot_open_generation(dir, generation, error);
    return snapshot ? index_new(snapshot, error) : NULL;
}

Index *index_open(const char *dir, GError **error)
{
    g_autoptr(Snapshot) snapshot = snapshot_open(dir, error);
    return snapshot ? index_new(snapshot, error) : NULL;
}

Remote *index_remote(const Index *index)
{
    return index->remote;
}

void index_begin(Index *index)
{
    if (!index->remote)
        return;
    remote_begin(index->remote);
    g_clear_error(&index->damage); /* a server that was not there may be again */
}

void index_forget(Index *index)
{
    if (index->remote)
        remote_forget(index->remote);
}

void index_set_deadline(Index *index, gint64 until)
{
    if (index->remote)
        remote_set_deadline(index->remote, until);
    for (guint32 s = 0; s < index->shards->len; s++)
        shard_set_deadline(index_shard(index, s), until);
}

gboolean index_in_time(const Index *index, GError **error)
{
    if (index->remote)
        return remote_in_time(index->remote, error);
    return index->shards->len == 0 || shard_in_time(index_shard(index, 0), error);
}

void index_note(Index *index, GError *damage)
{
    gboolean late = damage && g_error_matches(damage, INDEX_ERROR, INDEX_ERROR_LATE); /* which is no damage: what comes next says it */
    if (damage && !index->damage && !late)
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
    if (!index_in_time(index, error))
        return FALSE;
    for (guint32 s = 0; s < index->shards->len; s++)
        if (!shard_check(index_shard(index, s), error))
            return FALSE;
    return TRUE;
}

guint32 index_generation(const Index *index)
{
    return index_manifest(index)->generation;
}

const Manifest *index_manifest(const Index *index)
{
    return snapshot_manifest(index->snapshot);
}

guint32 index_doccount(const Index *index)
{
    return (guint32)index_manifest(index)->documents;
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
    return index->shards->pdata[number];
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
    return snapshot_dead(index->snapshot, shard_number);
}

gboolean index_is_dead(const Index *index, guint32 shard_number, guint32 local)
{
    const GArray *dead = index->remote ? NULL : index_dead(index, shard_number);
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

guint32 index_suggest_count(const Index *index)
{
    return index->remote ? remote_info(index->remote)->parts : index->shards->len;
}

const SuggestMap *index_suggest(const Index *index, guint32 number, GError **error)
{
    return index->remote ? remote_suggest(index->remote, number, error) : shard_suggest(index_shard(index, number));
}

XcDocid index_suggest_docid(const Index *index, guint32 number, guint32 local)
{
    return index->remote ? export_docid(remote_info(index->remote)->parts, number, local)
                         : xc_database_docid(index->database, number, local);
}

gboolean index_expect(Index *index, const XcDocid *docids, guint n, GError **error)
{
    if (index->remote)
        return remote_fetch(index->remote, docids, n, error);
    for (guint i = 0; i < n; i++) {
        guint32 local;
        const Shard *shard = index_locate(index, docids[i], NULL, &local);
        shard_expect(shard, local);
    }
    return TRUE;
}

/* So many are fetched at once, and forgotten. */
#define FETCHED_AT_ONCE 1000

gboolean index_expect_next(Index *index, const GArray *docids, guint at, GError **error)
{
    if (!index->remote || at % FETCHED_AT_ONCE)
        return TRUE;
    if (docids->len > FETCHED_AT_ONCE)
        remote_forget(index->remote);
    return remote_fetch(index->remote, &g_array_index(docids, XcDocid, at), MIN(docids->len - at, FETCHED_AT_ONCE), error);
}

gboolean index_view(const Index *index, XcDocid docid, DocumentView *view, GError **error)
{
    guint32 local;
    if (index->remote)
        return remote_view(index->remote, docid, view, error);
    Shard *shard = index_locate(index, docid, NULL, &local);
    return shard_view(shard, local, view, error);
}

gboolean index_read(const Index *index, XcDocid docid, guint32 wanted, DocumentView *view, GByteArray *room, GError **error)
{
    guint32 local;
    if (index->remote)
        return remote_view(index->remote, docid, view, error);
    Shard *shard = index_locate(index, docid, NULL, &local);
    return shard_read(shard, local, wanted, view, room, error);
}

Record *index_record(const Index *index, XcDocid docid, GError **error)
{
    guint32 local = 0;
    Shard *shard = index->remote ? NULL : index_locate(index, docid, NULL, &local);
    Record *record = shard ? shard_record(shard, local, error) : remote_read_record(index->remote, docid, error);
    if (record && index->hides_folders)
        record_hide_folders(record);
    return record;
}

void index_hide_folders(Index *index)
{
    index->hides_folders = TRUE;
}

/* What a thread of an export has no error for is noted, as damage is. */
static guint32 ask_termfreq(const Index *index, const char *term, gsize len)
{
    GError *failure = NULL;
    guint32 documents = 0;
    remote_termfreq(index->remote, term, len, &documents, &failure);
    index_note((Index *)index, failure);
    return documents;
}

guint32 index_doccount_all(const Index *index)
{
    if (index->remote)
        return remote_info(index->remote)->documents;
    GError *damage = NULL;
    guint32 documents = xc_database_doccount(index->database, &damage);
    index_note((Index *)index, damage);
    return documents;
}

XcTermIterator *index_terms(const Index *index, const char *prefix, gsize len, GError **error)
{
    return index->remote ? remote_terms(index->remote, prefix, len, error)
                         : xc_database_terms(index->database, xc_bytes_n(prefix, len), error);
}

guint32 index_char_freq(const Index *index, gunichar c)
{
    guint32 documents = 0;
    char term[8] = TERM_CHARACTER;
    if (index->remote)
        return ask_termfreq(index, term, 1 + (gsize)g_unichar_to_utf8(c, term + 1));
    for (guint32 s = 0; s < index->shards->len; s++)
        documents += shard_char_freq(index_shard(index, s), c);
    return documents;
}

guint32 index_termfreq(const Index *index, const char *term, gsize len)
{
    guint32 documents = 0;
    if (index->remote)
        return ask_termfreq(index, term, len);
    for (guint32 s = 0; s < index->shards->len; s++)
        documents += shard_termfreq(index_shard(index, s), term, len);
    return documents;
}

void index_expect_terms(Index *index, const char *const *terms, guint n)
{
    g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func(g_free);
    GError *failure = NULL;
    gunichar c;
    if (!index->remote)
        return;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(own, g_strconcat(term_is_character(terms[i], &c) ? TERM_CHARACTER : "", terms[i], NULL));
    remote_expect_terms(index->remote, (const char *const *)own->pdata, own->len, &failure);
    index_note(index, failure);
}

/* Looking for the live documents of a shard. */
typedef struct {
    const Index *index;
    guint32 shard;
    guint most;    /* so many are enough */
    GArray *found; /* XcDocid */
} Finding;

static gboolean take_live(guint32 local, guint32 wdf, gpointer data)
{
    const Finding *finding = data;
    (void)wdf;
    if (!index_is_dead(finding->index, finding->shard, local)) {
        XcDocid docid = xc_database_docid(finding->index->database, finding->shard, local);
        g_array_append_val(finding->found, docid);
    }
    return finding->found->len < finding->most;
}

static gint by_docid(gconstpointer first, gconstpointer second)
{
    XcDocid a = *(const XcDocid *)first, b = *(const XcDocid *)second;
    return a < b ? -1 : a > b;
}

/* The live documents that hold TERM, or MOST of them, sorted; NULL with an error. */
static GArray *live_postings(const Index *index, const char *term, guint most, GError **error)
{
    if (index->remote) {
        g_autoptr(XcQuery) query = xc_query_term(xc_bytes(term), 1, error);
        const RemoteSearch search = {.query = query, .max = most};
        return query ? remote_documents(index->remote, &search, error) : NULL;
    }
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    Finding finding = {.index = index, .most = most, .found = found};
    for (guint32 s = 0; s < index->shards->len && found->len < most; s++) {
        finding.shard = s;
        if (!shard_each_posting(index_shard(index, s), term, strlen(term), take_live, &finding, error))
            return NULL;
    }
    g_array_sort(found, by_docid);
    return g_steal_pointer(&found);
}

gboolean index_has_live(const Index *index, const char *term, GError **error)
{
    g_autoptr(GArray) found = live_postings(index, term, 1, error);
    return found && found->len;
}

XcDocid index_find_id(const Index *index, const char *id, GError **error)
{
    g_autofree char *term = term_id(id);
    g_autoptr(GArray) found = live_postings(index, term, 1, error);
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
    g_autoptr(GArray) same = live_postings(index, term, G_MAXUINT, &inner);
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
        g_autoptr(GArray) found = live_postings(index, term, G_MAXUINT, &inner);
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
    return live_postings(index, term, G_MAXUINT, error);
}

GArray *index_find_related(const Index *index, const char *type, const char *id, GError **error)
{
    g_autofree char *term = term_relation(type, id);
    return live_postings(index, term, G_MAXUINT, error);
}

Tokenizer *index_tokenizer(const Index *index)
{
    return index->tokenizer;
}

Snapshot *index_snapshot(const Index *index)
{
    return index->snapshot;
}
