/* Two titles are aligned word by word (a Chinese character is one), by the fewest that stand alone; what stands between words
 * that both have is a gap, and what the gaps hold says what the one title is to the other. */
#include "search/check/title.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "number/number.h"
#include "search/check/title-words.h"

/* What is left of a title must be so many words; whole elements may be fewer. */
#define LEAST_CHARACTERS 4
#define LEAST_WORDS 2
/* Of so many words one may be misread. */
#define WORDS_A_MISREADING 6
/* So few words between what only the one title has and what only the other has are the same by chance. */
#define LEAST_BLOCK 3
/* What is so many times rarer than what the title has there is a misprint somewhere, or none at all, rather than a word. */
#define RARER_THAN_WORDS 20

enum { CITED, OWN, SIDES };

typedef struct {
    guint from[SIDES], to[SIDES];
} Gap;

typedef struct {
    Searcher *searcher;
    const TitleWords *titles[SIDES];
    GArray *gaps;     /* Gap */
    guint n_same;     /* words that both have, little ones left out */
    guint n_blocks;   /* of words side by side, which both have */
    guint n_misread;
} Comparison;

static const TitleWord *word(const Comparison *c, guint side, guint i)
{
    return title_word(c->titles[side], i);
}

static guint count(const Comparison *c, guint side)
{
    return c->titles[side]->words->len;
}

static gboolean is_same(const TitleWord *a, const TitleWord *b)
{
    return a->kind == b->kind && strcmp(a->stem, b->stem) == 0;
}

/* Alignment */

/* fewest[i][j]: how many words stand alone in the rows from I and J on. */
typedef guint8 Fewest[TITLE_WORDS_MAX + 1][TITLE_WORDS_MAX + 1];
G_STATIC_ASSERT(2 * TITLE_WORDS_MAX <= 256);

static void fill_fewest(const Comparison *c, Fewest fewest)
{
    guint n = count(c, CITED), m = count(c, OWN);
    for (guint i = n + 1; i-- > 0;)
        for (guint j = m + 1; j-- > 0;) {
            guint alone = i == n ? m - j : j == m ? n - i : 1u + MIN(fewest[i + 1][j], fewest[i][j + 1]);
            gboolean same = i < n && j < m && is_same(word(c, CITED, i), word(c, OWN, j));
            fewest[i][j] = (guint8)MIN(same ? MIN(alone, fewest[i + 1][j + 1]) : alone, G_MAXUINT8);
        }
}

static guint gap_length(const Gap *gap, guint side)
{
    return gap->to[side] - gap->from[side];
}

/* Whether words of CITED alone and of OWN alone stand in the two gaps, and hardly anything between these: 信息 系统安全 and
 * 信息 安全技术 网络安全. */
static gboolean are_one(const Gap *first, const Gap *second)
{
    gboolean opposed = (gap_length(first, CITED) == 0 && gap_length(second, OWN) == 0) ||
                       (gap_length(first, OWN) == 0 && gap_length(second, CITED) == 0);
    return opposed && second->from[CITED] - first->to[CITED] < LEAST_BLOCK;
}

static void end_gap(Comparison *c, Gap *gap, guint i, guint j)
{
    Gap *last = c->gaps->len ? &g_array_index(c->gaps, Gap, c->gaps->len - 1) : NULL;
    gap->to[CITED] = i;
    gap->to[OWN] = j;
    if (gap_length(gap, CITED) == 0 && gap_length(gap, OWN) == 0)
        return;
    if (last && are_one(last, gap))
        memcpy(last->to, gap->to, sizeof gap->to);
    else
        g_array_append_val(c->gaps, *gap);
}

static void align(Comparison *c)
{
    Fewest fewest;
    Gap gap = {{0, 0}, {0, 0}};
    guint n = count(c, CITED), m = count(c, OWN), i = 0, j = 0;
    gboolean in_block = FALSE;
    fill_fewest(c, fewest);
    while (i < n && j < m) {
        if (is_same(word(c, CITED, i), word(c, OWN, j)) && fewest[i][j] == fewest[i + 1][j + 1]) {
            end_gap(c, &gap, i, j);
            c->n_same += !title_word_is_little(word(c, OWN, j));
            c->n_blocks += !in_block;
            in_block = TRUE;
            i++, j++;
            gap = (Gap){{i, j}, {i, j}};
            continue;
        }
        in_block = FALSE;
        if (fewest[i + 1][j] <= fewest[i][j + 1])
            i++;
        else
            j++;
    }
    end_gap(c, &gap, n, m);
}

/* What a gap holds */

static guint count_great(const Comparison *c, const Gap *gap, guint side)
{
    guint n = 0;
    for (guint i = gap->from[side]; i < gap->to[side]; i++)
        n += !title_word_is_little(word(c, side, i));
    return n;
}

static char *join(const Comparison *c, guint side, guint from, guint to)
{
    GString *joined = g_string_new(NULL);
    for (guint i = from; i < to; i++)
        g_string_append(joined, word(c, side, i)->text);
    return g_string_free(joined, FALSE);
}

static char *join_gap(const Comparison *c, const Gap *gap, guint side)
{
    return join(c, side, gap->from[side], gap->to[side]);
}

/* 非金属 is none of 金属. */
static gboolean turns_round(const Comparison *c, const Gap *gap, guint side)
{
    static const char *const turns[] = {"非", "无", "不", "未", "non", "not", "without", NULL};
    guint last = gap->to[side] - 1;
    return g_strv_contains(turns, word(c, side, last)->text) && !title_word_ends(c->titles[side], last);
}

/* 第2部分, Part 2: of a title that says no part. */
static gboolean names_part(const Comparison *c, const Gap *gap)
{
    for (guint i = gap->from[CITED]; i < gap->to[CITED]; i++) {
        const char *before = i ? word(c, CITED, i - 1)->text : "";
        if (word(c, CITED, i)->kind == TITLE_NUMBER && (strcmp(before, "第") == 0 || strcmp(before, "part") == 0))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_whole_elements(const Comparison *c, const Gap *gap, guint side)
{
    return word(c, side, gap->from[side])->begins && title_word_ends(c->titles[side], gap->to[side] - 1);
}

/* IT for information technology. */
static gboolean is_acronym(const Comparison *c, const Gap *gap, guint of)
{
    guint side = of == CITED ? OWN : CITED;
    const TitleWord *acronym = word(c, of, gap->from[of]);
    g_autoptr(GString) initials = g_string_new(NULL);
    if (gap_length(gap, of) != 1 || acronym->kind != TITLE_WORD)
        return FALSE;
    for (guint i = gap->from[side]; i < gap->to[side]; i++)
        g_string_append_c(initials, word(c, side, i)->text[0]);
    return initials->len > 1 && strcmp(initials->str, acronym->text) == 0;
}

/* Misreading */

/* In how many documents the commonest pair is that a character from FROM to TO makes with one beside it. */
static guint32 pairs_df(const Comparison *c, guint side, guint from, guint to)
{
    guint32 most = 0;
    for (guint i = MAX(from, 1); i <= to && i < count(c, side); i++) {
        const TitleWord *first = word(c, side, i - 1), *second = word(c, side, i);
        if (first->kind != TITLE_CHARACTER || second->kind != TITLE_CHARACTER || second->begins)
            continue;
        g_autofree char *pair = g_strconcat(first->text, second->text, NULL);
        guint32 df = searcher_termfreq(c->searcher, "", pair);
        most = MAX(most, df);
    }
    return most;
}

static gboolean is_rarer(guint32 cited, guint32 own)
{
    return (guint64)cited * RARER_THAN_WORDS <= own;
}

static gboolean is_unread(const Comparison *c, const Gap *gap)
{
    gboolean unread = TRUE;
    for (guint i = gap->from[CITED]; i < gap->to[CITED]; i++)
        unread = unread && strcmp(word(c, CITED, i)->text, "\xef\xbf\xbd") == 0;
    return unread;
}

/* Whether a character makes no word: 竽级 for 等级. Of two side by side that are wrong it is the likelier that they are a word. */
static gboolean are_misread(const Comparison *c, const Gap *gap)
{
    if (is_unread(c, gap))
        return TRUE;
    if (gap_length(gap, CITED) > 1 || word(c, CITED, gap->from[CITED])->kind != TITLE_CHARACTER ||
        word(c, OWN, gap->from[OWN])->kind != TITLE_CHARACTER || is_whole_elements(c, gap, CITED) || is_whole_elements(c, gap, OWN))
        return FALSE;
    return is_rarer(pairs_df(c, CITED, gap->from[CITED], gap->to[CITED]), pairs_df(c, OWN, gap->from[OWN], gap->to[OWN]));
}

/* How many letters must be changed, put in or left out to make B of A (Levenshtein's distance); MOST + 1 for more. */
static guint letters_apart(const char *a, const char *b, guint most)
{
    gsize n = strlen(a), m = strlen(b);
    if (n > m + most || m > n + most || m > 64)
        return most + 1;
    guint row[65];
    for (gsize j = 0; j <= m; j++)
        row[j] = (guint)j;
    for (gsize i = 1; i <= n; i++) {
        guint corner = row[0];
        row[0] = (guint)i;
        for (gsize j = 1; j <= m; j++) {
            guint above = row[j], changed = corner + (a[i - 1] != b[j - 1]);
            row[j] = MIN(changed, MIN(above, row[j - 1]) + 1);
            corner = above;
        }
    }
    return row[m];
}

/* Words of letters: misspelt, or spelled in another way (colour). */
static gboolean is_misspelt(const Comparison *c, const char *cited, const char *own)
{
    gsize len = strlen(own);
    guint most = (guint)MIN(len / 4, 3), apart = letters_apart(cited, own, most);
    return apart <= most &&
           ((apart == 1 && len >= 6) || is_rarer(searcher_termfreq(c->searcher, "", cited), searcher_termfreq(c->searcher, "", own)));
}

/* Whether all words of a gap, as many on both sides, are misspelt. */
static gboolean are_misspelt(const Comparison *c, const Gap *gap)
{
    gboolean misspelt = TRUE;
    for (guint i = gap->from[CITED], j = gap->from[OWN]; i < gap->to[CITED] && misspelt; i++, j++) {
        const TitleWord *cited = word(c, CITED, i), *own = word(c, OWN, j);
        misspelt = cited->kind == TITLE_WORD && own->kind == TITLE_WORD && is_misspelt(c, cited->text, own->text);
    }
    return misspelt;
}

/* Whether one word was read in pieces: tensi 1 e. */
static gboolean is_broken(const Comparison *c, const Gap *gap)
{
    if (gap_length(gap, OWN) != 1 || word(c, OWN, gap->from[OWN])->kind != TITLE_WORD || gap_length(gap, CITED) > 3)
        return FALSE;
    g_autofree char *cited = join_gap(c, gap, CITED), *own = join_gap(c, gap, OWN);
    return is_misspelt(c, cited, own);
}

static gboolean is_misread(Comparison *c, const Gap *gap)
{
    guint n = gap_length(gap, CITED);
    gboolean misread = n > 0 && n == gap_length(gap, OWN) ? are_misread(c, gap) || are_misspelt(c, gap) : is_broken(c, gap);
    c->n_misread += misread ? gap_length(gap, OWN) : 0;
    return misread;
}

/* Whether both sides say the same in other letters; their words then count as the same. */
static gboolean is_said_otherwise(Comparison *c, const Gap *gap, gboolean *spaced)
{
    g_autofree char *cited = join_gap(c, gap, CITED), *own = join_gap(c, gap, OWN);
    *spaced = strcmp(cited, own) == 0; /* life cycle, lifecycle */
    gboolean said = *spaced || is_acronym(c, gap, CITED) || is_acronym(c, gap, OWN);
    c->n_same += said ? MIN(gap_length(gap, CITED), gap_length(gap, OWN)) : 0;
    return said;
}

static TitleMatch match_of_one_side(const Comparison *c, const Gap *gap, guint side)
{
    if (turns_round(c, gap, side) || (side == CITED && names_part(c, gap)))
        return TITLE_OTHER;
    return side == OWN && is_whole_elements(c, gap, OWN) ? TITLE_PART : TITLE_NEAR;
}

static TitleMatch match_of_gap(Comparison *c, const Gap *gap)
{
    guint cited = count_great(c, gap, CITED), own = count_great(c, gap, OWN);
    if (!cited && !own)
        return TITLE_SAME;
    if (!cited || !own)
        return match_of_one_side(c, gap, cited ? CITED : OWN);
    gboolean spaced;
    if (is_said_otherwise(c, gap, &spaced))
        return spaced ? TITLE_SAME : TITLE_NEAR;
    return is_misread(c, gap) ? TITLE_NEAR : TITLE_OTHER;
}

/* Whether what both have is enough, and not found here and there by chance (电气安全 in 电力变压器 气体绝缘的安全). */
static gboolean holds_together(const Comparison *c, TitleMatch match)
{
    guint least = c->titles[OWN]->han ? LEAST_CHARACTERS : LEAST_WORDS, shorter = MIN(count(c, CITED), count(c, OWN));
    return c->n_misread <= MAX(count(c, OWN) / WORDS_A_MISREADING, 1) && c->n_blocks <= MAX(c->n_same / 2, 1) + c->n_misread &&
           2 * (c->n_same + c->n_misread) >= shorter && (match == TITLE_PART ? c->n_same > 0 : c->n_same + c->n_misread >= MIN(least, shorter));
}

/* Whether CITED is one or more elements of OWN, side by side. */
static gboolean is_elements_of(const Comparison *c)
{
    guint n = count(c, CITED);
    for (guint from = 0; from + n <= count(c, OWN); from++) {
        guint i = 0;
        while (i < n && is_same(word(c, CITED, i), word(c, OWN, from + i)))
            i++;
        if (i == n && word(c, OWN, from)->begins && title_word_ends(c->titles[OWN], from + n - 1))
            return TRUE;
    }
    return FALSE;
}

static TitleMatch compare(Searcher *searcher, const TitleWords *cited, const TitleWords *own)
{
    Comparison c = {.searcher = searcher, .titles = {cited, own}};
    if (count(&c, CITED) < count(&c, OWN) && is_elements_of(&c))
        return TITLE_PART;
    TitleMatch match = TITLE_SAME;
    c.gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
    align(&c);
    for (guint i = 0; i < c.gaps->len && match < TITLE_OTHER; i++) {
        TitleMatch of_gap = match_of_gap(&c, &g_array_index(c.gaps, Gap, i));
        match = MAX(match, of_gap);
    }
    g_array_unref(c.gaps);
    return match != TITLE_SAME && !holds_together(&c, match) ? TITLE_OTHER : match;
}

/* Languages */

/* Words that tell French, German and Spanish from English. */
static gboolean is_foreign(const TitleWords *title)
{
    static const char *const foreign[] = {"de", "des", "du",  "la",  "le",  "les", "et", "pour", "und",
                                          "der", "das", "fur", "von", "zur", "y",  "para", "del", "el", NULL};
    for (guint i = 0; i < title->words->len; i++)
        if (g_strv_contains(foreign, title_word(title, i)->text))
            return TRUE;
    return FALSE;
}

/* Whether a title in the language of OWN's field says something of another that CITED is not its own. */
static gboolean is_of_language(const TitleWords *cited, const TitleWords *own, const RecordText *text)
{
    if (cited->han != own->han || cited->kana != own->kana)
        return FALSE;
    return text->field == FIELD_TITLE_ZH || (text->field == FIELD_TITLE_EN && !is_foreign(cited)) ||
           (text->field == FIELD_TITLE_OTHER && cited->kana);
}

static gboolean take_start(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)number;
    (void)end;
    *(size_t *)data = start;
    return FALSE;
}

/* Whether the words of OWN before a number that it names have the key KEY: what stands with a citation ends where the next
 * citation begins, if that is one of the title's own (Withdrawal of ISO 1047-1973). */
static gboolean ends_at_number(const char *own, const char *key)
{
    size_t start = 0;
    number_find(own, strlen(own), take_start, &start);
    g_autofree char *words = g_strndup(own, start), *before = start ? record_title_key_of(words) : NULL;
    return before && strcmp(before, key) == 0;
}

TitleMatch title_compare(Searcher *searcher, const char *title, const Record *record)
{
    TitleMatch best = TITLE_UNKNOWN;
    g_autoptr(GArray) titles = record_texts(record, TITLE_FIELDS);
    g_autofree char *key = record_title_key_of(title);
    for (guint i = 0; i < titles->len; i++) {
        g_autofree char *own = record_title_key_of(g_array_index(titles, RecordText, i).text);
        if (g_strcmp0(own, key) == 0)
            return TITLE_SAME;
    }
    g_auto(TitleWords) cited;
    title_words_init(&cited, searcher, title);
    for (guint i = 0; i < titles->len && cited.words->len && best != TITLE_SAME; i++) {
        const RecordText *text = &g_array_index(titles, RecordText, i);
        g_auto(TitleWords) own;
        title_words_init(&own, searcher, text->text);
        TitleMatch match = own.words->len ? compare(searcher, &cited, &own) : TITLE_UNKNOWN;
        if (match < TITLE_OTHER || is_of_language(&cited, &own, text))
            best = MIN(best, match);
    }
    for (guint i = 0; i < titles->len && key && best == TITLE_OTHER; i++)
        if (ends_at_number(g_array_index(titles, RecordText, i).text, key))
            best = TITLE_PART;
    return best;
}
