/* Answers as CSV (RFC 4180, UTF-8 with a byte order mark, a header line) and as bare ids. */
#include <string.h>

#include "search/output/output.h"
#include "unicode/clean.h"

/* Without it Excel takes the text for the locale's encoding. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const FieldId columns[] = {FIELD_KIND,     FIELD_STATUS,    FIELD_STAGE,     FIELD_TITLE_ZH,
                                  FIELD_TITLE_EN, FIELD_PUBLISHED, FIELD_COMMITTEE, FIELD_PLAN};

/* What a spreadsheet takes for the beginning of a formula, in either width. */
static gboolean begins_formula(const char *text)
{
    while (g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    switch (*text ? g_utf8_get_char(text) : 0) {
    case '=': case '+': case '-': case '@': case 0xff1d: case 0xff0b: case 0xff0d: case 0xff20:
        return TRUE;
    default:
        return FALSE;
    }
}

/* A cell without control characters and line ends; an apostrophe keeps a formula text. */
static void print_cell(GString *out, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = clean_text(given);
    const char *guard = begins_formula(text) || g_ascii_isspace(*given) ? "'" : "";
    if (!text[strcspn(text, ",\"")]) {
        g_string_append_printf(out, "%s%s", guard, text);
        return;
    }
    g_string_append_printf(out, "\"%s", guard);
    for (const char *at = text; *at; at++) {
        if (*at == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

static void begin(Output *o)
{
    g_string_append(o->out, BYTE_ORDER_MARK "rank,id");
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

static void nothing(Output *o)
{
    (void)o;
}

const OutputFormat format_csv = {"csv", TRUE, TRUE, NULL, begin, print_row, nothing};
const OutputFormat format_ids = {"ids", FALSE, FALSE, NULL, nothing, print_id, nothing};
