/* Answers kept to be given again: what many type, the first page of what many search for. A thread has its own. */
#ifndef SERVER_HTTP_KEPT_H
#define SERVER_HTTP_KEPT_H

#include "server/http/response.h"

typedef struct Kept Kept;

/* Of at most MOST bytes: what has not been asked for longest goes first. */
Kept *kept_new(gsize most);
void kept_free(Kept *kept);

/* Makes RESPONSE what was kept under its ETag. FALSE: there is nothing. */
gboolean kept_find(Kept *kept, Response *response);

/* Keeps RESPONSE, a success, under its ETag, unless it is large. */
void kept_add(Kept *kept, const Response *response);

#endif
