#define _GNU_SOURCE
#include "corpus/soffice-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "biaosou-soffice-"
enum { TURNS = 10, FOLDERS_OPEN = 16 };

char *own_folder_profile(const char *path)
{
    g_autofree char *folder = g_filename_to_uri(path, NULL, NULL);
    return g_strconcat(folder, "/profile", NULL);
}

/* Its name tells the user, if he is known, and the profile: an MD5 of its URL in UTF-16, whose
 * bytes are written in hexadecimal without leading zeros. */
void own_folder_remove_socket(const char *path)
{
    g_autofree char *profile = own_folder_profile(path);
    glong units = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(profile, -1, NULL, &units, NULL);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
    guint8 digest[16];
    gsize size = sizeof digest;
    g_checksum_update(sum, (const guchar *)utf16, units * 2);
    g_checksum_get_digest(sum, digest, &size);
    g_autoptr(GString) name = g_string_new("SingleOfficeIPC_");
    for (gsize i = 0; i < size; i++)
        g_string_append_printf(name, "%x", digest[i]);
    g_autofree char *known = g_strdup_printf("/tmp/OSL_PIPE_%u_%s", (guint)geteuid(), name->str);
    g_autofree char *unknown = g_strdup_printf("/tmp/OSL_PIPE_%s", name->str);
    unlink(known);
    unlink(unknown);
}

static int remove_one(const char *path, const struct stat *what, int kind, struct FTW *at)
{
    (void)what;
    (void)kind;
    (void)at;
    remove(path);
    return 0; /* and go on with the others */
}

static void remove_all(const char *path)
{
    own_folder_remove_socket(path);
    nftw(path, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Opens the folder at PATH and takes its lock; -1 if it is not ours, no longer there, or somebody
 * has it. */
static int take_lock(const char *path)
{
    struct stat opened, there;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &opened) == 0 && opened.st_uid == geteuid() &&
        flock(fd, LOCK_EX | LOCK_NB) == 0 && lstat(path, &there) == 0 &&
        there.st_ino == opened.st_ino && there.st_dev == opened.st_dev)
        return fd;
    close(fd);
    return -1;
}

static void remove_left(const char *parent)
{
    g_autoptr(GDir) names = g_dir_open(parent, 0, NULL);
    const char *name;
    while (names && (name = g_dir_read_name(names))) {
        g_autofree char *path =
            g_str_has_prefix(name, PREFIX) ? g_build_filename(parent, name, NULL) : NULL;
        int lock = path ? take_lock(path) : -1;
        if (lock < 0)
            continue;
        remove_all(path);
        close(lock);
    }
}

gboolean own_folder_make(OwnFolder *folder)
{
    remove_left(g_get_tmp_dir());
    for (int turn = 0; turn < TURNS; turn++) {
        g_autofree char *path = g_build_filename(g_get_tmp_dir(), PREFIX "XXXXXX", NULL);
        if (!g_mkdtemp(path))
            return FALSE;
        folder->lock = take_lock(path); /* unless another run took it for one that was left */
        if (folder->lock >= 0) {
            folder->path = g_steal_pointer(&path);
            return TRUE;
        }
    }
    errno = EBUSY;
    return FALSE;
}

void own_folder_remove(OwnFolder *folder)
{
    remove_all(folder->path);
    close(folder->lock);
    g_clear_pointer(&folder->path, g_free);
}
