#include "indexer/files/mapped-file.h"

#include <string.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

gboolean mapped_file_damaged(const MappedFile *mapped, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                _("%s is damaged"), mapped->name);
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

gboolean mapped_file_compare(const MappedFile *mapped, guint64 from, guint64 to)
{
    for (guint64 i = from; i <= to; i++)
        if (!__atomic_load_n(&mapped->sums->seen[i], __ATOMIC_RELAXED) &&
            !file_sums_match(mapped->sums, i, mapped->bytes + i * SUM_BLOCK)) {
            mapped_file_note(mapped);
            return FALSE;
        }
    return TRUE;
}

void mapped_file_close(MappedFile *mapped)
{
    g_clear_pointer(&mapped->file, g_mapped_file_unref);
    g_clear_pointer(&mapped->name, g_free);
}
