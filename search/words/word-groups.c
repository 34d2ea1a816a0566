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

/* The words of bytes [FROM, TO) of TEXT with those of EXPANSION in place of what it stands for. */
static GArray *other_way(const Expansion *expansion, const char *text, guint32 from, guint32 to,
                         Tokenizer *tokenizer)
{
    GArray *way = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(way, query_word_clear);
    add_piece(way, text, from, expansion->from, tokenizer);
    add_words(way, expansions_cut_whole(tokenizer, expansion_written(expansion)));
    add_piece(way, text, expansion->to, to, tokenizer);
    return way;
}

static void add_others(WordGroup *group, const GArray *words, const QueryNode *node,
                       const GArray *all, guint32 kinds, Tokenizer *tokenizer)
{
    guint32 from = g_array_index(words, QueryWord, group->first).from;
    guint32 to = g_array_index(words, QueryWord, group->first + group->n - 1).to;
    g_autofree char *text = normalize_string(node->text, -1);
    for (guint e = 0; e < all->len; e++) {
        const Expansion *expansion = &g_array_index(all, Expansion, e);
        if (!counts(expansion, node, kinds) || expansion->from >= to || expansion->to <= from)
            continue;
        GArray *way = other_way(expansion, text, from, to, tokenizer);
        if (way->len > 0)
            g_ptr_array_add(group->others, way);
        else
            g_array_unref(way);
    }
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
