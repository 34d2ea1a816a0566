#include "search/rank/rank-query.h"

#include <string.h>

static const QuerySymbol *symbol_at(const RankQuery *query, guint i)
{
    return &g_array_index(query->terms->symbols->symbols, QuerySymbol, i);
}

/* A stem differs from its word at the end alone, so its first two letters tell most words apart. */
static guint32 first_bytes(const char *word, gsize len)
{
    return (guint8)word[0] | (len > 1 ? (guint32)(guint8)word[1] << 8 : 0);
}

/* Where CODE is in the table, or would be. */
static guint table_place(const RankQuery *query, guint32 code)
{
    guint at = code * 2654435761u >> 16 & query->table_mask;
    while (query->table_codes[at] != 0 && query->table_codes[at] != code)
        at = (at + 1) & query->table_mask;
    return at;
}

static gint16 insert_symbol(RankQuery *query, guint32 code)
{
    guint at = table_place(query, code);
    if (query->table_codes[at] == 0) {
        query->table_codes[at] = code;
        query->low_bits |= G_GUINT64_CONSTANT(1) << code % 64;
        query->table_symbols[at] = (gint16)query->n_symbols++;
    }
    return query->table_symbols[at];
}

/* What a misspelt word may mean is the same symbol. */
static void add_spellings(RankQuery *query)
{
    const GArray *expansions = query->terms->expansions;
    for (guint i = 0; i < expansions->len; i++) {
        const Expansion *expansion = &g_array_index(expansions, Expansion, i);
        gsize len = strlen(expansion->text);
        if (expansion->kind != EXPANSION_SPELLING)
            continue;
        gint16 typed = rank_query_word(query, expansion->of, strlen(expansion->of));
        guint32 code = symbol_word_code(query->searcher, expansion->text, len);
        guint at = table_place(query, code);
        if (typed < 0 || query->table_codes[at] != 0)
            continue;
        guint32 first = first_bytes(expansion->text, len);
        query->table_codes[at] = code;
        query->low_bits |= G_GUINT64_CONSTANT(1) << code % 64;
        query->table_symbols[at] = typed;
        g_array_append_val(query->latin, first);
    }
}

/* The row and its distinct symbols, each weighed where it stands first. */
static void make_row(RankQuery *query)
{
    guint n = query->n_row, size = 16;
    while (size < (n + query->terms->expansions->len) * 3)
        size *= 2;
    query->table_mask = size - 1;
    query->table_codes = g_new0(guint32, size);
    query->table_symbols = g_new0(gint16, size);
    query->row = g_new(gint16, n + 1);
    query->row_weights = g_new0(double, n + 1);
    query->weights = g_new0(double, n + 1);
    query->last_at = g_new(gint16, n + 1);
    query->before = g_new(gint16, n + 1);
    for (guint i = 0; i < n; i++) {
        const QuerySymbol *symbol = symbol_at(query, i);
        query->row[i] = ROW_BREAK;
        if (!symbol->code)
            continue;
        guint known = query->n_symbols;
        gint16 id = query->row[i] = insert_symbol(query, symbol->code);
        query->row_weights[i] = symbol->weight * symbol->idf;
        query->before[i] = query->n_symbols > known ? -1 : query->last_at[id];
        query->last_at[id] = (gint16)i;
        if (query->n_symbols > known) {
            query->weights[id] = query->row_weights[i];
            query->symbols_sum += query->weights[id];
        }
        if (symbol->stem) {
            guint32 first = first_bytes(symbol->stem, strlen(symbol->stem));
            g_array_append_val(query->latin, first);
        }
    }
}

static void make_pairs(RankQuery *query)
{
    gsize n = query->n_symbols;
    query->pairs = g_new(gint16, n * n + 1);
    memset(query->pairs, 0xff, (n * n + 1) * sizeof *query->pairs);
    query->pair_weights = g_new0(double, query->n_row + 1);
    query->pair_of_words = g_new0(gboolean, query->n_row + 1);
    for (guint i = 0; i + 1 < query->n_row; i++) {
        const QuerySymbol *first = symbol_at(query, i), *second = symbol_at(query, i + 1);
        if (first->pair_idf == 0)
            continue;
        gint16 *pair = &query->pairs[(gsize)query->row[i] * n + (gsize)query->row[i + 1]];
        if (*pair >= 0)
            continue;
        *pair = (gint16)query->n_pairs++;
        query->pair_weights[*pair] = MAX(first->weight, second->weight) * first->pair_idf;
        query->pairs_sum += query->pair_weights[*pair];
        query->pair_of_words[*pair] = first->stem && second->stem && !first->stop && !second->stop;
    }
}

static void add_word(RankQuery *query, guint from, guint to)
{
    RankWord word = {.from = from, .len = to - from};
    gboolean counts = query->terms->symbols->content == 0;
    for (guint i = from; i < to; i++) {
        const QuerySymbol *symbol = symbol_at(query, i);
        word.weight = MAX(word.weight, symbol->idf);
        if (i + 1 < to)
            word.weight = MAX(word.weight, symbol->pair_idf);
        counts |= !symbol->stop;
        if (symbol->weight < 1)
            return;
    }
    if (!counts)
        return;
    query->words_sum += word.weight;
    g_array_append_val(query->words, word);
}

static void make_words(RankQuery *query)
{
    for (guint from = 0, to; from < query->n_row; from = to) {
        to = from + 1;
        if (query->row[from] == ROW_BREAK)
            continue;
        while (to < query->n_row && query->row[to] != ROW_BREAK && !symbol_at(query, to)->starts)
            to++;
        add_word(query, from, to);
    }
}

static void free_letters(gpointer letters)
{
    rank_letters_free(letters);
}

/* An expansion stands for the words where the query has them first. */
static void make_letters(RankQuery *query)
{
    const char *text = query->terms->text;
    query->letters = rank_letters_new(text);
    query->in_other_words = g_ptr_array_new_with_free_func(free_letters);
    for (guint i = 0; i < query->terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(query->terms->expansions, Expansion, i);
        const char *at = strstr(text, expansion->of);
        g_autofree char *other = at ? g_strdup_printf("%.*s%s%s", (int)(at - text), text,
                                                      expansion->text, at + strlen(expansion->of))
                                    : g_strdup(text);
        g_ptr_array_add(query->in_other_words, rank_letters_new(other));
    }
}

/* The whole query with what is HELD of its expansions in place of what they stand for. */
static char *said(const QueryTerms *asked, guint32 held)
{
    GString *text = g_string_new(asked->text);
    for (guint i = 0; i < asked->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(asked->expansions, Expansion, i);
        const char *at = strstr(text->str, expansion->of);
        if (!(held & 1u << i) || !at ||
            expansions_overlap(asked->expansions, held, i, expansion))
            continue;
        gssize from = at - text->str;
        g_string_erase(text, from, (gssize)strlen(expansion->of));
        g_string_insert(text, from, expansion->text);
    }
    return g_string_free(text, FALSE);
}

void rank_query_say(RankQuery *query, const QueryTerms *asked, guint32 held)
{
    g_autofree char *text = said(asked, held);
    rank_letters_free(query->letters);
    query->letters = rank_letters_new(text);
}

RankQuery *rank_query_new(Searcher *searcher, const QueryTerms *terms)
{
    RankQuery *query = g_new0(RankQuery, 1);
    query->terms = terms;
    query->searcher = searcher;
    query->longness = terms->symbols->longness;
    query->n_row = MIN(terms->symbols->symbols->len, RANK_MAX_ROW);
    query->words = g_array_new(FALSE, FALSE, sizeof(RankWord));
    query->latin = g_array_new(FALSE, FALSE, sizeof(guint32));
    make_row(query);
    add_spellings(query);
    make_pairs(query);
    make_words(query);
    make_letters(query);
    return query;
}

void rank_query_free(RankQuery *query)
{
    if (!query)
        return;
    g_free(query->weights);
    g_free(query->pair_weights);
    g_free(query->pair_of_words);
    g_free(query->pairs);
    g_free(query->row);
    g_free(query->row_weights);
    g_free(query->last_at);
    g_free(query->before);
    g_free(query->table_codes);
    g_free(query->table_symbols);
    g_array_unref(query->words);
    g_array_unref(query->latin);
    rank_letters_free(query->letters);
    g_ptr_array_unref(query->in_other_words);
    g_free(query);
}

gint16 rank_query_word(const RankQuery *query, const char *word, gsize len)
{
    guint32 first = first_bytes(word, len);
    for (guint i = 0; i < query->latin->len; i++)
        if (g_array_index(query->latin, guint32, i) == first)
            return rank_query_symbol(query, symbol_word_code(query->searcher, word, len));
    return ROW_OTHER;
}
