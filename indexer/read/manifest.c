#include "indexer/read/manifest.h"

#include <jansson.h>
#include <string.h>
#include <zlib.h>

#include "corpus/record/field.h"
#include "indexer/read/index.h"
#include "messages/messages.h"

static void free_shard(gpointer data)
{
    ManifestShard *shard = data;
    g_free(shard->uuid);
    g_free(shard);
}

static void free_source(gpointer data)
{
    ManifestSource *source = data;
    g_free(source->file);
    g_free(source->path);
    g_free(source->sha256);
    g_clear_pointer(&source->members, g_tree_unref);
    g_free(source);
}

static void free_list(gpointer data)
{
    ManifestList *list = data;
    g_free(list->name);
    g_free(list->sha256);
    g_free(list);
}

Manifest *manifest_new(void)
{
    Manifest *manifest = g_new0(Manifest, 1);
    manifest->shards = g_ptr_array_new_with_free_func(free_shard);
    manifest->sources = g_ptr_array_new_with_free_func(free_source);
    manifest->lists = g_ptr_array_new_with_free_func(free_list);
    manifest->columns = g_new0(char *, 1);
    manifest->keep = MANIFEST_KEEP;
    manifest->report_crc = MANIFEST_NO_REPORT;
    return manifest;
}

void manifest_free(Manifest *manifest)
{
    if (!manifest)
        return;
    g_free(manifest->created);
    g_free(manifest->command);
    g_free(manifest->icu);
    g_ptr_array_unref(manifest->shards);
    g_ptr_array_unref(manifest->sources);
    g_ptr_array_unref(manifest->lists);
    g_strfreev(manifest->columns);
    g_free(manifest);
}

ManifestShard *manifest_add_shard(Manifest *manifest, const ManifestShard *shard)
{
    ManifestShard *copy = g_memdup2(shard, sizeof *shard);
    copy->uuid = g_strdup(shard->uuid);
    g_ptr_array_add(manifest->shards, copy);
    return copy;
}

ManifestSource *manifest_add_source(Manifest *manifest, const ManifestSource *source)
{
    ManifestSource *copy = g_memdup2(source, sizeof *source);
    copy->file = g_strdup(source->file);
    copy->path = g_strdup(source->path);
    copy->sha256 = g_strdup(source->sha256);
    if (copy->members)
        g_tree_ref(copy->members);
    g_ptr_array_add(manifest->sources, copy);
    return copy;
}

void manifest_set_list(Manifest *manifest, const char *name, const char *sha256, guint32 crc)
{
    for (guint i = 0; i < manifest->lists->len; i++) {
        ManifestList *known = manifest->lists->pdata[i];
        if (strcmp(known->name, name) == 0) {
            g_free(known->sha256);
            known->sha256 = g_strdup(sha256);
            known->crc = crc;
            return;
        }
    }
    ManifestList *list = g_new(ManifestList, 1);
    *list = (ManifestList){g_strdup(name), g_strdup(sha256), crc};
    g_ptr_array_add(manifest->lists, list);
}

const ManifestList *manifest_find_list(const Manifest *manifest, const char *name)
{
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        if (strcmp(list->name, name) == 0)
            return list;
    }
    return NULL;
}

const char *manifest_list(const Manifest *manifest, const char *name)
{
    const ManifestList *list = manifest_find_list(manifest, name);
    return list ? list->sha256 : NULL;
}

Manifest *manifest_copy(const Manifest *manifest)
{
    Manifest *copy = manifest_new();
    copy->generation = manifest->generation;
    copy->documents = manifest->documents;
    copy->keep = manifest->keep;
    copy->report_crc = manifest->report_crc;
    copy->created = g_strdup(manifest->created);
    copy->command = g_strdup(manifest->command);
    copy->icu = g_strdup(manifest->icu);
    for (guint i = 0; i < manifest->shards->len; i++)
        manifest_add_shard(copy, manifest->shards->pdata[i]);
    for (guint i = 0; i < manifest->sources->len; i++)
        manifest_add_source(copy, manifest->sources->pdata[i]);
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        manifest_set_list(copy, list->name, list->sha256, list->crc);
    }
    g_strfreev(copy->columns);
    copy->columns = g_strdupv(manifest->columns);
    return copy;
}

static json_t *shard_to_json(const ManifestShard *shard)
{
    json_t *bytes = json_array(), *crc = json_array();
    for (int i = 0; i < SHARD_FILES; i++) {
        json_array_append_new(bytes, json_integer((json_int_t)shard->bytes[i]));
        json_array_append_new(crc, json_integer(shard->crc[i]));
    }
    return json_pack("{s:s, s:I, s:I, s:I, s:o, s:o}", "uuid", shard->uuid, "documents",
                     (json_int_t)shard->documents, "dead", (json_int_t)shard->dead, "dead_crc32",
                     (json_int_t)shard->dead_crc, "bytes", bytes,
                     "crc32", crc);
}

/* How the text ends without its checksum, and what comes before the checksum. */
#define END "\n}"
#define SEAL ",\n \"crc32\": "

static guint32 checksum(const char *text, gsize len)
{
    return (guint32)crc32_z(0, (const guint8 *)text, len);
}

char *manifest_to_json(const Manifest *manifest)
{
    json_t *shards = json_array(), *sources = json_array(), *lists = json_object();
    for (guint i = 0; i < manifest->shards->len; i++)
        json_array_append_new(shards, shard_to_json(manifest->shards->pdata[i]));
    for (guint i = 0; i < manifest->sources->len; i++) {
        const ManifestSource *source = manifest->sources->pdata[i];
        /* JSON holds no bytes that are not UTF-8: such a path becomes a URI. */
        g_autofree char *path = g_utf8_validate(source->path, -1, NULL)
                                    ? g_strdup(source->path)
                                    : g_filename_to_uri(source->path, NULL, NULL);
        json_array_append_new(
            sources, json_pack("{s:s, s:s, s:I, s:s, s:I, s:I, s:b, s:o*}", "file", source->file, "path",
                               path, "bytes", (json_int_t)source->bytes, "sha256", source->sha256,
                               "records", (json_int_t)source->records, "rejects",
                               (json_int_t)source->rejects, "update", (int)source->update, "members",
                               member_tally_to_json(source->members)));
    }
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        json_object_set_new(lists, list->name,
                            json_pack("{s:s, s:I}", "sha256", list->sha256, "crc32",
                                      (json_int_t)list->crc));
    }
    json_t *columns = *manifest->columns ? json_array() : NULL;
    for (char **name = manifest->columns; *name; name++)
        json_array_append_new(columns, json_string(*name));
    g_autofree char *fields_now = field_names();
    json_t *root = json_pack("{s:I, s:s, s:I, s:s, s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:o, s:o*}", "format",
                             (json_int_t)INDEX_FORMAT, "fields", fields_now, "generation",
                             (json_int_t)manifest->generation, "created", manifest->created,
                             "command", manifest->command, "icu", manifest->icu, "documents",
                             (json_int_t)manifest->documents, "keep", (json_int_t)manifest->keep,
                             "report_crc32", (json_int_t)manifest->report_crc, "shards", shards, "sources", sources,
                             "lists", lists, "columns", columns);
    char *text = json_dumps(root, JSON_INDENT(1));
    gsize len = strlen(text) - strlen(END);
    char *out = g_strdup_printf("%.*s" SEAL "%u" END "\n", (int)len, text, checksum(text, len));
    free(text);
    json_decref(root);
    return out;
}

/* Whether TEXT ends with the checksum of what is before it. */
static gboolean is_sealed(const char *text, gsize len)
{
    const char *seal = g_strrstr_len(text, (gssize)len, SEAL);
    if (!seal)
        return FALSE;
    gsize before = (gsize)(seal - text);
    g_autofree char *end = g_strdup_printf(SEAL "%u" END "\n", checksum(text, before));
    return len - before == strlen(end) && memcmp(seal, end, strlen(end)) == 0;
}

/* Whether TEXT can be a file's name in a folder of the index. */
static gboolean is_name(const char *text)
{
    return *text && *text != '.' && !strchr(text, '/');
}

/* One number for each file of a shard. */
static gboolean numbers_from_json(const json_t *array, json_int_t *numbers)
{
    size_t i;
    json_t *number;
    json_array_foreach(array, i, number)
    {
        if (i >= SHARD_FILES || !json_is_integer(number))
            return FALSE;
        numbers[i] = json_integer_value(number);
    }
    return json_array_size(array) == SHARD_FILES;
}

static gboolean parse_shards(Manifest *manifest, json_t *shards)
{
    size_t i;
    json_t *row;
    json_array_foreach(shards, i, row)
    {
        const char *uuid;
        json_int_t documents, dead, dead_crc, bytes[SHARD_FILES], crc[SHARD_FILES];
        json_t *all_bytes, *all_crc;
        if (json_unpack(row, "{s:s, s:I, s:I, s:I, s:o, s:o}", "uuid", &uuid, "documents", &documents,
                        "dead", &dead, "dead_crc32", &dead_crc, "bytes", &all_bytes, "crc32",
                        &all_crc) != 0 ||
            !numbers_from_json(all_bytes, bytes) || !numbers_from_json(all_crc, crc) ||
            !is_name(uuid) || documents < 0 || documents > G_MAXUINT32 || dead < 0 ||
            dead > documents)
            return FALSE;
        ManifestShard shard = {(char *)uuid, (guint32)documents, (guint32)dead, {0}, {0},
                               (guint32)dead_crc};
        for (int f = 0; f < SHARD_FILES; f++) {
            if (bytes[f] < 0 || crc[f] < 0 || crc[f] > G_MAXUINT32)
                return FALSE;
            shard.bytes[f] = (guint64)bytes[f];
            shard.crc[f] = (guint32)crc[f];
        }
        manifest_add_shard(manifest, &shard);
    }
    return TRUE;
}

static gboolean parse_sources(Manifest *manifest, json_t *sources)
{
    size_t i;
    json_t *row;
    json_array_foreach(sources, i, row)
    {
        const char *file, *path, *sha256;
        json_int_t bytes, records, rejects;
        int update = FALSE;
        json_t *members = NULL;
        if (json_unpack(row, "{s:s, s:s, s:I, s:s, s:I, s:I, s?b, s?o}", "file", &file, "path", &path,
                        "bytes", &bytes, "sha256", &sha256, "records", &records, "rejects",
                        &rejects, "update", &update, "members", &members) != 0)
            return FALSE;
        g_autofree char *decoded =
            *path == '/' ? g_strdup(path) : g_filename_from_uri(path, NULL, NULL);
        if (!decoded)
            return FALSE;
        g_autoptr(MemberTally) tally = member_tally_of_json(members);
        manifest_add_source(manifest, &(ManifestSource){(char *)file, decoded, (guint64)bytes,
                                                        (char *)sha256, (guint64)records,
                                                        (guint64)rejects, update, tally});
    }
    return TRUE;
}

static gboolean parse_lists(Manifest *manifest, json_t *lists)
{
    const char *name;
    json_t *row;
    json_object_foreach(lists, name, row)
    {
        const char *sha256;
        json_int_t crc;
        if (json_unpack(row, "{s:s, s:I}", "sha256", &sha256, "crc32", &crc) != 0 ||
            !is_name(sha256))
            return FALSE;
        manifest_set_list(manifest, name, sha256, (guint32)crc);
    }
    return TRUE;
}

static void parse_columns(Manifest *manifest, json_t *columns)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    size_t i;
    json_t *name;
    json_array_foreach(columns, i, name)
        if (json_is_string(name))
            g_strv_builder_add(names, json_string_value(name));
    g_strfreev(manifest->columns);
    manifest->columns = g_strv_builder_end(names);
}

static gboolean counts_add_up(const Manifest *manifest)
{
    guint64 live = 0;
    for (guint i = 0; i < manifest->shards->len; i++) {
        const ManifestShard *shard = manifest->shards->pdata[i];
        live += shard->documents - shard->dead;
    }
    return live == manifest->documents;
}

static gboolean parse_body(Manifest *manifest, json_t *root)
{
    const char *created, *command, *icu;
    json_int_t generation, documents, keep, report;
    json_t *shards, *sources, *lists;
    if (json_unpack(root, "{s:I, s:s, s:s, s:s, s:I, s:I, s:I, s:o, s:o, s:o}", "generation", &generation,
                    "created", &created, "command", &command, "icu", &icu, "documents", &documents,
                    "keep", &keep, "report_crc32", &report, "shards", &shards, "sources", &sources, "lists", &lists) != 0)
        return FALSE;
    if (generation < 1 || generation > G_MAXUINT32 || documents < 0 || keep < 0 ||
        keep > MANIFEST_MOST_KEPT)
        return FALSE;
    manifest->keep = (guint32)keep;
    manifest->report_crc = report;
    manifest->generation = (guint32)generation;
    manifest->documents = (guint64)documents;
    manifest->created = g_strdup(created);
    manifest->command = g_strdup(command);
    manifest->icu = g_strdup(icu);
    parse_columns(manifest, json_object_get(root, "columns"));
    return parse_shards(manifest, shards) && parse_sources(manifest, sources) &&
           parse_lists(manifest, lists) && counts_add_up(manifest);
}

static gboolean has_fields_of_today(json_t *root)
{
    g_autofree char *now = field_names();
    return g_strcmp0(json_string_value(json_object_get(root, "fields")), now) == 0;
}

Manifest *manifest_parse(const char *file, const char *text, gsize len, GError **error)
{
    json_t *root = json_loadb(text, len, 0, NULL);
    json_t *format = json_object_get(root, "format");
    gboolean whole = json_is_integer(format) && is_sealed(text, len);
    g_autoptr(Manifest) manifest = manifest_new();
    if (json_is_integer(format) && json_integer_value(format) != INDEX_FORMAT)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_FORMAT,
                    _("%s: the index has format %lld, this program reads format %u"), file,
                    (long long)json_integer_value(format), INDEX_FORMAT);
    else if (whole && !has_fields_of_today(root))
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_FORMAT,
                    _("%s: the records of the index have other fields than those of this program"), file);
    else if (!whole || !parse_body(manifest, root))
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    _("%s is damaged"),
                    file);
    else {
        json_decref(root);
        return g_steal_pointer(&manifest);
    }
    json_decref(root);
    return NULL;
}

guint64 manifest_rejects(const Manifest *manifest)
{
    guint64 n = 0;
    for (guint i = 0; i < manifest->sources->len; i++)
        n += ((const ManifestSource *)manifest->sources->pdata[i])->rejects;
    return n;
}

guint64 manifest_peek_documents(const char *text, gsize len)
{
    json_t *root = json_loadb(text, len, 0, NULL);
    json_int_t n = json_integer_value(json_object_get(root, "documents"));
    json_decref(root);
    return n > 0 ? (guint64)n : 0;
}
