#include "search/output.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const OutputFormat *const formats[] = {&format_text, &format_json,    &format_csv,
                                              &format_ids,  &format_gbt7714, &format_bibtex};

const OutputFormat *output_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

static void print_piece(FILE *file, const char *text, gsize len)
{
    g_autofree char *piece = g_strndup(text, len);
    cli_text(file, piece);
}

void output_marked(FILE *file, const char *text, const GArray *spans, gboolean colour)
{
    gsize at = 0;
    for (guint i = 0; colour && i < spans->len; i++) {
        const Span *span = &g_array_index(spans, Span, i);
        print_piece(file, text + at, span->start - at);
        fputs(COLOUR_MATCH, file);
        print_piece(file, text + span->start, span->end - span->start);
        fputs(COLOUR_END, file);
        at = span->end;
    }
    cli_text(file, text + at);
}

void output_json(FILE *file, const json_t *answer)
{
    char *text = json_dumps(answer,
                            JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(9));
    if (text)
        cli_json(file, text, strlen(text));
    fputc('\n', file);
    free(text);
}

json_t *output_spans(const char *text, const GArray *spans)
{
    json_t *array = json_array();
    gsize at = 0;
    json_int_t points = 0;
    for (guint i = 0; i < spans->len; i++) {
        const Span *span = &g_array_index(spans, Span, i);
        points += g_utf8_strlen(text + at, (gssize)(span->start - at));
        json_int_t length = g_utf8_strlen(text + span->start, (gssize)(span->end - span->start));
        json_array_append_new(array, json_pack("[I,I]", points, points + length));
        points += length;
        at = span->end;
    }
    return array;
}

const char *output_value(const Output *output, const Record *record, FieldId field)
{
    return field == FIELD_STATUS ? record_status_on(record, output->today)
                                 : record_text(record, field);
}

const char *output_title(const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    return texts->len ? g_array_index(texts, RecordText, 0).text : NULL;
}
