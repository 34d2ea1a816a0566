#include "search/similar/overlap.h"

#include <math.h>
#include <string.h>

void overlap_weights_init(OverlapWeights *weights, Searcher *searcher)
{
    *weights = (OverlapWeights){searcher, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
}

void overlap_weights_clear(OverlapWeights *weights)
{
    g_hash_table_unref(weights->weights);
}

/* Sets what OverlapWeights have of TERM. */
static void weigh(OverlapWeights *weights, const char *term, gpointer *known, gpointer *weight)
{
    if (g_hash_table_lookup_extended(weights->weights, term, known, weight))
        return;
    guint32 all = index_doccount(weights->searcher->index);
    guint32 in = searcher_termfreq(weights->searcher, "", term);
    double value = log((all + 1.0) / (MIN(in, all) + 1.0));
    *known = g_strdup(term);
    *weight = g_memdup2(&value, sizeof value);
    g_hash_table_insert(weights->weights, *known, *weight);
}

typedef struct {
    OverlapWeights *weights;
    OverlapTerms *terms;
    char *word; /* the word before, whose stem may follow, or NULL */
    guint32 from, to; /* where it stands */
} Collecting;

static void collect(const Collecting *collecting, const char *term, guint32 from, guint32 to)
{
    gpointer known, weight;
    weigh(collecting->weights, term, &known, &weight);
    if (!g_hash_table_insert(collecting->terms->weights, known, weight))
        return;
    OverlapPlace place = {known, *(const double *)weight, from, to};
    g_array_append_val(collecting->terms->places, place);
    collecting->terms->weight += place.weight;
}

static void end_word(Collecting *collecting)
{
    if (collecting->word)
        collect(collecting, collecting->word, collecting->from, collecting->to);
    g_clear_pointer(&collecting->word, g_free);
}

static void take_token(const Token *token, gpointer data)
{
    Collecting *collecting = data;
    g_autofree char *term = g_strndup(token->term, token->len);
    gboolean chinese = (guint8)*term >= 0x80;
    if (token->kind == TOKEN_STEM) /* in place of its word */
        g_clear_pointer(&collecting->word, g_free);
    else
        end_word(collecting);
    if (token->kind == TOKEN_WORD && !chinese) {
        collecting->word = g_steal_pointer(&term);
        collecting->from = token->from;
        collecting->to = token->to;
    } else if (token->kind == TOKEN_BIGRAM || token->kind == TOKEN_STEM || token->kind == TOKEN_IDENTIFIER) {
        collect(collecting, term, token->from, token->to);
    }
}

OverlapTerms *overlap_terms(OverlapWeights *weights, const char *text)
{
    OverlapTerms *terms = g_new0(OverlapTerms, 1);
    terms->weights = g_hash_table_new(g_str_hash, g_str_equal);
    terms->places = g_array_new(FALSE, FALSE, sizeof(OverlapPlace));
    Collecting collecting = {.weights = weights, .terms = terms};
    terms->len = tokenizer_run(weights->searcher->tokenizer, text, -1, take_token, &collecting)->utf8_len;
    end_word(&collecting);
    return terms;
}

void overlap_terms_free(OverlapTerms *terms)
{
    if (!terms)
        return;
    g_hash_table_unref(terms->weights);
    g_array_unref(terms->places);
    g_free(terms);
}

double overlap_share(const OverlapTerms *terms, const OverlapTerms *other)
{
    double both = 0;
    for (guint i = 0; i < terms->places->len; i++) {
        const OverlapPlace *place = &g_array_index(terms->places, OverlapPlace, i);
        if (g_hash_table_contains(other->weights, place->term))
            both += place->weight;
    }
    return terms->weight > 0 ? both / terms->weight : 0;
}

gboolean overlap_has_all(const OverlapTerms *terms, const OverlapTerms *other)
{
    for (guint i = 0; i < other->places->len; i++)
        if (!g_hash_table_contains(terms->weights, g_array_index(other->places, OverlapPlace, i).term))
            return FALSE;
    return TRUE;
}

/* How long the mark that TEXT begins with is; 0: it begins with none. */
static gsize mark_at(const char *text)
{
    static const char *const marks[] = {"。", "；", "，", "！", "？", "\n", "; ", ". "};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(text, marks[i]))
            return strlen(marks[i]);
    return 0;
}

GPtrArray *overlap_clauses(const char *text)
{
    GPtrArray *clauses = g_ptr_array_new_with_free_func(g_free);
    while (*text) {
        const char *end = text;
        while (*end && !mark_at(end))
            end++;
        g_autofree char *clause = g_strstrip(g_strndup(text, (gsize)(end - text)));
        if (*clause)
            g_ptr_array_add(clauses, g_steal_pointer(&clause));
        text = end + mark_at(end);
    }
    return clauses;
}
