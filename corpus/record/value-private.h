/* What value.c is made of: the tables of each field, committees' numbers, ISO's stage codes. */
#ifndef CORPUS_RECORD_VALUE_PRIVATE_H
#define CORPUS_RECORD_VALUE_PRIVATE_H

#include "corpus/record/value.h"

extern const ValueName value_kinds[], value_statuses[], value_stages[], value_committees[], value_ics[], value_ccs[];
extern const guint n_value_kinds, n_value_statuses, n_value_stages, n_value_committees, n_value_ics, n_value_ccs;

/* A row of a class: CODE is called so. */
#define CLASS(code, chinese, english) {code, chinese, english, english, 0, 0}

/* The class of ICS or CCS that TEXT is or begins with, or NULL. Caller frees. */
char *value_class(FieldId field, const char *text);

/* TEXT case-folded, in compatibility form, without what is no letter or digit. Caller frees. */
char *value_key(const char *text);

/* The stage code that TEXT is, 50.20 or 50: FROM and TO as in ValueName. */
gboolean value_stage_code(const char *text, guint *from, guint *to);
/* What stage code CODE (5020) says, or NULL. */
const char *value_stage_label(guint code);

/* Whether the committee STORED is SOUGHT or under it; both canonical. */
gboolean value_committee_covers(const char *sought, const char *stored);

#endif
