/* Who is told how far a change is. */
#ifndef INDEXER_WRITE_PROGRESS_H
#define INDEXER_WRITE_PROGRESS_H

#include <glib.h>

typedef enum {
    CHANGE_READING,  /* records of the sources, or of the index */
    CHANGE_INDEXING, /* documents */
} ChangeStep;

/* Functions that a change calls, in the thread that it runs in. */
typedef struct {
    void (*step)(gpointer data, ChangeStep step, guint64 total); /* one begins; 0: total unknown */
    void (*add)(gpointer data, guint64 n);                       /* N more are done */
    void (*end)(gpointer data);                                  /* the change is over */
    gpointer data;
} ChangeProgress;

/* Call them; PROGRESS may be NULL. */
static inline void progress_step(const ChangeProgress *progress, ChangeStep step, guint64 total)
{
    if (progress)
        progress->step(progress->data, step, total);
}

static inline void progress_add(const ChangeProgress *progress, guint64 n)
{
    if (progress)
        progress->add(progress->data, n);
}

static inline void progress_end(const ChangeProgress *progress)
{
    if (progress)
        progress->end(progress->data);
}

#endif
