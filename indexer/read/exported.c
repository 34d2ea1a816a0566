#include "indexer/read/exported.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

void export_info_free(ExportInfo *info)
{
    if (!info)
        return;
    g_free(info->id);
    g_free(info->created);
    g_free(info->icu);
    g_strfreev(info->lists);
    g_free(info);
}

ExportInfo *export_info_copy(const ExportInfo *info)
{
    ExportInfo *copy = g_memdup2(info, sizeof *info);
    copy->id = g_strdup(info->id);
    copy->created = g_strdup(info->created);
    copy->icu = g_strdup(info->icu);
    copy->lists = g_strdupv(info->lists);
    return copy;
}

char *export_info_to_json(const ExportInfo *info)
{
    g_autofree char *names = field_names();
    json_t *lists = json_array();
    for (char **name = info->lists; *name; name++)
        json_array_append_new(lists, json_string(*name));
    json_t *root = json_pack("{s:i, s:s, s:I, s:s, s:s, s:i, s:i, s:I, s:f, s:f, s:s, s:o}", "format", EXPORT_FORMAT, "export",
                             info->id, "generation", (json_int_t)info->generation, "created", info->created, "icu", info->icu,
                             "part", (int)info->part, "parts", (int)info->parts, "documents", (json_int_t)info->documents,
                             "mean_symbols", info->means.symbols, "mean_occurrences", info->means.occurrences, "fields", names,
                             "lists", lists);
    char *text = json_dumps(root, JSON_COMPACT), *owned = g_strdup(text);
    free(text);
    json_decref(root);
    return owned;
}

static gboolean refuse(GError **error, const char *name, const char *why)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_FORMAT, "%s: %s", name, why);
    return FALSE;
}

static char **names_of(const json_t *lists)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (size_t i = 0; i < json_array_size(lists); i++)
        if (json_is_string(json_array_get(lists, i)))
            g_strv_builder_add(names, json_string_value(json_array_get(lists, i)));
    return g_strv_builder_end(names);
}

static gboolean fill(ExportInfo *info, json_t *root, const char *name, GError **error)
{
    const char *id, *created, *icu, *own;
    json_int_t format, generation, part, parts, documents;
    json_t *lists;
    g_autofree char *names = field_names();
    if (json_unpack(root, "{s:I}", "format", &format) != 0)
        return refuse(error, name, _("no export of biaosou"));
    if (format != EXPORT_FORMAT ||
        json_unpack(root, "{s:s, s:I, s:s, s:s, s:I, s:I, s:I, s:F, s:F, s:s, s:o}", "export", &id, "generation", &generation,
                    "created", &created, "icu", &icu, "part", &part, "parts", &parts, "documents", &documents, "mean_symbols",
                    &info->means.symbols, "mean_occurrences", &info->means.occurrences, "fields", &own, "lists", &lists) != 0 ||
        strcmp(own, names) != 0)
        return refuse(error, name, _("an export of another version of biaosou; export the index again"));
    if (parts < 1 || parts > EXPORT_MOST_PARTS || part < 1 || part > parts || documents < 0 || documents > G_MAXUINT32 ||
        generation < 0 || generation > G_MAXUINT32 || !(info->means.symbols >= 1) || !(info->means.occurrences >= 1) ||
        !isfinite(info->means.symbols) || !isfinite(info->means.occurrences))
        return refuse(error, name, _("no export of biaosou"));
    info->id = g_strdup(id);
    info->created = g_strdup(created);
    info->icu = g_strdup(icu);
    info->generation = (guint32)generation;
    info->part = (guint32)part;
    info->parts = (guint32)parts;
    info->documents = (guint32)documents;
    info->lists = names_of(lists);
    return TRUE;
}

ExportInfo *export_info_read(const XcDatabase *database, const char *name, GError **error)
{
    GError *inner = NULL;
    size_t len = 0;
    char *text = xc_database_metadata(database, xc_bytes(EXPORT_INFO), &len, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return NULL;
    }
    g_autoptr(ExportInfo) info = g_new0(ExportInfo, 1);
    json_t *root = json_loadb(text ? text : "", len, 0, NULL);
    gboolean ok = fill(info, root, name, error);
    json_decref(root);
    free(text);
    return ok ? g_steal_pointer(&info) : NULL;
}
