/* Editions of one number, and which of them are past. */
#ifndef SEARCH_PLAN_EDITION_H
#define SEARCH_PLAN_EDITION_H

#include <glib.h>

/* How far a number goes beyond the plain one; a supplement to a supplement goes further. */
enum { EDITION_PLAIN, EDITION_PART, EDITION_SUPPLEMENT };

enum { EDITION_IN_FORCE, EDITION_SOON, EDITION_UNKNOWN, EDITION_PAST };

typedef struct {
    char *number;  /* without stage, year and supplement; NULL: the id is no number of a standard */
    int year;      /* 0: none */
    guint further; /* EDITION_PLAIN and so on */
    guint status;  /* EDITION_IN_FORCE and so on */
    gboolean old;  /* past by its status or, where it has none, by a newer edition */
} Edition;

/* What the document ID of STATUS is. Clear it with edition_clear(). */
void edition_init(Edition *edition, const char *id, guint status);
void edition_clear(Edition *edition);

/* The number of the document ID without its year, as what names no edition names it; NULL if it is no number of a standard,
 * or of a supplement, or has no year. Caller frees. */
char *edition_undated(const char *id);

/* The same without its part too, as what means all parts names it. Caller frees. */
char *edition_whole(const char *id);

/* The first digits of LEN bytes of ID as a number: the same in all editions and supplements of a number,
 * and read sooner than the number. */
guint edition_digits(const char *id, gsize len);

/* Sets `old` of EDITIONS (Edition *), which are left by number and then the newest first. */
void editions_mark_old(GPtrArray *editions);

#endif
