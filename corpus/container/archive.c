/* Files in a ZIP archive. What it says of itself is not believed: bytes are counted as they come.
 */
#include <string.h>
#include <sys/stat.h>

#include "corpus/container/office.h"
#include "corpus/read/folder.h"
#include "messages/messages.h"

#define MOST_OF_MEMBER ((guint64)1 << 30)
/* Texts of catalogues are packed to a thirtieth, repeated rows to a hundredth. Little is no bomb,
 * whatever its ratio. */
#define MOST_RATIO 200
#define LITTLE ((guint64)64 << 20)

typedef struct {
    zip_uint64_t index;
    char *name;      /* UTF-8, / between folders */
    const char *why; /* it is not read, or NULL; static */
} Member;

typedef struct {
    const OfficeArchive *archive;
    const MemberSink *members;
    guint64 bytes;    /* of the archive */
    guint64 unpacked; /* of it, by now */
    GError *failure;  /* of the whole */
    gboolean stopped;
} Unpacking;

static void free_member(gpointer data)
{
    Member *member = data;
    g_free(member->name);
    g_free(member);
}

/* NAME as text, with / between folders: UTF-8, or what Windows writes in China; else *WHY is set.
 * Caller frees. */
static char *decode_name(const char *name, const char **why)
{
    char *text = g_utf8_validate(name, -1, NULL)
                     ? g_strdup(name)
                     : g_convert(name, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
    if (!text)
        *why = _("its name is neither UTF-8 nor GB18030; unpack it and give it as a file");
    return g_strdelimit(text ? text : g_utf8_make_valid(name, -1), "\\", '/');
}

/* Whether the path NAME is not below the folder that the archive would be unpacked in. */
static gboolean leads_out(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    return *name == '/' || (g_ascii_isalpha(name[0]) && name[1] == ':') ||
           g_strv_contains((const char *const *)parts, "..");
}

/* Whether a part of the path NAME is none of the user's own. */
static gboolean is_skipped(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    for (char **part = parts; *part; part++)
        if (strcmp(*part, ".") != 0 && strcmp(*part, "..") != 0 && folder_skips(*part))
            return TRUE;
    return FALSE;
}

static gboolean is_link(zip_t *zip, zip_uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;
    return zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

static gint compare_members(gconstpointer a, gconstpointer b)
{
    const Member *one = *(Member *const *)a, *other = *(Member *const *)b;
    int order = strcmp(one->name, other->name);
    return order ? order : (one->index > other->index) - (one->index < other->index);
}

/* The files of ZIP, by their names. */
static GPtrArray *list_members(zip_t *zip)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(free_member);
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        const char *raw = zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW), *why = NULL;
        g_autofree char *name = decode_name(raw ? raw : "", &why);
        if (g_str_has_suffix(name, "/") || is_skipped(name))
            continue;
        if (!*name)
            why = _("it has no name; unpack it and give it as a file");
        else if (leads_out(name))
            why = _("its name leads out of the archive; unpack it and give it as a file");
        else if (is_link(zip, (zip_uint64_t)i))
            why = _("it is a link, which is not followed in an archive");
        Member *member = g_new(Member, 1);
        *member = (Member){(zip_uint64_t)i, g_steal_pointer(&name), why};
        g_ptr_array_add(list, member);
    }
    g_ptr_array_sort(list, compare_members);
    return list;
}

static void tell(Unpacking *unpacking, MemberEvent event, const void *bytes, size_t len)
{
    if (!unpacking->stopped)
        unpacking->stopped =
            !unpacking->members->event(event, bytes, len, unpacking->members->data);
}

static void tell_broken(Unpacking *unpacking, const char *why)
{
    g_autofree char *line = g_strdelimit(g_utf8_make_valid(why, -1), "\r\n", ' ');
    tell(unpacking, MEMBER_IS_BROKEN, line, strlen(line));
}

static void set_bomb(Unpacking *unpacking)
{
    g_set_error(&unpacking->failure, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: what is in it is over %d times as large as the archive, as what is made to "
                "fill disks; if it is not, "
                "unpack it and give the folder"),
                unpacking->archive->file, MOST_RATIO);
}

/* Why a member of which GOT bytes came of PACKED is not read on; NULL: it is. Static. */
static const char *excess(guint64 got, guint64 packed)
{
    if (got > LITTLE && got / MOST_RATIO > packed)
        return _("it is packed to less than 1/200 of its size, as what is made to fill disks; if it "
               "is not, unpack it");
    return got > MOST_OF_MEMBER ? _("it is over 1 GiB; unpack it and give it as a file") : NULL;
}

static void unpack_file(Unpacking *unpacking, zip_file_t *file, guint64 packed)
{
    guint8 block[1 << 16];
    guint64 got = 0;
    zip_int64_t n = 0;
    while (!unpacking->stopped && !unpacking->failure &&
           (n = zip_fread(file, block, sizeof block)) > 0) {
        got += (guint64)n;
        unpacking->unpacked += (guint64)n;
        const char *why = excess(got, packed);
        if (unpacking->unpacked > LITTLE && unpacking->unpacked / MOST_RATIO > unpacking->bytes)
            return set_bomb(unpacking);
        if (why)
            return tell_broken(unpacking, why);
        tell(unpacking, MEMBER_GOES_ON, block, (size_t)n);
    }
    if (unpacking->stopped || unpacking->failure)
        return;
    if (n < 0)
        return tell_broken(unpacking, _("it is damaged in the archive"));
    tell(unpacking, MEMBER_IS_WHOLE, NULL, 0);
}

/* Hands over MEMBER; AGAIN: another of its name follows, which counts. */
static void unpack(Unpacking *unpacking, const Member *member, gboolean again)
{
    zip_t *zip = unpacking->archive->zip;
    zip_stat_t status;
    gboolean known = zip_stat_index(zip, member->index, 0, &status) == 0;
    tell(unpacking, MEMBER_BEGINS, member->name, strlen(member->name));
    if (member->why)
        return tell_broken(unpacking, member->why);
    if (again)
        return tell_broken(unpacking, _("the archive has another file of this name, which is read"));
    if (known && (status.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
        status.encryption_method != ZIP_EM_NONE)
        return tell_broken(unpacking,
                           _("it is encrypted; unpack it with its password and give it as a file"));
    zip_file_t *file = known ? zip_fopen_index(zip, member->index, 0) : NULL;
    if (!file) {
        g_autofree char *why = g_strdup_printf(_("it cannot be unpacked (%s)"), zip_strerror(zip));
        return tell_broken(unpacking, why);
    }
    unpack_file(unpacking, file,
                status.valid & ZIP_STAT_COMP_SIZE ? status.comp_size : unpacking->bytes);
    zip_fclose(file);
}

gboolean archive_read(const OfficeArchive *archive, guint64 bytes, const MemberSink *members,
                      GError **error)
{
    Unpacking unpacking = {archive, members, bytes, 0, NULL, FALSE};
    if (zip_get_num_entries(archive->zip, 0) > MOST_MEMBERS) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: over %u files are in it; unpack it and give the folder"), archive->file,
                    MOST_MEMBERS);
        return FALSE;
    }
    g_autoptr(GPtrArray) list = list_members(archive->zip);
    for (guint i = 0; i < list->len && !unpacking.stopped && !unpacking.failure; i++) {
        const Member *member = list->pdata[i],
                     *after = i + 1 < list->len ? list->pdata[i + 1] : NULL;
        unpack(&unpacking, member, after && strcmp(member->name, after->name) == 0);
    }
    if (unpacking.failure)
        g_propagate_error(error, unpacking.failure);
    else if (unpacking.stopped)
        reader_stopped(archive->file, error);
    return !unpacking.failure && !unpacking.stopped;
}
