/* Chinese characters that were typed for others: 管里 for 管理, 信安息全 for 信息安全, 技规范 for
 * 技术规范.
 *
 * A run of characters that a document has is right. Of another, the pairs of characters that hardly
 * any document has show where it is wrong, and that documents have all of the run as it was meant
 * shows what it was. */
#include "search/plan/spelling.h"

#include <math.h>
#include <string.h>

#include "search/plan/spelling-evidence.h"
#include "search/words/regional.h"

/* More doubtful pairs are no slip or two: the index is about something else. */
#define MOST_PAIRS 6

/* Nor are more than these one that any character may be put for. */
#define MOST_PAIRS_OF_ONE 4

/* A longer run that documents have is not asked about. */
#define LONGEST_ASKED 6

/* What was meant is in so many documents, of a run of that many characters in one. */
#define LEAST_DOCUMENTS 3
#define TELLING_LENGTH 5

/* What documents have as it was typed is asked about only if so many times as many have the other.
 */
#define TIMES_AS_MANY 500

/* What a slip must gain where no document has all of the run, being corrected: so much of the
 * logarithm of the number of documents, by which pairs that none has are unlikely. */
#define LEAST_GAIN_ALONE 0.3

/* What it is worth that documents have all of the run, what is around the slip, the run as it
 * stands, and have all of the other words too; and what each character costs that is a word by
 * itself. */
#define WORTH_HELD 4
#define WORTH_ALONE 3
#define WORTH_LITERAL 3
#define WORTH_IN_CONTEXT 3
#define LONE_COST 1.5

/* Of the other words so many terms are looked at. */
#define MOST_OTHERS 24

/* Of one text so many doubtful runs are read. */
#define MOST_RUNS 8

/* A shorter run beside other words is sure only if a document has them too. */
#define ALONE_LENGTH 4

typedef struct {
    gsize from, to;      /* bytes of the text that has it */
    HanRun run, written; /* simplified, and as it is written there */
} Place;

static guint32 least_documents(const HanRun *run)
{
    return run->n < TELLING_LENGTH ? LEAST_DOCUMENTS : 1;
}

static guint count_lone(const HanReading *reading, const HanRun *run)
{
    guint word_at[HAN_LONGEST + 2], n = 0;
    han_number_words(reading, run, word_at);
    for (guint i = 0; i < run->n; i++)
        n += word_at[i] == 0;
    return n;
}

/* Whether EDIT is sure though no document has all of its run: documents have what is around it, as
 * far as the pairs reach that any has. */
static gboolean is_sure_alone(const HanReading *reading, const HanEdit *edit)
{
    const HanRun *run = &edit->run;
    guint from = edit->from, to = edit->to;
    if (edit->slip > HAN_SWAPPED || edit->slip == HAN_OTHER ||
        edit->gain < LEAST_GAIN_ALONE * log(1.0 + index_doccount(reading->searcher->index)))
        return FALSE;
    for (guint i = 0; i < 2 && from > 0; i++, from--)
        if (han_pairs_df(reading->pairs, run->text[from - 1], run->text[from]) == 0)
            break;
    for (guint i = 0; i < 2 && to < run->n; i++, to++)
        if (han_pairs_df(reading->pairs, run->text[to - 1], run->text[to]) == 0)
            break;
    return to - from > edit->to - edit->from &&
           han_count_pairs(reading, run, from, to, NULL) >= LEAST_DOCUMENTS;
}

typedef struct {
    const HanEdit *edit;
    guint32 held;        /* documents that have all pairs of its run */
    gboolean literal;    /* one of them has it as it stands */
    gboolean in_context; /* one of them has the query's other words too */
    double worth;
} Choice;

static Choice weigh(const HanReading *reading, const HanEdit *edit)
{
    const HanRun *run = &edit->run;
    Choice choice = {.edit = edit, .worth = edit->gain - LONE_COST * count_lone(reading, run)};
    choice.held = han_count_pairs(reading, run, 0, run->n, NULL);
    if (choice.held >= least_documents(run))
        choice.worth += WORTH_HELD + log(choice.held) / 2;
    else if (is_sure_alone(reading, edit))
        choice.worth += WORTH_ALONE;
    choice.literal = choice.held > 0 && han_count(reading, run) > 0;
    choice.worth += choice.literal ? WORTH_LITERAL : 0;
    choice.in_context = choice.held > 0 && reading->others->len > 0 &&
                        han_count_pairs(reading, run, 0, run->n, reading->others) > 0;
    choice.worth += choice.in_context ? WORTH_IN_CONTEXT : 0;
    return choice;
}

/* The best of EDITS; its edit is NULL if there are none. */
static Choice choose(const HanReading *reading, const GArray *edits)
{
    Choice best = {.edit = NULL};
    for (guint i = 0; i < edits->len; i++) {
        Choice choice = weigh(reading, &g_array_index(edits, HanEdit, i));
        if (!best.edit || choice.worth > best.worth)
            best = choice;
    }
    return best;
}

/* AS_TYPED: right, or nobody knows. SURE: documents have it as it was meant. HOPEFUL: they have
 * what is around the slip, and would if there was one more. ASKED: they have it both ways, or not
 * with the query's other words. */
typedef enum { AS_TYPED, SURE, SURE_ALONE, HOPEFUL, ASKED } Outcome;

static Outcome outcome(const HanReading *reading, const HanRun *typed, guint32 n_typed,
                       const Choice *choice)
{
    const HanEdit *edit = choice->edit;
    gboolean plain = edit->slip <= HAN_SWAPPED && edit->slip != HAN_OTHER;
    if (n_typed > 0)
        return plain && choice->held / TIMES_AS_MANY >= n_typed ? ASKED : AS_TYPED;
    if (choice->held >= least_documents(&edit->run) && (plain || choice->literal))
        return typed->n < ALONE_LENGTH && reading->others->len > 0 && !choice->in_context ? ASKED
                                                                                          : SURE;
    return is_sure_alone(reading, edit) ? SURE_ALONE : plain ? HOPEFUL : AS_TYPED;
}

/* Whether CHOICE need not be compared with slips for which any character may be put: a document has
 * it as it stands, with a word where the slip was. */
static gboolean is_plain(const HanReading *reading, const Choice *choice)
{
    guint word_at[HAN_LONGEST + 2];
    const HanEdit *edit = choice->edit;
    han_number_words(reading, &edit->run, word_at);
    return choice->literal && edit->slip != HAN_TOO_MANY &&
           word_at[MIN(edit->from, edit->run.n - 1)] != 0;
}

/* What the best edit of RUN, which N_TYPED documents have, by SLIPS at the pairs that are DOUBTFUL
 * is worth: *MEANT is its run. */
static Outcome try_slips(const HanReading *reading, const HanRun *run, guint32 n_typed,
                         const guint8 *doubtful, HanSlips slips, HanRun *meant)
{
    g_autoptr(GArray) edits = han_edits_find(reading->pairs, run, doubtful, slips);
    Choice best = choose(reading, edits);
    if (!best.edit)
        return AS_TYPED;
    guint wordless = han_count_wordless(reading, &best.edit->run);
    if (best.edit->run.n == 2 && wordless > 0)
        return AS_TYPED; /* 定方 is in 测定方法, but is no word */
    if (wordless > han_count_wordless(reading, run))
        return AS_TYPED; /* a word is no slip for what is none, as Japanese text has it: 制图, 制突 */
    *meant = best.edit->run;
    Outcome made = outcome(reading, run, n_typed, &best);
    return slips == HAN_USUAL && made == SURE && !is_plain(reading, &best) ? SURE_ALONE : made;
}

static guint count_doubted(const guint8 *doubtful, guint n)
{
    guint count = 0;
    for (guint i = 0; i < n; i++)
        count += doubtful[i] == HAN_DOUBTED;
    return count;
}

/* Where a run is doubtful: han_mark_doubtful(). */
typedef struct {
    guint8 pairs[HAN_LONGEST + 2];
    gboolean unseen;
} Marks;

/* One slip of RUN, its FIRST or its second, by its MARKS: what was meant is in *MEANT. */
static Outcome correct(const HanReading *reading, const HanRun *run, const Marks *marks, gboolean first, HanRun *meant)
{
    const guint8 *doubtful = marks->pairs;
    guint doubted = count_doubted(doubtful, run->n - 1);
    if (doubted > MOST_PAIRS)
        return AS_TYPED;
    guint32 typed = marks->unseen ? 0 : han_count(reading, run);
    if (typed > 0)
        return run->n > LONGEST_ASKED
                   ? AS_TYPED
                   : try_slips(reading, run, typed, doubtful, HAN_ALIKE_ALONE, meant);
    if (doubted == 0)
        return han_is_nowhere(reading, run)
                   ? try_slips(reading, run, 0, doubtful, HAN_ALIKE_ALONE, meant)
                   : AS_TYPED;
    Outcome usual = try_slips(reading, run, 0, doubtful, HAN_USUAL, meant);
    if (usual == SURE || !first || doubted > MOST_PAIRS_OF_ONE)
        return usual;
    return try_slips(reading, run, 0, doubtful, HAN_ALL, meant);
}

/* Reads RUN, doubtful by its MARKS: what it becomes is in *MEANT. A second slip is looked for where no document has all of
 * the run yet. */
static Outcome read_run(const HanReading *reading, const HanRun *run, const Marks *marks, HanRun *meant)
{
    HanRun once = {.n = 0};
    Marks again;
    Outcome first = correct(reading, run, marks, TRUE, &once), second = AS_TYPED;
    *meant = once;
    if (first == AS_TYPED || first == ASKED || first == SURE)
        return first;
    if (han_mark_doubtful(reading, &once, again.pairs, &again.unseen))
        second = correct(reading, &once, &again, FALSE, meant);
    if (second == SURE || (first == SURE_ALONE && second == SURE_ALONE))
        return SURE;
    *meant = once;
    return first == HOPEFUL ? AS_TYPED : SURE;
}

static gboolean all_han(const char *text)
{
    while (*text && spelling_is_han(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return !*text;
}

/* The runs of two characters and more of TEXT, simplified: Place. Caller unrefs. */
static GArray *find_runs(const char *text)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Place));
    for (const char *at = text; *at;) {
        const char *from = at;
        while (spelling_is_han(g_utf8_get_char(at)))
            at = g_utf8_next_char(at);
        g_autofree char *plain = normalize_string(from, at - from);
        glong n = g_utf8_strlen(plain, -1);
        Place place = {.from = (gsize)(from - text), .to = (gsize)(at - text), .run.n = (guint)n};
        if (n > 1 && n <= HAN_LONGEST && n == g_utf8_strlen(from, at - from) && all_han(plain)) {
            g_autofree gunichar *characters = g_utf8_to_ucs4_fast(plain, -1, NULL);
            g_autofree gunichar *written = g_utf8_to_ucs4_fast(from, at - from, NULL);
            memcpy(place.run.text, characters, (gsize)n * sizeof *characters);
            memcpy(place.written.text, written, (gsize)n * sizeof *written);
            place.written.n = (guint)n;
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
    for (guint i = 0; i < words->len && terms->len < MOST_OTHERS; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; t < word->terms->len && !word->empty; t++)
            g_ptr_array_add(terms, g_strdup(word->terms->pdata[t]));
    }
    return terms;
}

/* What PLACE is with MEANT for its run: only what is another is written otherwise. Caller frees. */
static char *write_meant(const Place *place, const HanRun *meant)
{
    const HanRun *typed = &place->run;
    guint same = MIN(typed->n, meant->n), before = 0, after = 0;
    while (before < same && typed->text[before] == meant->text[before])
        before++;
    while (after < same - before &&
           typed->text[typed->n - after - 1] == meant->text[meant->n - after - 1])
        after++;
    g_autofree char *begin = han_run_text(&place->written, 0, before);
    g_autofree char *middle = han_run_text(meant, before, meant->n - after);
    g_autofree char *end = han_run_text(&place->written, typed->n - after, typed->n);
    return g_strconcat(begin, middle, end, NULL);
}

/* Whether the run of PLACE, with the letters before it, is a word of the lists: O形圈. */
static gboolean is_listed(Searcher *searcher, const char *text, const Place *place)
{
    gsize from = place->from;
    while (from > 0 && g_ascii_isalnum(text[from - 1]))
        from--;
    g_autofree char *word = normalize_string(text + from, (gssize)(place->to - from));
    return searcher->expander && expander_match(searcher->expander, word) == EXPANDER_WORD;
}

/* What is no evidence of what TEXT means: who types simplified characters does not mean 運搬車. */
static const DocSet *foreign_to(Searcher *searcher, const char *text)
{
    GError *damage = NULL;
    const DocSet *foreign = regional_is_traditional(text) ? NULL : searcher_foreign_han(searcher, &damage);
    index_note(searcher->index, damage);
    return foreign;
}

void spelling_read_han(Searcher *searcher, char **text, Spelling *spelling)
{
    g_autoptr(GArray) runs = find_runs(*text);
    g_autoptr(HanPairs) pairs = han_pairs_new(searcher);
    const DocSet *foreign = runs->len > 0 ? foreign_to(searcher, *text) : NULL;
    for (guint i = runs->len, read = 0; i-- > 0 && read < MOST_RUNS && !han_pairs_spent(pairs);) {
        Place *place = &g_array_index(runs, Place, i);
        HanReading reading = {searcher, pairs, NULL, foreign};
        Marks marks;
        if (!han_mark_doubtful(&reading, &place->run, marks.pairs, &marks.unseen) || is_listed(searcher, *text, place))
            continue;
        read++;
        g_autoptr(GPtrArray) others = other_terms(searcher, *text, place->from, place->to);
        reading.others = others;
        HanRun meant;
        Outcome made = read_run(&reading, &place->run, &marks, &meant);
        if (made == AS_TYPED ||
            (meant.n == place->run.n &&
             memcmp(meant.text, place->run.text, meant.n * sizeof *meant.text) == 0))
            continue;
        Respelling respelling = {han_run_text(&place->written, 0, place->written.n),
                                 write_meant(place, &meant), FALSE};
        g_array_append_val(made == ASKED ? spelling->offered : spelling->read, respelling);
        if (made == ASKED)
            continue;
        spelling_put(text, place->from, place->to, respelling.meant);
    }
}
