/* What is passed over in folders and archives, to be told once. */
#ifndef CORPUS_READ_LEFT_OUT_H
#define CORPUS_READ_LEFT_OUT_H

#include <glib.h>

typedef struct {
    guint64 files, links;
    GString *file_names, *link_names; /* of the first few */
} LeftOut;

/* A file that no reader is for. */
void left_out_add_file(LeftOut *left, const char *file);
/* COUNT of them in ARCHIVE. */
void left_out_add_members(LeftOut *left, const char *archive, guint64 count);
/* A link that leads out of its folder. */
void left_out_add_link(LeftOut *left, const char *link);

/* What is passed over, in a line: how many, and the first few. Caller frees; NULL: nothing is.
 * Clears LEFT. */
char *left_out_note(LeftOut *left);

#endif
