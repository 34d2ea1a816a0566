/* Private to the readers of pages (HTML, Markdown), which may be about anything: of them only tables and lists of
 * standards are believed, and what tells of these. */
#ifndef CORPUS_CONTAINER_WEB_H
#define CORPUS_CONTAINER_WEB_H

#include "corpus/read/stream.h"
#include "corpus/text/document.h"

/* The text of STREAM (taken over), of FILE, which WHAT is, whatever its encoding. Caller frees; NULL with an error. */
char *web_read_text(const char *file, Stream *stream, const char *what, GError **error);

/* The items of a list and of those in it: each at LINE and DEPTH, which goes on with TEXT, with its PARAGRAPH or with
 * another. Caller unrefs. */
GArray *web_items_new(void);
void web_add_item(GArray *items, const char *text, unsigned line, guint depth);
void web_item_go_on(GArray *items, guint i, const char *text, gboolean paragraph);

/* Adds the ITEMS of each depth as a table of numbers and titles if all of them are that, and there are two of them at
 * least; else they are text. */
void web_add_lists(Document *document, const GArray *items);

/* Adds TEXT at LINE if it may be the caption of a table or tells a month; else it is prose, which is not read. */
void web_add_text(Document *document, const char *text, unsigned line);

/* DOCUMENT (taken over), finished; READER_ERROR_FORMAT and NULL if FILE, WHAT it is, has neither table nor list. */
Document *web_finish(Document *document, const char *file, const char *what, GError **error);

#endif
