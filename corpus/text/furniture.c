/* What pages have besides their text: numbers, running titles, a browser's heads and feet, tables of
 * contents. They are known by their form or because they come again on each page. */
#include <stdlib.h>
#include <string.h>

#include "corpus/text/text.h"

enum { MAX_RUNNING_TITLES = 3 /* lines of them */ };

typedef struct {
    GRegex *page_number, *contents, *browser_head;
    GRegex *edge; /* what has few letters and is furniture where it comes again */
} Furniture;

/* What pages are numbered from: a lone number at the foot of page k counts as its number if it is
 * k plus this. Found where at least two pages agree. */
typedef struct {
    gboolean known;
    int first;
} Pagination;

/* The value of line I if it is digits alone and the last of its page, else -1. */
static int number_at_foot(const GPtrArray *lines, guint i)
{
    const TextLine *line = lines->pdata[i];
    const TextLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;
    size_t len = strlen(line->text);
    gboolean digits = len <= 3 && strspn(line->text, "0123456789") == len;
    return digits && (!next || next->new_page) ? atoi(line->text) : -1;
}

static Pagination find_pagination(const GPtrArray *lines)
{
    g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);
    Pagination pagination = {FALSE, 0};
    int page = 0, most = 1;
    for (guint i = 0; i < lines->len; i++) {
        page += ((TextLine *)lines->pdata[i])->new_page ? 1 : 0;
        int number = number_at_foot(lines, i);
        if (number < 0)
            continue;
        gpointer first = GINT_TO_POINTER(number - page);
        int count = GPOINTER_TO_INT(g_hash_table_lookup(votes, first)) + 1;
        g_hash_table_insert(votes, first, GINT_TO_POINTER(count));
        if (count > most) {
            most = count;
            pagination = (Pagination){TRUE, number - page};
        }
    }
    return pagination;
}

/* Where the pages tell no numbering, a lone number at a page's foot is the page's, unless the line
 * before goes on with it: after 20240400-T- it ends a plan number. */
static gboolean is_lone_number(const Pagination *pagination, const GPtrArray *lines, guint i,
                               int page)
{
    int number = number_at_foot(lines, i);
    if (number < 0)
        return FALSE;
    if (pagination->known)
        return number - page == pagination->first;
    const char *before = i > 0 ? ((TextLine *)lines->pdata[i - 1])->text : "";
    const char *after = i + 1 < lines->len ? ((TextLine *)lines->pdata[i + 1])->text : "";
    if (!text_wants_digits(before))
        return TRUE;
    return !(g_str_has_suffix(before, "-") && number >= 10) && g_ascii_isdigit(*after);
}

static void find_page_numbers(const Furniture *furniture, const GPtrArray *lines, gboolean *drop)
{
    Pagination pagination = find_pagination(lines);
    int page = 0;
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        page += line->new_page ? 1 : 0;
        drop[i] = is_lone_number(&pagination, lines, i, page) ||
                  g_regex_match(furniture->page_number, line->text, 0, NULL);
    }
}

/* A line's text with digits masked, under which running titles are equal. */
static char *mask_digits(const char *text)
{
    char *mask = g_strdup(text);
    for (char *p = mask; *p; p++)
        if (g_ascii_isdigit(*p))
            *p = '#';
    return mask;
}

/* Removes lines for which DROP says so; a page break before one moves to the next. */
static void remove_lines(GPtrArray *lines, const gboolean *drop, gboolean breaks_page)
{
    guint kept = 0;
    gboolean blank = FALSE, new_page = FALSE;
    g_ptr_array_set_free_func(lines, NULL);
    for (guint i = 0; i < lines->len; i++) {
        TextLine *line = lines->pdata[i];
        gboolean dropped = drop[i] && !line->grid; /* what stands in cells is no furniture */
        blank = blank || line->blank;
        new_page = new_page || line->new_page || (dropped && breaks_page);
        if (dropped) {
            text_line_free(line);
            continue;
        }
        line->blank = blank;
        line->new_page = new_page;
        blank = new_page = FALSE;
        lines->pdata[kept++] = line;
    }
    g_ptr_array_set_size(lines, (gint)kept);
    g_ptr_array_set_free_func(lines, text_line_free);
}

static guint count_pages(const GPtrArray *lines)
{
    guint pages = 1;
    for (guint i = 1; i < lines->len; i++)
        pages += ((TextLine *)lines->pdata[i])->new_page ? 1 : 0;
    return pages;
}

static guint count_letters(const char *text)
{
    guint letters = 0;
    for (; *text; text = g_utf8_next_char(text))
        letters += g_unichar_isalpha(g_utf8_get_char(text)) ? 1 : 0;
    return letters;
}

/* The key of line I if it is the first or the last of its page and may be a running title: which of
 * the two, and its text with digits MASKED, or as it is. Cells of tables are told by their marks. */
static char *edge_key(const Furniture *furniture, const GPtrArray *lines, guint i, gboolean masked)
{
    const TextLine *line = lines->pdata[i];
    const TextLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;
    gboolean last = next && next->new_page;
    gboolean by_form = g_regex_match(furniture->edge, line->text, 0, NULL);
    gboolean first = line->new_page || (i == 0 && line->page > 0);
    if (line->grid || (!first && !last) || (count_letters(line->text) < 4 && !by_form) ||
        strstr(line->text, "附件") || strstr(line->text, "序号") ||
        g_str_has_prefix(line->text, "《") || g_str_has_suffix(line->text, "》") ||
        g_str_has_suffix(line->text, "。"))
        return NULL;
    g_autofree char *mask = masked ? mask_digits(line->text) : g_strdup(line->text);
    return g_strconcat(first ? "first " : "last ", mask, NULL);
}

static gboolean tells_cells(const GPtrArray *lines)
{
    for (guint i = 0; i < lines->len; i++)
        if (((TextLine *)lines->pdata[i])->grid)
            return TRUE;
    return FALSE;
}

/* Notes in DROP the lines that are, but for their digits if these are MASKED, at the head (or foot) of MOST pages. */
static void find_repeated(const Furniture *furniture, const GPtrArray *lines, gboolean masked, guint most, gboolean *drop)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < lines->len; i++) {
        char *key = edge_key(furniture, lines, i, masked);
        guint count = key ? GPOINTER_TO_UINT(g_hash_table_lookup(seen, key)) : 0;
        if (key)
            g_hash_table_replace(seen, key, GUINT_TO_POINTER(count + 1));
    }
    for (guint i = 1; i < lines->len; i++) { /* what the first page begins with may be the masthead */
        g_autofree char *key = edge_key(furniture, lines, i, masked);
        drop[i] = drop[i] || (key && GPOINTER_TO_UINT(g_hash_table_lookup(seen, key)) >= most);
    }
}

/* A line that is, but for its digits, at the head (or foot) of about half of the pages, as titles of
 * left and right pages are, and of three at least is a running title; where the file tells its cells, so that the line is no
 * piece of one, also one that is the same on two. Returns whether there are any: those that stand below
 * them are at the edge then. */
static gboolean remove_running_titles(const Furniture *furniture, GPtrArray *lines)
{
    g_autofree gboolean *drop = g_new0(gboolean, lines->len + 1);
    const guint half = count_pages(lines) * 9 / 20;
    gboolean found = FALSE;
    find_repeated(furniture, lines, TRUE, MAX(3, half), drop);
    if (tells_cells(lines))
        find_repeated(furniture, lines, FALSE, MAX(2, half), drop);
    for (guint i = 0; i < lines->len; i++)
        found = found || drop[i];
    remove_lines(lines, drop, FALSE);
    return found;
}

/* What a browser prints on a page that it makes a PDF of: "11/25/26, 10:29 PM" and the title at the
 * head, the address and "3/7" at the foot. A flattener puts them on one line or on two. */
#define CLOCK "(?:上午|下午)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
#define BROWSER_HEAD "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}, [0-9]{1,2}:[0-9]{2}(?: ?[AP]M)?"
#define ADDRESS "(?:file|https?)://[^ ]+"

#define PAGE_NUMBER                                                                                \
    "[-–—―－·•~]+ ?[0-9]{1,4} ?[-–—―－·•~]+|第 ?[0-9]{1,4} ?页(?: ?[,，/、]? ?共 ?[0-9]{1,4} ?页)?|"       \
    "[0-9]{1,4} ?/ ?[0-9]{1,4}|共 ?[0-9]{1,4} ?页[,，/ ]*第 ?[0-9]{1,4} ?页|"                          \
    "Page [0-9]{1,4}(?: of [0-9]+)?"

static Furniture furniture_new(void)
{
    return (Furniture){
        g_regex_new("^(?:" PAGE_NUMBER "|" ADDRESS " [0-9]{1,4} ?/ ?[0-9]{1,4})$",
                    G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL),
        g_regex_new("(?:…{2,}|\\.{4,}|·{4,}|⋯{2,}|(?:\\. ){4,}) ?[-–—]? ?[0-9]{1,3} ?[-–—]?$|^目 ?[录次]$",
                    G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("^" BROWSER_HEAD "(?: |$)", G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("^(?:[0-9]{2,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?,? " CLOCK "(?: |$)|" ADDRESS "$)",
                    G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL)};
}

static void furniture_clear(Furniture *furniture)
{
    g_regex_unref(furniture->page_number);
    g_regex_unref(furniture->contents);
    g_regex_unref(furniture->browser_head);
    g_regex_unref(furniture->edge);
}

/* A browser's heads; and the title that stands on the line after or before one, at two pages or
 * more. */
static void find_browser_heads(const Furniture *furniture, const GPtrArray *lines, gboolean *drop)
{
    g_autoptr(GHashTable) beside = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < lines->len; i++) {
        const char *text = ((TextLine *)lines->pdata[i])->text;
        drop[i] = g_regex_match(furniture->browser_head, text, 0, NULL);
        if (!drop[i] || strstr(text, "M ") || i + 1 == lines->len)
            continue;
        char *next = ((TextLine *)lines->pdata[i + 1])->text;
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(beside, next));
        g_hash_table_insert(beside, next, GUINT_TO_POINTER(count + 1));
    }
    for (guint i = 1; i < lines->len; i++) {
        const char *text = ((TextLine *)lines->pdata[i])->text;
        if (drop[i - 1] && GPOINTER_TO_UINT(g_hash_table_lookup(beside, text)) >= 2)
            drop[i] = TRUE;
    }
}

void text_remove_furniture(GPtrArray *lines)
{
    Furniture furniture = furniture_new();
    g_autofree gboolean *drop = g_new0(gboolean, lines->len + 1);
    find_browser_heads(&furniture, lines, drop);
    remove_lines(lines, drop, TRUE);
    find_page_numbers(&furniture, lines, drop);
    remove_lines(lines, drop, TRUE);
    for (guint i = 0; i < lines->len; i++)
        drop[i] = g_regex_match(furniture.contents, ((TextLine *)lines->pdata[i])->text, 0, NULL);
    remove_lines(lines, drop, FALSE);
    for (int pass = 0; pass < MAX_RUNNING_TITLES && remove_running_titles(&furniture, lines); pass++)
        continue;
    furniture_clear(&furniture);
}

GPtrArray *text_lines(const char *text)
{
    GPtrArray *lines = text_split(text);
    text_remove_furniture(lines);
    return lines;
}
