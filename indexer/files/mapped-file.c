#include "indexer/files/mapped-file.h"

#include <string.h>
#include <sys/mman.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

gboolean mapped_file_damaged(const MappedFile *mapped, GError **error)
{
    if (mapped->failure)
        g_propagate_error(error, g_error_copy(mapped->failure));
    else
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, _("%s is damaged"), mapped->name);
    return FALSE;
}

gboolean mapped_file_open(MappedFile *out, const char *name, const char *magic, gsize header,
                          FileSums *sums, GError **error)
{
    g_autoptr(GError) inner = NULL;
    *out = (MappedFile){.name = g_strdup(name), .file = g_mapped_file_new(name, FALSE, &inner)};
    if (!out->file) {
        int code = g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? INDEX_ERROR_GONE
                                                                            : INDEX_ERROR_DAMAGED;
        g_set_error_literal(error, INDEX_ERROR, code, inner->message);
        mapped_file_close(out);
        return FALSE;
    }
    out->bytes = (const guint8 *)g_mapped_file_get_contents(out->file);
    out->len = g_mapped_file_get_length(out->file);
    out->sums = sums;
    if ((!sums || sums->bytes == out->len) && out->len >= header &&
        mapped_file_holds(out, 0, header) && memcmp(out->bytes, magic, 8) == 0)
        return TRUE;
    mapped_file_damaged(out, error);
    mapped_file_close(out);
    return FALSE;
}

gboolean mapped_file_open_source(MappedFile *out, const char *name, guint64 len, const char *magic, gsize header,
                                 const BlockSource *source, GError **error)
{
    guint64 blocks = (len + SUM_BLOCK - 1) / SUM_BLOCK;
    gpointer room = mmap(NULL, MAX(len, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    *out = (MappedFile){.name = g_strdup(name), .source = *source, .len = len};
    if (room == MAP_FAILED) {
        mapped_file_damaged(out, error);
        mapped_file_close(out);
        return FALSE;
    }
    out->bytes = room;
    out->fetched = (FileSums){.seen = g_new0(guint8, blocks + 1), .n = blocks, .bytes = len};
    out->sums = &out->fetched;
    if (len >= header && mapped_file_holds(out, 0, header) && memcmp(out->bytes, magic, 8) == 0)
        return TRUE;
    mapped_file_damaged(out, error);
    mapped_file_close(out);
    return FALSE;
}

static gboolean fetch_block(const MappedFile *mapped, guint64 number)
{
    MappedFile *own = (MappedFile *)mapped;
    GError *failure = NULL;
    guint8 *to = (guint8 *)mapped->bytes + number * SUM_BLOCK;
    gsize len = MIN(SUM_BLOCK, mapped->len - number * SUM_BLOCK);
    own->fetched.seen[number] = mapped->source.read(mapped->source.data, number, to, len, &failure) != FALSE;
    if (failure && !own->failure)
        own->failure = failure;
    else if (failure)
        g_error_free(failure);
    return own->fetched.seen[number];
}

gboolean mapped_file_compare(const MappedFile *mapped, guint64 from, guint64 to)
{
    for (guint64 i = from; i <= to; i++)
        if (!__atomic_load_n(&mapped->sums->seen[i], __ATOMIC_RELAXED) &&
            !(mapped->source.read ? fetch_block(mapped, i) : file_sums_match(mapped->sums, i, mapped->bytes + i * SUM_BLOCK))) {
            mapped_file_note(mapped);
            return FALSE;
        }
    return TRUE;
}

void mapped_file_close(MappedFile *mapped)
{
    if (mapped->source.read && mapped->bytes)
        munmap((gpointer)mapped->bytes, MAX(mapped->len, 1));
    mapped->bytes = NULL;
    g_clear_pointer(&mapped->fetched.seen, g_free);
    g_clear_error(&mapped->failure);
    g_clear_pointer(&mapped->file, g_mapped_file_unref);
    g_clear_pointer(&mapped->name, g_free);
}
