/* libFuzzer's target for requests (scripts/fuzz builds it): the first line is a method and a target, the second the type of the
 * body, the rest the body; of the index that BIAOSOU_FUZZ_INDEX names. Whatever is asked, there is an answer, which is text, and
 * if it is JSON, JSON. */
#include <stdlib.h>
#include <string.h>

#include "server/api/api.h"
#include "server/page/page.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void must(gboolean holds)
{
    if (!holds)
        abort();
}

/* One for all, as in a thread of the server. */
static Worker *worker_of_all(void)
{
    static const Route *tables[] = {api_routes, page_routes, NULL};
    static Service service = {.limits = LIMITS_INIT, .base_path = "", .tables = tables};
    static Worker worker;
    if (worker.service)
        return &worker;
    service.indexes = indexes_new();
    service.statics = statics_new();
    service.metrics = metrics_new();
    must(indexes_add(service.indexes, "one", getenv("BIAOSOU_FUZZ_INDEX")) == BIAOSOU_OK);
    worker = (Worker){&service, index_readers_new(service.indexes), kept_new(1 << 20), 2000};
    return &worker;
}

static void check_answer(const Response *response)
{
    json_error_t error;
    must(response->status >= 200 && response->status < 600);
    if (!response->type || response->plain || !(strstr(response->type, "json") || g_str_has_prefix(response->type, "text/")))
        return;
    must(g_utf8_validate(response->body->str, (gssize)response->body->len, NULL));
    if (!strstr(response->type, "json"))
        return;
    json_t *value = json_loadb(response->body->str, response->body->len, JSON_ALLOW_NUL, &error);
    must(value != NULL);
    json_decref(value);
}

/* The piece of *DATA up to the end of its line, which it is moved behind. Caller frees. */
static char *take_line(const char **data, const char *end)
{
    const char *from = *data, *newline = memchr(from, '\n', (gsize)(end - from));
    *data = newline ? newline + 1 : end;
    return g_strndup(from, (gsize)((newline ? newline : end) - from));
}

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size, *name;
    g_autofree char *first = take_line(&at, end), *type = take_line(&at, end);
    char *blank = strchr(first, ' ');
    const char *const headers[] = {"Content-Type", type, "Accept", type, "Accept-Encoding", type, "Accept-Language", type,
                                   "If-None-Match", type, "Host", type, NULL};
    Request request = {.method = first, .headers = headers, .body = g_byte_array_new()};
    Response response;
    Problem problem = {0};
    if (blank)
        *blank = '\0';
    g_byte_array_append(request.body, (const guint8 *)at, (guint)(end - at));
    response_init(&response);
    const Route *route = NULL;
    if (!request_read_target(&request, blank ? blank + 1 : "/", "", &problem))
        response_problem(&response, &problem);
    else if ((route = service_begin(worker_of_all(), &request, &response, &name)))
        service_run(worker_of_all(), route, &request, &response);
    check_answer(&response);
    kept_add(worker_of_all()->kept, &response);
    response_clear(&response);
    request_clear(&request);
    return 0;
}
