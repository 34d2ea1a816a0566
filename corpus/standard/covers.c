/* A collection: several standards one after the other. */
#include <string.h>

#include "corpus/standard/private.h"

enum {
    NUMBER_BELOW = 8, /* lines from the words of a cover to its number, */
    NUMBER_ABOVE = 4,
    DATES_BELOW = 40, /* to its dates, */
    TOP_LINES = 8,    /* and what may stand above it */
};

static gboolean has_number(const char *line)
{
    g_autoptr(Number) number = standard_number(line);
    return number || standard_is_unnumbered(line);
}

/* The line of the number on the cover whose words are LINES[I]; lines->len if there is none. */
static guint number_near(const GPtrArray *lines, guint i)
{
    for (guint k = i + 1; k < lines->len && k <= i + NUMBER_BELOW; k++)
        if (has_number(standard_line(lines, k)))
            return k;
    for (guint k = i; k > 0 && k + NUMBER_ABOVE > i; k--)
        if (has_number(standard_line(lines, k - 1)))
            return k - 1;
    return lines->len;
}

/* Whether LINE says when the document was published: 2024-05-06 发布, Second edition. */
static gboolean tells_publication(const char *line)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new("(?:[0-9]{4}|[X×x]{4}).*(?:发 ?布|批 ?准|实 ?施)|^[A-Z][a-z]+ edition",
                            G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return g_regex_match(regex, line, 0, NULL);
}

/* Whether LINES[I] is of a cover: a number and the dates stand near it, and nothing of another
 * cover or of a body between. */
static gboolean is_cover(const GPtrArray *lines, guint i)
{
    if (!standard_is_cover_word(standard_line(lines, i)) || number_near(lines, i) == lines->len)
        return FALSE;
    for (guint k = i + 1; k < lines->len && k <= i + DATES_BELOW; k++) {
        const char *line = standard_line(lines, k);
        if (tells_publication(line))
            return TRUE;
        if (standard_is_heading(line) || standard_is_cover_word(line))
            return FALSE;
    }
    return FALSE;
}

/* Whether A and B, each NULL where a cover has a place for it, are one number, perhaps without its
 * part or year. */
static gboolean same_number(const Number *a, const Number *b)
{
    if (!a || !b)
        return !a && !b;
    return g_strcmp0(a->base, b->base) == 0 &&
           (!a->part || !b->part || strcmp(a->part, b->part) == 0);
}

/* The first line of the cover whose words are LINES[I], with NUMBER: above them may stand ICS, CCS
 * and the number. */
static guint top_of(const GPtrArray *lines, guint i, const Number *number)
{
    guint top = i;
    for (; top > 0 && i - top < TOP_LINES; top--) {
        const char *line = standard_line(lines, top - 1);
        g_autoptr(Number) other = standard_number(line);
        if (other ? !same_number(other, number) : !standard_is_top(line))
            break;
    }
    return top;
}

/* A cover begins another standard where the one before has had its clause 1, or has another number:
 * a first page may have the words of the cover again. */
GArray *standard_find_covers(const GPtrArray *lines)
{
    GArray *covers = g_array_new(FALSE, FALSE, sizeof(guint));
    guint start = 0, first = standard_find_number(lines);
    g_autoptr(Number) number =
        first < lines->len ? standard_number(standard_line(lines, first)) : NULL;
    gboolean scope = first == lines->len;
    if (first < lines->len)
        g_array_append_val(covers, start);
    for (guint i = first < lines->len ? first + 1 : 0; i < lines->len; i++) {
        scope = scope || standard_is_scope(lines, i);
        if (!is_cover(lines, i))
            continue;
        g_autoptr(Number) own = standard_number(standard_line(lines, number_near(lines, i)));
        if (!scope && same_number(own, number))
            continue;
        start = top_of(lines, i, own);
        g_array_append_val(covers, start);
        number_free(number);
        number = g_steal_pointer(&own);
        scope = FALSE;
    }
    return covers;
}
