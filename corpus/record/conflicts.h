/* Who said what a member is, of a record that was merged from several; so that it can be told where they differ. */
#ifndef CORPUS_RECORD_CONFLICTS_H
#define CORPUS_RECORD_CONFLICTS_H

#include "corpus/record/record.h"

/* Before FROM is merged into INTO: INTO's conflicts become those of both, and what either says itself. DATED and
 * FROM_DATED: how old each field of the two is (Record.dated). Whatever the order in which records are merged, the
 * conflicts are the same, but for partial dates. */
void conflicts_note(Record *into, const Record *from, const guint32 *dated, const guint32 *from_dated);

/* Whether another of RECORD's conflicts contradicts ONE; and whether ONE is what counts. */
gboolean conflict_is_open(const Record *record, const Conflict *one);
gboolean conflict_counts(const Record *record, const Conflict *one);

#endif
