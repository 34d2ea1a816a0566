/* Texts that are no bulletin and that no reader reads: told by their form, so that the error can
 * name them. */
#ifndef CORPUS_READ_FOREIGN_H
#define CORPUS_READ_FOREIGN_H

#include <glib.h>

/* What HEAD (LEN bytes, a file's first) is and what to do with it, if it begins as binary data or a
 * container that no reader here knows: "an old Office document; …". NULL if not. Static. *CODE: READER_ERROR_FOREIGN if it is of a
 * kind that no reader is for (a picture), READER_ERROR_FORMAT if what is in it could be read in another form. */
const char *foreign_data(const char *head, size_t len, int *code);

/* The same of TEXT, a whole file, valid UTF-8: delimited text, Markdown, HTML, XML, mail, a log,
 * source code. NULL if its form tells none of these. Static. */
const char *foreign_text(const char *text, int *code);

/* What TEXT in which no table was found is if most of its lines are a standard each; else NULL. Static.
 */
const char *foreign_list(const char *text);

#endif
