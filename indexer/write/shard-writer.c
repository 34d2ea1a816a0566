#include "indexer/write/shard-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/index.h"
#include "indexer/read/record-map.h"
#include "indexer/write/document.h"
#include "indexer/write/suggest-writer.h"
#include "messages/messages.h"
#include "xapian-c/xapian-c.h"

/* Documents in one libxapian database: the trees in which it inverts them are then small enough for
 * the processor's caches, which more than pays for joining the databases afterwards. Measured with
 * 60,000 passages, whole build: 8000 documents 5.9 s of processor time, 4000 5.6, 2000 5.2, 1000 4.9,
 * 500 4.75; the postings grow the other way, 16.9 MB, 18.3, 20.1, 22.2, 24.6. */
#define PIECE_DOCUMENTS 1000u

struct ShardWriter {
    char *path;
    GPtrArray *pieces; /* char *: folders of the databases so far, the last one open */
    XcWritableDatabase *database;
    guint32 in_piece; /* documents in it */
    TextMapWriter *text;
    RecordMapWriter *records;
    DocumentBuilder *builder;
    SuggestWriter *suggest;
};

static gboolean make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be made: %s"), path,
                g_strerror(errno));
    return FALSE;
}

static gboolean open_piece(ShardWriter *writer, GError **error)
{
    char *piece = g_strdup_printf("%s/piece-%u", writer->path, writer->pieces->len);
    g_ptr_array_add(writer->pieces, piece);
    writer->in_piece = 0;
    writer->database = xc_writable_database_open(
        piece, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS | XC_WRITE_NO_TERMLIST, 0,
        error);
    return writer->database != NULL;
}

static gboolean close_piece(ShardWriter *writer, GError **error)
{
    gboolean ok = xc_writable_database_close(writer->database, error);
    g_clear_pointer(&writer->database, xc_writable_database_free);
    return ok;
}

ShardWriter *shard_writer_new(const char *path, Tokenizer *tokenizer, GError **error)
{
    g_autofree char *text = g_build_filename(path, SHARD_TEXT, NULL);
    g_autofree char *records = g_build_filename(path, SHARD_RECORDS, NULL);
    if (!make_folder(path, error))
        return NULL;
    g_autoptr(ShardWriter) writer = g_new0(ShardWriter, 1);
    writer->path = g_strdup(path);
    writer->pieces = g_ptr_array_new_with_free_func(g_free);
    writer->builder = document_builder_new(tokenizer);
    writer->suggest = suggest_writer_new();
    writer->text = open_piece(writer, error) ? text_map_writer_new(text, error) : NULL;
    writer->records = writer->text ? record_map_writer_new(records, error) : NULL;
    return writer->records ? g_steal_pointer(&writer) : NULL;
}

gboolean shard_writer_add(ShardWriter *writer, const Record *record, const guint8 *packed,
                          gsize len, GError **error)
{
    if (writer->in_piece == PIECE_DOCUMENTS &&
        (!close_piece(writer, error) || !open_piece(writer, error)))
        return FALSE;
    writer->in_piece++;
    const Document *document = document_build(writer->builder, record, writer->text);
    suggest_writer_add(writer->suggest, record, document);
    XcValue dates[DATE_SLOTS];
    guint n_dates = 0;
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++)
        if (*document->dates[slot])
            dates[n_dates++] = (XcValue){slot, xc_bytes(document->dates[slot])};
    return xc_writable_database_add(writer->database, document->terms, document->n_terms,
                                    xc_bytes(NULL), dates, n_dates, error) &&
           text_map_writer_add(writer->text, &document->view, error) &&
           record_map_writer_add(writer->records, packed, len, error);
}

static gboolean join_pieces(ShardWriter *writer, GError **error)
{
    g_autofree char *terms = g_build_filename(writer->path, SHARD_TERMS, NULL);
    if (!xc_compact((const char *const *)writer->pieces->pdata, writer->pieces->len, terms,
                    XC_COMPACT_STANDARD | XC_COMPACT_SINGLE_FILE, 0, NULL, error))
        return FALSE;
    for (guint i = 0; i < writer->pieces->len; i++)
        file_remove_tree(writer->pieces->pdata[i]);
    return TRUE;
}

gboolean shard_writer_finish(ShardWriter *writer, GError **error)
{
    return close_piece(writer, error) && join_pieces(writer, error) &&
           text_map_writer_finish(writer->text, error) &&
           record_map_writer_finish(writer->records, error) &&
           suggest_writer_finish(writer->suggest, writer->path, error);
}

void shard_writer_free(ShardWriter *writer)
{
    if (!writer)
        return;
    xc_writable_database_free(writer->database);
    text_map_writer_free(writer->text);
    record_map_writer_free(writer->records);
    document_builder_free(writer->builder);
    suggest_writer_free(writer->suggest);
    g_ptr_array_unref(writer->pieces);
    g_free(writer->path);
    g_free(writer);
}

/* The postings of the terms that are frequent in what was joined. */
static gboolean map_postings(const char *terms, const char *output, gboolean synced, GError **error)
{
    g_autofree char *postings = g_build_filename(output, SHARD_POSTINGS, NULL);
    g_autoptr(XcDatabase) database = xc_database_open(terms, error);
    return database && posting_map_write(postings, database, error) &&
           (!synced || file_sync(postings, error));
}

gboolean shard_join_terms(const char *const *parts, gsize n, const char *output, gboolean synced,
                          GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(inputs, g_build_filename(parts[i], SHARD_TERMS, NULL));
    g_autofree char *terms = g_build_filename(output, SHARD_TERMS, NULL);
    return make_folder(output, error) &&
           xc_compact((const char *const *)inputs->pdata, n, terms,
                      XC_COMPACT_FULL | XC_COMPACT_SINGLE_FILE, 0, NULL, error) &&
           (!synced || file_sync(terms, error)) && map_postings(terms, output, synced, error);
}

static gboolean join_text(const char *const *parts, gsize n, const char *file, GError **error)
{
    g_autoptr(TextMapWriter) writer = text_map_writer_new(file, error);
    for (gsize i = 0; writer && i < n; i++) {
        g_autofree char *part = g_build_filename(parts[i], SHARD_TEXT, NULL);
        g_autoptr(TextMap) map = text_map_open(part, NULL, error);
        if (!map || !text_map_writer_append(writer, map, error))
            return FALSE;
    }
    return writer && text_map_writer_finish(writer, error);
}

static gboolean join_records(const char *const *parts, gsize n, const char *file, GError **error)
{
    g_autoptr(RecordMapWriter) writer = record_map_writer_new(file, error);
    for (gsize i = 0; writer && i < n; i++) {
        g_autofree char *part = g_build_filename(parts[i], SHARD_RECORDS, NULL);
        g_autoptr(RecordMap) map = record_map_open(part, NULL, error);
        if (!map || !record_map_writer_append(writer, map, error))
            return FALSE;
    }
    return writer && record_map_writer_finish(writer, error);
}

/* How many documents each of N shards has. */
static gboolean count_documents(const char *const *parts, gsize n, guint32 *documents, GError **error)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *part = g_build_filename(parts[i], SHARD_TEXT, NULL);
        g_autoptr(TextMap) map = text_map_open(part, NULL, error);
        if (!map)
            return FALSE;
        documents[i] = text_map_doccount(map);
    }
    return TRUE;
}

gboolean shard_join_suggest(const char *const *parts, gsize n, const char *output, gboolean synced,
                            GError **error)
{
    g_autofree char *suggest = g_build_filename(output, SHARD_SUGGEST, NULL);
    g_autofree guint32 *documents = g_new0(guint32, n);
    return make_folder(output, error) && count_documents(parts, n, documents, error) &&
           suggest_join(parts, documents, n, output, suggest, error) &&
           (!synced || file_sync(suggest, error));
}

gboolean shard_join_maps(const char *const *parts, gsize n, const char *output, gboolean synced,
                         GError **error)
{
    g_autofree char *text = g_build_filename(output, SHARD_TEXT, NULL);
    g_autofree char *records = g_build_filename(output, SHARD_RECORDS, NULL);
    return make_folder(output, error) && join_text(parts, n, text, error) &&
           join_records(parts, n, records, error) &&
           (!synced || (file_sync(text, error) && file_sync(records, error)));
}
