#include "indexer/read/verify.h"

#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/generation.h"
#include "messages/messages.h"

typedef struct {
    FaultFunc report;
    gpointer data;
    guint n;
} Faults;

static void fault(Faults *faults, const char *file, const char *what)
{
    faults->n++;
    faults->report(file, what, faults->data);
}

/* Reports *ERROR, if set, and clears it. */
static gboolean fault_of(Faults *faults, const char *file, GError **error)
{
    if (!*error)
        return FALSE;
    fault(faults, file, (*error)->message);
    g_clear_error(error);
    return TRUE;
}

static void check_files(Faults *faults, const char *folder, const ManifestShard *entry)
{
    for (int i = 0; i < SHARD_FILES; i++) {
        g_autofree char *file = g_build_filename(folder, shard_files[i], NULL);
        GError *error = NULL;
        guint32 crc;
        guint64 bytes;
        file_crc(file, &crc, &bytes, &error);
        if (fault_of(faults, file, &error))
            continue;
        if (bytes != entry->bytes[i])
            fault(faults, file, _("its size is not what the manifest says"));
        else if (crc != entry->crc[i])
            fault(faults, file, _("its checksum is not what the manifest says"));
    }
}

static void check_database(Faults *faults, const char *folder)
{
    g_autofree char *file = g_build_filename(folder, SHARD_TERMS, NULL);
    GError *error = NULL;
    size_t n = 0;
    if (xc_database_check(file, XC_CHECK_DEFAULT, &n, NULL, &error) && n)
        fault(faults, file, _("libxapian's check finds faults"));
    fault_of(faults, file, &error);
}

static void check_documents(Faults *faults, const char *folder, const ManifestShard *entry)
{
    GError *error = NULL;
    g_autoptr(Shard) shard = shard_open(folder, entry, &error);
    if (fault_of(faults, folder, &error))
        return;
    DocumentView view;
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint32 local = 1; local <= shard_doccount(shard); local++) {
        g_autoptr(Record) record = NULL;
        if (shard_read(shard, local, 0, &view, room, &error))
            record = shard_record(shard, local, &error);
        if (fault_of(faults, folder, &error))
            return;
        const char *id = record_text(record, FIELD_ID);
        if (!id || strlen(id) != view.id_len || memcmp(id, view.id, view.id_len) != 0)
            return fault(faults, folder, _("a document's text and record do not belong together"));
    }
}

static void check_dead(Faults *faults, const char *dir, guint32 generation,
                       const ManifestShard *entry)
{
    g_autofree char *file = generation_dead_file(dir, generation, entry->uuid);
    GError *error = NULL;
    g_autoptr(GArray) dead = generation_load_dead(dir, generation, entry, &error);
    if (!dead)
        fault_of(faults, file, &error);
}

static void check_report(Faults *faults, const char *dir, const Manifest *manifest)
{
    g_autofree char *file = generation_report_file(dir, manifest->generation);
    GError *error = NULL;
    guint32 crc;
    guint64 bytes;
    if (manifest->report_crc == MANIFEST_NO_REPORT)
        return;
    if (file_crc(file, &crc, &bytes, &error) && crc != manifest->report_crc)
        fault(faults, file, _("its checksum is not what the manifest says"));
    fault_of(faults, file, &error);
}

static void check_lists(Faults *faults, const char *dir, const Manifest *manifest)
{
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        g_autofree char *file = generation_list_file(dir, list->sha256);
        gsize len = 0;
        GError *error = NULL;
        g_autofree char *text = generation_load_list(dir, list, &len, &error);
        if (fault_of(faults, file, &error))
            continue;
        g_autofree char *sum =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, len);
        if (strcmp(sum, list->sha256) != 0)
            fault(faults, file, _("its checksum is not its name"));
    }
}

/* The manifests of the generations that one may go back to. */
static void check_others(Faults *faults, const char *dir, guint32 generation)
{
    g_autoptr(GArray) numbers = generation_list(dir);
    for (guint i = 0; i < numbers->len; i++) {
        guint32 number = g_array_index(numbers, guint32, i);
        GError *error = NULL;
        g_autofree char *file = generation_manifest_file(dir, number);
        if (number != generation)
            manifest_free(generation_load(dir, number, &error));
        if (g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED))
            fault_of(faults, file, &error);
        g_clear_error(&error);
    }
}

guint verify_generation(const char *dir, guint32 generation, FaultFunc report, gpointer data)
{
    Faults faults = {report, data, 0};
    GError *error = NULL;
    g_autofree char *file = generation_manifest_file(dir, generation);
    g_autoptr(Manifest) manifest = generation_load(dir, generation, &error);
    if (fault_of(&faults, file, &error))
        return faults.n;
    guint64 live = 0;
    for (guint i = 0; i < manifest->shards->len; i++) {
        const ManifestShard *entry = manifest->shards->pdata[i];
        g_autofree char *folder = generation_shard_folder(dir, entry->uuid);
        guint before = faults.n;
        check_files(&faults, folder, entry);
        if (entry->dead)
            check_dead(&faults, dir, generation, entry);
        if (faults.n == before) { /* else it is known to be damaged */
            check_database(&faults, folder);
            check_documents(&faults, folder, entry);
        }
        live += entry->documents - entry->dead;
    }
    if (live != manifest->documents)
        fault(&faults, file, _("its counts do not add up"));
    check_lists(&faults, dir, manifest);
    check_report(&faults, dir, manifest);
    check_others(&faults, dir, generation);
    return faults.n;
}

static gint compare_live(gconstpointer a, gconstpointer b)
{
    return strcmp(((const LiveDocument *)a)->id, ((const LiveDocument *)b)->id);
}

static void clear_live(gpointer data)
{
    g_free(((LiveDocument *)data)->id);
}

GArray *verify_live_documents(const Index *index, GError **error)
{
    g_autoptr(GArray) live = g_array_new(FALSE, FALSE, sizeof(LiveDocument));
    g_array_set_clear_func(live, clear_live);
    DocumentView view;
    for (guint32 s = 0; s < index_shard_count(index); s++) {
        for (guint32 local = 1; local <= shard_doccount(index_shard(index, s)); local++) {
            if (index_is_dead(index, s, local))
                continue;
            if (!shard_view(index_shard(index, s), local, &view, error))
                return NULL;
            LiveDocument document = {g_strndup(view.id, view.id_len),
                                     xc_database_docid(index_database(index), s, local)};
            g_array_append_val(live, document);
        }
    }
    g_array_sort(live, compare_live);
    return g_steal_pointer(&live);
}

static void digest_view(GChecksum *sum, const DocumentView *view)
{
    g_checksum_update(sum, (const guchar *)&view->published, sizeof view->published);
    for (guint32 i = 0; i < view->n_texts; i++) {
        g_checksum_update(sum, (const guchar *)&view->texts[i].field, sizeof(FieldId));
        g_checksum_update(sum, (const guchar *)view->texts[i].utf8, view->texts[i].len);
    }
}

static gboolean add_posting(guint32 docid, guint32 wdf, gpointer data)
{
    guint32 *statistics = data;
    (void)docid;
    statistics[0]++;
    statistics[1] += wdf;
    return TRUE;
}

/* In how many documents TERM is, and how often: the same wherever its postings are. */
static void count_postings(const Index *index, XcBytes term, guint32 *statistics, GError **error)
{
    for (guint32 s = 0; s < index_shard_count(index); s++)
        if (!shard_each_posting(index_shard(index, s), term.data, term.len, add_posting, statistics, error))
            return;
}

static gboolean digest_terms(GChecksum *sum, const Index *index, GError **error)
{
    GError *inner = NULL;
    XcTermIterator *terms = xc_database_terms(index_database(index), xc_bytes(NULL), &inner);
    while (!inner && xc_term_iterator_valid(terms)) {
        XcBytes term = xc_term_iterator_term(terms);
        guint32 statistics[2] = {0};
        count_postings(index, term, statistics, &inner);
        g_checksum_update(sum, (const guchar *)term.data, (gssize)term.len);
        g_checksum_update(sum, (const guchar *)statistics, sizeof statistics);
        if (!inner)
            xc_term_iterator_next(terms, &inner);
    }
    xc_term_iterator_free(terms);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

char *verify_digest(const Index *index, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GArray) live = verify_live_documents(index, error);
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint i = 0; live && i < live->len; i++) {
        XcDocid docid = g_array_index(live, LiveDocument, i).docid;
        DocumentView view;
        g_autoptr(Record) record =
            index_read(index, docid, 0, &view, room, error) ? index_record(index, docid, error) : NULL;
        if (!record)
            return NULL;
        g_autofree char *line = record_to_json_line(record);
        g_checksum_update(sum, (const guchar *)line, -1);
        digest_view(sum, &view);
    }
    if (!live || !digest_terms(sum, index, error))
        return NULL;
    return g_strdup(g_checksum_get_string(sum));
}
