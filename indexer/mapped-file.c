#include "indexer/mapped-file.h"

#include <string.h>

#include "indexer/index.h"

gboolean mapped_file_damaged(const MappedFile *mapped, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                "%s is damaged; go back with `biaosou index rollback` or build the index again",
                mapped->name);
    return FALSE;
}

gboolean mapped_file_open(MappedFile *out, const char *name, const char *magic, gsize header,
                          GError **error)
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
    if (out->len >= header && memcmp(out->bytes, magic, 8) == 0)
        return TRUE;
    mapped_file_damaged(out, error);
    mapped_file_close(out);
    return FALSE;
}

void mapped_file_close(MappedFile *mapped)
{
    g_clear_pointer(&mapped->file, g_mapped_file_unref);
    g_clear_pointer(&mapped->name, g_free);
}
