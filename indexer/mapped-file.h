/* A file mapped for reading whose content is checked before it is trusted. */
#ifndef INDEXER_MAPPED_FILE_H
#define INDEXER_MAPPED_FILE_H

#include <glib.h>

typedef struct {
    char *name;
    GMappedFile *file;
    const guint8 *bytes;
    guint64 len;
} MappedFile;

/* Maps NAME, which must begin with MAGIC (8 bytes) and be at least HEADER bytes long.
 * INDEX_ERROR_GONE, _DAMAGED. */
gboolean mapped_file_open(MappedFile *out, const char *name, const char *magic, gsize header,
                          GError **error);
void mapped_file_close(MappedFile *mapped);

/* Fails with INDEX_ERROR_DAMAGED, the file's name and what to do. Returns FALSE. */
gboolean mapped_file_damaged(const MappedFile *mapped, GError **error);

/* Whether LEN bytes at OFFSET lie in the file. */
static inline gboolean mapped_file_holds(const MappedFile *mapped, guint64 offset, guint64 len)
{
    return offset <= mapped->len && len <= mapped->len - offset;
}

#endif
