/* biaosou-read records|text archive|pages|file MIB LANGUAGE NAME [COLUMN=KNOWN...]: reads the file that its standard input is, in a process of
 * its own, of so many MiB of memory, that may do nothing else, and answers on its standard output with the records or what it says, the rejects and how
 * much was understood (frame.h); of an archive, if it may be one, with the files in it; pages that are pictures are read by
 * tesseract. */
#include <string.h>
#include <unistd.h>

#include "corpus/confine.h"
#include "corpus/confined.h"
#include "corpus/container/pdf.h"
#include "corpus/container/picture.h"
#include "corpus/container/scan.h"
#include "corpus/frame.h"
#include "corpus/reader.h"
#include "corpus/table/column.h"
#include "corpus/tesseract.h"
#include "messages/messages.h"

/* A library that gets no memory says anything. */
static void tell_filled(const char *name, GError **error)
{
    g_autoptr(GError) said = g_steal_pointer(error);
    *error = g_error_new(READER_ERROR, READER_ERROR_FORMAT, _("%s: reading it takes over %zu MiB of memory; give it in pieces (%s)"),
                         name, confine_filled() >> 20, said->message);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    ReaderShare share = {.unit = ""};
    Tesseract tesseract = {-1, 0};
    Language language;
    if (argc < 6)
        return 2;
    const gsize given = (gsize)g_ascii_strtoull(argv[3], NULL, 10) << 20;
    if (strcmp(argv[2], "pages") == 0)
        tesseract_start(&tesseract);
    confine();
    if (given < CONFINED_MEMORY_MOST)
        confine_watch(given, CONFINED_FILLED);
    if (language_by_name(argv[4], &language))
        language_set_usual(language);
    const char *name = argv[5];
    const ReaderSink sink = frame_sink(stdout, strcmp(argv[1], "text") == 0);
    const MemberSink members = {frame_put_member, stdout};
    ScanReader pictures = {tesseract_read, &tesseract};
    const ReaderHelp help = {pdf_read, picture_read, &pictures, strcmp(argv[2], "archive") == 0 ? &members : NULL};
    for (int i = 6; i < argc; i++)
        column_add_given(argv[i]);
    g_autoptr(Stream) stream = stream_of(STDIN_FILENO, name, &error);
    if (stream)
        reader_read_here(name, g_steal_pointer(&stream), &help, &sink, &share, &error);
    tesseract_end(&tesseract);
    if (error && confine_filled())
        tell_filled(name, &error);
    return frame_put_end(stdout, &share, error) && fflush(stdout) == 0 ? 0 : 1;
}
