/* The editions of a number among the ranked: drafts come after what is in force, the past last. */
#include "search/edition.h"
#include "search/rank.h"

#include <string.h>

typedef struct {
    Edition edition;
    guint at;  /* in the ranked */
    int level; /* LookupLevel, or -1 */
} RankedEdition;

static void clear_edition(gpointer data)
{
    edition_clear(&((RankedEdition *)data)->edition);
}

static gint by_group(gconstpointer first, gconstpointer second)
{
    const RankedEdition *a = first, *b = second;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    int order = strcmp(a->edition.number, b->edition.number);
    if (order != 0)
        return order;
    return a->at < b->at ? -1 : 1;
}

static gpointer first_digits(const char *id)
{
    return GUINT_TO_POINTER(edition_digits(id, strlen(id)));
}

/* How many of RANKED have the same first digits. */
static GHashTable *count_digits(const GArray *ranked)
{
    GHashTable *counts = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < ranked->len; i++) {
        gpointer digits = first_digits(g_array_index(ranked, RankedDocument, i).id);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, digits));
        g_hash_table_insert(counts, digits, GUINT_TO_POINTER(n + 1));
    }
    return counts;
}

/* Those that are not alone, without those that were asked for as such. */
static GArray *read_editions(const GArray *ranked)
{
    GArray *editions = g_array_new(FALSE, FALSE, sizeof(RankedEdition));
    g_array_set_clear_func(editions, clear_edition);
    g_autoptr(GHashTable) counts = count_digits(ranked);
    for (guint i = 0; i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        gpointer digits = first_digits(document->id);
        if (document->asked || GPOINTER_TO_UINT(g_hash_table_lookup(counts, digits)) < 2)
            continue;
        RankedEdition one = {.at = i, .level = document->number};
        edition_init(&one.edition, document->id, document->status);
        if (one.edition.number)
            g_array_append_val(editions, one);
    }
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (guint i = 0; i < editions->len; i++)
        g_ptr_array_add(list, &g_array_index(editions, RankedEdition, i).edition);
    editions_mark_old(list);
    g_array_sort(editions, by_group);
    return editions;
}

/* Puts the document that was at FROM of BEFORE where TO was, with the score of that place. */
static void take_place(GArray *ranked, const RankedDocument *before, guint from, guint to)
{
    RankedDocument *document = &g_array_index(ranked, RankedDocument, to);
    *document = before[from];
    if (from == to)
        return;
    document->values[rank_feature_find("edition-order")] = before[to].score - before[from].score;
    document->score = before[to].score;
}

/* 0, then 1 for what has neither status nor year, a draft of what is or will be in force, then 2
 * for what is past. */
static guint class_of(const Edition *edition)
{
    if (edition->old)
        return 2;
    return edition->status == EDITION_UNKNOWN && edition->year == 0;
}

/* A draft or past edition that leads by so much was asked for by its own title, and keeps its place,
 * unless the query is an element of the title of one that comes before it, too. */
#define CLEAR_LEAD 3

/* What DOCUMENT scores but for being short, as the titles of drafts and past editions are. */
static double claim(const RankedDocument *document)
{
    guint alike = (guint)rank_feature_find("alike");
    return document->score -
           document->values[alike] * rank_feature_weight(alike, document->longness);
}

/* What one of GROUP, of N, that is of CLASS must have to keep its place. */
typedef struct {
    double score, near; /* at least this claim, and a nearer title */
} Keeps;

static Keeps keeps_place(const RankedDocument *ranked, const RankedEdition *group, guint n,
                         guint class)
{
    gint title_equal = rank_feature_find("title-equal"), near = rank_feature_find("title-near");
    Keeps keeps = {-G_MAXDOUBLE, -1};
    for (guint i = 0; i < n; i++) {
        const RankedDocument *document = &ranked[group[i].at];
        if (class_of(&group[i].edition) >= class)
            continue;
        if (document->values[title_equal] > 0)
            return (Keeps){G_MAXDOUBLE, 0};
        keeps.score = MAX(keeps.score, claim(document) + CLEAR_LEAD);
        if (class == 1) /* it often has the same title, and no scope */
            keeps.near = MAX(keeps.near, document->values[near]);
    }
    return keeps.score > -G_MAXDOUBLE ? keeps : (Keeps){G_MAXDOUBLE, 0};
}

/* Leaves out of GROUP, of N, the drafts and past editions with a clear lead; returns how many are
 * left. */
static guint drop_leaders(const RankedDocument *ranked, RankedEdition *group, guint n)
{
    gint near = rank_feature_find("title-near");
    Keeps keeps[3];
    guint left = 0;
    for (guint class = 1; class <= 2; class++)
        keeps[class] = keeps_place(ranked, group, n, class);
    for (guint i = 0; i < n; i++) {
        RankedEdition one = group[i];
        const RankedDocument *document = &ranked[one.at];
        guint class = class_of(&one.edition);
        if (class > 0 && claim(document) >= keeps[class].score &&
            document->values[near] > keeps[class].near)
            continue;
        group[i] = group[left];
        group[left++] = one;
    }
    return left;
}

/* One number's documents, GROUP of N by rank, share out the places that they have by their class.
 */
static void share_places(GArray *ranked, const RankedDocument *before, const RankedEdition *group,
                         guint n)
{
    guint next = 0;
    for (guint class = 0; class <= 2; class ++)
        for (guint i = 0; i < n; i++)
            if (class_of(&group[i].edition) == class)
                take_place(ranked, before, group[i].at, group[next++].at);
}

void rank_editions(GArray *ranked)
{
    g_autoptr(GArray) editions = read_editions(ranked);
    g_autofree RankedDocument *before =
        g_memdup2(ranked->data, ranked->len * sizeof(RankedDocument));
    RankedEdition *all = (RankedEdition *)(gpointer)editions->data;
    for (guint from = 0, to; from < editions->len; from = to) {
        for (to = from + 1; to < editions->len && all[to].level == all[from].level &&
                            strcmp(all[to].edition.number, all[from].edition.number) == 0;)
            to++;
        guint n = all[from].level < 0 ? drop_leaders(before, all + from, to - from) : to - from;
        share_places(ranked, before, all + from, n);
    }
}

double feature_edition_order(const RankDocument *document)
{
    (void)document;
    return 0;
}
