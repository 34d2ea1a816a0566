/* The standards that a file names, whatever file: with their titles where these stand beside them, and where they stand. */
#ifndef CORPUS_CITATIONS_H
#define CORPUS_CITATIONS_H

#include "corpus/read/sink.h"
#include "corpus/read/stream.h"
#include "number/number.h"

/* Borrowed, as all in it. */
typedef struct {
    Source at;            /* where it begins */
    const char *cited;    /* the number as it is written; of a range all of it */
    const Number *number; /* of a range one of those that it names */
    const char *title;    /* the title that stands with it, as far as it could be told; or NULL */
} Citation;

/* Returning FALSE stops the search. */
typedef gboolean (*CitationFound)(const Citation *citation, gpointer data);

/* Calls FOUND for each number of a standard or a plan that FILE names, in its order. FILE is whatever readers know
 * (reader.h), records, lists, pages, and any other text. Of a table with a head only the column of numbers is looked at
 * (not what is replaced or adopted); without one all cells are. Memory does not grow with a table; a text or a document is
 * held whole, as for its reader. STREAM (taken over) has its bytes; NULL: they are in FILE. FALSE with a READER_ERROR. */
gboolean citations_read(const char *file, Stream *stream, CitationFound found, gpointer data, GError **error);

#endif
