/* bibxml, the references of RFC 7991: the number stands in the series, or in the anchor by which a
 * text cites them. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/relaton/item.h"
#include "number/number.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* NAME and VALUE of a series as a number, without the words that say what it is: ISO, Standard
 * 8601. Caller frees; NULL if they are none. */
static char *series_number(const char *name, const char *value)
{
    static const char *const words[] = {"International Standard ", "Standard ", "Recommendation ",
                                        "Std "};
    for (gsize i = 0; value && i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(value, words[i]))
            value += strlen(words[i]);
    g_autofree char *both = value ? g_strdup_printf("%s %s", name, value) : g_strdup(name);
    if (number_is_certain(both, -1))
        return g_steal_pointer(&both);
    return value && number_is_certain(value, -1) ? g_strdup(value) : NULL;
}

/* ANCHOR as a number where it can be only one: RFC2119, ISO.8601.2004, ISO.10646-1.1993. Caller
 * frees; NULL if not. */
static char *anchor_number(const char *anchor)
{
    gsize prefix = strspn(anchor, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const char *at = anchor + prefix + (anchor[prefix] && strchr(".-_ ", anchor[prefix]) ? 1 : 0);
    gsize number = strspn(at, "0123456789-");
    const char *year = at + number;
    if (prefix < 2 || number == 0 ||
        (*year && !(*year == '.' && strspn(year + 1, "0123456789") == 4 && !year[5])))
        return NULL;
    g_autofree char *text = g_strdup_printf("%.*s %.*s%s%s", (int)prefix, anchor, (int)number, at,
                                            *year ? ":" : "", *year ? year + 1 : "");
    return number_is_certain(text, -1) ? g_steal_pointer(&text) : NULL;
}

/* Whether WITH_YEAR is the number WITHOUT with a year. */
static gboolean adds_year(const char *with_year, const char *without)
{
    g_autofree char *one = number_canonical_id(with_year), *other = number_canonical_id(without);
    gsize len = strlen(other);
    return strncmp(one, other, len) == 0 && (one[len] == ':' || one[len] == '-') &&
           strlen(one) == len + 5;
}

/* The number that REFERENCE or its front tells in a series; *DRAFT: what it is called as an
 * Internet-Draft. Caller frees. */
static char *find_series(const Node *reference, const char **draft)
{
    const Node *places[] = {reference, node_child(reference, "front")};
    char *found = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(places) && !found; i++) {
        const Node *series;
        for (guint at = 0; !found && (series = node_next(places[i], NAMES("seriesInfo"), &at));) {
            const char *name = node_child_text(series, "name"),
                       *value = node_child_text(series, "value");
            if (g_strcmp0(name, "Internet-Draft") == 0)
                *draft = value;
            else if (name)
                found = series_number(name, value);
        }
    }
    return found;
}

/* The date of the attributes year, month (a number or a name) and day. Caller frees; NULL if there
 * is none. */
static char *date_of(const Node *date)
{
    const char *year = node_child_text(date, "year"), *month = node_child_text(date, "month");
    const char *day = node_child_text(date, "day");
    if (!year)
        return NULL;
    g_autofree char *text = month && day ? g_strdup_printf("%s %s %s", day, month, year)
                            : month      ? g_strdup_printf("%s %s", month, year)
                                         : g_strdup(year);
    if (month && g_ascii_isdigit(*month))
        return date_format(atoi(year), atoi(month), day ? atoi(day) : 0);
    char *read = date_read(text);
    return read ? read : g_strdup(year);
}

void bibxml_object(const Node *reference, json_t *object, char **id)
{
    const Node *front = node_child(reference, "front");
    const char *anchor = node_child_text(reference, "anchor"), *draft = NULL,
               *target = node_child_text(reference, "target");
    const char *language = node_child_text(reference, "lang");
    g_autofree char *cited = anchor ? anchor_number(anchor) : NULL,
                    *date = date_of(node_child(front, "date"));
    g_autofree char *series = find_series(reference, &draft);
    gboolean fuller = cited && (!series || adds_year(cited, series));
    *id = g_strdup(fuller ? cited : series ? series : draft);
    if (!*id)
        return;
    json_object_set_new(object, "id", json_string(*id));
    if (!series && !fuller)
        json_object_set_new(object, "kind", json_string("ietf"));
    item_add_text(object, "title", language, node_child_text(front, "title"));
    item_add_text(object, "scope", language, node_child_text(front, "abstract"));
    if (date)
        json_object_set_new(object, "published", json_string(date));
    if (target && g_str_has_prefix(target, "http"))
        json_object_set_new(object, "url", json_string(target));
}
