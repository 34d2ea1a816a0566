/* Whether a title that stands with a citation is that of the document. */
#ifndef SEARCH_CHECK_TITLE_H
#define SEARCH_CHECK_TITLE_H

#include "corpus/record/record.h"

/* Whether TITLE is one of RECORD's titles, nearly so, or a part of one; also if RECORD has none in its language, which
 * cannot be compared. */
gboolean title_agrees(const char *title, const Record *record);

#endif
