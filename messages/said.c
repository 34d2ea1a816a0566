#include "messages/messages.h"

Said *said_new_valist(const char *format, va_list args)
{
    Said *said = g_new(Said, 1);
    for (guint i = 0; i < LANGUAGES; i++) {
        va_list own;
        va_copy(own, args);
        said->in[i] = g_strdup_vprintf(message_in((Language)i, format), own);
        va_end(own);
    }
    return said;
}

Said *said_new(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Said *said = said_new_valist(format, args);
    va_end(args);
    return said;
}

void said_free(Said *said)
{
    for (guint i = 0; said && i < LANGUAGES; i++)
        g_free(said->in[i]);
    g_free(said);
}
