/* What a browser needs to search here from its own bar: OpenSearch 1.1, and its suggestions. And documents of the API. */
#include <string.h>

#include "server/api/api.h"

char *api_site(const Request *request, const Worker *worker)
{
    const char *host = request_header(request, "X-Forwarded-Host"), *proto = request_header(request, "X-Forwarded-Proto");
    host = host ? host : request_header(request, "Host");
    if (!host || !*host || strspn(host, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".:-[]_") != strlen(host))
        host = "localhost";
    return g_strdup_printf("%s://%s%s", proto && g_str_equal(proto, "https") ? "https" : "http", host,
                           worker->service->base_path);
}

void api_handle_opensearch(const Request *request, Response *response, Worker *worker)
{
    g_autofree char *site = api_site(request, worker);
    response->type = "application/opensearchdescription+xml; charset=utf-8";
    g_string_append_printf(response->body,
                           "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                           "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                           "<ShortName>%s</ShortName>\n<Description>%s</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
                           "<Url type=\"text/html\" template=\"%s/?q={searchTerms}\"/>\n"
                           "<Url type=\"application/x-suggestions+json\" template=\"%s/opensearch/suggest?q={searchTerms}\"/>\n"
                           "<Url type=\"application/atom+xml\" template=\"%s/feed.atom?q={searchTerms}\"/>\n"
                           "</OpenSearchDescription>\n",
                           request_english(request) ? "Standards" : "标搜",
                           request_english(request) ? "Search standards" : "检索标准", site, site, site);
}

void api_handle_opensearch_suggest(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    json_t *answer = api_json(api_suggest, request, worker, &problem);
    if (!answer) {
        response_problem(response, &problem);
        return;
    }
    json_t *texts = json_array(), *titles = json_array();
    const json_t *all = json_object_get(answer, "suggestions");
    for (gsize i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i), *title = json_object_get(one, "title");
        json_array_append(texts, json_object_get(one, "text"));
        json_array_append_new(titles, json_string(title ? json_string_value(title) : ""));
    }
    response_json(response, json_pack("[s, o, o]", request_value(request, "q"), texts, titles));
    response->type = "application/x-suggestions+json";
    json_decref(answer);
}

/* openapi.json, or of the schemas that it names the one at the tail. */
static void respond_document(const char *path, Response *response)
{
    Problem problem = {0};
    g_autoptr(GBytes) bytes = statics_document(path);
    if (!bytes) {
        problem_set(&problem, 404, "not-found", "there is no %.200s", path);
        response_problem(response, &problem);
        return;
    }
    response->type = TYPE_JSON;
    g_string_append_len(response->body, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
}

void api_handle_openapi(const Request *request, Response *response, Worker *worker)
{
    (void)request, (void)worker;
    respond_document("openapi.json", response);
}

void api_handle_schema(const Request *request, Response *response, Worker *worker)
{
    g_autofree char *path = g_strconcat("schema/", request->tail, NULL);
    (void)worker;
    respond_document(path, response);
}
