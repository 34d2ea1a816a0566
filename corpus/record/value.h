/* What people call the values of kind, status, stage and committee, and classes: the one table of their names.
 * Queries, facets, output and the normalization of records read it. Thread-safe. */
#ifndef CORPUS_RECORD_VALUE_H
#define CORPUS_RECORD_VALUE_H

#include "corpus/record/field.h"
#include "messages/messages.h"

/* Canonical statuses. */
#define STATUS_IN_FORCE "现行"
#define STATUS_SOON "即将实施"
#define STATUS_WITHDRAWN "废止"
#define STATUS_SUPERSEDED "被代替"

/* Parts of the kind gb, by the number, and the kinds of international bodies together: no record has
 * them as its kind, but queries may ask for them. */
#define VALUE_INTERNATIONAL "international"
#define VALUE_GB_MANDATORY "gb-mandatory"
#define VALUE_GB_T "gb/t"
#define VALUE_GB_Z "gb/z"

/* A value with its names. Names are compared without case, width, white space and punctuation. */
typedef struct {
    const char *value; /* canonical: as records, JSON and facets have it */
    const char *label; /* what people call it, or NULL: the value says it */
    const char *names; /* other names, abbreviations and older names, between bars, or NULL */
    const char *english; /* what is shown in English in the label's place, or NULL; not looked up */
    guint16 from, to;  /* a stage: what it is in ISO's stage codes, 5020 for 50.20; 0: none */
} ValueName;

/* The named values of FIELD, *N of them (none for a field without). Static. */
const ValueName *value_table(FieldId field, guint *n);

/* The row of FIELD that TEXT names, or NULL: 国家标准, FDIS, "in force", 信安标委, tc260. Static.
 */
const ValueName *value_find(FieldId field, const char *text);

/* Whether TEXT is a value of FIELD as far as one can tell without an index: a name of the table, a
 * stage code, the number of a committee in any spelling (SAC/TC260/WG4, JTC 1 SC 27). */
gboolean value_is_known(FieldId field, const char *text);

/* The canonical form of TEXT: the value that it names, a stage code, class or committee's number in its
 * canonical spelling, else TEXT itself. Caller frees. */
char *value_canonical(FieldId field, const char *text);

/* The canonical number of the committee that TEXT is (SAC/TC 260/WG 4, TC 61), or NULL. Caller
 * frees. */
char *value_committee_number(const char *text);

/* The value that the canonical TEXT is a part of: 35.240 of 35.240.15 (ICS), L of L80 (CCS), ISO/IEC JTC 1 of
 * ISO/IEC JTC 1/SC 27, international of iso, the decade 2010..2019 of 2019 (the year of FIELD_PUBLISHED). NULL if of none.
 * Caller frees. */
char *value_parent(FieldId field, const char *text);

/* What people call the value TEXT beside it: 国家标准 for gb, "FDIS ballot" for 50.20, the name of
 * a committee for its number; NULL if the value says it. Static. */
const char *value_label(FieldId field, const char *text);

/* The same in LANGUAGE, as far as it has a name there: 国家标准, but no English one; "in force" for 现行. Static. */
const char *value_label_in(FieldId field, const char *text, Language language);

/* What is shown to people who read LANGUAGE for the value TEXT of the kind or the status: 国家标准, "in force"; TEXT itself where it
 * has no other name there, and of other fields. Borrowed. */
const char *value_said(FieldId field, const char *text, Language language);

/* A value that is asked for, read once to be compared with many. */
typedef struct ValueSought ValueSought;
ValueSought *value_sought_new(FieldId field, const char *text);
void value_sought_free(ValueSought *sought);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ValueSought, value_sought_free)

/* Whether a document with the value STORED has what is sought: the same value by any of its names;
 * of a stage one that its codes say (FDIS: 50.20); of a committee also its subcommittees and
 * working groups. A number of a committee that names no body is any body's. */
gboolean value_sought_meets(const ValueSought *sought, const char *stored);

#endif
