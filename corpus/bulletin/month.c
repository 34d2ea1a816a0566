/* A bulletin's month is not that of its printing, nor its issue's number: each hint, and what it is
 * worth. */
#include "corpus/bulletin/month.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin/table.h"

enum { MASTHEAD_LINES = 12 };

/* What the masthead tells; 0 where it does not. */
typedef struct {
    int year, month;        /* that the report is about */
    int issue_year, issue;  /* 2023年第10期 */
    int out_year, out_month; /* when it was published, with a day */
} Masthead;

static int group(const GMatchInfo *match, int number)
{
    g_autofree char *text = g_match_info_fetch(match, number);
    return text ? atoi(text) : 0;
}

static GMatchInfo *find(const char *pattern, const char *text)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    GMatchInfo *match = NULL;
    if (g_regex_match(regex, text, 0, &match))
        return match;
    g_match_info_unref(match);
    return NULL;
}

/* The lines before the first sentence, item or table, joined by newlines. */
static char *masthead_text(const GPtrArray *lines, const GPtrArray *tables)
{
    GString *text = g_string_new(NULL);
    guint end = MIN(lines->len, MASTHEAD_LINES);
    if (tables->len)
        end = MIN(end, ((Table *)tables->pdata[0])->first);
    for (guint i = 0; i < end; i++) {
        const char *line = ((TextLine *)lines->pdata[i])->text;
        size_t taken;
        gboolean marked = FALSE;
        if (strstr(line, "。") || strstr(line, "，") || strchr(line, ',') || strstr(line, "；") ||
            (sequence_read(line, &taken, &marked) == 1 && marked))
            break;
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

#define YEAR "(?<![0-9])((?:19|20)[0-9]{2}) ?"
#define MONTH "(1[0-2]|0?[1-9])"

static void read_report(Masthead *masthead, const char *text)
{
    g_autoptr(GMatchInfo) plain = find(YEAR "年 ?" MONTH " ?月(?! ?[0-9]{1,2} ?[日号])", text);
    g_autoptr(GMatchInfo) beside = find("[(（] ?" MONTH " ?月(?:份|刊|号)? ?[)）]", text);
    g_autoptr(GMatchInfo) year = find(YEAR "年", text);
    g_autoptr(GMatchInfo) several = find(MONTH " ?月? ?[-—~～至到、] ?(?:1[0-2]|0?[1-9]) ?月(?! ?[0-9])", text);
    if (several || (!plain && !beside))
        masthead->year = several && year ? group(year, 1) : 0;
    else if (plain) {
        masthead->year = group(plain, 1);
        masthead->month = group(plain, 2);
    } else if (year) {
        masthead->year = group(year, 1);
        masthead->month = group(beside, 1);
    }
}

static Masthead read_masthead(const char *text)
{
    Masthead masthead = {0};
    g_autoptr(GMatchInfo) issue = find(YEAR "年?度? ?[(（]?第 ?([0-9]{1,3}) ?[期号]", text);
    g_autoptr(GMatchInfo) alone = find("第 ?([0-9]{1,3}) ?期", text);
    g_autoptr(GMatchInfo) out = find(YEAR "(?:年 ?" MONTH " ?月 ?[0-9]{1,2} ?[日号]|"
                                          "[-/.] ?" MONTH " ?[-/.] ?[0-9]{1,2}(?![0-9]))",
                                     text);
    read_report(&masthead, text);
    if (issue) {
        masthead.issue_year = group(issue, 1);
        masthead.issue = group(issue, 2);
    } else if (alone) {
        masthead.issue = group(alone, 1);
    }
    if (out) {
        masthead.out_year = group(out, 1);
        masthead.out_month = group(out, 2) + group(out, 3);
    }
    return masthead;
}

/* The news' own months: how many sentences begin in each; and the latest year told with it. */
typedef struct {
    int count[13], year[13];
} Votes;

static void count_in(Votes *votes, const GRegex *regex, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(regex, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int month = group(match, 2) + group(match, 4) + group(match, 6);
        int year = group(match, 1) + group(match, 3) + group(match, 5);
        votes->count[month]++;
        votes->year[month] = MAX(votes->year[month], year);
    }
}

/* GLib checks the whole text at every match: long lines are read in pieces. */
enum { PIECE = 2000 };

static void count_votes(Votes *votes, const GPtrArray *lines, const GPtrArray *tables)
{
    g_autoptr(GRegex) regex =
        g_regex_new("(?:^|[。；\\p{Han}])(?:" YEAR "年 ?)?(?<![0-9])" MONTH " ?月 ?[0-3]?[0-9] ?[日号]"
                    "(?: ?(?:至|到|[-—~～]+) ?(?:[01]?[0-9] ?月 ?)?[0-3]?[0-9] ?[日号])?(?:上午|下午)?[，,]|"
                    "^(?:" YEAR "年 ?)?" MONTH " ?月 ?[0-3]?[0-9] ?[日号]|"
                    "^" YEAR "年 ?" MONTH " ?月[，,]",
                    0, 0, NULL);
    for (guint i = 0, t = 0; i < lines->len; i++) {
        const Table *table = t < tables->len ? tables->pdata[t] : NULL;
        gboolean inside = table && i >= table->first && i < table->end;
        const char *end = ((TextLine *)lines->pdata[i])->text;
        t += table && i + 1 >= table->end;
        for (const char *p = end; !inside && *p; p = end) {
            end = p + strnlen(p, PIECE);
            while ((*end & 0xc0) == 0x80)
                end--;
            g_autofree char *piece = g_strndup(p, (gsize)(end - p));
            count_in(votes, regex, piece);
        }
    }
}

/* The month that most dates of the news are in; 0 if there are none or two months are level. */
static int most_voted(const Votes *votes)
{
    int best = 0;
    gboolean level = FALSE;
    for (int month = 1; month <= 12; month++) {
        level = level && votes->count[month] <= votes->count[best];
        if (!best ? votes->count[month] > 0 : votes->count[month] > votes->count[best]) {
            best = month;
            level = FALSE;
        } else if (best && votes->count[month] == votes->count[best]) {
            level = TRUE;
        }
    }
    return level ? 0 : best;
}

/* The year of MONTH in the news: as told with it, else the last before the day of publication, else
 * the issue's, which in its first months still tells of the year before. */
static int year_of(const Masthead *masthead, const Votes *votes, int month)
{
    if (votes->year[month])
        return votes->year[month];
    if (masthead->out_year)
        return month > masthead->out_month ? masthead->out_year - 1 : masthead->out_year;
    if (masthead->year)
        return masthead->year;
    return masthead->issue_year && masthead->issue && month > masthead->issue + 6 &&
                   masthead->issue <= 12
               ? masthead->issue_year - 1
               : masthead->issue_year;
}

/* Whether the issue's number can be the month: of a monthly published in it or in the next. */
static gboolean issue_is_month(const Masthead *masthead)
{
    if (masthead->issue < 1 || masthead->issue > 12 || !masthead->issue_year)
        return FALSE;
    if (!masthead->out_year)
        return TRUE;
    int later = (masthead->out_year - masthead->issue_year) * 12 + masthead->out_month - masthead->issue;
    return later == 0 || later == 1;
}

static void set(int *year, int *month, int new_year, int new_month)
{
    *year = new_year;
    *month = new_month;
}

void bulletin_find_month(const GPtrArray *lines, const GPtrArray *tables, const char *name, int *year,
                         int *month)
{
    g_autofree char *text = masthead_text(lines, tables);
    const Masthead masthead = read_masthead(text);
    Votes votes = {0};
    set(year, month, 0, 0);
    for (guint i = 0; i < tables->len; i++) {
        const char *caption = ((Table *)tables->pdata[i])->caption;
        if (caption && date_find_month(caption, year, month))
            return;
    }
    if (masthead.year && masthead.month) {
        set(year, month, masthead.year, masthead.month);
        return;
    }
    count_votes(&votes, lines, tables);
    int own = most_voted(&votes);
    gboolean named = date_find_month(name, year, month);
    /* a file that is named by its issue */
    gboolean by_issue = named && *year == masthead.issue_year && *month == masthead.issue &&
                        (own ? own != *month : !issue_is_month(&masthead));
    if (named && !by_issue)
        return;
    set(year, month, 0, 0);
    if (own && year_of(&masthead, &votes, own))
        set(year, month, year_of(&masthead, &votes, own), own);
    else if (masthead.year)
        set(year, month, masthead.year, 0);
    else if (issue_is_month(&masthead))
        set(year, month, masthead.issue_year, masthead.issue);
    else if (masthead.issue && masthead.issue_year)
        set(year, month, masthead.issue_year, 0);
    else if (masthead.out_year)
        set(year, month, masthead.out_year, masthead.out_month);
}
