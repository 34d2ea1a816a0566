#include "server/api/api.h"

#include <string.h>

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NONE ((const char *const[]){NULL})
#define V1 "/api/v1/"
#define READS (ROUTE_CACHED | ROUTE_CROSS)

const Route api_routes[] = {
    {"GET", V1 "search", api_handle_search, "search", READS,
     NAMES("q", "kind", "status", "stage", "committee", "ics", "ccs", "year", "facets", "sort", "offset", "count", "explain",
           "plain", "format")},
    {"GET", V1 "suggest", api_handle_suggest, "suggest", READS, NAMES("q", "count")},
    {"GET", V1 "documents/{}", api_handle_document, "document", READS, NAMES("on")},
    {"GET", "/healthz", api_handle_live, "healthz", 0, NULL},
    {"GET", "/readyz", api_handle_ready, "readyz", 0, NULL},
    {"GET", "/metrics", api_handle_metrics, "metrics", 0, NULL},
    {"GET", "/static/{}", api_handle_static, "static", 0, NULL},
    {0},
};

void api_respond(ApiAnswer *answer, const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    response->type = TYPE_JSON;
    if (!answer(request, worker, response->body, &problem))
        response_problem(response, &problem);
}

json_t *api_json(ApiAnswer *answer, const Request *request, Worker *worker, Problem *problem)
{
    g_autoptr(GString) text = g_string_new(NULL);
    json_error_t error;
    if (!answer(request, worker, text, problem))
        return NULL;
    json_t *value = json_loadb(text->str, text->len, JSON_ALLOW_NUL, &error);
    if (!value)
        problem_set(problem, 500, "internal", "an answer of the API is no JSON: %s", error.text);
    return value;
}

void api_address(GString *out, const char *front, const char *id, const char *rest)
{
    g_string_append(out, front);
    form_encode(out, id, TRUE);
    g_string_append(out, rest);
}
