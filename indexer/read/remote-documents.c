/* The documents that are looked at: fetched from all parts at once, and kept for a while. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "indexer/files/error.h"
#include "indexer/read/remote-private.h"
#include "indexer/read/texts.h"
#include "messages/messages.h"
#include "tokenizer/normalizer.h"

typedef struct {
    Record *record;
    char *json;
    char **texts;   /* NULL-terminated: normalized */
    guint32 length; /* 0: libxapian counts all terms */
    DocumentView view;
} Fetched;

static void free_fetched(gpointer data)
{
    Fetched *fetched = data;
    record_free(fetched->record);
    g_strfreev(fetched->texts);
    g_free(fetched->json);
    g_free(fetched);
}

GHashTable *remote_fetched_new(void)
{
    return g_hash_table_new_full(NULL, NULL, NULL, free_fetched);
}

typedef struct {
    Fetched *fetched;
    GPtrArray *texts;
} Viewing;

static void add_text(FieldId field, const char *language, const char *text, gpointer data)
{
    Viewing *viewing = data;
    DocumentView *view = &viewing->fetched->view;
    (void)language;
    if (view->n_texts == SHARD_MAX_TEXTS)
        return;
    char *normalized = normalize_string(text, -1);
    view->texts[view->n_texts++] = (FieldText){field, (guint32)strlen(normalized), normalized};
    g_ptr_array_add(viewing->texts, normalized);
}

static Fetched *fetched_new(XcBytes data, const char *length, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    Record *record = record_from_json(data.data, data.len, NULL, &wrong);
    if (!record) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a server has a document that is no record: %s"), wrong->message);
        return NULL;
    }
    Fetched *fetched = g_new0(Fetched, 1);
    Viewing viewing = {fetched, g_ptr_array_new()};
    fetched->record = record;
    fetched->length = (guint32)strtoul(length, NULL, 10);
    fetched->json = g_strndup(data.data, data.len);
    fetched->view.id = record_text(record, FIELD_ID);
    fetched->view.id_len = (guint32)strlen(fetched->view.id);
    fetched->view.published = date_key(record_text(record, FIELD_PUBLISHED));
    record_each_text(record, add_text, &viewing);
    g_ptr_array_add(viewing.texts, NULL);
    fetched->texts = (char **)g_ptr_array_free(viewing.texts, FALSE);
    return fetched;
}

/* What one thread fetches of one part. */
typedef struct {
    const XcDatabase *part;
    GArray *docids; /* XcDocid of the whole, all of the part */
    guint parts;
    GPtrArray *fetched; /* Fetched, of the first of them */
    GError *error;
    GThread *thread;
} Fetching;

static gpointer fetch_thread(gpointer data)
{
    Fetching *fetching = data;
    for (guint i = fetching->fetched->len; i < fetching->docids->len && !fetching->error; i++) {
        XcDocid docid = g_array_index(fetching->docids, XcDocid, i);
        g_autoptr(XcDocument) document = xc_database_document(fetching->part, (docid - 1) / fetching->parts + 1, &fetching->error);
        if (!document)
            break;
        XcBytes bytes = xc_document_data(document, &fetching->error);
        XcBytes value = fetching->error ? bytes : xc_document_value(document, EXPORT_LENGTH, &fetching->error);
        g_autofree char *length = g_strndup(value.data, value.len);
        Fetched *fetched = fetching->error ? NULL : fetched_new(bytes, length, &fetching->error);
        if (fetched)
            g_ptr_array_add(fetching->fetched, fetched);
    }
    return NULL;
}

/* Which of DOCIDS are not kept, by part. */
static guint deal(const Remote *remote, const XcDocid *docids, guint n, Fetching *all)
{
    guint parts = remote->cluster->info->parts, wanted = 0;
    for (guint i = 0; i < n; i++) {
        Fetching *own = &all[(docids[i] - 1) % parts];
        if (docids[i] && !g_hash_table_contains(remote->fetched, GUINT_TO_POINTER(docids[i]))) {
            g_array_append_val(own->docids, docids[i]);
            wanted++;
        }
    }
    return wanted;
}

typedef struct {
    Remote *remote;
    Fetching *all;
} FetchAsked;

static gboolean ask_fetch(const XcDatabase *whole, gpointer data, GError **error)
{
    FetchAsked *asked = data;
    guint parts = asked->remote->cluster->info->parts;
    Fetching *last = NULL; /* this thread's own */
    gboolean ok = TRUE;
    (void)whole;
    for (guint p = 0; p < parts; p++) {
        Fetching *own = &asked->all[p];
        own->part = asked->remote->parts[p];
        if (!own->part || own->fetched->len == own->docids->len)
            continue;
        if (last && !(last->thread = g_thread_try_new("fetch", fetch_thread, last, NULL)))
            fetch_thread(last); /* no more threads can be had */
        last = own;
    }
    if (last)
        fetch_thread(last);
    for (guint p = 0; p < parts; p++) {
        Fetching *own = &asked->all[p];
        if (own->thread)
            g_thread_join(g_steal_pointer(&own->thread));
        if (own->error && ok)
            g_propagate_error(error, g_steal_pointer(&own->error)), ok = FALSE;
        g_clear_error(&own->error);
    }
    return ok;
}

gboolean remote_fetch(Remote *remote, const XcDocid *docids, guint n, GError **error)
{
    guint parts = remote->cluster->info->parts;
    g_autofree Fetching *all = g_new0(Fetching, parts);
    for (guint p = 0; p < parts; p++)
        all[p] = (Fetching){.docids = g_array_new(FALSE, FALSE, sizeof(XcDocid)), .parts = parts, .fetched = g_ptr_array_new()};
    FetchAsked asked = {remote, all};
    gboolean ok = deal(remote, docids, n, all) == 0 || remote_run(remote, ask_fetch, &asked, error);
    for (guint p = 0; p < parts; p++) {
        for (guint i = 0; i < all[p].fetched->len; i++)
            g_hash_table_insert(remote->fetched, GUINT_TO_POINTER(g_array_index(all[p].docids, XcDocid, i)),
                                all[p].fetched->pdata[i]);
        g_ptr_array_unref(all[p].fetched);
        g_array_unref(all[p].docids);
    }
    return ok;
}

static const Fetched *fetched_of(Remote *remote, XcDocid docid, GError **error)
{
    const Fetched *known = g_hash_table_lookup(remote->fetched, GUINT_TO_POINTER(docid));
    if (known || !remote_fetch(remote, &docid, 1, error))
        return known;
    known = g_hash_table_lookup(remote->fetched, GUINT_TO_POINTER(docid));
    if (!known)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a document's part has no server any more"));
    return known;
}

gboolean remote_view(Remote *remote, XcDocid docid, DocumentView *view, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    if (fetched)
        *view = fetched->view;
    return fetched != NULL;
}

const Record *remote_record(Remote *remote, XcDocid docid, guint32 *length, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    *length = fetched ? fetched->length : 0;
    return fetched ? fetched->record : NULL;
}

Record *remote_read_record(Remote *remote, XcDocid docid, GError **error)
{
    const Fetched *fetched = fetched_of(remote, docid, error);
    return fetched ? record_from_json(fetched->json, strlen(fetched->json), NULL, error) : NULL;
}

const char *remote_facet(Remote *remote, XcDocid docid, FieldId field)
{
    const Fetched *fetched = fetched_of(remote, docid, NULL);
    const FieldValue *value = fetched ? &fetched->record->values[field] : NULL;
    if (!value)
        return NULL;
    if (fields[field].type != FIELD_TYPE_STRINGS)
        return value->text;
    return value->list ? value->list->pdata[0] : NULL;
}
