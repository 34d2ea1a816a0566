/* What is suggested, of each part: its map lies in the metadata, and blocks of it are fetched when they are read first. */
#include <stdlib.h>
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/read/remote-private.h"
#include "messages/messages.h"

typedef struct SuggestSource {
    Remote *remote;
    guint part;
    SuggestMap *map; /* NULL: not open */
} SuggestSource;

void remote_suggest_init(Remote *remote)
{
    guint parts = remote->cluster->info->parts;
    remote->suggest = g_new0(SuggestSource, parts);
    for (guint p = 0; p < parts; p++)
        remote->suggest[p] = (SuggestSource){remote, p, NULL};
}

void remote_suggest_mend(Remote *remote)
{
    for (guint p = 0; p < remote->cluster->info->parts; p++) {
        SuggestSource *own = &remote->suggest[p];
        if (own->map && suggest_map_file(own->map)->hurt)
            g_clear_pointer(&own->map, suggest_map_close);
    }
}

void remote_suggest_close(Remote *remote)
{
    for (guint p = 0; p < remote->cluster->info->parts; p++)
        suggest_map_close(remote->suggest[p].map);
    g_clear_pointer(&remote->suggest, g_free);
}

typedef struct {
    const SuggestSource *source;
    const char *key;
    char *value; /* as libxapian allocates */
    size_t len;
} Asked;

static gboolean ask_metadata(const XcDatabase *all, gpointer data, GError **error)
{
    Asked *asked = data;
    const XcDatabase *part = asked->source->remote->parts[asked->source->part];
    (void)all;
    asked->value = part ? xc_database_metadata(part, xc_bytes(asked->key), &asked->len, error) : NULL;
    return !part || asked->value != NULL;
}

static gboolean read_block(gpointer data, guint64 number, guint8 *out, gsize len, GError **error)
{
    const SuggestSource *source = data;
    g_autofree char *key = g_strdup_printf(EXPORT_SUGGEST "/%" G_GUINT64_FORMAT, number);
    Asked asked = {source, key, NULL, 0};
    if (!remote_run(source->remote, ask_metadata, &asked, error))
        return FALSE;
    gboolean whole = asked.value && asked.len == len;
    if (whole)
        memcpy(out, asked.value, len);
    else
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_REMOTE, _("part %u lacks a piece of what it suggests"), source->part + 1);
    free(asked.value);
    return whole;
}

const SuggestMap *remote_suggest(Remote *remote, guint part, GError **error)
{
    SuggestSource *own = &remote->suggest[part];
    const ExportInfo *info = remote->cluster->info;
    if (own->map && remote->parts[part])
        return own->map;
    Asked asked = {own, EXPORT_SUGGEST, NULL, 0};
    if (!remote_run(remote, ask_metadata, &asked, error) || !asked.value)
        return NULL;
    g_autofree char *text = g_strndup(asked.value, asked.len);
    free(asked.value);
    if (own->map)
        return own->map;
    g_autofree char *name = g_strdup_printf("part %u", part + 1);
    guint32 documents = info->documents / info->parts + (part < info->documents % info->parts);
    const BlockSource source = {read_block, own};
    own->map = suggest_map_open_source(name, g_ascii_strtoull(text, NULL, 10), &source, documents, error);
    return own->map;
}
