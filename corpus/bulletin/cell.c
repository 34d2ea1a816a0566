/* One row in the stream shape, cut into the header's columns.
 *
 * The row's lines (and the pieces of a line that may be cells of their own) are atoms. Every
 * column takes a run of atoms, in the header's order, maybe none; the segmentation whose cells look
 * most like what their columns hold is taken: a semi-Markov segmentation by dynamic programming, as
 * in information extraction (Sarawagi and Cohen, 2004), with scores written down instead of
 * learned. */
#include "corpus/bulletin/cell.h"

#include <string.h>

#include "messages/messages.h"
#include "number/number.h"
#include "unicode/width.h"

/* score[column][a][b] in the order that best_segmentation() wants; column runs fastest. */
static double *score_runs(const Pieces *pieces, const Header *header)
{
    guint n = pieces->atoms->len;
    size_t columns = (size_t)header->count;
    gboolean bilingual = header_has(header, COLUMN_TITLE_EN); /* 标准名称 is the Chinese one then */
    double *scores = g_new(double, (n + 1) * (n + 1) * columns);
    GString *text = g_string_new(NULL), *number = g_string_new(NULL);
    for (guint a = 0; a < n; a++) {
        g_string_truncate(text, 0);
        g_string_truncate(number, 0);
        for (guint b = a + 1; b <= n; b++) {
            const Atom *atom = &g_array_index(pieces->atoms, Atom, b - 1);
            cell_append_atom(text, atom, FALSE);
            if (number->len < 400)
                cell_append_atom(number, atom, TRUE);
            double whole = cell_cohesion(pieces, a, b);
            Look as_text = cell_look_at(text->str, text->len, pieces->dates, whole);
            Look as_number = cell_look_at(number->str, number->len, pieces->dates, whole);
            double start = a ? cell_score_boundary(pieces, &g_array_index(pieces->atoms, Atom, a)) : 0;
            for (size_t c = 0; c < columns; c++) {
                ColumnType type = header->columns[c]->type;
                type = type == COLUMN_TITLE && bilingual ? COLUMN_TITLE_ZH : type;
                scores[(a * (n + 1) + b) * columns + c] =
                    cell_score(cell_is_number(type) ? &as_number : &as_text, type) + whole +
                    start;
            }
        }
    }
    g_string_free(text, TRUE);
    g_string_free(number, TRUE);
    return scores;
}

/* The two best ways to fill the columns before one with the atoms before one. */
typedef struct {
    double score[2];
    guint from[2]; /* the first atom of the last column */
    int rank[2];   /* which of the two ways it goes on from */
} Ways;

static void offer(Ways *ways, double score, guint from, int rank)
{
    int place = score > ways->score[0] ? 0 : score > ways->score[1] ? 1 : 2;
    if (place == 0) {
        ways->score[1] = ways->score[0];
        ways->from[1] = ways->from[0];
        ways->rank[1] = ways->rank[0];
    }
    if (place < 2) {
        ways->score[place] = score;
        ways->from[place] = from;
        ways->rank[place] = rank;
    }
}

/* Fills STARTS[c], the first atom of column c (STARTS[count] = all atoms). Returns by how much it
 * is better than any other way to cut the row. */
static double best_segmentation(const double *scores, const Header *header, guint n, guint *starts)
{
    size_t columns = (size_t)header->count, width = n + 1;
    Ways *ways = g_new(Ways, (columns + 1) * width);
    for (size_t i = 0; i < (columns + 1) * width; i++)
        ways[i] = (Ways){{-1e9, -1e9}, {0, 0}, {0, 0}};
    ways[0].score[0] = 0;
    for (size_t c = 0; c < columns; c++) {
        for (guint b = 0; b <= n; b++) {
            Ways *to = &ways[(c + 1) * width + b];
            for (int rank = 0; rank < 2; rank++)
                offer(to, ways[c * width + b].score[rank] + cell_score_empty(header->columns[c]->type), b,
                      rank);
            for (guint a = 0; a < b; a++)
                for (int rank = 0; rank < 2; rank++)
                    offer(to, ways[c * width + a].score[rank] +
                                  scores[(a * width + b) * columns + c], a, rank);
        }
    }
    const Ways *end = &ways[columns * width + n];
    double margin = end->score[0] - end->score[1];
    starts[columns] = n;
    int rank = 0;
    for (size_t c = columns; c > 0; c--) {
        const Ways *at = &ways[c * width + starts[c]];
        starts[c - 1] = at->from[rank];
        rank = at->rank[rank];
    }
    g_free(ways);
    return margin;
}

/* Below this, another way to cut the row is nearly as good: scores differ by this much where one
 * sign (a period, a word that begins a scope) speaks for one way. */
#define SURE 4.15

/* One way to read a row: its cells, and whether they are sure. */
typedef struct {
    char *cells[MAX_COLUMNS];
    gboolean sure;
} Reading;

static void clear_reading(Reading *reading)
{
    for (int c = 0; c < MAX_COLUMNS; c++)
        g_free(reading->cells[c]);
}

static gboolean is_prose_column(ColumnType type)
{
    return type == COLUMN_TITLE || type == COLUMN_TITLE_ZH || type == COLUMN_TITLE_EN ||
           type == COLUMN_SCOPE || type == COLUMN_PROGRESS || type == COLUMN_ORGANIZATION ||
           type == COLUMN_COMMITTEE || type == COLUMN_NOTE;
}

static gboolean has_scripts_apart(const char *left, const char *right)
{
    const char *last = g_utf8_find_prev_char(left, left + strlen(left));
    return last && text_is_cjk(g_utf8_get_char(last)) != text_is_cjk(g_utf8_get_char(right));
}

/* Whether two cells of words that only a space parts within a line are sure to be two: the sign of
 * the one's end or of the other's beginning stands there. */
static gboolean is_sure_boundary(const char *left, const char *right, ColumnType type)
{
    return g_str_has_suffix(left, "》") || g_str_has_suffix(left, "。") ||
           (type == COLUMN_SCOPE && words_begins_scope(right)) ||
           (type == COLUMN_PROGRESS && words_begins_progress(right)) ||
           has_scripts_apart(left, right);
}

/* Lines in which cells stand side by side, read across, show as a space between two cells of words
 * in a row of several lines, or as a space inside a cell of a row that lacks another. */
static gboolean may_be_side_by_side(const Pieces *pieces, const Header *header, guint n,
                                    const guint *starts, char *const *cells)
{
    gboolean lines = FALSE, lacks = FALSE, spaced = FALSE;
    for (guint i = 1; i < n; i++)
        lines = lines || g_array_index(pieces->atoms, Atom, i).before <= AT_BLANK;
    for (int c = 0; c < header->count; c++) {
        ColumnType type = header->columns[c]->type;
        lacks = lacks || (!cells[c] && type != COLUMN_NOTE && type != COLUMN_REPLACES);
        gboolean below = FALSE;
        for (guint i = starts[c] + 1; cells[c] && i < starts[c + 1]; i++) {
            Boundary before = g_array_index(pieces->atoms, Atom, i).before;
            spaced = spaced || (before == AT_SPACE && below && is_prose_column(type));
            below = below || before <= AT_BLANK;
        }
        if (!lines || c == 0 || !cells[c] || !cells[c - 1] || !is_prose_column(type) ||
            !is_prose_column(header->columns[c - 1]->type) ||
            g_array_index(pieces->atoms, Atom, starts[c]).before != AT_SPACE)
            continue;
        if (!is_sure_boundary(cells[c - 1], cells[c], type))
            return TRUE;
    }
    return lines && lacks && spaced;
}

/* Cuts atoms [0, N) into the columns, one after another. */
static void read_in_order(const Pieces *pieces, const Header *header, guint n, Reading *reading)
{
    guint starts[MAX_COLUMNS + 1], all = pieces->atoms->len;
    pieces->atoms->len = n;
    g_autofree double *scores = score_runs(pieces, header);
    reading->sure = best_segmentation(scores, header, n, starts) >= SURE;
    for (int c = 0; c < header->count; c++)
        if (starts[c] < starts[c + 1])
            reading->cells[c] =
                cell_join(pieces, starts[c], starts[c + 1], header->columns[c]->type);
    reading->sure =
        reading->sure && !may_be_side_by_side(pieces, header, n, starts, reading->cells);
    pieces->atoms->len = all;
}

/* Rows that a page divides. Some flatteners give the rest of each cell after all that the first
 * page has of the row, so that the text goes back to an earlier column. */

typedef enum { NOT_FINISHED, MAYBE_FINISHED, FINISHED } Finish;

static Finish look_at_end(ColumnType type, const char *cell)
{
    gboolean marked = strstr(cell, "《") || strstr(cell, "》"), sign = FALSE;
    Finish otherwise = MAYBE_FINISHED;
    switch (type) {
    case COLUMN_TITLE:
    case COLUMN_TITLE_ZH:
        sign = marked ? g_str_has_suffix(cell, "》") : words_ends_title(cell, strlen(cell));
        otherwise = marked ? NOT_FINISHED : MAYBE_FINISHED;
        break;
    case COLUMN_SCOPE:
    case COLUMN_PROGRESS:
        sign = g_str_has_suffix(cell, "。") || g_str_has_suffix(cell, ".");
        otherwise = text_columns(cell, strlen(cell)) > 24 ? NOT_FINISHED : MAYBE_FINISHED;
        break;
    case COLUMN_COMMITTEE:
    case COLUMN_ORGANIZATION:
        sign = words_ends_organization(cell);
        break;
    case COLUMN_TITLE_EN:
        break;
    default:
        sign = TRUE;
    }
    return sign || words_is_nothing(cell) ? FINISHED : otherwise;
}

/* Whether every cell ends at least as LEAST and is what its column holds. */
static gboolean all_end(const Header *header, const Reading *reading, Finish least,
                        const DateFinder *dates)
{
    for (int c = 0; c < header->count; c++) {
        ColumnType type = header->columns[c]->type;
        const char *cell = reading->cells[c];
        if (cell && (look_at_end(type, cell) < least || cell_fault(type, cell, dates)))
            return FALSE;
    }
    return TRUE;
}

/* Every column begins on the page on which the row does. */
static gboolean lacks_cell_of(const Reading *reading, const Reading *other)
{
    for (int c = 0; c < MAX_COLUMNS; c++)
        if (other->cells[c] && !reading->cells[c])
            return TRUE;
    return FALSE;
}

static gboolean is_bare_title(ColumnType type, const char *cell)
{
    return cell && !strstr(cell, "》") && (type == COLUMN_TITLE || type == COLUMN_TITLE_ZH);
}

/* Reads atoms [0, AT) in order, and gives those after them to the one cell that is not finished.
 * FALSE if there is no such cell, or more. */
static gboolean read_over_page(const Pieces *pieces, const Header *header, guint at, Reading *reading)
{
    int open = -1, n_open = 0;
    read_in_order(pieces, header, at, reading);
    for (int c = 0; c < header->count; c++)
        if (is_bare_title(header->columns[c]->type, reading->cells[c]))
            return FALSE; /* it may go on though it could end there */
    for (int c = 0; c < header->count; c++) {
        if (reading->cells[c] &&
            look_at_end(header->columns[c]->type, reading->cells[c]) != FINISHED) {
            open = c;
            n_open++;
        }
    }
    if (n_open != 1)
        return FALSE;
    g_autofree char *rest =
        cell_join(pieces, at, pieces->atoms->len, header->columns[open]->type);
    g_autoptr(GString) whole = g_string_new(reading->cells[open]);
    text_join(whole, rest, strlen(rest));
    g_free(reading->cells[open]);
    reading->cells[open] = g_strdup(whole->str);
    return reading->sure;
}

static gboolean same_cells(const Reading *a, const Reading *b)
{
    for (int c = 0; c < MAX_COLUMNS; c++)
        if (g_strcmp0(a->cells[c], b->cells[c]) != 0)
            return FALSE;
    return TRUE;
}

/* The atom before which a page begins; 0 if none does, -1 if more than one does. */
static int page_break(const Pieces *pieces)
{
    int at = 0;
    for (guint i = 1; i < pieces->atoms->len; i++)
        if (g_array_index(pieces->atoms, Atom, i).new_page)
            at = at ? -1 : (int)i;
    return at;
}

/* Which of the two readings of a row that a page divides is right: the one that is whole. */
static const char *choose_reading(const Pieces *pieces, const Header *header, int at,
                                  Reading *in_order)
{
    Reading over_page = {{NULL}, FALSE};
    gboolean ordered =
        in_order->sure && all_end(header, in_order, MAYBE_FINISHED, pieces->dates);
    gboolean divided = at > 0 && read_over_page(pieces, header, (guint)at, &over_page) &&
                       !lacks_cell_of(&over_page, in_order) &&
                       all_end(header, &over_page, FINISHED, pieces->dates);
    gboolean doubt = ordered == divided && !(ordered && same_cells(in_order, &over_page));
    if (divided && !ordered) {
        Reading other = *in_order;
        *in_order = over_page;
        over_page = other;
    }
    clear_reading(&over_page);
    return doubt ? _("a page divides it, and its cells cannot be told") : NULL;
}

void cells_read(const GPtrArray *lines, const Table *table, const DateFinder *dates, Row *row)
{
    Pieces pieces = cell_pieces(lines, table, dates, row);
    guint n = pieces.atoms->len;
    Reading reading = {{NULL}, FALSE};
    if (n > MAX_ATOMS) {
        row->doubt = _("it has more lines than any row: its end was not found");
    } else if (n) {
        read_in_order(&pieces, &table->header, n, &reading);
        int at = page_break(&pieces);
        row->doubt = at             ? choose_reading(&pieces, &table->header, at, &reading)
                     : reading.sure ? NULL
                                    : _("its text can be cut into cells in more than one way");
    }
    memcpy(row->cells, reading.cells, sizeof row->cells);
    g_array_unref(pieces.atoms);
}
