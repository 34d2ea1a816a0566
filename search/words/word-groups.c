#include "search/words/word-groups.h"

static void clear_group(gpointer data)
{
    g_ptr_array_unref(((WordGroup *)data)->others);
}

static gboolean counts(const Expansion *expansion, const QueryNode *node, guint32 kinds)
{
    return expansion->node == node && kinds & 1u << expansion->kind;
}

/* The end of the group of words that begins with the one at FIRST: as far as expansions reach over
 * the bounds of words. *ANY is set if one begins in it. */
static guint group_end(const GArray *words, guint first, const QueryNode *node, const GArray *all,
                       guint32 kinds, gboolean *any)
{
    guint end = first + 1;
    *any = FALSE;
    for (guint i = first; i < end; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint e = 0; e < all->len; e++) {
            const Expansion *expansion = &g_array_index(all, Expansion, e);
            if (!counts(expansion, node, kinds) || expansion->from >= word->to ||
                expansion->to <= word->from)
                continue;
            *any = TRUE;
            while (end < words->len && g_array_index(words, QueryWord, end).from < expansion->to)
                end++;
        }
    }
    return end;
}

/* Moves WORDS, which it takes over, to WAY. */
static void add_words(GArray *way, GArray *words)
{
    g_array_append_vals(way, words->data, words->len);
    g_array_set_clear_func(words, NULL);
    g_array_unref(words);
}

static void add_piece(GArray *way, const char *text, guint32 from, guint32 to, Tokenizer *tokenizer)
{
    if (from >= to)
        return;
    add_words(way, expansions_cut(tokenizer, text + from, (gssize)(to - from)));
}

/* So many ways of a group are looked for: its expansions may be combined in more. */
#define MOST_WAYS 24

/* What is made of one group: bytes up to `to` of TEXT. */
typedef struct {
    WordGroup *group;
    const QueryNode *node;
    const GArray *all;
    guint32 kinds, to;
    const char *text;
    Tokenizer *tokenizer;
    const Expansion *taken[EXPANSIONS_MAX];
    guint n_taken;
} Ways;

/* The words of bytes [FROM, ways->to) with those of the expansions taken in place of what they stand
 * for. */
static void add_way(const Ways *ways, guint32 from)
{
    GArray *way = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(way, query_word_clear);
    for (guint i = 0; i < ways->n_taken; i++) {
        const Expansion *expansion = ways->taken[i];
        add_piece(way, ways->text, from, expansion->from, ways->tokenizer);
        add_words(way,
                  expansions_cut_whole(ways->tokenizer, expansion_written(expansion)));
        from = MAX(from, expansion->to);
    }
    add_piece(way, ways->text, from, ways->to, ways->tokenizer);
    if (way->len > 0)
        g_ptr_array_add(ways->group->others, way);
    else
        g_array_unref(way);
}

/* Adds each way to say bytes [FROM, ways->to) in which the next expansion begins at byte AT or after
 * it: 压载水 and 处理 may both be translated, though 水处理 is a word. */
static void add_ways(Ways *ways, guint32 from, guint32 at)
{
    for (guint e = 0; e < ways->all->len && ways->group->others->len < MOST_WAYS; e++) {
        const Expansion *expansion = &g_array_index(ways->all, Expansion, e);
        if (!counts(expansion, ways->node, ways->kinds) || expansion->from >= ways->to ||
            expansion->to <= from || (ways->n_taken > 0 && expansion->from < at))
            continue;
        ways->taken[ways->n_taken++] = expansion;
        add_way(ways, from);
        add_ways(ways, from, expansion->to);
        ways->n_taken--;
    }
}

static void add_others(WordGroup *group, const GArray *words, const QueryNode *node,
                       const GArray *all, guint32 kinds, Tokenizer *tokenizer)
{
    guint32 from = g_array_index(words, QueryWord, group->first).from;
    guint32 to = g_array_index(words, QueryWord, group->first + group->n - 1).to;
    g_autofree char *text = normalize_string(node->text, -1);
    Ways ways = {group, node, all, kinds, to, text, tokenizer, {NULL}, 0};
    add_ways(&ways, from, from);
}

GArray *word_groups(const GArray *words, const QueryNode *node, const GArray *all, guint32 kinds,
                    Tokenizer *tokenizer)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(WordGroup));
    g_array_set_clear_func(groups, clear_group);
    for (guint first = 0, end; first < words->len; first = end) {
        gboolean any;
        end = group_end(words, first, node, all, kinds, &any);
        WordGroup group = {first, end - first,
                           g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref)};
        if (any)
            add_others(&group, words, node, all, kinds, tokenizer);
        g_array_append_val(groups, group);
    }
    return groups;
}
