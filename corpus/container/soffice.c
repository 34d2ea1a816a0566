#include "corpus/container/soffice.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/container/soffice-kind.h"
#include "corpus/read/budget.h"
#include "corpus/read/program.h"
#include "corpus/read/sink.h"
#include "messages/messages.h"

#define SECONDS "300"

static void set_problem(const char *file, const SofficeKind *kind, SofficeEnd end,
                        const GByteArray *bytes, const GByteArray *answer, GError **error)
{
    const char *wanted = kind->wanted->name, *package = kind->wanted->package;
    g_autofree char *says = NULL;
    switch (end) {
    case SOFFICE_MISSING:
        says = g_strdup_printf(_("which LibreOffice reads, and that is not installed: install %s, or "
                               "save the file as %s"),
                               package, wanted);
        break;
    case SOFFICE_NOTHING:
        says = soffice_is_locked(kind, bytes)
                   ? g_strdup(_("locked by a password; save it without"))
                   : g_strdup_printf(_("of which LibreOffice makes nothing: it is damaged, or takes "
                                     "too much memory, or %s is "
                                     "not installed; save it as %s"),
                                     package, wanted);
        break;
    case SOFFICE_SLOW:
        says = g_strdup_printf(_("which takes LibreOffice over %s seconds; save it as %s"), SECONDS, wanted);
        break;
    case SOFFICE_FAILED: {
        g_autofree char *reason =
            g_utf8_make_valid((const char *)answer->data, (gssize)MIN(answer->len, 1000));
        says = g_strdup_printf(_("which LibreOffice could not be given: %s"), reason);
        break;
    }
    default:
        says = g_strdup(_("and LibreOffice was stopped while it read it"));
    }
    g_set_error(error, READER_ERROR, end == SOFFICE_FAILED ? READER_ERROR_IO : READER_ERROR_FORMAT,
                _("%s: %s (%s), %s"), file, _(kind->name), _(kind->format), says);
}

static gboolean keep(const guint8 *bytes, gsize len, gpointer data, GError **error)
{
    GByteArray *answer = data;
    (void)error;
    g_byte_array_append(answer, bytes, (guint)len);
    return answer->len <= SOFFICE_MOST;
}

/* What the program between answers that is given BYTES, of FILE, and how it ended; caller unrefs.
 * NULL with an error. */
static GByteArray *run(const char *file, const SofficeKind *kind, GByteArray *bytes,
                       SofficeEnd *end, GError **error)
{
    g_autofree char *path = program_find("biaosou-soffice", "BIAOSOU_SOFFICE");
    const char *const argv[] = {path, kind->suffix, kind->wanted->suffix, SECONDS, NULL};
    g_autoptr(Stream) input = stream_of_bytes(g_byte_array_ref(bytes), file);
    int budget = budget_take(BUDGET_PARTS, input, error); /* LibreOffice needs much */
    GByteArray *answer = g_byte_array_new();
    Program program;
    if (budget < 0) {
        g_byte_array_unref(answer);
        return NULL;
    }
    if (!program_start(&program, (char *const *)argv, -1)) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO,
                    _("%s: %s, which has it read, cannot be run: %s"), file, path, g_strerror(errno));
        close(budget);
        g_byte_array_unref(answer);
        return NULL;
    }
    GError *stopped = NULL; /* else neither end fails */
    program_talk(&program, input, keep, answer, &stopped);
    int status = program_end(&program, stopped != NULL);
    close(budget);
    if (stopped) {
        g_propagate_error(error, stopped);
        g_byte_array_unref(answer);
        return NULL;
    }
    *end = WIFEXITED(status) ? (SofficeEnd)WEXITSTATUS(status) : SOFFICE_STOPPED;
    return answer;
}

Stream *soffice_convert(const char *file, Stream *stream, const char **format, GError **error)
{
    g_autoptr(GByteArray) bytes =
        stream_read_whole(stream, SOFFICE_MOST, _("an office document"), "", error);
    const SofficeKind *kind = bytes ? soffice_kind(file, bytes, error) : NULL;
    SofficeEnd end;
    g_autoptr(GByteArray) answer = kind ? run(file, kind, bytes, &end, error) : NULL;
    if (!answer)
        return NULL;
    *format = kind->format;
    if (end == SOFFICE_MADE)
        return stream_of_bytes(g_steal_pointer(&answer), file);
    set_problem(file, kind, end, bytes, answer, error);
    return NULL;
}
