/* A buffered file that reports every failure once, with the file's name. */
#ifndef INDEXER_FILES_FILE_WRITER_H
#define INDEXER_FILES_FILE_WRITER_H

#include <glib.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    char *name;
    guint64 at;    /* bytes written so far */
} FileWriter;

gboolean file_writer_open(FileWriter *writer, const char *name, GError **error);
gboolean file_writer_put(FileWriter *writer, gconstpointer bytes, gsize len, GError **error);
/* The same, padded with zeros to a multiple of 4 bytes. */
gboolean file_writer_put_padded(FileWriter *writer, gconstpointer bytes, gsize len, GError **error);
/* Writes bytes over what is at OFFSET (a header known only at the end). */
gboolean file_writer_patch(FileWriter *writer, guint64 offset, gconstpointer bytes, gsize len,
                           GError **error);
/* Flushes and closes; nothing is left to free. */
gboolean file_writer_close(FileWriter *writer, GError **error);
/* Closes without looking, after a failure. Closed already: nothing. */
void file_writer_abandon(FileWriter *writer);

/* Waits until FILE or folder is on the disk. */
gboolean file_sync(const char *name, GError **error);

/* Writes FILE as a whole: under another name first, synced, then renamed: a reader sees the old
 * content or the new. FALSE: the old. */
gboolean file_put(const char *name, gconstpointer bytes, gsize len, GError **error);

/* The same, then syncs the folder; if only that fails, the content is the new one all the same. */
gboolean file_replace(const char *name, gconstpointer bytes, gsize len, GError **error);

/* Removes a file or a folder with all that is in it; what is gone already is no failure. */
void file_remove_tree(const char *path);

/* CRC-32 of a file's content. */
gboolean file_crc(const char *name, guint32 *crc, guint64 *size, GError **error);

#endif
