/* Reading in a process of its own: files whose readers stand on libraries, which are not to be trusted with files
 * from anywhere. The program biaosou-read is given the bytes, and may do nothing but answer (confine.h). */
#ifndef CORPUS_CONFINED_H
#define CORPUS_CONFINED_H

#include "corpus/read/member.h"
#include "corpus/read/sink.h"
#include "corpus/read/stream.h"

/* Bytes that the process may hold; a file that takes more is an error. */
#define CONFINED_MEMORY_MOST ((gsize)288 << 20)

/* The status with which it ends that was given a part of that, and took more. */
#define CONFINED_FILLED 3

typedef enum {
    CONFINED_FILE,
    CONFINED_PAGES, /* which may be pictures: these are read by tesseract, in a process of its own (tesseract.h) */
} ConfinedKind;

/* The process holds no more memory than it has parts of the budget (budget.h): most files need one, and those for which this is
 * too little are read again with more. As reader_read_share(), of what STREAM (taken over) has, of KIND, named FILE. MEMBERS takes the files in it, if it is an archive;
 * NULL: an archive is an error. */
gboolean confined_read(const char *file, Stream *stream, ConfinedKind kind, const MemberSink *members, const ReaderSink *sink,
                       ReaderShare *share, GError **error);

#endif
