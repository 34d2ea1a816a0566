#include "corpus/container/compound.h"

#include <string.h>

/* Places and sizes in the header and in an entry of the directory. */
enum {
    SECTOR_SHIFT = 30,
    FIRST_DIRECTORY = 48,
    SMALL_BELOW = 56, /* streams of less bytes lie in the small sectors */
    FIRST_SMALL = 60,
    FIRST_MORE = 68, /* the sector that goes on with the list of the sectors of the table */
    TABLE_LIST = 76,
    TABLE_LISTED = 109,
    HEADER_SIZE = 512,

    NAME_BYTES = 64,
    KIND = 66,
    LEFT = 68,
    RIGHT = 72,
    CHILD = 76,
    FIRST = 116,
    SIZE = 120,
    ENTRY_SIZE = 128,
};
enum { SMALL_SHIFT = 6, KIND_STORAGE = 1, KIND_STREAM = 2 };
#define LAST_SECTOR 0xfffffffau /* greater numbers are of none */

struct Compound {
    const guint8 *bytes;
    gsize len;
    guint shift;  /* a sector has 1 << shift bytes */
    GArray *next; /* guint32: which sector follows a sector */
    GByteArray *directory;
    GByteArray *small_next, *small; /* the same of the small sectors, and these */
};

static guint32 number_at(const guint8 *bytes)
{
    return bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 | (guint32)bytes[3] << 24;
}

gboolean compound_knows(const void *head, gsize len)
{
    return len >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

/* How much the file has of the sector I, and where: the last one may be cut. */
static gsize sector(const Compound *compound, guint32 i, const guint8 **at)
{
    gsize start = ((gsize)i + 1) << compound->shift;
    if (i > LAST_SECTOR || start >= compound->len)
        return 0;
    *at = compound->bytes + start;
    return MIN(compound->len - start, (gsize)1 << compound->shift);
}

/* Which sector follows I; more than LAST_SECTOR: none. */
static guint32 sector_after(const Compound *compound, guint32 i)
{
    return i < compound->next->len ? g_array_index(compound->next, guint32, i) : G_MAXUINT32;
}

/* Appends the sectors from FIRST on to OUT until it has MOST bytes; a circle ends there too. */
static void read_chain(const Compound *compound, guint32 first, gsize most, GByteArray *out)
{
    const guint8 *at;
    gsize size;
    for (guint32 i = first; out->len < most && (size = sector(compound, i, &at));
         i = sector_after(compound, i))
        g_byte_array_append(out, at, (guint)MIN(most - out->len, size));
}

static void add_table_sector(Compound *compound, guint32 i)
{
    const guint8 *at;
    gsize size = sector(compound, i, &at);
    for (gsize k = 0; k + 4 <= size; k += 4) {
        guint32 next = number_at(at + k);
        g_array_append_val(compound->next, next);
    }
}

/* The table of sectors, whose own sectors the header lists, and sectors of lists go on with it. */
static void read_table(Compound *compound)
{
    gsize sectors = compound->len >> compound->shift,
          in_list = ((gsize)1 << compound->shift) / 4 - 1;
    for (guint k = 0; k < TABLE_LISTED; k++)
        add_table_sector(compound, number_at(compound->bytes + TABLE_LIST + 4 * (gsize)k));
    guint32 i = number_at(compound->bytes + FIRST_MORE);
    const guint8 *list;
    for (gsize lists = 0; lists < sectors && sector(compound, i, &list) >= 4 * in_list + 4;
         lists++) {
        for (gsize k = 0; k < in_list && compound->next->len < sectors; k++)
            add_table_sector(compound, number_at(list + 4 * k));
        i = number_at(list + 4 * in_list);
    }
}

Compound *compound_open(const guint8 *bytes, gsize len)
{
    guint shift = compound_knows(bytes, len) && len > HEADER_SIZE ? bytes[SECTOR_SHIFT] : 0;
    if (shift != 9 && shift != 12)
        return NULL;
    g_autoptr(Compound) compound = g_new0(Compound, 1);
    *compound = (Compound){bytes,
                           len,
                           shift,
                           g_array_new(FALSE, FALSE, 4),
                           g_byte_array_new(),
                           g_byte_array_new(),
                           g_byte_array_new()};
    read_table(compound);
    read_chain(compound, number_at(bytes + FIRST_DIRECTORY), len, compound->directory);
    if (compound->directory->len < ENTRY_SIZE)
        return NULL;
    const guint8 *root = compound->directory->data;
    read_chain(compound, number_at(bytes + FIRST_SMALL), len, compound->small_next);
    read_chain(compound, number_at(root + FIRST), MIN(len, number_at(root + SIZE)),
               compound->small);
    return g_steal_pointer(&compound);
}

void compound_free(Compound *compound)
{
    if (!compound)
        return;
    g_array_unref(compound->next);
    g_byte_array_unref(compound->directory);
    g_byte_array_unref(compound->small_next);
    g_byte_array_unref(compound->small);
    g_free(compound);
}

static const guint8 *entry_at(const Compound *compound, guint32 i)
{
    return i < compound->directory->len / ENTRY_SIZE
               ? compound->directory->data + (gsize)i * ENTRY_SIZE
               : NULL;
}

static gboolean has_name(const guint8 *entry, const char *name)
{
    gsize len = strlen(name), i = 0;
    while (i < len && i < NAME_BYTES / 2 && entry[2 * i] == (guint8)name[i] &&
           entry[2 * i + 1] == 0)
        i++;
    return i == len && i < NAME_BYTES / 2 && entry[2 * i] == 0 && entry[2 * i + 1] == 0;
}

/* The entry NAME of the root, whose entries are a tree; NULL: none. */
static const guint8 *find(const Compound *compound, const char *name)
{
    g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, 4);
    const guint8 *entry = entry_at(compound, 0), *found = NULL;
    guint32 i = number_at(entry + CHILD);
    g_array_append_val(waiting, i);
    for (guint seen = 0; waiting->len && seen <= compound->directory->len / ENTRY_SIZE; seen++) {
        i = g_array_index(waiting, guint32, waiting->len - 1);
        g_array_set_size(waiting, waiting->len - 1);
        entry = entry_at(compound, i);
        if (!entry)
            continue;
        if ((entry[KIND] == KIND_STREAM || entry[KIND] == KIND_STORAGE) && has_name(entry, name))
            found = entry;
        guint32 both[] = {number_at(entry + LEFT), number_at(entry + RIGHT)};
        g_array_append_vals(waiting, both, 2);
    }
    return found;
}

gboolean compound_has(const Compound *compound, const char *name)
{
    return find(compound, name) != NULL;
}

static void read_small_chain(const Compound *compound, guint32 first, gsize most, GByteArray *out)
{
    const gsize size = (gsize)1 << SMALL_SHIFT;
    for (guint32 i = first; out->len < most && ((gsize)i + 1) * size <= compound->small->len;) {
        g_byte_array_append(out, compound->small->data + i * size,
                            (guint)MIN(most - out->len, size));
        i = (gsize)i * 4 + 4 <= compound->small_next->len
                ? number_at(compound->small_next->data + (gsize)i * 4)
                : G_MAXUINT32;
    }
}

GByteArray *compound_read(const Compound *compound, const char *name, gsize most, gsize *whole)
{
    GByteArray *out = g_byte_array_new();
    const guint8 *entry = find(compound, name);
    guint32 size = entry && entry[KIND] == KIND_STREAM ? number_at(entry + SIZE) : 0;
    guint32 first = size ? number_at(entry + FIRST) : G_MAXUINT32;
    *whole = size;
    most = MIN(most, size);
    if (size < number_at(compound->bytes + SMALL_BELOW))
        read_small_chain(compound, first, most, out);
    else
        read_chain(compound, first, most, out);
    return out;
}
