/* Which files a change reads. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "indexer/file-writer.h"
#include "indexer/input.h"

static void input_free(gpointer data)
{
    Input *input = data;
    g_free(input->file);
    g_free(input->path);
    g_free(input->sha256);
    g_free(input);
}

static void add_file(GPtrArray *inputs, const char *file, const char *path)
{
    Input *input = g_new0(Input, 1);
    input->file = g_utf8_make_valid(file, -1);
    input->path = g_canonicalize_filename(path, NULL);
    input->sha256 = g_strdup("");
    g_ptr_array_add(inputs, input);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_path(GPtrArray *inputs, const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        add_file(inputs, path, path);
        return;
    }
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (!dir) {
        add_file(inputs, path, path); /* rejected when it is read */
        return;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (name[0] != '.')
            g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++)
        add_path(inputs, names->pdata[i]);
}

static gboolean copy_stdin(const char *file, GError **error)
{
    FileWriter out;
    g_autofree char *chunk = g_malloc(1u << 16);
    gssize n;
    if (!file_writer_open(&out, file, error))
        return FALSE;
    while ((n = read(STDIN_FILENO, chunk, 1u << 16)) > 0 || (n < 0 && errno == EINTR))
        if (pool_stopped(error) ||
            (n > 0 && !file_writer_put(&out, chunk, (gsize)n, error))) {
            file_writer_abandon(&out);
            return FALSE;
        }
    if (!file_writer_close(&out, error))
        return FALSE;
    if (n < 0)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "standard input: %s", g_strerror(errno));
    return n == 0;
}

GPtrArray *input_expand(const GPtrArray *files, const char *work, GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(input_free);
    g_autofree char *spool = g_build_filename(work, "stdin", NULL);
    for (guint i = 0; i < files->len; i++) {
        const char *file = files->pdata[i];
        if (strcmp(file, "-") == 0) {
            if (!copy_stdin(spool, error))
                return NULL;
            add_file(inputs, file, spool);
        } else {
            add_path(inputs, file);
        }
    }
    return g_steal_pointer(&inputs);
}

GPtrArray *input_of_sources(const Manifest *manifest, GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(input_free);
    for (guint i = 0; manifest && i < manifest->sources->len; i++) {
        const ManifestSource *source = manifest->sources->pdata[i];
        if (strcmp(source->file, "-") == 0) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT,
                        "standard input was one of the sources, it cannot be read again; name the "
                        "files");
            return NULL;
        }
        add_file(inputs, source->file, source->path);
        ((Input *)inputs->pdata[inputs->len - 1])->update = source->update;
    }
    return g_steal_pointer(&inputs);
}

gboolean input_measure(Input *input, GError **error)
{
    int fd = g_open(input->path, O_RDONLY | O_CLOEXEC, 0);
    g_autofree guchar *chunk = g_malloc(1u << 18);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gssize n = fd < 0 ? -1 : 0;
    while (fd >= 0 && (n = read(fd, chunk, 1u << 18)) > 0) {
        g_checksum_update(checksum, chunk, n);
        input->bytes += (guint64)n;
    }
    if (n < 0)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "%s: %s", input->file,
                    g_strerror(errno));
    if (fd >= 0)
        close(fd);
    g_free(input->sha256);
    input->sha256 = g_strdup(n == 0 ? g_checksum_get_string(checksum) : "");
    return n == 0;
}
