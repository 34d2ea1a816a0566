#include "server/page/page.h"

static void handle_start(const Request *request, Response *response, Worker *worker)
{
    (void)request, (void)worker;
    g_string_append(response->body, "<!doctype html><title>标搜</title><p>标搜</p>\n");
}

const Route page_routes[] = {
    {"GET", "/", handle_start, "page", ROUTE_CACHED, NULL},
    {0},
};
