/* How an answer is written: one small table of functions for each format, which append to a string; what
 * they have appended goes, as it grows, to whoever asked. */
#ifndef SEARCH_OUTPUT_OUTPUT_H
#define SEARCH_OUTPUT_OUTPUT_H

#include <jansson.h>

#include "search/answer/answer.h"
#include "messages/messages.h"

/* Of formats that people read, and what any says more. */
typedef struct {
    guint columns; /* of a line; 0: however long */
    gboolean colour;
    gboolean links;       /* ids lead to their pages */
    Language language;    /* of what is said in words */
    const char *accessed; /* the day on which pages were read, for citations of what is online: 2024-05-01; or NULL */
} OutputOptions;

/* Of reports that are handed in. */
typedef struct {
    Language language;
    gboolean colour;
    guint columns; /* of a line of text, in what wraps; 0: however long */
} ReportOptions;

typedef struct {
    GString *out;
    OutputOptions options;
    Answer *answer;
    gpointer state; /* the format's own */
    GError *error;  /* set by the format: it can write no more */
} Output;

typedef struct {
    const char *name, *ending; /* ENDING: of files, where that is another; or NULL */
    gboolean is_binary;        /* nothing for a terminal */
    gboolean needs_record;
    gboolean cites;         /* a document of its own, without what was asked: output_cite() */
    gboolean marks_relaxed; /* else they are only given where there is nothing else */
    /* Whether what it writes says what NOTE, one of the answer's query, says; NULL: never. */
    gboolean (*says)(const Answer *answer, const Said *note);
    void (*begin)(Output *output); /* NULL: nothing, as is the end */
    void (*hit)(Output *output, const AnswerHit *hit);
    void (*end)(Output *output);
} OutputFormat;

/* Takes LEN bytes of an answer; FALSE: no more are wanted. */
typedef gboolean (*OutputWrite)(const char *bytes, gsize len, gpointer data);

/* Writes ANSWER. FALSE with an error of the index, or without one if WRITE wants no more. */
gboolean output_write(Answer *answer, const OutputFormat *format, const OutputOptions *options,
                      OutputWrite write, gpointer data, GError **error);

/* Appends the citation of RECORD with the id ID in FORMAT, which cites. FALSE with an error. */
gboolean output_cite(const OutputFormat *format, const char *id, Record *record, const OutputOptions *options, GString *out,
                     GError **error);

/* Whether ANSWER written in FORMAT says itself what NOTE, one of its query's, says. */
gboolean output_says(const OutputFormat *format, const Answer *answer, const Said *note);

extern const OutputFormat format_text, format_json, format_csv, format_xlsx, format_ids, format_gbt7714,
    format_gbt7714_2015, format_bibtex, format_ris, format_csl;

/* The format called NAME, or that whose files end so, or NULL. Static. */
const OutputFormat *output_format(const char *name);

/* The names of all formats, with ", " between. Caller frees. */
char *output_format_names(void);

/* How jansson lays it out. */
#define OUTPUT_JSON (JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(9))

/* Appends ANSWER and a newline, so that a terminal may have it (clean_append_json()). */
void output_json(GString *out, const json_t *answer);

/* Appends TEXT, cleaned, as a text of HTML or the value of an attribute. */
void output_html(GString *out, const char *text);

/* Sets member NAME of OBJECT to TEXT, unless that is NULL. */
void output_set(json_t *object, const char *name, const char *text);

/* An array of the texts (char *) in LIST. */
json_t *output_strings(const GPtrArray *list);

/* What a terminal obeys. */
#define COLOUR_MATCH "\033[1;31m"
#define COLOUR_STRONG "\033[1m"
#define COLOUR_DIM "\033[2m"
#define COLOUR_END "\033[0m"

#endif
