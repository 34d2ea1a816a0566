/* The indexes that are served: each by its name, in its newest generation, which is opened beside the one before and takes its
 * place between two requests. */
#ifndef SERVER_INDEX_INDEXES_H
#define SERVER_INDEX_INDEXES_H

#include <glib.h>

#include "libbiaosou/biaosou.h"

/* For all threads. */
typedef struct Indexes Indexes;

Indexes *indexes_new(void);
void indexes_free(Indexes *indexes);

/* Opens the index in folder DIR as NAME; the first is the default one. Only before threads use INDEXES. */
biaosou_status indexes_add(Indexes *indexes, const char *name, const char *dir);

guint indexes_count(const Indexes *indexes);
const char *indexes_name(const Indexes *indexes, guint index);

/* What is to be told of one of them. */
typedef struct {
    guint32 generation;
    guint64 documents;
    guint64 swaps;    /* generations that came into use since the start */
    guint64 failures; /* looks at a newer generation that could not be opened */
} IndexState;
IndexState indexes_state(Indexes *indexes, guint index);

/* Looks whether there are newer generations, opens them and puts them into use; and at the date. What cannot be opened is told
 * by FAILED, and what was in use stays so. To be called about once a second, by one thread. */
typedef void (*IndexesFailed)(const char *name, const char *message, gpointer data);
void indexes_watch(Indexes *indexes, IndexesFailed failed, gpointer data);

/* What one thread reads all indexes with. */
typedef struct IndexReaders IndexReaders;
IndexReaders *index_readers_new(Indexes *indexes);
void index_readers_free(IndexReaders *readers);

/* Room for a time, "2024-01-01T00:00:00.000000Z". */
#define INDEX_TIME_BYTES 32

/* One of them; borrowed until the thread's next call. */
typedef struct {
    biaosou_searcher *searcher;
    guint32 generation;
    guint32 day; /* the searcher's today, yyyymmdd */
    const char *name;
    char created[INDEX_TIME_BYTES]; /* when the generation was made; "": it does not say */
} IndexReader;

/* That of the index NAME (NULL: the default one) in its newest generation and as of today. NULL: there is none of that name, or
 * it cannot be read, which *STATUS says (BIAOSOU_OK: there is none). */
const IndexReader *index_reader(IndexReaders *readers, const char *name, biaosou_status *status);

/* Makes the searchers that are needed now, so that no request waits for it. */
void index_readers_renew(IndexReaders *readers);

#endif
