#include "corpus/text/titles.h"

#include <string.h>

#include "corpus/text/text.h"
#include "unicode/han.h"

/* Words that titles of one language have and those of the other all but never (catalogues of IEC
 * and ISO). Of French each different one counts, so that the place of a word is a bit. */
static const char *const english[] = {"and", "of", "the", "for",  "part", "with",  "in",
                                      "to",  "by", "on",  "from", "or",   "using", NULL};
static const char *const french[] = {"de",     "des",  "du",  "la",  "le",  "les",
                                     "partie", "et",   "à",   "aux", "au",  "dans",
                                     "pour",   "avec", "sur", "par", "une", NULL};
enum { ACCENT = 31 /* the bit of any other word with an accent of French */ };

/* What there is of each language in a piece of text. */
typedef struct {
    guint han;         /* characters */
    guint latin;       /* words */
    guint english;     /* words */
    guint french;      /* words */
    guint32 different; /* French ones, as bits */
} Signs;

static int place_in(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static gboolean has_accent(const char *word)
{
    for (; *word; word = g_utf8_next_char(word))
        if (g_utf8_strchr("éèêëàâçùûîïôœ", -1, g_utf8_get_char(word)))
            return TRUE;
    return FALSE;
}

/* LEN bytes of TEXT, letters. */
static void add_word(Signs *signs, const char *text, gsize len)
{
    g_autofree char *word = g_utf8_strdown(text, (gssize)len);
    int place = place_in(french, word);
    place = place < 0 && has_accent(word) ? ACCENT : place;
    signs->latin++;
    signs->english += place_in(english, word) >= 0;
    signs->french += place >= 0;
    signs->different |= place >= 0 ? (guint32)1 << place : 0;
}

/* Adds what TEXT begins with, a word or a character. Returns what is behind it. */
static const char *add_next(Signs *signs, const char *text)
{
    const char *end = text;
    while (g_unichar_isalpha(g_utf8_get_char(end)) && !char_is_han(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    if (end > text)
        add_word(signs, text, (gsize)(end - text));
    else
        signs->han += char_is_han(g_utf8_get_char(text));
    return end > text ? end : g_utf8_next_char(text);
}

static Signs signs_of(const char *text)
{
    Signs signs = {0};
    while (*text)
        text = add_next(&signs, text);
    return signs;
}

static Signs rest_of(const Signs *all, const Signs *before)
{
    return (Signs){.han = all->han - before->han,
                   .latin = all->latin - before->latin,
                   .english = all->english - before->english,
                   .french = all->french - before->french};
}

/* The bytes at TEXT that may part titles; 0: none do. */
static gsize parting_at(const char *text)
{
    static const char *const marks[] = {"\n", " / ", " | ", "|"};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(text, marks[i]))
            return strlen(marks[i]);
    return 0;
}

/* A place where the titles may part. */
typedef struct {
    const char *end, *next; /* of the first, the second one */
    gboolean turned; /* the English one stands before the Chinese, the French before the English */
} Parting;

enum {
    LEAST_WORDS =
        3 /* of an English title beside a Chinese one, in which words and names may be Latin */
};

/* Whether BEFORE and AFTER are Chinese and English. */
static gboolean are_chinese_and_english(const Signs *before, const Signs *after)
{
    return before->han > 0 && after->han == 0 && after->latin >= LEAST_WORDS;
}

static gboolean are_english_and_french(const Signs *before, const Signs *after)
{
    return before->latin > 0 && !before->han && !after->han && !before->french && !after->english &&
           after->french > 0;
}

/* Joins the LEN bytes of TEXT in one line. Caller frees. */
static char *one_line(const char *text, gsize len)
{
    g_autofree char *copy = g_strndup(text, len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    GString *line = g_string_new(NULL);
    for (char **one = lines; *one; one++) {
        g_strstrip(*one);
        text_join(line, *one, strlen(*one));
    }
    return g_string_free(line, FALSE);
}

static TitlesTold part_at(const char *cell, const Parting *at, char **first, char **second)
{
    char **of_end = at->turned ? second : first, **of_next = at->turned ? first : second;
    *of_end = one_line(cell, (gsize)(at->end - cell));
    *of_next = one_line(at->next, strlen(at->next));
    return TITLES_TWO;
}

/* Whether the Chinese title from START to END is whole: 基于 goes on in the next line, and 《 does.
 */
static gboolean is_whole(const char *start, const char *end)
{
    const char *quoted = g_strrstr_len(start, end - start, "《");
    if (quoted && !g_strrstr_len(quoted, end - quoted, "》"))
        return FALSE;
    static const char *const open[] = {"的", "与", "和", "及", "于", "对", "为", "用",
                                       "：", "（", "《", "、", "—",  "-",  "("};
    for (gsize i = 0; i < G_N_ELEMENTS(open); i++)
        if ((gsize)(end - start) >= strlen(open[i]) &&
            g_str_has_prefix(end - strlen(open[i]), open[i]))
            return FALSE;
    return TRUE;
}

/* Where Chinese and English part: right behind the last Chinese, or right before the first. */
static gboolean find_chinese(const char *cell, const Signs *all, Parting *found)
{
    Signs before = {0};
    gboolean any = FALSE;
    for (const char *p = cell; *p; p = add_next(&before, p)) {
        gsize mark = parting_at(p);
        const Signs after = rest_of(all, &before);
        if (mark && are_chinese_and_english(&before, &after)) {
            *found = (Parting){p, p + mark, FALSE};
            return is_whole(cell, p);
        }
        if (mark && are_chinese_and_english(&after, &before)) {
            *found = (Parting){p, p + mark, TRUE}; /* the last one */
            any = TRUE;
        }
    }
    return any;
}

/* Where English and French part: *COUNT places. A line may also end where a column does: then both
 * must show what they are, or *SURE is FALSE. */
static void find_french(const char *cell, const Signs *all, Parting *found, guint *count,
                        gboolean *sure)
{
    Signs before = {0};
    for (const char *p = cell; *p; p = add_next(&before, p)) {
        gsize mark = parting_at(p);
        const Signs after = rest_of(all, &before);
        gboolean straight = mark && are_english_and_french(&before, &after);
        gboolean turned = mark && are_english_and_french(&after, &before);
        if (!straight && !turned)
            continue;
        *found = (Parting){p, p + mark, turned};
        *sure = *p != '\n' || (straight ? before.english : after.english) > 0;
        ++*count;
    }
}

TitlesTold titles_read(const char *cell, Titles *titles)
{
    const Signs all = signs_of(cell);
    Parting at;
    guint count = 0;
    gboolean sure = FALSE;
    *titles = (Titles){0};
    if (all.han > 0)
        return find_chinese(cell, &all, &at) ? part_at(cell, &at, &titles->zh, &titles->en)
                                             : TITLES_ONE;
    if (all.french == 0)
        return TITLES_ONE;
    find_french(cell, &all, &at, &count, &sure);
    if (count == 1 && sure)
        return part_at(cell, &at, &titles->en, &titles->fr);
    gboolean several = (all.different & (all.different - 1)) != 0;
    return count > 0 || (several && all.english > 0) ? TITLES_MIXED : TITLES_ONE;
}

void titles_clear(Titles *titles)
{
    g_free(titles->zh);
    g_free(titles->en);
    g_free(titles->fr);
}
