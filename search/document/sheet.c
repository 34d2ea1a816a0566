/* The lines of a document as text. */
#include <string.h>

#include "search/check/told.h"
#include "search/document/private.h"
#include "search/output/link.h"
#include "unicode/clean.h"
#include "unicode/width.h"
#include "unicode/wrap.h"

#define LABEL_COLUMNS 12

const char *sheet_ink(const Sheet *sheet, const char *colour)
{
    return sheet->options->colour ? colour : "";
}

void sheet_label(Sheet *sheet, const char *label)
{
    sheet_name(sheet, *label ? message_in(sheet->options->language, label) : label);
}

void sheet_name(Sheet *sheet, const char *label)
{
    g_autofree char *clean = clean_text(label);
    int width = (int)text_columns(clean, strlen(clean));
    gboolean any = width > 0;
    g_string_append_printf(sheet->line, "%s%s%s%*s", any ? sheet_ink(sheet, COLOUR_DIM) : "", clean,
                           any ? sheet_ink(sheet, COLOUR_END) : "", MAX(LABEL_COLUMNS - width, 1),
                           "");
    sheet->indent = LABEL_COLUMNS;
}

void sheet_end_line(Sheet *sheet)
{
    text_wrap(sheet->out, sheet->line->str, sheet->options->columns, sheet->indent);
    g_string_append_c(sheet->out, '\n');
    g_string_truncate(sheet->line, 0);
    sheet->indent = 0;
}

void sheet_head(Sheet *sheet, const Whole *whole)
{
    Language language = sheet->options->language;
    Verdict of_it = whole->checked->verdict;
    g_autofree char *verdict = whole_verdict(whole, language);
    if (whole->found->changed) {
        clean_append(sheet->line, whole->found->changed->in[language]);
        sheet_end_line(sheet);
        g_string_append_c(sheet->out, '\n');
    }
    g_string_append(sheet->line, sheet_ink(sheet, COLOUR_STRONG));
    link_append(sheet->line, record_text(whole->record, FIELD_ID), sheet->options->links ? link_page(whole->record) : NULL);
    g_string_append(sheet->line, sheet_ink(sheet, COLOUR_END));
    if (verdict)
        g_string_append_printf(sheet->line, "  %s%s%s%s", sheet_ink(sheet, told_colour(of_it)),
                               told_name(of_it, language), sheet_ink(sheet, COLOUR_END),
                               verdict + strlen(told_name(of_it, language)));
    sheet->indent = 2;
    sheet_end_line(sheet);
}
