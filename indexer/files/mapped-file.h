/* A file mapped for reading whose content is checked before it is trusted. Where it is cut short while it
 * is open, reading what is gone is a SIGBUS. */
#ifndef INDEXER_FILES_MAPPED_FILE_H
#define INDEXER_FILES_MAPPED_FILE_H

#include "indexer/files/block-sums.h"

/* Where the blocks of a file come from that does not lie here. READ writes block NUMBER (SUM_BLOCK bytes; of the last one what
 * there is of it) to OUT. */
typedef struct {
    gboolean (*read)(gpointer data, guint64 number, guint8 *out, gsize len, GError **error);
    gpointer data;
} BlockSource;

typedef struct {
    char *name;
    GMappedFile *file; /* NULL: of `source` */
    BlockSource source;
    FileSums fetched; /* of `source`: which blocks are here */
    GError *failure;  /* why the first was not to be had */
    const guint8 *bytes;
    guint64 len;
    FileSums *sums; /* borrowed; NULL: none (a part of a build under way) */
    int hurt;       /* a block was not as it was written, or what it says cannot be */
} MappedFile;

/* Maps NAME, which must begin with MAGIC (8 bytes) and be at least HEADER bytes long; what is read of
 * it is compared with SUMS (borrowed), if there are any. INDEX_ERROR_GONE, _DAMAGED. */
gboolean mapped_file_open(MappedFile *out, const char *name, const char *magic, gsize header,
                          FileSums *sums, GError **error);
/* The same of a file of LEN bytes whose blocks are fetched of SOURCE when they are asked for first, and kept. Not thread-safe.
 * Errors of SOURCE, too. */
gboolean mapped_file_open_source(MappedFile *out, const char *name, guint64 len, const char *magic, gsize header,
                                 const BlockSource *source, GError **error);
void mapped_file_close(MappedFile *mapped);

/* Fails with INDEX_ERROR_DAMAGED and the file's name, or with why a block was not to be had. Returns FALSE. */
gboolean mapped_file_damaged(const MappedFile *mapped, GError **error);

/* Whether LEN bytes at OFFSET lie in the file. */
static inline gboolean mapped_file_spans(const MappedFile *mapped, guint64 offset, guint64 len)
{
    return offset <= mapped->len && len <= mapped->len - offset;
}

/* Notes that what the file says cannot be. */
static inline void mapped_file_note(const MappedFile *mapped)
{
    __atomic_store_n(&((MappedFile *)mapped)->hurt, TRUE, __ATOMIC_RELAXED);
}

/* Compares the blocks FROM to TO with their sums. Notes in `hurt` if one differs. */
gboolean mapped_file_compare(const MappedFile *mapped, guint64 from, guint64 to);

/* Whether LEN bytes at OFFSET lie in the file and are as they were written: to be asked before they
 * are read. A block is compared once, when it is asked for first. Thread-safe. */
static inline gboolean mapped_file_holds(const MappedFile *mapped, guint64 offset, guint64 len)
{
    if (!mapped_file_spans(mapped, offset, len))
        return FALSE;
    if (!mapped->sums || len == 0)
        return TRUE;
    guint64 from = offset / SUM_BLOCK, to = (offset + len - 1) / SUM_BLOCK;
    for (guint64 i = from; i <= to; i++)
        if (!__atomic_load_n(&mapped->sums->seen[i], __ATOMIC_RELAXED))
            return mapped_file_compare(mapped, i, to);
    return TRUE;
}

#endif
