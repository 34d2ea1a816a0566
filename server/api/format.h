/* Formats of answers: by the parameter "format", else by what the client accepts, else the first. */
#ifndef SERVER_API_FORMAT_H
#define SERVER_API_FORMAT_H

#include "server/http/service.h"

typedef struct {
    const char *name; /* as the library has it */
    const char *type;
    const char *file; /* it is to be saved under that name; NULL: only if it is HTML, as report.html */
} Format;

#define FORMAT_XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define FORMAT_CSV "text/csv; charset=utf-8"
#define FORMAT_MARKDOWN "text/markdown; charset=utf-8"

/* Of FORMATS, the first of which is the usual one and the last of which has no name, that which REQUEST wants, by PARAMETER or
 * else by "format" and Accept. NULL with PROBLEM. */
const Format *format_chosen(const Format *formats, const char *parameter, const Request *request, Problem *problem);
const Format *format_wanted(const Format *formats, const Request *request, Problem *problem);

/* What is answered, appended in FORMAT (Format's name). FALSE with PROBLEM. */
typedef gboolean FormatAnswer(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem);

/* RESPONSE is in FORMAT. */
void format_set(const Format *format, Response *response);

/* RESPONSE is what ANSWER says in the format of FORMATS that REQUEST wants, or the problem that it has. */
void format_answer(const Format *formats, FormatAnswer *answer, const Request *request, Response *response, Worker *worker);

#endif
