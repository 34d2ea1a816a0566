/* What identity.c asks of those who know one kind of provisional id. Each looks at the provisional
 * records (note), then at all that may have the last id (offer), then tells what it found (settle: into
 * IDS, from the provisional id to the one that its records get). */
#ifndef INDEXER_WRITE_IDENTITY_PRIVATE_H
#define INDEXER_WRITE_IDENTITY_PRIVATE_H

#include "indexer/read/index.h"

/* Drafts that are known only by their title. KEY: record_title_key() of RECORD. */
typedef struct Titles Titles;
Titles *titles_new(void);
void titles_free(Titles *titles);
gboolean titles_any(const Titles *titles); /* whether one was noted */
void titles_note(Titles *titles, const Record *draft, const char *key);
void titles_offer(Titles *titles, const Record *record, const char *key);
gboolean titles_offer_stored(Titles *titles, Index *base, GError **error);
void titles_settle(const Titles *titles, GHashTable *ids);

/* Plans whose standard may have a number. KEY may be NULL. */
typedef struct Plans Plans;
Plans *plans_new(void);
void plans_free(Plans *plans);
gboolean plans_is_plan(const char *id);
gboolean plans_any(const Plans *plans); /* whether one was noted */
void plans_note(Plans *plans, const Record *plan, const char *key);
void plans_offer(Plans *plans, const Record *record, const char *key);
gboolean plans_offer_stored(Plans *plans, Index *base, GError **error);
void plans_settle(const Plans *plans, GHashTable *ids);
/* Takes from RECORD, of plan ID or a draft that led to it, the titles that the standard has its own of;
 * a Chinese one that is another stays as the member "former_title". */
void plans_yield_titles(const Plans *plans, const char *id, Record *record);

/* Supplements without their date. In the order of the runs …/Amd 1 comes before …/Amd 1:2024, so that one
 * is seen at a time: ids are noted in that order, and what is found is told at once. */
typedef struct {
    const Index *base; /* may be NULL */
    GHashTable *ids;
    char *undated;    /* id without a date, or NULL */
    gboolean needed;  /* a record has that id */
    char *dated;      /* the id with the date */
    gboolean several; /* dates differ: which is meant is not told */
} Supplements;
gboolean supplements_is_undated(const char *id);
void supplements_note(Supplements *seen, const char *id);
void supplements_end(Supplements *seen);

#endif
