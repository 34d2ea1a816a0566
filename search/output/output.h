/* How an answer is written for programs: one small table of functions for each format, which append to
 * a string; whoever has it writes that out, as it grows, where it belongs. */
#ifndef SEARCH_OUTPUT_OUTPUT_H
#define SEARCH_OUTPUT_OUTPUT_H

#include "search/answer/search.h"
#include "search/passage/passage.h"

typedef struct {
    GString *out;
    gboolean colour, explain; /* colours are for formats that people read */
    guint columns; /* of a line */
    guint32 today; /* yyyymmdd: the day whose statuses are shown */
    const Query *query;
    const SearchResult *result;
    const SearchOptions *options;
    Highlighter *highlighter;
    gpointer state; /* the format's own */
} Output;

typedef struct {
    guint rank; /* from 1 */
    const SearchHit *hit;
    const Record *record; /* NULL if the format does without */
} OutputHit;

typedef struct {
    const char *name;
    gboolean needs_record;
    gboolean marks_relaxed; /* else they are only given where there is nothing else */
    void (*begin)(Output *output);
    void (*hit)(Output *output, const OutputHit *hit);
    void (*end)(Output *output);
} OutputFormat;

extern const OutputFormat format_json, format_csv, format_ids, format_gbt7714, format_bibtex;

/* The format called NAME, or NULL. Static. */
const OutputFormat *output_format(const char *name);

/* Appends ANSWER and a newline, so that a terminal may have it (clean_append_json()). */
void output_json(GString *out, const json_t *answer);

/* [[start, end], …] of SPANS in Unicode code points of TEXT. */
json_t *output_spans(const char *text, const GArray *spans);

/* The value of FIELD as it is today: the status by the date of effect (record_status_on()). Borrowed. */
const char *output_value(const Output *output, const Record *record, FieldId field);

#endif
