#include "indexer/files/block-sums.h"

#include <string.h>
#include <zlib.h>

#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"
#include "messages/messages.h"

/* The other files of a shard. */
#define SUMMED (SHARD_FILES - 1)

/* Four states, so that four multiplications are under way at a time. */
#define LANES 4
#define ODD G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) /* 2^64 / golden ratio, as Knuth's hashing has it */

static guint64 stir(guint64 state, guint64 word)
{
    guint64 both = state ^ word;
    return (both << 29 | both >> 35) * ODD;
}

guint32 block_sum(const guint8 *bytes, gsize len)
{
    guint64 lanes[LANES] = {1, 2, 3, 4}, words[LANES] = {0}, sum = len;
    gsize step = sizeof words;
    for (; len >= step; bytes += step, len -= step) {
        memcpy(words, bytes, step);
        for (int i = 0; i < LANES; i++)
            lanes[i] = stir(lanes[i], words[i]);
    }
    memset(words, 0, step);
    memcpy(words, bytes, len);
    for (int i = 0; i < LANES; i++)
        sum = stir(sum, stir(lanes[i], words[i]));
    sum ^= sum >> 32;
    return (guint32)(sum * ODD >> 32);
}

gsize file_sums_length(const FileSums *sums, guint64 number)
{
    return (gsize)MIN(sums->bytes - number * SUM_BLOCK, SUM_BLOCK);
}

gboolean file_sums_match(FileSums *sums, guint64 number, const guint8 *at)
{
    if (block_sum(at, file_sums_length(sums, number)) != sums->sums[number])
        return FALSE;
    __atomic_store_n(&sums->seen[number], 1, __ATOMIC_RELAXED);
    return TRUE;
}

struct BlockSums {
    char *text;
    FileSums files[SUMMED];
};

static guint64 blocks_of(guint64 bytes)
{
    return (bytes + SUM_BLOCK - 1) / SUM_BLOCK;
}

static gboolean put_sums(FileWriter *out, const char *file, const Stop *stop, GError **error)
{
    g_autofree guint8 *block = g_malloc(SUM_BLOCK);
    FILE *in = fopen(file, "rbe");
    gsize n = 0;
    gboolean ok = in != NULL;
    for (guint64 i = 0; ok && (n = fread(block, 1, SUM_BLOCK, in)) > 0; i++) {
        guint32 sum = block_sum(block, n);
        ok = file_writer_put(out, &sum, sizeof sum, error) &&
             (i % 1024 || !stop_asked(stop, error));
    }
    if ((!in || ferror(in)) && error && !*error) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be read back"), file);
        ok = FALSE;
    }
    if (in)
        fclose(in);
    return ok;
}

gboolean block_sums_write(const char *folder, const Stop *stop, GError **error)
{
    g_autofree char *name = g_build_filename(folder, SHARD_SUMS, NULL);
    FileWriter out;
    if (!file_writer_open(&out, name, error))
        return FALSE;
    for (int i = 0; i < SUMMED; i++) {
        g_autofree char *file = g_build_filename(folder, shard_files[i], NULL);
        if (!put_sums(&out, file, stop, error)) {
            file_writer_abandon(&out);
            return FALSE;
        }
    }
    return file_writer_close(&out, error) && file_sync(name, error);
}

BlockSums *block_sums_load(const char *folder, const guint64 *bytes, guint32 crc, GError **error)
{
    g_autofree char *name = g_build_filename(folder, SHARD_SUMS, NULL);
    g_autofree char *text = NULL;
    gsize len = 0;
    guint64 wanted = 0;
    g_autoptr(GError) inner = NULL;
    for (int i = 0; i < SUMMED; i++)
        wanted += blocks_of(bytes[i]);
    gboolean read = g_file_get_contents(name, &text, &len, &inner);
    if (!read || len != wanted * sizeof(guint32) ||
        (guint32)crc32_z(0, (const guint8 *)text, len) != crc) {
        gboolean gone = inner && g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        g_set_error(error, INDEX_ERROR, gone ? INDEX_ERROR_GONE : INDEX_ERROR_DAMAGED,
                    _("%s is %s"), name,
                    gone ? _("missing") : _("damaged"));
        return NULL;
    }
    BlockSums *sums = g_new0(BlockSums, 1);
    const guint32 *at = (const guint32 *)(gconstpointer)text;
    for (int i = 0; i < SUMMED; i++) {
        guint64 n = blocks_of(bytes[i]);
        sums->files[i] = (FileSums){at, g_malloc0(n), n, bytes[i]};
        at += n;
    }
    sums->text = g_steal_pointer(&text);
    return sums;
}

void block_sums_free(BlockSums *sums)
{
    if (!sums)
        return;
    for (int i = 0; i < SUMMED; i++)
        g_free(sums->files[i].seen);
    g_free(sums->text);
    g_free(sums);
}

FileSums *block_sums_of(BlockSums *sums, int file)
{
    return sums ? &sums->files[file] : NULL;
}
