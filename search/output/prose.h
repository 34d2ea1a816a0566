/* Reports of headings and paragraphs, as text, Markdown or a page of HTML: what is put is cleaned and escaped. */
#ifndef SEARCH_OUTPUT_PROSE_H
#define SEARCH_OUTPUT_PROSE_H

#include "search/output/output.h"

typedef enum { PROSE_TEXT, PROSE_MARKDOWN, PROSE_HTML, PROSE_FORMATS } ProseFormat;
typedef enum { PROSE_HEADING, PROSE_ITEM, PROSE_QUOTE, PROSE_NOTE, PROSE_PARTS } ProsePart;

/* Sets *FORMAT to that called NAME ("text", "md", "html"). FALSE if none is. Pure. */
gboolean prose_format(const char *name, ProseFormat *format);

/* A report that is being written. */
typedef struct {
    GString *out;
    ProseFormat format;
    Language language;
    gboolean colour;
} Prose;

/* Begins a report called TITLE that is appended to OUT, borrowed. */
Prose prose_begin(ProseFormat format, GString *out, const ReportOptions *options, const char *title);
void prose_put(const Prose *prose, ProsePart part, const char *format, ...) G_GNUC_PRINTF(3, 4);
void prose_end(const Prose *prose);

#endif
