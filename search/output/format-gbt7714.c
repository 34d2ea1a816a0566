/* References after GB/T 7714, numbered: of the edition of 2025, in force since 2026-07-01, and of that of 2015. News is no
 * standard: [Z]. */
#include "search/output/output.h"
#include "search/output/reference.h"
#include "unicode/clean.h"

#define IDEOGRAPHIC_SPACE "\u3000"

static const char *medium(const Reference *reference, gboolean online)
{
    return reference->is_news ? online ? "Z/OL" : "Z" : online ? "S/OL" : "S";
}

/* 8.9.2: number title[S]. Or, of what has a page: number title[S/OL]. address. The number and a Chinese title are an em
 * apart. */
static void print_2025(Output *o, const AnswerHit *out)
{
    g_auto(Reference) reference;
    reference_init(&reference, out->record, out->hit->id);
    g_string_append_printf(o->out, "[%u] ", out->rank);
    if (reference.number && reference.title)
        clean_append_printf(o->out, "%s%s", reference.number, g_strcmp0(reference.language, "zh") == 0 ? IDEOGRAPHIC_SPACE : " ");
    clean_append_printf(o->out, "%s[%s].", reference_name(&reference, out->hit->id), medium(&reference, reference.url != NULL));
    if (reference.is_news && reference_year(&reference) > 0)
        g_string_append_printf(o->out, " %d.", reference_year(&reference));
    if (reference.url)
        clean_append_printf(o->out, " %s.", reference.url);
    g_string_append_c(o->out, '\n');
}

/* 8.1: author. title: number[S]. place: publisher, year. What is online, [S/OL], needs the day on which it was read:
 * year[2024-05-01]. address. */
static void print_2015(Output *o, const AnswerHit *out)
{
    g_auto(Reference) reference;
    reference_init(&reference, out->record, out->hit->id);
    const char *accessed = reference.url ? o->options.accessed : NULL;
    g_string_append_printf(o->out, "[%u] ", out->rank);
    if (reference.author)
        clean_append_printf(o->out, "%s. ", reference.author);
    clean_append(o->out, reference_name(&reference, out->hit->id));
    if (reference.number && reference.title)
        clean_append_printf(o->out, ": %s", reference.number);
    g_string_append_printf(o->out, "[%s].", medium(&reference, accessed != NULL));
    if (reference.publisher || reference_year(&reference) > 0 || accessed)
        g_string_append_c(o->out, ' ');
    if (reference.publisher)
        g_string_append_printf(o->out, "%s: %s%s", reference.place, reference.publisher, reference_year(&reference) > 0 ? ", " : "");
    if (reference_year(&reference) > 0)
        g_string_append_printf(o->out, "%d", reference_year(&reference));
    if (accessed)
        clean_append_printf(o->out, "[%s]. %s", accessed, reference.url);
    if (reference.publisher || reference_year(&reference) > 0 || accessed)
        g_string_append_c(o->out, '.');
    g_string_append_c(o->out, '\n');
}

const OutputFormat format_gbt7714 = {.name = "gbt7714", .needs_record = TRUE, .cites = TRUE, .hit = print_2025};
const OutputFormat format_gbt7714_2015 = {.name = "gbt7714-2015", .needs_record = TRUE, .cites = TRUE, .hit = print_2015};
