/* Progress of a long job on standard error: a bar on a terminal, now and then a line in a log. */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <glib.h>

typedef struct Progress Progress;

/* SHOWN FALSE: prints nothing. */
Progress *progress_new(gboolean shown);
void progress_free(Progress *progress); /* clears the bar */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* Begins a step of TOTAL documents (0: unknown): "reading", "indexing". */
void progress_step(Progress *progress, const char *what, guint64 total);
/* N more documents are done. */
void progress_add(Progress *progress, guint64 n);

#endif
