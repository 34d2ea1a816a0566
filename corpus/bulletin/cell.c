/* One row in the stream shape, cut into the header's columns.
 *
 * The row's lines (and the pieces of a line that may be cells of their own) are atoms. Every
 * column takes a run of atoms, in the header's order, maybe none; the segmentation whose cells look
 * most like what their columns hold is taken: a semi-Markov segmentation by dynamic programming, as
 * in information extraction (Sarawagi and Cohen, 2004), with scores written down instead of
 * learned. */
#include <string.h>

#include "corpus/bulletin/table.h"
#include "number/number.h"
#include "unicode/han.h"
#include "unicode/width.h"

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
    Atom atom = {text, len, text_columns(text, len), before, new_page};
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
    gboolean latin_first; /* Latin words or digits before any Han */
    gboolean goes_on_number; /* begins as an amendment's number does */
    int scopes, progresses;             /* words of each kind */
    int inner_scopes, inner_progresses; /* sentences after the first that begin as each */
    double cohesion;                    /* minus what speaks against it being one cell */
} Look;

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static gboolean continues_number(const char *text)
{
    static const char *const words[] = {"DAmd", "FDAmd", "Amd", "AMD", "DAM", "FDAM", "PDAM", "Cor",
                                        "COR",  "DCOR",  "CD",  "DIS", "FDIS", "WD",  "DTR",  "DTS",
                                        "TR",   "TS",    NULL};
    for (const char *const *word = words; *word; word++)
        if (g_str_has_prefix(text, *word) && !g_ascii_isalpha(text[strlen(*word)]))
            return TRUE;
    return g_ascii_isdigit(*text);
}

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
        look->width += (int)char_columns(c);
        look->han += char_is_han(c);
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
    look.latin_first = look.han && (strspn(text, LETTERS " ,") > 8 || g_ascii_isdigit(*text));
    look.goes_on_number = continues_number(text);
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
                                         : (look->goes_on_number ? 0 : 6) +
                                               look->latin / 50.0;
    if (type == COLUMN_TITLE_ZH)
        score -= (latin_share > 0.6 ? 6 : 0) + look->latin * 0.15 + (look->latin_first ? 3.5 : 0);
    score += look->whole_title ? 8 : look->titles ? -4 : 0;
    score -= look->open_title ? 6 : 0;
    score -= 6 * look->periods + 3 * look->commas;
    score -= look->begins_scope ? 8 : look->begins_progress ? 5 : 0;
    score += look->ends_title ? 3 : 0;
    score -= words_names_company(look->text) ? 3 : 0;
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
    score -= look->width < 20 ? 3 : look->ends_period ? 0 : 2;
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

/* How many of the parts of a list of organizations, one of which is one, are none. */
static int count_no_organizations(const char *text)
{
    if (!words_names_organization(text) || strlen(text) > 1000)
        return 0;
    g_autofree char *copy = g_strdup(text);
    static const char *const marks[] = {"、", "，", "；", " "};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        for (char *p = copy; (p = strstr(p, marks[i]));)
            memset(p, '\n', strlen(marks[i]));
    g_auto(GStrv) parts = g_strsplit(copy, "\n", -1);
    int none = 0;
    for (char **part = parts; *part; part++)
        none += **part && strcmp(*part, "等") != 0 && !words_ends_organization(*part) &&
                !g_str_has_prefix(*part, "TC");
    return none;
}

/* TC260, SAC/TC 260 */
static gboolean is_committee_code(const char *text)
{
    text += g_str_has_prefix(text, "SAC/") ? strlen("SAC/") : 0;
    size_t digits = strspn(text, "TCS 0123456789/");
    return g_str_has_prefix(text, "TC") && !text[digits] && digits > 2;
}

static double score_organization(const Look *look)
{
    if (look->is_nothing)
        return 4;
    if (is_committee_code(look->text))
        return 10;
    if (look->is_date || look->begins_scope || look->begins_progress)
        return -6;
    double score = words_names_organization(look->text) ? 5 : -1;
    score += words_ends_organization(look->text) ? 2 : 0;
    score -= 4 * MIN(count_no_organizations(look->text), 2);
    score -= words_names_document(look->text) ? 3 : 0;
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
    return 1 + text_columns(atom->text, len);
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
    gboolean bilingual = header_has(header, COLUMN_TITLE_EN); /* 标准名称 is the Chinese one then */
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
                type = type == COLUMN_TITLE && bilingual ? COLUMN_TITLE_ZH : type;
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
                offer(to, ways[c * width + b].score[rank] + score_empty(header->columns[c]->type), b,
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
                join_atoms(pieces, starts[c], starts[c + 1], header->columns[c]->type);
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
        join_atoms(pieces, at, pieces->atoms->len, header->columns[open]->type);
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
    return doubt ? "a page divides it, and its cells cannot be told" : NULL;
}

void cells_read(const GPtrArray *lines, const Table *table, const DateFinder *dates, Row *row)
{
    Pieces pieces = take_pieces(lines, table, dates, row);
    guint n = pieces.atoms->len;
    Reading reading = {{NULL}, FALSE};
    if (n > MAX_ATOMS) {
        row->doubt = "it has more lines than any row: its end was not found";
    } else if (n) {
        read_in_order(&pieces, &table->header, n, &reading);
        int at = page_break(&pieces);
        row->doubt = at             ? choose_reading(&pieces, &table->header, at, &reading)
                     : reading.sure ? NULL
                                    : "its text can be cut into cells in more than one way";
    }
    memcpy(row->cells, reading.cells, sizeof row->cells);
    g_array_unref(pieces.atoms);
}
