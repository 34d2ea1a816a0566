/* Tables without lines: the columns below a head. */
#include "corpus/container/page-lineless.h"

/* Of the size of a letter. Pieces of a line of text that stand nearer touch; a gap that is no wider
 * than that between words may be one; what is no wider than a gutter is none: typesetters put as
 * much between Chinese and Latin. */
#define TOUCH 0.1f
#define WORD_GAP 0.45f
#define GUTTER_LEAST 0.28f
/* A column begins behind a gap that is so many times as wide as all others. */
#define CLEAR_GAP 1.25f
/* Of the size of a letter. What is farther from a column's other words than words are may be
 * another's; what is farther outside the first or the last column is one without a head. */
#define WORDS 0.7f
#define OUTSIDE 1.2f
/* Room of so many letters below a line ends a table. */
#define END_ROOM 3.5f

static gboolean overlap(const PageSpan *a, const PageSpan *b)
{
    return MIN(a->to, b->to) - MAX(a->from, b->from) > 0.5f;
}

gboolean page_joins_heads(const GArray *ranges, const GArray *heads)
{
    for (guint i = 0; i < ranges->len; i++) {
        guint below = 0;
        for (guint c = 0; c < heads->len; c++)
            below += overlap(page_span_at(ranges, i), page_span_at(heads, c));
        if (below > 1)
            return TRUE;
    }
    return FALSE;
}

gboolean page_is_heading(const PageBody *body, guint line)
{
    for (guint i = 0; i < body->headings->len; i++)
        if (g_array_index(body->headings, guint, i) == line)
            return TRUE;
    return FALSE;
}

/* RANGES and what LINE takes, if no one of them is below two of HEADS then, else NULL. Caller
 * unrefs. */
static GArray *with_line(const GArray *ranges, const PageLine *line, const GArray *heads)
{
    g_autoptr(GArray) with = g_array_copy((GArray *)ranges);
    page_cover_line(with, line, TOUCH * page_line_size(line));
    return page_joins_heads(with, heads) ? NULL : g_steal_pointer(&with);
}

/* Whether the line AT, which is over several HEADS, is a heading of rows: in one piece, and below
 * it stand cells again. */
static gboolean is_heading(const GPtrArray *lines, guint at, const GArray *heads,
                           const GArray *ranges)
{
    if (at + 1 >= lines->len)
        return FALSE;
    const PageLine *line = page_line_at(lines, at), *next = page_line_at(lines, at + 1);
    g_autoptr(GArray) with = with_line(ranges, next, heads);
    return page_count_pieces(line, 1) == 1 && page_count_pieces(next, WORD_GAP) > 1 &&
           next->y - line->y <= (END_ROOM + 1) * page_line_size(line) && with;
}

static void take(GArray **ranges, GArray *with)
{
    g_array_unref(*ranges);
    *ranges = with;
}

void page_find_end(PageBody *body, float above, float bottom, const GArray *heads,
                   const GArray *before)
{
    g_autoptr(GArray) ranges = g_array_copy((GArray *)before),
                      previous = g_array_copy((GArray *)before);
    float size = body->first > 0 ? page_line_size(page_line_at(body->lines, body->first - 1)) : 0;
    for (body->end = body->first; body->end < body->lines->len; body->end++) {
        const guint at = body->end, last = at - 1;
        const PageLine *line = page_line_at(body->lines, at);
        guint other;
        g_autoptr(GArray) head = page_find_head(body->lines, at, &other);
        size = MAX(size, page_line_size(line)); /* a line of digits has narrow letters only */
        if (head || line->y > bottom || line->y - above > (END_ROOM + 1) * size)
            return;
        GArray *with = with_line(ranges, line, heads), *without = with_line(previous, line, heads);
        if (with) {
            take(&previous, g_steal_pointer(&ranges));
            ranges = with;
        } else if (is_heading(body->lines, at, heads, ranges)) {
            g_array_append_val(body->headings, at);
        } else if (without && at > body->first &&
                   page_count_pieces(page_line_at(body->lines, last), 1) == 1 &&
                   !page_is_heading(body, last)) {
            g_array_append_val(body->headings, last);
            take(&ranges, g_array_ref(without));
        } else {
            g_clear_pointer(&without, g_array_unref);
            return;
        }
        g_clear_pointer(&without, g_array_unref);
        above = line->y;
    }
}

/* Which of RANGES is below HEAD, the first or the LAST of them. */
static guint range_below(const GArray *ranges, const PageSpan *head, gboolean last)
{
    guint found = 0;
    gboolean any = FALSE;
    for (guint i = 0; i < ranges->len && (last || !any); i++)
        if (overlap(page_span_at(ranges, i), head)) {
            found = i;
            any = TRUE;
        }
    return found;
}

static float gap_behind(const GArray *ranges, guint i)
{
    return page_span_at(ranges, i + 1)->from - page_span_at(ranges, i)->to;
}

/* The widest gap of RANGES from FIRST to LAST, clearly so: the range before it; -1: none is. */
static int widest_gap(const GArray *ranges, guint first, guint last)
{
    guint widest = first;
    float second = 0;
    for (guint i = first; i < last; i++)
        if (gap_behind(ranges, i) > gap_behind(ranges, widest))
            widest = i;
    for (guint i = first; i < last; i++)
        second = i == widest ? second : MAX(second, gap_behind(ranges, i));
    return gap_behind(ranges, widest) > second * CLEAR_GAP ? (int)widest : -1;
}

/* Joins those of RANGES that only spaces between words divide: all gaps that are no wider than one,
 * unless there are only such between two HEADS; then the widest of them divides these. FALSE: none
 * is clearly the widest. */
static gboolean join_words(GArray *ranges, const GArray *heads, float size)
{
    g_autofree gboolean *divides = g_new0(gboolean, ranges->len + 1);
    guint kept = 0;
    for (guint c = 0; c + 1 < heads->len; c++) {
        guint first = range_below(ranges, page_span_at(heads, c), TRUE),
              last = range_below(ranges, page_span_at(heads, c + 1), FALSE);
        gboolean wide = FALSE;
        for (guint i = first; i < last; i++)
            wide = wide || gap_behind(ranges, i) > WORD_GAP * size;
        int widest = wide || first >= last ? -1 : widest_gap(ranges, first, last);
        if (!wide && widest < 0)
            return FALSE;
        if (!wide)
            divides[widest] = TRUE;
    }
    for (guint i = 0; i < ranges->len; i++) {
        PageSpan span = *page_span_at(ranges, i);
        gboolean joined =
            i > 0 && !divides[i - 1] &&
            span.from - g_array_index(ranges, PageSpan, kept - 1).to <= WORD_GAP * size;
        if (joined)
            g_array_index(ranges, PageSpan, kept - 1).to = span.to;
        else
            g_array_index(ranges, PageSpan, kept++) = span;
    }
    g_array_set_size(ranges, kept);
    return TRUE;
}

/* The head that RANGE is below, -1: none. */
static int head_over(const PageSpan *range, const GArray *heads)
{
    for (guint c = 0; c < heads->len; c++)
        if (overlap(range, page_span_at(heads, c)))
            return (int)c;
    return -1;
}

/* HEADS with what lines of BODY that have as many pieces as there are columns have in each;
 * without, if these are not apart. Caller unrefs. */
static GArray *with_full_lines(const PageBody *body, const GArray *heads)
{
    g_autoptr(GArray) spans = g_array_copy((GArray *)heads);
    for (guint i = body->first; i < body->end; i++) {
        const PageLine *line = page_line_at(body->lines, i);
        g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(PageSpan));
        page_cover_line(pieces, line, WORD_GAP * page_line_size(line));
        for (guint c = 0; pieces->len == heads->len && c < heads->len; c++) {
            PageSpan *span = &g_array_index(spans, PageSpan, c);
            *span = (PageSpan){MIN(span->from, page_span_at(pieces, c)->from),
                               MAX(span->to, page_span_at(pieces, c)->to)};
        }
    }
    for (guint c = 0; c + 1 < spans->len; c++)
        if (page_span_at(spans, c)->to >= page_span_at(spans, c + 1)->from)
            return g_array_copy((GArray *)heads);
    return g_steal_pointer(&spans);
}

/* The column of RANGE, which is below no head, of LEFT and the one after it; FILLED: which have
 * ranges, COLUMNS: what they take. -1: it cannot be told. */
static int nearer_column(const PageSpan *range, guint left, const GArray *columns,
                         const gboolean *filled, float size)
{
    float before = range->from - page_span_at(columns, left)->to,
          after = page_span_at(columns, left + 1)->from - range->to;
    if (filled[left] != filled[left + 1] && before > WORDS * size && after > WORDS * size)
        return (int)(filled[left] ? left + 1 : left);
    if (before > WORD_GAP * size && before <= WORDS * size && after > CLEAR_GAP * before)
        return (int)left; /* words of titles stand so far apart in some fonts */
    if (before > 2 * after)
        return (int)left + 1;
    return after > 2 * before ? (int)left : -1;
}

/* Gives RANGES to the columns below HEADS. Returns what each takes, with its head: PageSpan, which
 * the caller unrefs; NULL: it cannot be told. */
static GArray *make_columns(const GArray *ranges, const GArray *heads, float size)
{
    g_autoptr(GArray) columns = g_array_copy((GArray *)heads);
    g_autofree gboolean *filled = g_new0(gboolean, heads->len + 1);
    guint left = 0;
    gboolean any = FALSE;
    for (guint i = 0; i < ranges->len; i++) {
        int over = head_over(page_span_at(ranges, i), heads);
        if (over < 0)
            continue;
        PageSpan *column = &g_array_index(columns, PageSpan, over);
        filled[over] = TRUE;
        *column = (PageSpan){MIN(column->from, page_span_at(ranges, i)->from),
                             MAX(column->to, page_span_at(ranges, i)->to)};
    }
    for (guint i = 0; i < ranges->len; i++) {
        const PageSpan *range = page_span_at(ranges, i);
        int over = head_over(range, heads);
        while (over < 0 && left + 1 < heads->len &&
               page_span_at(heads, left + 1)->from <= range->from)
            left++, any = TRUE;
        if (over < 0 && !any && range->to <= page_span_at(heads, 0)->from)
            over =
                filled[0] && page_span_at(columns, 0)->from - range->to > OUTSIDE * size ? -1 : 0;
        else if (over < 0 && left + 1 < heads->len)
            over = nearer_column(range, left, columns, filled, size);
        else if (over < 0)
            over = filled[left] && range->from - page_span_at(columns, left)->to > OUTSIDE * size
                       ? -1
                       : (int)left;
        if (over < 0)
            return NULL;
        left = MAX(left, (guint)over);
        any = TRUE;
        filled[over] = TRUE;
        PageSpan *column = &g_array_index(columns, PageSpan, over);
        *column = (PageSpan){MIN(column->from, range->from), MAX(column->to, range->to)};
    }
    for (guint c = 0; c + 1 < columns->len; c++)
        if (page_span_at(columns, c + 1)->from - page_span_at(columns, c)->to < GUTTER_LEAST * size)
            return NULL;
    return g_steal_pointer(&columns);
}

/* The columns of BODY below HEADS, of which BEFORE has what they take on pages before, or nothing.
 * Caller unrefs; NULL: they cannot be told. */
static GArray *find_columns(const PageBody *body, const GArray *heads, const GArray *before)
{
    g_autoptr(GArray) ranges = g_array_copy((GArray *)before), spans = with_full_lines(body, heads);
    const float size = page_line_size(page_line_at(body->lines, body->first));
    for (guint i = body->first; i < body->end; i++)
        if (!page_is_heading(body, i))
            page_cover_line(ranges, page_line_at(body->lines, i),
                            TOUCH * page_line_size(page_line_at(body->lines, i)));
    for (guint c = 0; c < spans->len; c++)
        page_cover(ranges, page_span_at(spans, c)->from, page_span_at(spans, c)->to, 0);
    return join_words(ranges, spans, size) ? make_columns(ranges, spans, size) : NULL;
}

/* Takes the last lines from BODY that are in one piece each, such as a signature. FALSE: there are
 * none. */
static gboolean leave_tail(PageBody *body)
{
    guint end = body->end;
    while (end > body->first && page_count_pieces(page_line_at(body->lines, end - 1), 1) < 2)
        end--;
    if (end == body->end || end == body->first)
        return FALSE;
    body->end = end;
    return TRUE;
}

/* Whether some of LINE stands in none of COLUMNS. */
static gboolean is_beside(const PageLine *line, const GArray *columns)
{
    guint letters = 0, all = 0;
    for (guint i = 0; i < line->chars->len; i++)
        all += g_array_index(line->chars, PageChar, i).c != ' ';
    for (guint c = 0; c < columns->len; c++) {
        g_autoptr(GArray) chars = page_cell_chars(line, columns, c);
        letters += chars->len;
    }
    return letters < all;
}

GArray *page_settle_columns(PageBody *body, const GArray *heads, const GArray *before)
{
    GArray *columns = find_columns(body, heads, before);
    if (columns || !leave_tail(body))
        return columns;
    columns = find_columns(body, heads, before);
    if (columns && !is_beside(page_line_at(body->lines, body->end), columns))
        g_clear_pointer(&columns, g_array_unref);
    return columns;
}
