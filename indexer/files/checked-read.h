/* Reading by libxapian, checked. It reads its file with pread(), which a program can define itself:
 * the one here comes before the C library's, reads, and fails with EIO where a block of a file that
 * was registered is not as it was written. libxapian then throws DatabaseError, so that damage is an
 * error and never an answer. All other files are read as ever.
 *
 * In a shared library no function comes before the C library's: there all is read once, at the beginning. */
#ifndef INDEXER_FILES_CHECKED_READ_H
#define INDEXER_FILES_CHECKED_READ_H

#include "indexer/files/block-sums.h"

/* From now on what is read of FD is compared with SUMS (borrowed). FALSE if there are too many files
 * open: then nothing of FD is. Thread-safe. */
gboolean checked_read_add(int fd, FileSums *sums);

/* Where libxapian does not find the pread() that is here: compares all of FD with SUMS, but for the
 * blocks that were found right. FALSE with errno if one is not as it was written. */
gboolean checked_read_all(int fd, FileSums *sums);

/* Before FD is closed and SUMS are freed. */
void checked_read_remove(int fd);

#endif
