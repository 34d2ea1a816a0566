#include "search/query-terms.h"

#include <math.h>
#include <string.h>

typedef struct {
    Tokenizer *tokenizer;
    QueryTerms *out;
    GString *text;
} Collector;

static void clear_term(gpointer data)
{
    g_free(((WeighedTerm *)data)->term);
}

static void add_term(QueryTerms *out, const char *term, gsize len, TokenKind kind)
{
    g_autofree char *copy = g_strndup(term, len);
    gpointer known = g_hash_table_lookup(out->by_term, copy);
    if (known) {
        g_array_index(out->terms, WeighedTerm, GPOINTER_TO_UINT(known) - 1).wqf++;
        return;
    }
    WeighedTerm weighed = {.term = g_steal_pointer(&copy), .kind = kind, .wqf = 1};
    g_array_append_val(out->terms, weighed);
    g_hash_table_insert(out->by_term, weighed.term, GUINT_TO_POINTER(out->terms->len));
}

static void keep_token(const Token *token, gpointer data)
{
    add_term(data, token->term, token->len, token->kind);
}

/* See plan_text(): the terms of words in no particular field are ANDed as they are. */
static void mark_planned(QueryTerms *out, const GArray *words)
{
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; !word->empty && t < word->terms->len; t++) {
            const char *term = word->terms->pdata[t];
            int at = query_terms_find(out, term, strlen(term));
            if (at >= 0)
                g_array_index(out->terms, WeighedTerm, at).planned = TRUE;
        }
    }
}

static void collect_text(Collector *collector, const QueryNode *node)
{
    QueryTerms *out = collector->out;
    g_autoptr(GArray) words = words_cut(collector->tokenizer, node->text, -1, keep_token, out);
    if (node->type == QUERY_TEXT && !node->fields)
        mark_planned(out, words);
    for (guint i = 0; i < words->len; i++)
        g_array_index(words, QueryWord, i).quoted = node->type == QUERY_PHRASE;
    g_array_append_vals(out->words, words->data, words->len);
    g_array_set_clear_func(words, NULL);
}

static void collect(Collector *collector, const QueryNode *node)
{
    QueryTerms *out = collector->out;
    if (node->type == QUERY_TEXT || node->type == QUERY_PHRASE)
        collect_text(collector, node);
    if (node->type == QUERY_PHRASE)
        g_ptr_array_add(out->phrases, normalize_string(node->text, -1));
    if (node->type == QUERY_PREFIX)
        g_ptr_array_add(out->prefixes, normalize_string(node->text, -1));
    if (node->type == QUERY_NUMBER) {
        g_ptr_array_add(out->numbers, node->number);
        for (char **term = node->number->terms; *term; term++)
            add_term(out, *term, strlen(*term), TOKEN_IDENTIFIER);
    }
    if (node->type <= QUERY_NUMBER) {
        g_string_append(collector->text, node->text);
        g_string_append_c(collector->text, ' ');
    }
    if (node->type == QUERY_AND || node->type == QUERY_OR)
        for (guint i = 0; i < node->children->len; i++)
            collect(collector, node->children->pdata[i]);
}

static double idf(guint32 df, guint32 n)
{
    return log(1 + ((double)n - df + 0.5) / (df + 0.5));
}

static void look_up_frequencies(Searcher *searcher, QueryTerms *out)
{
    out->n_documents = xc_database_doccount(index_database(searcher->index), NULL);
    for (guint i = 0; i < out->terms->len; i++) {
        WeighedTerm *term = &g_array_index(out->terms, WeighedTerm, i);
        term->df = MIN(searcher_termfreq(searcher, "", term->term), out->n_documents);
        term->idf = idf(term->df, out->n_documents);
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

QueryTerms *query_terms_of(Tokenizer *tokenizer, const Query *query)
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
    out->prefixes = g_ptr_array_new_with_free_func(g_free);
    Collector collector = {tokenizer, out, g_string_new(NULL)};
    if (query->root)
        collect(&collector, query->root);
    out->text = normalize_string(collector.text->str, -1);
    out->n_characters = (guint)g_utf8_strlen(out->text, -1);
    g_string_free(collector.text, TRUE);
    return out;
}

QueryTerms *query_terms_new(Searcher *searcher, const Query *query)
{
    QueryTerms *terms = query_terms_of(searcher->tokenizer, query);
    look_up_frequencies(searcher, terms);
    return terms;
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
    g_ptr_array_unref(terms->prefixes);
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
