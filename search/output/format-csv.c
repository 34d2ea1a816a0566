/* Answers as CSV (RFC 4180, UTF-8 with a byte order mark, a header line) and as bare ids. */
#include "search/output/output.h"
#include "sheet/sheet.h"
#include "unicode/clean.h"

static const FieldId columns[] = {FIELD_KIND,     FIELD_STATUS,    FIELD_STAGE,     FIELD_TITLE_ZH,
                                  FIELD_TITLE_EN, FIELD_PUBLISHED, FIELD_COMMITTEE, FIELD_PLAN};

/* A cell without control characters and line ends. */
static void print_cell(GString *out, const char *given)
{
    g_autofree char *text = given ? clean_text(given) : NULL;
    sheet_append_csv(out, text);
}

static void begin(Output *o)
{
    g_string_append(o->out, SHEET_CSV_MARK "rank,id");
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        g_string_append_printf(o->out, ",%s", fields[columns[i]].name);
    g_string_append(o->out, ",relaxed\r\n");
}

static void print_row(Output *o, const AnswerHit *out)
{
    g_string_append_printf(o->out, "%u,", out->rank);
    print_cell(o->out, out->hit->id);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_string_append_c(o->out, ',');
        print_cell(o->out, answer_value(o->answer, out->record, columns[i]));
    }
    g_string_append_printf(o->out, ",%s\r\n", out->hit->relaxed ? "true" : "false");
}

static void print_id(Output *o, const AnswerHit *out)
{
    clean_append_printf(o->out, "%s\n", out->hit->id);
}

const OutputFormat format_csv = {"csv", TRUE, TRUE, NULL, begin, print_row, NULL};
const OutputFormat format_ids = {"ids", FALSE, FALSE, NULL, NULL, print_id, NULL};
