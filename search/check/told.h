/* What is said of what was checked, in words and in JSON: the same wherever it is said. All that is
 * appended is cleaned. */
#ifndef SEARCH_CHECK_TOLD_H
#define SEARCH_CHECK_TOLD_H

#include "search/check/check.h"
#include "search/output/output.h"

/* What a verdict is called. Static. */
const char *told_name(Verdict verdict, Language language);

/* What colours it on a terminal, up to COLOUR_END. Static. */
const char *told_colour(Verdict verdict);

/* Appends ZH or EN with VALUE in the place of its %s. */
void told_fill(GString *out, Language language, const char *zh, const char *en,
               const char *value);

/* Appends what replaced it, up to what is in force, each with the day from which on it applies:
 * A（2010-06-01 实施） → B … */
void told_chain(GString *out, const Checked *checked, Language language);

/* Appends what there is to say besides: inferred, perhaps replaced in a part, being revised;
 * nothing where there is none, else with a mark before it where OUT is not empty. */
void told_remarks(GString *out, const Checked *checked, Language language);

/* The verdict on a document with what is in force in its place, in a line: 已被代替 → GB/T
 * 22239-2019（2019-12-01 实施）. Its first bytes are the verdict's name. Caller frees. */
char *told_verdict(const Checked *checked, Language language);

/* What is in force where it is cited: it, or the end of the chain of what replaced it; NULL:
 * nothing is, as far as is known. Borrowed. */
const Record *told_in_force(const Checked *checked);

/* Whether a document can be in force at all: not news, nor what has neither a number nor a status.
 */
gboolean told_applies(const Record *record);

/* {"id", "title", "status", "published", "effective"} of RECORD, its status that of DAY; and of a
 * list of these. */
json_t *told_document(const Record *record, guint32 day, guint32 today);
json_t *told_documents(const GPtrArray *records, guint32 day, guint32 today);

/* {VERDICT: COUNTS of it}, of those that there are. */
json_t *told_counts(const guint counts[VERDICTS]);

#endif
