#include "number/number.h"

#include <string.h>

#include "number/grammar.h"

Number *number_parse(const char *text, gssize len)
{
    Folded folded;
    Parsed parsed;

    g_return_val_if_fail(text != NULL, NULL);
    folded_fill(&folded, text, len < 0 ? strlen(text) : (size_t)len);
    if (!folded.whole || folded.n == 0 || scan_number(&folded, 0, TRUE, &parsed) == 0)
        return NULL;
    return parsed_to_number(&parsed);
}

Number *number_copy(const Number *number)
{
    Number *copy = g_memdup2(number, sizeof *number);

    copy->prefix = g_strdup(number->prefix);
    copy->stage = g_strdup(number->stage);
    copy->base = g_strdup(number->base);
    copy->part = g_strdup(number->part);
    copy->supplement = g_strdup(number->supplement);
    return copy;
}

static gboolean keep_first(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)start, (void)end;
    *(Number **)data = number_copy(number);
    return FALSE;
}

Number *number_first(const char *text, gssize len)
{
    size_t size;
    Number *first;

    g_return_val_if_fail(text != NULL, NULL);
    size = len < 0 ? strlen(text) : (size_t)len;
    first = number_parse(text, (gssize)size);
    if (first == NULL)
        number_find(text, size, keep_first, &first);
    return first;
}

Number *number_of_unknown(const char *text)
{
    g_autofree char *trimmed = NULL;
    size_t name, body;
    Number *number;

    g_return_val_if_fail(text != NULL, NULL);
    trimmed = g_strstrip(g_strdup(text));
    for (name = 0; g_ascii_isupper(trimmed[name]) ||
                   (name > 0 && strchr("/.&-_", trimmed[name]) && trimmed[name]);
         name++)
        ;
    body = name + strspn(trimmed + name, " ");
    if (name < 2 || name > 16 || !g_ascii_isdigit(trimmed[body]) || strlen(trimmed) > 40 ||
        trimmed[body + strspn(trimmed + body, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ./:-")] != '\0')
        return NULL;
    number = g_new0(Number, 1);
    number->type = NUMBER_STANDARD;
    number->prefix = g_strndup(trimmed, name);
    number->base = g_strdup(trimmed + body);
    number->part_mark = '.';
    number->year_mark = '-';
    return number;
}

static gboolean note_end(const Number *number, size_t start, size_t end, gpointer data)
{
    size_t *span = data;

    (void)number;
    span[0] = start;
    span[1] = end;
    return FALSE;
}

gboolean number_is_certain(const char *text, gssize len)
{
    size_t span[2] = {0, 0}, size;
    g_autoptr(Number) number = NULL;

    g_return_val_if_fail(text != NULL, FALSE);
    size = len < 0 ? strlen(text) : (size_t)len;
    number = number_parse(text, (gssize)size);
    if (number == NULL)
        return FALSE;
    while (size > 0 && g_ascii_isspace(text[0])) {
        text++;
        size--;
    }
    number_find(text, size, note_end, span);
    return span[1] > 0 && span[0] <= (text[0] == '(' ? 1 : 0);
}

gboolean number_is_misread(const char *text)
{
    g_autoptr(Number) number = number_parse(text, -1);

    return number != NULL && number->mended;
}

void number_free(Number *number)
{
    if (number == NULL)
        return;
    g_free(number->prefix);
    g_free(number->stage);
    g_free(number->base);
    g_free(number->part);
    g_free(number->supplement);
    g_free(number);
}

/* The entry of the first name in PREFIX: ISO of "ISO/IEC", DB of "DB11/T", T of "T/CESA". */
static const Prefix *entry_of(const char *prefix)
{
    const Prefix *entry = prefix_named(prefix, strlen(prefix));
    size_t len;

    for (len = strlen(prefix); entry == NULL && len > 0; len--)
        entry = prefix_named(prefix, len);
    return entry;
}

const char *number_kind(const Number *number)
{
    const Prefix *entry;

    g_return_val_if_fail(number != NULL, NULL);
    if (number->type == NUMBER_PLAN)
        return "plan";
    if (number->prefix == NULL)
        return NULL;
    entry = entry_of(number->prefix);
    if (entry == NULL)
        return NULL;
    if (entry->scheme == SCHEME_JOINT && strstr(number->prefix, "IEC") != NULL &&
        strstr(number->prefix, "ISO") != NULL)
        return "iso-iec";
    return entry->kind;
}

/* The stage between prefix and number. ISO alone joins it by a slash (ISO/DIS 42005) except
 * guides; IWA has it in front (CD IWA 45). */
static void format_prefix(const Number *number, GString *out)
{
    const char *stage = number->stage;
    gboolean slash =
        g_strcmp0(number->prefix, "ISO") == 0 && stage != NULL && !g_str_has_prefix(stage, "Guide");

    if (stage != NULL && (number->prefix == NULL || strcmp(number->prefix, "IWA") == 0)) {
        g_string_append_printf(out, "%s ", stage);
        stage = NULL;
    }
    if (number->prefix == NULL)
        return;
    g_string_append(out, number->prefix);
    if (stage != NULL)
        g_string_append_printf(out, "%c%s", slash ? '/' : ' ', stage);
    /* mandatory local standards: DB31/199 */
    g_string_append_c(out,
                      g_str_has_prefix(number->prefix, "DB") &&
                              g_ascii_isdigit(number->prefix[number->prefix[2] == 'S' ? 3 : 2]) &&
                              strpbrk(number->prefix, "/(") == NULL
                          ? '/'
                          : ' ');
}

static void format_year(const Number *number, GString *out)
{
    const Prefix *entry = number->prefix != NULL ? entry_of(number->prefix) : NULL;
    char mark = number->year_mark;

    if (number->year == NUMBER_NO_YEAR)
        return;
    if (number->year == NUMBER_DRAFT_YEAR)
        g_string_append_printf(out, "%cXXXX", mark == ':' ? ':' : '-');
    else if (mark == '(' && number->month > 0)
        g_string_append_printf(out, " (%02d/%04d)", number->month, number->year);
    else if (entry != NULL && entry->style->writes_short)
        g_string_append_printf(out, "-%02d", number->year % 100);
    else
        g_string_append_printf(out, "%c%04d", mark == ':' ? ':' : '-', number->year);
    if (number->month > 0 && mark != '(')
        g_string_append_printf(out, "-%02d", number->month);
}

static void format_supplement(const Number *number, GString *out)
{
    const char *supplement = number->supplement;
    size_t len;

    if (supplement == NULL)
        return;
    if (edition_at(supplement, &len) != NULL || g_str_has_prefix(supplement, "SYMBOL "))
        g_string_append_c(out, ' ');
    else if (supplement[0] != '+')
        g_string_append_c(out, '/');
    g_string_append(out, supplement);
}

char *number_format(const Number *number)
{
    GString *out;

    g_return_val_if_fail(number != NULL, NULL);
    out = g_string_new(NULL);
    format_prefix(number, out);
    g_string_append(out, number->base);
    if (number->part != NULL)
        g_string_append_printf(out, "%c%s", number->part_mark, number->part);
    if (number->iteration > 0)
        g_string_append_printf(out, ".%d", number->iteration);
    format_year(number, out);
    format_supplement(number, out);
    return g_string_free(out, FALSE);
}

size_t supplement_date(const char *text)
{
    size_t len = strlen(text), month = len, at;

    if (len > 3 && text[len - 3] == '-' && g_ascii_isdigit(text[len - 2]) &&
        g_ascii_isdigit(text[len - 1]))
        month = len - 3;
    if (month < 5)
        return 0;
    at = month - 5;
    if (text[at] != ':' && (text[at] != '-' || month < len))
        return 0;
    for (size_t i = at + 1; i < month; i++)
        if (!g_ascii_isdigit(text[i]))
            return 0;
    return len - at;
}

char *number_supplement(const char *text, gboolean *dated)
{
    g_autoptr(Number) number = NULL;
    char *supplement;
    size_t len, date;

    g_return_val_if_fail(text != NULL && dated != NULL, NULL);
    number = number_parse(text, -1);
    if (number == NULL || number->supplement == NULL)
        return NULL;
    supplement = number->supplement;
    len = strlen(supplement);
    if (len == 0 || !g_ascii_isdigit(supplement[len - 1]) ||
        g_str_has_prefix(supplement, "SYMBOL "))
        return NULL;
    date = supplement_date(supplement);
    *dated = date > 0;
    supplement[len - date] = '\0';
    return number_format(number);
}

char *number_canonical_id(const char *text)
{
    g_autoptr(Number) number = NULL;
    char *trimmed;

    g_return_val_if_fail(text != NULL, NULL);
    number = number_parse(text, -1);
    if (number != NULL)
        return number_format(number);
    trimmed = number_notice(text);
    if (trimmed != NULL)
        return trimmed;
    trimmed = g_strdup(text);
    return g_strstrip(trimmed);
}
