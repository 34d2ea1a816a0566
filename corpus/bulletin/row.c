/* Rows of a table in the stream shape: where each begins. */
#include <string.h>

#include "corpus/bulletin/table.h"
#include "number/number.h"
#include "unicode/han.h"

Row *row_new(guint first, guint end, size_t offset, int sequence)
{
    Row *row = g_new0(Row, 1);
    row->first = first;
    row->end = end;
    row->offset = offset;
    row->sequence = sequence;
    return row;
}

void row_free(gpointer pointer)
{
    Row *row = pointer;
    for (int i = 0; i < MAX_COLUMNS; i++)
        g_free(row->cells[i]);
    g_free(row);
}

enum { MAX_SEQUENCE_DIGITS = 5, FIRST_YEAR = 1000 };

int sequence_read(const char *text, size_t *taken, gboolean *marked)
{
    static const char *const ends[] = {".", "．", "、", ")", "）", NULL};
    const char *p = text;
    gboolean open = *p == '(' || g_str_has_prefix(p, "（");
    p += !open ? 0 : *p == '(' ? 1 : strlen("（");
    size_t digits = strspn(p, "0123456789");
    int value = 0;
    if (digits == 0 || digits > MAX_SEQUENCE_DIGITS)
        return 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (*p++ - '0');
    *marked = FALSE;
    for (const char *const *end = ends; *end; end++) {
        if (g_str_has_prefix(p, *end)) {
            p += strlen(*end);
            *marked = TRUE;
            break;
        }
    }
    if (open && !*marked)
        return 0;
    if (*marked && g_ascii_isdigit(*p) && p[-1] == '.')
        return 0; /* 2.1 */
    p += strspn(p, " ");
    if (!*marked && *p && p[-1] != ' ' && !g_str_has_prefix(p, "《"))
        return 0; /* 3项 */
    *taken = (size_t)(p - text);
    return value;
}

typedef struct {
    size_t end;
    GPtrArray *ids;
} Found;

static gboolean found_at_start(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)number;
    Found *found = data;
    if (start == 0)
        found->end = end;
    return FALSE;
}

size_t number_at_start(const char *text)
{
    Found found = {0, NULL};
    number_find(text, strlen(text), found_at_start, &found);
    return found.end;
}

typedef struct {
    size_t end;
    const char *text;
    GPtrArray *ids;
    gboolean other; /* something between the numbers that is no separator */
} Numbers;

static gboolean is_separator(const char *text, size_t len)
{
    static const char *const words[] = {"、", "，", "；", ",", ";", " ", "/", "和", "及", "等",
                                        "IDT", "MOD", "NEQ", "(", ")", "（", "）", "《", "》", ":",
                                        "：", "等同采用", "修改采用", "非等效采用", "部分代替", "代替"};
    while (len) {
        size_t taken = 0;
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++) /* the longest: 等同采用, not 等 */
            if (strlen(words[i]) <= len && memcmp(text, words[i], strlen(words[i])) == 0)
                taken = MAX(taken, strlen(words[i]));
        if (!taken)
            return FALSE;
        text += taken;
        len -= taken;
    }
    return TRUE;
}

static gboolean collect(const Number *number, size_t start, size_t end, gpointer data)
{
    Numbers *numbers = data;
    if (start >= numbers->end &&
        !is_separator(numbers->text + numbers->end, start - numbers->end))
        numbers->other = TRUE;
    g_ptr_array_add(numbers->ids, number_format(number));
    numbers->end = end;
    return !numbers->other;
}

char **numbers_whole(const char *text)
{
    Numbers numbers = {0, text, g_ptr_array_new_with_free_func(g_free), FALSE};
    number_find(text, strlen(text), collect, &numbers);
    if (numbers.ids->len && !numbers.other &&
        is_separator(text + numbers.end, strlen(text) - numbers.end)) {
        g_ptr_array_add(numbers.ids, NULL);
        return (char **)g_ptr_array_free(numbers.ids, FALSE);
    }
    g_ptr_array_free(numbers.ids, TRUE);
    g_autoptr(Number) alone = number_parse(text, -1);
    if (!alone || !alone->prefix)
        return NULL;
    char **ids = g_new0(char *, 2);
    ids[0] = number_format(alone);
    return ids;
}

/* Anchors */

const char *table_text_before(const GPtrArray *lines, const Table *table, guint at)
{
    while (at > table->body)
        if (!table->skip[--at])
            return ((TextLine *)lines->pdata[at])->text;
    return "";
}

/* The text from byte OFFSET of line AT on, with as many lines more as a number may be broken over. */
static char *text_from(const GPtrArray *lines, const Table *table, guint at, size_t offset,
                       guint more)
{
    GString *text = g_string_new(NULL);
    for (guint i = at; i < table->end && more != G_MAXUINT; i++) {
        const TextLine *line = lines->pdata[i];
        if (table->skip[i])
            continue;
        const char *from = line->text + (i == at ? offset : 0);
        text_join_number(text, from, strlen(from));
        more--;
    }
    return g_string_free(text, FALSE);
}

/* What looks like a number and is none: 2024040-T-469, GB/T?? */
static gboolean looks_like_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits >= 6 && (text[digits] == '-' || text[digits] == ' '))
        return TRUE;
    size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/");
    return letters >= 2 && (g_ascii_isdigit(text[letters]) ||
                            (text[letters] == ' ' && g_ascii_isdigit(text[letters + 1])));
}

typedef enum { NOTHING, NUMBER, LIKE_NUMBER, TITLE_MARK, WORDS } Beginning;

static Beginning beginning_of(const GPtrArray *lines, const Table *table, guint at, size_t offset)
{
    g_autofree char *text = text_from(lines, table, at, offset, 3);
    g_autofree char *first = text_from(lines, table, at, offset, offset ? 0 : 1);
    if (!*text)
        return NOTHING;
    if (number_at_start(text))
        return NUMBER;
    if (looks_like_number(text))
        return LIKE_NUMBER;
    if (g_str_has_prefix(text, "《"))
        return TITLE_MARK;
    const char *title = strstr(text, "《");
    size_t len = MIN(strcspn(text, " "), title ? (size_t)(title - text) : strlen(text));
    g_autofree char *word = g_strndup(text, len);
    if (words_is_nothing(word) || words_is_nothing(first))
        return LIKE_NUMBER; /* a cell for the number, and nothing in it */
    gunichar c = g_utf8_get_char(text);
    return char_is_han(c) || g_ascii_isalpha(*text) ? WORDS : NOTHING;
}

static gboolean first_is_number(const Header *header)
{
    return header->columns[0]->type == COLUMN_PLAN || header->columns[0]->type == COLUMN_NUMBER;
}

/* Whether a cell may end before line AT: a row that begins in mid-sentence is none. */
static gboolean cell_may_end_before(const GPtrArray *lines, const Table *table, guint at)
{
    static const char *const ends[] = {"。", "》", "；", "）", ")", NULL};
    const TextLine *line = lines->pdata[at];
    if (at == table->body || line->new_page)
        return TRUE;
    const char *before = table_text_before(lines, table, at);
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(before, *end))
            return TRUE;
    return !*before || words_is_stage(before) || words_is_nothing(before) ||
           (g_ascii_isdigit(before[strlen(before) - 1]) && strchr(before, '-'));
}

/* A sequence number at line AT that goes on from PREVIOUS. */
static Row *anchor_by_sequence(const GPtrArray *lines, const Table *table, guint at, int previous)
{
    const TextLine *line = lines->pdata[at];
    size_t taken = 0;
    gboolean marked;
    int sequence = sequence_read(line->text, &taken, &marked);
    if (!sequence || text_wants_digits(table_text_before(lines, table, at)))
        return NULL;
    if (sequence >= FIRST_YEAR && sequence != previous + 1)
        return NULL; /* a year, rather */
    Beginning beginning = beginning_of(lines, table, at, taken);
    gboolean next = sequence == previous + 1, later = sequence > previous || sequence == 1;
    gboolean is_row;
    if (beginning == NUMBER && first_is_number(&table->header))
        is_row = later;
    else if (beginning == TITLE_MARK || beginning == LIKE_NUMBER)
        is_row = next || (sequence == 1 && cell_may_end_before(lines, table, at));
    else if (first_is_number(&table->header))
        is_row = FALSE;
    else
        is_row = (next || sequence == 1) && beginning != NOTHING &&
                 cell_may_end_before(lines, table, at);
    return is_row ? row_new(at, at, taken, sequence) : NULL;
}

/* A row whose sequence number is missing begins with its number. */
static Row *anchor_by_number(const GPtrArray *lines, const Table *table, guint at, gboolean any)
{
    if (!first_is_number(&table->header) || !cell_may_end_before(lines, table, at))
        return NULL;
    g_autofree char *text = text_from(lines, table, at, 0, 3);
    size_t len = number_at_start(text);
    g_autofree char *number = len ? g_strndup(text, len) : NULL;
    g_autoptr(Number) parsed = number ? number_parse(number, -1) : NULL;
    gboolean new_page = ((TextLine *)lines->pdata[at])->new_page;
    if (!len || (!any && !new_page && (!parsed || parsed->type != NUMBER_PLAN)))
        return NULL;
    const char *rest = text + len;
    rest += strspn(rest, " ");
    gunichar c = g_utf8_get_char(rest);
    gboolean titled = (char_is_han(c) || g_ascii_isalpha(*rest) || g_str_has_prefix(rest, "《")) &&
                      !words_begins_scope(rest) && !number_at_start(rest);
    return titled ? row_new(at, at, 0, 0) : NULL;
}

GPtrArray *rows_find(const GPtrArray *lines, const Table *table)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    int previous = 0;
    guint before = G_MAXUINT; /* the last line that is no repeated header */
    for (guint i = table->body; i < table->end; i++) {
        if (table->skip[i])
            continue;
        Row *row = anchor_by_sequence(lines, table, i, previous);
        const Row *last = rows->len ? rows->pdata[rows->len - 1] : NULL;
        gboolean goes_on = last && last->first == before && last->sequence;
        if (!row && !goes_on)
            row = anchor_by_number(lines, table, i, !table->header.has_sequence);
        before = i;
        if (!row)
            continue;
        previous = row->sequence ? row->sequence : previous + 1;
        if (rows->len)
            ((Row *)rows->pdata[rows->len - 1])->end = i;
        g_ptr_array_add(rows, row);
    }
    if (rows->len)
        ((Row *)rows->pdata[rows->len - 1])->end = table->end;
    return rows;
}
