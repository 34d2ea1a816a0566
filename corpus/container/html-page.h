/* Private to the reader of HTML: the tree of a page → a Document: tables with what spans, also
 * those in cells of others, lists, and the lines of text around them by their blocks. */
#ifndef CORPUS_CONTAINER_HTML_PAGE_H
#define CORPUS_CONTAINER_HTML_PAGE_H

#include <libxml/tree.h>

#include "corpus/text/document.h"

/* Of the element ROOT (NULL: an empty page), however deep; WHOLE as in Document. Caller frees. */
Document *html_page_read(const xmlNode *root, gboolean whole);

#endif
