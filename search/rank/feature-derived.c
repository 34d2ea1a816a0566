/* Words that only share their stem with one of the query come after it: harmonization after
 * harmonic. */
#include "config.h"

#include "search/rank/features.h"

#include <string.h>

/* Shorter beginnings are too many words'. */
enum { LEAST_ROOT = 4, A_FEW = 3 };

typedef struct {
    const char *text; /* what a word and its plural, past and -ing have in common */
    gsize len;
    gboolean with_y; /* battery, batteries: the root is batter */
    gboolean whole;  /* the word itself is: robot */
} Root;

static gboolean ends(const char *word, gsize len, const char *ending)
{
    gsize size = strlen(ending);
    return len >= size + LEAST_ROOT && memcmp(word + len - size, ending, size) == 0;
}

/* Of words such as process and glass nothing is taken away. */
static Root root_of(const char *word)
{
    static const char *const endings[] = {"ings", "ing", "ed", "es", "s", "e"};
    gsize len = strlen(word);
    if (ends(word, len, "ies") || ends(word, len, "y"))
        return (Root){word, len - (word[len - 1] == 'y' ? 1 : 3), TRUE, FALSE};
    for (guint i = 0; i < G_N_ELEMENTS(endings) && !ends(word, len, "ss"); i++)
        if (ends(word, len, endings[i]))
            return (Root){word, len - strlen(endings[i]), FALSE, FALSE};
    return (Root){word, len, FALSE, TRUE};
}

/* Whether LEFT bytes of TEXT, behind the root in a word, end one of its forms. A word with a few
 * letters more is near enough to be one: robotics, electrical. */
static gboolean ends_form(const Root *root, const char *text, gsize left)
{
    static const char *const plain[] = {"", "s", "es", "e", "ed", "d", "ing", "ings"},
                             *const of_y[] = {"y", "ys", "ies", "yed", "ied", "ying"};
    const char *const *endings = root->with_y ? of_y : plain;
    gsize n = root->with_y ? G_N_ELEMENTS(of_y) : G_N_ELEMENTS(plain), len = 0;
    while (len < left && g_ascii_isalpha(text[len]))
        len++;
    if (root->whole && len <= A_FEW)
        return TRUE;
    if (len > 1 && text[0] == root->text[root->len - 1]) { /* modelling */
        text++;
        len--;
    }
    for (gsize i = 0; i < n; i++)
        if (strlen(endings[i]) == len && memcmp(text, endings[i], len) == 0)
            return TRUE;
    return FALSE;
}

/* Whether a form of the word with ROOT stands in TEXT. */
static gboolean has_form(const Root *root, const FieldText *text)
{
    const char *end = text->utf8 + text->len;
    for (const char *at = text->utf8; (at = memmem(at, (gsize)(end - at), root->text, root->len));
         at++)
        if ((at == text->utf8 || !g_ascii_isalpha(at[-1])) &&
            ends_form(root, at + root->len, (gsize)(end - at) - root->len))
            return TRUE;
    return FALSE;
}

/* Whether the document has the stem of WORD, but no form of it. */
static gboolean is_derived(const RankDocument *document, const QueryWord *word, gint16 symbol)
{
    const Root root = root_of(word->text);
    if (symbol < 0 || !document->text->counts[symbol] || root.len < LEAST_ROOT)
        return FALSE;
    for (guint32 t = 0; t < document->view.n_texts; t++)
        if (has_form(&root, &document->view.texts[t]))
            return FALSE;
    return TRUE;
}

/* What is misspelt has other words for what it may mean. */
static gboolean is_respelt(const QueryTerms *terms, const char *word)
{
    for (guint i = 0; i < terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(terms->expansions, Expansion, i);
        if (expansion->kind == EXPANSION_SPELLING && strcmp(expansion->of, word) == 0)
            return TRUE;
    }
    return FALSE;
}

double feature_derived(const RankDocument *document)
{
    const RankQuery *query = document->query;
    const GArray *words = query->terms->words;
    double derived = 0;
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        if (word->kind != WORD_OTHER || word->empty || word->numbered ||
            is_respelt(document->asked, word->text))
            continue;
        gint16 symbol = rank_query_word(query, word->text, strlen(word->text));
        if (is_derived(document, word, symbol))
            derived += query->weights[symbol];
    }
    return query->symbols_sum > 0 ? derived / query->symbols_sum : 0;
}
