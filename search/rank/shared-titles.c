#include "config.h"

#include "corpus/record/texts.h"
#include "search/rank/shared-titles.h"

#include <string.h>

#include "search/plan/edition.h"
#include "search/rank/rank-text.h"

typedef struct {
    guint64 title; /* hash; 0: none */
    guint candidate;
    guint digits;   /* edition_digits() */
    const char *id; /* borrowed, not terminated */
    guint32 id_len;
} TitleOf;

/* FNV-1a, 64 bits. */
static guint64 add_hash(guint64 hash, const char *bytes, gsize len)
{
    for (gsize i = 0; i < len; i++)
        hash = (hash ^ (guint8)bytes[i]) * 0x100000001b3u;
    return hash;
}

/* Titles without cited places. */
static guint64 hash_titles(const DocumentView *view)
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
static char *work_of(const TitleOf *one)
{
    g_autofree char *id = g_strndup(one->id, one->id_len);
    Edition edition;
    edition_init(&edition, id, EDITION_UNKNOWN);
    char *work = g_strdup(edition.number ? edition.number : id);
    edition_clear(&edition);
    return work;
}

/* SAME, N of them, are in the order of their digits: what has others than its neighbours is a work by
 * itself. */
static guint count_works(const TitleOf *same, guint n)
{
    guint count = 0;
    for (guint from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && same[to].digits == same[from].digits;)
            to++;
        if (to == from + 1) {
            count++;
            continue;
        }
        g_autoptr(GHashTable) works =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (guint i = from; i < to; i++)
            g_hash_table_add(works, work_of(&same[i]));
        count += g_hash_table_size(works);
    }
    return count;
}

static gint by_title(gconstpointer first, gconstpointer second)
{
    const TitleOf *a = first, *b = second;
    if (a->title != b->title)
        return a->title < b->title ? -1 : 1;
    if (a->digits != b->digits)
        return a->digits < b->digits ? -1 : 1;
    return a->candidate < b->candidate ? -1 : a->candidate > b->candidate;
}

GArray *shared_titles(Searcher *searcher, const GArray *candidates, GError **error)
{
    guint n = candidates->len;
    g_autofree TitleOf *titles = g_new0(TitleOf, n + 1);
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint i = 0; i < n; i++) {
        DocumentView view;
        XcDocid docid = g_array_index(candidates, Candidate, i).docid;
        if (!index_read(searcher->index, docid, TITLE_FIELDS, &view, room, error))
            return NULL;
        titles[i] = (TitleOf){hash_titles(&view), i, edition_digits(view.id, view.id_len), view.id,
                              view.id_len};
    }
    qsort(titles, n, sizeof *titles, by_title);
    GArray *shared = g_array_new(FALSE, TRUE, sizeof(guint));
    g_array_set_size(shared, n);
    for (guint from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && titles[from].title && titles[to].title == titles[from].title)
            to++;
        guint works = count_works(&titles[from], to - from);
        for (guint i = from; i < to; i++)
            g_array_index(shared, guint, titles[i].candidate) = works;
    }
    return shared;
}
