/* /api/v1/documents/ID/related: what is like a document; /api/v1/duplicates: what is like a proposal (立项查重). */
#include <string.h>

#include "server/api/api.h"
#include "server/api/format.h"
#include "messages/messages.h"

/* So many may be asked for at once. */
#define MOST_SIMILAR 50
/* Bytes of a proposal's title or scope: the library compares no more. */
#define MOST_PROPOSED 16384u

static const Format formats[] = {
    {"json", TYPE_JSON, NULL}, {"html", TYPE_HTML, NULL}, {"md", FORMAT_MARKDOWN, NULL}, {"text", TYPE_TEXT, NULL}, {0}};

static gboolean write_similar(const Request *request, biaosou_similar *similar, const char *format, GString *out,
                              Problem *problem)
{
    biaosou_report_options options = BIAOSOU_REPORT_OPTIONS_INIT;
    options.english = request_english(request);
    biaosou_status status = biaosou_similar_write(similar, format, &options, response_append, out);
    return status == BIAOSOU_OK || problem_of_library(problem, status);
}

/* What is like the document ID (NULL: PROBLEM is set), in FORMAT. */
static gboolean related_to(const Request *request, Worker *worker, const char *id, const char *format, GString *out,
                           Problem *problem)
{
    biaosou_similar *similar = NULL;
    guint count = 10;
    if (!id || !request_number(request, "count", 1, MOST_SIMILAR, &count, problem))
        return FALSE;
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    biaosou_status status = biaosou_similar_of(reader->searcher, id, count, &similar);
    gboolean ok = status == BIAOSOU_OK ? write_similar(request, similar, format, out, problem)
                                       : problem_of_library(problem, status);
    biaosou_similar_free(similar);
    return ok;
}

/* A member of a JSON object, as UTF-8; NULL if it has none. FALSE with PROBLEM if it is no string. */
static gboolean member(const json_t *object, const char *name, const char **text, Problem *problem)
{
    const json_t *value = json_object_get(object, name);
    *text = json_string_value(value);
    return !value || json_is_null(value) || *text || problem_of(problem, name, "a string is wanted");
}

/* The proposal: of a form, or of a JSON object that *KEPT holds. */
static gboolean read_proposal(const Request *request, const char **title, const char **scope, json_t **kept, Problem *problem)
{
    const char *type = request_header(request, "Content-Type");
    json_error_t error;
    *title = request_value(request, "title");
    *scope = request_value(request, "scope");
    if (request->body && type && g_str_has_prefix(type, TYPE_JSON)) {
        *kept = json_loadb((const char *)request->body->data, request->body->len, JSON_REJECT_DUPLICATES, &error);
        if (!json_is_object(*kept))
            return problem_set(problem, 400, "request", "the body is no JSON object: %s",
                               *kept ? _("it is something else") : error.text);
        if (!member(*kept, "title", title, problem) || !member(*kept, "scope", scope, problem))
            return FALSE;
    }
    gboolean given = (*title && **title) || (*scope && **scope);
    if ((*title && strlen(*title) > MOST_PROPOSED) || (*scope && strlen(*scope) > MOST_PROPOSED))
        return problem_set(problem, 413, "too-large", "a title and a scope may have %u bytes each", MOST_PROPOSED);
    return given || problem_of(problem, "title", "a title or a scope is wanted");
}

static gboolean duplicates_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    const char *title, *scope;
    json_t *kept = NULL;
    biaosou_similar *similar = NULL;
    guint count = 10;
    const IndexReader *reader = NULL;
    gboolean ok = read_proposal(request, &title, &scope, &kept, problem) &&
                  request_number(request, "count", 1, MOST_SIMILAR, &count, problem) &&
                  (reader = worker_reader(worker, request, problem)) != NULL;
    if (ok) {
        biaosou_status status = biaosou_similar_to(reader->searcher, title, scope, count, &similar);
        ok = status == BIAOSOU_OK ? write_similar(request, similar, format, out, problem) : problem_of_library(problem, status);
    }
    biaosou_similar_free(similar);
    json_decref(kept);
    return ok;
}

gboolean api_related(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    g_autofree char *id = api_document_id(request, worker, problem);
    return related_to(request, worker, id, "json", json, problem);
}

gboolean api_duplicates(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    return duplicates_as(request, worker, "json", json, problem);
}

void api_handle_related(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    const Format *format = format_wanted(formats, request, &problem);
    g_autofree char *id = format ? api_document_id(request, worker, &problem) : NULL;
    if (id && api_redirect(request, response, worker, API_DOCUMENTS, id, "/related"))
        return;
    if (related_to(request, worker, id, format ? format->name : NULL, response->body, &problem))
        format_set(format, response);
    else
        response_problem(response, &problem);
}

void api_handle_duplicates(const Request *request, Response *response, Worker *worker)
{
    format_answer(formats, duplicates_as, request, response, worker);
}
