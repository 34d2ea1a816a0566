/* /api/v1/search: what is searched for, in any of the library's formats. */
#include <string.h>

#include "server/api/api.h"
#include "server/api/format.h"

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

/* Appends the values of the parameter NAME, one of which a document must have. */
static void append_filter(GString *filters, const Request *request, const char *name)
{
    const char *value;
    gsize begin = filters->len;
    guint n = 0;
    for (guint i = 0; (value = request_value_at(request, name, i)); i++) {
        if (*value == '\0')
            continue;
        g_string_append_printf(filters, "%s%s:", n++ ? " OR " : " ", name);
        append_value(filters, value);
    }
    if (n > 1) {
        g_string_insert_c(filters, (gssize)begin + 1, '(');
        g_string_append_c(filters, ')');
    }
}

/* Whether side by side with filters TEXT would be another query: a OR b. */
static gboolean has_or(const char *text)
{
    return strstr(text, " OR ") || strchr(text, '|') || strstr(text, "｜");
}

static char *query_of(const Request *request, guint *shift)
{
    const char *text = request_value(request, "q");
    g_autoptr(GString) filters = g_string_new(NULL);
    for (const char *const *name = api_filters; *name; name++)
        append_filter(filters, request, *name);
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

gboolean api_query_fits(const char *query, const Worker *worker, Problem *problem)
{
    guint most = worker->service->limits.query;
    return strlen(query) <= most || problem_set(problem, 414, "too-large", "a query may have %u bytes", most);
}

gboolean api_read_query(const Request *request, const Worker *worker, char **query, guint *shift, Problem *problem)
{
    *query = query_of(request, shift);
    return api_query_fits(*query, worker, problem);
}

/* The answer in FORMAT. */
static gboolean search_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    g_autofree char *query = NULL;
    guint shift = 0;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    biaosou_answer *answer;
    if (!api_read_query(request, worker, &query, &shift, problem) || !read_options(request, worker, &options, problem))
        return FALSE;
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    options.relaxed_alone = biaosou_format(format) != 2;
    how.english = request_english(request);
    biaosou_status status = biaosou_search(reader->searcher, query, &options, &answer);
    if (status == BIAOSOU_OK)
        status = biaosou_answer_write(answer, format, &how, response_append, out);
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

static const Format formats[] = {
    {"json", TYPE_JSON, NULL},
    {"csv", FORMAT_CSV, "standards.csv"},
    {"xlsx", FORMAT_XLSX, "standards.xlsx"},
    {"ids", TYPE_TEXT, NULL},
    {"gbt7714", TYPE_TEXT, NULL},
    {"gbt7714-2015", TYPE_TEXT, NULL},
    {"bibtex", "application/x-bibtex; charset=utf-8", "standards.bib"},
    {"ris", "application/x-research-info-systems; charset=utf-8", "standards.ris"},
    {"csl", "application/vnd.citationstyles.csl+json", NULL},
    {0},
};

void api_handle_search(const Request *request, Response *response, Worker *worker)
{
    format_answer(formats, search_as, request, response, worker);
}
