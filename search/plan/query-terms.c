#include "search/plan/query-terms.h"

#include "search/plan/joined-words.h"
#include "search/plan/lookup.h"
#include "search/plan/spelling.h"

#include <math.h>
#include <string.h>

#include "tokenizer/char-class.h"

/* A cited place weighs as much as that many words. */
#define ORDINAL_WEIGHT 3

/* A term of a synonym or translation weighs as much as that part of one. */
#define EXPANSION_WEIGHT 0.3

/* Expansions that are read in place of what they stand for. */
typedef struct {
    const GArray *expansions;
    guint32 held;
} Replacement;

typedef struct {
    Tokenizer *tokenizer;
    Searcher *searcher; /* or NULL */
    const Replacement *replacement; /* or NULL */
    Regional *regional;             /* if the query is in traditional characters, or NULL */
    QueryTerms *out;
    GString *text;
    guint n_texts; /* read so far, as in QuerySymbols */
    guint cursor;  /* into its symbols */
} Collector;

static void clear_term(gpointer data)
{
    g_free(((WeighedTerm *)data)->term);
}

/* A document that says all that is asked has SHARE of the term's weight at most: one of several
 * translations of a word will do. */
static void add_shared(QueryTerms *out, const char *term, gsize len, TokenKind kind, double weight,
                       double share)
{
    g_autofree char *copy = g_strndup(term, len);
    gpointer known = g_hash_table_lookup(out->by_term, copy);
    if (known) {
        WeighedTerm *again =
            &g_array_index(out->terms, WeighedTerm, GPOINTER_TO_UINT(known) - 1);
        again->wqf++;
        again->weight += weight;
        again->most += weight * share;
        return;
    }
    WeighedTerm weighed = {.term = g_steal_pointer(&copy), .kind = kind, .wqf = 1,
                            .weight = weight, .most = weight * share};
    g_array_append_val(out->terms, weighed);
    g_hash_table_insert(out->by_term, weighed.term, GUINT_TO_POINTER(out->terms->len));
}

static void add_term(QueryTerms *out, const char *term, gsize len, TokenKind kind, double weight)
{
    add_shared(out, term, len, kind, weight, 1);
}

/* Words of other scripts and digits tell more in a long query, where most characters are Chinese.
 * Glued or spaced, their parts weigh the same. */
static double kind_weight(const QueryTerms *out, const Token *token)
{
    if (token->kind == TOKEN_STEM || token->kind == TOKEN_PART)
        return 1 + out->symbols->longness;
    if (token->kind == TOKEN_WORD && !token->has_parts && !char_is_cjk(char_class(g_utf8_get_char(token->term))))
        return 1 + out->symbols->longness;
    return 1;
}

static void keep_token(const Token *token, gpointer data)
{
    Collector *collector = data;
    QueryTerms *out = collector->out;
    double weight = ORDINAL_WEIGHT;
    if (token->kind == TOKEN_IDENTIFIER)
        weight = 1;
    else if (token->kind != TOKEN_ORDINAL)
        weight = kind_weight(out, token) * query_symbols_weight(out->symbols, collector->n_texts,
                                                                token->from, token->to,
                                                                &collector->cursor);
    add_term(out, token->term, token->len, token->kind, weight);
}

/* The text of NODE as it is to be read. Caller frees. */
static char *text_of(const Collector *collector, const QueryNode *node)
{
    const Replacement *replacement = collector->replacement;
    if (!replacement || node->type != QUERY_TEXT)
        return g_strdup(node->text);
    return expansions_replace(replacement->expansions, replacement->held, node);
}

/* Whether FIRST and SECOND of normalized TEXT stand side by side and are letters and digits. */
static gboolean are_parts(const char *text, const QueryWord *first, const QueryWord *second)
{
    static const char *const between[] = {"", "-", " ", QUERY_SEPARATOR};
    gsize len = second->from - first->to;
    if (first->kind != WORD_OTHER || second->kind != WORD_OTHER ||
        !g_ascii_isdigit(*first->text) == !g_ascii_isdigit(*second->text))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(between); i++)
        if (strlen(between[i]) == len && memcmp(text + first->to, between[i], len) == 0)
            return TRUE;
    return FALSE;
}

static void add_spelling(QueryTerms *out, const char *text, gsize len)
{
    g_autofree char *typed = g_strndup(text, len);
    g_auto(GStrv) words = g_strsplit(typed, QUERY_SEPARATOR, -1);
    g_ptr_array_add(out->spellings, g_strjoinv(" ", words));
}

/* Notes what of the WORDS of TEXT other documents write glued, with a hyphen or in two. */
static void note_spellings(QueryTerms *out, const char *typed, const GArray *words)
{
    g_autofree char *text = normalize_string(typed, -1);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i), *next = word + 1;
        if (word->kind == WORD_JOINED)
            add_spelling(out, word->text, strlen(word->text));
        else if (i + 1 < words->len && are_parts(text, word, next))
            add_spelling(out, text + word->from, next->to - word->from);
    }
}

static void collect_text(Collector *collector, const QueryNode *node)
{
    QueryTerms *out = collector->out;
    g_autofree char *text = text_of(collector, node);
    g_autoptr(GArray) words = words_cut(collector->tokenizer, text, -1, keep_token, collector);
    if (collector->searcher && node->type == QUERY_TEXT)
        stop_words_empty(collector->searcher->stop_words, collector->tokenizer, text, words);
    collector->n_texts++;
    note_spellings(out, text, words);
    for (guint i = 0; i < words->len; i++) {
        g_array_index(words, QueryWord, i).quoted = node->type == QUERY_PHRASE;
        g_array_index(words, QueryWord, i).numbered = node->type == QUERY_NUMBER;
    }
    g_array_append_vals(out->words, words->data, words->len);
    g_array_set_clear_func(words, NULL);
}

/* Whether NODE is a number rather than words. */
static gboolean is_looked_up(Searcher *searcher, const QueryNode *node)
{
    return query_number_is_sure(node->number) &&
           (!query_node_is_words(node) || lookup_knows(searcher, node->number));
}

static void collect_symbols(Collector *collector, const QueryNode *node)
{
    g_autofree char *text = text_of(collector, node);
    if (node->type == QUERY_TEXT || node->type == QUERY_PHRASE || node->type == QUERY_NUMBER)
        query_symbols_add(collector->out->symbols, collector->searcher, text,
                          node->type == QUERY_NUMBER && is_looked_up(collector->searcher, node));
    if (node->type == QUERY_AND || node->type == QUERY_OR)
        for (guint i = 0; i < node->children->len; i++)
            collect_symbols(collector, node->children->pdata[i]);
}

static void collect(Collector *collector, const QueryNode *node)
{
    QueryTerms *out = collector->out;
    if (node->type == QUERY_TEXT || node->type == QUERY_PHRASE)
        collect_text(collector, node);
    if (node->type == QUERY_PHRASE && node->slack == 0)
        g_ptr_array_add(out->phrases, normalize_string(node->text, -1));
    if (node->type == QUERY_PHRASE && node->slack > 0)
        g_ptr_array_add(out->proximities,
                        proximity_new(collector->tokenizer, node->text, node->slack));
    if (node->type == QUERY_PREFIX)
        g_ptr_array_add(out->prefixes, normalize_string(node->text, -1));
    if (node->type == QUERY_NUMBER) {
        if (!collector->searcher || !query_node_is_words(node) ||
            lookup_knows(collector->searcher, node->number))
            g_ptr_array_add(out->numbers, node->number);
        for (char **term = node->number->terms; *term; term++)
            add_term(out, *term, strlen(*term), TOKEN_IDENTIFIER, 1);
        if (query_node_is_words(node))
            collect_text(collector, node);
        else
            collector->n_texts++;
    }
    if (node->type <= QUERY_NUMBER) {
        g_string_append(collector->text, node->text);
        g_string_append_c(collector->text, ' ');
    }
    if (node->type == QUERY_AND || node->type == QUERY_OR)
        for (guint i = 0; i < node->children->len; i++)
            collect(collector, node->children->pdata[i]);
}

typedef struct {
    QueryTerms *out;
    double weight, share;
} Expanding;

static void add_expanded(const Token *token, gpointer data)
{
    const Expanding *expanding = data;
    if (token->kind != TOKEN_CHAR && token->kind != TOKEN_IDENTIFIER &&
        token->kind != TOKEN_ORDINAL)
        add_shared(expanding->out, token->term, token->len, token->kind, expanding->weight,
                   expanding->share);
}

/* How many translations there are for the words of EXPANSION, a translation; 1 for any other. */
static guint count_rivals(const GArray *all, const Expansion *expansion)
{
    guint n = 0;
    for (guint i = 0; i < all->len && EXPANSIONS_TRANSLATED & 1u << expansion->kind; i++) {
        const Expansion *other = &g_array_index(all, Expansion, i);
        n += EXPANSIONS_TRANSLATED & 1u << other->kind && other->node == expansion->node &&
             other->from == expansion->from && other->to == expansion->to;
    }
    return MAX(n, 1);
}

/* What may stand for words outside of phrases; for excluded ones only their regional reading. */
static void find_expansions(Collector *collector, const QueryNode *node, gboolean excluded)
{
    Searcher *searcher = collector->searcher;
    if (node->type == QUERY_TEXT)
        expansions_add(collector->out->expansions, node, excluded ? NULL : searcher->expander,
                       collector->regional, searcher->tokenizer);
    if (node->type == QUERY_TEXT && !excluded) {
        joined_words_add(searcher, node, collector->out->expansions);
        spelling_add(searcher, node, collector->out->expansions);
    }
    for (guint i = 0; node->children && i < node->children->len; i++)
        find_expansions(collector, node->children->pdata[i], excluded || node->type == QUERY_NOT);
}

static void add_respelt(const Token *token, gpointer data)
{
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_STEM)
        add_term(data, token->term, token->len, token->kind, kind_weight(data, token));
}

/* The terms of other words for the query's: they find candidates, and weigh less; but the right
 * spelling weighs as what was typed would. */
static void expand(Collector *collector, const Query *query)
{
    QueryTerms *out = collector->out;
    if (regional_is_traditional(query->text))
        collector->regional = collector->searcher->regional;
    if (query->root)
        find_expansions(collector, query->root, FALSE);
    expansions_choose(out->expansions, collector->tokenizer);
    for (guint i = 0; i < out->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(out->expansions, Expansion, i);
        if (expansion->kind == EXPANSION_JOINED)
            add_spelling(out, expansion->of, strlen(expansion->of));
    }
    for (guint i = 0; i < out->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(out->expansions, Expansion, i);
        gboolean same =
            expansion->kind == EXPANSION_REGIONAL || expansion->kind == EXPANSION_JOINED;
        Expanding expanding = {out, same ? 1 : EXPANSION_WEIGHT,
                               1.0 / count_rivals(out->expansions, expansion)};
        if (expansion->kind == EXPANSION_SPELLING)
            tokenizer_run(collector->tokenizer, expansion->text, -1, add_respelt, out);
        else
            tokenizer_run(collector->tokenizer, expansion_written(expansion), -1, add_expanded,
                          &expanding);
    }
}

static double idf(guint32 df, guint32 n)
{
    return log(1 + ((double)n - df + 0.5) / (df + 0.5));
}

/* The words of a number are no terms of the query: looked up one by one. */
static double term_idf(Searcher *searcher, const QueryTerms *out, const char *term)
{
    int at = query_terms_find(out, term, strlen(term));
    if (at >= 0)
        return g_array_index(out->terms, WeighedTerm, at).idf;
    return idf(MIN(searcher_termfreq(searcher, "", term), out->n_documents), out->n_documents);
}

static void look_up_frequencies(Searcher *searcher, QueryTerms *out)
{
    g_autoptr(GPtrArray) asked = g_ptr_array_new();
    out->n_documents = index_doccount_all(searcher->index);
    for (guint i = 0; i < out->terms->len; i++)
        g_ptr_array_add(asked, (gpointer)g_array_index(out->terms, WeighedTerm, i).term);
    index_expect_terms(searcher->index, (const char *const *)asked->pdata, asked->len);
    for (guint i = 0; i < out->terms->len; i++) {
        WeighedTerm *term = &g_array_index(out->terms, WeighedTerm, i);
        term->df = MIN(searcher_termfreq(searcher, "", term->term), out->n_documents);
        term->idf = idf(term->df, out->n_documents);
        if (term->kind != TOKEN_ORDINAL && (term->df > 0 || term->kind != TOKEN_IDENTIFIER))
            out->most += term->most * term->idf;
    }
    for (guint i = 0; i < out->words->len; i++) {
        const QueryWord *word = &g_array_index(out->words, QueryWord, i);
        double most = 0;
        for (guint t = 0; t < word->terms->len; t++) {
            const char *term = word->terms->pdata[t];
            int at = query_terms_find(out, term, strlen(term));
            if (at >= 0)
                most = MAX(most, g_array_index(out->terms, WeighedTerm, at).idf);
        }
        g_array_append_val(out->word_idf, most);
    }
}

/* That of a word of another script; a misspelt one tells as much as the words that it may mean. */
static double stem_idf(Searcher *searcher, const QueryTerms *out, const QuerySymbol *symbol)
{
    double least = term_idf(searcher, out, symbol->stem);
    for (guint i = 0; i < out->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(out->expansions, Expansion, i);
        if (expansion->kind == EXPANSION_SPELLING &&
            symbol_word_code(searcher, expansion->of, strlen(expansion->of)) == symbol->code)
            least = MIN(least, term_idf(searcher, out, expansion->text));
    }
    return least;
}

/* The frequencies of symbols and of pairs side by side. A pair with a word of another script has no
 * term: it tells as much as its rarer half, and half of the other. */
static void weigh_symbols(Searcher *searcher, QueryTerms *out)
{
    GArray *all = out->symbols->symbols;
    for (guint i = 0; i < all->len; i++) {
        QuerySymbol *symbol = &g_array_index(all, QuerySymbol, i);
        char character[8];
        if (!symbol->code)
            continue;
        if (!symbol->stem)
            character[g_unichar_to_utf8(symbol->code, character)] = '\0';
        symbol->idf = symbol->stem ? stem_idf(searcher, out, symbol)
                                   : term_idf(searcher, out, character);
    }
    for (guint i = 0; i + 1 < all->len; i++) {
        QuerySymbol *symbol = &g_array_index(all, QuerySymbol, i);
        const QuerySymbol *next = symbol + 1;
        char pair[16];
        if (!symbol->code || !next->code)
            continue;
        if (symbol->stem || next->stem) {
            symbol->pair_idf = MAX(symbol->idf, next->idf) + MIN(symbol->idf, next->idf) / 2;
            continue;
        }
        int len = g_unichar_to_utf8(symbol->code, pair);
        pair[len + g_unichar_to_utf8(next->code, pair + len)] = '\0';
        symbol->pair_idf = term_idf(searcher, out, pair);
    }
}

static QueryTerms *collect_terms(Tokenizer *tokenizer, Searcher *searcher, const Query *query,
                                 const Replacement *replacement)
{
    QueryTerms *out = g_new0(QueryTerms, 1);
    out->terms = g_array_new(FALSE, FALSE, sizeof(WeighedTerm));
    g_array_set_clear_func(out->terms, clear_term);
    out->by_term = g_hash_table_new(g_str_hash, g_str_equal);
    out->words = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(out->words, query_word_clear);
    out->word_idf = g_array_new(FALSE, FALSE, sizeof(double));
    out->numbers = g_ptr_array_new();
    out->phrases = g_ptr_array_new_with_free_func(g_free);
    out->proximities = g_ptr_array_new_with_free_func((GDestroyNotify)proximity_free);
    out->prefixes = g_ptr_array_new_with_free_func(g_free);
    out->spellings = g_ptr_array_new_with_free_func(g_free);
    out->symbols = query_symbols_new();
    out->query = query;
    out->expansions = expansions_new();
    Collector collector = {.tokenizer = tokenizer,
                           .searcher = searcher,
                           .replacement = replacement,
                           .out = out,
                           .text = g_string_new(NULL)};
    if (query->root && searcher) {
        collect_symbols(&collector, query->root);
        query_symbols_weigh(out->symbols);
    }
    if (query->root)
        collect(&collector, query->root);
    out->numbers_only = out->numbers->len > 0;
    for (guint i = 0; i < out->words->len; i++)
        out->numbers_only &= g_array_index(out->words, QueryWord, i).empty ||
                             g_array_index(out->words, QueryWord, i).numbered;
    if (searcher && !replacement)
        expand(&collector, query);
    out->text = normalize_string(collector.text->str, -1);
    out->n_characters = (guint)g_utf8_strlen(out->text, -1);
    g_string_free(collector.text, TRUE);
    return out;
}

QueryTerms *query_terms_of(Tokenizer *tokenizer, const Query *query)
{
    return collect_terms(tokenizer, NULL, query, NULL);
}

/* Simplified characters without kana or hangul between them. */
static gboolean is_chinese(const Query *query, const char *text)
{
    gboolean han = FALSE;
    for (; *text; text = g_utf8_next_char(text)) {
        CharClass class = char_class(g_utf8_get_char(text));
        if (class == CHAR_KANA || class == CHAR_HANGUL)
            return FALSE;
        han |= class == CHAR_HAN;
    }
    return han && !regional_is_traditional(query->text);
}

QueryTerms *query_terms_new(Searcher *searcher, const Query *query)
{
    QueryTerms *terms = collect_terms(searcher->tokenizer, searcher, query, NULL);
    terms->is_chinese = is_chinese(query, terms->text);
    look_up_frequencies(searcher, terms);
    weigh_symbols(searcher, terms);
    return terms;
}

QueryTerms *query_terms_said(Searcher *searcher, const Query *query, const QueryTerms *terms,
                             guint32 held)
{
    Replacement replacement = {terms->expansions, held};
    QueryTerms *said = collect_terms(searcher->tokenizer, searcher, query, &replacement);
    look_up_frequencies(searcher, said);
    weigh_symbols(searcher, said);
    return said;
}

void query_terms_free(QueryTerms *terms)
{
    if (!terms)
        return;
    g_hash_table_unref(terms->by_term);
    g_array_unref(terms->terms);
    g_array_unref(terms->words);
    g_array_unref(terms->word_idf);
    g_ptr_array_unref(terms->numbers);
    g_ptr_array_unref(terms->phrases);
    g_ptr_array_unref(terms->proximities);
    g_ptr_array_unref(terms->prefixes);
    g_ptr_array_unref(terms->spellings);
    query_symbols_free(terms->symbols);
    g_array_unref(terms->expansions);
    g_free(terms->text);
    g_free(terms);
}

int query_terms_find(const QueryTerms *terms, const char *term, gsize len)
{
    char buffer[TOKEN_MAX_BYTES + 1];
    if (len > TOKEN_MAX_BYTES)
        return -1;
    memcpy(buffer, term, len);
    buffer[len] = '\0';
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(terms->by_term, buffer)) - 1;
}
