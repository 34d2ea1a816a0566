#include "search/output.h"

#include <string.h>

static const OutputFormat *const formats[] = {&format_text, &format_json,    &format_csv,
                                              &format_ids,  &format_gbt7714, &format_bibtex};

const OutputFormat *output_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

void output_marked(FILE *file, const char *text, const GArray *spans, gboolean colour)
{
    gsize at = 0;
    for (guint i = 0; colour && i < spans->len; i++) {
        const Span *span = &g_array_index(spans, Span, i);
        fwrite(text + at, 1, span->start - at, file);
        fputs(COLOUR_MATCH, file);
        fwrite(text + span->start, 1, span->end - span->start, file);
        fputs(COLOUR_END, file);
        at = span->end;
    }
    fputs(text + at, file);
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

const char *output_title(const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    return texts->len ? g_array_index(texts, RecordText, 0).text : NULL;
}
