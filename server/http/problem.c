#include "server/http/problem.h"

#include <jansson.h>
#include <stdarg.h>

#include "messages/messages.h"

/* What each kind is called. */
static const struct {
    const char *name, *title;
} kinds[] = {
    {"query", N_("The query cannot be read")},
    {"parameter", N_("A parameter is wrong")},
    {"not-found", N_("There is no such page")},
    {"no-document", N_("There is no such document")},
    {"no-index", N_("There is no such index")},
    {"method", N_("The method is not allowed here")},
    {"too-large", N_("That is too large")},
    {"file", N_("The file cannot be read")},
    {"cut-off", N_("The search took too long and was cut off: narrow it")},
    {"busy", N_("The server is busy: try again in a moment")},
    {"index", N_("The index cannot be read at the moment")},
    {"request", N_("The request cannot be read")},
    {"internal", N_("Something failed")},
};

static gboolean set(Problem *problem, guint status, const char *name, char *detail)
{
    if (problem->status) {
        g_free(detail);
        return FALSE;
    }
    problem->status = status;
    problem->name = name;
    problem->detail = g_utf8_make_valid(detail, -1);
    g_free(detail);
    return FALSE;
}

gboolean problem_set(Problem *problem, guint status, const char *name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(problem, status, name, g_strdup_vprintf(message_of(format), args));
    va_end(args);
    return FALSE;
}

gboolean problem_of(Problem *problem, const char *parameter, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *detail = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    if (!problem->status)
        problem->parameter = parameter;
    return set(problem, 400, "parameter", g_strdup_printf("%s: %s", parameter, detail));
}

gboolean problem_of_library(Problem *problem, biaosou_status status)
{
    static const struct {
        guint status;
        const char *name;
        gboolean ours; /* what it says is the operator's affair: files and their places */
    } of[] = {
        [BIAOSOU_USAGE] = {400, "parameter", FALSE}, [BIAOSOU_QUERY] = {400, "query", FALSE}, [BIAOSOU_MISSING] = {503, "index", TRUE},
        [BIAOSOU_GONE] = {503, "index", TRUE},       [BIAOSOU_DAMAGED] = {503, "index", TRUE}, [BIAOSOU_FORMAT] = {503, "index", TRUE},
        [BIAOSOU_INPUT] = {422, "file", FALSE},      [BIAOSOU_FAILED] = {500, "internal", TRUE}, [BIAOSOU_LATE] = {503, "cut-off", FALSE},
        [BIAOSOU_REMOTE] = {503, "index", TRUE},
    };
    gboolean known = (gsize)status < G_N_ELEMENTS(of) && of[status].name;
    gboolean ours = !known || of[status].ours;
    if (!problem->status && status == BIAOSOU_QUERY)
        problem->column = biaosou_error_column();
    return set(problem, known ? of[status].status : 500, known ? of[status].name : "internal",
               g_strdup(ours ? _("the index cannot be read now: `biaosou index check` tells who runs this why")
                             : biaosou_error_message()));
}

static const char *title_of(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].name, name))
            return _(kinds[i].title);
    return name;
}

void problem_write(GString *out, const Problem *problem)
{
    g_autofree char *type = g_strdup_printf("urn:biaosou:problem:%s", problem->name);
    json_t *object = json_pack("{s:s, s:s, s:i, s:s}", "type", type, "title", title_of(problem->name), "status",
                               (int)problem->status, "detail", problem->detail);
    if (problem->parameter)
        json_object_set_new(object, "parameter", json_string(problem->parameter));
    if (problem->column)
        json_object_set_new(object, "column", json_integer(problem->column));
    char *text = json_dumps(object, JSON_COMPACT);
    g_string_append(out, text ? text : "{}");
    g_string_append_c(out, '\n');
    free(text);
    json_decref(object);
}

void problem_clear(Problem *problem)
{
    g_free(problem->detail);
    *problem = (Problem){0};
}
