/* Bodies compressed. */
#ifndef SERVER_HTTP_COMPRESS_H
#define SERVER_HTTP_COMPRESS_H

#include <glib.h>

typedef enum { CODING_NONE, CODING_GZIP, CODING_BROTLI } Coding;

/* As Content-Encoding has it. */
const char *coding_name(Coding coding);

/* LEN BYTES in CODING; SLOWLY: as small as can be, for what is kept. Caller unrefs; NULL: it failed. */
GByteArray *compress_bytes(const void *bytes, gsize len, Coding coding, gboolean slowly);

#endif
