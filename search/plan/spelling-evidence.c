#include "search/plan/spelling-evidence.h"

#include <string.h>

#include "search/plan/spelling.h"

/* A pair of characters that is in more than so many documents, or one of so many, is no slip. */
#define MOST_DOUBTED 2
#define ONE_OF_DOUBTED 20000

/* Nor is one that stands for so large a part of its rarer character's documents, beside a character
 * that is no part of a word. */
#define ONE_OF_RARER 300

/* More documents than these are not looked into. */
#define MOST_VIEWS 64

char *han_run_text(const HanRun *run, guint from, guint to)
{
    return g_ucs4_to_utf8(run->text + from, to - from, NULL, NULL, NULL);
}

/* The documents that have all pairs of characters [FROM, TO) of RUN, and all of OTHERS (NULL:
 * none). NULL if the index is damaged. */
static DocSet *find_pairs(const HanReading *reading, const HanRun *run, guint from, guint to,
                          const GPtrArray *others)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    for (guint i = from; i + 1 < to; i++) {
        g_autofree char *pair = han_run_text(run, i, i + 2);
        g_ptr_array_add(parts, selection_term("", pair));
    }
    for (guint i = 0; others && i < others->len; i++)
        g_ptr_array_add(parts, selection_term("", others->pdata[i]));
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    DocSet *found = searcher_find(reading->searcher, all, &damage);
    if (found && reading->foreign)
        docset_remove(found, reading->foreign);
    index_note(reading->searcher->index, damage);
    return found;
}

guint32 han_count_pairs(const HanReading *reading, const HanRun *run, guint from, guint to,
                        const GPtrArray *others)
{
    g_autoptr(DocSet) found = find_pairs(reading, run, from, to, others);
    return found ? docset_count(found) : 0;
}

guint32 han_count(const HanReading *reading, const HanRun *run)
{
    g_autoptr(DocSet) found = find_pairs(reading, run, 0, run->n, NULL);
    guint32 n = found ? docset_count(found) : 0;
    if (n == 0 || n > MOST_VIEWS)
        return n;
    g_autofree char *text = han_run_text(run, 0, run->n);
    g_autoptr(GArray) docids = docset_docids(found, &reading->searcher->space, n);
    g_autoptr(GByteArray) room = g_byte_array_new();
    n = 0;
    for (guint i = 0; i < docids->len; i++) {
        DocumentView view;
        GError *damage = NULL;
        if (index_read(reading->searcher->index, g_array_index(docids, XcDocid, i), 0, &view, room, &damage))
            n += spelling_view_has(&view, text);
        index_note(reading->searcher->index, damage);
    }
    return n;
}

void han_number_words(const HanReading *reading, const HanRun *run, guint *word_at)
{
    g_autofree char *text = han_run_text(run, 0, run->n);
    g_autoptr(GArray) words = words_cut(reading->searcher->tokenizer, text, -1, NULL, NULL);
    memset(word_at, 0, run->n * sizeof *word_at);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint32 at = word->from; word->kind == WORD_CJK && at < word->to; at += 3)
            word_at[at / 3] = i + 1;
    }
}

typedef struct {
    guint8 in_word[HAN_LONGEST + 2];
    guint longest;
} Covered;

static void cover(const Token *token, gpointer data)
{
    Covered *covered = data;
    guint n = (token->to - token->from) / 3;
    if (token->kind != TOKEN_WORD || n < 2)
        return;
    memset(covered->in_word + token->from / 3, TRUE, n);
    covered->longest = MAX(covered->longest, n);
}

static Covered find_words(const HanReading *reading, const HanRun *run)
{
    Covered covered = {.longest = 0};
    g_autofree char *text = han_run_text(run, 0, run->n);
    g_array_unref(words_cut(reading->searcher->tokenizer, text, -1, cover, &covered));
    return covered;
}

guint han_count_wordless(const HanReading *reading, const HanRun *run)
{
    Covered covered = find_words(reading, run);
    guint n = 0;
    for (guint i = 0; i < run->n; i++)
        n += !covered.in_word[i];
    return n;
}

/* Whether the lists have the word that is at AT of RUN: it is right, though no document may have
 * it. */
static gboolean is_listed(const HanReading *reading, const HanRun *run, const guint *word_at,
                          guint at)
{
    guint from = at, to = at;
    while (from > 0 && word_at[from - 1] == word_at[at])
        from--;
    while (to < run->n && word_at[to] == word_at[at])
        to++;
    g_autofree char *word = han_run_text(run, from, to);
    return reading->searcher->expander &&
           expander_match(reading->searcher->expander, word) == EXPANDER_WORD;
}

/* Whether the pair at I, in DF documents, is as rare as slips are. LONE: one of its characters is a
 * word by itself. */
static gboolean is_rare(const HanReading *reading, const HanRun *run, guint i, guint32 df,
                        gboolean lone)
{
    Index *index = reading->searcher->index;
    if (df <= MAX(MOST_DOUBTED, index_doccount(index) / ONE_OF_DOUBTED))
        return TRUE;
    return lone && df < MIN(index_char_freq(index, run->text[i]),
                            index_char_freq(index, run->text[i + 1])) /
                            ONE_OF_RARER;
}

gboolean han_mark_doubtful(const HanReading *reading, const HanRun *run, guint8 *doubtful,
                           gboolean *unseen)
{
    guint word_at[HAN_LONGEST + 2];
    gboolean any = FALSE;
    *unseen = FALSE;
    han_number_words(reading, run, word_at);
    han_pairs_expect(reading->pairs, run->text, run->n);
    for (guint i = 0; i + 1 < run->n; i++) {
        guint32 df = han_pairs_df(reading->pairs, run->text[i], run->text[i + 1]);
        guint first = word_at[i], second = word_at[i + 1];
        doubtful[i] = 0;
        *unseen |= df == 0;
        if (!is_rare(reading, run, i, df, !first || !second) ||
            (first && first == second && is_listed(reading, run, word_at, i)))
            continue;
        doubtful[i] = first && second && first != second ? HAN_HALF_DOUBTED : HAN_DOUBTED;
        any = TRUE;
    }
    return any && find_words(reading, run).longest < run->n;
}

gboolean han_is_nowhere(const HanReading *reading, const HanRun *run)
{
    g_autofree char *text = han_run_text(run, 0, run->n);
    g_autoptr(GArray) words = words_cut(reading->searcher->tokenizer, text, -1, NULL, NULL);
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    for (guint i = 0; i < words->len; i++)
        spelling_add_terms(parts, &g_array_index(words, QueryWord, i));
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(DocSet) found = searcher_find(reading->searcher, all, &damage);
    index_note(reading->searcher->index, damage);
    return found && docset_is_empty(found);
}
