/* /api/v1/search: what is searched for, in any of the library's formats. */
#include <string.h>

#include "server/api/api.h"

const char *const api_filters[] = {"kind", "status", "stage", "committee", "ics", "ccs", "year", NULL};

/* Appends VALUE as a value in the query language. */
static void append_value(GString *query, const char *value)
{
    gboolean plain = *value && !strpbrk(value, " \t\n\r\"“”「」『』(),|&（），");
    if (plain) {
        g_string_append(query, value);
        return;
    }
    g_string_append_c(query, '"');
    for (; *value; value = g_utf8_next_char(value))
        if (*value != '"')
            g_string_append_len(query, value, g_utf8_next_char(value) - value);
    g_string_append_c(query, '"');
}

/* Whether side by side with filters TEXT would be another query: a OR b. */
static gboolean has_or(const char *text)
{
    return strstr(text, " OR ") || strchr(text, '|') || strstr(text, "｜");
}

char *api_query(const Request *request, guint *shift)
{
    const char *text = request_value(request, "q");
    g_autoptr(GString) filters = g_string_new(NULL);
    for (const char *const *name = api_filters; *name; name++) {
        const char *value;
        for (guint i = 0; (value = request_value_at(request, *name, i)); i++) {
            if (*value == '\0')
                continue;
            if (i == 0)
                g_string_append_printf(filters, " %s:", *name);
            else
                g_string_append_c(filters, ',');
            append_value(filters, value);
        }
    }
    text = text ? text : "";
    *shift = filters->len && has_or(text);
    return *shift ? g_strdup_printf("(%s)%s", text, filters->str) : g_strconcat(text, filters->str, NULL);
}

static gboolean read_options(const Request *request, const Worker *worker, biaosou_search_options *options, Problem *problem)
{
    const Limits *limits = &worker->service->limits;
    options->sort = request_value(request, "sort");
    options->facets = request_value(request, "facets");
    return request_number(request, "count", 0, limits->count, &options->count, problem) &&
           request_number(request, "offset", 0, limits->offset, &options->offset, problem) &&
           request_flag(request, "explain", &options->explain, problem) &&
           request_flag(request, "plain", &options->plain, problem);
}

static gboolean read_query(const Request *request, const Worker *worker, char **query, guint *shift, Problem *problem)
{
    guint most = worker->service->limits.query;
    *query = api_query(request, shift);
    if (strlen(*query) > most)
        return problem_set(problem, 414, "too-large", "a query may have %u bytes", most);
    return TRUE;
}

/* The answer in FORMAT. */
static gboolean search_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    g_autofree char *query = NULL;
    guint shift = 0;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_answer *answer;
    if (!read_query(request, worker, &query, &shift, problem) || !read_options(request, worker, &options, problem))
        return FALSE;
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    options.relaxed_alone = biaosou_format(format) != 2;
    biaosou_status status = biaosou_search(reader->searcher, query, &options, &answer);
    if (status == BIAOSOU_OK)
        status = biaosou_answer_write(answer, format, NULL, response_append, out);
    if (status != BIAOSOU_OK)
        problem_of_library(problem, status);
    problem->column -= MIN(shift, problem->column);
    biaosou_answer_free(answer);
    return status == BIAOSOU_OK;
}

gboolean api_search(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    return search_as(request, worker, "json", json, problem);
}

static const struct {
    const char *name, *type, *file; /* FILE: it is saved so */
} formats[] = {
    {"json", TYPE_JSON, NULL},
    {"csv", "text/csv; charset=utf-8", "standards.csv"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "standards.xlsx"},
    {"ids", TYPE_TEXT, NULL},
    {"gbt7714", TYPE_TEXT, NULL},
    {"gbt7714-2015", TYPE_TEXT, NULL},
    {"bibtex", "application/x-bibtex; charset=utf-8", "standards.bib"},
    {"ris", "application/x-research-info-systems; charset=utf-8", "standards.ris"},
    {"csl", "application/vnd.citationstyles.csl+json", NULL},
};

void api_handle_search(const Request *request, Response *response, Worker *worker)
{
    const char *name = request_value(request, "format");
    Problem problem = {0};
    guint i = 0;
    while (name && i < G_N_ELEMENTS(formats) && !g_str_equal(formats[i].name, name))
        i++;
    if (i == G_N_ELEMENTS(formats))
        problem_of(&problem, "format", "'%.50s' is none of json, csv, xlsx, ids, gbt7714, gbt7714-2015, bibtex, ris, csl", name);
    else if (search_as(request, worker, formats[i].name, response->body, &problem)) {
        response->type = formats[i].type;
        if (formats[i].file)
            response_download(response, formats[i].file);
        return;
    }
    response_problem(response, &problem);
}
