/* The documents that are looked at: fetched from all parts at once, and kept for a while. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "indexer/files/error.h"
#include "indexer/read/remote-private.h"
#include "indexer/read/terms.h"
#include "indexer/read/texts.h"
#include "messages/messages.h"
#include "tokenizer/normalizer.h"

typedef struct {
    Record *record;
    GBytes *packed;
    char **texts;   /* NULL-terminated: normalized */
    guint32 length; /* 0: libxapian counts all terms */
    DocumentView view;
} Fetched;

static void free_fetched(gpointer data)
{
    Fetched *fetched = data;
    record_free(fetched->record);
    g_strfreev(fetched->texts);
    g_bytes_unref(fetched->packed);
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

static Fetched *fetched_new(const guint8 *value, gsize len, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    gsize rest = len < EXPORT_RECORD_AT ? 0 : len - EXPORT_RECORD_AT;
    Record *record = record_unpack(value + len - rest, rest, &wrong);
    if (!record) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a server has a document that is no record: %s"), wrong->message);
        return NULL;
    }
    Fetched *fetched = g_new0(Fetched, 1);
    Viewing viewing = {fetched, g_ptr_array_new()};
    fetched->record = record;
    fetched->length = value[0] | (guint32)value[1] << 8;
    fetched->packed = g_bytes_new(value + EXPORT_RECORD_AT, rest);
    fetched->view.id = record_text(record, FIELD_ID);
    fetched->view.id_len = (guint32)strlen(fetched->view.id);
    fetched->view.published = date_key(record_text(record, FIELD_PUBLISHED));
    record_each_text(record, add_text, &viewing);
    g_ptr_array_add(viewing.texts, NULL);
    fetched->texts = (char **)g_ptr_array_free(viewing.texts, FALSE);
    return fetched;
}

/* So many documents are asked for at once: what is answered is held whole at both ends. */
#define FETCH_AT_ONCE 1000u

/* What one thread fetches of one part. */
typedef struct {
    const XcDatabase *part;
    GArray *docids; /* XcDocid in the part */
    GPtrArray *fetched; /* Fetched, of the first of them */
    GError *error;
    GThread *thread;
} Fetching;

/* The documents DOCIDS of a part, those with the terms of these. */
static XcQuery *docids_query(const XcDocid *docids, guint n, GError **error)
{
    g_autofree XcQuery **terms = g_new0(XcQuery *, n);
    gboolean ok = TRUE;
    for (guint i = 0; i < n && ok; i++) {
        char term[TERM_DOCID_SIZE];
        terms[i] = xc_query_term(xc_bytes(term_docid(term, docids[i])), 1, error);
        ok = terms[i] != NULL;
    }
    XcQuery *any = ok ? xc_query_combine(XC_QUERY_OR, terms, n, 0, error) : NULL;
    for (guint i = 0; i < n; i++)
        xc_query_unref(terms[i]);
    return any;
}

/* Finds them, each with its record: by that they are sorted. */
static XcMSet *ask_records(const XcDatabase *part, const XcDocid *docids, guint n, GError **error)
{
    g_autoptr(XcQuery) query = docids_query(docids, n, error);
    g_autoptr(XcWeight) none = query ? xc_weight_new(XC_WEIGHT_BOOL, NULL, 0, error) : NULL;
    g_autoptr(XcEnquire) enquire = none ? xc_enquire_new(part, error) : NULL;
    if (!enquire || !xc_enquire_set_query(enquire, query, 0, error) || !xc_enquire_set_weight(enquire, none, error) ||
        !xc_enquire_sort_by_value(enquire, EXPORT_RECORD, FALSE, error))
        return NULL;
    return xc_enquire_mset(enquire, 0, n, 0, NULL, error);
}

static gboolean lacks(XcDocid docid, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("a server lacks document %u of its part"), docid);
    return FALSE;
}

/* Takes the next N documents, in whatever order they came. */
static gboolean take_records(Fetching *fetching, const XcMSet *mset, const XcDocid *docids, guint n)
{
    g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
    GError **error = &fetching->error;
    for (guint32 i = 0; i < xc_mset_size(mset); i++)
        g_hash_table_insert(places, GUINT_TO_POINTER(xc_mset_docid(mset, i)), GUINT_TO_POINTER(i + 1));
    for (guint i = 0; i < n; i++) {
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, GUINT_TO_POINTER(docids[i])));
        size_t len = 0;
        char *value = place ? xc_mset_sort_key(mset, place - 1, &len, error) : NULL;
        Fetched *fetched = value ? fetched_new((const guint8 *)value, len, error) : NULL;
        free(value);
        if (!fetched)
            return *error ? FALSE : lacks(docids[i], error);
        g_ptr_array_add(fetching->fetched, fetched);
    }
    return TRUE;
}

static gpointer fetch_thread(gpointer data)
{
    Fetching *fetching = data;
    while (fetching->fetched->len < fetching->docids->len) {
        const XcDocid *docids = &g_array_index(fetching->docids, XcDocid, fetching->fetched->len);
        guint n = MIN(fetching->docids->len - fetching->fetched->len, FETCH_AT_ONCE);
        XcMSet *mset = ask_records(fetching->part, docids, n, &fetching->error);
        gboolean ok = mset && take_records(fetching, mset, docids, n);
        xc_mset_free(mset);
        if (!ok)
            break;
    }
    return NULL;
}

/* Which of DOCIDS are not kept, by part. */
static guint deal(const Remote *remote, const XcDocid *docids, guint n, Fetching *all)
{
    guint parts = remote->cluster->info->parts, wanted = 0;
    for (guint i = 0; i < n; i++) {
        Fetching *own = &all[(docids[i] - 1) % parts];
        XcDocid local = export_local(parts, docids[i]);
        if (docids[i] && !g_hash_table_contains(remote->fetched, GUINT_TO_POINTER(docids[i]))) {
            g_array_append_val(own->docids, local);
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
        all[p] = (Fetching){.docids = g_array_new(FALSE, FALSE, sizeof(XcDocid)), .fetched = g_ptr_array_new()};
    FetchAsked asked = {remote, all};
    gboolean ok = deal(remote, docids, n, all) == 0 || remote_run(remote, ask_fetch, &asked, error);
    for (guint p = 0; p < parts; p++) {
        for (guint i = 0; i < all[p].fetched->len; i++) {
            XcDocid docid = export_docid(parts, p, g_array_index(all[p].docids, XcDocid, i));
            g_hash_table_insert(remote->fetched, GUINT_TO_POINTER(docid), all[p].fetched->pdata[i]);
        }
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
    gsize len;
    const guint8 *packed = fetched ? g_bytes_get_data(fetched->packed, &len) : NULL;
    return fetched ? record_unpack(packed, len, error) : NULL;
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
