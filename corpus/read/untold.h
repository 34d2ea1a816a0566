/* What was read of a picture but for some characters that are not told (U+FFFD): no record is to be
 * made of half of it. */
#ifndef CORPUS_READ_UNTOLD_H
#define CORPUS_READ_UNTOLD_H

#include "corpus/read/sink.h"

/* A sink that hands on to another what it is given, but of records from pictures: one whose number,
 * plan or title is not told is a reject; what else is not told is left out of it, and a reject too.
 */
typedef struct {
    ReaderSink sink; /* to be given to a reader */
    const ReaderSink *to;
} UntoldSink;

void untold_sink(UntoldSink *untold, const ReaderSink *to);

#endif
