/* Which files a change reads. What can be read but once is copied first. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "corpus/read/folder.h"
#include "indexer/files/file-writer.h"
#include "indexer/write/input.h"
#include "messages/messages.h"

#define CHUNK_BYTES (1u << 16)
/* After so much of a pipe it is looked whether the disk has room for it and for its index. */
#define ROOM_STEP (16u << 20)
#define ROOM_FACTOR 7u
#define LIST_MAX_BYTES (64u << 20)

static void input_free(gpointer data)
{
    Input *input = data;
    g_free(input->file);
    g_free(input->path);
    g_free(input->content);
    g_free(input->sha256);
    g_clear_pointer(&input->members, g_tree_unref);
    g_free(input);
}

/* CONTENT: NULL if it is PATH's own. */
static Input *add_input(GPtrArray *inputs, const char *file, const char *path, const char *content)
{
    Input *input = g_new0(Input, 1);
    input->file = g_utf8_make_valid(file, -1);
    input->path = g_canonicalize_filename(path, NULL);
    input->content = g_strdup(content ? content : input->path);
    input->sha256 = g_strdup("");
    g_ptr_array_add(inputs, input);
    return input;
}

/* A folder, or a file, that somebody named. */
typedef struct {
    GPtrArray *inputs;
    const char *named;
    LeftOut *left;
    const Stop *stop;
    GError *failure;
} Expansion;

/* Adds what is at PATH. What is neither file nor folder there was not named by anybody. */
static gboolean add_found(const char *path, const char *refused, gboolean is_link, gpointer data)
{
    Expansion *expansion = data;
    if (stop_asked(expansion->stop, &expansion->failure))
        return FALSE;
    if (is_link) {
        left_out_add_link(expansion->left, path);
        return TRUE;
    }
    Input *input = add_input(expansion->inputs, path, path, NULL);
    input->found = strcmp(path, expansion->named) != 0;
    input->refused = refused;
    return TRUE;
}

static gboolean check_room(const char *name, const char *file, guint64 bytes, GError **error)
{
    struct statvfs fs;
    if (statvfs(file, &fs) != 0 || (guint64)fs.f_bavail * fs.f_frsize >= ROOM_FACTOR * bytes)
        return TRUE;
    g_autofree char *read = g_format_size(bytes);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE,
                _("%s: %s came through this pipe so far, and the disk has no room to index more; free "
                "some space, the index is as it was"),
                name, read);
    return FALSE;
}

/* Copies what FD gives, in bounded memory, into FILE. */
static gboolean copy(const char *name, int fd, const char *file, guint64 most, const Stop *stop,
                     GError **error)
{
    FileWriter out;
    g_autofree char *chunk = g_malloc(CHUNK_BYTES);
    gssize n = -1;
    if (!file_writer_open(&out, file, error))
        return FALSE;
    for (guint64 checked = 0; stop_wait_readable(stop, fd, name, error);) {
        n = read(fd, chunk, CHUNK_BYTES);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n <= 0 || !file_writer_put(&out, chunk, (gsize)n, error))
            break;
        if (out.at > most) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("%s: more than %u MiB"), name,
                        (guint)(most >> 20));
            break;
        }
        if (out.at - checked >= ROOM_STEP && !check_room(name, file, checked = out.at, error))
            break;
    }
    if (n < 0 && error && !*error)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("%s: cannot be read: %s"), name,
                    g_strerror(errno));
    if (n == 0)
        return file_writer_close(&out, error);
    file_writer_abandon(&out);
    return FALSE;
}

static gboolean refuse(const char *name, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT,
                _("%s: neither a file nor a pipe nor a folder; the index is as it was"), name);
    return FALSE;
}

/* Copies standard input or the pipe at PATH into FILE. */
static gboolean copy_once(const char *name, const char *path, const char *file, guint64 most,
                          const Stop *stop, GError **error)
{
    GStatBuf status;
    if (strcmp(path, "-") == 0) {
        gboolean odd = fstat(STDIN_FILENO, &status) == 0 &&
                       (S_ISBLK(status.st_mode) || S_ISDIR(status.st_mode) ||
                        (S_ISCHR(status.st_mode) && !isatty(STDIN_FILENO)));
        return odd ? refuse(_("standard input"), error)
                   : copy(_("standard input"), STDIN_FILENO, file, most, stop, error);
    }
    int fd = g_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0); /* a writer may come later */
    if (fd < 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "%s: %s", name, g_strerror(errno));
        return FALSE;
    }
    gboolean ok = copy(name, fd, file, most, stop, error);
    close(fd);
    return ok;
}

static gboolean add_named(GPtrArray *inputs, const char *file, const char *work, const Stop *stop, LeftOut *left,
                          GError **error)
{
    GStatBuf status;
    gboolean is_stdin = strcmp(file, "-") == 0;
    gboolean known = !is_stdin && g_stat(file, &status) == 0;
    if (is_stdin || (known && S_ISFIFO(status.st_mode))) {
        g_autofree char *name = g_strdup_printf("pipe-%u", inputs->len);
        g_autofree char *spool = g_build_filename(work, name, NULL);
        g_autofree char *shown = g_utf8_make_valid(file, -1);
        if (!copy_once(shown, file, spool, G_MAXUINT64, stop, error))
            return FALSE;
        add_input(inputs, file, is_stdin ? "/dev/stdin" : file, spool);
        return TRUE;
    }
    if (known && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        return refuse(file, error);
    Expansion expansion = {inputs, file, left, stop, NULL};
    guint before = inputs->len;
    gboolean ok = folder_walk(file, add_found, &expansion);
    if (ok && inputs->len > before)
        return TRUE;
    if (ok)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "%s: %s%s", file, _(FOLDER_EMPTY), _("; the index is as it was"));
    else
        g_propagate_error(error, expansion.failure);
    return FALSE;
}

/* What tells the file of INPUT from others: a file may have several paths. */
static char *file_key(const Input *input)
{
    GStatBuf status;
    return g_stat(input->content, &status) == 0
               ? g_strdup_printf("%ju:%ju", (uintmax_t)status.st_dev, (uintmax_t)status.st_ino)
               : g_strdup(input->content);
}

/* INPUTS, which it takes over, each file once, in its last place. */
static GPtrArray *once_each(GPtrArray *inputs)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *once = g_ptr_array_new_with_free_func(input_free);
    while (inputs->len) {
        Input *input = g_ptr_array_steal_index(inputs, inputs->len - 1);
        char *key = file_key(input);
        Input *later = g_hash_table_lookup(known, key);
        if (later) {
            later->more++;
            input_free(input);
            g_free(key);
        } else {
            g_ptr_array_add(once, input);
            g_hash_table_insert(known, key, input);
        }
    }
    for (guint i = 0; i < once->len / 2; i++) {
        gpointer other = once->pdata[i];
        once->pdata[i] = once->pdata[once->len - 1 - i];
        once->pdata[once->len - 1 - i] = other;
    }
    g_ptr_array_unref(inputs);
    return once;
}

GPtrArray *input_expand(const GPtrArray *files, const char *work, const Stop *stop, LeftOut *left, GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(input_free);
    for (guint i = 0; i < files->len; i++)
        if (!add_named(inputs, files->pdata[i], work, stop, left, error))
            return NULL;
    return once_each(g_steal_pointer(&inputs));
}

char *input_read_list(const char *file, const char *work, const Stop *stop, gsize *len,
                      GError **error)
{
    GStatBuf status;
    g_autofree char *spool = g_build_filename(work, "list", NULL);
    g_autoptr(GError) inner = NULL;
    char *text = NULL;
    gboolean known = g_stat(file, &status) == 0;
    if (known && !S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) {
        refuse(file, error);
        return NULL;
    }
    if (known && !copy_once(file, file, spool, LIST_MAX_BYTES, stop, error))
        return NULL;
    if (g_file_get_contents(known ? spool : file, &text, len, &inner))
        return text;
    g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_INPUT, inner->message);
    return NULL;
}

/* Whether PATH names a descriptor of the process that made the index. */
static gboolean is_passing(const char *path)
{
    return g_str_has_prefix(path, "/dev/fd/") || strcmp(path, "/dev/stdin") == 0 ||
           g_str_has_prefix(path, "/proc/self/fd/");
}

GPtrArray *input_of_sources(const Manifest *manifest, GError **error)
{
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func(input_free);
    for (guint i = 0; manifest && i < manifest->sources->len; i++) {
        const ManifestSource *source = manifest->sources->pdata[i];
        if (is_passing(source->path)) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT,
                        _("%s was one of the sources, it cannot be read again; name the files"),
                        strcmp(source->file, "-") == 0 ? _("standard input") : source->file);
            return NULL;
        }
        Input *input = add_input(inputs, source->file, source->path, NULL);
        input->update = source->update;
        input->found = source->records == 0 && source->rejects == 0; /* it was passed over, or is empty */
    }
    return once_each(g_steal_pointer(&inputs));
}

gboolean input_measure(Input *input, const Stop *stop, GError **error)
{
    GStatBuf status;
    int fd = input->refused ? -1 : g_open(input->content, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
    const char *problem = input->refused ? input->refused : fd < 0 ? g_strerror(errno) : NULL;
    if (fd >= 0 && fstat(fd, &status) == 0 && !S_ISREG(status.st_mode))
        problem = S_ISFIFO(status.st_mode) ? _("a pipe; it is read only if it is named")
                                           : _("it is no file");
    g_autofree guchar *chunk = g_malloc(CHUNK_BYTES);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    gssize n = 0;
    while (!problem && !stop_asked(stop, NULL) && (n = read(fd, chunk, CHUNK_BYTES)) > 0) {
        g_checksum_update(checksum, chunk, n);
        input->bytes += (guint64)n;
    }
    if (n < 0)
        problem = g_strerror(errno);
    if (fd >= 0)
        close(fd);
    if (problem)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "%s: %s", input->file, problem);
    input->failed = problem != NULL;
    g_free(input->sha256);
    input->sha256 = g_strdup(problem ? "" : g_checksum_get_string(checksum));
    return !problem;
}
