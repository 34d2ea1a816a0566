#include "indexer/files/file-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

#define BUFFER_BYTES (256u << 10)

static gboolean fail(const char *name, const char *what, GError **error)
{
    int code = errno;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: %s: %s%s", name, what, g_strerror(code),
                code == ENOSPC || code == EFBIG || code == EDQUOT
                    ? _("; free some space and run it again, the index is as it was")
                    : "");
    return FALSE;
}

gboolean file_writer_open(FileWriter *writer, const char *name, GError **error)
{
    *writer = (FileWriter){.file = g_fopen(name, "wb"), .name = g_strdup(name)};
    if (!writer->file) {
        fail(name, _("cannot be made"), error);
        g_clear_pointer(&writer->name, g_free);
        return FALSE;
    }
    setvbuf(writer->file, NULL, _IOFBF, BUFFER_BYTES);
    return TRUE;
}

gboolean file_writer_put(FileWriter *writer, gconstpointer bytes, gsize len, GError **error)
{
    if (len && fwrite(bytes, 1, len, writer->file) != len)
        return fail(writer->name, _("cannot be written"), error);
    writer->at += len;
    return TRUE;
}

gboolean file_writer_put_padded(FileWriter *writer, gconstpointer bytes, gsize len, GError **error)
{
    return file_writer_put(writer, bytes, len, error) && file_writer_put(writer, "\0\0\0", (4 - len % 4) % 4, error);
}

gboolean file_writer_patch(FileWriter *writer, guint64 offset, gconstpointer bytes, gsize len,
                           GError **error)
{
    if (fseeko(writer->file, (off_t)offset, SEEK_SET) != 0 ||
        fwrite(bytes, 1, len, writer->file) != len || fseeko(writer->file, 0, SEEK_END) != 0)
        return fail(writer->name, _("cannot be written"), error);
    return TRUE;
}

gboolean file_writer_close(FileWriter *writer, GError **error)
{
    FILE *file = g_steal_pointer(&writer->file);
    g_autofree char *name = g_steal_pointer(&writer->name);
    gboolean failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return fail(name, _("cannot be written"), error);
    return TRUE;
}

void file_writer_abandon(FileWriter *writer)
{
    if (writer->file)
        fclose(g_steal_pointer(&writer->file));
    g_clear_pointer(&writer->name, g_free);
}

gboolean file_sync(const char *name, GError **error)
{
    int fd = g_open(name, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0)
        return fail(name, _("cannot be opened"), error);
    gboolean ok = fsync(fd) == 0 || errno == EINVAL; /* some file systems do not sync folders */
    if (!ok)
        fail(name, _("cannot be synced"), error);
    close(fd);
    return ok;
}

gboolean file_put(const char *name, gconstpointer bytes, gsize len, GError **error)
{
    g_autofree char *temporary = g_strdup_printf("%s.new", name);
    FileWriter writer;
    if (!file_writer_open(&writer, temporary, error))
        return FALSE;
    gboolean ok = file_writer_put(&writer, bytes, len, error) &&
                  file_writer_close(&writer, error) && file_sync(temporary, error);
    if (ok && g_rename(temporary, name) != 0)
        ok = fail(name, _("cannot be replaced"), error);
    file_writer_abandon(&writer);
    if (!ok)
        g_unlink(temporary);
    return ok;
}

gboolean file_replace(const char *name, gconstpointer bytes, gsize len, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(name);
    return file_put(name, bytes, len, error) && file_sync(folder, error);
}

void file_remove_tree(const char *path)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
        GDir *dir = g_dir_open(path, 0, NULL);
        for (const char *name; dir && (name = g_dir_read_name(dir));) {
            g_autofree char *inner = g_build_filename(path, name, NULL);
            file_remove_tree(inner);
        }
        if (dir)
            g_dir_close(dir);
    }
    g_remove(path);
}

gboolean file_crc(const char *name, guint32 *crc, guint64 *size, GError **error)
{
    int fd = g_open(name, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_GONE, "%s: %s", name, g_strerror(errno));
        return FALSE;
    }
    g_autofree guint8 *buffer = g_malloc(BUFFER_BYTES);
    uLong sum = crc32(0, NULL, 0);
    gssize n;
    for (*size = 0; (n = read(fd, buffer, BUFFER_BYTES)) > 0; *size += (guint64)n)
        sum = crc32(sum, buffer, (uInt)n);
    if (n < 0)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, "%s: %s", name, g_strerror(errno));
    close(fd);
    *crc = (guint32)sum;
    return n == 0;
}
