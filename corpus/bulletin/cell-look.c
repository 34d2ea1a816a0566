/* What a run of a row's pieces looks like, and how much that speaks for each type of column. */
#include "corpus/bulletin/cell.h"

#include <string.h>

#include "number/number.h"
#include "unicode/han.h"
#include "unicode/width.h"

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

Look cell_look_at(const char *text, size_t len, const DateFinder *dates, double cohesion)
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

double cell_score(const Look *look, ColumnType type)
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

double cell_score_empty(ColumnType type)
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
double cell_score_boundary(const Pieces *pieces, const Atom *atom)
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
double cell_cohesion(const Pieces *pieces, guint a, guint b)
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
