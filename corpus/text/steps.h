/* What a text tells of a document's progress: dated, typed steps. */
#ifndef CORPUS_TEXT_STEPS_H
#define CORPUS_TEXT_STEPS_H

#include "corpus/record/record.h"
#include "corpus/text/date-finder.h"

/* Receives a step, borrowed: without source, section and heading. */
typedef void (*StepFound)(const Progress *step, gpointer data);

/* The steps that TEXT tells, at least one: clauses that have a date of their own and tell an event are steps of their own.
 * DATE is for those without one, EVENT for those that tell none (both may be NULL). */
void steps_find(const char *text, const DateFinder *dates, const char *date, const char *event, StepFound found,
                gpointer data);

#endif
