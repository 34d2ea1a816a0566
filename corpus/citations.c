#include "corpus/citations.h"

#include <string.h>

#include "corpus/cited.h"
#include "corpus/reader.h"
#include "corpus/text/text.h"

/* A block that goes on for longer is cut at a line's end. */
enum { MOST_BLOCK = 16 << 10, MOST_TITLE = 300, LEAST_TITLE = 4 /* characters */ };

#define OPEN "《"
#define CLOSE "》"

/* Where in the block a line begins. */
typedef struct {
    size_t start;
    Source at; /* without file and sheet */
} BlockLine;

typedef struct {
    CitationFound found;
    gpointer data;
    char *file, *sheet; /* of the block */
    GString *block;     /* lines that go on, joined */
    GArray *lines;      /* BlockLine */
    gboolean stopped;
} Citing;

/* Bytes [start, end) of the block. */
typedef struct {
    size_t start, end;
} Span;

static const BlockLine *line_of(const Citing *citing, size_t at)
{
    guint i = citing->lines->len;
    while (i > 1 && g_array_index(citing->lines, BlockLine, i - 1).start > at)
        i--;
    return &g_array_index(citing->lines, BlockLine, i - 1);
}

static size_t line_end(const Citing *citing, size_t at)
{
    for (guint i = 0; i < citing->lines->len; i++)
        if (g_array_index(citing->lines, BlockLine, i).start > at)
            return g_array_index(citing->lines, BlockLine, i).start;
    return citing->block->len;
}

static gboolean begins_with(const Citing *citing, size_t at, const char *mark)
{
    return g_str_has_prefix(citing->block->str + at, mark);
}

static gboolean ends_with(const Citing *citing, size_t at, const char *mark)
{
    size_t len = strlen(mark);
    return at >= len && memcmp(citing->block->str + at - len, mark, len) == 0;
}

/* Moves *AT over one of MARKS, forwards or backwards; FALSE if none is there. */
static gboolean skip_one(const Citing *citing, size_t *at, const char *const *marks, gboolean backwards)
{
    for (; *marks; marks++)
        if (backwards ? ends_with(citing, *at, *marks) : begins_with(citing, *at, *marks)) {
            *at += backwards ? -strlen(*marks) : strlen(*marks);
            return TRUE;
        }
    return FALSE;
}

/* 《TITLE》（NUMBER */
static gboolean title_before(const Citing *citing, Span number, Span *title)
{
    static const char *const marks[] = {" ", "（", "(", "[", "［", "〔", "　", NULL};
    size_t at = number.start;
    while (skip_one(citing, &at, marks, TRUE))
        continue;
    if (!ends_with(citing, at, CLOSE))
        return FALSE;
    title->end = at - strlen(CLOSE);
    for (at = title->end; at > 0 && title->end - at < MOST_TITLE; at--)
        if (ends_with(citing, at, OPEN)) {
            title->start = at;
            return TRUE;
        }
    return FALSE;
}

/* NUMBER《TITLE》 */
static gboolean title_behind(const Citing *citing, Span number, Span *title)
{
    static const char *const marks[] = {" ", "　", "）", ")", "，", ",", "：", ":", NULL};
    size_t at = number.end;
    while (skip_one(citing, &at, marks, FALSE))
        continue;
    if (!begins_with(citing, at, OPEN))
        return FALSE;
    title->start = at + strlen(OPEN);
    const char *end = strstr(citing->block->str + title->start, CLOSE);
    title->end = end ? (size_t)(end - citing->block->str) : 0;
    return end && title->end - title->start < MOST_TITLE;
}

static gboolean is_letter(const Citing *citing, size_t at)
{
    return g_unichar_isalpha(g_utf8_get_char(citing->block->str + at));
}

/* Whether nothing but a list's mark stands on the line before AT: [1], 3), ——, 2. */
static gboolean begins_line(const Citing *citing, size_t at)
{
    size_t start = line_of(citing, at)->start;
    for (const char *p = citing->block->str + start; p < citing->block->str + at; p = g_utf8_next_char(p))
        if (g_unichar_isalpha(g_utf8_get_char(p)))
            return FALSE;
    return at - start < 24;
}

/* What goes on in a sentence behind a number, and is no title: 的规定, 中第5章, shall apply. */
static gboolean is_running_text(const char *text)
{
    static const char pattern[] =
        "^(?:的|中(?:第|的|规定|对|关于|有关|所)|规定|要求(?:的|执行|进行|，|$)|标准(?:的|执行|要求|规定|进行|中|第|和|及|，|$)|"
        "第 ?[0-9一二三四五六七八九十]+ ?[章条款节项页篇]|附录|[表图] ?[0-9A-Z]|等(?:[，、]|标准|规定|要求|文件|相关|有关|规范|$)|和|或|以?及|与|"
        "所[规列述要]|并[应按符且]|[应须](?:符合|按|满足|当|在|由|执行)|执行(?:，|$)|进行|(?:相关|有关)(?:规定|要求|标准)|之|为(?:准|依据|基础)|"
        "(?:shall|is|are|was|has|and|or|for|in|of|to|with|as|by|which|specifies|applies|defines|requires|gives)\\b)|"
        "，|的规定|(?:要求|方法|规定)(?:进行|执行)|应符合|应按";
    static gsize made;
    static GRegex *regex;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return g_regex_match(regex, text, 0, NULL);
}

/* Whether a sentence goes on from the line before to the one that begins with NUMBER. */
static gboolean is_in_sentence(const Citing *citing, Span number)
{
    static const char *const leads[] = {"按", "按照", "符合", "执行", "依据", "根据", "满足", "参照", "遵循", "遵守", "采用", "和", "及",
                                        "与", "或", "见", "、", "，", " and", " or", " to", " of", " in", " by", " with", " see", ",", NULL};
    static const char *const spaces[] = {" ", "　", NULL};
    size_t at = line_of(citing, number.start)->start;
    while (skip_one(citing, &at, spaces, TRUE))
        continue;
    return at > 0 && skip_one(citing, &at, leads, TRUE);
}

/* NUMBER TITLE, on a line of its own, as in a list of references; NEXT is the number behind it, or the end. */
static gboolean title_of_line(const Citing *citing, Span number, size_t next, Span *title)
{
    static const char *const spaces[] = {" ", "　", "\t", NULL}, *const ends[] = {"。", "；", ";", "[S", "［S", "（", NULL};
    size_t end = MIN(line_end(citing, number.start), next);
    if (!begins_line(citing, number.start) || number.end >= end || is_in_sentence(citing, number))
        return FALSE;
    title->start = number.end;
    while (skip_one(citing, &title->start, spaces, FALSE))
        continue;
    if (title->start == number.end || title->start >= end || !is_letter(citing, title->start))
        return FALSE;
    title->end = end;
    for (size_t i = 0; ends[i]; i++) {
        const char *mark = g_strstr_len(citing->block->str + title->start, (gssize)(end - title->start), ends[i]);
        if (mark)
            title->end = MIN(title->end, (size_t)(mark - citing->block->str));
    }
    g_autofree char *text = g_strndup(citing->block->str + title->start, title->end - title->start);
    return strlen(text) < MOST_TITLE && !is_running_text(text);
}

/* AUTHOR. TITLE: NUMBER[S], as GB/T 7714 has it. */
static gboolean title_of_reference(const Citing *citing, Span number, Span *title)
{
    static const char *const marks[] = {" ", "：", ":", "，", ",", NULL}, *const begins[] = {". ", "．", "]", "］", "。", NULL};
    static const char *const kinds[] = {"[S", "［S", " [S", NULL};
    size_t at = number.end, start = number.start;
    if (!skip_one(citing, &at, kinds, FALSE) || !skip_one(citing, &start, marks, TRUE))
        return FALSE;
    while (skip_one(citing, &start, marks, TRUE))
        continue;
    title->start = title->end = start;
    size_t line = line_of(citing, number.start)->start;
    while (title->start > line && title->end - title->start < MOST_TITLE) {
        size_t before = title->start;
        if (skip_one(citing, &before, begins, TRUE))
            break;
        title->start--;
    }
    return title->end > title->start;
}

/* The title that stands with NUMBER, or NULL. Caller frees. */
static char *find_title(const Citing *citing, Span number, size_t next)
{
    Span title;
    if (!title_before(citing, number, &title) && !title_behind(citing, number, &title) &&
        !title_of_reference(citing, number, &title) && !title_of_line(citing, number, next, &title))
        return NULL;
    g_autofree char *text = g_strndup(citing->block->str + title.start, title.end - title.start);
    g_autofree char *finished = text_finish_title(g_strstrip(text));
    return g_utf8_strlen(finished, -1) >= LEAST_TITLE ? g_steal_pointer(&finished) : NULL;
}

typedef struct {
    Span span;
    Number *number;
    char *title; /* that stands with it, or NULL */
    gboolean cited; /* a standard is meant */
} Place;

static void clear_place(gpointer data)
{
    number_free(((Place *)data)->number);
    g_free(((Place *)data)->title);
}

static gboolean keep_place(const Number *number, size_t start, size_t end, gpointer data)
{
    const Place place = {{start, end}, number_copy(number), NULL, !number->doubtful};
    g_array_append_val((GArray *)data, place);
    return TRUE;
}

/* Whether the line has nothing but the number and marks of a list. */
static gboolean fills_line(const Citing *citing, Span number)
{
    size_t end = line_end(citing, number.start);
    for (size_t at = number.end; at < end; at++)
        if (!strchr(" .,;)", citing->block->str[at]))
            return FALSE;
    return begins_line(citing, number.start) && !is_in_sentence(citing, number);
}

/* Whether what stands with a number that may be something else tells that it is one. A title without marks of its own
 * begins as titles do: API 100 calls a day is none. */
static gboolean is_meant(const Citing *citing, const Place *place)
{
    Span title;
    const char *begin = place->title ? strstr(citing->block->str + place->span.end, place->title) : NULL;
    gboolean worded = begin && place->number->base[1] && (g_unichar_isupper(g_utf8_get_char(begin)) ||
                                                          (begin > citing->block->str + place->span.end && !g_ascii_isalpha(*begin)));
    return title_before(citing, place->span, &title) || title_behind(citing, place->span, &title) || worded ||
           fills_line(citing, place->span) || cited_in_words(citing->block->str, place->span.start, place->span.end);
}

/* Tells which of PLACES that are doubtful are cited: by what stands with them, or as one of a list with one that is. */
static void tell_cited(const Citing *citing, GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        place->cited = place->cited || is_meant(citing, place);
        if (i > 0 && !place->cited && place[-1].cited)
            place->cited = cited_in_list(citing->block->str, place[-1].span.end, place->span.start);
    }
    for (guint i = places->len; i-- > 1;) {
        Place *place = &g_array_index(places, Place, i - 1);
        if (!place->cited && place[1].cited)
            place->cited = cited_in_list(citing->block->str, place->span.end, place[1].span.start);
    }
}

static gboolean give(Citing *citing, const Place *place, const char *title)
{
    g_autofree char *cited = g_strndup(citing->block->str + place->span.start, place->span.end - place->span.start);
    Citation citation = {line_of(citing, place->span.start)->at, cited, place->number, title};
    citation.at.file = citing->file;
    citation.at.sheet = citing->sheet;
    citing->stopped = !citing->found(&citation, citing->data);
    return !citing->stopped;
}

/* The numbers in the block: Place. Caller unrefs. */
static GArray *find_places(const Citing *citing)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_array_set_clear_func(places, clear_place);
    number_find_doubtful(citing->block->str, citing->block->len, keep_place, places);
    return places;
}

static gboolean clear_block(Citing *citing)
{
    g_string_truncate(citing->block, 0);
    g_array_set_size(citing->lines, 0);
    return !citing->stopped;
}

/* Gives what the block names, and begins another. A range's title is of none of its numbers. */
static gboolean end_block(Citing *citing)
{
    g_autoptr(GArray) places = find_places(citing);
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        const Place *other = i + 1 < places->len ? place + 1 : NULL;
        gboolean ranges = (other && other->span.start == place->span.start) ||
                          (i > 0 && place[-1].span.start == place->span.start);
        if (!ranges)
            place->title = find_title(citing, place->span, other ? other->span.start : citing->block->len);
    }
    tell_cited(citing, places);
    for (guint i = 0; i < places->len && !citing->stopped; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (place->cited)
            give(citing, place, place->title);
    }
    return clear_block(citing);
}

typedef void (*Join)(GString *joined, const char *text, size_t len);

static void add_line(Citing *citing, const ReaderText *text, const char *line, Join join)
{
    g_autofree char *clean = g_strstrip(text_clean(line));
    BlockLine begun = {0, {.page = text->at.page, .line = text->at.line}};
    size_t before = citing->block->len;
    join(citing->block, clean, strlen(clean));
    begun.start = before < citing->block->len && before > 0 && citing->block->str[before] == ' ' ? before + 1 : before;
    g_array_append_val(citing->lines, begun);
    if (g_strcmp0(citing->file, text->at.file) != 0 || g_strcmp0(citing->sheet, text->at.sheet) != 0) {
        g_free(citing->file);
        g_free(citing->sheet);
        citing->file = g_strdup(text->at.file);
        citing->sheet = g_strdup(text->at.sheet);
    }
}

/* The lines of a cell are a block. */
static void add_cell(Citing *citing, const ReaderText *text, const char *cell, Join join)
{
    g_auto(GStrv) lines = g_strsplit(cell, "\n", -1);
    for (char **line = lines; *line; line++)
        add_line(citing, text, *line, join);
}

/* A row of a list names one document, or a range of them, first of all that its cell of numbers names (GB 1代替GB 2);
 * also in digits alone. */
static gboolean take_row(Citing *citing, const ReaderText *text)
{
    add_cell(citing, text, text->cells[text->number], text_join_number);
    g_autofree char *title = text->title >= 0 ? text_finish_title(text->cells[text->title]) : NULL;
    g_autoptr(GArray) places = find_places(citing);
    Place whole = {{0, citing->block->len}, places->len ? NULL : number_first(citing->block->str, -1), NULL, TRUE};
    if (places->len == 0 && !whole.number)
        whole.number = number_of_unknown(citing->block->str);
    if (whole.number)
        g_array_append_val(places, whole);
    guint n = 0;
    while (n < places->len &&
           g_array_index(places, Place, n).span.start == g_array_index(places, Place, 0).span.start)
        n++;
    for (guint i = 0; i < n && !citing->stopped; i++)
        give(citing, &g_array_index(places, Place, i), n == 1 && title && *title ? title : NULL);
    return clear_block(citing);
}

static gboolean take_text(const ReaderText *text, gpointer data)
{
    Citing *citing = data;
    if (!text->goes_on || citing->block->len > MOST_BLOCK) {
        if (!end_block(citing))
            return FALSE;
    }
    if (text->number >= 0 && *text->cells[text->number])
        return take_row(citing, text);
    for (guint i = 0; text->count > 1 && i < text->count; i++) {
        gboolean spanned = i > 0 && strcmp(text->cells[i], text->cells[i - 1]) == 0;
        if (!spanned)
            add_cell(citing, text, text->cells[i], text_join);
        if (!end_block(citing))
            return FALSE;
    }
    if (text->count == 1)
        add_line(citing, text, text->cells[0], text_join);
    return TRUE;
}

gboolean citations_read(const char *file, Stream *stream, CitationFound found, gpointer data, GError **error)
{
    Citing citing = {found, data, NULL, NULL, g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(BlockLine)), FALSE};
    const ReaderSink sink = {.data = &citing, .text = take_text};
    ReaderShare share = {0};
    gboolean ok = stream ? reader_read_stream(file, stream, NULL, &sink, &share, error) : reader_read(file, &sink, error);
    if (ok && !end_block(&citing))
        ok = reader_stopped(file, error);
    g_string_free(citing.block, TRUE);
    g_array_unref(citing.lines);
    g_free(citing.file);
    g_free(citing.sheet);
    return ok;
}
