/* /api/v1/stats: which indexes are served, and how large they are. */
#include "server/api/api.h"

gboolean api_stats(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    Indexes *indexes = worker->service->indexes;
    json_t *list = json_array();
    (void)request, (void)problem;
    for (guint i = 0; i < indexes_count(indexes); i++) {
        IndexState state = indexes_state(indexes, i);
        json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "name", indexes_name(indexes, i), "generation",
                                              (json_int_t)state.generation, "documents", (json_int_t)state.documents));
    }
    json_t *stats = json_pack("{s:s, s:o}", "version", biaosou_version(), "indexes", list);
    char *text = json_dumps(stats, JSON_COMPACT);
    g_string_append(json, text);
    g_string_append_c(json, '\n');
    free(text);
    json_decref(stats);
    return TRUE;
}

void api_handle_stats(const Request *request, Response *response, Worker *worker)
{
    api_respond(api_stats, request, response, worker);
}
