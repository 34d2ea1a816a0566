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
#include "indexer/write/terms-writer.h"
#include "messages/messages.h"

struct ShardWriter {
    char *path;
    Inverter *inverter;
    FileWriter dates; /* DocumentDates of each document */
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
    g_autofree char *dates = g_build_filename(path, DATES_FILE, NULL);
    if (!make_folder(path, error))
        return NULL;
    g_autoptr(ShardWriter) writer = g_new0(ShardWriter, 1);
    writer->path = g_strdup(path);
    writer->inverter = inverter_new();
    writer->builder = document_builder_new(tokenizer);
    writer->suggest = suggest_writer_new();
    writer->text = file_writer_open(&writer->dates, dates, error) ? text_map_writer_new(text, NULL, error) : NULL;
    writer->records = writer->text ? record_map_writer_new(records, NULL, error) : NULL;
    return writer->records ? g_steal_pointer(&writer) : NULL;
}

gboolean shard_writer_add(ShardWriter *writer, const Record *record, const guint8 *packed,
                          gsize len, GError **error)
{
    const Document *document = document_build(writer->builder, record, writer->text);
    inverter_add(writer->inverter, document->terms, document->n_terms);
    suggest_writer_add(writer->suggest, record, document);
    return file_writer_put(&writer->dates, &document->dates, sizeof document->dates, error) &&
           text_map_writer_add(writer->text, &document->view, document->occurrences, error) &&
           record_map_writer_add(writer->records, packed, len, error);
}

gboolean shard_writer_finish(ShardWriter *writer, GError **error)
{
    g_autofree char *run = g_build_filename(writer->path, POSTING_RUN, NULL);
    return file_writer_close(&writer->dates, error) && inverter_write_run(writer->inverter, run, error) &&
           text_map_writer_finish(writer->text, error) &&
           record_map_writer_finish(writer->records, error) &&
           suggest_writer_finish(writer->suggest, writer->path, error);
}

void shard_writer_free(ShardWriter *writer)
{
    if (!writer)
        return;
    inverter_free(writer->inverter);
    file_writer_abandon(&writer->dates);
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

gboolean shard_join_terms(const char *const *parts, gsize n, const char *output, gboolean synced,
                          GError **error)
{
    guint32 all = 0;
    g_autofree guint32 *documents = g_new0(guint32, n);
    g_autofree char *terms = g_build_filename(output, SHARD_TERMS, NULL);
    g_autofree char *postings = g_build_filename(output, SHARD_POSTINGS, NULL);
    if (!make_folder(output, error) || !count_documents(parts, n, documents, error))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        all += documents[i];
    g_autoptr(TermsWriter) names = terms_writer_new(parts[0], all);
    return posting_join(parts, documents, n, names, postings, error) && terms_writer_finish(names, parts, n, terms, error) &&
           (!synced || (file_sync(postings, error) && file_sync(terms, error)));
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
