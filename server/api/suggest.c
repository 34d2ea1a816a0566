/* /api/v1/suggest: what goes on with what was typed. */
#include "server/api/api.h"

gboolean api_suggest(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    const char *typed = request_value(request, "q");
    biaosou_suggestions *suggestions;
    guint count = 10;
    if (!typed)
        return problem_of(problem, "q", "what was typed is missing");
    if (!api_query_fits(typed, worker, problem) || !request_number(request, "count", 1, 20, &count, problem))
        return FALSE;
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    biaosou_status status = biaosou_suggest(reader->searcher, typed, count, &suggestions);
    if (status == BIAOSOU_OK)
        status = biaosou_suggestions_write(suggestions, "json", 0, response_append, json);
    biaosou_suggestions_free(suggestions);
    return status == BIAOSOU_OK || problem_of_library(problem, status);
}

void api_handle_suggest(const Request *request, Response *response, Worker *worker)
{
    api_respond(api_suggest, request, response, worker);
}
