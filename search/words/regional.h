/* Regional vocabulary: a query in traditional characters says in its own words what the mainland
 * says in others, 資訊安全 what 信息安全 does. */
#ifndef SEARCH_WORDS_REGIONAL_H
#define SEARCH_WORDS_REGIONAL_H

#include <glib.h>

/* OpenCC's dictionaries, opened when a query first needs them (4 ms with the files in memory), so
 * that ordinary queries pay nothing. Not thread-safe. */
typedef struct Regional Regional;
Regional *regional_new(void);
void regional_free(Regional *regional);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Regional, regional_free)

/* Why no text has a reading, where OpenCC's data was needed and is missing; else NULL. Borrowed. */
const char *regional_fault(const Regional *regional);

/* Whether a character of TEXT has another, simplified form. Pure. */
gboolean regional_is_traditional(const char *text);

/* A text as written and in the words of the mainland. */
typedef struct {
    char *own, *other; /* normalized */
    gint *place;       /* by character of `other`: which one of `own` it is, or -1 */
    guint n_own, n_other;
} RegionalReading;

/* The reading of TEXT in the words of the mainland; NULL if that is the same, or TEXT is too long,
 * or OpenCC's data is missing. */
RegionalReading *regional_read(Regional *regional, const char *text);
void regional_reading_free(RegionalReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegionalReading, regional_reading_free)

/* The bytes [*from, *to) of READING's own text which bytes [FROM, TO) of the other stand for. */
void regional_place(const RegionalReading *reading, guint32 *from, guint32 *to);

#endif
