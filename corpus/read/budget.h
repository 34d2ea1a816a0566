/* The memory that the processes which read files may hold together, however many files are read at once. */
#ifndef CORPUS_READ_BUDGET_H
#define CORPUS_READ_BUDGET_H

#include "corpus/read/stream.h"

/* Bytes of a part, and how many there are. */
#define BUDGET_PART ((gsize)32 << 20)
#define BUDGET_PARTS 9u

/* Makes the budget that this process and those that it forks from now on share, unless it has been made: it is a file,
 * whose locks are the parts that are held and end with who holds them. */
void budget_open(void);

/* Waits until PARTS of it (1 to BUDGET_PARTS) are free, and holds them: a descriptor, to be closed to give them back; who waits
 * longest comes first, however many parts. -1 with READER_ERROR_STOPPED if STREAM is to stop; where the system makes no such
 * file, nothing is bounded. Thread-safe. */
int budget_take(guint parts, const Stream *stream, GError **error);

#endif
