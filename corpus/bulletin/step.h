/* Private to the bulletin reader: what news adds to records that tables may have told of already. */
#ifndef CORPUS_BULLETIN_STEP_H
#define CORPUS_BULLETIN_STEP_H

#include "corpus/bulletin/private.h"
#include "number/number.h"

/* Adds a copy of the news' STEP to RECORD. What a table told of the same event, on the same date or
 * without its day, becomes one step with it: the fuller of each detail, the words of both. */
void step_add(Record *record, const Progress *step);

/* Whether the record with the id OLD can become that of the number NAMED: it had none, a plan's, or a
 * draft's. */
gboolean step_can_become(const char *old, const Number *named);

/* Whether the draft OLD can be of the same edition as NUMBER, which has its title: not where the number
 * is of a year before the plan's, or, without a plan, before the last year. */
gboolean step_same_edition(const Bulletin *bulletin, const char *old, const Number *number);

/* Gives RECORD the number NAMED as its id; what it was called before stays: a plan as its plan, a
 * draft's number as an extra member. Returns the record that has the number then, borrowed. */
Record *step_rename(Bulletin *bulletin, Record *record, const char *named);

#endif
