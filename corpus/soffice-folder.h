/* A folder for one run of LibreOffice alone, which holds its profile and all that it writes. It has
 * a lock: what a killed run has left is told by that nobody holds it. */
#ifndef CORPUS_SOFFICE_FOLDER_H
#define CORPUS_SOFFICE_FOLDER_H

#include <glib.h>

typedef struct {
    char *path;
    int lock;
} OwnFolder;

/* Removes what killed runs have left, and makes a new folder among temporary files. FALSE with
 * errno if it cannot. */
gboolean own_folder_make(OwnFolder *folder);

/* Removes it with all that is in it. */
void own_folder_remove(OwnFolder *folder);

/* The URL of the profile in the folder at PATH. Caller frees. */
char *own_folder_profile(const char *path);

/* Removes the socket that LibreOffice puts into /tmp, whatever it is told of temporary files, and
 * may not remove. */
void own_folder_remove_socket(const char *path);

#endif
