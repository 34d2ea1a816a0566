/* What files propose: titles with scopes. */
#ifndef CORPUS_PROPOSALS_H
#define CORPUS_PROPOSALS_H

#include <glib.h>

/* Receives a proposal: its title, and its scope or NULL. FALSE stops. */
typedef gboolean (*ProposalFound)(const char *title, const char *scope, gpointer data);

/* Calls FOUND for each record with a title that FILE holds (reader.h), news left out; where it is none that holds records, for
 * its text: the first line is the title, the rest the scope. FALSE with a READER_ERROR. */
gboolean proposals_read(const char *file, ProposalFound found, gpointer data, GError **error);

#endif
