/* What a citation of a document says, whatever its style: the formats of citations differ only in how they write this.
 * What a record does not say is left out, not guessed. */
#ifndef SEARCH_OUTPUT_REFERENCE_H
#define SEARCH_OUTPUT_REFERENCE_H

#include "corpus/record/record.h"

typedef struct {
    gboolean is_news;      /* no standard */
    const char *title;     /* in the language of its body: that of an ISO standard is English if it has such; or NULL */
    const char *language;  /* of the title, ISO 639: "zh"; NULL without one */
    char *number;          /* as its cover has it: a Chinese one with a dash of one em before the year; or NULL */
    const char *author;    /* the name of the committee, or NULL */
    const char *publisher; /* NULL: not known */
    const char *place;     /* of the publisher */
    guint32 date;          /* of publication, else the year of its number: date_key() */
    const char *url;       /* or NULL */
} Reference;

/* What RECORD with the id ID, both borrowed, says. */
void reference_init(Reference *reference, const Record *record, const char *id);
void reference_clear(Reference *reference);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reference, reference_clear)

/* The title or, of what has none, its number or id. */
const char *reference_name(const Reference *reference, const char *id);

/* The year of its date, 0: not known. */
#define reference_year(reference) ((int)((reference)->date / 10000))

/* Appends the date KEY, a date_key(): "2024-03-15", "2024-03" or "2024", with BETWEEN between; of 0 nothing. */
void reference_append_date(GString *out, guint32 key, char between);

/* Appends a key that no other id has, of ASCII letters, digits, '-' and '.'. */
void reference_append_key(GString *out, const char *id);

#endif
