#include "server/api/api.h"

#include <string.h>

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NONE ((const char *const[]){NULL})
#define V1 "/api/v1/"
#define READS (ROUTE_CACHED | ROUTE_CROSS)

#define FILTERS "q", "kind", "status", "stage", "committee", "ics", "ccs", "year"
#define NEWS NAMES(FILTERS, "since", "on", "generation", "stalled", "count", "format")

/* Of documents what is under one comes before the document itself. */
const Route api_routes[] = {
    {"GET", V1 "search", api_handle_search, "search", READS,
     NAMES(FILTERS, "facets", "sort", "offset", "count", "explain",
           "plain", "format")},
    {"GET", V1 "suggest", api_handle_suggest, "suggest", READS, NAMES("q", "count")},
    {"GET", V1 "documents/{}/related", api_handle_related, "related", READS, NAMES("count", "format")},
    {"GET", V1 "documents/{}/impact", api_handle_impact, "impact", READS, NAMES("on", "all", "format")},
    {"GET", V1 "documents/{}/citation", api_handle_citation, "citation", READS, NAMES("style", "accessed")},
    {"GET", V1 "documents/{}", api_handle_document, "document", READS, NAMES("on")},
    {"POST", V1 "check", api_handle_check, "check", ROUTE_SLOW | ROUTE_CROSS, NAMES("text", "file", "name", "on", "format")},
    {"POST", V1 "duplicates", api_handle_duplicates, "duplicates", ROUTE_SLOW | ROUTE_CROSS,
     NAMES("title", "scope", "count", "format")},
    {"GET", V1 "news", api_handle_news, "news", READS | ROUTE_SLOW, NEWS},
    {"GET", "/feed.atom", api_handle_feed, "feed", READS | ROUTE_SLOW, NEWS},
    {"GET", V1 "stats", api_handle_stats, "stats", ROUTE_CROSS, NONE},
    {"GET", V1 "openapi.json", api_handle_openapi, "openapi", READS, NONE},
    {"GET", V1 "schema/{}", api_handle_schema, "schema", READS, NONE},
    {"GET", "/opensearch.xml", api_handle_opensearch, "opensearch", 0, NULL},
    {"GET", "/opensearch/suggest", api_handle_opensearch_suggest, "suggest", READS, NAMES("q", "count")},
    {"GET", "/healthz", api_handle_live, "healthz", 0, NULL},
    {"GET", "/readyz", api_handle_ready, "readyz", 0, NULL},
    {"GET", "/metrics", api_handle_metrics, "metrics", 0, NULL},
    {"GET", "/static/{}", api_handle_static, "static", 0, NULL},
    {"GET", "/robots.txt", api_handle_robots, "static", 0, NULL},
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
