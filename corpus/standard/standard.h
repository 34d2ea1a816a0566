/* The standards themselves: of a text that is one, or several one after the other, what cover, foreword and the first two
 * clauses tell (GB/T 1.1 says where what stands in a national standard, the ISO/IEC Directives, part 2, in an international
 * one). Of its body nothing is kept. */
#ifndef CORPUS_STANDARD_STANDARD_H
#define CORPUS_STANDARD_STANDARD_H

#include "corpus/read/sink.h"
#include "corpus/text/text.h"

/* Whether LINES (TextLine *) are a standard (a cover with a number near, and a clause 1 that is its scope) or several
 * (covers with dates, anywhere). */
gboolean standard_knows(const GPtrArray *lines);

/* Hands the record of each standard to SINK: number, titles, scope, ICS, CCS, dates, committee; what it replaces, adopts
 * and cites. Or a reject that says what is missing; what that is of is not understood. FALSE with a READER_ERROR. */
gboolean standard_read(const char *file, const GPtrArray *lines, const ReaderSink *sink, ReaderShare *share,
                       GError **error);

#endif
