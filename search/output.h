/* How an answer is written: one small table of functions for each format. */
#ifndef SEARCH_OUTPUT_H
#define SEARCH_OUTPUT_H

#include <stdio.h>

#include "search/passage.h"
#include "search/search.h"

typedef struct {
    FILE *file;
    gboolean colour, explain;
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

extern const OutputFormat format_text, format_json, format_csv, format_ids, format_gbt7714,
    format_bibtex;

/* The format called NAME, or NULL; "text, json, …" for messages. Static. */
const OutputFormat *output_format(const char *name);
#define OUTPUT_FORMATS "text, json, csv, ids, gbt7714 or bibtex"

/* Writes TEXT with its SPANS (Span) coloured if COLOUR. */
void output_marked(FILE *file, const char *text, const GArray *spans, gboolean colour);

#define COLOUR_MATCH "\033[1;31m"
#define COLOUR_STRONG "\033[1m"
#define COLOUR_DIM "\033[2m"
#define COLOUR_END "\033[0m"

/* Writes ANSWER and a newline, so that a terminal may have it (cli_json()). */
void output_json(FILE *file, const json_t *answer);

/* [[start, end], …] of SPANS in Unicode code points of TEXT. */
json_t *output_spans(const char *text, const GArray *spans);

/* The value of FIELD as it is today: the status by the date of effect (record_status_on()). Borrowed. */
const char *output_value(const Output *output, const Record *record, FieldId field);

/* The record's first title (Chinese, English, other), or NULL. Borrowed. */
const char *output_title(const Record *record);

#endif
