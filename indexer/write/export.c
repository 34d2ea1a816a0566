#include "indexer/write/export.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "corpus/record/date.h"
#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"
#include "indexer/read/exported.h"
#include "indexer/read/index.h"
#include "indexer/read/number-order.h"
#include "indexer/read/remote.h"
#include "indexer/read/texts.h"
#include "indexer/write/document.h"
#include "indexer/write/pool.h"
#include "indexer/write/suggest-writer.h"
#include "messages/messages.h"
#include "tokenizer/char-class.h"

/* After so many documents it is asked whether to stop. */
#define STOP_STEP 250

/* A token that was seen: LEN bytes at AT of `bytes`, that stood at FROM of text number TEXT. */
typedef struct {
    TokenKind kind;
    guint32 text, from, at, len;
    gboolean is_term, repeats; /* token_is_term(), token_repeats() */
} Seen;

typedef struct {
    const ExportOptions *options;
    const Index *index;
    const GArray *docids; /* XcDocid, in the order of numbers */
    const ExportInfo *info;
    guint part; /* from 0 */
    const char *folder;
    /* Of the document that is being made. */
    GArray *seen;
    GByteArray *bytes;
    GArray *positions; /* guint32: by byte of the normalized text */
    GByteArray *packed;
    /* Of all. */
    SuggestWriter *suggest; /* of the piece */
    GPtrArray *suggested;   /* the folders that they were written to */
    GArray *counts;         /* guint32: of how many documents each is */
} Part;

static void see_token(const Token *token, guint32 text, gpointer data)
{
    Part *part = data;
    Seen seen = {token->kind, text, token->from, part->bytes->len, token->len, token_is_term(token), token_repeats(token)};
    g_byte_array_append(part->bytes, (const guint8 *)token->term, token->len);
    g_array_append_val(part->seen, seen);
}

static gboolean is_separator(gunichar c)
{
    return c == ' ' || c == '-';
}

/* Says of each byte of TEXT its position, from BASE on; returns the last one. */
static guint32 number_text(GArray *positions, const FieldText *text, guint32 base)
{
    guint32 position = base;
    gboolean in_word = FALSE, separated = FALSE;
    g_array_set_size(positions, text->len);
    for (guint32 at = 0; at < text->len;) {
        gunichar c = g_utf8_get_char(text->utf8 + at);
        CharClass class = char_class(c);
        gboolean goes_on = char_is_alnum(class) && in_word;
        position += is_separator(c) ? separated : !goes_on;
        separated = is_separator(c);
        in_word = char_is_alnum(class);
        for (guint32 end = at + (guint32)g_unichar_to_utf8(c, NULL); at < end; at++)
            g_array_index(positions, guint32, at) = position;
    }
    return position;
}

static gboolean add_with_prefix(XcDocument *out, const char *prefix, XcBytes term, GError **error)
{
    char whole[XC_TERM_MAX];
    gsize len = strlen(prefix);
    if (len + term.len > sizeof whole)
        return TRUE;
    memcpy(whole, prefix, len);
    memcpy(whole + len, term.data, term.len);
    return xc_document_add_term(out, xc_bytes_n(whole, len + term.len), 0, error);
}

/* What repeats others does not count: libxapian's length of a document is what all its terms count together. */
static gboolean add_term(const Part *part, XcDocument *out, const Seen *seen, XcBytes term, guint32 weight, GError **error)
{
    guint32 position = g_array_index(part->positions, guint32, seen->from), wdf = seen->repeats ? 0 : weight;
    gboolean placed = seen->kind == TOKEN_BIGRAM || seen->kind == TOKEN_WORD || seen->kind == TOKEN_CHAR;
    return placed ? xc_document_add_posting(out, term, position, wdf, error) : xc_document_add_term(out, term, wdf, error);
}

/* Adds what was seen of text number NUMBER, of FIELD. */
static gboolean add_seen(const Part *part, XcDocument *out, guint32 number, FieldId field, GError **error)
{
    g_autofree char *prefix = term_field(field);
    for (guint i = 0; i < part->seen->len; i++) {
        const Seen *seen = &g_array_index(part->seen, Seen, i);
        XcBytes term = xc_bytes_n((const char *)part->bytes->data + seen->at, seen->len);
        if (seen->text != number)
            continue;
        if (!add_with_prefix(out, prefix, term, error) ||
            (seen->kind == TOKEN_CHAR && !add_with_prefix(out, TERM_CHARACTER, term, error)) ||
            (seen->is_term && !add_term(part, out, seen, term, text_weight(field), error)))
            return FALSE;
    }
    return TRUE;
}

/* Adds the terms that are of no text. */
static gboolean add_properties(XcDocument *out, const Document *document, GError **error)
{
    for (gsize i = 0; i < document->n_terms; i++)
        if (document->terms[i].wdf == 0 && !xc_document_add_term(out, document->terms[i].term, 0, error))
            return FALSE;
    return TRUE;
}

static gboolean add_texts(const Part *part, XcDocument *out, const DocumentView *view, GError **error)
{
    guint32 position = 0;
    for (guint32 i = 0; i < view->n_texts; i++) {
        position = number_text(part->positions, &view->texts[i], position + EXPORT_GAP);
        if (!add_seen(part, out, i, view->texts[i].field, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_facet(XcDocument *out, const Record *record, FieldId field, GError **error)
{
    const FieldValue *value = &record->values[field];
    g_autofree char *text = NULL;
    if (!(fields[field].flags & FIELD_FACET))
        return TRUE;
    if (field == FIELD_PUBLISHED)
        return TRUE; /* its year: add_dates() */
    if (fields[field].type != FIELD_TYPE_STRINGS) {
        text = g_strdup(value->text);
    } else if (value->list) {
        g_autoptr(GStrvBuilder) values = g_strv_builder_new();
        for (guint i = 0; i < value->list->len; i++)
            g_strv_builder_add(values, value->list->pdata[i]);
        g_auto(GStrv) all = g_strv_builder_end(values);
        text = g_strjoinv(EXPORT_JOINT, all);
    }
    return !text || xc_document_set_value(out, export_facet_slot(field), xc_bytes(text), error);
}

static gboolean add_dates(XcDocument *out, const Document *document, GError **error)
{
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++)
        if (*document->dates.slots[slot] && !xc_document_set_value(out, slot, xc_bytes(document->dates.slots[slot]), error))
            return FALSE;
    const char *published = document->dates.slots[date_slot(FIELD_PUBLISHED)];
    return !published[0] || xc_document_set_value(out, export_facet_slot(FIELD_PUBLISHED), xc_bytes_n(published, 4), error);
}

static gboolean add_day(XcDocument *out, XcSlot slot, guint32 day, GError **error)
{
    char text[16];
    g_snprintf(text, sizeof text, "%08u", day);
    return day == 0 || xc_document_set_value(out, slot, xc_bytes(text), error);
}

/* What tells which documents there may be news of (search/news). */
static gboolean add_news(XcDocument *out, const Record *record, GError **error)
{
    static const FieldId dates[] = {FIELD_PUBLISHED, FIELD_EFFECTIVE, FIELD_WITHDRAWN};
    const GPtrArray *steps = record->values[FIELD_PROGRESS].list;
    gboolean draft = !record_text(record, FIELD_STATUS) && !record_text(record, FIELD_PUBLISHED) && !record_text(record, FIELD_WITHDRAWN);
    guint32 happened = 0, until = 0, stalled = 0;
    for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
        happened = MAX(happened, date_last(date_key(record_text(record, dates[i]))));
    for (guint i = 0; steps && i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        guint32 day = date_last(date_key(step->date)), end = date_last(date_key(step->until));
        happened = MAX(happened, day);
        until = MAX(until, end);
        stalled = MAX(stalled, end ? end : day);
    }
    return add_day(out, EXPORT_HAPPENED, happened, error) && add_day(out, EXPORT_UNTIL, until, error) &&
           add_day(out, EXPORT_STALLED, draft ? stalled : 0, error);
}

static gboolean add_record(Part *part, XcDocument *out, const Record *record, const Document *document, GError **error)
{
    gboolean counted = document->view.length == document->occurrences;
    guint16 length = GUINT16_TO_LE(counted ? 0 : MIN(document->view.length, G_MAXUINT16));
    g_byte_array_set_size(part->packed, 0);
    g_byte_array_append(part->packed, (const guint8 *)&length, EXPORT_RECORD_AT);
    record_pack(record, part->packed);
    return xc_document_set_value(out, EXPORT_RECORD, xc_bytes_n((const char *)part->packed->data, part->packed->len), error);
}

/* LOCAL: its docid in the part. */
static gboolean fill(Part *part, DocumentBuilder *builder, const Record *record, guint local, XcDocument *out, GError **error)
{
    char docid[TERM_DOCID_SIZE];
    g_array_set_size(part->seen, 0);
    g_byte_array_set_size(part->bytes, 0);
    const Document *document = document_build(builder, record, NULL);
    g_autofree char *json = record_to_json_line(record);
    suggest_writer_add(part->suggest, record, document);
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        if (!add_facet(out, record, field, error))
            return FALSE;
    return xc_document_set_data(out, xc_bytes(json), error) && add_dates(out, document, error) && add_news(out, record, error) &&
           add_record(part, out, record, document, error) && add_properties(out, document, error) &&
           xc_document_add_term(out, xc_bytes(term_docid(docid, local)), 0, error) &&
           add_texts(part, out, &document->view, error);
}

static gboolean write_metadata(const Part *part, XcWritableDatabase *database, GError **error)
{
    ExportInfo own = *part->info;
    own.part = part->part + 1;
    g_autofree char *json = export_info_to_json(&own);
    if (!xc_writable_database_set_metadata(database, xc_bytes(EXPORT_INFO), xc_bytes(json), error))
        return FALSE;
    for (char **name = own.lists; part->part == 0 && *name; name++) {
        g_autofree char *key = g_strconcat(EXPORT_LIST, *name, NULL);
        gsize len;
        const char *text = snapshot_list(index_snapshot(part->index), *name, &len);
        if (!xc_writable_database_set_metadata(database, xc_bytes(key), xc_bytes_n(text, len), error))
            return FALSE;
    }
    return TRUE;
}

static gboolean make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: %s", folder, g_strerror(errno));
    return FALSE;
}

/* Documents in a database that libxapian makes at once: of more the trees in which it inverts them outgrow the processor's caches;
 * with fewer the joined one grows. Of 30,000 articles of law in two parts: 41 s of processor time and 90 MB at 10,000 documents,
 * 25 s and 93 MB at 4000, 22 s and 99 MB at 1000. */
#define PIECE_DOCUMENTS 4000u

/* So many databases are joined to a greater one: no more files than these need be open. */
#define JOINED 32u

/* The databases of a part, in the order of their documents: by level, the greatest first, fewer than JOINED of each. */
typedef struct {
    const char *folder;
    GPtrArray *levels; /* GPtrArray of paths, owned; those of level 0 are pieces */
    guint made;        /* which gives each a name */
} Pieces;

static void free_paths(gpointer paths)
{
    g_ptr_array_unref(paths);
}

static char *next_path(Pieces *pieces)
{
    return g_strdup_printf("%s/%u", pieces->folder, pieces->made++);
}

static GPtrArray *level_of(Pieces *pieces, guint level)
{
    while (pieces->levels->len <= level)
        g_ptr_array_add(pieces->levels, g_ptr_array_new_with_free_func(g_free));
    return pieces->levels->pdata[level];
}

/* Joins PATHS to one database, and removes them. */
static gboolean join(GPtrArray *paths, const char *made, XcCompactFlags flags, GError **error)
{
    if (!xc_compact((const char *const *)paths->pdata, paths->len, made, flags, 0, NULL, error))
        return FALSE;
    for (guint i = 0; i < paths->len; i++)
        file_remove_tree(paths->pdata[i]);
    g_ptr_array_set_size(paths, 0);
    return TRUE;
}

/* Takes PATH, the next database of LEVEL. */
static gboolean put_piece(Pieces *pieces, guint level, char *path, GError **error)
{
    GPtrArray *paths = level_of(pieces, level);
    g_ptr_array_add(paths, path);
    if (paths->len < JOINED)
        return TRUE;
    g_autofree char *made = next_path(pieces);
    return join(paths, made, XC_COMPACT_STANDARD, error) &&
           put_piece(pieces, level + 1, g_steal_pointer(&made), error);
}

/* All of them to MADE, which is as small as can be. */
static gboolean join_all(Pieces *pieces, const char *made, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    for (guint level = pieces->levels->len; level-- > 0;) {
        GPtrArray *paths = pieces->levels->pdata[level];
        for (guint i = 0; i < paths->len; i++)
            g_ptr_array_add(all, g_strdup(paths->pdata[i]));
    }
    return join(all, made, XC_COMPACT_FULL, error);
}

/* A part's next documents, from *I on, into DATABASE. */
static gboolean write_documents(Part *part, DocumentBuilder *builder, guint *i, XcWritableDatabase *database, GError **error)
{
    g_autoptr(XcDocument) out = xc_document_new(error);
    guint n = 0;
    for (; out && n < PIECE_DOCUMENTS && *i < part->docids->len; n++, *i += part->options->parts) {
        if (n % STOP_STEP == 0 && stop_asked(part->options->stop, error))
            return FALSE;
        g_autoptr(Record) record = index_record(part->index, g_array_index(part->docids, XcDocid, *i), error);
        if (!record || !xc_document_clear(out, error) || !fill(part, builder, record, *i / part->options->parts + 1, out, error) ||
            !xc_writable_database_add_document(database, out, error))
            return FALSE;
    }
    progress_add(part->options->progress, n);
    return out != NULL;
}

static gboolean write_suggested(Part *part, const char *piece, guint32 documents, GError **error)
{
    char *folder = g_strconcat(piece, ".suggest", NULL);
    g_ptr_array_add(part->suggested, folder);
    g_array_append_val(part->counts, documents);
    return make_folder(folder, error) && suggest_writer_finish(part->suggest, folder, error);
}

/* The first piece has the metadata too, and is there though there are no documents. */
static gboolean write_piece(Part *part, DocumentBuilder *builder, guint *i, const char *path, GError **error)
{
    gboolean first = *i == part->part;
    guint from = *i;
    g_autoptr(SuggestWriter) suggest = suggest_writer_new();
    part->suggest = suggest;
    g_autoptr(XcWritableDatabase) database =
        xc_writable_database_open(path, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS, 0, error);
    return database && (!first || write_metadata(part, database, error)) &&
           write_documents(part, builder, i, database, error) && xc_writable_database_close(database, error) &&
           write_suggested(part, path, (*i - from) / part->options->parts, error);
}

static gboolean write_pieces(Part *part, Pieces *pieces, GError **error)
{
    g_autoptr(DocumentBuilder) builder = document_builder_new(index_tokenizer(part->index));
    document_builder_watch(builder, see_token, part);
    guint i = part->part;
    do {
        g_autofree char *path = next_path(pieces);
        if (!write_piece(part, builder, &i, path, error) || !put_piece(pieces, 0, g_steal_pointer(&path), error))
            return FALSE;
    } while (i < part->docids->len);
    return TRUE;
}

/* Puts the blocks of FILE into the metadata of the database MADE. */
static gboolean put_suggested(const char *file, const char *made, GError **error)
{
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(file, FALSE, error);
    g_autoptr(XcWritableDatabase) database =
        mapped ? xc_writable_database_open(made, XC_WRITE_OPEN | XC_WRITE_NO_SYNC | XC_WRITE_DANGEROUS, 0, error) : NULL;
    gsize len = mapped ? g_mapped_file_get_length(mapped) : 0;
    g_autofree char *size = g_strdup_printf("%" G_GSIZE_FORMAT, len);
    gboolean ok = database && xc_writable_database_set_metadata(database, xc_bytes(EXPORT_SUGGEST), xc_bytes(size), error);
    for (gsize at = 0; ok && at < len; at += SUM_BLOCK) {
        g_autofree char *key = g_strdup_printf(EXPORT_SUGGEST "/%" G_GSIZE_FORMAT, at / SUM_BLOCK);
        XcBytes block = xc_bytes_n(g_mapped_file_get_contents(mapped) + at, MIN(SUM_BLOCK, len - at));
        ok = xc_writable_database_set_metadata(database, xc_bytes(key), block, error);
    }
    return ok && xc_writable_database_close(database, error);
}

static gboolean add_suggested(const Part *part, const char *growing, const char *made, GError **error)
{
    g_autofree char *file = g_build_filename(growing, "suggest.map", NULL);
    return suggest_join((const char *const *)part->suggested->pdata, (const guint32 *)(gconstpointer)part->counts->data,
                        part->suggested->len, growing, file, error) &&
           put_suggested(file, made, error);
}

static gboolean write_part(gpointer data, PoolResult *result, GError **error)
{
    Part *part = data;
    (void)result;
    g_autofree char *name = g_strdup_printf("part-%u-of-%u", part->part + 1, part->options->parts);
    g_autofree char *made = g_build_filename(part->folder, name, NULL);
    g_autofree char *growing = g_strconcat(made, ".growing", NULL);
    Pieces pieces = {.folder = growing, .levels = g_ptr_array_new_with_free_func(free_paths)};
    part->seen = g_array_new(FALSE, FALSE, sizeof(Seen));
    part->bytes = g_byte_array_new();
    part->positions = g_array_new(FALSE, FALSE, sizeof(guint32));
    part->packed = g_byte_array_new();
    part->suggested = g_ptr_array_new_with_free_func(g_free);
    part->counts = g_array_new(FALSE, FALSE, sizeof(guint32));
    gboolean ok = make_folder(growing, error) && write_pieces(part, &pieces, error) && index_check(part->index, error) &&
                  join_all(&pieces, made, error) && add_suggested(part, growing, made, error);
    file_remove_tree(growing);
    g_ptr_array_unref(pieces.levels);
    g_array_unref(part->seen);
    g_byte_array_unref(part->bytes);
    g_array_unref(part->positions);
    g_byte_array_unref(part->packed);
    g_ptr_array_unref(part->suggested);
    g_array_unref(part->counts);
    return ok;
}

static guint32 next_living(guint32 shard, guint32 after, gpointer data)
{
    const Index *index = data;
    guint32 documents = shard_doccount(index_shard(index, shard));
    do
        after = after < documents ? after + 1 : 0;
    while (after && index_is_dead(index, shard, after));
    return after;
}

/* The live documents in the order of their numbers: XcDocid. Caller unrefs; NULL with an error. */
static GArray *order_documents(Index *index, GError **error)
{
    g_autoptr(GArray) docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    g_autoptr(NumberOrder) order = number_order_new(index, next_living, index, error);
    XcDocid docid = 0;
    gboolean ok = order && number_order_next(order, &docid, error);
    for (; ok && docid; ok = number_order_next(order, &docid, error))
        g_array_append_val(docids, docid);
    return ok ? g_steal_pointer(&docids) : NULL;
}

static char **list_names(const Manifest *manifest)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; i < manifest->lists->len; i++)
        g_strv_builder_add(names, ((const ManifestList *)manifest->lists->pdata[i])->name);
    return g_strv_builder_end(names);
}

static ExportInfo *describe(const Index *index, const GArray *docids, guint parts)
{
    const Manifest *manifest = index_manifest(index);
    ExportInfo *info = g_new0(ExportInfo, 1);
    g_autofree char *json = manifest_to_json(manifest);
    g_autofree char *whole = g_strdup_printf("%d of %u parts of %s", EXPORT_FORMAT, parts, json);
    info->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256, whole, -1);
    info->created = g_strdup(manifest->created);
    info->icu = g_strdup(manifest->icu);
    info->generation = manifest->generation;
    info->parts = parts;
    info->documents = docids->len;
    info->means = snapshot_means(index_snapshot(index));
    info->lists = list_names(manifest);
    return info;
}

static gboolean write_parts(const ExportOptions *options, const Index *index, const ExportInfo *info, const GArray *docids,
                            const char *folder, GError **error)
{
    g_autoptr(Pool) pool = pool_new(options->jobs, options->stop);
    g_autofree Part *parts = g_new0(Part, options->parts);
    for (guint i = 0; i < options->parts; i++) {
        parts[i] = (Part){.options = options, .index = index, .docids = docids, .info = info, .part = i, .folder = folder};
        if (!pool_run(pool, write_part, &parts[i], NULL, error))
            return FALSE;
    }
    return pool_wait(pool, 0, error);
}

/* FOLDER becomes OUT, unless that is there by now. */
static gboolean publish(const char *folder, const char *out, GError **error)
{
    if (file_sync(folder, error) && g_rename(folder, out) == 0)
        return TRUE;
    if (error && !*error)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: %s", out, g_strerror(errno));
    return FALSE;
}

gboolean export_generation(const ExportOptions *options, ExportResult *result, GError **error)
{
    if (remote_is_address(options->dir)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("%s: this is an export already"), options->dir);
        return FALSE;
    }
    if (g_file_test(options->out, G_FILE_TEST_EXISTS)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s is there already: an export is a folder of its own"), options->out);
        return FALSE;
    }
    g_autoptr(Index) index = index_open(options->dir, error);
    g_autoptr(GArray) docids = index ? order_documents(index, error) : NULL;
    if (!docids || !index_check(index, error))
        return FALSE;
    g_autoptr(ExportInfo) info = describe(index, docids, options->parts);
    g_autofree char *folder = g_strdup_printf("%s.%d", options->out, (int)getpid());
    progress_step(options->progress, CHANGE_INDEXING, docids->len);
    gboolean ok = make_folder(folder, error) && write_parts(options, index, info, docids, folder, error) &&
                  publish(folder, options->out, error);
    progress_end(options->progress);
    if (!ok)
        file_remove_tree(folder);
    *result = (ExportResult){info->generation, info->documents};
    return ok;
}
