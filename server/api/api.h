/* /api/v1: what programs ask, and what pages are made of. doc/schema describes the answers, openapi.json the requests. */
#ifndef SERVER_API_API_H
#define SERVER_API_API_H

#include "server/http/service.h"

extern const Route api_routes[];

/* What the API says of REQUEST, appended as JSON. FALSE with PROBLEM. */
typedef gboolean ApiAnswer(const Request *request, Worker *worker, GString *json, Problem *problem);

ApiAnswer api_search;   /* q, filters by the names of facets, facets, sort, offset, count, … */
ApiAnswer api_suggest;  /* q, count */
ApiAnswer api_document; /* the document that `tail` names in any spelling; lang, on */
ApiAnswer api_related;  /* what is like it; count */
ApiAnswer api_impact;   /* who cites it; on, all */
ApiAnswer api_check;    /* POST: whether what a list or a file cites is valid; on, and of a form text and a file */
ApiAnswer api_duplicates; /* POST: what is like a title and a scope; count */
ApiAnswer api_news;     /* q, filters, since, on, generation, stalled, count */
ApiAnswer api_stats;    /* indexes and their sizes */
ApiAnswer api_citation; /* how the document that `tail` names is cited, which is a text and no JSON; style, accessed */

/* The same as a value. Caller frees; NULL with PROBLEM. */
json_t *api_json(ApiAnswer *answer, const Request *request, Worker *worker, Problem *problem);

/* The body of a route of the API: ANSWER or its problem. */
void api_respond(ApiAnswer *answer, const Request *request, Response *response, Worker *worker);

/* The id of the document that the route's tail names. NULL with PROBLEM: it names none. Caller frees. */
char *api_document_id(const Request *request, Worker *worker, Problem *problem);

/* Appends the address of the document ID, without the base path: "/api/v1/documents/GB/T%2022239-2019"; what is in FRONT, and
 * after it REST, which is encoded. An id is one text: / stands as it is, all else is encoded, and %2F is read as / too. */
void api_address(GString *out, const char *front, const char *id, const char *rest);

/* Where the route's tail is another spelling of ID, which it names: sends to FRONT, ID and REST. FALSE: it is ID itself. */
gboolean api_redirect(const Request *request, Response *response, const Worker *worker, const char *front, const char *id,
                      const char *rest);

/* *QUERY is that of the search that REQUEST describes: q, and after it the filters; caller frees it in any case. *SHIFT: so many
 * characters stand before q. FALSE with PROBLEM: it is longer than the operator lets it be. */
gboolean api_read_query(const Request *request, const Worker *worker, char **query, guint *shift, Problem *problem);

/* FALSE with PROBLEM if QUERY is longer than that. */
gboolean api_query_fits(const char *query, const Worker *worker, Problem *problem);

/* The names of filters, NULL-terminated. */
extern const char *const api_filters[];

#define API_DOCUMENTS "/api/v1/documents/"

/* "https://example.org/standards": how the client calls what it asks, without a / at the end. Caller frees. */
char *api_site(const Request *request, const Worker *worker);

/* Handlers, of routes. */
void api_handle_search(const Request *request, Response *response, Worker *worker);
void api_handle_suggest(const Request *request, Response *response, Worker *worker);
void api_handle_document(const Request *request, Response *response, Worker *worker);
void api_handle_related(const Request *request, Response *response, Worker *worker);
void api_handle_impact(const Request *request, Response *response, Worker *worker);
void api_handle_citation(const Request *request, Response *response, Worker *worker);
void api_handle_check(const Request *request, Response *response, Worker *worker);
void api_handle_duplicates(const Request *request, Response *response, Worker *worker);
void api_handle_news(const Request *request, Response *response, Worker *worker);
void api_handle_feed(const Request *request, Response *response, Worker *worker);
void api_handle_stats(const Request *request, Response *response, Worker *worker);
void api_handle_openapi(const Request *request, Response *response, Worker *worker);
void api_handle_schema(const Request *request, Response *response, Worker *worker);
void api_handle_opensearch(const Request *request, Response *response, Worker *worker);
void api_handle_opensearch_suggest(const Request *request, Response *response, Worker *worker);
void api_handle_live(const Request *request, Response *response, Worker *worker);
void api_handle_ready(const Request *request, Response *response, Worker *worker);
void api_handle_metrics(const Request *request, Response *response, Worker *worker);
void api_handle_static(const Request *request, Response *response, Worker *worker);
void api_handle_robots(const Request *request, Response *response, Worker *worker);

#endif
