/* The files in a folder. */
#ifndef CORPUS_READ_FOLDER_H
#define CORPUS_READ_FOLDER_H

#include <glib.h>

/* Whether what is called NAME (without its folder) is none of the user's own files: hidden, what a
 * program leaves beside a file that it has open, or what a system leaves in every folder. */
gboolean folder_skips(const char *name);

/* What is found at PATH. REFUSED: why it is not to be read, static, or NULL; IS_LINK: it is not
 * read, for it is a link that leads out of the folder. FALSE: no more is wanted. */
typedef gboolean (*FolderFound)(const char *path, const char *refused, gboolean is_link,
                                gpointer data);

/* What to say of a folder in which nothing was found. */
#define FOLDER_EMPTY                                                                               \
    N_("no files are in this folder, but for hidden ones and links that lead out of it")

/* Calls FOUND for the file PATH ("-" too, standard input), or for all that is in the folder PATH at all levels, sorted by
 * names, so that it is the same on each machine; then for links, and for what they lead to that was
 * not found, within the folder alone. What cannot be opened is found too. FALSE if FOUND said so.
 */
gboolean folder_walk(const char *path, FolderFound found, gpointer data);

#endif
