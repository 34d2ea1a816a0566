/* The files of server/assets, which are part of the program: compressed once, at the start, and at an address that says what
 * they are, so that a browser keeps them for ever. */
#ifndef SERVER_HTTP_STATICS_H
#define SERVER_HTTP_STATICS_H

#include <glib.h>

typedef struct {
    const char *type; /* static */
    GBytes *plain, *gzip, *brotli; /* compressed ones NULL where they are no smaller */
} Static;

typedef struct {
    GHashTable *files; /* name → Static */
    char *hash;        /* of all of them: they are at /static/HASH/NAME */
} Statics;

Statics *statics_new(void);
void statics_free(Statics *statics);

/* The file NAME; NULL: there is none. */
const Static *statics_find(const Statics *statics, const char *name);

/* Appends its address, without the base path. */
void statics_address(const Statics *statics, const char *name, GString *out);

/* What of a document of the program itself, doc/schema or server/openapi.json, is at PATH ("schema/search.schema.json"). NULL:
 * there is none. Caller unrefs. */
GBytes *statics_document(const char *path);

#endif
