/* Where a document's record comes from: each source with its line or page, and what is known of
 * what it said. */
#include <string.h>

#include "corpus/record/conflicts.h"
#include "search/document/private.h"
#include "unicode/clean.h"

static void begin(Sheet *sheet, const char *text)
{
    g_string_append(sheet->line, "  ");
    clean_append(sheet->line, text);
    sheet->indent = 4;
}

/* The steps that SOURCE's file told. Returns their number. */
static guint print_steps(Sheet *sheet, const Whole *whole, const Source *source)
{
    const GPtrArray *steps = whole->record->values[FIELD_PROGRESS].list;
    guint n = 0;
    for (guint i = 0; steps && i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        g_auto(GStrv) names = g_strsplit(step->source ? step->source : "", PROGRESS_JOINT, -1);
        gboolean told = FALSE;
        for (char **name = names; *name && !told; name++)
            told = timeline_names(*name, source);
        if (!told)
            continue;
        begin(sheet, step->date ? step->date : "?");
        if (step->until)
            clean_append_printf(sheet->line, " to %s", step->until);
        clean_append_printf(sheet->line, "%s%s%s%s", step->event ? "  " : "",
                            step->event ? step->event : "", step->text ? "  " : "",
                            step->text ? step->text : "");
        sheet_end_line(sheet);
        n++;
    }
    return n;
}

/* What SOURCE, called NAME, said of members that sources differ in. Returns how many it said. */
static guint print_said(Sheet *sheet, const Whole *whole, const char *name)
{
    const GPtrArray *conflicts = whole->record->values[FIELD_CONFLICTS].list;
    gboolean en = sheet->options->language == LANGUAGE_EN;
    guint n = 0;
    for (guint i = 0; conflicts && i < conflicts->len; i++) {
        const Conflict *one = conflicts->pdata[i];
        const Conflict *counts = whole_what_counts(whole->record, one->member);
        if (g_strcmp0(one->source, name) != 0)
            continue;
        begin(sheet, one->member);
        clean_append_printf(sheet->line, ": %s", one->value);
        if (conflict_is_open(whole->record, one) && counts && counts != one)
            clean_append_printf(sheet->line,
                                en ? " (does not count: %s is %s)" : "（未采用：以 %s 为准，%s）",
                                counts->source ? counts->source : "?",
                                whole_reason(counts, one, sheet->options->language));
        sheet_end_line(sheet);
        n++;
    }
    return n;
}

gboolean document_sources(const Whole *whole, const DocumentOptions *options, GString *out,
                          GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    Sheet sheet = {options, out, line, 0};
    const GPtrArray *sources = whole->record->values[FIELD_SOURCES].list;
    gboolean en = options->language == LANGUAGE_EN;
    (void)error;
    sheet_head(&sheet, whole);
    for (guint i = 0; sources && i < sources->len; i++) {
        g_autofree char *name = source_name(sources->pdata[i]);
        clean_append(sheet.line, name);
        sheet_end_line(&sheet);
        guint n = print_steps(&sheet, whole, sources->pdata[i]) + print_said(&sheet, whole, name);
        if (sources->len == 1 || n == 0) {
            begin(&sheet, sources->len == 1
                              ? (en ? "all that is known of it" : "所知的全部内容")
                              : (en ? "nothing that others contradict" : "与其他来源没有出入"));
            sheet_end_line(&sheet);
        }
    }
    if (!sources) {
        begin(&sheet, en ? "its record names no source" : "记录未注明来源");
        sheet_end_line(&sheet);
    }
    return TRUE;
}
