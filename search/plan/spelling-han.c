/* Chinese characters that were typed for others: 管里 for 管理, 信安息全 for 信息安全, 技规范 for 技术规范.
 *
 * A run of characters that a document has is right. Of another, the pairs of characters that hardly any document
 * has show where it is wrong, and that documents have all of the run as it was meant shows what it was. */
#include "search/plan/spelling.h"

#include <math.h>
#include <string.h>

#include "search/plan/spelling-edits.h"
#include "search/words/phrase.h"

/* A text has so many slips. */
#define MOST_SLIPS 2

/* A pair of characters that is in more than so many documents, or one of so many, is no slip. */
#define MOST_DOUBTED 2
#define ONE_OF_DOUBTED 20000

/* What was meant is in so many documents, of a run of that many characters in one. */
#define LEAST_DOCUMENTS 3
#define TELLING_LENGTH 5

/* What documents have as it was typed is asked about if so many times as many have the other. */
#define TIMES_AS_MANY 500

/* More documents than these are not looked into. */
#define MOST_VIEWS 64

/* What a slip must gain where no document has all of the run, being corrected. */
#define LEAST_GAIN_ALONE 6

/* What it is worth that documents have all of the run, and all of the other words too. */
#define WORTH_HELD 4
#define WORTH_IN_CONTEXT 3

typedef struct {
    Searcher *searcher;
    GPtrArray *others; /* char *, terms of the query's other words */
} Reading;

typedef struct {
    gsize from, to; /* bytes of the text that has it */
    HanRun run;
} Place;

static char *run_text(const HanRun *run, guint from, guint to)
{
    return g_ucs4_to_utf8(run->text + from, to - from, NULL, NULL, NULL);
}

/* The documents that have all pairs of characters [FROM, TO) of RUN, and all of OTHERS (NULL: none). NULL if the
 * index is damaged. */
static DocSet *find_pairs(const Reading *reading, const HanRun *run, guint from, guint to,
                          const GPtrArray *others)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    for (guint i = from; i + 1 < to; i++) {
        g_autofree char *pair = run_text(run, i, i + 2);
        g_ptr_array_add(parts, selection_term("", pair));
    }
    for (guint i = 0; others && i < others->len; i++)
        g_ptr_array_add(parts, selection_term("", others->pdata[i]));
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    DocSet *found = searcher_find(reading->searcher, all, &damage);
    index_note(reading->searcher->index, damage);
    return found;
}

static guint32 count_pairs(const Reading *reading, const HanRun *run, guint from, guint to,
                           const GPtrArray *others)
{
    g_autoptr(DocSet) found = find_pairs(reading, run, from, to, others);
    return found ? docset_count(found) : 0;
}

static gboolean view_has(const DocumentView *view, const char *text, gsize len)
{
    for (guint32 i = 0; i < view->n_texts; i++)
        if (phrase_find(view->texts[i].utf8, view->texts[i].len, text, len, 0) >= 0)
            return TRUE;
    return FALSE;
}

/* How many documents have RUN as it stands; those of more than MOST_VIEWS that have all its pairs. */
static guint32 count_run(const Reading *reading, const HanRun *run)
{
    g_autoptr(DocSet) found = find_pairs(reading, run, 0, run->n, NULL);
    guint32 n = found ? docset_count(found) : 0;
    if (n == 0 || n > MOST_VIEWS)
        return n;
    g_autofree char *text = run_text(run, 0, run->n);
    g_autoptr(GArray) docids = docset_docids(found, &reading->searcher->space, n);
    n = 0;
    for (guint i = 0; i < docids->len; i++) {
        DocumentView view;
        GError *damage = NULL;
        if (index_view(reading->searcher->index, g_array_index(docids, XcDocid, i), &view, &damage))
            n += view_has(&view, text, strlen(text)) ? 1 : 0;
        index_note(reading->searcher->index, damage);
    }
    return n;
}

/* The word at each character of RUN, from 1; 0 where a character is a word by itself. */
static void number_words(const Reading *reading, const HanRun *run, guint *word_at)
{
    g_autofree char *text = run_text(run, 0, run->n);
    g_autoptr(GArray) words = words_cut(reading->searcher->tokenizer, text, -1, NULL, NULL);
    memset(word_at, 0, run->n * sizeof *word_at);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint32 at = word->from; word->kind == WORD_CJK && at < word->to; at += 3)
            word_at[at / 3] = i + 1;
    }
}

/* Whether the lists have the word that is at AT of RUN: it is right, though no document may have it. */
static gboolean is_listed(const Reading *reading, const HanRun *run, const guint *word_at, guint at)
{
    guint from = at, to = at;
    while (from > 0 && word_at[from - 1] == word_at[at])
        from--;
    while (to < run->n && word_at[to] == word_at[at])
        to++;
    g_autofree char *word = run_text(run, from, to);
    return reading->searcher->expander &&
           expander_match(reading->searcher->expander, word) == EXPANDER_WORD;
}

/* Marks the pairs of RUN that are doubtful: as rare as slips are, and not within a word of the lists; between two
 * words by half. Whether there are any, and *UNSEEN whether one is in no document. */
static gboolean mark_doubtful(const Reading *reading, const HanRun *run, guint8 *doubtful,
                              gboolean *unseen)
{
    guint word_at[HAN_LONGEST + 2];
    guint32 rare = MAX(MOST_DOUBTED, index_doccount(reading->searcher->index) / ONE_OF_DOUBTED);
    gboolean any = FALSE;
    *unseen = FALSE;
    number_words(reading, run, word_at);
    for (guint i = 0; i + 1 < run->n; i++) {
        guint32 df = han_pair_df(reading->searcher, run->text[i], run->text[i + 1]);
        guint first = word_at[i], second = word_at[i + 1];
        doubtful[i] = 0;
        *unseen |= df == 0;
        if (df > rare || (first && first == second && is_listed(reading, run, word_at, i)))
            continue;
        doubtful[i] = first && second && first != second ? HAN_HALF_DOUBTED : HAN_DOUBTED;
        any = TRUE;
    }
    return any;
}

static guint32 least_documents(const HanRun *run)
{
    return run->n < TELLING_LENGTH ? LEAST_DOCUMENTS : 1;
}

/* The best of EDITS, and in how many documents all of it is: *HELD. NULL if none is likely. */
static const HanEdit *choose(const Reading *reading, const GArray *edits, guint32 *held)
{
    const HanEdit *best = NULL;
    double most = 0;
    for (guint i = 0; i < edits->len; i++) {
        const HanEdit *edit = &g_array_index(edits, HanEdit, i);
        guint32 n = count_pairs(reading, &edit->run, 0, edit->run.n, NULL);
        double worth = edit->gain;
        if (n >= least_documents(&edit->run))
            worth += WORTH_HELD + log(n) / 2;
        if (n > 0 && reading->others->len > 0 &&
            count_pairs(reading, &edit->run, 0, edit->run.n, reading->others) > 0)
            worth += WORTH_IN_CONTEXT;
        if (best && worth <= most)
            continue;
        best = edit;
        most = worth;
        *held = n;
    }
    return best;
}

/* Whether EDIT is sure though no document has all of its run. */
static gboolean is_sure_alone(const Reading *reading, const HanEdit *edit)
{
    guint from = edit->from > 1 ? edit->from - 2 : 0, to = MIN(edit->to + 2, edit->run.n);
    return edit->slip <= HAN_SWAPPED && edit->slip != HAN_OTHER && edit->gain >= LEAST_GAIN_ALONE &&
           count_pairs(reading, &edit->run, from, to, NULL) >= LEAST_DOCUMENTS;
}

/* Whether the documents that have the words of RUN are none. */
static gboolean is_nowhere(const Reading *reading, const HanRun *run)
{
    g_autofree char *text = run_text(run, 0, run->n);
    g_autoptr(GArray) words = words_cut(reading->searcher->tokenizer, text, -1, NULL, NULL);
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; t < word->terms->len; t++)
            g_ptr_array_add(parts, selection_term("", word->terms->pdata[t]));
    }
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(DocSet) found = searcher_find(reading->searcher, all, &damage);
    index_note(reading->searcher->index, damage);
    return found && docset_is_empty(found);
}

typedef enum { AS_TYPED, SURE, NOT_SURE } Outcome;

/* One slip: RUN becomes what was meant if that is sure, *OFFERED if it is not. */
static Outcome correct(const Reading *reading, HanRun *run, gboolean first, HanRun *offered)
{
    guint8 doubtful[HAN_LONGEST + 2];
    gboolean unseen;
    guint32 held = 0;
    if (run->n > HAN_LONGEST || !mark_doubtful(reading, run, doubtful, &unseen))
        return AS_TYPED;
    guint32 typed = unseen ? 0 : count_run(reading, run);
    if (typed > 0 && !first)
        return AS_TYPED;
    gboolean by_half = !memchr(doubtful, HAN_DOUBTED, run->n - 1);
    if (typed == 0 && by_half && !is_nowhere(reading, run))
        return AS_TYPED;
    g_autoptr(GArray) edits = han_edits_find(reading->searcher, run, doubtful);
    const HanEdit *best = choose(reading, edits, &held);
    if (!best)
        return AS_TYPED;
    if (typed > 0) {
        *offered = best->run;
        return held / TIMES_AS_MANY >= typed && best->slip <= HAN_SWAPPED && best->slip != HAN_OTHER
                   ? NOT_SURE
                   : AS_TYPED;
    }
    if (held < least_documents(&best->run) && !is_sure_alone(reading, best))
        return AS_TYPED;
    *run = best->run;
    return SURE;
}

static void add(GArray *respellings, const HanRun *typed, const HanRun *meant)
{
    guint before = 0, after = 0;
    while (before < MIN(typed->n, meant->n) && typed->text[before] == meant->text[before])
        before++;
    while (after < MIN(typed->n, meant->n) - before &&
           typed->text[typed->n - after - 1] == meant->text[meant->n - after - 1])
        after++;
    (void)before, (void)after;
    Respelling respelling = {run_text(typed, 0, typed->n), run_text(meant, 0, meant->n)};
    g_array_append_val(respellings, respelling);
}

/* Reads RUN; whether it is another now. */
static gboolean read_run(const Reading *reading, HanRun *run, Spelling *spelling)
{
    HanRun typed = *run, offered;
    guint slips = 0;
    Outcome outcome;
    while (slips < MOST_SLIPS && (outcome = correct(reading, run, slips == 0, &offered)) != AS_TYPED) {
        if (outcome == NOT_SURE) {
            add(spelling->offered, run, &offered);
            break;
        }
        slips++;
    }
    if (slips > 0)
        add(spelling->read, &typed, run);
    return slips > 0;
}

/* A character of three bytes, as all in common use are. */
static gboolean is_han(gunichar c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

/* The runs of two characters and more of TEXT, simplified: Place. Caller unrefs. */
static GArray *find_runs(const char *text)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Place));
    for (const char *at = text; *at;) {
        const char *from = at;
        while (is_han(g_utf8_get_char(at)))
            at = g_utf8_next_char(at);
        g_autofree char *plain = normalize_string(from, at - from);
        glong n = g_utf8_strlen(plain, -1);
        Place place = {.from = (gsize)(from - text), .to = (gsize)(at - text), .run.n = (guint)n};
        if (n > 1 && n <= HAN_LONGEST && n == g_utf8_strlen(from, at - from)) {
            g_autofree gunichar *characters = g_utf8_to_ucs4_fast(plain, -1, NULL);
            memcpy(place.run.text, characters, (gsize)n * sizeof *characters);
            g_array_append_val(found, place);
        }
        if (*at)
            at = g_utf8_next_char(at);
    }
    return found;
}

/* The terms of the words of TEXT but for those of bytes [FROM, TO). Caller unrefs. */
static GPtrArray *other_terms(Searcher *searcher, const char *text, gsize from, gsize to)
{
    GPtrArray *terms = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *rest = g_strdup_printf("%.*s %s", (int)from, text, text + to);
    g_autoptr(GArray) words = expansions_cut(searcher->tokenizer, rest, -1);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; t < word->terms->len && !word->empty; t++)
            g_ptr_array_add(terms, g_strdup(word->terms->pdata[t]));
    }
    return terms;
}

void spelling_read_han(Searcher *searcher, char **text, Spelling *spelling)
{
    g_autoptr(GArray) runs = find_runs(*text);
    for (guint i = runs->len; i-- > 0;) {
        Place *place = &g_array_index(runs, Place, i);
        g_autoptr(GPtrArray) others = other_terms(searcher, *text, place->from, place->to);
        Reading reading = {searcher, others};
        if (!read_run(&reading, &place->run, spelling))
            continue;
        g_autofree char *meant = run_text(&place->run, 0, place->run.n);
        char *read = g_strdup_printf("%.*s%s%s", (int)place->from, *text, meant, *text + place->to);
        g_free(*text);
        *text = read;
    }
}

void spelling_read_words(Searcher *searcher, char **text, Spelling *spelling)
{
    (void)searcher, (void)text, (void)spelling;
}
