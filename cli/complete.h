/* What may follow on a command line, for the shells: a line for each, with a tab before what it is. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include <glib.h>

/* From now on WORD is being completed, after PREVIOUS (NULL: there is none): cli_parse() offers options and their values and ends
 * the process, or returns FALSE where neither is typed. Both are borrowed. */
void complete_begin(const char *word, const char *previous);
gboolean complete_is_on(void);

/* Offers PREFIX and CANDIDATE in one if what is typed is the beginning of that. DESCRIPTION may be NULL. */
void complete_offer(const char *prefix, const char *candidate, const char *description);

/* For cli_parse(). */
void complete_options(const GOptionEntry *entries, const GOptionEntry *common);

#endif
