#include "search/words/regional.h"

#include <opencc/opencc.h>
#include <string.h>

#include "tokenizer/char-class.h"
#include "tokenizer/normalizer.h"

/* Words of Taiwan and traditional characters → words of the mainland. What Hong Kong calls
 * differently is mostly among them. */
#define CONFIGURATION "tw2sp.json"

/* Longer texts, in characters, are questions and not names; comparing costs their square. */
#define MAX_CHARACTERS 200

struct Regional {
    opencc_t converter; /* NULL until it is needed */
    char *fault; /* why there is none, or NULL */
};

Regional *regional_new(void)
{
    return g_new0(Regional, 1);
}

void regional_free(Regional *regional)
{
    if (!regional)
        return;
    if (regional->converter)
        opencc_close(regional->converter);
    g_free(regional->fault);
    g_free(regional);
}

const char *regional_fault(const Regional *regional)
{
    return regional->fault;
}

static gboolean open_converter(Regional *regional)
{
    if (regional->converter || regional->fault)
        return regional->converter != NULL;
    opencc_t opened = opencc_open(CONFIGURATION);
    if (opened != (opencc_t)-1) {
        regional->converter = opened;
        return TRUE;
    }
    regional->fault = g_strdup_printf("%s: %s", CONFIGURATION, opencc_error());
    return FALSE;
}

gboolean regional_is_traditional(const char *text)
{
    g_auto(Normalized) n = {0};
    normalize(&n, text, -1);
    for (guint32 i = 0; i < n.n_units; i++)
        if (char_is_cjk((CharClass)n.classes[i]) &&
            g_utf8_get_char(text + n.source_start[i]) != g_utf8_get_char(n.utf8 + n.utf8_at[i]))
            return TRUE;
    return FALSE;
}

/* Finds the characters that both texts have in the same order, as many as there are (the longest
 * common subsequence). */
static void align(RegionalReading *reading, const gunichar *own, const gunichar *other)
{
    guint n_own = reading->n_own, n_other = reading->n_other, columns = n_other + 1;
    g_autofree guint16 *common = g_new0(guint16, (gsize)(n_own + 1) * columns);
    for (guint i = n_own; i-- > 0;)
        for (guint j = n_other; j-- > 0;) {
            guint16 *cell = common + (gsize)i * columns + j;
            *cell =
                own[i] == other[j] ? (guint16)(cell[columns + 1] + 1) : MAX(cell[columns], cell[1]);
        }
    for (guint i = 0, j = 0; j < n_other;) {
        const guint16 *cell = common + (gsize)i * columns + j;
        if (i < n_own && own[i] == other[j])
            reading->place[j++] = (gint)i++;
        else if (i < n_own && cell[columns] >= cell[1])
            i++;
        else
            reading->place[j++] = -1;
    }
}

static RegionalReading *reading_new(const char *own, const char *other)
{
    RegionalReading *reading = g_new0(RegionalReading, 1);
    glong n_own, n_other;
    g_autofree gunichar *own_characters = g_utf8_to_ucs4_fast(own, -1, &n_own);
    g_autofree gunichar *other_characters = g_utf8_to_ucs4_fast(other, -1, &n_other);
    reading->own = g_strdup(own);
    reading->other = g_strdup(other);
    reading->n_own = (guint)n_own;
    reading->n_other = (guint)n_other;
    reading->place = g_new(gint, reading->n_other + 1);
    align(reading, own_characters, other_characters);
    return reading;
}

void regional_reading_free(RegionalReading *reading)
{
    if (!reading)
        return;
    g_free(reading->own);
    g_free(reading->other);
    g_free(reading->place);
    g_free(reading);
}

RegionalReading *regional_read(Regional *regional, const char *text)
{
    if (g_utf8_strlen(text, -1) > MAX_CHARACTERS || !open_converter(regional))
        return NULL;
    char *converted = opencc_convert_utf8(regional->converter, text, strlen(text));
    if (!converted)
        return NULL;
    g_autofree char *own = normalize_string(text, -1), *other = normalize_string(converted, -1);
    opencc_convert_utf8_free(converted);
    return strcmp(own, other) == 0 ? NULL : reading_new(own, other);
}

void regional_place(const RegionalReading *reading, guint32 *from, guint32 *to)
{
    guint first = (guint)g_utf8_strlen(reading->other, (gssize)*from);
    guint last = (guint)g_utf8_strlen(reading->other, (gssize)*to), start = 0, end = reading->n_own;
    for (guint j = first; j > 0; j--)
        if (reading->place[j - 1] >= 0) {
            start = (guint)reading->place[j - 1] + 1;
            break;
        }
    for (guint j = last; j < reading->n_other; j++)
        if (reading->place[j] >= 0) {
            end = (guint)reading->place[j];
            break;
        }
    *from = (guint32)(g_utf8_offset_to_pointer(reading->own, (glong)start) - reading->own);
    *to = (guint32)(g_utf8_offset_to_pointer(reading->own, (glong)end) - reading->own);
}
