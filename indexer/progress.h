/* Progress of a long job on standard error: a bar on a terminal, now and then a line in a log. */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <glib.h>

typedef struct ProgressBar ProgressBar;

/* SHOWN FALSE: prints nothing. */
ProgressBar *progress_new(gboolean shown);
void progress_free(ProgressBar *progress); /* clears the bar */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProgressBar, progress_free)

/* Begins a step of TOTAL documents (0: unknown): "reading", "indexing". */
void progress_step(ProgressBar *progress, const char *what, guint64 total);
/* N more documents are done. */
void progress_add(ProgressBar *progress, guint64 n);

#endif
