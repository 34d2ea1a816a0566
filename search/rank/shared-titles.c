#include "config.h"

#include "corpus/record/texts.h"
#include "search/rank/rank.h"

#include <math.h>
#include <string.h>

#include "search/plan/edition.h"

/* FNV-1a, 64 bits. */
static guint64 add_hash(guint64 hash, const char *bytes, gsize len)
{
    for (gsize i = 0; i < len; i++)
        hash = (hash ^ (guint8)bytes[i]) * 0x100000001b3u;
    return hash;
}

guint64 rank_title_hash(const DocumentView *view)
{
    static const char mark[] = "第";
    guint64 hash = 0xcbf29ce484222325u;
    gboolean any = FALSE;
    for (guint32 i = 0; i < view->n_texts; i++) {
        const FieldText *text = &view->texts[i];
        if (!rank_is_title(text->field))
            continue;
        any = TRUE;
        for (const char *at = text->utf8, *end = at + text->len; at < end;) {
            char term[ORDINAL_TERM_SIZE];
            const char *place = memmem(at, (gsize)(end - at), mark, strlen(mark));
            gsize before = (gsize)((place ? place : end) - at);
            hash = add_hash(hash, at, before);
            at += before;
            gsize skipped = place ? rank_ordinal(at, (gsize)(end - at), term) : 0;
            if (place && skipped == 0) {
                hash = add_hash(hash, at, strlen(mark));
                skipped = strlen(mark);
            }
            at += skipped;
        }
    }
    return any ? hash : 0;
}

/* What all editions and supplements of a number have in common; another id as it is. */
static char *work_of(const char *id)
{
    Edition edition;
    edition_init(&edition, id, EDITION_UNKNOWN);
    char *work = g_strdup(edition.number ? edition.number : id);
    edition_clear(&edition);
    return work;
}

/* SAME, N of them, are in the order of their digits: what has others than its neighbours is a work by
 * itself. */
static guint count_works(RankedDocument *const *same, guint n)
{
    guint count = 0;
    for (guint from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && same[to]->digits == same[from]->digits;)
            to++;
        if (to == from + 1) {
            count++;
            continue;
        }
        g_autoptr(GHashTable) works =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (guint i = from; i < to; i++)
            g_hash_table_add(works, work_of(same[i]->id));
        count += g_hash_table_size(works);
    }
    return count;
}

static gint by_title(gconstpointer first, gconstpointer second)
{
    const RankedDocument *a = *(RankedDocument *const *)first, *b = *(RankedDocument *const *)second;
    if (a->title != b->title)
        return a->title < b->title ? -1 : 1;
    return a->digits < b->digits ? -1 : a->digits > b->digits;
}

/* Fills in what DOCUMENT's titles tell that WORKS share. */
static void fill_in(RankedDocument *document, guint works)
{
    double shared = log(works);
    if (document->numbers_only)
        return;
    document->values[RANK_SHARED_TITLE] = shared;
    document->values[RANK_OWN_TITLE] = document->values[RANK_TITLE_HELD] / (1 + shared);
}

void rank_shared_titles(GArray *documents)
{
    guint n = documents->len;
    g_autofree RankedDocument **titles = g_new(RankedDocument *, n + 1);
    for (guint i = 0; i < n; i++)
        titles[i] = &g_array_index(documents, RankedDocument, i);
    qsort(titles, n, sizeof *titles, by_title);
    for (guint from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && titles[from]->title && titles[to]->title == titles[from]->title)
            to++;
        guint works = to == from + 1 ? 1 : count_works(&titles[from], to - from);
        for (guint i = from; i < to; i++)
            fill_in(titles[i], works);
    }
}
