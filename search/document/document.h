/* One document whole, as show gives it: what is in force, every field, its editions, its relations
 * from both ends, what happened to it, and where all this is from. */
#ifndef SEARCH_DOCUMENT_DOCUMENT_H
#define SEARCH_DOCUMENT_DOCUMENT_H

#include "search/answer/find-text.h"
#include "search/output/output.h"

typedef struct {
    Language language; /* of what is said in words */
    guint columns;           /* of a line of text; 0: however long */
    gboolean colour;
    gboolean links; /* its id leads to its page */
    guint32 day; /* yyyymmdd: as of that day; 0: today */
} DocumentOptions;

/* One of the formats: "text", "sources" (where the record comes from, and what each source said)
 * and "json". */
typedef struct DocumentFormat DocumentFormat;

/* The format called NAME, or NULL. Static. */
const DocumentFormat *document_format(const char *name);

/* Appends the first match of FOUND, which has one (found_text_exact()), or that which is meant on
 * another day (check_edition()). FALSE with an error of the index; what was appended is then a
 * part. */
gboolean document_write(Searcher *searcher, const FoundText *found, const DocumentFormat *format,
                        const DocumentOptions *options, GString *out, GError **error);

#endif
