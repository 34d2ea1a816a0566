/* What the sources of the library share. */
#ifndef LIBBIAOSOU_PRIVATE_H
#define LIBBIAOSOU_PRIVATE_H

#include "libbiaosou/biaosou.h"
#include "search/match/searcher.h"
#include "search/output/output.h"
#include "search/query/query.h"

struct biaosou_index {
    SearchSnapshot *snapshot;
};

struct biaosou_searcher {
    Searcher *searcher;
};

/* Remembers what ERROR (taken over) says for this thread, and returns its status. */
biaosou_status library_fail(GError *error);

/* The same of a message. */
biaosou_status library_fail_with(biaosou_status status, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* That of a query that cannot be read at COLUMN; ERROR is taken over. */
biaosou_status library_fail_query(GError *error, guint column);

/* An OutputWrite to a biaosou_write: its DATA is a LibrarySink. */
typedef struct {
    biaosou_write write;
    void *data;
    gboolean stopped;
} LibrarySink;
gboolean library_write(const char *bytes, gsize len, gpointer sink);

/* The query that BYTES are; NULL with *STATUS. Caller frees. */
Query *library_read_query(const char *bytes, gboolean plain, biaosou_status *status);

/* The day that TEXT (NULL: today) is, as yyyymmdd, into *DAY. */
biaosou_status library_day(const Searcher *searcher, const char *text, guint32 *day);

/* The first day that TEXT (2024-02-04, 2024-02; NULL: none) is, into *DAY. */
biaosou_status library_since(const char *text, guint32 *day);

/* The generation with that number that the index of SEARCHER keeps, into *INDEX, which is to be closed; 0: NULL. */
biaosou_status library_generation(const Searcher *searcher, unsigned generation, Index **index);

/* What OPTIONS (may be NULL) says. BIAOSOU_USAGE if its day is none. */
Language library_language(const biaosou_write_options *options);
biaosou_status library_output_options(const biaosou_write_options *options, OutputOptions *output);
ReportOptions library_report_options(const biaosou_report_options *options);

#endif
