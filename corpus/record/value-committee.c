/* Numbers of committees in the spellings that sources and people have for them.
 *
 * A number is a body and units, each under the one before: ISO/IEC JTC 1/SC 27/WG 1, SAC/TC 260,
 * IEC/TC 86/SC 86B. Some are given without their body: JTC 1, TC260, SC 27. */
#include "corpus/record/value-private.h"

#include <string.h>

/* Longer names first. */
static const char *const bodies[] = {"ISO/IEC", "IEC/ISO", "CEN/CENELEC", "CENELEC", "ISO",
                                     "IEC",     "SAC",     "CEN",         NULL};
static const char *const units[] = {"JTC", "SWG", "JWG", "SyC", "TC", "SC",
                                    "PC",  "WG",  "AG",  "SG",  "TF", NULL};

static const char *skip_marks(const char *at)
{
    while (*at && strchr(" /-_.,\t", *at))
        at++;
    return at;
}

/* The member of LIST that AT begins with; *AFTER its end, with any marks for a slash in it. */
static const char *member_at(const char *const *list, const char *at, const char **after)
{
    for (; *list; list++) {
        const char *name = *list, *text = at;
        for (; *name; name++, text++) {
            if (*name == '/')
                while (*text == ' ')
                    text++;
            if (g_ascii_toupper(*text) != g_ascii_toupper(*name))
                break;
        }
        if (!*name) {
            *after = text;
            return *list;
        }
    }
    return NULL;
}

/* Appends the unit at *AT, "TC 260" or "SC 86B". */
static gboolean read_unit(const char **at, GString *out)
{
    const char *after, *unit = member_at(units, *at, &after);
    if (!unit)
        return FALSE;
    while (*after == ' ' || *after == '-' || *after == '.')
        after++;
    if (!g_ascii_isdigit(*after))
        return FALSE;
    g_string_append_printf(out, "%s%s ", out->len ? "/" : "", unit);
    for (; g_ascii_isdigit(*after); after++)
        g_string_append_c(out, *after);
    if (g_ascii_isalpha(*after) && !g_ascii_isalpha(after[1]))
        g_string_append_c(out, g_ascii_toupper(*after++));
    *at = after;
    return TRUE;
}

static char *half_width(const char *text)
{
    g_autofree char *folded =
        g_str_is_ascii(text) ? g_strdup(text) : g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    return folded ? g_strstrip(g_steal_pointer(&folded)) : NULL;
}

char *value_committee_number(const char *text)
{
    g_autofree char *folded = half_width(text);
    if (!folded)
        return NULL;
    const char *at = folded, *after, *body = member_at(bodies, at, &after);
    g_autoptr(GString) number = g_string_new(NULL);
    if (body) {
        at = skip_marks(after);
        g_string_assign(number, strcmp(body, "IEC/ISO") == 0 ? "ISO/IEC" : body);
    }
    gsize head = number->len;
    while (*at) {
        gsize before = number->len;
        if (!read_unit(&at, number))
            return NULL;
        /* ISO/IEC JTC 1 has a space where ISO/TC 176 has a slash. */
        if (before == head && head && strncmp(number->str + before, "/JTC", 4) == 0)
            number->str[before] = ' ';
        at = skip_marks(at);
    }
    if (number->len == head)
        return NULL;
    if (g_str_has_prefix(number->str, "JTC 1/") || strcmp(number->str, "JTC 1") == 0)
        g_string_prepend(number, "ISO/IEC ");
    return g_string_free(g_steal_pointer(&number), FALSE);
}

/* Whether a unit of a number may begin at AT of NUMBER. */
static gboolean at_unit(const char *number, const char *at)
{
    return at == number || at[-1] == '/' || at[-1] == ' ';
}

static gboolean has_body(const char *number)
{
    const char *after;
    return member_at(units, number, &after) == NULL;
}

/* Without a body it is looked for anywhere in STORED: SC 27 in ISO/IEC JTC 1/SC 27. */
gboolean value_committee_covers(const char *sought, const char *stored)
{
    gsize len = strlen(sought);
    gboolean anywhere = !has_body(sought);
    for (const char *at = stored; (at = strstr(at, sought)); at++) {
        if (!anywhere && at != stored)
            return FALSE;
        if (at_unit(stored, at) && (at[len] == '\0' || at[len] == '/'))
            return TRUE;
    }
    return FALSE;
}
