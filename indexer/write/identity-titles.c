#include <string.h>

#include "indexer/write/identity-private.h"
#include "number/number.h"

/* A title key that drafts have, and the best numbered record with the same. */
typedef struct {
    GHashTable *drafts; /* their ids: one for each spelling of the title */
    char *id;           /* of the record with the number, or NULL */
    gboolean plan;      /* that is a plan: preferred, since a draft is one */
    int year;           /* of what is known last of the drafts, 0: unknown */
} Title;

struct Titles {
    GHashTable *by_key; /* title key → Title */
};

static void free_title(gpointer data)
{
    Title *title = data;
    g_hash_table_unref(title->drafts);
    g_free(title->id);
    g_free(title);
}

Titles *titles_new(void)
{
    Titles *titles = g_new0(Titles, 1);
    titles->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_title);
    return titles;
}

void titles_free(Titles *titles)
{
    if (!titles)
        return;
    g_hash_table_unref(titles->by_key);
    g_free(titles);
}

gboolean titles_any(const Titles *titles)
{
    return g_hash_table_size(titles->by_key) > 0;
}

void titles_note(Titles *titles, const Record *draft, const char *key)
{
    Title *title = g_hash_table_lookup(titles->by_key, key);
    if (!title) {
        title = g_new0(Title, 1);
        title->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(titles->by_key, g_strdup(key), title);
    }
    title->year = MAX(title->year, (int)(record_date(draft) / 10000));
    g_hash_table_add(title->drafts, g_strdup(record_text(draft, FIELD_ID)));
}

void titles_offer(Titles *titles, const Record *record, const char *key)
{
    Title *title = g_hash_table_lookup(titles->by_key, key);
    const char *id = record_text(record, FIELD_ID);
    gboolean plan = g_strcmp0(record_text(record, FIELD_KIND), "plan") == 0;
    if (!title || record_is_provisional(id) ||
        (title->id &&
         (title->plan > plan || (title->plan == plan && strcmp(title->id, id) > 0))))
        return;
    g_autoptr(Number) number = number_parse(id, -1);
    if (!plan && number && number->year > 0 && number->year < title->year)
        return; /* what the draft is to replace */
    g_free(title->id);
    title->id = g_strdup(id);
    title->plan = plan;
}

gboolean titles_offer_stored(Titles *titles, Index *base, GError **error)
{
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, titles->by_key);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        g_autoptr(GArray) docids = index_find_title(base, key, error);
        for (guint i = 0; docids && i < docids->len; i++) {
            g_autoptr(Record) record = index_record(base, g_array_index(docids, XcDocid, i), error);
            if (!record)
                return FALSE;
            if (g_strcmp0(record_text(record, FIELD_KIND), "news") != 0)
                titles_offer(titles, record, key);
        }
        if (!docids)
            return FALSE;
    }
    return TRUE;
}

void titles_settle(const Titles *titles, GHashTable *ids)
{
    GHashTableIter iterator, drafts;
    gpointer value, draft;
    g_hash_table_iter_init(&iterator, titles->by_key);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const Title *title = value;
        g_hash_table_iter_init(&drafts, title->drafts);
        while (title->id && g_hash_table_iter_next(&drafts, &draft, NULL))
            g_hash_table_insert(ids, g_strdup(draft), g_strdup(title->id));
    }
}
