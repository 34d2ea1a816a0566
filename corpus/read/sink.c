#include "corpus/read/sink.h"
#include "messages/messages.h"

#include <string.h>

G_DEFINE_QUARK(biaosou-reader-error-quark, reader_error)

gboolean reader_share_suffices(const ReaderShare *share)
{
    return share->understood >= share->all - share->understood;
}

guint reader_share_percent(const ReaderShare *share)
{
    return share->all ? (guint)(share->understood * 100 / share->all) : 100;
}

gboolean reader_stopped(const char *file, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, _("%s: stopped"), file);
    return FALSE;
}

gboolean reader_check_share(const char *file, const ReaderShare *share, GError **error)
{
    if (reader_share_suffices(share))
        return TRUE;
    g_set_error(error, READER_ERROR, READER_ERROR_NOT_UNDERSTOOD,
                _("%s: only %u %% of its %s were understood, so nothing of it is taken in; see the "
                "rejects for what to mend, or give the file in another form%s"),
                file, reader_share_percent(share), message_of(share->unit),
                strcmp(share->unit, "bytes") == 0 ? _(" (for text made of a PDF: the PDF, or pdftotext -raw of it)") : "");
    return FALSE;
}
