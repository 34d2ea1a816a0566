/* /api/v1/documents/ID: a document whole, its citation, who cites it; and from any spelling of its number the way to its own
 * address. */
#include <string.h>

#include "server/api/api.h"
#include "server/api/format.h"

/* What the route's tail names, in FOUND; FALSE with PROBLEM. */
static gboolean find(const Request *request, Worker *worker, biaosou_found **found, Problem *problem)
{
    *found = NULL;
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    const char *const words[] = {request->tail};
    biaosou_status status = biaosou_find(reader->searcher, words, 1, found);
    if (status != BIAOSOU_OK)
        return problem_of_library(problem, status);
    if (biaosou_found_count(*found) > 0 && biaosou_found_id(*found, 0))
        return TRUE;
    const char *near = biaosou_found_count(*found) > 0 ? biaosou_found_near(*found, 0, 0) : NULL;
    if (near)
        return problem_set(problem, 404, "no-document", "no document '%.200s'; did you mean %s?", request->tail, near);
    return problem_set(problem, 404, "no-document", "no document '%.200s'", request->tail);
}

char *api_document_id(const Request *request, Worker *worker, Problem *problem)
{
    biaosou_found *found;
    char *id = find(request, worker, &found, problem) ? g_strdup(biaosou_found_id(found, 0)) : NULL;
    biaosou_found_free(found);
    return id;
}

static gboolean write_whole(const Request *request, biaosou_found *found, GString *json, Problem *problem)
{
    biaosou_write_options options = BIAOSOU_WRITE_OPTIONS_INIT;
    options.english = request_english(request);
    options.day = request_value(request, "on");
    biaosou_status status = biaosou_found_write(found, 0, "json", &options, response_append, json);
    return status == BIAOSOU_OK || problem_of_library(problem, status);
}

gboolean api_document(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    biaosou_found *found;
    gboolean ok = find(request, worker, &found, problem) && write_whole(request, found, json, problem);
    biaosou_found_free(found);
    return ok;
}

gboolean api_redirect(const Request *request, Response *response, const Worker *worker, const char *front, const char *id,
                      const char *rest)
{
    g_autoptr(GString) address = g_string_new(worker->service->base_path);
    const char *query = strchr(request->target, '?');
    if (g_str_equal(id, request->tail))
        return FALSE;
    api_address(address, front, id, rest);
    g_string_append(address, query ? query : "");
    response_redirect(response, 302, address->str);
    return TRUE;
}

void api_handle_document(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    biaosou_found *found;
    gboolean ok = find(request, worker, &found, &problem);
    response->type = TYPE_JSON;
    if (ok && !api_redirect(request, response, worker, API_DOCUMENTS, biaosou_found_id(found, 0), ""))
        ok = write_whole(request, found, response->body, &problem);
    if (!ok)
        response_problem(response, &problem);
    biaosou_found_free(found);
}

/* ---- Who cites it ---- */

static const Format impact_formats[] = {
    {"json", TYPE_JSON, NULL}, {"csv", FORMAT_CSV, "impact.csv"}, {"text", TYPE_TEXT, NULL}, {0}};

static gboolean impact_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    biaosou_impact *impact = NULL;
    biaosou_write_options options = BIAOSOU_WRITE_OPTIONS_INIT;
    int all = 0;
    options.english = request_english(request);
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader || !request_flag(request, "all", &all, problem))
        return FALSE;
    biaosou_status status =
        biaosou_impact_new(reader->searcher, request->tail, request_value(request, "on"), all, &impact);
    if (status == BIAOSOU_OK)
        status = biaosou_impact_write(impact, format, &options, response_append, out);
    biaosou_impact_free(impact);
    return status == BIAOSOU_OK || problem_of_library(problem, status);
}

gboolean api_impact(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    return impact_as(request, worker, "json", json, problem);
}

/* A number that the index has no document of may be cited all the same: it is not looked for. */
void api_handle_impact(const Request *request, Response *response, Worker *worker)
{
    format_answer(impact_formats, impact_as, request, response, worker);
}

/* ---- Its citation ---- */

static const Format styles[] = {
    {"gbt7714", TYPE_TEXT, NULL},
    {"gbt7714-2015", TYPE_TEXT, NULL},
    {"bibtex", "application/x-bibtex; charset=utf-8", NULL},
    {"ris", "application/x-research-info-systems; charset=utf-8", NULL},
    {"csl", "application/vnd.citationstyles.csl+json", NULL},
    {0},
};

static gboolean cite(const Request *request, biaosou_found *found, const Format *style, GString *out, Problem *problem)
{
    biaosou_write_options options = BIAOSOU_WRITE_OPTIONS_INIT;
    options.accessed = request_value(request, "accessed");
    biaosou_status status = biaosou_found_write(found, 0, style->name, &options, response_append, out);
    return status == BIAOSOU_OK || problem_of_library(problem, status);
}

gboolean api_citation(const Request *request, Worker *worker, GString *text, Problem *problem)
{
    biaosou_found *found = NULL;
    const Format *style = format_chosen(styles, "style", request, problem);
    gboolean ok = style && find(request, worker, &found, problem) && cite(request, found, style, text, problem);
    biaosou_found_free(found);
    return ok;
}

void api_handle_citation(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    biaosou_found *found = NULL;
    const Format *style = format_chosen(styles, "style", request, &problem);
    gboolean ok = style && find(request, worker, &found, &problem);
    if (ok && !api_redirect(request, response, worker, API_DOCUMENTS, biaosou_found_id(found, 0), "/citation")) {
        format_set(style, response);
        ok = cite(request, found, style, response->body, &problem);
    }
    if (!ok)
        response_problem(response, &problem);
    biaosou_found_free(found);
}
