/* An answer, as a handler makes it: status, headers, and a body to append to. */
#ifndef SERVER_HTTP_RESPONSE_H
#define SERVER_HTTP_RESPONSE_H

#include <glib.h>
#include <jansson.h>

#include "server/http/problem.h"

/* How long what was answered may be kept. */
typedef enum {
    CACHE_NOT,     /* not at all */
    CACHE_ASK,     /* to be asked about each time: `etag` says whether it is still so */
    CACHE_FOREVER, /* its address says what it is */
} Cache;

typedef struct {
    const char *name; /* static */
    char *value;
} Header;

typedef struct {
    guint status;      /* 200 */
    const char *type;  /* static; NULL: there is no body */
    GString *body;
    GArray *headers;   /* Header */
    Cache cache;
    char *etag;        /* with its quotation marks, or NULL; made for routes with ROUTE_CACHED */
    GBytes *plain, *gzip, *brotli; /* instead of `body`: ready, for all who accept them; borrowed */
    gboolean is_cut;   /* a query was cut off: this is no answer, or lacks something */
    gboolean is_cross; /* another site that the operator names may read it */
} Response;

void response_init(Response *response);
void response_clear(Response *response);

/* Adds a header, NAME being static; VALUE loses what cannot stand in one. */
void response_header(Response *response, const char *name, const char *value);

/* Makes it PROBLEM, which is cleared. */
void response_problem(Response *response, Problem *problem);

/* Sends elsewhere: LOCATION is encoded, with the base path. */
void response_redirect(Response *response, guint status, const char *location);

/* Appends VALUE (taken over) as JSON, as the type of the body says. */
void response_json(Response *response, json_t *value);

/* A biaosou_write that appends to a GString; and to one of at most so many bytes. */
int response_append(const char *bytes, gsize len, void *string);

/* The body is a file to be saved as NAME. */
void response_download(Response *response, const char *name);

#define TYPE_JSON "application/json"
#define TYPE_PROBLEM "application/problem+json"
#define TYPE_HTML "text/html; charset=utf-8"
#define TYPE_TEXT "text/plain; charset=utf-8"

#endif
