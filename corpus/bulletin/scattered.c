/* Headers whose cells do not stand one after another: broken ones side by side (序 国标计划号 … 号),
 * and those in two rows, where a common head (日期) stands over cells of its own (发布, 实施). */
#include <string.h>

#include "corpus/bulletin/table.h"

enum { MAX_LINES = 14, MAX_CELLS = 24, MAX_CELL_BYTES = 64 };

/* Heads over cells of their own, and the words below them that are short for a header word. */
typedef struct {
    const char *word;
    guint children; /* bits of ColumnType */
} Group;

#define BIT(type) (1u << (type))
#define NAMES (BIT(COLUMN_TITLE_ZH) | BIT(COLUMN_TITLE_EN))
#define DATES (BIT(COLUMN_PUBLISHED) | BIT(COLUMN_EFFECTIVE) | BIT(COLUMN_DATE))
#define ABOUT                                                                                      \
    (BIT(COLUMN_PLAN) | BIT(COLUMN_NUMBER) | BIT(COLUMN_TITLE) | NAMES | BIT(COLUMN_REPLACES) |    \
     BIT(COLUMN_MAKING) | BIT(COLUMN_NATURE))

static const Group groups[] = {
    {"标准名称", NAMES}, {"项目名称", NAMES}, {"名称", NAMES},     {"日期", DATES},
    {"时间", DATES},     {"项目信息", ABOUT}, {"标准信息", ABOUT}, {"基本信息", ABOUT},
    {"计划信息", ABOUT}, {"项目基本信息", ABOUT}, {"标准基本信息", ABOUT},
};

static const struct {
    const char *word, *header;
} short_words[] = {
    {"中文", "中文名称"}, {"英文", "英文名称"}, {"发布", "发布日期"}, {"实施", "实施日期"},
};

typedef struct {
    char text[MAX_CELL_BYTES];
    gboolean child; /* the whole of it is one of short_words */
} Cell;

typedef struct {
    Cell cells[MAX_CELLS];
    int count;
    int last; /* of the current line: cells go from left to right */
} Cells;

static const Group *find_group(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        if (strcmp(groups[i].word, text) == 0)
            return &groups[i];
    return NULL;
}

static const char *whole_word(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(short_words); i++)
        if (strcmp(short_words[i].word, text) == 0)
            return short_words[i].header;
    return text;
}

static const HeaderWord *find_word(const char *text)
{
    const HeaderWord *word = words_header(whole_word(text));
    return word && strcmp(word->word, whole_word(text)) == 0 ? word : NULL;
}

static gboolean is_whole(const char *text)
{
    return find_word(text) || find_group(text);
}

static gboolean is_beginning(const char *text)
{
    if (is_whole(text) || words_is_header_beginning(text, strlen(text)))
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        if (g_str_has_prefix(groups[i].word, text))
            return TRUE;
    return FALSE;
}

/* Appends ATOM to a cell that it goes on with: one that is broken off, or (LONGER) one that it
 * makes a longer word. */
static gboolean go_on(Cells *cells, const char *atom, gboolean longer)
{
    for (int i = cells->last + 1; i < cells->count; i++) {
        Cell *cell = &cells->cells[i];
        g_autofree char *joined = g_strconcat(cell->text, atom, NULL);
        if (is_whole(cell->text) != longer || strlen(joined) >= MAX_CELL_BYTES ||
            !(longer ? is_whole(joined) : is_beginning(joined)))
            continue;
        g_strlcpy(cell->text, joined, MAX_CELL_BYTES);
        cells->last = i;
        return TRUE;
    }
    return FALSE;
}

static gboolean take_atom(Cells *cells, const char *atom)
{
    if (go_on(cells, atom, FALSE))
        return TRUE;
    if (is_beginning(atom) && cells->count < MAX_CELLS && strlen(atom) < MAX_CELL_BYTES) {
        cells->last = cells->count;
        g_strlcpy(cells->cells[cells->count++].text, atom, MAX_CELL_BYTES);
        return TRUE;
    }
    return go_on(cells, atom, TRUE);
}

static gboolean take_line(Cells *cells, const char *line)
{
    g_auto(GStrv) atoms = g_strsplit_set(line, " |", -1);
    cells->last = -1;
    for (char **atom = atoms; *atom; atom++)
        if (**atom && !take_atom(cells, *atom))
            return FALSE;
    return TRUE;
}

/* The first of the last cells, all of them GROUP's children, at least two; COUNT if there are none. */
static int first_child(const Cells *cells, const Group *group, int at)
{
    int first = cells->count;
    while (first - 1 > at) {
        const HeaderWord *word = find_word(cells->cells[first - 1].text);
        if (!word || !(group->children & BIT(word->type)))
            break;
        first--;
    }
    return cells->count - first >= 2 ? first : cells->count;
}

/* Puts each group's children in its place, the last group's first: they stand last. FALSE if one
 * has none, unless it is a header word itself. */
static gboolean resolve_groups(Cells *cells)
{
    for (int i = cells->count - 1; i >= 0; i--) {
        const Group *group = find_group(cells->cells[i].text);
        if (!group)
            continue;
        int first = first_child(cells, group, i), children = cells->count - first;
        if (!children && !find_word(cells->cells[i].text))
            return FALSE;
        if (!children)
            continue;
        Cells old = *cells;
        int between = first - i - 1;
        memcpy(&cells->cells[i], &old.cells[first], (size_t)children * sizeof(Cell));
        memcpy(&cells->cells[i + children], &old.cells[i + 1], (size_t)between * sizeof(Cell));
        cells->count--;
        break; /* a second group would have to share the last row with it */
    }
    for (int i = 0; i < cells->count; i++)
        if (!find_word(cells->cells[i].text))
            return FALSE;
    return TRUE;
}

static gboolean make_header(Cells cells, Header *header)
{
    *header = (Header){0};
    if (!resolve_groups(&cells))
        return FALSE;
    for (int i = 0; i < cells.count; i++) {
        const HeaderWord *word = find_word(cells.cells[i].text);
        if (word->type == COLUMN_SEQUENCE && (header->has_sequence || i > 0))
            return FALSE;
        if (word->type == COLUMN_SEQUENCE)
            header->has_sequence = TRUE;
        else if (header->count == MAX_COLUMNS)
            return FALSE;
        else
            header->columns[header->count++] = word;
    }
    return header_is_plausible(header) && header->count >= 3;
}

gboolean scattered_header_read(const GPtrArray *lines, guint at, Header *header, guint *end)
{
    Cells cells = {.count = 0};
    gboolean found = FALSE;
    for (guint i = at; i < lines->len && i < at + MAX_LINES; i++) {
        Header candidate;
        if (!take_line(&cells, ((TextLine *)lines->pdata[i])->text))
            break;
        if (!make_header(cells, &candidate))
            continue;
        *header = candidate;
        *end = i + 1;
        found = TRUE;
    }
    return found;
}

static gboolean begins_with_atom(const GPtrArray *lines, guint at, const char *atom)
{
    const char *text = at < lines->len ? ((TextLine *)lines->pdata[at])->text : "";
    return g_str_has_prefix(text, atom) && (!text[strlen(atom)] || text[strlen(atom)] == ' ');
}

/* 序 at the start of a line, and 号 at the start of one soon below it. */
static gboolean is_broken_sequence(const GPtrArray *lines, guint at)
{
    gboolean found = FALSE;
    for (guint i = 1; i <= 4 && !found; i++)
        found = begins_with_atom(lines, at + i, "号");
    return found && begins_with_atom(lines, at, "序");
}

gboolean header_is_hinted(const GPtrArray *lines, guint at)
{
    const char *text = ((TextLine *)lines->pdata[at])->text;
    if (strcmp(text, "序号") == 0 || is_broken_sequence(lines, at))
        return TRUE;
    g_auto(GStrv) atoms = g_strsplit_set(text, " |", -1);
    int words = 0, others = 0;
    for (char **atom = atoms; *atom; atom++)
        if (**atom)
            *(is_whole(*atom) || strcmp(*atom, "序") == 0 ? &words : &others) += 1;
    return words >= 2 && words >= others;
}
