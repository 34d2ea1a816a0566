/* Tables whose cells stand side by side (pdftotext -layout): columns lie between gutters, that is
 * positions where no line has text. Flatteners count a Han character as one position or as two;
 * the count under which the gutters fit the header is the right one. */
#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin-table.h"

enum { MAX_POSITION = 1000, MAX_HEADER_ROWS = 3, LOOK_AHEAD = 40 };

typedef struct {
    int start, end; /* positions */
} Range;

typedef struct {
    Range ranges[MAX_COLUMNS + 1];
    int count;
    gboolean wide; /* a Han character is two positions */
} Columns;

static int advance(gunichar c, gboolean wide)
{
    return wide && g_unichar_iswide(c) ? 2 : 1;
}

static gboolean has_gap(const char *layout)
{
    const char *text = layout + strspn(layout, " ");
    const char *gap = strstr(text, "  ");
    return gap && gap[strspn(gap, " ")];
}

/* Marks the positions that the line's text covers; a single space between words is covered too
 * unless STRICT. */
static void cover(const char *layout, gboolean wide, gboolean strict, int *covered)
{
    int at = 0;
    gunichar before = ' ';
    for (const char *p = layout; *p && at < MAX_POSITION - 2; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int width = advance(c, wide);
        gboolean text = c != ' ' || (!strict && before != ' ' && p[1] && p[1] != ' ');
        for (int i = 0; i < width; i++)
            covered[at + i] += text;
        at += width;
        before = c;
    }
}

static int ranges_of(const int *covered, Range *ranges, int max)
{
    int count = 0;
    for (int i = 0; i < MAX_POSITION; i++) {
        if (!covered[i])
            continue;
        if (i > 0 && covered[i - 1]) {
            ranges[count - 1].end = i + 1;
        } else if (count == max) {
            return max + 1;
        } else {
            ranges[count++] = (Range){i, i + 1};
        }
    }
    return count;
}

/* The text of LAYOUT between the positions, trimmed. */
static char *cut(const char *layout, gboolean wide, int start, int end)
{
    GString *text = g_string_new(NULL);
    int at = 0;
    for (const char *p = layout; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (at >= start && at < end &&
            (c != ' ' || (text->len && text->str[text->len - 1] != ' ')))
            g_string_append_unichar(text, c);
        at += advance(c, wide);
    }
    return g_strstrip(g_string_free(text, FALSE));
}

static const char *layout_of(const GPtrArray *lines, guint i)
{
    return ((TextLine *)lines->pdata[i])->layout;
}

/* Header */

static char *stacked_cell(const GPtrArray *lines, guint at, guint end, gboolean wide, Range range)
{
    GString *cell = g_string_new(NULL);
    for (guint i = at; i < end; i++) {
        g_autofree char *piece = cut(layout_of(lines, i), wide, range.start, range.end);
        for (const char *p = piece; *p; p++)
            if (*p != ' ')
                g_string_append_c(cell, *p);
    }
    return g_string_free(cell, FALSE);
}

/* Reads lines [AT, END) as header cells one above the other. */
static gboolean read_stacked(const GPtrArray *lines, guint at, guint end, gboolean wide,
                             Header *header)
{
    int covered[MAX_POSITION] = {0};
    Range ranges[MAX_COLUMNS + 1];
    for (guint i = at; i < end; i++)
        cover(layout_of(lines, i), wide, FALSE, covered);
    int count = ranges_of(covered, ranges, MAX_COLUMNS);
    if (count < 3 || count > MAX_COLUMNS)
        return FALSE;
    *header = (Header){0};
    for (int i = 0; i < count; i++) {
        g_autofree char *cell = stacked_cell(lines, at, end, wide, ranges[i]);
        const HeaderWord *word = words_header(cell);
        if (!word || strcmp(word->word, cell) != 0)
            return FALSE;
        if (word->type == COLUMN_SEQUENCE)
            header->has_sequence = TRUE;
        else
            header->columns[header->count++] = word;
    }
    return header->count >= 2;
}

/* Whether the lines after a header have cells side by side. */
static gboolean body_has_gaps(const GPtrArray *lines, guint at)
{
    guint gaps = 0, count = 0;
    for (guint i = at; i < lines->len && count < LOOK_AHEAD; i++, count++)
        gaps += has_gap(layout_of(lines, i)) ? 1 : 0;
    return gaps * 4 >= count && gaps > 0;
}

gboolean layout_header_read(const GPtrArray *lines, guint at, Header *header, guint *end)
{
    if (!has_gap(layout_of(lines, at)))
        return FALSE;
    for (guint rows = 1; rows <= MAX_HEADER_ROWS && at + rows < lines->len; rows++) {
        if (!read_stacked(lines, at, at + rows, TRUE, header) &&
            !read_stacked(lines, at, at + rows, FALSE, header))
            continue;
        *end = at + rows;
        return body_has_gaps(lines, at + rows);
    }
    return FALSE;
}

/* Columns */

static void merge_narrowest(Range *ranges, int *count)
{
    int narrowest = 0;
    for (int i = 1; i + 1 < *count; i++)
        if (ranges[i + 1].start - ranges[i].end <
            ranges[narrowest + 1].start - ranges[narrowest].end)
            narrowest = i;
    ranges[narrowest].end = ranges[narrowest + 1].end;
    memmove(&ranges[narrowest + 1], &ranges[narrowest + 2],
            (size_t)(*count - narrowest - 2) * sizeof *ranges);
    --*count;
}

/* The columns of lines [FIRST, END), header included; FALSE if there are fewer than WANTED. */
static gboolean find_columns(const GPtrArray *lines, guint first, guint end, int wanted,
                             gboolean wide, Columns *columns, int *surplus)
{
    int covered[MAX_POSITION] = {0};
    Range ranges[MAX_POSITION / 2];
    for (guint i = first; i < end; i++)
        cover(layout_of(lines, i), wide, TRUE, covered);
    int count = ranges_of(covered, ranges, MAX_POSITION / 2 - 1);
    *surplus = count - wanted;
    if (count < wanted || count >= MAX_POSITION / 2 - 1)
        return FALSE;
    while (count > wanted)
        merge_narrowest(ranges, &count);
    memcpy(columns->ranges, ranges, (size_t)count * sizeof *ranges);
    columns->count = count;
    columns->wide = wide;
    return TRUE;
}

static gboolean best_columns(const GPtrArray *lines, guint first, guint end, int wanted,
                             Columns *columns)
{
    Columns wide, narrow;
    int surplus_wide, surplus_narrow;
    gboolean is_wide = find_columns(lines, first, end, wanted, TRUE, &wide, &surplus_wide);
    gboolean is_narrow = find_columns(lines, first, end, wanted, FALSE, &narrow, &surplus_narrow);
    if (!is_wide && !is_narrow)
        return FALSE;
    *columns = !is_narrow || (is_wide && surplus_wide <= surplus_narrow) ? wide : narrow;
    return TRUE;
}

/* Rows */

typedef struct {
    char *cells[MAX_COLUMNS + 1];
    guint line;
    gboolean blank, new_page;
    int sequence;
    gboolean anchor;
} Strip; /* one line, cut into columns */

static void free_strip(gpointer pointer)
{
    Strip *strip = pointer;
    for (int i = 0; i <= MAX_COLUMNS; i++)
        g_free(strip->cells[i]);
    g_free(strip);
}

static Strip *cut_line(const GPtrArray *lines, guint i, const Columns *columns,
                       const Header *header)
{
    const TextLine *line = lines->pdata[i];
    Strip *strip = g_new0(Strip, 1);
    strip->line = i;
    strip->blank = line->blank;
    strip->new_page = line->new_page;
    for (int c = 0; c < columns->count; c++) {
        int end = c + 1 < columns->count ? columns->ranges[c + 1].start : MAX_POSITION;
        int start = c ? columns->ranges[c].start : 0;
        strip->cells[c] = cut(line->layout, columns->wide, start, end);
    }
    size_t taken;
    gboolean marked;
    strip->sequence = header->has_sequence ? sequence_read(strip->cells[0], &taken, &marked) : 0;
    strip->anchor = header->has_sequence ? strip->sequence > 0
                                         : number_at_start(strip->cells[0]) > 0;
    return strip;
}

/* Adds the strips of one page; header lines help to find the columns. */
static void cut_page(const GPtrArray *lines, const Table *table, guint first, guint end,
                     Columns *columns, GPtrArray *strips)
{
    int wanted = table->header.count + (table->header.has_sequence ? 1 : 0);
    Columns own;
    if (best_columns(lines, first, end, wanted, &own))
        *columns = own;
    if (!columns->count)
        return;
    for (guint i = first; i < end; i++)
        if (i >= table->body && !table->skip[i])
            g_ptr_array_add(strips, cut_line(lines, i, columns, &table->header));
}

static GPtrArray *cut_pages(const GPtrArray *lines, const Table *table)
{
    GPtrArray *strips = g_ptr_array_new_with_free_func(free_strip);
    Columns columns = {0};
    guint first = table->body;
    while (first > table->first && first + MAX_HEADER_ROWS > table->body &&
           has_gap(layout_of(lines, first - 1)))
        first--;
    while (first < table->end) {
        guint end = first + 1;
        while (end < table->end && !(((TextLine *)lines->pdata[end])->new_page && end > table->body &&
                                     !table->skip[end - 1]))
            end++;
        cut_page(lines, table, first, end, &columns, strips);
        first = end;
    }
    return strips;
}

/* How well a row may begin at strip B: after an empty line, after full stops, with a 《. */
static double score_start(const GPtrArray *strips, guint b, guint symmetric)
{
    const Strip *strip = strips->pdata[b], *before = strips->pdata[b - 1];
    double score = -0.5 * abs((int)b - (int)symmetric) + (strip->blank ? 3 : 0);
    for (int c = 0; c <= MAX_COLUMNS; c++) {
        if (before->cells[c] && g_str_has_suffix(before->cells[c], "。"))
            score += 2;
        if (strip->cells[c] && g_str_has_prefix(strip->cells[c], "《"))
            score += 2;
        if (strip->cells[c] && words_begins_scope(strip->cells[c]))
            score += 2;
    }
    return score;
}

/* Where each anchor's row begins: at the anchor where cells are aligned at the top, else (they are
 * centred) somewhere between it and the anchor before. */
static void find_starts(const GPtrArray *strips, const GArray *anchors, guint *starts)
{
    gboolean top = g_array_index(anchors, guint, 0) == 0;
    for (guint k = 0; k < anchors->len; k++) {
        guint anchor = g_array_index(anchors, guint, k);
        starts[k] = k ? anchor : 0;
        if (top || k == 0)
            continue;
        guint last = g_array_index(anchors, guint, k - 1);
        guint symmetric = 2 * last + 1 - starts[k - 1];
        double best = -1e9;
        for (guint b = last + 1; b <= anchor; b++) {
            double score = score_start(strips, b, symmetric);
            if (score > best) {
                best = score;
                starts[k] = b;
            }
        }
    }
}

static gboolean is_number_type(ColumnType type)
{
    return type == COLUMN_PLAN || type == COLUMN_NUMBER || type == COLUMN_REPLACES;
}

static Row *join_row(const GPtrArray *strips, const Table *table, guint start, guint end,
                     int sequence)
{
    const Strip *first = strips->pdata[start], *last = strips->pdata[end - 1];
    Row *row = row_new(first->line, last->line + 1, 0, sequence);
    int shift = table->header.has_sequence ? 1 : 0;
    for (int c = 0; c < table->header.count; c++) {
        GString *text = g_string_new(NULL);
        for (guint i = start; i < end; i++) {
            const char *piece = ((Strip *)strips->pdata[i])->cells[c + shift];
            if (is_number_type(table->header.columns[c]->type))
                text_join_number(text, piece, strlen(piece));
            else
                text_join(text, piece, strlen(piece));
        }
        row->cells[c] = text->len ? g_strdup(text->str) : NULL;
        g_string_free(text, TRUE);
    }
    return row;
}

GPtrArray *layout_read(const GPtrArray *lines, const Table *table)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    g_autoptr(GPtrArray) strips = cut_pages(lines, table);
    g_autoptr(GArray) anchors = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < strips->len; i++)
        if (((Strip *)strips->pdata[i])->anchor)
            g_array_append_val(anchors, i);
    if (!anchors->len)
        return rows;
    g_autofree guint *starts = g_new(guint, anchors->len + 1);
    find_starts(strips, anchors, starts);
    starts[anchors->len] = strips->len;
    for (guint k = 0; k < anchors->len; k++) {
        const Strip *anchor = strips->pdata[g_array_index(anchors, guint, k)];
        g_ptr_array_add(rows, join_row(strips, table, starts[k], starts[k + 1], anchor->sequence));
    }
    return rows;
}
