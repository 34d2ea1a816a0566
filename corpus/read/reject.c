#include "corpus/read/reject.h"

#include <stdarg.h>
#include <string.h>

#include "messages/messages.h"

gboolean reject_send_at(const ReaderSink *sink, const Source *at, const char *text, size_t len,
                        const char *format, ...)
{
    if (!sink->reject)
        return TRUE;
    va_list args;
    va_start(args, format);
    g_autofree char *bytes = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    g_autofree char *reason = g_utf8_make_valid(bytes, -1);
    g_strdelimit(reason, "\r\n", ' ');
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)MIN(len, READER_REJECT_TEXT));
    size_t size = strlen(valid); /* each bad byte became three */
    if (size > READER_REJECT_TEXT)
        *g_utf8_find_prev_char(valid, valid + READER_REJECT_TEXT - 3) = '\0';
    Reject reject = {*at, reason, valid};
    return sink->reject(&reject, sink->data);
}
