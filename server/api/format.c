#include "server/api/format.h"

#include <string.h>

const Format *format_chosen(const Format *formats, const char *parameter, const Request *request, Problem *problem)
{
    const char *name = request_value(request, parameter);
    if (!name)
        return formats;
    g_autoptr(GString) names = g_string_new(NULL);
    for (const Format *format = formats; format->name; format++) {
        if (g_str_equal(format->name, name))
            return format;
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", format->name);
    }
    problem_of(problem, parameter, "'%.50s' is none of %s", name, names->str);
    return NULL;
}

const Format *format_wanted(const Format *formats, const Request *request, Problem *problem)
{
    const Format *best = formats;
    int most = 0;
    if (request_value(request, "format"))
        return format_chosen(formats, "format", request, problem);
    for (const Format *format = formats; format->name; format++) {
        g_autofree char *type = g_strndup(format->type, strcspn(format->type, ";"));
        int weight = request_weight(request, "Accept", type);
        if (weight > most) {
            best = format;
            most = weight;
        }
    }
    return best;
}

void format_set(const Format *format, Response *response)
{
    response->type = format->type;
    /* A report as HTML has its style in it, which the pages' Content-Security-Policy forbids: it is to be saved, not shown. */
    const char *file = format->file || !g_str_equal(format->type, TYPE_HTML) ? format->file : "report.html";
    if (file)
        response_download(response, file);
}

void format_answer(const Format *formats, FormatAnswer *answer, const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    const Format *format = format_wanted(formats, request, &problem);
    if (format && answer(request, worker, format->name, response->body, &problem))
        format_set(format, response);
    else
        response_problem(response, &problem);
}
