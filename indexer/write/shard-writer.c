#include "indexer/write/shard-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/index.h"
#include "indexer/read/record-map.h"
#include "indexer/write/document.h"
#include "indexer/write/inverter.h"
#include "indexer/write/posting-join.h"
#include "indexer/write/suggest-writer.h"
#include "messages/messages.h"
#include "xapian-c/xapian-c.h"

/* Documents in one libxapian database: the trees in which it inverts them are then small enough for
 * the processor's caches, which more than pays for joining the databases afterwards; but the joined one grows:
 * of 100,000 articles of law 16.0 MB with 8000, 18.0 with 4000. */
#define PIECE_DOCUMENTS 4000u

/* The dates of a document, as its Document has them. */
typedef struct {
    char slots[DATE_SLOTS][sizeof((Document){0}).dates[0]];
} Dates;

struct ShardWriter {
    char *path;
    Inverter *inverter;
    GArray *dates; /* Dates, of each document */
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

ShardWriter *shard_writer_new(const char *path, Tokenizer *tokenizer, GError **error)
{
    g_autofree char *text = g_build_filename(path, SHARD_TEXT, NULL);
    g_autofree char *records = g_build_filename(path, SHARD_RECORDS, NULL);
    if (!make_folder(path, error))
        return NULL;
    g_autoptr(ShardWriter) writer = g_new0(ShardWriter, 1);
    writer->path = g_strdup(path);
    writer->inverter = inverter_new();
    writer->dates = g_array_new(FALSE, FALSE, sizeof(Dates));
    writer->builder = document_builder_new(tokenizer);
    writer->suggest = suggest_writer_new();
    writer->text = text_map_writer_new(text, NULL, error);
    writer->records = writer->text ? record_map_writer_new(records, NULL, error) : NULL;
    return writer->records ? g_steal_pointer(&writer) : NULL;
}

gboolean shard_writer_add(ShardWriter *writer, const Record *record, const guint8 *packed,
                          gsize len, GError **error)
{
    const Document *document = document_build(writer->builder, record, writer->text);
    Dates dates;
    memcpy(dates.slots, document->dates, sizeof dates.slots);
    g_array_append_val(writer->dates, dates);
    inverter_add(writer->inverter, document->terms, document->n_terms);
    suggest_writer_add(writer->suggest, record, document);
    return text_map_writer_add(writer->text, &document->view, document->occurrences, error) &&
           record_map_writer_add(writer->records, packed, len, error);
}

/* Gives libxapian document I: the terms that are its own to keep, and the dates. */
static gboolean add_document(ShardWriter *writer, XcWritableDatabase *database, guint32 i, GError **error)
{
    const Dates *dates = &g_array_index(writer->dates, Dates, i);
    XcValue values[DATE_SLOTS];
    guint n_values = 0;
    gsize n_terms;
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++)
        if (*dates->slots[slot])
            values[n_values++] = (XcValue){slot, xc_bytes(dates->slots[slot])};
    const XcTerm *terms = inverter_rest(writer->inverter, i, &n_terms);
    return xc_writable_database_add(database, terms, n_terms, xc_bytes(NULL), values, n_values, error);
}

static gboolean write_piece(ShardWriter *writer, const char *piece, guint32 from, guint32 to, GError **error)
{
    g_autoptr(XcWritableDatabase) database = xc_writable_database_open(
        piece, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS | XC_WRITE_NO_TERMLIST, 0, error);
    for (guint32 i = from; database && i < to; i++)
        if (!add_document(writer, database, i, error))
            return FALSE;
    return database && xc_writable_database_close(database, error);
}

static gboolean write_terms(ShardWriter *writer, GError **error)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *terms = g_build_filename(writer->path, SHARD_TERMS, NULL);
    guint32 n = writer->dates->len;
    for (guint32 from = 0; from < n; from += PIECE_DOCUMENTS) {
        char *piece = g_strdup_printf("%s/piece-%u", writer->path, pieces->len);
        g_ptr_array_add(pieces, piece);
        if (!write_piece(writer, piece, from, MIN(from + PIECE_DOCUMENTS, n), error))
            return FALSE;
    }
    if (!xc_compact((const char *const *)pieces->pdata, pieces->len, terms,
                    XC_COMPACT_STANDARD | XC_COMPACT_SINGLE_FILE, 0, NULL, error))
        return FALSE;
    for (guint i = 0; i < pieces->len; i++)
        file_remove_tree(pieces->pdata[i]);
    return TRUE;
}

gboolean shard_writer_finish(ShardWriter *writer, GError **error)
{
    g_autofree char *run = g_build_filename(writer->path, POSTING_RUN, NULL);
    return write_terms(writer, error) && inverter_write_run(writer->inverter, run, error) &&
           text_map_writer_finish(writer->text, error) &&
           record_map_writer_finish(writer->records, error) &&
           suggest_writer_finish(writer->suggest, writer->path, error);
}

void shard_writer_free(ShardWriter *writer)
{
    if (!writer)
        return;
    inverter_free(writer->inverter);
    g_array_unref(writer->dates);
    text_map_writer_free(writer->text);
    record_map_writer_free(writer->records);
    document_builder_free(writer->builder);
    suggest_writer_free(writer->suggest);
    g_free(writer->path);
    g_free(writer);
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

/* The postings that the parts' runs have; TERMS has the others. */
static gboolean join_postings(const char *const *parts, gsize n, const char *terms, const char *file, GError **error)
{
    g_autofree guint32 *documents = g_new0(guint32, n);
    g_autoptr(XcDatabase) rest = xc_database_open(terms, error);
    return rest && count_documents(parts, n, documents, error) &&
           posting_join(parts, documents, n, rest, file, error);
}

gboolean shard_join_terms(const char *const *parts, gsize n, const char *output, gboolean synced,
                          GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(inputs, g_build_filename(parts[i], SHARD_TERMS, NULL));
    g_autofree char *terms = g_build_filename(output, SHARD_TERMS, NULL);
    g_autofree char *postings = g_build_filename(output, SHARD_POSTINGS, NULL);
    return make_folder(output, error) &&
           xc_compact((const char *const *)inputs->pdata, n, terms,
                      XC_COMPACT_FULL | XC_COMPACT_SINGLE_FILE, 0, NULL, error) &&
           (!synced || file_sync(terms, error)) && join_postings(parts, n, terms, postings, error) &&
           (!synced || file_sync(postings, error));
}

static void close_text(gpointer map)
{
    text_map_close(map);
}

static gboolean join_text(const char *const *parts, gsize n, const char *file, GError **error)
{
    g_autoptr(GPtrArray) maps = g_ptr_array_new_with_free_func(close_text);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *part = g_build_filename(parts[i], SHARD_TEXT, NULL);
        TextMap *map = text_map_open(part, NULL, error);
        if (!map)
            return FALSE;
        g_ptr_array_add(maps, map);
    }
    g_autoptr(TextCoder) coder = text_map_coder((TextMap *const *)maps->pdata, n, error);
    g_autoptr(TextMapWriter) writer = coder ? text_map_writer_new(file, coder, error) : NULL;
    for (gsize i = 0; writer && i < n; i++)
        if (!text_map_writer_append(writer, maps->pdata[i], error))
            return FALSE;
    return writer && text_map_writer_finish(writer, error);
}

static void close_records(gpointer map)
{
    record_map_close(map);
}

static gboolean join_records(const char *const *parts, gsize n, const char *file, GError **error)
{
    g_autoptr(GPtrArray) maps = g_ptr_array_new_with_free_func(close_records);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *part = g_build_filename(parts[i], SHARD_RECORDS, NULL);
        RecordMap *map = record_map_open(part, NULL, error);
        if (!map)
            return FALSE;
        g_ptr_array_add(maps, map);
    }
    g_autoptr(GByteArray) dictionary = record_map_dictionary((RecordMap *const *)maps->pdata, n, error);
    g_autoptr(RecordMapWriter) writer = dictionary ? record_map_writer_new(file, dictionary, error) : NULL;
    for (gsize i = 0; writer && i < n; i++)
        if (!record_map_writer_append(writer, maps->pdata[i], error))
            return FALSE;
    return writer && record_map_writer_finish(writer, error);
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

gboolean shard_join_text(const char *const *parts, gsize n, const char *output, gboolean synced, GError **error)
{
    g_autofree char *text = g_build_filename(output, SHARD_TEXT, NULL);
    return make_folder(output, error) && join_text(parts, n, text, error) && (!synced || file_sync(text, error));
}

gboolean shard_join_records(const char *const *parts, gsize n, const char *output, gboolean synced, GError **error)
{
    g_autofree char *records = g_build_filename(output, SHARD_RECORDS, NULL);
    return make_folder(output, error) && join_records(parts, n, records, error) &&
           (!synced || file_sync(records, error));
}
