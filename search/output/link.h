/* Links of a terminal (OSC 8): what is shown leads to a page when it is clicked. Pure, thread-safe. */
#ifndef SEARCH_OUTPUT_LINK_H
#define SEARCH_OUTPUT_LINK_H

#include "corpus/record/record.h"

/* The address of RECORD's page, if it is one of the web (http, https) and nothing else; NULL: it has none. Borrowed. */
const char *link_page(const Record *record);

/* Appends TEXT, cleaned, as a link to the address URL; without one where that is NULL. What no address has, control
 * characters above all, is escaped in it, so that a terminal obeys nothing of it. */
void link_append(GString *out, const char *text, const char *url);

#endif
