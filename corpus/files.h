/* Reading several files at once, each in a process of its own; what they give comes in the order of the files. */
#ifndef CORPUS_FILES_H
#define CORPUS_FILES_H

#include "corpus/read/sink.h"

/* Reads FILES (NULL-terminated), JOBS at a time, and gives SINK what each gives, as if they were read one after another.
 * ENDED is called after each, with its share and its error (borrowed, or NULL); it returns FALSE to stop. What of a file
 * has been read ahead waits in an unlinked file of the temporary folder. Of one job, and of standard input ("-"), the
 * caller's own process is the reader. The caller must have no threads. */
void files_read(char *const *files, guint jobs, const ReaderSink *sink,
                gboolean (*ended)(const char *file, const ReaderShare *share, const GError *error, gpointer data));

#endif
