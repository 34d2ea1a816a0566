/* What of an archive was read: for each file in it that gave records, or that failed, how many
 * records it gave. */
#ifndef INDEXER_READ_MEMBER_TALLY_H
#define INDEXER_READ_MEMBER_TALLY_H

#include <glib.h>
#include <jansson.h>

/* By name, as ARCHIVE/NAME has it. NULL is one of none, to all of these. */
typedef GTree MemberTally;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MemberTally, g_tree_unref)

/* Adds RECORDS to NAME in *TALLY, which is made if it is NULL; 0: it failed. */
void member_tally_add(MemberTally **tally, const char *name, guint64 records);

/* FALSE: TALLY does not have NAME. */
gboolean member_tally_find(MemberTally *tally, const char *name, guint64 *records);

/* An object, to be unreferenced; NULL of NULL. */
json_t *member_tally_to_json(MemberTally *tally);
/* The caller unrefs. NULL if OBJECT (borrowed, or NULL) is none. */
MemberTally *member_tally_of_json(json_t *object);

/* The same as a file. Nothing is written of NULL; NULL if there is no such file. */
gboolean member_tally_save(MemberTally *tally, const char *file, GError **error);
MemberTally *member_tally_load(const char *file);

#endif
