#include "server/http/statics.h"

#include <string.h>

#include "server/http/compress.h"
#include "server/http/resources.h"

#define ASSETS "/biaosou/assets/"
#define DOCUMENTS "/biaosou/documents/"

static const struct {
    const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},  {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},            {".txt", "text/plain; charset=utf-8"},
    {".png", "image/png"},                {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},             {".webmanifest", "application/manifest+json"},
};

static const char *type_of(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(name, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

static void free_static(gpointer data)
{
    Static *file = data;
    g_bytes_unref(file->plain);
    g_clear_pointer(&file->gzip, g_bytes_unref);
    g_clear_pointer(&file->brotli, g_bytes_unref);
    g_free(file);
}

static GBytes *smaller(GBytes *plain, Coding coding)
{
    GByteArray *out = compress_bytes(g_bytes_get_data(plain, NULL), g_bytes_get_size(plain), coding, TRUE);
    if (out && out->len < g_bytes_get_size(plain))
        return g_byte_array_free_to_bytes(out);
    if (out)
        g_byte_array_unref(out);
    return NULL;
}

static void add(Statics *statics, const char *name, GChecksum *sum)
{
    g_autofree char *path = g_strconcat(ASSETS, name, NULL);
    Static *file = g_new0(Static, 1);
    file->plain = g_resource_lookup_data(server_get_resource(), path, 0, NULL);
    file->type = type_of(name);
    file->gzip = smaller(file->plain, CODING_GZIP);
    file->brotli = smaller(file->plain, CODING_BROTLI);
    g_checksum_update(sum, (const guchar *)name, (gssize)strlen(name) + 1);
    g_checksum_update(sum, g_bytes_get_data(file->plain, NULL), (gssize)g_bytes_get_size(file->plain));
    g_hash_table_insert(statics->files, g_strdup(name), file);
}

Statics *statics_new(void)
{
    Statics *statics = g_new(Statics, 1);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_auto(GStrv) names = g_resource_enumerate_children(server_get_resource(), ASSETS, 0, NULL);
    statics->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_static);
    for (char **name = names; name && *name; name++)
        add(statics, *name, sum);
    statics->hash = g_strndup(g_checksum_get_string(sum), 12);
    return statics;
}

void statics_free(Statics *statics)
{
    if (!statics)
        return;
    g_hash_table_unref(statics->files);
    g_free(statics->hash);
    g_free(statics);
}

const Static *statics_find(const Statics *statics, const char *name)
{
    return g_hash_table_lookup(statics->files, name);
}

void statics_address(const Statics *statics, const char *name, GString *out)
{
    g_string_append_printf(out, "/static/%s/%s", statics->hash, name);
}

GBytes *statics_document(const char *path)
{
    g_autofree char *whole = g_strconcat(DOCUMENTS, path, NULL);
    return g_resource_lookup_data(server_get_resource(), whole, 0, NULL);
}
