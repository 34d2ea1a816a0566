#include "search/plan/near-prefix.h"

#include <string.h>

/* The bodies that PREFIX names: GB of GB/T, ISO and IEC of ISO/IEC, CESA of T/CESA. */
static char **bodies(const char *prefix)
{
    g_auto(GStrv) words = g_strsplit_set(prefix, "/ ", -1);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (char **word = words; *word; word++)
        if (strlen(*word) > 1)
            g_strv_builder_add(builder, *word);
    return g_strv_builder_end(builder);
}

static gboolean have_one_in_common(char **first, char **second)
{
    for (; *first; first++)
        if (g_strv_contains((const char *const *)second, *first))
            return TRUE;
    return FALSE;
}

/* Whether one letter more, less or another, or two neighbours exchanged, make B of A. */
static gboolean is_slip(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    gsize n = strlen(a), m = strlen(b);
    while (n > 0 && m > 0 && a[n - 1] == b[m - 1]) {
        n--;
        m--;
    }
    return (n <= 1 && m <= 1) || (n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0]);
}

/* Whether the body of KIND, as number_kind() has it, takes over international numbers, or its numbers
 * are international. */
static gboolean adopts(const char *kind)
{
    return g_strcmp0(kind, "en") == 0 || g_strcmp0(kind, "foreign") == 0;
}

static gboolean is_international(const char *kind)
{
    return g_strcmp0(kind, "iso") == 0 || g_strcmp0(kind, "iec") == 0 ||
           g_strcmp0(kind, "iso-iec") == 0;
}

PrefixNearness near_prefix(const Number *asked, const Number *other)
{
    if (!asked->prefix || !other->prefix)
        return PREFIX_FAMILY;
    g_auto(GStrv) first = bodies(asked->prefix), second = bodies(other->prefix);
    if (have_one_in_common(first, second))
        return PREFIX_FAMILY;
    if (adopts(number_kind(asked)) && is_international(number_kind(other)))
        return PREFIX_ADOPTED;
    g_autofree char *a = g_strjoinv("/", first), *b = g_strjoinv("/", second);
    return is_slip(a, b) ? PREFIX_SLIP : PREFIX_FAR;
}
