#include "indexer/write/terms-writer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"
#include "messages/messages.h"
#include "xapian-c/xapian-c.h"

/* Documents in one of the databases that are joined to the shard's: the trees in which libxapian inverts them are small enough for
 * the processor's caches. There are no more pieces than files may well be open. */
#define PIECE_DOCUMENTS 8192u
#define MAX_PIECES 64u

/* In the file of a piece: then the name, padded to 4 bytes. */
typedef struct {
    guint32 document; /* of the piece, from 0 */
    guint32 len, wdf;
} Name;

typedef struct {
    char *names, *database; /* files */
    FileWriter out;
    guint32 n_names;
} Piece;

struct TermsWriter {
    guint32 documents, piece_documents;
    GArray *pieces;
};

static void piece_clear(gpointer data)
{
    Piece *piece = data;
    file_writer_abandon(&piece->out);
    g_free(piece->names);
    g_free(piece->database);
}

TermsWriter *terms_writer_new(const char *folder, guint32 n)
{
    TermsWriter *writer = g_new0(TermsWriter, 1);
    writer->documents = n;
    writer->piece_documents = MAX(PIECE_DOCUMENTS, n / MAX_PIECES + 1);
    writer->pieces = g_array_new(FALSE, TRUE, sizeof(Piece));
    g_array_set_clear_func(writer->pieces, piece_clear);
    for (guint32 from = 0; from < n; from += writer->piece_documents) {
        Piece piece = {.names = g_strdup_printf("%s/names-%u", folder, writer->pieces->len),
                       .database = g_strdup_printf("%s/piece-%u", folder, writer->pieces->len)};
        g_array_append_val(writer->pieces, piece);
    }
    return writer;
}

void terms_writer_free(TermsWriter *writer)
{
    if (!writer)
        return;
    g_array_unref(writer->pieces);
    g_free(writer);
}

gboolean terms_writer_add(TermsWriter *writer, const char *name, gsize len, guint32 docid, guint32 wdf, GError **error)
{
    Piece *piece = &g_array_index(writer->pieces, Piece, (docid - 1) / writer->piece_documents);
    Name head = {(docid - 1) % writer->piece_documents, (guint32)len, wdf};
    if (!piece->n_names++ && !file_writer_open(&piece->out, piece->names, error))
        return FALSE;
    return file_writer_put(&piece->out, &head, sizeof head, error) &&
           file_writer_put_padded(&piece->out, name, len, error);
}

/* The names of a piece by its documents: those of document I are from ends[I - 1] to ends[I]. */
typedef struct {
    GMappedFile *file; /* or NULL, if there are none */
    const Name **names;
    guint32 *ends;
} Sorted;

static void sorted_clear(Sorted *sorted)
{
    g_clear_pointer(&sorted->file, g_mapped_file_unref);
    g_free(sorted->names);
    g_free(sorted->ends);
}

static const Name *next_name(const Name *name)
{
    return (const Name *)(gconstpointer)((const char *)(name + 1) + ((name->len + 3u) & ~3u));
}

/* Of N documents. Terms keep their order, by name. */
static gboolean sort_names(Piece *piece, guint32 n, Sorted *sorted, GError **error)
{
    sorted->names = g_new(const Name *, piece->n_names + 1);
    sorted->ends = g_new0(guint32, n + 1);
    if (!piece->n_names)
        return TRUE;
    if (!file_writer_close(&piece->out, error) || !(sorted->file = g_mapped_file_new(piece->names, FALSE, error)))
        return FALSE;
    g_unlink(piece->names);
    const Name *first = (gconstpointer)g_mapped_file_get_contents(sorted->file), *name = first;
    for (guint32 i = 0; i < piece->n_names; i++, name = next_name(name))
        sorted->ends[name->document + 1]++;
    for (guint32 i = 1; i <= n; i++)
        sorted->ends[i] += sorted->ends[i - 1];
    name = first;
    for (guint32 i = 0; i < piece->n_names; i++, name = next_name(name))
        sorted->names[sorted->ends[name->document]++] = name;
    return TRUE;
}

/* The dates of all documents, part by part. */
typedef struct {
    const char *const *parts;
    gsize n, next;
    GMappedFile *file;
    const DocumentDates *at, *end;
} Dates;

static const DocumentDates *next_dates(Dates *dates, GError **error)
{
    while (dates->at == dates->end && dates->next < dates->n) {
        g_autofree char *name = g_build_filename(dates->parts[dates->next++], DATES_FILE, NULL);
        g_clear_pointer(&dates->file, g_mapped_file_unref);
        dates->file = g_mapped_file_new(name, FALSE, error);
        if (!dates->file)
            return NULL;
        dates->at = (gconstpointer)g_mapped_file_get_contents(dates->file);
        dates->end = dates->at + g_mapped_file_get_length(dates->file) / sizeof *dates->at;
    }
    if (dates->at < dates->end)
        return dates->at++;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s is damaged (its files do not belong together)"),
                dates->parts[dates->n - 1]);
    return NULL;
}

static gboolean add_document(XcWritableDatabase *database, const Name *const *names, guint32 n, const DocumentDates *dates,
                             GArray *terms, GError **error)
{
    XcValue values[DATE_SLOTS];
    guint n_values = 0;
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++)
        if (*dates->slots[slot])
            values[n_values++] = (XcValue){slot, xc_bytes(dates->slots[slot])};
    g_array_set_size(terms, 0);
    for (guint32 i = 0; i < n; i++) {
        XcTerm term = {xc_bytes_n((const char *)(names[i] + 1), names[i]->len), names[i]->wdf};
        g_array_append_val(terms, term);
    }
    return xc_writable_database_add(database, (const XcTerm *)(gconstpointer)terms->data, n, xc_bytes(NULL), values, n_values,
                                    error);
}

/* Of N documents. */
static gboolean write_piece(Piece *piece, guint32 n, Dates *dates, GError **error)
{
    Sorted sorted = {0};
    g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(XcTerm));
    g_autoptr(XcWritableDatabase) database = NULL;
    gboolean ok = sort_names(piece, n, &sorted, error) &&
                  (database = xc_writable_database_open(
                       piece->database, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS | XC_WRITE_NO_TERMLIST, 0, error));
    for (guint32 i = 0, from = 0; ok && i < n; from = sorted.ends[i++]) {
        const DocumentDates *own = next_dates(dates, error);
        ok = own && add_document(database, sorted.names + from, sorted.ends[i] - from, own, terms, error);
    }
    sorted_clear(&sorted);
    return ok && xc_writable_database_close(database, error);
}

static gboolean join_pieces(const TermsWriter *writer, const char *file, GError **error)
{
    g_autoptr(GPtrArray) databases = g_ptr_array_new();
    for (guint i = 0; i < writer->pieces->len; i++)
        g_ptr_array_add(databases, g_array_index(writer->pieces, Piece, i).database);
    gboolean ok = xc_compact((const char *const *)databases->pdata, databases->len, file,
                             XC_COMPACT_FULL | XC_COMPACT_SINGLE_FILE, 0, NULL, error);
    for (guint i = 0; i < databases->len; i++)
        file_remove_tree(databases->pdata[i]);
    return ok;
}

gboolean terms_writer_finish(TermsWriter *writer, const char *const *parts, gsize n, const char *file, GError **error)
{
    Dates dates = {.parts = parts, .n = n};
    gboolean ok = TRUE;
    for (guint32 i = 0, from = 0; ok && i < writer->pieces->len; i++, from += writer->piece_documents)
        ok = write_piece(&g_array_index(writer->pieces, Piece, i), MIN(writer->piece_documents, writer->documents - from), &dates,
                         error);
    g_clear_pointer(&dates.file, g_mapped_file_unref);
    return ok && join_pieces(writer, file, error);
}
