/* biaosou-read records|text NAME [COLUMN=KNOWN...]: reads the file that its standard input is, in a process of its own that may do nothing else, and
 * answers on its standard output with the records or what it says, the rejects and how much was understood (frame.h). */
#include <string.h>
#include <unistd.h>

#include "corpus/confine.h"
#include "corpus/container/pdf.h"
#include "corpus/frame.h"
#include "corpus/reader.h"
#include "corpus/table/column.h"

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    ReaderShare share = {.unit = ""};
    confine();
    if (argc < 3)
        return 2;
    const ReaderSink sink = frame_sink(stdout, strcmp(argv[1], "text") == 0);
    for (int i = 3; i < argc; i++)
        column_add_given(argv[i]);
    g_autoptr(Stream) stream = stream_of(STDIN_FILENO, argv[2], &error);
    if (stream)
        reader_read_here(argv[2], g_steal_pointer(&stream), pdf_read, &sink, &share, &error);
    return frame_put_end(stdout, &share, error) && fflush(stdout) == 0 ? 0 : 1;
}
