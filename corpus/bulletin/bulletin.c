/* A bulletin: its text, its tables, its news, put together. */
#include "corpus/bulletin/bulletin.h"

#include <stdarg.h>
#include <string.h>

#include "corpus/bulletin/month.h"
#include "corpus/bulletin/private.h"
#include "corpus/read/foreign.h"
#include "corpus/read/reject.h"
#include "corpus/record/date.h"
#include "corpus/record/fault.h"
#include "corpus/standard/standard.h"
#include "corpus/table/document-text.h"
#include "messages/messages.h"
#include "number/number.h"

Source bulletin_place(const Bulletin *bulletin, guint i)
{
    const TextLine *line = i < bulletin->lines->len ? bulletin->lines->pdata[i] : NULL;
    return (Source){.file = (char *)bulletin->file, .page = line ? line->page : 0, .line = line ? line->number : 0,
                    .ocr = line ? line->ocr : 0};
}

static void send_reject(Bulletin *bulletin, guint first, guint end, const char *format,
                        va_list args) G_GNUC_PRINTF(4, 0);
static void send_reject(Bulletin *bulletin, guint first, guint end, const char *format,
                        va_list args)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = first; i < end && text->len < READER_REJECT_TEXT; i++)
        g_string_append_printf(text, "%s%.*s", i > first ? "\n" : "", READER_REJECT_TEXT,
                               ((TextLine *)bulletin->lines->pdata[i])->text);
    g_autofree char *reason = g_strdup_vprintf(message_of(format), args);
    const Source at = bulletin_place(bulletin, first);
    bulletin->n_rejects++;
    if (!bulletin->stopped &&
        !reject_send_at(bulletin->sink, &at, text->str, text->len, "%s", reason))
        bulletin->stopped = TRUE;
}

void bulletin_reject(Bulletin *bulletin, guint first, guint end, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    send_reject(bulletin, first, end, format, args);
    va_end(args);
    for (guint i = first; i < end; i++)
        bulletin->rejected[i] = TRUE;
}

void bulletin_miss(Bulletin *bulletin, guint at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    send_reject(bulletin, at, at + 1, format, args);
    va_end(args);
}

/* Records by id and title */

static void remember_title(Bulletin *bulletin, Record *record)
{
    char *key = record_title_key(record);
    if (key && !g_hash_table_contains(bulletin->by_title, key))
        g_hash_table_insert(bulletin->by_title, key, record);
    else
        g_free(key);
}

Record *bulletin_add(Bulletin *bulletin, Record *record)
{
    g_autofree char *id = number_canonical_id(record_text(record, FIELD_ID));
    record_set_text(record, FIELD_ID, id, -1);
    Record *old = g_hash_table_lookup(bulletin->by_id, id);
    if (old) {
        record_merge(old, record);
        g_clear_pointer(&old->dated, g_free); /* all of it is as old as the bulletin */
        record_free(record);
        return old;
    }
    g_ptr_array_add(bulletin->records, record);
    g_hash_table_insert(bulletin->by_id, g_steal_pointer(&id), record);
    if (g_strcmp0(record_text(record, FIELD_KIND), "news") != 0)
        remember_title(bulletin, record);
    return record;
}

/* The record whose title is TITLE, else the only one that TITLE is the end of or that is the end of
 * TITLE (a general element is often left out), at least eight characters long. */
Record *bulletin_find_title(Bulletin *bulletin, const char *title)
{
    g_autofree char *key = record_title_key_of(title);
    Record *record = key ? g_hash_table_lookup(bulletin->by_title, key) : NULL;
    if (record || !key)
        return record;
    GHashTableIter iter;
    gpointer other, value;
    int found = 0;
    g_hash_table_iter_init(&iter, bulletin->by_title);
    while (g_hash_table_iter_next(&iter, &other, &value)) {
        gboolean ends = g_str_has_suffix(key, other) || g_str_has_suffix(other, key);
        glong shorter = MIN(g_utf8_strlen(key, -1), g_utf8_strlen(other, -1));
        if (!ends || shorter < 8)
            continue;
        record = value;
        found++;
    }
    return found == 1 ? record : NULL;
}

static void find_month(Bulletin *bulletin)
{
    bulletin_find_month(bulletin->lines, bulletin->tables, bulletin->name, &bulletin->year,
                        &bulletin->month);
    bulletin->date = bulletin->year ? date_format(bulletin->year, bulletin->month, 0) : NULL;
}

/* How ids of news name the bulletin: its month, and its file's name where that says more. */
static char *name_issue(const Bulletin *bulletin)
{
    g_autofree char *stem = g_strdup(bulletin->name);
    static const char *const endings[] = {".gz", ".xz", ".txt", ".text", ".pdf", ".ofd", ".docx", ".html", ".htm", ".md"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(stem, endings[i]) && strlen(stem) > strlen(endings[i]))
            stem[strlen(stem) - strlen(endings[i])] = '\0';
    if (!bulletin->date || strstr(stem, bulletin->date))
        return g_steal_pointer(&stem);
    return strcmp(stem, "-") == 0 ? g_strdup(bulletin->date)
                                  : g_strdup_printf("%s %s", bulletin->date, stem);
}

/* LINES are borrowed. */
static void open_lines(Bulletin *bulletin, const char *file, GPtrArray *lines)
{
    g_autofree char *base = g_path_get_basename(file);
    bulletin->file = file;
    bulletin->name = g_utf8_make_valid(base, -1);
    bulletin->lines = lines;
    bulletin->rejected = g_new0(gboolean, bulletin->lines->len + 1);
    bulletin->tables = tables_find(bulletin->lines);
    find_month(bulletin);
    bulletin->issue = name_issue(bulletin);
    bulletin->dates = date_finder_new(bulletin->year, bulletin->month);
    bulletin->records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
    bulletin->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bulletin->by_title = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bulletin->captioned = g_hash_table_new(NULL, NULL);
}

static void close_lines(Bulletin *bulletin)
{
    g_hash_table_unref(bulletin->by_id);
    g_hash_table_unref(bulletin->by_title);
    g_hash_table_unref(bulletin->captioned);
    g_ptr_array_unref(bulletin->records);
    g_ptr_array_unref(bulletin->tables);
    date_finder_free(bulletin->dates);
    g_free(bulletin->rejected);
    g_free(bulletin->name);
    g_free(bulletin->issue);
    g_free(bulletin->date);
}

/* Why RECORD is none; NULL if it is one. A number alone is something to know only where the text
 * tells of it. */
static char *record_fault(const Record *record)
{
    const char *title;
    if (g_strcmp0(record_text(record, FIELD_KIND), "news") == 0)
        return NULL;
    const char *fault = record_title_fault(record, FAULT_TITLE, &title);
    if (fault)
        return g_strdup_printf(_("the title \"%s\" %s; correct the text"), title, fault);
    if (!record_text(record, FIELD_TITLE_ZH) && !record_text(record, FIELD_TITLE_EN) &&
        !record_text(record, FIELD_SCOPE_ZH) && !record_text(record, FIELD_SCOPE_EN) &&
        !record->values[FIELD_PROGRESS].list)
        return g_strdup_printf(_("%s is named without a title, a scope or a step of its progress"),
                               record_text(record, FIELD_ID));
    return NULL;
}

static gboolean send_fault(Bulletin *bulletin, const Record *record, const char *fault)
{
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    const Source whole = {.file = (char *)bulletin->file};
    const char *id = record_text(record, FIELD_ID);
    return reject_send_at(bulletin->sink, sources ? sources->pdata[0] : &whole, id, strlen(id), "%s", fault);
}

/* Hands the records over, normalized. */
static void deliver(Bulletin *bulletin)
{
    for (guint i = 0; i < bulletin->records->len && !bulletin->stopped; i++) {
        Record *record = g_steal_pointer(&bulletin->records->pdata[i]);
        g_autofree char *fault = record_fault(record);
        record_normalize(record);
        gboolean going_on = fault ? send_fault(bulletin, record, fault)
                                  : bulletin->sink->record(record, bulletin->sink->data);
        if (fault)
            record_free(record);
        bulletin->stopped = !going_on;
    }
}

/* Sets the error CODE that FILE is WHAT, if that is not NULL. */
static gboolean is_foreign(const char *file, const char *what, int code, GError **error)
{
    if (what)
        g_set_error(error, READER_ERROR, code, _("%s: this is %s"), file, what);
    return what != NULL;
}

/* TEXT: what LINES are of, or NULL: its form is looked at if no table is found in it. */
static gboolean read_lines(const char *file, GPtrArray *lines, const char *text, const ReaderSink *sink,
                           ReaderShare *share, GError **error)
{
    if (sink->text)
        return document_text_send(file, lines, sink, share, error);
    if (standard_knows(lines))
        return standard_read(file, lines, sink, share, error);
    Bulletin bulletin = {.sink = sink};
    open_lines(&bulletin, file, lines);
    if (bulletin.tables->len == 0 && is_foreign(file, text ? foreign_list(text) : NULL, READER_ERROR_FORMAT, error)) {
        close_lines(&bulletin);
        return FALSE;
    }
    bulletin_read_tables(&bulletin);
    bulletin_read_news(&bulletin);
    bulletin_read_captions(&bulletin);
    /* Of what is neither record nor reject nothing would be told: it is no bulletin either. */
    gboolean known = bulletin_measure(&bulletin, share) &&
                     (bulletin.records->len || bulletin.n_rejects);
    if (known && reader_share_suffices(share))
        deliver(&bulletin);
    gboolean stopped = bulletin.stopped;
    close_lines(&bulletin);
    if (stopped)
        reader_stopped(file, error);
    else if (!known)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: no JSON Lines, and no table or news item of a bulletin in its text (prose?)"),
                    file);
    return !stopped && known && reader_check_share(file, share, error);
}

static gboolean read_text(const char *file, const char *text, const ReaderSink *sink,
                          ReaderShare *share, GError **error)
{
    int code = READER_ERROR_FORMAT;
    const char *what = sink->text ? NULL : foreign_text(text, &code);
    if (is_foreign(file, what, code, error))
        return FALSE;
    g_autoptr(GPtrArray) lines = text_lines(text);
    return read_lines(file, lines, text, sink, share, error);
}

gboolean bulletin_read_document(const char *file, const Document *document, const ReaderSink *sink,
                                ReaderShare *share, GError **error)
{
    if (!document->too_large)
        return read_lines(file, document->lines, NULL, sink, share, error);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: its tables are over %zu MiB"), file,
                DOCUMENT_MOST_BYTES >> 20);
    return FALSE;
}

/* All bytes of STREAM; what came before damage is kept in OUT. */
static gboolean read_all(const char *file, Stream *stream, GByteArray *out, GError **error)
{
    if (!stream_read_all(stream, out, BULLETIN_MAX_BYTES, error))
        return FALSE;
    if (out->len > BULLETIN_MAX_BYTES)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: a text of more than %zu MiB is no bulletin"), file, BULLETIN_MAX_BYTES >> 20);
    return out->len <= BULLETIN_MAX_BYTES;
}

gboolean bulletin_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                       GError **error)
{
    g_autoptr(Stream) owned = stream;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autoptr(GError) damage = NULL;
    if (!read_all(file, owned, bytes, &damage) &&
        !g_error_matches(damage, READER_ERROR, READER_ERROR_COMPRESSED)) {
        g_propagate_error(error, g_steal_pointer(&damage));
        return FALSE;
    }
    if (bytes->len == 0 && !damage) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: the file is empty"), file);
        return FALSE;
    }
    const char *encoding;
    g_autofree char *text =
        bytes->len ? text_decode((const char *)bytes->data, bytes->len, &encoding) : NULL;
    if (!text && !damage)
        g_set_error(error, READER_ERROR, READER_ERROR_FOREIGN,
                    _("%s: binary data that no reader knows"), file);
    gboolean ok = text && read_text(file, text, sink, share, damage ? NULL : error);
    if (damage)
        g_propagate_error(error, g_steal_pointer(&damage));
    return ok && !damage;
}
