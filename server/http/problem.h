/* Why a request is not answered as it was meant: RFC 9457. It is said in the language of the thread (biaosou_set_language()). */
#ifndef SERVER_HTTP_PROBLEM_H
#define SERVER_HTTP_PROBLEM_H

#include <glib.h>

#include "libbiaosou/biaosou.h"

/* Begin with {0}. */
typedef struct {
    guint status;          /* of HTTP; 0: there is none */
    const char *name;      /* of its kind, static: "query"; its type is urn:biaosou:problem:query */
    char *detail;          /* for people, a sentence */
    const char *parameter; /* the one that is wrong, borrowed of the request or static; or NULL */
    guint column;          /* of a query, in characters from 1; 0: nowhere in particular */
    guint retry;           /* seconds after which it may be tried again; 0: not said */
} Problem;

/* Sets PROBLEM, unless it is set, and returns FALSE. FORMAT is translated. */
gboolean problem_set(Problem *problem, guint status, const char *name, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* The same for a parameter. */
gboolean problem_of(Problem *problem, const char *parameter, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* What the library says of its failure STATUS. */
gboolean problem_of_library(Problem *problem, biaosou_status status);

/* Appends it as JSON. */
void problem_write(GString *out, const Problem *problem);

void problem_clear(Problem *problem);

#endif
