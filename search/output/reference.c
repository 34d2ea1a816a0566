#include "search/output/reference.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "number/number.h"

/* Who publishes the standards of a kind. National standards come out at one house, by the rules for national standards;
 * not so mandatory ones (environment, food, drugs), nor those of engineering construction, numbered from 50001: of these the
 * ministries choose. */
static const struct {
    const char *kind, *place, *publisher;
} publishers[] = {
    {"gb", "北京", "中国标准出版社"},
    {"iso", "Geneva", "International Organization for Standardization"},
    {"iec", "Geneva", "International Electrotechnical Commission"},
    {"iso-iec", "Geneva", "ISO/IEC"},
    {"itu", "Geneva", "International Telecommunication Union"},
    {"jis", "Tokyo", "Japanese Standards Association"},
};

static gboolean at_the_house(const Number *number)
{
    return number && (g_strcmp0(number->prefix, "GB/T") == 0 || g_strcmp0(number->prefix, "GB/Z") == 0) &&
           (strlen(number->base) != 5 || number->base[0] != '5');
}

static void set_publisher(Reference *reference, const char *kind, const Number *number)
{
    if (g_strcmp0(kind, "gb") == 0 && !at_the_house(number))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(publishers); i++)
        if (g_strcmp0(kind, publishers[i].kind) == 0) {
            reference->place = publishers[i].place;
            reference->publisher = publishers[i].publisher;
        }
}

static gboolean is_of_china(const char *kind)
{
    static const char *const kinds[] = {"gb", "industry", "local", "group", "enterprise", "military", "metrology", NULL};
    return kind && g_strv_contains(kinds, kind);
}

/* GB/T 1.1-2020, 6.1.2 prints the number with a dash of one em before the year; so does GB/T 7714. */
static char *with_dashes(const char *id)
{
    GString *number = g_string_new(NULL);
    for (const char *at = id; *at; at++) {
        gsize digits = *at == '-' ? strspn(at + 1, "0123456789") : 0;
        if (digits == 4 && (at[5] == '\0' || at[5] == '/'))
            g_string_append(number, "—");
        else
            g_string_append_c(number, *at);
    }
    return g_string_free(number, FALSE);
}

static void set_title(Reference *reference, const Record *record, const char *kind)
{
    const char *chinese = record_text(record, FIELD_TITLE_ZH), *english = record_text(record, FIELD_TITLE_EN);
    gboolean foreign = kind && !is_of_china(kind) && strcmp(kind, "plan") != 0 && strcmp(kind, "news") != 0;
    g_autoptr(GArray) titles = record_texts(record, TITLE_FIELDS);
    const RecordText *first = titles->len ? &g_array_index(titles, RecordText, 0) : NULL;
    reference->title = foreign && english ? english : first ? first->text : NULL;
    reference->language = !reference->title             ? NULL
                          : reference->title == chinese ? "zh"
                          : reference->title == english ? "en"
                                                        : first->lang;
}

void reference_init(Reference *reference, const Record *record, const char *id)
{
    g_autoptr(Number) number = number_parse(id, -1);
    const char *kind = record_text(record, FIELD_KIND), *committee = record_text(record, FIELD_COMMITTEE);
    *reference = (Reference){.is_news = g_strcmp0(kind, "news") == 0, .url = record_text(record, FIELD_URL)};
    const char *label = committee ? value_label(FIELD_COMMITTEE, committee) : NULL;
    reference->author = label && is_of_china(kind) ? label : committee;
    set_title(reference, record, kind);
    reference->date = date_key(record_text(record, FIELD_PUBLISHED));
    if (!reference->date && number)
        reference->date = (guint32)MAX(number->year, 0) * 10000;
    if (reference->is_news || record_is_provisional(id))
        return;
    reference->number = is_of_china(kind) ? with_dashes(id) : g_strdup(id);
    set_publisher(reference, kind, number);
}

void reference_clear(Reference *reference)
{
    g_clear_pointer(&reference->number, g_free);
}

const char *reference_name(const Reference *reference, const char *id)
{
    return reference->title ? reference->title : reference->number ? reference->number : id;
}

void reference_append_date(GString *out, guint32 key, char between)
{
    guint month = key / 100 % 100, day = key % 100;
    if (key == 0)
        return;
    g_string_append_printf(out, "%04u", key / 10000);
    if (month > 0)
        g_string_append_printf(out, "%c%02u", between, month);
    if (month > 0 && day > 0)
        g_string_append_printf(out, "%c%02u", between, day);
}

/* The letters, digits, - and . of ID. Where these alone do not read as ID again (Q/AB 1-2020 and Q/A B1-2020 have the
 * same), a digest of ID tells it apart. */
void reference_append_key(GString *out, const char *id)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *at = id; *at; at++)
        if (g_ascii_isalnum(*at) || *at == '-' || *at == '.')
            g_string_append_c(key, *at);
    g_autofree char *read = number_canonical_id(key->str);
    g_string_append(out, key->str);
    if (strcmp(read, id) == 0)
        return;
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
    g_string_append_printf(out, "%s%.10s", key->len ? "-" : "id", digest);
}
