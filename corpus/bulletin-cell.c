/* One row in the stream shape, cut into the header's columns.
 *
 * The row's lines (and the pieces of a line that may be cells of their own) are atoms. Every
 * column takes a run of atoms, in the header's order, maybe none; the segmentation whose cells look
 * most like what their columns hold is taken: a semi-Markov segmentation by dynamic programming, as
 * in information extraction (Sarawagi and Cohen, 2004), with scores written down instead of
 * learned. */
#include <string.h>

#include "corpus/bulletin-table.h"
#include "number/number.h"

enum { MAX_ATOMS = 240 };

typedef enum { AT_LINE, AT_BLANK, AT_GAP, AT_SPACE, AT_MARK } Boundary;

typedef struct {
    const char *text;
    size_t len;
    int width;
    Boundary before;
    gboolean new_page;
} Atom;

typedef struct {
    GArray *atoms;
    gboolean mixed; /* some lines have an empty line before them, some not */
    const DateFinder *dates;
} Pieces;

/* Pieces of lines */

static gboolean is_latin_word(gunichar c)
{
    return c < 0x250 && (g_unichar_isalnum(c) || c == ',' || c == '.' || c == '-');
}

/* Whether the space at P, within a line, may stand between two cells. */
static gboolean may_divide(const char *start, const char *p)
{
    gunichar left = g_utf8_get_char(g_utf8_find_prev_char(start, p));
    gunichar right = g_utf8_get_char(p + 1);
    return !(is_latin_word(left) && is_latin_word(right)) || g_ascii_isdigit((char)left) ||
           (g_ascii_isdigit((char)right) && right < 0x80);
}

static void add_atom(Pieces *pieces, const char *text, size_t len, Boundary before,
                     gboolean new_page)
{
    Atom atom = {text, len, text_width(text, (gssize)len), before, new_page};
    if (len)
        g_array_append_val(pieces->atoms, atom);
}

/* Cuts TEXT at spaces that may divide cells, and after 》 and 。 */
static void add_line(Pieces *pieces, const char *text, Boundary before, gboolean new_page,
                     gboolean whole)
{
    const char *start = text;
    int depth = 0;
    for (const char *p = text; *p && !whole; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *next = g_utf8_next_char(p);
        depth += c == 0x300a ? 1 : c == 0x300b && depth ? -1 : 0;
        if (depth)
            continue;
        if (c == ' ' && p > text && may_divide(text, p)) {
            add_atom(pieces, start, (size_t)(p - start), before, new_page);
            before = AT_SPACE;
        } else if ((c == 0x300b || c == 0x3002) && *next && *next != ' ') {
            add_atom(pieces, start, (size_t)(next - start), before, new_page);
            before = AT_MARK;
        } else {
            continue;
        }
        new_page = FALSE;
        start = next;
    }
    add_atom(pieces, start, strlen(start), before, new_page);
}

/* Digits alone on a line in the middle of nothing are a page's number that was not recognized. */
static gboolean is_stray_number(const GPtrArray *lines, const Table *table, const Row *row,
                                guint i)
{
    static const char *const going_on[] = {"日", "月", "年", "项", "-", "个", "天", "至", "—", NULL};
    const char *text = ((TextLine *)lines->pdata[i])->text;
    if (i == row->first || strlen(text) > 3 || strspn(text, "0123456789") != strlen(text))
        return FALSE;
    const char *before = table_text_before(lines, table, i);
    const char *after = i + 1 < row->end ? ((TextLine *)lines->pdata[i + 1])->text : "";
    if (!*before || g_ascii_isalnum(before[strlen(before) - 1]) || text_wants_digits(before))
        return FALSE;
    for (const char *const *start = going_on; *start; start++)
        if (g_str_has_prefix(after, *start))
            return FALSE;
    return TRUE;
}

static Pieces take_pieces(const GPtrArray *lines, const Table *table, const DateFinder *dates,
                          const Row *row)
{
    Pieces pieces = {g_array_new(FALSE, FALSE, sizeof(Atom)), FALSE, dates};
    gboolean keep_numbers = header_has(&table->header, COLUMN_PERIOD);
    gboolean blank = FALSE, tight = FALSE, whole = row->end - row->first > MAX_ATOMS / 2;
    for (guint i = row->first; i < row->end; i++) {
        const TextLine *line = lines->pdata[i];
        if (table->skip[i] || (!keep_numbers && is_stray_number(lines, table, row, i)))
            continue;
        const char *text = line->text + (i == row->first ? row->offset : 0);
        if (i > row->first) {
            blank = blank || line->blank;
            tight = tight || !line->blank;
        }
        add_line(&pieces, text, line->blank ? AT_BLANK : AT_LINE, line->new_page, whole);
    }
    pieces.mixed = blank && tight;
    return pieces;
}

/* What a run of atoms looks like */

typedef struct {
    const char *text;
    int han, latin, width, periods, commas, titles;
    gboolean whole_title, open_title, ends_period, ends_title;
    gboolean begins_scope, begins_progress, is_nothing, is_stage, is_date;
    int scopes, progresses;             /* words of each kind */
    int inner_scopes, inner_progresses; /* sentences after the first that begin as each */
    double cohesion;                    /* minus what speaks against it being one cell */
} Look;

static void look_at_sentences(Look *look, const char *text)
{
    for (const char *p = strstr(text, "。"); p; p = strstr(p, "。")) {
        p += strlen("。");
        p += strspn(p, " ");
        look->periods++;
        if (words_begins_progress(p))
            look->inner_progresses++;
        else if (words_begins_scope(p) && (g_str_has_prefix(p, "该标准") ||
                                           g_str_has_prefix(p, "本标准") ||
                                           g_str_has_prefix(p, "本文件")))
            look->inner_scopes++;
    }
}

static void look_at_characters(Look *look, const char *text)
{
    int depth = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        look->width += g_unichar_iswide(c) ? 2 : 1;
        look->han += text_is_han(c);
        look->latin += c < 0x250 && g_unichar_isalpha(c);
        look->commas += c == 0xff0c || c == 0xff1b;
        look->titles += c == 0x300a;
        depth += c == 0x300a ? 1 : c == 0x300b ? -1 : 0;
    }
    look->open_title = depth > 0;
}

static Look look_at(const char *text, size_t len, const DateFinder *dates, double cohesion)
{
    Look look = {.text = text, .cohesion = cohesion};
    look_at_characters(&look, text);
    look_at_sentences(&look, text);
    look.whole_title = look.titles == 1 && g_str_has_prefix(text, "《") &&
                       g_str_has_suffix(text, "》");
    look.ends_period = g_str_has_suffix(text, "。") || g_str_has_suffix(text, ".");
    look.ends_title = words_ends_title(text, len) || g_str_has_suffix(text, "》");
    look.begins_scope = words_begins_scope(text);
    look.begins_progress = words_begins_progress(text);
    look.scopes = words_count_scope(text);
    look.progresses = words_count_progress(text);
    if (len < 64) {
        g_autofree char *date = date_finder_whole(dates, text);
        look.is_date = date != NULL;
        look.is_stage = words_is_stage(text);
        look.is_nothing = words_is_nothing(text);
    }
    return look;
}

static gboolean is_numbers(const char *text)
{
    g_auto(GStrv) ids = strlen(text) < 300 ? numbers_whole(text) : NULL;
    return ids != NULL;
}

static gboolean is_one_of(const char *text, const char *const *words)
{
    return g_strv_contains(words, text);
}

static double score_number(const Look *look, ColumnType type)
{
    if (look->width > 60)
        return -10;
    g_autoptr(Number) number = number_parse(look->text, -1);
    if (number && number->prefix == NULL && number->type == NUMBER_STANDARD)
        return -6; /* digits alone */
    if (number)
        return (type == COLUMN_PLAN) == (number->type == NUMBER_PLAN) ? 12 : 8;
    if (is_numbers(look->text))
        return 7;
    if (look->is_nothing)
        return 4;
    return look->han || look->width > 30 ? -12 : g_ascii_isdigit(*look->text) ? 1 : -6;
}

/* Cells that are one of few things and nothing else. */
static double score_token(const Look *look, gboolean is_token)
{
    return is_token ? 8 : look->is_nothing ? 6 : -8;
}

static double score_title(const Look *look, ColumnType type)
{
    double score = look->han >= 4 ? 2 : 0;
    double latin_share = look->latin / (double)MAX(look->latin + look->han, 1);
    if (look->is_nothing || look->is_date || look->is_stage || is_numbers(look->text))
        return look->is_nothing ? 1 : -8;
    if (look->han + look->latin == 0)
        return -8;
    if (type == COLUMN_TITLE_EN)
        return look->han || !look->latin ? -8
                                         : (g_ascii_isdigit(*look->text) ? 3 : 6) +
                                               look->latin / 50.0;
    if (type == COLUMN_TITLE_ZH)
        score -= (latin_share > 0.6 ? 6 : 0) + look->latin * 0.15;
    score += look->whole_title ? 8 : look->titles ? -4 : 0;
    score -= look->open_title ? 6 : 0;
    score -= 6 * look->periods + 3 * look->commas;
    score -= look->begins_scope ? 8 : look->begins_progress ? 5 : 0;
    score += look->ends_title ? 3 : 0;
    return score - MAX(0, look->width - 160) / 20.0;
}

static double score_scope(const Look *look)
{
    if (look->is_nothing)
        return 2;
    if (look->is_date || look->is_stage || look->whole_title)
        return -8;
    double score = look->begins_scope ? 6 : 0;
    score += MIN(look->scopes, 2) * 2 + (look->ends_period ? 3 : 0) + (look->periods ? 1 : 0);
    score -= 5 * look->inner_progresses + (look->begins_progress ? 6 : 0);
    score -= look->width < 20 ? 3 : 0;
    score -= g_str_has_prefix(look->text, "《") ? 5 : 0;
    score -= look->open_title ? 5 : 0;
    return score;
}

static double score_progress(const Look *look)
{
    if (look->is_nothing || look->is_stage)
        return 3;
    if (look->whole_title)
        return -8;
    double score = look->begins_progress ? 6 : 0;
    score += MIN(look->progresses, 2) * 2 + (look->ends_period ? 2 : 0);
    score -= look->begins_scope ? 6 : 0;
    score -= 5 * look->inner_scopes + (look->open_title ? 4 : 0);
    return score;
}

static double score_organization(const Look *look)
{
    if (look->is_nothing)
        return 4;
    if (look->is_date || look->begins_scope || look->begins_progress)
        return -6;
    double score = words_names_organization(look->text) ? 5 : -1;
    score += words_ends_organization(look->text) ? 2 : 0;
    return score - 4 * look->periods - (look->titles ? 6 : 0);
}

static gboolean is_period(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    text += digits + strspn(text + digits, " ");
    return digits && digits <= 2 &&
           (!*text || strcmp(text, "个月") == 0 || strcmp(text, "月") == 0);
}

static double score_cell(const Look *look, ColumnType type)
{
    static const char *const making[] = {"制定", "修订", "制订", "整合修订", "新制定", "新立", NULL};
    static const char *const nature[] = {"推荐性", "强制性", "推荐",  "强制", "指导性技术文件",
                                         "指导性", "推荐性国家标准", "强制性国家标准",
                                         "T",      "Z",      "Q",     "GB/T", "GB", "GB/Z", NULL};
    switch (type) {
    case COLUMN_PLAN:
    case COLUMN_NUMBER:
        return score_number(look, type);
    case COLUMN_TITLE:
    case COLUMN_TITLE_EN:
    case COLUMN_TITLE_ZH:
        return score_title(look, type);
    case COLUMN_SCOPE:
        return score_scope(look);
    case COLUMN_PROGRESS:
        return score_progress(look);
    case COLUMN_STAGE:
        return score_token(look, look->is_stage);
    case COLUMN_REPLACES:
    case COLUMN_ADOPTS:
        return score_token(look, is_numbers(look->text));
    case COLUMN_PUBLISHED:
    case COLUMN_EFFECTIVE:
    case COLUMN_DATE:
        return score_token(look, look->is_date);
    case COLUMN_COMMITTEE:
    case COLUMN_ORGANIZATION:
        return score_organization(look);
    case COLUMN_MAKING:
        return score_token(look, is_one_of(look->text, making));
    case COLUMN_NATURE:
        return score_token(look, is_one_of(look->text, nature));
    case COLUMN_PERIOD:
        return score_token(look, is_period(look->text));
    default:
        return look->is_nothing ? 3 : -1;
    }
}

static double score_empty(ColumnType type)
{
    switch (type) {
    case COLUMN_PLAN:
    case COLUMN_NUMBER:
    case COLUMN_TITLE:
        return -6;
    case COLUMN_TITLE_EN:
    case COLUMN_TITLE_ZH:
    case COLUMN_SCOPE:
    case COLUMN_PROGRESS:
    case COLUMN_STAGE:
        return -3;
    case COLUMN_NOTE:
        return 0;
    default:
        return -1;
    }
}

/* Whether a new cell may begin here: lines do it more readily than spaces. */
static double score_boundary(const Pieces *pieces, const Atom *atom)
{
    switch (atom->before) {
    case AT_BLANK:
        return pieces->mixed ? 1.0 : 0;
    case AT_LINE:
        return pieces->mixed ? -0.5 : 0;
    case AT_GAP:
        return 2;
    case AT_SPACE:
        return -2;
    default:
        return -3;
    }
}

static int first_word_width(const Atom *atom)
{
    gunichar c = g_utf8_get_char(atom->text);
    if (text_is_cjk(c))
        return 4; /* a character and the punctuation that may not begin a line */
    const char *end = memchr(atom->text, ' ', atom->len);
    size_t len = end ? (size_t)(end - atom->text) : atom->len;
    return 1 + text_width(atom->text, (gssize)len);
}

/* A line within a cell ends because the next word had no room: what speaks against atoms [A, B)
 * being one cell is that there was room. WIDEST is the widest line among them. */
static double cohesion(const Pieces *pieces, guint a, guint b)
{
    int widest = 0, width = 0;
    double against = 0;
    for (guint i = a; i < b; i++) {
        const Atom *atom = &g_array_index(pieces->atoms, Atom, i);
        width = atom->before <= AT_BLANK ? atom->width : width + atom->width;
        widest = MAX(widest, width);
    }
    width = 0;
    for (guint i = a; i < b; i++) {
        const Atom *atom = &g_array_index(pieces->atoms, Atom, i);
        gboolean starts_line = i == a || atom->before <= AT_BLANK;
        if (i > a && starts_line && !atom->new_page && width + first_word_width(atom) < widest)
            against += text_is_cjk(g_utf8_get_char(atom->text)) ? 1.2 : 0.3;
        if (i > a && atom->before == AT_BLANK && pieces->mixed)
            against += 0.3;
        width = starts_line ? atom->width : width + atom->width;
    }
    return -MIN(against, 6.0);
}

static void append_atom(GString *text, const Atom *atom, gboolean as_number)
{
    if (atom->before == AT_MARK)
        g_string_append_len(text, atom->text, (gssize)atom->len);
    else if (as_number && atom->before <= AT_BLANK)
        text_join_number(text, atom->text, atom->len);
    else if (atom->before <= AT_BLANK)
        text_join(text, atom->text, atom->len);
    else
        g_string_append_printf(text, "%s%.*s", text->len ? " " : "", (int)atom->len, atom->text);
}

static gboolean is_number_column(ColumnType type)
{
    return type == COLUMN_PLAN || type == COLUMN_NUMBER || type == COLUMN_REPLACES ||
           type == COLUMN_ADOPTS || type == COLUMN_PUBLISHED || type == COLUMN_EFFECTIVE ||
           type == COLUMN_DATE;
}

/* The spaces of titles mean something and are left to text_finish_title(). */
static char *join_atoms(const Pieces *pieces, guint a, guint b, ColumnType type)
{
    gboolean title = type == COLUMN_TITLE || type == COLUMN_TITLE_ZH || type == COLUMN_TITLE_EN;
    GString *text = g_string_new(NULL);
    for (guint i = a; i < b; i++)
        append_atom(text, &g_array_index(pieces->atoms, Atom, i), is_number_column(type));
    if (!is_number_column(type) && !title)
        text_finish_prose(text->str);
    return g_string_free(text, FALSE);
}

/* score[column][a][b] in the order that best_segmentation() wants; column runs fastest. */
static double *score_runs(const Pieces *pieces, const Header *header)
{
    guint n = pieces->atoms->len;
    size_t columns = (size_t)header->count;
    double *scores = g_new(double, (n + 1) * (n + 1) * columns);
    GString *text = g_string_new(NULL), *number = g_string_new(NULL);
    for (guint a = 0; a < n; a++) {
        g_string_truncate(text, 0);
        g_string_truncate(number, 0);
        for (guint b = a + 1; b <= n; b++) {
            const Atom *atom = &g_array_index(pieces->atoms, Atom, b - 1);
            append_atom(text, atom, FALSE);
            if (number->len < 400)
                append_atom(number, atom, TRUE);
            double whole = cohesion(pieces, a, b);
            Look as_text = look_at(text->str, text->len, pieces->dates, whole);
            Look as_number = look_at(number->str, number->len, pieces->dates, whole);
            double start = a ? score_boundary(pieces, &g_array_index(pieces->atoms, Atom, a)) : 0;
            for (size_t c = 0; c < columns; c++) {
                ColumnType type = header->columns[c]->type;
                scores[(a * (n + 1) + b) * columns + c] =
                    score_cell(is_number_column(type) ? &as_number : &as_text, type) + whole +
                    start;
            }
        }
    }
    g_string_free(text, TRUE);
    g_string_free(number, TRUE);
    return scores;
}

/* Fills STARTS[c], the first atom of column c (STARTS[count] = all atoms). */
static void best_segmentation(const double *scores, const Header *header, guint n, guint *starts)
{
    size_t columns = (size_t)header->count, width = n + 1;
    double *best = g_new(double, (columns + 1) * width);
    guint *from = g_new0(guint, (columns + 1) * width);
    for (guint b = 0; b <= n; b++)
        best[b] = b ? -1e9 : 0;
    for (size_t c = 0; c < columns; c++) {
        for (guint b = 0; b <= n; b++) {
            double top = best[c * width + b] + score_empty(header->columns[c]->type);
            guint start = b;
            for (guint a = 0; a < b; a++) {
                double score = best[c * width + a] + scores[(a * width + b) * columns + c];
                if (score > top) {
                    top = score;
                    start = a;
                }
            }
            best[(c + 1) * width + b] = top;
            from[(c + 1) * width + b] = start;
        }
    }
    starts[columns] = n;
    for (size_t c = columns; c > 0; c--)
        starts[c - 1] = from[c * width + starts[c]];
    g_free(best);
    g_free(from);
}

void cells_read(const GPtrArray *lines, const Table *table, const DateFinder *dates, Row *row)
{
    Pieces pieces = take_pieces(lines, table, dates, row);
    guint n = pieces.atoms->len;
    row->doubt = n > MAX_ATOMS ? "it has more lines than any row: its end was not found" : NULL;
    if (n && !row->doubt) {
        guint starts[MAX_COLUMNS + 1];
        g_autofree double *scores = score_runs(&pieces, &table->header);
        best_segmentation(scores, &table->header, n, starts);
        for (int c = 0; c < table->header.count; c++)
            if (starts[c] < starts[c + 1])
                row->cells[c] = join_atoms(&pieces, starts[c], starts[c + 1],
                                           table->header.columns[c]->type);
    }
    g_array_unref(pieces.atoms);
}
