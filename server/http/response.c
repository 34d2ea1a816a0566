#include "server/http/response.h"

#include <string.h>

static void clear_header(gpointer header)
{
    g_free(((Header *)header)->value);
}

void response_init(Response *response)
{
    *response = (Response){.status = 200, .type = TYPE_HTML, .body = g_string_new(NULL)};
    response->headers = g_array_new(FALSE, FALSE, sizeof(Header));
    g_array_set_clear_func(response->headers, clear_header);
}

void response_clear(Response *response)
{
    if (response->body)
        g_string_free(response->body, TRUE);
    g_array_unref(response->headers);
    g_free(response->etag);
    *response = (Response){0};
}

void response_header(Response *response, const char *name, const char *value)
{
    Header header = {name, g_strdup(value)};
    for (char *c = header.value; *c; c++)
        if ((guchar)*c < ' ' || *c == 0x7f)
            *c = ' ';
    g_array_append_val(response->headers, header);
}

void response_problem(Response *response, Problem *problem)
{
    response->status = problem->status;
    response->type = TYPE_PROBLEM;
    response->cache = CACHE_NOT;
    response->plain = response->gzip = response->brotli = NULL;
    g_string_truncate(response->body, 0);
    g_array_set_size(response->headers, 0);
    g_clear_pointer(&response->etag, g_free);
    if (problem->retry) {
        g_autofree char *seconds = g_strdup_printf("%u", problem->retry);
        response_header(response, "Retry-After", seconds);
    }
    response->is_cut = g_str_equal(problem->name, "cut-off");
    problem_write(response->body, problem);
    problem_clear(problem);
}

void response_redirect(Response *response, guint status, const char *location)
{
    response->status = status;
    response->type = NULL;
    g_string_truncate(response->body, 0);
    response_header(response, "Location", location);
}

void response_json(Response *response, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    g_string_append(response->body, text ? text : "null");
    g_string_append_c(response->body, '\n');
    response->type = TYPE_JSON;
    free(text);
    json_decref(value);
}

int response_append(const char *bytes, gsize len, void *string)
{
    g_string_append_len(string, bytes, (gssize)len);
    return 0;
}

void response_download(Response *response, const char *name)
{
    g_autoptr(GString) value = g_string_new("attachment; filename*=UTF-8''");
    g_string_append_uri_escaped(value, name, NULL, FALSE);
    response_header(response, "Content-Disposition", value->str);
}
