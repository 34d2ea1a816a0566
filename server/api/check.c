/* /api/v1/check: whether what a list or a file cites is valid (标准有效性查新). */
#include <string.h>

#include "server/api/api.h"
#include "server/api/format.h"
#include "messages/messages.h"

/* Of a report. */
#define MOST_ROWS 100000

static const Format formats[] = {{"json", TYPE_JSON, NULL},
                                 {"csv", FORMAT_CSV, "check.csv"},
                                 {"xlsx", FORMAT_XLSX, "check.xlsx"},
                                 {"html", TYPE_HTML, NULL},
                                 {"text", TYPE_TEXT, NULL},
                                 {0}};

/* A text of a list, of which the numbers are added. */
typedef struct {
    biaosou_report *report;
    const char *text, *title;
    guint place;
} Item;

static void add_number(const char *number, size_t start, size_t end, void *data)
{
    const Item *item = data;
    g_autofree char *cited = g_strndup(item->text + start, end - start);
    g_autofree char *place = g_strdup_printf("%u", item->place);
    biaosou_report_add(item->report, place, cited, number, item->title);
}

static gboolean add_item(biaosou_report *report, const json_t *value, guint place, Problem *problem)
{
    const json_t *number = json_is_object(value) ? json_object_get(value, "number") : value;
    const Item item = {report, json_string_value(number), json_string_value(json_object_get(value, "title")), place};
    if (!item.text)
        return problem_of(problem, "citations", "item %u is neither a string nor an object with \"number\"", place);
    biaosou_find_numbers(item.text, json_string_length(number), add_number, (void *)&item);
    return TRUE;
}

/* {"citations": ["GB/T 1.1-2020", {"number": …, "title": …}]}, or the list alone. */
static gboolean add_list(biaosou_report *report, const GByteArray *body, Problem *problem)
{
    json_error_t error;
    json_t *all = json_loadb((const char *)body->data, body->len, JSON_REJECT_DUPLICATES, &error);
    const json_t *list = json_is_object(all) ? json_object_get(all, "citations") : all;
    gboolean ok = json_is_array(list);
    if (!ok)
        problem_set(problem, 400, "request", "the body is no JSON list of citations: %s",
                    all ? _("it is something else") : error.text);
    for (gsize i = 0; ok && i < json_array_size(list); i++)
        ok = add_item(report, json_array_get(list, i), (guint)i + 1, problem);
    json_decref(all);
    return ok;
}

/* LEN BYTES of a file that is called NAME. */
static gboolean add_file(biaosou_report *report, const char *name, const char *bytes, gsize len, Problem *problem)
{
    g_autofree char *own = g_path_get_basename(*name ? name : "list.txt");
    biaosou_status status = biaosou_report_read(report, own, bytes, len);
    if (status == BIAOSOU_LATE)
        return problem_of_library(problem, status);
    if (status == BIAOSOU_INPUT)
        return problem_set(problem, 415, "file", "%s", biaosou_error_message());
    return status == BIAOSOU_OK || problem_set(problem, 422, "file", "%s", biaosou_error_message());
}

static gboolean add_all(const Request *request, biaosou_report *report, Problem *problem)
{
    const char *name, *text = request_value(request, "text"), *type = request_header(request, "Content-Type");
    gsize len;
    if (request->body && type && g_str_has_prefix(type, TYPE_JSON))
        return add_list(report, request->body, problem);
    const char *bytes = request_file(request, &len, &name), *called = request_value(request, "name");
    if (!bytes && !(text && *text))
        return problem_set(problem, 400, "request", "there is nothing to check: send a list or a file");
    return (!text || !*text || add_file(report, "list.txt", text, strlen(text), problem)) &&
           (!bytes || add_file(report, called ? called : name, bytes, len, problem));
}

static gboolean check_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    biaosou_report *report = NULL;
    biaosou_report_options options = BIAOSOU_REPORT_OPTIONS_INIT;
    options.english = request_english(request);
    const IndexReader *reader = worker_reader(worker, request, problem);
    biaosou_status status = reader ? biaosou_report_new(reader->searcher, request_value(request, "on"), &report) : BIAOSOU_OK;
    if (!reader)
        return FALSE;
    if (status == BIAOSOU_USAGE)
        return problem_of(problem, "on", "%s", biaosou_error_message());
    if (report)
        biaosou_report_limit(report, MOST_ROWS);
    gboolean ok = status == BIAOSOU_OK && add_all(request, report, problem);
    if (ok)
        status = biaosou_report_write(report, format, &options, response_append, out);
    if (status != BIAOSOU_OK)
        ok = problem_of_library(problem, status);
    biaosou_report_free(report);
    return ok;
}

gboolean api_check(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    return check_as(request, worker, "json", json, problem);
}

void api_handle_check(const Request *request, Response *response, Worker *worker)
{
    format_answer(formats, check_as, request, response, worker);
}
