/* Tables whose cells stand side by side (pdftotext -layout): columns lie between gutters, that is
 * positions where no line has text. Flatteners count a Han character as one position or as two;
 * the count under which the gutters fit the header is the right one. */
#include <string.h>

#include "corpus/bulletin/table.h"
#include "messages/messages.h"
#include "unicode/width.h"

enum { MAX_WORD_GAP = 2, MAX_POSITION = 1000, MAX_HEADER_ROWS = 3, LOOK_AHEAD = 40 };

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
    return wide ? (int)char_columns(c) : 1;
}

gboolean layout_has_gap(const TextLine *line)
{
    const char *text = line->layout + strspn(line->layout, " ");
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
        gaps += layout_has_gap(lines->pdata[i]) ? 1 : 0;
    return gaps * 4 >= count && gaps > 0;
}

gboolean layout_header_read(const GPtrArray *lines, guint at, Header *header, guint *end)
{
    if (!layout_has_gap(lines->pdata[at]))
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

/* The index of the only range of HEADER that lies within RANGE; -1 if there is none, -2 if there
 * are more. */
static int header_cell_in(const Range *header, int count, Range range)
{
    int found = -1;
    for (int i = 0; i < count; i++)
        if (header[i].start < range.end && header[i].end > range.start)
            found = found == -1 ? i : -2;
    return found;
}

typedef struct {
    Range range;
    int cell; /* of the header, -1: none */
} Block;

static int gap_after(const Block *blocks, int count, int i)
{
    return i < 0 || i + 1 >= count ? MAX_POSITION : blocks[i + 1].range.start - blocks[i].range.end;
}

/* The block that is joined with the one after it next: words of a cell are nearer to each other
 * than columns are. Two with header cells never are. -1 if there is none. */
static int next_join(const Block *blocks, int count)
{
    int best = -1;
    for (int i = 0; i + 1 < count; i++) {
        gboolean bare = blocks[i].cell < 0 && blocks[i + 1].cell < 0;
        int gap = gap_after(blocks, count, i);
        if (blocks[i].cell >= 0 && blocks[i + 1].cell >= 0)
            continue;
        if (best < 0 || gap < gap_after(blocks, count, best) ||
            (gap == gap_after(blocks, count, best) && bare))
            best = i;
    }
    return best;
}

/* Whether the block without a header cell of the pair [I, I + 1] is clearly nearer to the other than
 * to the block on its other side; else it may be a column that the header does not name. */
static gboolean is_clear_join(const Block *blocks, int count, int i)
{
    if (blocks[i].cell < 0 && blocks[i + 1].cell < 0)
        return TRUE;
    int gap = gap_after(blocks, count, i);
    int other = blocks[i].cell < 0 ? gap_after(blocks, count, i - 1)
                                   : gap_after(blocks, count, i + 1);
    return gap < other && (gap <= MAX_WORD_GAP || gap * 2 <= other);
}

/* Blocks of the body's RANGES and of the header cells below which nothing stands, from left to
 * right. Returns how many; 0 if two header cells are over one range. */
static int make_blocks(const Range *ranges, int count, const Range *header, int wanted,
                       Block *blocks)
{
    int n = 0, cell = 0;
    for (int i = 0; i <= count; i++) {
        int own = i < count ? header_cell_in(header, wanted, ranges[i]) : -1;
        if (own == -2)
            return 0;
        for (; cell < wanted && (i == count || header[cell].end <= ranges[i].start); cell++)
            if (header_cell_in(ranges, count, header[cell]) == -1)
                blocks[n++] = (Block){header[cell], cell};
        if (i < count)
            blocks[n++] = (Block){ranges[i], own};
    }
    return n;
}

static void join_blocks(Block *blocks, int *count, int i)
{
    blocks[i].range.end = blocks[i + 1].range.end;
    blocks[i].cell = MAX(blocks[i].cell, blocks[i + 1].cell);
    memmove(&blocks[i + 1], &blocks[i + 2], (size_t)(*count - i - 2) * sizeof(Block));
    --*count;
}

/* Makes columns of the body's RANGES: those below a header cell, each with the ranges beside it that
 * are below none. FALSE if two header cells are over one range, one is over two that are apart, or a
 * range belongs to none for sure. */
static gboolean ranges_to_columns(const Range *ranges, int count, const Range *header, int wanted,
                                  Range *columns)
{
    Block blocks[MAX_POSITION / 2 + MAX_COLUMNS];
    count = make_blocks(ranges, count, header, wanted, blocks);
    for (int i = 0; i + 1 < count;) {
        if (blocks[i].cell < 0 || blocks[i].cell != blocks[i + 1].cell)
            i++;
        else if (gap_after(blocks, count, i) > MAX_WORD_GAP)
            return FALSE;
        else
            join_blocks(blocks, &count, i);
    }
    for (int i; (i = next_join(blocks, count)) >= 0;) {
        if (!is_clear_join(blocks, count, i))
            return FALSE;
        join_blocks(blocks, &count, i);
    }
    for (int i = 0; i < count && count == wanted; i++) {
        if (blocks[i].cell != i)
            return FALSE;
        columns[i] = blocks[i].range;
        columns[i].start = MIN(columns[i].start, header[i].start);
        columns[i].end = MAX(columns[i].end, header[i].end);
    }
    for (int i = 0; i + 1 < wanted && count == wanted; i++)
        if (columns[i].end > columns[i + 1].start) /* a header wider than its column */
            columns[i].end = blocks[i].range.end, columns[i + 1].start = blocks[i + 1].range.start;
    return count == wanted;
}

/* The lines of the header over line FIRST: of the one that its page has again, else of the table's. */
static void header_above(const Table *table, guint first, guint *header, guint *body)
{
    *header = *body = first;
    while (*header > table->body && table->skip[*header - 1])
        --*header;
    if (*header < *body)
        return;
    *header = table->header_line;
    *body = table->body;
}

/* The columns of lines [FIRST, END) under the header above them, and the narrowest gutter between
 * them; 0 if they cannot be told. */
static int find_columns(const GPtrArray *lines, const Table *table, guint first, guint end,
                        gboolean wide, Columns *columns)
{
    int covered[MAX_POSITION] = {0}, header_covered[MAX_POSITION] = {0};
    Range ranges[MAX_POSITION / 2], header[MAX_COLUMNS + 1];
    int wanted = table->header.count + (table->header.has_sequence ? 1 : 0), gutter = MAX_POSITION;
    guint head, body;
    header_above(table, first, &head, &body);
    for (guint i = head; i < body; i++)
        cover(layout_of(lines, i), wide, FALSE, header_covered);
    for (guint i = first; i < end; i++)
        cover(layout_of(lines, i), wide, TRUE, covered);
    int count = ranges_of(covered, ranges, MAX_POSITION / 2 - 1);
    if (ranges_of(header_covered, header, MAX_COLUMNS) != wanted ||
        count >= MAX_POSITION / 2 - 1 ||
        !ranges_to_columns(ranges, count, header, wanted, columns->ranges))
        return 0;
    for (int i = 0; i + 1 < wanted; i++)
        gutter = MIN(gutter, columns->ranges[i + 1].start - columns->ranges[i].end);
    columns->count = wanted;
    columns->wide = wide;
    return MAX(gutter, 0);
}

/* How many cells of lines [FIRST, END) begin exactly where a column does. */
static int count_aligned(const GPtrArray *lines, guint first, guint end, const Columns *columns)
{
    int aligned = 0;
    for (guint i = first; i < end; i++) {
        int at = 0, spaces = 2;
        for (const char *p = layout_of(lines, i); *p; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            for (int k = 0; c != ' ' && spaces >= 2 && k < columns->count; k++)
                aligned += columns->ranges[k].start == at;
            spaces = c == ' ' ? spaces + 1 : 0;
            at += advance(c, columns->wide);
        }
    }
    return aligned;
}

static gboolean best_columns(const GPtrArray *lines, const Table *table, guint first, guint end,
                             Columns *columns)
{
    Columns found[2];
    int gutters[2], aligned[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        gutters[i] = find_columns(lines, table, first, end, i == 0, &found[i]);
        if (gutters[i])
            aligned[i] = count_aligned(lines, first, end, &found[i]);
    }
    if (!gutters[0] && !gutters[1])
        return FALSE;
    gboolean narrow = !gutters[0] || (gutters[1] && (aligned[1] > aligned[0] ||
                                                     (aligned[1] == aligned[0] &&
                                                      gutters[1] > gutters[0])));
    *columns = found[narrow ? 1 : 0];
    return TRUE;
}

/* Rows */

typedef struct {
    char *cells[MAX_COLUMNS + 1];
    guint line;
    gboolean blank, new_page;
    int sequence;
    gboolean anchor;
    gboolean torn; /* text stands where no column is: it would be cut at a wrong place */
} Strip; /* one line, cut into columns */

static void free_strip(gpointer pointer)
{
    Strip *strip = pointer;
    for (int i = 0; i <= MAX_COLUMNS; i++)
        g_free(strip->cells[i]);
    g_free(strip);
}

/* Whether the line has text between the columns. */
static gboolean has_text_between(const char *layout, const Columns *columns)
{
    int at = 0, c = 0;
    for (const char *p = layout; *p; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        while (c + 1 < columns->count && at >= columns->ranges[c + 1].start)
            c++;
        if (character != ' ' && c + 1 < columns->count && at >= columns->ranges[c].end)
            return TRUE;
        at += advance(character, columns->wide);
    }
    return FALSE;
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
    strip->torn = has_text_between(line->layout, columns);
    size_t taken;
    gboolean marked;
    strip->sequence = header->has_sequence ? sequence_read(strip->cells[0], &taken, &marked) : 0;
    strip->anchor = header->has_sequence ? strip->sequence > 0
                                         : number_at_start(strip->cells[0]) > 0;
    return strip;
}

/* Adds the strips of lines [FIRST, END), one page of the table. */
static void cut_page(const GPtrArray *lines, const Table *table, guint first, guint end,
                     Columns *columns, GPtrArray *strips)
{
    Columns own;
    if (best_columns(lines, table, first, end, &own))
        *columns = own;
    if (!columns->count)
        return;
    for (guint i = first; i < end; i++)
        if (!table->skip[i])
            g_ptr_array_add(strips, cut_line(lines, i, columns, &table->header));
}

static GPtrArray *cut_pages(const GPtrArray *lines, const Table *table)
{
    GPtrArray *strips = g_ptr_array_new_with_free_func(free_strip);
    Columns columns = {0};
    best_columns(lines, table, table->body, table->end, &columns);
    for (guint first = table->body; first < table->end;) {
        guint end = first + 1;
        while (end < table->end && !((TextLine *)lines->pdata[end])->new_page)
            end++;
        cut_page(lines, table, first, end, &columns, strips);
        first = end;
    }
    return strips;
}

/* Where rows begin. A row's number stands at its first line (cells aligned at the top) or in its
 * middle (centred). */

static gboolean has_open_title(const char *text)
{
    const char *open = g_strrstr(text, "《");
    return open && !strstr(open, "》");
}

/* What speaks for a new cell at TEXT under BEFORE, both of one column. */
static double score_cell_start(const char *before, const char *text)
{
    double score = 0;
    if (!*before || !*text)
        return 0;
    if (has_open_title(before) || g_ascii_islower(*text))
        return -4;
    if (g_str_has_suffix(before, "。") || g_str_has_suffix(before, "》"))
        score += 2;
    else if (words_ends_title(before, strlen(before)))
        score += 0.5;
    else
        score -= g_ascii_isupper(*text) ? 0 : 1;
    if (g_str_has_prefix(text, "《") || words_begins_scope(text) || words_begins_progress(text))
        score += 2;
    return score;
}

static double score_start(const GPtrArray *strips, guint b)
{
    const Strip *strip = strips->pdata[b], *before = b ? strips->pdata[b - 1] : NULL;
    double score = strip->blank ? 3 : 0;
    for (int c = 0; before && c <= MAX_COLUMNS; c++)
        if (strip->cells[c] && before->cells[c])
            score += score_cell_start(before->cells[c], strip->cells[c]);
    return before ? score : 0;
}

/* How far the number at ANCHOR is from the middle of strips [START, END). */
static double distance_from_middle(guint anchor, guint start, guint end)
{
    double distance = ((double)start + (double)end - 1) / 2 - anchor;
    return distance < 0 ? -distance - 0.5 : distance < 1 ? 0 : distance - 0.5;
}

typedef struct {
    double score;
    guint start, from; /* FROM: index of the row before's candidate */
} Candidate;

/* The best candidate before for one that starts at START: the row of anchor K - 1 ends there. */
static Candidate best_before(const GArray *before, guint anchor, guint start)
{
    Candidate best = {-1e9, start, 0};
    for (guint i = 0; i < before->len; i++) {
        const Candidate *candidate = &g_array_index(before, Candidate, i);
        double score = candidate->score - distance_from_middle(anchor, candidate->start, start);
        if (score > best.score)
            best = (Candidate){score, start, i};
    }
    return best;
}

/* Fills STARTS for centred cells by dynamic programming; returns the score. */
static double find_centred(const GPtrArray *strips, const GArray *anchors, guint *starts)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    Candidate first = {0, 0, 0};
    for (guint k = 0; k < anchors->len; k++) {
        GArray *row = g_array_new(FALSE, FALSE, sizeof(Candidate));
        guint last = k ? g_array_index(anchors, guint, k - 1) : 0;
        if (k == 0)
            g_array_append_val(row, first);
        for (guint b = last + 1; k && b <= g_array_index(anchors, guint, k); b++) {
            Candidate candidate = best_before(rows->pdata[k - 1], last, b);
            candidate.score += score_start(strips, b);
            g_array_append_val(row, candidate);
        }
        g_ptr_array_add(rows, row);
    }
    guint last = g_array_index(anchors, guint, anchors->len - 1);
    Candidate end = best_before(rows->pdata[anchors->len - 1], last, strips->len);
    for (guint k = anchors->len, from = end.from; k-- > 0;) {
        const Candidate *candidate = &g_array_index((GArray *)rows->pdata[k], Candidate, from);
        starts[k] = candidate->start;
        from = candidate->from;
    }
    return end.score;
}

static void find_starts(const GPtrArray *strips, const GArray *anchors, guint *starts)
{
    double top = 0, centred = find_centred(strips, anchors, starts);
    for (guint k = 1; k < anchors->len; k++)
        top += score_start(strips, g_array_index(anchors, guint, k));
    if (g_array_index(anchors, guint, 0) != 0 || centred > top + 2)
        return;
    for (guint k = 0; k < anchors->len; k++)
        starts[k] = g_array_index(anchors, guint, k);
}

gboolean column_is_number(ColumnType type)
{
    return type == COLUMN_PLAN || type == COLUMN_NUMBER || type == COLUMN_REPLACES;
}

static Row *join_row(const GPtrArray *strips, const Table *table, guint start, guint end,
                     int sequence)
{
    const Strip *first = strips->pdata[start], *last = strips->pdata[end - 1];
    Row *row = row_new(first->line, last->line + 1, 0, sequence);
    int shift = table->header.has_sequence ? 1 : 0;
    for (guint i = start; i < end; i++)
        if (((Strip *)strips->pdata[i])->torn)
            row->doubt = _("its cells do not stand below the table's columns");
    for (int c = 0; c < table->header.count; c++) {
        GString *text = g_string_new(NULL);
        for (guint i = start; i < end; i++) {
            const char *piece = ((Strip *)strips->pdata[i])->cells[c + shift];
            if (column_is_number(table->header.columns[c]->type))
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
