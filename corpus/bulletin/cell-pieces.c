/* The pieces of a row, and their text as cells. */
#include "corpus/bulletin/cell.h"

#include <string.h>

#include "unicode/width.h"

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

Pieces cell_pieces(const GPtrArray *lines, const Table *table, const DateFinder *dates,
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

void cell_append_atom(GString *text, const Atom *atom, gboolean as_number)
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

gboolean cell_is_number(ColumnType type)
{
    return type == COLUMN_PLAN || type == COLUMN_NUMBER || type == COLUMN_REPLACES ||
           type == COLUMN_ADOPTS || type == COLUMN_PUBLISHED || type == COLUMN_EFFECTIVE ||
           type == COLUMN_DATE;
}

/* The spaces of titles mean something and are left to text_finish_title(). */
char *cell_join(const Pieces *pieces, guint a, guint b, ColumnType type)
{
    gboolean title = type == COLUMN_TITLE || type == COLUMN_TITLE_ZH || type == COLUMN_TITLE_EN;
    GString *text = g_string_new(NULL);
    for (guint i = a; i < b; i++)
        cell_append_atom(text, &g_array_index(pieces->atoms, Atom, i), cell_is_number(type));
    if (!cell_is_number(type) && !title)
        text_finish_prose(text->str);
    return g_string_free(text, FALSE);
}
