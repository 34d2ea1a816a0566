/* The access log: a line for each request. */
#ifndef SERVER_HTTP_LOG_H
#define SERVER_HTTP_LOG_H

#include <glib.h>

typedef enum { LOG_NONE, LOG_JSON, LOG_COMBINED } LogFormat;

/* For all threads. */
typedef struct AccessLog AccessLog;

/* To FILE, appended ("-": standard output). NULL with a G_FILE_ERROR. */
AccessLog *access_log_open(const char *file, LogFormat format, GError **error);
void access_log_close(AccessLog *log);

/* Borrowed, as all in it; texts as the client sent them. */
typedef struct {
    const char *address, *method, *target, *version, *route, *referrer, *agent;
    guint status;
    guint64 bytes; /* of the body as it was sent */
    gint64 micros;
} LogEntry;

/* Appends the line of ENTRY to LINES, which access_log_write() writes and empties. */
void access_log_add(const AccessLog *log, GString *lines, const LogEntry *entry);
void access_log_write(AccessLog *log, GString *lines);

#endif
