/* How much of a text the bulletin reader understood, and whether it is a bulletin at all. What was
 * rejected was not understood; nor was prose between the tables that says nothing of a standard:
 * no number, no dated step. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "messages/messages.h"
#include "number/number.h"
#include "unicode/width.h"

enum { HEADING_WIDTH = 44 }; /* a shorter piece without a full stop is a heading */

typedef struct {
    GRegex *mark;  /* of chapters, parts and items */
    GRegex *dated; /* 2月4日, 近日 */
    GRegex *field; /* words that all news of the field use */
} Signs;

static Signs make_signs(void)
{
    return (Signs){
        g_regex_new("^(?:[（(]?[0-9]{1,3}(?:[)）、．]|[.](?![0-9]))|[一二三四五六七八九十]{1,3} ?[、.．]|"
                    "第[一二三四五六七八九十百零]{1,5}(?:部分|章|节|条)|[（(][一二三四五六七八九十]{1,3}[)）])",
                    G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]|近日|日前|本月|[0-9]{4} ?年 ?[0-9]{1,2} ?月",
                    G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("标准|规范|委员会|秘书处|编制|起草|研制|工作组", G_REGEX_OPTIMIZE, 0, NULL)};
}

static void free_signs(Signs *signs)
{
    g_regex_unref(signs->mark);
    g_regex_unref(signs->dated);
    g_regex_unref(signs->field);
}

static const char *text_of(const Bulletin *bulletin, guint i)
{
    return ((TextLine *)bulletin->lines->pdata[i])->text;
}

static gboolean found_number(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)start;
    (void)end;
    *(gboolean *)data = number->prefix || number->type == NUMBER_PLAN;
    return !*(gboolean *)data;
}

gboolean bulletin_names_number(const char *text)
{
    gboolean named = FALSE;
    number_find(text, strlen(text), found_number, &named);
    return named;
}

/* Whether TEXT is news of the field: a step that has a date, a standard with its number. */
static gboolean is_news(const Bulletin *bulletin, const Signs *signs, const char *text)
{
    gboolean dated = bulletin->year || g_regex_match(signs->dated, text, 0, NULL);
    if (!g_regex_match(signs->field, text, 0, NULL))
        return FALSE;
    if (dated && (words_event(text) || strstr(text, "《") || g_regex_match(signs->dated, text, 0, NULL)))
        return TRUE;
    return bulletin_names_number(text);
}

/* Whether TEXT, of a bulletin, is a step though it does not speak of standards: a date with an event
 * or a title. */
static gboolean is_step(const Signs *signs, const char *text)
{
    return g_regex_match(signs->dated, text, 0, NULL) && (words_event(text) || strstr(text, "《"));
}

/* The end of the piece of prose that begins in line AT: before the next mark, or after a full
 * stop at a line's end. */
static guint piece_end(const Bulletin *bulletin, const Signs *signs, guint at, guint end)
{
    for (; at < end; at++) {
        if (g_str_has_suffix(text_of(bulletin, at), "。"))
            return at + 1;
        if (at + 1 < end && g_regex_match(signs->mark, text_of(bulletin, at + 1), 0, NULL))
            return at + 1;
    }
    return end;
}

/* Marks the lines of [BEGIN, END), prose, that say nothing of a standard. A paragraph of an item of
 * which an earlier one does is understood with it. Returns how many pieces are news. */
static guint mark_prose(Bulletin *bulletin, const Signs *signs, guint begin, guint end)
{
    gboolean in_item = FALSE, news = FALSE;
    guint found = 0;
    for (guint at = begin; at < end;) {
        guint next = piece_end(bulletin, signs, at, end);
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = at; i < next; i++)
            text_join(text, text_of(bulletin, i), strlen(text_of(bulletin, i)));
        text_finish_prose(text->str);
        if (g_regex_match(signs->mark, text->str, 0, NULL))
            in_item = TRUE, news = FALSE;
        gboolean own = is_news(bulletin, signs, text->str);
        gboolean heading = !strstr(text->str, "。") && text_columns(text->str, strlen(text->str)) <= HEADING_WIDTH;
        news = own || is_step(signs, text->str) || (in_item && news);
        found += own;
        for (guint i = at; !news && !heading && i < next; i++)
            bulletin->rejected[i] = TRUE;
        at = next;
    }
    return found;
}

gboolean bulletin_measure(Bulletin *bulletin, ReaderShare *share)
{
    Signs signs = make_signs();
    guint begin = 0, news = 0;
    for (guint t = 0; t <= bulletin->tables->len; t++) {
        const Table *table = t < bulletin->tables->len ? bulletin->tables->pdata[t] : NULL;
        news += mark_prose(bulletin, &signs, begin, table ? table->first : bulletin->lines->len);
        begin = table ? table->end : begin;
    }
    free_signs(&signs);
    share->understood = share->all = 0;
    share->unit = N_("bytes");
    share->tables = bulletin->tables->len;
    share->rows = bulletin->n_rows;
    for (guint i = 0; i < bulletin->lines->len; i++) {
        size_t len = strlen(text_of(bulletin, i));
        share->all += len;
        share->understood += bulletin->rejected[i] ? 0 : len;
    }
    return bulletin->tables->len || news;
}
