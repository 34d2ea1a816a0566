/* The pieces of a document's page, each its sections. */
#ifndef SERVER_PAGE_DOCUMENT_H
#define SERVER_PAGE_DOCUMENT_H

#include "server/page/page.h"

/* What the page is made of; what could not be had is NULL. */
typedef struct {
    json_t *show, *related, *impact;
    const json_t *record; /* of `show` */
    const char *id;
} Document;

/* What it has to do with others, by whom it is cited, its parts, others of its number, what is similar. */
void page_document_relations(Page *page, const Document *document);

/* How it is cited. */
void page_document_citations(Page *page, const Document *document);

/* Where all this is from, and where sources differ. */
void page_document_sources(Page *page, const Document *document);

#endif
