/* Chinese characters that were typed or read for others of their sound or look: 管里 for 管理.
 *
 * Every bigram of a word is a term, so that a wrong character shows by bigrams that the index hardly
 * has, and the right one by how often it has the others. */
#include "search/plan/spelling.h"

#include <math.h>
#include <string.h>

#include "tokenizer/alike.h"
#include "tokenizer/char-class.h"

/* A longer text is a title or a question: its other characters find the document. */
#define LONGEST_RUN 32

/* A text has so many slips. */
#define MOST_SLIPS 2

/* What was meant is in this many documents at least, and in so many times those of what was typed:
 * catalogues have misprints too. */
#define LEAST_DOCUMENTS 3
#define TIMES_AS_MANY 100

/* What is in more than so many documents, or one of so many, is no slip: not looked into. */
#define MOST_DOUBTED 2
#define ONE_OF_DOUBTED 20000

/* So many of the likeliest characters are looked at in their words. */
#define MOST_TRIED 3

typedef struct {
    Searcher *searcher;
    const QueryNode *node;
    GArray *expansions;
    const char *text;            /* normalized */
    guint32 from;                /* of the run in it, bytes */
    gunichar run[LONGEST_RUN];   /* corrected as far as that is done */
    guint32 df[LONGEST_RUN];     /* of the bigram that begins at each */
    gboolean wrong[LONGEST_RUN]; /* is corrected */
    gboolean known;              /* a document has what is corrected */
    guint n;
} HanRun;

typedef struct {
    gunichar character;
    double likelihood;
} Meant;

static guint32 bigram_df(const HanRun *run, gunichar first, gunichar second)
{
    char bigram[16];
    int len = g_unichar_to_utf8(first, bigram);
    bigram[len + g_unichar_to_utf8(second, bigram + len)] = '\0';
    return searcher_termfreq(run->searcher, "", bigram);
}

/* Those of the bigrams with CHARACTER at AT; 0 beyond the run. */
static void bigrams_at(const HanRun *run, guint at, gunichar character, guint32 *left,
                       guint32 *right)
{
    *left = at > 0 ? bigram_df(run, run->run[at - 1], character) : 0;
    *right = at + 1 < run->n ? bigram_df(run, character, run->run[at + 1]) : 0;
}

static gint by_likelihood(gconstpointer first, gconstpointer second)
{
    const Meant *a = first, *b = second;
    if (a->likelihood != b->likelihood)
        return a->likelihood > b->likelihood ? -1 : 1;
    return a->character < b->character ? -1 : 1;
}

/* The likeliest characters for the one at AT, whose bigrams are in at most MOST documents: Meant.
 * Caller unrefs. */
static GArray *find_meant(const HanRun *run, guint at, guint32 most)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Meant));
    gunichar alike[ALIKE_MAX];
    guint n = alike_find(run->run[at], alike);
    guint32 old_left, old_right;
    bigrams_at(run, at, run->run[at], &old_left, &old_right);
    for (guint i = 0; i < n; i++) {
        guint32 left, right;
        bigrams_at(run, at, alike[i], &left, &right);
        if (MAX(left, right) < MAX(LEAST_DOCUMENTS, most * TIMES_AS_MANY) || left < old_left ||
            right < old_right)
            continue;
        Meant meant = {alike[i], log1p(left) + log1p(right)};
        g_array_append_val(found, meant);
    }
    g_array_sort(found, by_likelihood);
    g_array_set_size(found, MIN(found->len, MOST_TRIED));
    return found;
}

/* The word of the run that has the character at AT, with another one; FALSE if it is alone. Bytes
 * of the run, whose text is TEXT. */
static gboolean word_around(const HanRun *run, const char *text, guint at, guint32 *from,
                            guint32 *to)
{
    guint32 place = (guint32)(g_utf8_offset_to_pointer(text, at) - text);
    g_autoptr(GArray) words = words_cut(run->searcher->tokenizer, text, -1, NULL, NULL);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        if (word->kind != WORD_CJK || word->from > place || word->to <= place)
            continue;
        *from = word->from;
        *to = word->to;
        return TRUE;
    }
    return FALSE;
}

static char *run_text(const HanRun *run)
{
    return g_ucs4_to_utf8(run->run, run->n, NULL, NULL, NULL);
}

/* Puts the likeliest character that makes a word at AT. FALSE if there is none. */
static gboolean correct(HanRun *run, guint at)
{
    guint32 most = MAX(at > 0 ? run->df[at - 1] : 0, at + 1 < run->n ? run->df[at] : 0);
    g_autoptr(GArray) found = find_meant(run, at, most);
    gunichar typed = run->run[at];
    for (guint i = 0; i < found->len; i++) {
        guint32 from, to;
        run->run[at] = g_array_index(found, Meant, i).character;
        g_autofree char *text = run_text(run);
        if (!word_around(run, text, at, &from, &to))
            continue;
        if (at > 0)
            run->df[at - 1] = bigram_df(run, run->run[at - 1], run->run[at]);
        if (at + 1 < run->n)
            run->df[at] = bigram_df(run, run->run[at], run->run[at + 1]);
        run->wrong[at] = TRUE;
        run->known |= most > 0;
        return TRUE;
    }
    run->run[at] = typed;
    return FALSE;
}

/* Whether what the character at AT begins and ends is so rare that others may be meant. */
static gboolean is_doubtful(const HanRun *run, guint at, guint32 n_documents)
{
    guint32 rare = MAX(MOST_DOUBTED, n_documents / ONE_OF_DOUBTED);
    return (at == 0 || run->df[at - 1] <= rare) && (at + 1 == run->n || run->df[at] <= rare);
}

/* Adds what the words with corrected characters are. */
static void add_words(const HanRun *run)
{
    g_autofree char *text = run_text(run);
    guint32 done = 0;
    for (guint at = 0; at < run->n; at++) {
        guint32 from, to;
        if (!run->wrong[at] || !word_around(run, text, at, &from, &to) || from < done)
            continue;
        Expansion made = {.node = run->node,
                          .text = g_strndup(text + from, to - from),
                          .of = g_strndup(run->text + run->from + from, to - from),
                          .from = run->from + from,
                          .to = run->from + to,
                          .kind = run->known ? EXPANSION_MISPRINT : EXPANSION_SPELLING};
        g_array_append_val(run->expansions, made);
        done = to;
    }
}

/* Whether the word with the character at AT is in the lists: it is right, though no document may have
 * it. */
static gboolean is_listed(const HanRun *run, guint at)
{
    guint32 from, to;
    g_autofree char *text = run_text(run);
    if (!run->searcher->expander || !word_around(run, text, at, &from, &to))
        return FALSE;
    g_autofree char *word = g_strndup(text + from, to - from);
    return expander_match(run->searcher->expander, word) == EXPANDER_WORD;
}

static void look_at(HanRun *run)
{
    GError *damage = NULL;
    guint32 n_documents = xc_database_doccount(index_database(run->searcher->index), &damage);
    index_note(run->searcher->index, damage);
    guint slips = 0;
    for (guint i = 0; i + 1 < run->n; i++)
        run->df[i] = bigram_df(run, run->run[i], run->run[i + 1]);
    for (guint i = 0; i < run->n && run->n > 1 && slips < MOST_SLIPS; i++)
        slips += is_doubtful(run, i, n_documents) && !is_listed(run, i) && correct(run, i);
    if (slips > 0)
        add_words(run);
}

/* A character of three bytes, as all in common use are, so that one takes the other's place. */
static gboolean is_han(gunichar c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

void spelling_add_han(Searcher *searcher, const QueryNode *node, GArray *expansions)
{
    g_autofree char *text = normalize_string(node->text, -1);
    for (const char *at = text; *at;) {
        HanRun run = {searcher, node, expansions, text, .from = (guint32)(at - text)};
        gboolean whole = TRUE;
        for (; *at && is_han(g_utf8_get_char(at)); at = g_utf8_next_char(at))
            if ((whole = run.n < LONGEST_RUN))
                run.run[run.n++] = g_utf8_get_char(at);
        if (run.n > 1 && whole)
            look_at(&run);
        if (*at)
            at = g_utf8_next_char(at);
    }
}
