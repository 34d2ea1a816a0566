/* Answers on their way out: headers that all have, compression, what a client has already. */
#ifndef SERVER_HTTP_SEND_H
#define SERVER_HTTP_SEND_H

#include "server/http/service.h"

struct MHD_Response;

/* What libmicrohttpd is to send for RESPONSE to REQUEST; what is in RESPONSE may go into it. *BYTES: of the body. NULL if
 * there is no memory. */
struct MHD_Response *send_make(const Service *service, const Request *request, Response *response, guint64 *bytes);

#endif
