/* Routes: which handler answers what. */
#ifndef SERVER_HTTP_ROUTE_H
#define SERVER_HTTP_ROUTE_H

#include "server/http/request.h"
#include "server/http/response.h"

typedef struct Worker Worker; /* service.h */
typedef void (*Handler)(const Request *request, Response *response, Worker *worker);

enum {
    ROUTE_CACHED = 1,   /* the same until the index, the day or the request is another: with an ETag of these */
    ROUTE_SLOW = 2,     /* may take long: run by threads apart, so that no other request waits for it */
    ROUTE_CROSS = 4,    /* other sites may read it, where the operator lets them (CORS) */
};

typedef struct {
    const char *method; /* "GET", which is HEAD too, or "POST" */
    const char *path;   /* "/documents/{}/related": {} stands for one segment or more, which become `tail` */
    Handler handler;
    const char *name;   /* in metrics and in the log */
    guint flags;
    const char *const *parameters; /* the names that there are, NULL-terminated: others are an error; NULL: any */
} Route;

/* Whether PATH, encoded, is of the pattern; then *TAIL has LEN bytes of it. */
gboolean route_matches(const char *pattern, const char *path, const char **tail, gsize *len);

#endif
