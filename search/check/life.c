#include "search/check/life.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/value.h"
#include "number/number.h"

guint32 life_begins(const Record *record)
{
    guint32 effective = date_key(record_text(record, FIELD_EFFECTIVE));
    return effective ? effective : date_key(record_text(record, FIELD_PUBLISHED));
}

/* Whether RECORD is of what is not a standard yet. */
static gboolean is_draft(const Record *record)
{
    const char *id = record_text(record, FIELD_ID);
    g_autoptr(Number) number = number_parse(id, -1);
    gboolean numbered = number && number->type == NUMBER_STANDARD && number->year != NUMBER_DRAFT_YEAR;
    return !record_text(record, FIELD_STATUS) && !record_text(record, FIELD_PUBLISHED) &&
           (!numbered || record_text(record, FIELD_STAGE));
}

/* Whether it began after DAY, by its dates or, without, by the year of its number. */
static gboolean begins_after(const Record *record, guint32 day)
{
    guint32 begins = date_last(life_begins(record));
    if (begins)
        return begins > day;
    g_autoptr(Number) number = number_parse(record_text(record, FIELD_ID), -1);
    return number && number->year > 0 && (guint32)number->year > day / 10000;
}

Life life_on(const Record *record, guint32 day, guint32 today)
{
    const char *status = record_text(record, FIELD_STATUS);
    guint32 withdrawn = date_last(date_key(record_text(record, FIELD_WITHDRAWN)));
    if (is_draft(record))
        return LIFE_DRAFT;
    if (begins_after(record, day))
        return LIFE_NOT_YET;
    if (withdrawn)
        return withdrawn <= day ? LIFE_PAST : LIFE_IN_FORCE;
    if (!status)
        return LIFE_UNKNOWN;
    if (strcmp(status, STATUS_IN_FORCE) == 0)
        return LIFE_IN_FORCE;
    if (strcmp(status, STATUS_SOON) == 0)
        return date_key(record_text(record, FIELD_EFFECTIVE)) ? LIFE_IN_FORCE : LIFE_NOT_YET;
    return day >= today ? LIFE_PAST : LIFE_UNKNOWN; /* when it ended is not known */
}

const char *life_status(const Record *record, guint32 day, guint32 today)
{
    const char *status = record_text(record, FIELD_STATUS);
    switch (life_on(record, day, today)) {
    case LIFE_IN_FORCE:
        return STATUS_IN_FORCE;
    case LIFE_NOT_YET:
        return STATUS_SOON;
    case LIFE_PAST:
        return g_strcmp0(status, STATUS_SUPERSEDED) == 0 ? status : STATUS_WITHDRAWN;
    case LIFE_UNKNOWN:
    case LIFE_DRAFT:
        break;
    }
    return NULL;
}
