/* The editions of a number among the ranked: drafts come after what is in force, the past last, and
 * each before what amends, corrects or interprets it. */
#include "search/plan/edition.h"
#include "search/rank/rank.h"

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

static gint by_digits(gconstpointer first, gconstpointer second)
{
    guint a = *(const guint *)first, b = *(const guint *)second;
    return a < b ? -1 : a > b;
}

/* The digits of RANKED, sorted. Caller unrefs. */
static GArray *sort_digits(const GArray *ranked)
{
    GArray *digits = g_array_sized_new(FALSE, FALSE, sizeof(guint), ranked->len);
    for (guint i = 0; i < ranked->len; i++)
        g_array_append_val(digits, g_array_index(ranked, RankedDocument, i).digits);
    g_array_sort(digits, by_digits);
    return digits;
}

/* Whether several of the sorted DIGITS are OWN. */
static gboolean have_several(const GArray *digits, guint own)
{
    guint at;
    if (!g_array_binary_search((GArray *)digits, &own, by_digits, &at))
        return FALSE;
    return (at > 0 && g_array_index(digits, guint, at - 1) == own) ||
           (at + 1 < digits->len && g_array_index(digits, guint, at + 1) == own);
}

/* Those that are not alone, without those that were asked for as such. */
static GArray *read_editions(const GArray *ranked)
{
    GArray *editions = g_array_new(FALSE, FALSE, sizeof(RankedEdition));
    g_array_set_clear_func(editions, clear_edition);
    g_autoptr(GArray) digits = sort_digits(ranked);
    for (guint i = 0; i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        if (document->asked || !have_several(digits, document->digits))
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
    document->values[RANK_EDITION_ORDER] = before[to].score - before[from].score;
    document->score = before[to].score;
}

/* The places of one number's documents: of each class the documents, then their supplements. */
enum { CLASS_IN_FORCE, CLASS_DRAFT, CLASS_PAST, CLASSES };
#define PLACES (CLASSES * 2)

/* A draft of what is or will be in force has neither status nor year. */
static guint place_of(const Edition *edition, gboolean supplements_asked)
{
    guint class = edition->old ? CLASS_PAST
                  : edition->status == EDITION_UNKNOWN && edition->year == 0 ? CLASS_DRAFT
                                                                              : CLASS_IN_FORCE;
    return class * 2 + (edition->further >= EDITION_SUPPLEMENT && !supplements_asked);
}

/* What leads by so much was asked for by its own title, and keeps its place, unless the query is an
 * element of the title of one that comes before it, too. */
#define CLEAR_LEAD 3

/* What DOCUMENT scores but for being short, as the titles of drafts, supplements and past editions
 * are, which often have no scope. */
static double claim(const RankedDocument *document)
{
    return document->score -
           document->values[RANK_ALIKE] * rank_feature_weight(RANK_ALIKE, document->longness);
}

/* One number's documents. */
typedef struct {
    const RankedDocument *ranked;
    RankedEdition *editions;
    guint n;
    gboolean supplements_asked;
} Group;

static guint group_place(const Group *group, guint i)
{
    return place_of(&group->editions[i].edition, group->supplements_asked);
}

/* What one of GROUP at PLACE must have to keep its rank. */
typedef struct {
    double score, near; /* at least this claim, and a nearer title */
} Keeps;

static Keeps keeps_rank(const Group *group, guint place)
{
    Keeps keeps = {-G_MAXDOUBLE, -1};
    gboolean past = place == CLASS_PAST * 2;
    for (guint i = 0; i < group->n; i++) {
        const RankedDocument *document = &group->ranked[group->editions[i].at];
        if (group_place(group, i) >= place)
            continue;
        if (document->values[RANK_TITLE_EQUAL] > 0)
            return (Keeps){G_MAXDOUBLE, 0};
        keeps.score = MAX(keeps.score, claim(document) + CLEAR_LEAD);
        if (!past) /* others often have the same title */
            keeps.near = MAX(keeps.near, document->values[RANK_TITLE_NEAR]);
    }
    return keeps.score > -G_MAXDOUBLE ? keeps : (Keeps){G_MAXDOUBLE, 0};
}

/* Leaves out of GROUP what has a clear lead. */
static void drop_leaders(Group *group)
{
    Keeps keeps[PLACES];
    guint left = 0;
    for (guint place = 1; place < PLACES; place++)
        keeps[place] = keeps_rank(group, place);
    for (guint i = 0; i < group->n; i++) {
        RankedEdition one = group->editions[i];
        const RankedDocument *document = &group->ranked[one.at];
        guint place = group_place(group, i);
        if (place > 0 && claim(document) >= keeps[place].score &&
            document->values[RANK_TITLE_NEAR] > keeps[place].near)
            continue;
        group->editions[i] = group->editions[left];
        group->editions[left++] = one;
    }
    group->n = left;
}

/* GROUP, by rank, shares out the ranks that it has by place. */
static void share_ranks(GArray *ranked, const Group *group)
{
    guint next = 0;
    for (guint place = 0; place < PLACES; place++)
        for (guint i = 0; i < group->n; i++)
            if (group_place(group, i) == place)
                take_place(ranked, group->ranked, group->editions[i].at,
                           group->editions[next++].at);
}

void rank_editions(GArray *ranked, gboolean supplements_asked)
{
    g_autoptr(GArray) editions = read_editions(ranked);
    if (editions->len == 0)
        return;
    g_autofree RankedDocument *before =
        g_memdup2(ranked->data, ranked->len * sizeof(RankedDocument));
    RankedEdition *all = (RankedEdition *)(gpointer)editions->data;
    for (guint from = 0, to; from < editions->len; from = to) {
        for (to = from + 1; to < editions->len && all[to].level == all[from].level &&
                            strcmp(all[to].edition.number, all[from].edition.number) == 0;)
            to++;
        Group group = {before, all + from, to - from, supplements_asked};
        if (all[from].level < 0)
            drop_leaders(&group);
        share_ranks(ranked, &group);
    }
}
