/* bench/floor FILE: what libxapian alone takes for the terms of FILE (canonical JSON Lines), computed
 * before the clock starts: the floor under `biaosou index build`. Databases of 1000 documents without
 * termlists, joined by compaction, in one process, as a worker of the build makes them. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "corpus/reader.h"
#include "indexer/files/file-writer.h"
#include "indexer/write/document.h"
#include "xapian-c/xapian-c.h"

#define PIECE 1000u

/* The terms of all documents: for each its number of terms, then length, wdf and bytes of each. */
typedef struct {
    DocumentBuilder *builder;
    TextMapWriter *values;
    GByteArray *terms;
    guint32 documents;
} Precomputed;

static void put(Precomputed *out, guint32 number)
{
    g_byte_array_append(out->terms, (const guint8 *)&number, sizeof number);
}

static gboolean keep(Record *owned, gpointer data)
{
    g_autoptr(Record) record = owned;
    Precomputed *out = data;
    const Document *document = document_build(out->builder, record, out->values);
    put(out, (guint32)document->n_terms);
    for (gsize i = 0; i < document->n_terms; i++) {
        put(out, (guint32)document->terms[i].term.len);
        put(out, document->terms[i].wdf);
        g_byte_array_append(out->terms, (const guint8 *)document->terms[i].term.data,
                            (guint)document->terms[i].term.len);
    }
    out->documents++;
    return TRUE;
}

static guint32 take(const guint8 **at)
{
    guint32 number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static const guint8 *add_document(XcWritableDatabase *db, const guint8 *at, GArray *terms,
                                  GError **error)
{
    g_array_set_size(terms, take(&at));
    for (guint i = 0; i < terms->len; i++) {
        XcTerm *term = &g_array_index(terms, XcTerm, i);
        term->term.len = take(&at);
        term->wdf = take(&at);
        term->term.data = (const char *)at;
        at += term->term.len;
    }
    return xc_writable_database_add(db, (const XcTerm *)(gconstpointer)terms->data, terms->len,
                                    xc_bytes(NULL), NULL, 0, error)
               ? at
               : NULL;
}

static gboolean index_all(const Precomputed *in, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(XcTerm));
    const guint8 *at = in->terms->data;
    for (guint32 first = 0; first < in->documents; first += PIECE) {
        g_ptr_array_add(pieces, g_strdup_printf("%s/%u", folder, first));
        g_autoptr(XcWritableDatabase) db = xc_writable_database_open(
            pieces->pdata[pieces->len - 1],
            XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS | XC_WRITE_NO_TERMLIST, 0,
            error);
        for (guint32 i = first; db && at && i < MIN(first + PIECE, in->documents); i++)
            at = add_document(db, at, terms, error);
        if (!db || !at || !xc_writable_database_close(db, error))
            return FALSE;
    }
    g_autofree char *output = g_build_filename(folder, "joined", NULL);
    return xc_compact((const char *const *)pieces->pdata, pieces->len, output,
                      XC_COMPACT_FULL | XC_COMPACT_SINGLE_FILE, 0, NULL, error);
}

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        fprintf(stderr, "Usage: %s FILE\n", argv[0]);
        return 2;
    }
    g_autofree char *folder = g_dir_make_tmp("biaosou-floor-XXXXXX", &error);
    g_autofree char *values = folder ? g_build_filename(folder, "values", NULL) : NULL;
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, &error);
    Precomputed all = {.terms = g_byte_array_new()};
    gboolean ok = FALSE;
    if (tokenizer && folder && (all.values = text_map_writer_new(values, NULL, &error))) {
        all.builder = document_builder_new(tokenizer);
        double began = processor_seconds();
        ok = reader_read(argv[1], &(ReaderSink){.record = keep, .data = &all}, &error);
        double read = processor_seconds() - began;
        began = processor_seconds();
        ok = ok && index_all(&all, folder, &error);
        double floor = processor_seconds() - began;
        if (ok)
            printf("%u documents: reading and terms %.2f s, libxapian %.2f s of processor time "
                   "(%.0f documents/s on one core)\n",
                   all.documents, read, floor, all.documents / floor);
    }
    if (!ok)
        fprintf(stderr, "%s: %s\n", argv[0], error ? error->message : "nothing was read");
    document_builder_free(all.builder);
    text_map_writer_free(all.values);
    g_byte_array_unref(all.terms);
    if (folder)
        file_remove_tree(folder);
    return ok ? 0 : 1;
}
