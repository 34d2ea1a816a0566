#include "server/http/log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

struct AccessLog {
    int fd;
    LogFormat format;
};

AccessLog *access_log_open(const char *file, LogFormat format, GError **error)
{
    int fd = g_str_equal(file, "-") ? STDOUT_FILENO : g_open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "%s: %s", file, g_strerror(errno));
        return NULL;
    }
    AccessLog *log = g_new(AccessLog, 1);
    *log = (AccessLog){fd, format};
    return log;
}

void access_log_close(AccessLog *log)
{
    if (log && log->fd != STDOUT_FILENO)
        close(log->fd);
    g_free(log);
}

/* TEXT without what ends a quoted text or a line, as nginx does: \x22. */
static void append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const guchar *c = (const guchar *)(text ? text : "-"); *c; c++)
        if (*c < ' ' || *c >= 0x7f || *c == '"' || *c == '\\')
            g_string_append_printf(out, "\\x%02X", *c);
        else
            g_string_append_c(out, (char)*c);
    g_string_append_c(out, '"');
}

static void add_combined(GString *lines, const LogEntry *entry)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *time = g_date_time_format(now, "%d/%b/%Y:%H:%M:%S %z");
    g_autofree char *request = g_strdup_printf("%s %s %s", entry->method, entry->target, entry->version);
    g_string_append_printf(lines, "%s - - [%s] ", entry->address, time);
    append_quoted(lines, request);
    g_string_append_printf(lines, " %u %" G_GUINT64_FORMAT " ", entry->status, entry->bytes);
    append_quoted(lines, entry->referrer);
    g_string_append_c(lines, ' ');
    append_quoted(lines, entry->agent);
    g_string_append_c(lines, '\n');
}

static void set(json_t *object, const char *name, const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    if (valid)
        json_object_set_new(object, name, json_string(valid));
}

static void add_json(GString *lines, const LogEntry *entry)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *time = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S.%fZ");
    json_t *object = json_object();
    set(object, "time", time);
    set(object, "address", entry->address);
    set(object, "method", entry->method);
    set(object, "target", entry->target);
    set(object, "route", entry->route);
    json_object_set_new(object, "status", json_integer(entry->status));
    json_object_set_new(object, "bytes", json_integer((json_int_t)entry->bytes));
    json_object_set_new(object, "ms", json_real((double)entry->micros / 1000));
    set(object, "referrer", entry->referrer);
    set(object, "agent", entry->agent);
    char *text = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(9));
    g_string_append(lines, text ? text : "{}");
    g_string_append_c(lines, '\n');
    free(text);
    json_decref(object);
}

void access_log_add(const AccessLog *log, GString *lines, const LogEntry *entry)
{
    if (log && log->format == LOG_JSON)
        add_json(lines, entry);
    else if (log && log->format == LOG_COMBINED)
        add_combined(lines, entry);
}

void access_log_write(AccessLog *log, GString *lines)
{
    const char *from = lines->str;
    gsize left = lines->len;
    while (log && left > 0) {
        gssize n = write(log->fd, from, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break; /* a full disk or a reader that went away is no reason not to answer */
        from += n;
        left -= (gsize)n;
    }
    g_string_truncate(lines, 0);
}
