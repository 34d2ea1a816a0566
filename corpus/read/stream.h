/* A source file's bytes: plain, gzip or xz by its first bytes, decompressed on the fly. */
#ifndef CORPUS_READ_STREAM_H
#define CORPUS_READ_STREAM_H

#include <glib.h>

typedef struct Stream Stream;

/* Opens FILE ("-": standard input). NULL with a READER_ERROR if it cannot be read. */
Stream *stream_open(const char *file, GError **error);
/* The same of what the descriptor FD has, which is NAMED in errors and closed with the stream (standard input is not). */
Stream *stream_of(int fd, const char *name, GError **error);
/* A stream of BYTES (a reference is taken over), as they are, NAMED in errors. */
Stream *stream_of_bytes(GByteArray *bytes, const char *name);
void stream_close(Stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stream, stream_close)

/* Reading of all streams that this thread opens from now on, those of files in archives and for programs too, fails with
 * READER_ERROR_STOPPED once STOPPED(DATA) is true. NULL: those opened from now on go on; a stream keeps what it was opened with. */
void stream_set_thread_stop(gboolean (*stopped)(gconstpointer data), gconstpointer data);

/* Whether STREAM is to stop: then with READER_ERROR_STOPPED. */
gboolean stream_is_stopped(const Stream *stream, GError **error);

/* Reads up to SIZE decompressed bytes into BUFFER. Returns how many, 0 at the end, -1 with an error
 * (IO; COMPRESSED if the file is damaged or ends too early: all bytes before were delivered). */
gssize stream_read(Stream *stream, void *buffer, size_t size, GError **error);

/* Appends all that is left to OUT, but no more once OUT has over MOST bytes: the caller looks at
 * its length. FALSE with an error, as stream_read(); what came before it is in OUT. */
gboolean stream_read_all(Stream *stream, GByteArray *out, size_t most, GError **error);

/* All of STREAM (taken over), of WHAT may have MOST bytes: else READER_ERROR_FORMAT, whose message ends with HINT (""). The
 * caller unrefs; NULL with an error. */
GByteArray *stream_read_whole(Stream *stream, size_t most, const char *what, const char *hint, GError **error);

/* The file that STREAM is of, opened for reading from its first byte, where that is a regular one as it is, and not
 * decompressed: a descriptor, to be closed; else -1. */
int stream_reopen(const Stream *stream);

/* The first bytes, at most STREAM_PEEK, left to be read by stream_read(). Only before it. Borrowed;
 * NULL-safe: an error here comes again from stream_read(). */
const char *stream_peek(Stream *stream, size_t *len);
#define STREAM_PEEK 65536

#endif
