/* A request, as a handler sees it: decoded, and valid UTF-8 throughout but for bodies. */
#ifndef SERVER_HTTP_REQUEST_H
#define SERVER_HTTP_REQUEST_H

#include <glib.h>

#include "server/http/form.h"
#include "server/http/problem.h"

struct MHD_Connection;

typedef struct {
    const char *method;   /* "GET", "HEAD", "POST" … */
    char *target;         /* path and query as they came, without the base path: "/?q=%E5%AF%86" */
    char *path;           /* of it the path, still encoded */
    char *tail;           /* decoded: what the * of the route's path stands for; or NULL */
    Form *form;           /* parameters of the query, and of a body that is a form */
    GByteArray *body;     /* of POST */
    struct MHD_Connection *connection;
    const char *const *headers; /* instead of it, in tests: names and values, NULL-terminated */
} Request;

/* The parameter NAME: the first of them, or number I from 0; NULL: there is none. Borrowed, as all here. */
const char *request_value(const Request *request, const char *name);
const char *request_value_at(const Request *request, const char *name, guint i);

/* The whole number from LEAST to MOST that the parameter NAME is, into *VALUE, which stays as it is where it is not given.
 * FALSE with PROBLEM. */
gboolean request_number(const Request *request, const char *name, guint least, guint most, guint *value, Problem *problem);

/* The same of a flag: 1, true or yes, and 0, false or no. */
gboolean request_flag(const Request *request, const char *name, int *value, Problem *problem);

/* A header; the cookie NAME; NULL: there is none. */
const char *request_header(const Request *request, const char *name);
const char *request_cookie(const Request *request, const char *name);

/* Whether the answer is to be in English: by the parameter "lang", else the cookie "lang", else Accept-Language; else it is
 * Chinese. */
gboolean request_english(const Request *request);

/* Has this thread say what it says in that language, until another request does. */
void request_set_language(const Request *request);

/* Whether the header NAME (Accept, Accept-Encoding …), a list with weights, has TOKEN with more than 0. */
gboolean request_accepts(const Request *request, const char *name, const char *token);

/* That weight, in thousandths; 0: it is not wanted, or there is no such header. */
int request_weight(const Request *request, const char *name, const char *token);

/* The file that was sent: the first of a form, or the whole body where that is none. NULL: none, or an empty one. *NAME is
 * what it is called, "" if that is not told. */
const char *request_file(const Request *request, gsize *len, const char **name);

/* Reads the query of `target`, the headers being here; then, once it is here, the body. FALSE with PROBLEM. */
gboolean request_read_target(Request *request, const char *target, const char *base_path, Problem *problem);
gboolean request_read_body(Request *request, Problem *problem);

void request_clear(Request *request);

#endif
