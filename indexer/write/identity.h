/* Records that are one document though their ids differ, since it was known by less at first: a draft
 * by its title alone, a plan before its standard had a number, a supplement without its date. Such an id
 * is provisional: once it is told what the document's last id is, its records get that id and are merged
 * with the others.
 *
 *   draft 《TITLE》    the record with a number that has the title, a plan before a standard
 *   20231926-T-469    the standard of which a record says that this was its plan; else the only national
 *                     standard with the title of the only such plan, of the same committee where both
 *                     tell one, and not published before the plan's last step
 *   …/Amd 1           …/Amd 1:2024, if no other date of it is known
 */
#ifndef INDEXER_WRITE_IDENTITY_H
#define INDEXER_WRITE_IDENTITY_H

#include "indexer/write/input.h"

/* Whether ID is not the last that its document can have. */
gboolean identity_is_provisional(const char *id);

/* A change's records and where it finds and leaves more. */
typedef struct {
    Spilled *spilled;
    Index *base;            /* stored records, or NULL */
    const gboolean *chosen; /* by shard of BASE: its records are among the spilled ones already */
    const char *work;
    const Stop *stop;
    void (*moved)(XcDocid docid, gpointer data); /* told each stored document that gets another id */
    gpointer data;
} IdentityChange;

/* Gives the spilled records with provisional ids, and those stored ones that what is spilled tells the
 * id of, the ids that they have by now, in a further run. *MOVED: a set of the ids that they had, whose
 * records in the other runs are to be left out (for g_hash_table_contains()). */
gboolean identity_resolve(const IdentityChange *change, GHashTable **moved, GError **error);

#endif
