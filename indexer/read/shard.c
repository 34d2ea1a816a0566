#include "indexer/read/shard.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "indexer/files/checked-read.h"
#include "indexer/files/error.h"
#include "messages/messages.h"

struct Shard {
    ShardMaps *maps;
    XcDatabase *database;
    RecordBlock block;
    int fd;         /* libxapian's, which closes it; -1 none */
    GError *damage; /* noted */
    gint64 deadline; /* monotonic µs; 0: none */
};

/* Reading that many documents, or a like effort, goes without a look at the clock. */
#define BETWEEN_LOOKS 64

/* What libxapian says of a database file, as what it means for an index. */
static void translate(GError **error, const char *file)
{
    if (!error || !*error || (*error)->domain != XC_ERROR)
        return;
    int code = g_file_test(file, G_FILE_TEST_EXISTS) ? INDEX_ERROR_DAMAGED : INDEX_ERROR_GONE;
    GError *inner = g_steal_pointer(error);
    g_set_error(error, INDEX_ERROR, code,
                _("%s is damaged (%s)"),
                file, inner->message);
    g_error_free(inner);
}

/* libxapian reads the head of its file by read(), and in a shared library all of it unchecked. */
static gboolean check_head(Shard *shard, GError **error)
{
    g_autofree guint8 *head = g_malloc(SUM_BLOCK);
    gboolean whole = pread(shard->fd, head, SUM_BLOCK, 0) >= 0 &&
                     checked_read_all(shard->fd, block_sums_of(shard->maps->sums, 0));
    if (!whole)
        g_set_error(error, XC_ERROR, XC_ERROR_DATABASE_CORRUPT, "%s", g_strerror(errno));
    return whole;
}

static void open_database(Shard *shard, GError **error)
{
    int fd = fcntl(shard->maps->terms_fd, F_DUPFD_CLOEXEC, 3);
    if (fd < 0 || !checked_read_add(fd, block_sums_of(shard->maps->sums, 0))) {
        g_set_error(error, XC_ERROR, XC_ERROR_DATABASE_OPENING, "%s",
                    fd < 0 ? g_strerror(errno) : _("too many files are open"));
        if (fd >= 0)
            close(fd);
        return;
    }
    shard->fd = fd;
    gboolean whole = check_head(shard, error);
    if (whole) {
        g_mutex_lock(&shard->maps->opening);
        lseek(fd, 0, SEEK_SET); /* a database begins where the offset is */
        shard->database = xc_database_open_fd(fd, error);
        g_mutex_unlock(&shard->maps->opening);
    }
    if (shard->database)
        return;
    checked_read_remove(fd);
    shard->fd = -1;
    if (!whole)
        close(fd);
}

void shard_note(const Shard *shard, GError *damage)
{
    gboolean late = damage && g_error_matches(damage, INDEX_ERROR, INDEX_ERROR_LATE); /* which is no damage */
    if (damage && !shard->damage && !late)
        ((Shard *)shard)->damage = damage;
    else if (damage)
        g_error_free(damage);
}

gboolean shard_check(const Shard *shard, GError **error)
{
    if (shard->damage) {
        g_propagate_error(error, g_error_copy(shard->damage));
        return FALSE;
    }
    return shard_maps_check(shard->maps, error);
}

Shard *shard_new(ShardMaps *maps, GError **error)
{
    g_autoptr(Shard) shard = g_new0(Shard, 1);
    GError *inner = NULL;
    shard->maps = shard_maps_ref(maps);
    shard->fd = -1;
    open_database(shard, &inner);
    guint32 n = inner ? 0 : xc_database_doccount(shard->database, &inner);
    translate(&inner, maps->terms);
    if (!inner && (n != posting_map_doccount(maps->postings) || n != text_map_doccount(maps->text) ||
                   n != record_map_doccount(maps->records)))
        g_set_error(&inner, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    _("%s is damaged (its files do not belong together)"), maps->path);
    if (inner) {
        g_propagate_error(error, inner);
        return NULL;
    }
    return g_steal_pointer(&shard);
}

Shard *shard_open(const char *path, const ManifestShard *entry, GError **error)
{
    g_autoptr(ShardMaps) maps = shard_maps_open(path, entry, error);
    return maps ? shard_new(maps, error) : NULL;
}

void shard_close(Shard *shard)
{
    if (!shard)
        return;
    checked_read_remove(shard->fd);
    xc_database_free(shard->database);
    record_block_clear(&shard->block);
    g_clear_error(&shard->damage);
    shard_maps_unref(shard->maps);
    g_free(shard);
}

guint32 shard_doccount(const Shard *shard)
{
    return text_map_doccount(shard->maps->text);
}

XcDatabase *shard_database(const Shard *shard)
{
    return shard->database;
}

void shard_set_deadline(Shard *shard, gint64 until)
{
    shard->deadline = until;
}

gboolean shard_in_time(const Shard *shard, GError **error)
{
    if (!shard->deadline || g_get_monotonic_time() <= shard->deadline)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_LATE, "%s", _("it took too long and was cut off"));
    return FALSE;
}

void shard_expect(const Shard *shard, guint32 local)
{
    text_map_expect(shard->maps->text, local);
}

gboolean shard_view(const Shard *shard, guint32 local, DocumentView *view, GError **error)
{
    if (local % BETWEEN_LOOKS == 0 && !shard_in_time(shard, error))
        return FALSE;
    return text_map_view(shard->maps->text, local, view, error);
}

gboolean shard_read(const Shard *shard, guint32 local, guint32 wanted, DocumentView *view, GByteArray *room, GError **error)
{
    return shard_view(shard, local, view, error) && text_map_texts(shard->maps->text, view, wanted, room, error);
}

const guint16 *shard_lengths(const Shard *shard)
{
    return text_map_lengths(shard->maps->text);
}

guint32 shard_facet_values(const Shard *shard)
{
    return text_map_values(shard->maps->text);
}

const char *shard_facet_value(const Shard *shard, guint32 value, guint32 *len)
{
    return text_map_value(shard->maps->text, value, len);
}
const char *shard_facet(const Shard *shard, const DocumentView *view, FieldId field, guint32 *len)
{
    for (guint32 i = 0; i < view->n_facets; i++)
        if (view->facets[i].field == field)
            return shard_facet_value(shard, view->facets[i].value, len);
    return NULL;
}

const SuggestMap *shard_suggest(const Shard *shard)
{
    return shard->maps->suggest;
}

gboolean shard_postings(const Shard *shard, const char *term, gsize len, PostingSet *out, GError **error)
{
    *out = posting_map_find(shard->maps->postings, term, len);
    if (out->documents)
        return TRUE;
    GError *inner = NULL;
    g_autoptr(XcPostingIterator) only = xc_database_postings(shard->database, xc_bytes_n(term, len), &inner);
    if (!inner && xc_posting_iterator_valid(only)) {
        out->documents = 1;
        out->docid = xc_posting_iterator_docid(only);
        out->wdf = (guint8)MIN(xc_posting_iterator_wdf(only, &inner), POSTING_MAX_WDF);
        if (!inner && (out->docid == 0 || out->docid > shard_doccount(shard)))
            g_set_error(&inner, INDEX_ERROR, INDEX_ERROR_DAMAGED, _("%s is damaged (its files do not belong together)"),
                        shard->maps->path);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

guint32 shard_termfreq(const Shard *shard, const char *term, gsize len)
{
    PostingSet mapped = posting_map_find(shard->maps->postings, term, len);
    GError *damage = NULL;
    guint32 documents = mapped.documents ? mapped.documents
                                         : xc_database_termfreq(shard->database, xc_bytes_n(term, len), &damage);
    shard_note(shard, damage);
    return documents;
}

gboolean shard_each_posting(const Shard *shard, const char *term, gsize len, PostingFunc take, gpointer data,
                            GError **error)
{
    PostingSet set;
    return shard_postings(shard, term, len, &set, error) && posting_set_each(&set, take, data, error);
}

guint32 shard_char_freq(const Shard *shard, gunichar c)
{
    return character_sets_freq(text_map_characters(shard->maps->text), c);
}

gboolean shard_keep_character(const Shard *shard, gunichar c, guint64 *bits, GError **error)
{
    return character_sets_keep(text_map_characters(shard->maps->text), c, bits, error);
}

const guint8 *shard_packed(Shard *shard, guint32 local, gsize *len, GError **error)
{
    return record_map_get(shard->maps->records, &shard->block, local, len, error);
}

Record *shard_record(Shard *shard, guint32 local, GError **error)
{
    gsize len;
    if (!shard_in_time(shard, error))
        return NULL;
    const guint8 *packed = record_map_get(shard->maps->records, &shard->block, local, &len, error);
    if (!packed)
        return NULL;
    g_autoptr(GError) inner = NULL;
    Record *record = record_unpack(packed, len, &inner);
    if (!record)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    _("%s/%s is damaged (document %u: %s)"), shard->maps->path, SHARD_RECORDS, local,
                    inner->message);
    return record;
}
