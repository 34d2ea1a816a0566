/* What a process may do that handles files which are not to be trusted: it, and all that it starts. */
#ifndef CORPUS_CONFINE_H
#define CORPUS_CONFINE_H

#include <glib.h>
#include <linux/landlock.h>
#include <sys/resource.h>

/* biaosou-read: from now on this process may write to no file that is not open, run no program and reach no network, as
 * far as the kernel has Landlock and seccomp; and its time, memory and open files are limited in any case. It ends with
 * its parent. */
void confine(void);

/* How many bytes of memory this process may hold, if it has held most of them: what failed may have failed for that. Else 0. */
gsize confine_filled(void);

/* From now on this process ends with STATUS once it holds more than so many BYTES of memory (and what it comes to hold within
 * a few milliseconds), until it gets SIGUSR1. Its timer of CPU time, ITIMER_PROF, is used for this. */
void confine_watch(gsize bytes, int status);

/* The parts of it, for other programs. */

/* Limits RESOURCE (RLIMIT_…) to MOST, or less if it is so already. */
void confine_limit(int resource, rlim_t most);

/* Kinds of access to files. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define CONFINE_RUN LANDLOCK_ACCESS_FS_EXECUTE
#define CONFINE_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define CONFINE_WRITE                                                                                          \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |          \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                \
     LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |             \
     LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER | LANDLOCK_ACCESS_FS_TRUNCATE)

typedef struct {
    const char *path; /* of a folder, with all beneath it, or of a file; one that is not there allows nothing */
    guint64 access;
} ConfinePlace;

/* From now on no ACCESS to files but what COUNT PLACES allow; files that are open stay so. Where the kernel has no
 * Landlock nothing is confined, and where it knows less of it, less. */
void confine_files(guint64 access, const ConfinePlace *places, gsize count);

/* From now on no socket but those within this machine. */
void confine_network(void);

/* From now on no process group but that which this process is in: a signal to it reaches all that it starts. */
void confine_group(void);

#endif
