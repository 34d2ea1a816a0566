/* What a document is on a day, by its dates and its status. */
#ifndef SEARCH_CHECK_LIFE_H
#define SEARCH_CHECK_LIFE_H

#include "corpus/record/record.h"

typedef enum {
    LIFE_IN_FORCE,
    LIFE_NOT_YET, /* published, but not yet in effect */
    LIFE_PAST,    /* withdrawn or replaced */
    LIFE_UNKNOWN, /* nothing tells */
    LIFE_DRAFT,   /* not published: a plan, a draft */
} Life;

/* What RECORD is on DAY; its status is that of TODAY (both yyyymmdd). A date without a day counts from its last one. */
Life life_on(const Record *record, guint32 day, guint32 today);

/* The day (yyyymmdd, as date_key()) from which on it applies: of effect, else of publication; 0: not known. */
guint32 life_begins(const Record *record);

/* The status that RECORD has on DAY: one of the four words of value.h; NULL: not known, or a draft's. Static or borrowed. */
const char *life_status(const Record *record, guint32 day, guint32 today);

#endif
