/* Whether a title that stands with a citation is that of the document. */
#ifndef SEARCH_CHECK_TITLE_H
#define SEARCH_CHECK_TITLE_H

#include "search/match/searcher.h"

/* From the best to the worst. */
typedef enum {
    TITLE_SAME,    /* its own, however it is spaced, punctuated and spelled */
    TITLE_PART,    /* its own but for whole elements, which are left out */
    TITLE_NEAR,    /* its own, shortened, with something besides, or misread: unless it is exactly another's */
    TITLE_OTHER,   /* another word stands where it has one of its own, or too little of it is left */
    TITLE_UNKNOWN, /* it has no title in that language */
} TitleMatch;

/* What TITLE is to the titles of RECORD. A character that differs was misread if it makes no word that the index has (电硫 for
 * 电流; 电压 is another). Time is bounded: of a title of very many words the first count. */
TitleMatch title_compare(Searcher *searcher, const char *title, const Record *record);

#endif
