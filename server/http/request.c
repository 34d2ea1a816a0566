#include "server/http/request.h"

#include <microhttpd.h>
#include <string.h>

#include "messages/messages.h"

const char *request_value_at(const Request *request, const char *name, guint i)
{
    for (guint k = 0; k < request->form->parameters->len; k++) {
        const Parameter *parameter = request->form->parameters->pdata[k];
        if (!parameter->file && g_str_equal(parameter->name, name) && i-- == 0)
            return parameter->value;
    }
    return NULL;
}

const char *request_value(const Request *request, const char *name)
{
    return request_value_at(request, name, 0);
}

gboolean request_number(const Request *request, const char *name, guint least, guint most, guint *value, Problem *problem)
{
    const char *text = request_value(request, name);
    guint64 number;
    if (!text)
        return TRUE;
    if (!g_ascii_string_to_unsigned(text, 10, least, most, &number, NULL))
        return problem_of(problem, name, "a number from %u to %u is wanted, not '%.100s'", least, most, text);
    *value = (guint)number;
    return TRUE;
}

gboolean request_flag(const Request *request, const char *name, int *value, Problem *problem)
{
    static const char *const words[] = {"0", "1", "false", "true", "no", "yes"};
    const char *text = request_value(request, name);
    for (guint i = 0; text && i < G_N_ELEMENTS(words); i++)
        if (g_str_equal(text, words[i])) {
            *value = i % 2;
            return TRUE;
        }
    return !text || problem_of(problem, name, "1 or 0 is wanted, not '%.100s'", text);
}

const char *request_header(const Request *request, const char *name)
{
    for (const char *const *header = request->headers; header && *header; header += 2)
        if (g_ascii_strcasecmp(*header, name) == 0)
            return header[1];
    return request->connection ? MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name) : NULL;
}

const char *request_cookie(const Request *request, const char *name)
{
    return request->connection ? MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, name) : NULL;
}

/* The weight, in thousandths, that LIST gives TOKEN: by its own name, text/csv, or by that of its like, text/..., or of all;
 * -1: it does not name it. */
static int weight(const char *list, const char *token)
{
    gsize len = strlen(token);
    int found = -1, any = -1;
    while (*list) {
        gsize part = strcspn(list, ",");
        const char *word = list + strspn(list, " \t");
        gsize word_len = strcspn(word, ",; \t"), at = strcspn(list, ",;");
        const char *q = g_strstr_len(list + at, (gssize)(part - at), "q=");
        int value = q ? (int)(g_ascii_strtod(q + 2, NULL) * 1000) : 1000;
        if (word_len == len && g_ascii_strncasecmp(word, token, len) == 0)
            found = value;
        else if (word_len > 0 && (word_len == 1 || strncmp(word, "*/*", 3) == 0) && *word == '*')
            any = value;
        list += part + (list[part] == ',');
    }
    return found >= 0 ? found : any;
}

int request_weight(const Request *request, const char *name, const char *token)
{
    const char *list = request_header(request, name);
    return list ? MAX(weight(list, token), 0) : 0;
}

gboolean request_accepts(const Request *request, const char *name, const char *token)
{
    return request_weight(request, name, token) > 0;
}

gboolean request_english(const Request *request)
{
    const char *chosen = request_value(request, "lang"), *list;
    if (!chosen)
        chosen = request_cookie(request, "lang");
    if (chosen)
        return g_str_equal(chosen, "en");
    list = request_header(request, "Accept-Language");
    if (!list)
        return FALSE;
    /* zh-CN;q=0.9 is Chinese, en-GB English: only the first part counts, and the first of each comes with most weight */
    static const char *const chinese[] = {"zh", "zh-CN", "zh-TW", "zh-HK", "zh-Hans", "zh-Hant", "zh-SG"};
    static const char *const english[] = {"en", "en-US", "en-GB", "en-AU", "en-CA", "en-IN"};
    int zh = -1, en = -1;
    for (guint i = 0; i < G_N_ELEMENTS(chinese); i++)
        zh = MAX(zh, weight(list, chinese[i]));
    for (guint i = 0; i < G_N_ELEMENTS(english); i++)
        en = MAX(en, weight(list, english[i]));
    return en > 0 && en > zh;
}

void request_set_language(const Request *request)
{
    biaosou_set_language(request_english(request) ? "en" : "zh");
}

const char *request_file(const Request *request, gsize *len, const char **name)
{
    for (guint i = 0; i < request->form->parameters->len; i++) {
        const Parameter *parameter = request->form->parameters->pdata[i];
        if (!parameter->file || parameter->file->len == 0)
            continue;
        *len = parameter->file->len;
        *name = parameter->value;
        return (const char *)parameter->file->data;
    }
    *name = "";
    *len = request->body ? request->body->len : 0;
    return *len && request->form->is_sent == FALSE ? (const char *)request->body->data : NULL;
}

gboolean request_read_target(Request *request, const char *target, const char *base_path, Problem *problem)
{
    const char *fault, *mark;
    gsize base = strlen(base_path);
    request->form = form_new();
    /* what an HTTP proxy is asked for, "GET http://host/path" */
    if (*target != '/') {
        const char *host = strstr(target, "://"), *path = host ? strchr(host + 3, '/') : NULL;
        target = path ? path : "/";
    }
    if (base && strncmp(target, base_path, base) == 0 && (target[base] == '/' || target[base] == '\0' || target[base] == '?'))
        target += base;
    else if (base)
        target = "";
    request->target = g_strdup(target);
    mark = strchr(target, '?');
    request->path = g_strndup(target, mark ? (gsize)(mark - target) : strlen(target));
    fault = mark ? form_read(request->form, mark + 1, strlen(mark + 1)) : NULL;
    request_set_language(request);
    return !fault || problem_set(problem, 400, "request", "the query of the address has %s", _(fault));
}

static enum MHD_Result take_part(void *data, enum MHD_ValueKind kind, const char *key, const char *file, const char *type,
                                 const char *encoding, const char *bytes, uint64_t offset, size_t size)
{
    Form *form = data;
    (void)kind, (void)type, (void)encoding;
    if (offset == 0) {
        if (form->parameters->len >= FORM_MOST)
            return MHD_NO;
        form_add(form, g_utf8_make_valid(key ? key : "", -1), g_utf8_make_valid(file ? file : "", -1));
        Parameter *parameter = form->parameters->pdata[form->parameters->len - 1];
        parameter->file = g_byte_array_new();
        parameter->is_field = !file;
    }
    Parameter *last = form->parameters->pdata[form->parameters->len - 1];
    g_byte_array_append(last->file, (const guint8 *)bytes, (guint)size);
    return MHD_YES;
}

/* What of a form is no file becomes values. FALSE: it is not UTF-8, or has a NUL. */
static gboolean make_values(Form *form)
{
    for (guint i = 0; i < form->parameters->len; i++) {
        Parameter *parameter = form->parameters->pdata[i];
        if (!parameter->file || !parameter->is_field)
            continue;
        const char *bytes = (const char *)parameter->file->data;
        if (!g_utf8_validate(bytes ? bytes : "", (gssize)parameter->file->len, NULL))
            return FALSE;
        g_free(parameter->value);
        parameter->value = g_strndup(bytes ? bytes : "", parameter->file->len);
        g_byte_array_unref(parameter->file);
        parameter->file = NULL;
    }
    return TRUE;
}

static gboolean read_parts(Request *request, Problem *problem)
{
    struct MHD_Connection *connection = request->connection;
    struct MHD_PostProcessor *parts =
        connection ? MHD_create_post_processor(connection, 4096, take_part, request->form) : NULL;
    if (!parts)
        return problem_set(problem, 400, "request", "the form has no boundary");
    gboolean ok = MHD_post_process(parts, (const char *)request->body->data, request->body->len) == MHD_YES;
    ok = MHD_destroy_post_processor(parts) == MHD_YES && ok;
    if (!ok)
        return problem_set(problem, 400, "request", "the form is broken, or has too many parts");
    return make_values(request->form) || problem_set(problem, 400, "request", "a field of the form is not UTF-8");
}

gboolean request_read_body(Request *request, Problem *problem)
{
    const char *type = request_header(request, "Content-Type");
    if (!type || !request->body || request->body->len == 0)
        return TRUE;
    if (g_ascii_strncasecmp(type, "multipart/form-data", 19) == 0) {
        request->form->is_sent = TRUE;
        return read_parts(request, problem);
    }
    if (g_ascii_strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0) {
        request->form->is_sent = TRUE;
        const char *fault = form_read(request->form, (const char *)request->body->data, request->body->len);
        return !fault || problem_set(problem, 400, "request", "the form has %s", _(fault));
    }
    return TRUE;
}

void request_clear(Request *request)
{
    g_free(request->target);
    g_free(request->path);
    g_free(request->tail);
    form_free(request->form);
    if (request->body)
        g_byte_array_unref(request->body);
}
