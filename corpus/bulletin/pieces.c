/* Items that were run together in one paragraph, taken apart again. */
#include "corpus/bulletin/pieces.h"

#include <string.h>

#include "corpus/bulletin/mark.h"

/* Where a heading ends and its sentence begins */

#define DAY "(?:[12][0-9]{3} ?年 ?)?[01]?[0-9] ?月 ?[0-3]?[0-9] ?[日号]"
#define DATED                                                                                      \
    "(?:" DAY "(?: ?(?:至|到|[-—~～]+) ?(?:[01]?[0-9] ?月 ?)?[0-3]?[0-9] ?[日号])?"                    \
    "(?:上午|下午|晚|起)?|[12][0-9]{3} ?年(?: ?[01]?[0-9] ?月(?:[底初中]|下旬|上旬|中旬)?)?|"           \
    "[01]?[0-9] ?月(?:份|底|初|中|上旬|中旬|下旬)?|近日|日前|近期|本月|当月|同日)[，,]"

/* What a section is called: no sentence. Of the marks, 。 and 、 are Han too, as Chinese is written with them. */
#define TITLE "(?:(?!。)[\\p{Han} ]){2,20}"

typedef struct {
    GRegex *dated, *begins, *glued, *section, *chapter, *date_begun, *date_goes_on;
} Patterns;

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns = g_new0(Patterns, 1);
        patterns->dated = g_regex_new("^" DATED, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->begins = g_regex_new("^(?:[0-9]{4} ?年 ?)?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?[日号]|，|份|底|初|"
                                       "中)|^[0-9]{4} ?年[，,]",
                                       G_REGEX_OPTIMIZE, 0, NULL);
        patterns->glued = g_regex_new("(?<![0-9年月于在自至到止为从，,（(])" DATED, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->section = g_regex_new("(?:^|[。！？；])((?:[一二三四五六七八九十]{1,3}、 ?)?"
                                        TITLE "(?<![表图第附录条章节款下为括]))$",
                                        G_REGEX_OPTIMIZE, 0, NULL);
        patterns->chapter = g_regex_new("(?<=[。！？\\p{Han}])(?<![一二三四五六七八九十第、])"
                                        "([一二三四五六七八九十]{1,3})、 ?" TITLE
                                        "(?:$|(?=1 ?[.、．]|[（(][一1][)）]))",
                                        G_REGEX_OPTIMIZE, 0, NULL);
        patterns->date_begun = g_regex_new("(?:(?<![0-9])[12][0-9]{3} ?年? ?)?(?:(?<![0-9])[0-9]{1,2} ?"
                                           "(?:月 ?(?:[0-9]{1,2} ?)?)?)?$|近$",
                                           G_REGEX_OPTIMIZE, 0, NULL);
        patterns->date_goes_on = g_regex_new("^ ?(?:年? ?[0-9]{0,2} ?月|[0-9]{0,2} ?[日号])",
                                             G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

gboolean piece_is_dated(const char *text)
{
    return g_regex_match(patterns_get()->dated, text, 0, NULL);
}

gboolean piece_begins_dated(const char *text)
{
    return g_regex_match(patterns_get()->begins, text, 0, NULL);
}

/* How many bytes around a mark are looked at. */
enum { REACH = 400 };

/* Up to REACH bytes of TEXT. Caller frees. */
static char *beginning(const char *text)
{
    size_t len = strnlen(text, REACH);
    while (len && (text[len] & 0xc0) == 0x80)
        len--;
    return g_strndup(text, len);
}

/* The bytes of TEXT that are a heading before a dated sentence; 0 if there is no such place. */
static size_t heading_length(const char *whole)
{
    g_autofree char *text = beginning(whole);
    static const char *const marks[] = {"。", "，", ",", "；", ";", "：", NULL};
    static const char *const subjects[] = {"秘书处", "委员会", "标委", "我国", "中国", "编制组"};
    g_autoptr(GMatchInfo) match = NULL;
    int start = 0, end = 0;
    if (!g_regex_match(patterns_get()->glued, text, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, &end))
        return 0;
    for (const char *p = text; p < text + start; p = g_utf8_next_char(p))
        if (mark_one_of(p, marks))
            return 0;
    g_autofree char *heading = g_strndup(text, (gsize)start);
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
        if (g_str_has_suffix(heading, subjects[i]))
            return 0;
    return (size_t)start;
}

/* Cutting */

typedef struct {
    Pieces *pieces;
    int full;
    MarkStyle style;    /* of the section's items; MARK_NONE before the first */
    int number, nested; /* of the last item, of the last mark of a list inside it */
    int chapter;        /* of the last 一、 */
    gboolean in_heading;
} Cutter;

static void add_piece(Cutter *cutter, const TextLine *line, guint place, size_t start, size_t end)
{
    TextLine *piece = g_new0(TextLine, 1);
    gboolean whole = start == 0 && line->text[end] == '\0';
    g_autofree char *text = g_strndup(line->text + start, end - start);
    piece->text = g_strdup(g_strstrip(text));
    piece->layout = g_strdup(whole ? line->layout : piece->text);
    piece->number = line->number;
    piece->width = line->text[end] ? 0 : line->width;
    piece->column = line->column;
    piece->blank = start == 0 && line->blank;
    piece->new_page = start == 0 && line->new_page;
    g_ptr_array_add(cutter->pieces->lines, piece);
    g_array_append_val(cutter->pieces->places, place);
}

/* The last character of TEXT before byte END that is no space; 0 if there is none. */
static gunichar char_before(const char *text, size_t end)
{
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end ? g_utf8_get_char(g_utf8_find_prev_char(text, text + end)) : 0;
}

static gboolean ends_sentence(gunichar c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x201d; /* 。！？” */
}

/* Whether what follows a mark looks like a heading: up to the end of the line or to a dated
 * sentence, without a mark of punctuation. */
static gboolean heading_follows(const char *whole)
{
    g_autofree char *text = beginning(whole);
    static const char *const marks[] = {"，", "。", "；", "：", ",", ";", NULL};
    if (heading_length(text) > 0)
        return TRUE;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (mark_one_of(p, marks))
            return FALSE;
    return TRUE;
}

/* What may stand before a number that is no mark: 表1., 第2., V1., a digit, 、. */
static gboolean belongs_before(gunichar c)
{
    return c < 0x80 || g_utf8_strchr("表图第式附录条款章节版步类级型号卷册页年月为至到、（《-—－．·与和及", -1, c);
}

/* Where the section's title begins that ends at byte END of TEXT, before an item 1; -1: none. */
static int section_start(const char *text, size_t end)
{
    const char *from = text + (end > REACH ? end - REACH : 0);
    while ((*from & 0xc0) == 0x80)
        from++;
    g_autofree char *cut = g_strndup(from, (gsize)(text + end - from));
    g_autofree char *before = g_strconcat(from > text ? "，" : "", g_strchomp(cut), NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int start = -1, stop;
    if (!g_regex_match(patterns_get()->section, before, 0, &match) ||
        !g_match_info_fetch_pos(match, 1, &start, &stop))
        return -1;
    return start + (int)(from - text) - (from > text ? (int)strlen("，") : 0);
}

/* Whether the mark of VALUE at byte AT of TEXT, TAKEN bytes long, goes on with the numbering. */
static gboolean goes_on(Cutter *cutter, const char *text, size_t at, size_t taken, int value)
{
    const char *after = text + at + taken;
    gunichar before = char_before(text, at);
    gboolean next = cutter->number > 0 && value == cutter->number + 1;
    if (cutter->nested && value == cutter->nested + 1) {
        cutter->nested = value;
        return next && heading_length(after) > 0 && ends_sentence(before);
    }
    if (value == 1 && !belongs_before(before))
        cutter->nested = 1;
    if (!next)
        return FALSE;
    if (ends_sentence(before))
        return TRUE;
    return !belongs_before(before) && heading_length(after) > 0;
}

/* The place of the next cut in TEXT after byte FROM; END if there is none before it. *SECOND: where the
 * item begins if the cut is before its section's title, else 0. */
static size_t next_cut(Cutter *cutter, const char *text, size_t from, size_t end, size_t *second)
{
    *second = 0;
    for (const char *p = g_utf8_next_char(text + from); p < text + end; p = g_utf8_next_char(p)) {
        MarkStyle style;
        size_t taken, at = (size_t)(p - text);
        if (g_ascii_isdigit(p[-1]) || p[-1] == '.')
            continue;
        int value = mark_read(p, &style, &taken);
        if (!value)
            continue;
        int section = value == 1 ? section_start(text + from, at - from) : -1;
        if (section >= 0 && heading_follows(p + taken)) {
            cutter->style = style;
            cutter->number = 1;
            cutter->nested = 0;
            *second = section ? at : 0;
            return section ? from + (size_t)section : at;
        }
        if (style == cutter->style && goes_on(cutter, text, at, taken, value)) {
            cutter->number = value;
            cutter->nested = 0;
            return at;
        }
    }
    return end;
}

/* Adds [START, END), which begins with an item's mark or goes on with a heading, as one piece or two. */
static void add_heading(Cutter *cutter, const TextLine *line, guint place, size_t start, size_t end)
{
    MarkStyle style;
    size_t taken = 0;
    g_autofree char *text = g_strndup(line->text + start, end - start);
    if (!mark_read(text, &style, &taken))
        taken = 0;
    size_t len = heading_length(text + taken);
    cutter->in_heading = len == 0 && line->text[end] == '\0' && text_line_is_full(line, cutter->full) &&
                         !strstr(text, "。");
    if (len)
        add_piece(cutter, line, place, start, start + taken + len);
    add_piece(cutter, line, place, len ? start + taken + len : start, end);
}

/* Follows the numbering where the line itself begins with a mark. */
static gboolean begins_item(Cutter *cutter, const char *text)
{
    MarkStyle style;
    size_t taken;
    int value = mark_read(text, &style, &taken);
    if (!value || (cutter->style != MARK_NONE && style != cutter->style && value != 1))
        return FALSE;
    if (value != 1 && value != cutter->number + 1)
        return FALSE;
    if (value == 1 && cutter->style != MARK_NONE && !heading_follows(text + taken))
        return FALSE;
    cutter->style = style;
    cutter->number = value;
    cutter->nested = 0;
    return TRUE;
}

/* The place of the next chapter's 二、TITLE in TEXT after FROM; the text's length if there is none. */
static size_t next_chapter(const Cutter *cutter, const char *text, size_t from)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start = 0, end = 0;
    if (cutter->chapter &&
        g_regex_match_full(patterns_get()->chapter, text, -1, (int)from, 0, &match, NULL) &&
        g_match_info_fetch_pos(match, 0, &start, &end)) {
        const char *p = text + start;
        if (mark_han_number(&p) == cutter->chapter + 1)
            return (size_t)start;
    }
    return strlen(text);
}

/* Follows the chapters where TEXT begins one. */
static void begins_chapter(Cutter *cutter, const char *text)
{
    int chapter = mark_han_number(&text);
    if (chapter && g_str_has_prefix(text, "、"))
        cutter->chapter = chapter;
}

static void cut_line(Cutter *cutter, const TextLine *line, guint place)
{
    const char *text = line->text;
    size_t start = 0, len = strlen(text), second;
    begins_chapter(cutter, text);
    gboolean heading = begins_item(cutter, text) || cutter->in_heading;
    cutter->in_heading = FALSE;
    size_t chapter = next_chapter(cutter, text, 0);
    while (start < len) {
        size_t end = next_cut(cutter, text, start, chapter, &second);
        if (end == chapter)
            begins_chapter(cutter, text + chapter);
        if (heading)
            add_heading(cutter, line, place, start, end);
        else
            add_piece(cutter, line, place, start, end);
        if (second > end)
            add_piece(cutter, line, place, end, second);
        heading = end != chapter || second;
        if (end == chapter && chapter < len)
            chapter = next_chapter(cutter, text, chapter + 1);
        start = MAX(end, second);
    }
}

static void free_piece(gpointer pointer)
{
    TextLine *piece = pointer;
    g_free(piece->text);
    g_free(piece->layout);
    g_free(piece);
}

/* The bytes at the end of TEXT that begin a date with which NEXT goes on; 0 if there are none. */
static size_t broken_date(const char *text, const char *next)
{
    size_t len = strlen(text), from = len > 40 ? len - 40 : 0;
    while ((text[from] & 0xc0) == 0x80)
        from++;
    g_autoptr(GMatchInfo) match = NULL;
    int start = 0, end = 0;
    if (!g_regex_match(patterns_get()->date_goes_on, next, 0, NULL) ||
        !g_regex_match(patterns_get()->date_begun, text + from, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, &end))
        return 0;
    return start + from > 0 ? len - from - (size_t)start : 0;
}

/* Line I without the date that its end begins, with the one that the line before left to it. */
static TextLine whole_dates(const GPtrArray *lines, guint i, guint begin, guint end)
{
    TextLine line = *(const TextLine *)lines->pdata[i];
    const TextLine *before = i > begin ? lines->pdata[i - 1] : NULL;
    size_t given = before ? broken_date(before->text, line.text) : 0;
    size_t left = i + 1 < end ? broken_date(line.text, ((TextLine *)lines->pdata[i + 1])->text) : 0;
    g_autofree char *own = g_strndup(line.text, strlen(line.text) - left);
    line.text = g_strconcat(given ? before->text + strlen(before->text) - given : "", own, NULL);
    if (given || left)
        line.layout = line.text;
    return line;
}

Pieces *pieces_new(const GPtrArray *lines, guint begin, guint end, int full)
{
    Pieces *pieces = g_new0(Pieces, 1);
    pieces->lines = g_ptr_array_new_with_free_func(free_piece);
    pieces->places = g_array_new(FALSE, FALSE, sizeof(guint));
    Cutter cutter = {.pieces = pieces, .full = full};
    for (guint i = begin; i < end; i++) {
        TextLine line = whole_dates(lines, i, begin, end);
        cut_line(&cutter, &line, i);
        g_free(line.text);
    }
    return pieces;
}

void pieces_free(Pieces *pieces)
{
    g_ptr_array_unref(pieces->lines);
    g_array_unref(pieces->places);
    g_free(pieces);
}
