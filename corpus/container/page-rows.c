/* Tables without lines: their rows.
 *
 * Each row has one anchor. Between two anchors the row ends where a line is drawn, where the room
 * is clearly the widest, or, by a sequence without a gap, where the anchors stand at the tops of
 * their rows or in their middles. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/page-lineless.h"
#include "number/number.h"

/* Of the size of letters, the part above and below their middle in which they have ink. */
#define INK 0.4f
/* Points: room between rows is wider than that within them by so much, and what is in the middle is
 * so exactly. */
#define CLEAR 1.2f
#define MIDDLE 2.5f
/* Of the size of letters: room within the only row of a table. */
#define ROOM_MOST 1.1f
#define DRAWN G_MAXFLOAT

/* What stands in one column in one line. */
typedef struct {
    char *text; /* NULL: nothing */
    float y;
} Piece;

typedef struct {
    guint from, to; /* strips, both included */
    float y;        /* its middle */
} Anchor;

/* Lines that overlap, as those of cells that stand in the middle of their rows do, are one strip.
 */
typedef struct {
    const PageBody *body;
    guint columns;
    Piece *pieces;   /* lines × columns, from the body's first line */
    guint *strip_of; /* for each line */
    GArray *strips;  /* PageSpan */
    gboolean *alone; /* for each strip: it is a heading */
    GArray *anchors; /* Anchor */
    float *rooms;    /* behind each strip but the last; DRAWN: with a line in it */
    float size;      /* of letters */
} Rows;

static const Anchor *anchor_at(const Rows *rows, guint i)
{
    return &g_array_index(rows->anchors, Anchor, i);
}

static const PageSpan *strip_at(const Rows *rows, guint i)
{
    return &g_array_index(rows->strips, PageSpan, i);
}

static guint line_count(const Rows *rows)
{
    return rows->body->end - rows->body->first;
}

static const Piece *piece_at(const Rows *rows, guint line, guint column)
{
    return &rows->pieces[line * rows->columns + column];
}

static void read_pieces(Rows *rows)
{
    const guint lines = line_count(rows);
    rows->pieces = g_new0(Piece, (gsize)lines * rows->columns + 1);
    for (guint i = 0; i < lines; i++)
        for (guint c = 0; c < rows->columns; c++) {
            const PageLine *line = rows->body->lines->pdata[rows->body->first + i];
            g_autoptr(GArray) chars = page_cell_chars(line, rows->body->columns, c);
            if (!chars->len || page_is_heading(rows->body, rows->body->first + i))
                continue;
            g_autofree char *text = page_chars_text(chars);
            rows->pieces[i * rows->columns + c] = (Piece){g_strdup(g_strstrip(text)), line->y};
        }
}

static PageSpan ink_of(const PageLine *line)
{
    PageSpan ink = {G_MAXFLOAT, -G_MAXFLOAT};
    const float size = page_line_size(line);
    for (guint i = 0; i < line->chars->len; i++) {
        const PageChar *c = &g_array_index(line->chars, PageChar, i);
        float middle = (c->y1 + c->y2) / 2, half = INK * size;
        if (c->c == ' ')
            continue;
        ink.from = MIN(ink.from, middle - half);
        ink.to = MAX(ink.to, middle + half);
    }
    return ink;
}

static void read_strips(Rows *rows)
{
    rows->strips = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    rows->strip_of = g_new0(guint, line_count(rows) + 1);
    rows->alone = g_new0(gboolean, line_count(rows) + 1);
    for (guint i = 0; i < line_count(rows); i++) {
        const PageLine *line = rows->body->lines->pdata[rows->body->first + i];
        PageSpan ink = ink_of(line);
        PageSpan *last = rows->strips->len
                             ? &g_array_index(rows->strips, PageSpan, rows->strips->len - 1)
                             : NULL;
        if (ink.from > ink.to) /* spaces */
            ink = (PageSpan){line->y, line->y};
        gboolean alone = page_is_heading(rows->body, rows->body->first + i);
        if (last && ink.from <= last->to && !alone && !rows->alone[rows->strips->len - 1])
            *last = (PageSpan){MIN(last->from, ink.from), MAX(last->to, ink.to)};
        else
            g_array_append_val(rows->strips, ink);
        rows->strip_of[i] = rows->strips->len - 1;
        rows->alone[rows->strips->len - 1] = alone;
        rows->size = MAX(rows->size, page_line_size(line));
    }
}

/* Whether a line is drawn between FROM and TO over all columns. */
static gboolean is_drawn(const Rows *rows, float from, float to)
{
    const GArray *columns = rows->body->columns, *edges = rows->body->edges;
    float left = g_array_index(columns, PageSpan, 0).to,
          right = g_array_index(columns, PageSpan, columns->len - 1).from;
    for (guint i = 0; i < edges->len; i++) {
        const PageEdge *edge = &g_array_index(edges, PageEdge, i);
        if (!edge->vertical && edge->at > from - 1 && edge->at < to + 1 && edge->from <= left &&
            edge->to >= right)
            return TRUE;
    }
    return FALSE;
}

static void read_rooms(Rows *rows)
{
    rows->rooms = g_new0(float, rows->strips->len + 1);
    for (guint i = 0; i + 1 < rows->strips->len; i++) {
        float from = strip_at(rows, i)->to, to = strip_at(rows, i + 1)->from;
        rows->rooms[i] =
            rows->alone[i] || rows->alone[i + 1] || is_drawn(rows, from, to) ? DRAWN : to - from;
    }
}

/* Anchors */

int page_sequence(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    gboolean marked = strcmp(rest, ".") == 0 || strcmp(rest, "、") == 0;
    return digits && digits < 7 && (!*rest || marked) ? atoi(text) : 0;
}

static void add_anchor(Rows *rows, guint first, guint last)
{
    const guint c = rows->body->anchor.column;
    Anchor anchor = {rows->strip_of[first], rows->strip_of[last],
                     (piece_at(rows, first, c)->y + piece_at(rows, last, c)->y) / 2};
    g_array_append_val(rows->anchors, anchor);
}

/* A sequence without a gap. What else stands in its column is behind the table: *END is that line.
 */
static gboolean find_sequence(Rows *rows, int *last, guint *end)
{
    *end = line_count(rows);
    for (guint i = 0; i < *end; i++) {
        const char *text = piece_at(rows, i, rows->body->anchor.column)->text;
        int number = text ? page_sequence(text) : 0;
        if (!text)
            continue;
        if (number == 0) {
            *end = i;
            break;
        }
        if (*last >= 0 && number != *last + 1)
            return FALSE;
        *last = number;
        add_anchor(rows, i, i);
    }
    return rows->anchors->len > 0;
}

/* The line behind the piece of a number's column that the number from line I on goes on with; the
 * count of lines: none. */
static guint next_piece(const Rows *rows, guint i)
{
    for (i++; i < line_count(rows) && !piece_at(rows, i, rows->body->anchor.column)->text;)
        i++;
    return i;
}

/* Numbers, which may be broken over lines: each as long as what follows is none by itself. What
 * else stands in their column behind them is behind the table: *END is that line. */
static gboolean find_numbers(Rows *rows, guint *end)
{
    const guint c = rows->body->anchor.column, n = line_count(rows);
    guint i = 0;
    *end = n;
    while (i < n && !piece_at(rows, i, c)->text)
        i++;
    while (i < n) {
        g_autoptr(GString) text = g_string_new(NULL);
        guint last = n, at = i;
        for (guint k = i; k < n && text->len < 60; k = next_piece(rows, k)) {
            guint next = next_piece(rows, k);
            g_string_append(text, piece_at(rows, k, c)->text);
            if (!number_is_certain(text->str, -1))
                continue;
            last = k;
            at = next;
            if (next == n || number_is_certain(piece_at(rows, next, c)->text, -1))
                break;
        }
        if (last == n) {
            *end = i;
            break;
        }
        add_anchor(rows, i, last);
        i = at;
    }
    return rows->anchors->len > 0;
}

/* Whether the bands that CUT (for each strip, that a row ends behind it) makes of ALL strips have an anchor each,
 * but for the first one if the page before may go on in it. */
static gboolean has_anchor_each(const Rows *rows, const gboolean *cut, guint all)
{
    guint anchor = 0;
    for (guint s = 0, end; s < all; s = end) {
        guint found = 0;
        for (end = s; end < all && (end == s || !cut[end - 1]);)
            end++;
        for (; anchor < rows->anchors->len && anchor_at(rows, anchor)->from < end; anchor++) {
            if (anchor_at(rows, anchor)->to >= end)
                return FALSE;
            found++;
        }
        if (found != 1 && !rows->alone[s] && !(found == 0 && s == 0 && rows->body->goes_on))
            return FALSE;
    }
    return TRUE;
}

/* Whether each row of CUT has its anchor at its top, or each in its middle: but for those that a page's end may cut,
 * if others with several lines have. */
static gboolean is_even(const Rows *rows, const gboolean *cut, guint all)
{
    gboolean top = TRUE, off = FALSE, beside = FALSE, middle = FALSE;
    for (guint a = 0; a < rows->anchors->len; a++) {
        const Anchor *anchor = anchor_at(rows, a);
        guint first = anchor->from, last = anchor->to;
        while (first > 0 && !cut[first - 1])
            first--;
        while (last + 1 < all && !cut[last])
            last++;
        gboolean may_be_cut = (a == 0 && rows->body->goes_on) || a + 1 == rows->anchors->len;
        float y = (strip_at(rows, first)->from + strip_at(rows, last)->to) / 2;
        gboolean is_off = fabsf(y - anchor->y) > MIDDLE;
        top = top && first == anchor->from;
        off = off || (is_off && !may_be_cut);
        beside = beside || is_off;
        middle = middle || (!is_off && last > first);
    }
    return top || (!off && (middle || !beside));
}

/* Rows end where lines are drawn. */
static gboolean cut_drawn(const Rows *rows, gboolean *cut)
{
    gboolean any = FALSE;
    for (guint s = 0; s + 1 < rows->strips->len; s++) {
        cut[s] = rows->rooms[s] == DRAWN;
        any = any || cut[s];
    }
    return any && has_anchor_each(rows, cut, rows->strips->len);
}

/* The widest room between the strips FROM and TO. */
static guint widest_room(const Rows *rows, guint from, guint to)
{
    guint widest = from;
    for (guint s = from; s < to; s++)
        if (rows->rooms[s] > rows->rooms[widest])
            widest = s;
    return widest;
}

/* Cuts where the room is widest between the anchors. FALSE: two of these are in one strip. ROOMS:
 * of what is before and between them. */
static gboolean cut_widest(const Rows *rows, gboolean *cut, PageRooms *rooms)
{
    for (guint a = 0; a + 1 < rows->anchors->len; a++) {
        guint from = anchor_at(rows, a)->to, to = anchor_at(rows, a + 1)->from;
        if (from >= to)
            return FALSE;
        guint widest = widest_room(rows, from, to);
        for (guint s = from; s < to; s++) /* a heading is a row by itself */
            cut[s] = rows->alone[s] || rows->alone[s + 1];
        cut[widest] = TRUE;
        rooms->between = MIN(rooms->between, rows->rooms[widest]);
    }
    const guint last = anchor_at(rows, rows->anchors->len - 1)->to;
    for (guint s = 0; s < anchor_at(rows, 0)->from; s++)
        cut[s] = rows->alone[s] || rows->alone[s + 1] ||
                 (rows->body->goes_on && rows->rooms[s] > rooms->between - CLEAR);
    for (guint s = 0; s < last; s++)
        rooms->within = cut[s] ? rooms->within : MAX(rooms->within, rows->rooms[s]);
    return TRUE;
}

/* Rows end where the room is widest; behind the last of them what is as wide is the end of the
 * table: *END is the strip. */
static gboolean cut_rooms(const Rows *rows, gboolean *cut, PageRooms *rooms, guint *end)
{
    const PageRooms before = *rooms;
    memset(cut, 0, rows->strips->len * sizeof *cut);
    rooms->between = before.between > 0       ? before.between
                     : rows->anchors->len > 1 ? G_MAXFLOAT
                                              : ROOM_MOST * rows->size;
    *end = rows->strips->len;
    if (!cut_widest(rows, cut, rooms) || rooms->within > rooms->between - CLEAR)
        return FALSE;
    guint last = anchor_at(rows, rows->anchors->len - 1)->to;
    while (last + 1 < rows->strips->len && rows->rooms[last] < rooms->between - CLEAR) {
        rooms->within = MAX(rooms->within, rows->rooms[last]);
        last++;
    }
    if (rows->anchors->len == 1 && before.between <= 0 && last > 0 && rows->body->goes_on)
        return FALSE; /* nothing tells how wide it is */
    *end = last + 1;
    return has_anchor_each(rows, cut, *end) && is_even(rows, cut, *end);
}

/* Whether all that stands in the strips FROM to TO has something in the line of their first strip.
 */
static gboolean begin_together(const Rows *rows, guint from, guint to)
{
    for (guint c = 0; c < rows->columns; c++) {
        gboolean any = FALSE, first = FALSE;
        for (guint i = 0; i < line_count(rows); i++)
            if (piece_at(rows, i, c)->text && rows->strip_of[i] >= from &&
                rows->strip_of[i] <= to) {
                any = TRUE;
                first = first || rows->strip_of[i] == from;
            }
        if (any && !first)
            return FALSE;
    }
    return TRUE;
}

/* Rows begin with their anchors. */
static gboolean cut_tops(const Rows *rows, gboolean *cut)
{
    memset(cut, 0, rows->strips->len * sizeof *cut);
    if (anchor_at(rows, 0)->from > 0 && !rows->body->goes_on)
        return FALSE;
    for (guint a = 0; a < rows->anchors->len; a++) {
        guint from = anchor_at(rows, a)->from;
        guint to = a + 1 < rows->anchors->len ? anchor_at(rows, a + 1)->from : rows->strips->len;
        if (from >= to || !begin_together(rows, from, to - 1))
            return FALSE;
        if (from > 0)
            cut[from - 1] = TRUE;
    }
    return has_anchor_each(rows, cut, rows->strips->len);
}

/* Whether each column of the strips FROM to TO has its middle at Y. */
static gboolean are_centred(const Rows *rows, guint from, guint to, float y)
{
    for (guint c = 0; c < rows->columns; c++) {
        float top = G_MAXFLOAT, bottom = -G_MAXFLOAT;
        for (guint i = 0; i < line_count(rows); i++)
            if (piece_at(rows, i, c)->text && rows->strip_of[i] >= from &&
                rows->strip_of[i] <= to) {
                top = MIN(top, piece_at(rows, i, c)->y);
                bottom = MAX(bottom, piece_at(rows, i, c)->y);
            }
        if (bottom >= top && fabsf((top + bottom) / 2 - y) > MIDDLE)
            return FALSE;
    }
    return TRUE;
}

/* Anchors are in the middles of their rows: where the first one begins tells where it ends, and so
 * on. */
static gboolean cut_middles(const Rows *rows, gboolean *cut)
{
    guint from = 0;
    memset(cut, 0, rows->strips->len * sizeof *cut);
    for (guint a = 0; a < rows->anchors->len; a++) {
        const Anchor *anchor = anchor_at(rows, a);
        if (from >= rows->strips->len)
            return FALSE;
        guint to = anchor->to;
        float bottom = 2 * anchor->y - strip_at(rows, from)->from;
        while (to + 1 < rows->strips->len && strip_at(rows, to + 1)->to <= bottom + MIDDLE)
            to++;
        if (fabsf(strip_at(rows, to)->to - bottom) > MIDDLE ||
            !are_centred(rows, from, to, anchor->y))
            return FALSE;
        cut[to] = TRUE;
        from = to + 1;
    }
    return from == rows->strips->len && has_anchor_each(rows, cut, rows->strips->len);
}

/* Whether the room within the rows of CUT is the same in all. */
static gboolean has_even_rooms(const Rows *rows, const gboolean *cut)
{
    float least = G_MAXFLOAT, most = 0;
    for (guint s = 0; s + 1 < rows->strips->len; s++)
        if (!cut[s]) {
            least = MIN(least, rows->rooms[s]);
            most = MAX(most, rows->rooms[s]);
        }
    return most <= least + 2 * CLEAR;
}

/* By a sequence: at the tops or in the middles, but not either. */
static gboolean cut_sequence(const Rows *rows, gboolean *cut)
{
    g_autofree gboolean *other = g_new0(gboolean, rows->strips->len + 1);
    gboolean tops = cut_tops(rows, cut), middles = cut_middles(rows, other);
    if (tops && middles)
        return memcmp(cut, other, (rows->strips->len - 1) * sizeof *cut) == 0 &&
               has_even_rooms(rows, cut);
    if (middles)
        memcpy(cut, other, rows->strips->len * sizeof *cut);
    return (tops || middles) && has_even_rooms(rows, cut);
}

/* The places of the rows that CUT makes up to the strip END, which is behind the last. Caller
 * unrefs. */
static GArray *places_of(const Rows *rows, const gboolean *cut, guint end)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(float));
    float at = strip_at(rows, 0)->from - INK * rows->size;
    g_array_append_val(places, at);
    for (guint s = 0; s < end; s++) {
        gboolean last = s + 1 == end;
        float next =
            last ? strip_at(rows, s)->to + 2 * INK * rows->size : strip_at(rows, s + 1)->from;
        at = (strip_at(rows, s)->to + next) / 2;
        if (last || cut[s])
            g_array_append_val(places, at);
    }
    return places;
}

static void rows_clear(Rows *rows)
{
    for (guint i = 0; i < line_count(rows) * rows->columns; i++)
        g_free(rows->pieces[i].text);
    g_free(rows->pieces);
    g_free(rows->strip_of);
    g_free(rows->rooms);
    g_free(rows->alone);
    g_array_unref(rows->strips);
    g_array_unref(rows->anchors);
}

static void read_rows(Rows *rows, const PageBody *body)
{
    *rows = (Rows){.body = body, .columns = body->columns->len};
    rows->anchors = g_array_new(FALSE, FALSE, sizeof(Anchor));
    read_pieces(rows);
    read_strips(rows);
    read_rooms(rows);
}

/* The first line of the strip S. */
static guint line_of(const Rows *rows, guint s)
{
    guint line = 0;
    while (line < line_count(rows) && rows->strip_of[line] < s)
        line++;
    return line;
}

/* A line that is drawn behind the last anchor ends the table. */
static guint drawn_end(const Rows *rows)
{
    guint s = anchor_at(rows, rows->anchors->len - 1)->to;
    while (s + 1 < rows->strips->len && rows->rooms[s] != DRAWN)
        s++;
    return line_of(rows, s + 1);
}

/* The rows of ROWS, or NULL; *END: the line where the body rather ends. */
static GArray *find_rows(const Rows *rows, PageRooms *rooms, guint *end)
{
    g_autofree gboolean *cut = g_new0(gboolean, rows->strips->len + 1);
    guint strips = rows->strips->len;
    *end = drawn_end(rows);
    if (*end < line_count(rows))
        return NULL;
    PageRooms found = *rooms;
    gboolean told = cut_drawn(rows, cut);
    if (!told && cut_rooms(rows, cut, &found, &strips)) {
        *end = line_of(rows, strips);
        *rooms = found;
        told = TRUE;
    }
    if (strips < rows->strips->len)
        return NULL;
    told = told || (rows->body->anchor.sequence && rows->body->headings->len == 0 &&
                    cut_sequence(rows, cut));
    return told ? places_of(rows, cut, strips) : NULL;
}

/* Whether the first row of PLACES is before the first anchor. */
static gboolean is_rest(const Rows *rows, const GArray *places)
{
    return rows->body->goes_on && g_array_index(places, float, 1) < anchor_at(rows, 0)->y;
}

GArray *page_rows(PageBody *body)
{
    Rows rows;
    GArray *places = NULL;
    gboolean again;
    int last;
    PageRooms rooms;
    do {
        last = body->last;
        rooms = body->rooms;
        read_rows(&rows, body);
        guint all = line_count(&rows), end = all;
        gboolean found =
            body->anchor.sequence ? find_sequence(&rows, &last, &end) : find_numbers(&rows, &end);
        if (found && end == all)
            places = find_rows(&rows, &rooms, &end);
        body->rest = places && is_rest(&rows, places);
        again = found && end < all;
        rows_clear(&rows);
        if (again)
            body->end = body->first + end;
    } while (again);
    body->last = last;
    body->rooms = rooms;
    return places;
}
