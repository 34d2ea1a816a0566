/* Whether a row of JSON that can be read is a record of ours, or a row of some portal's own form. */
#ifndef CORPUS_READ_ROW_H
#define CORPUS_READ_ROW_H

#include "corpus/read/sink.h"

/* NULL if RECORD is one; else why it is none, one line that names what
 * is missing. A number must not be a key of a database: it is none of a hash or a UUID unless the kind
 * says that no standard is meant, nor where another member holds the number of a standard. Caller
 * frees. */
char *row_is_foreign(const Record *record);

/* Hands RECORD (taken over), as it was read from LEN bytes of TEXT at the place AT with PROBLEMS
 * (char *; NULL: none), to SINK, normalized and with its source; or a reject, if it is none or its title cannot
 * be one, and a reject for each problem. *TAKEN (may be NULL): whether it was handed over. FALSE if
 * SINK wants no more. */
gboolean row_send(Record *record, const GPtrArray *problems, const Source *at,
                  const char *text, size_t len, const ReaderSink *sink, gboolean *taken);

#endif
