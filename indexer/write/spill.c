#include "indexer/write/spill.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/index.h"
#include "indexer/write/heap.h"
#include "messages/messages.h"
#include "number/number.h"

/* Read buffer of a run: with hundreds of runs still little memory. */
#define READ_BUFFER (64u << 10)

/* A record in a run: this head, the key (sort key NUL id NUL), the packed bytes. */
typedef struct {
    guint32 key_len, packed_len;
    SpillOrder order;
} Head;

typedef struct {
    Head head;
    gsize at; /* of the key, in the arena */
} Spilled;

struct SpillRun {
    GArray *spilled;
    GByteArray *arena;
};

SpillRun *spill_run_new(void)
{
    SpillRun *run = g_new(SpillRun, 1);
    *run = (SpillRun){g_array_new(FALSE, FALSE, sizeof(Spilled)), g_byte_array_new()};
    return run;
}

void spill_run_free(SpillRun *run)
{
    if (!run)
        return;
    g_array_unref(run->spilled);
    g_byte_array_unref(run->arena);
    g_free(run);
}

void spill_run_add(SpillRun *run, const Record *record, SpillOrder order)
{
    const char *id = record_text(record, FIELD_ID);
    g_autofree char *key = number_sort_key(id);
    Spilled spilled = {.head.order = order, .at = run->arena->len};
    g_byte_array_append(run->arena, (const guint8 *)key, (guint)strlen(key) + 1);
    g_byte_array_append(run->arena, (const guint8 *)id, (guint)strlen(id) + 1);
    spilled.head.key_len = (guint32)(run->arena->len - spilled.at);
    record_pack(record, run->arena);
    spilled.head.packed_len = (guint32)(run->arena->len - spilled.at) - spilled.head.key_len;
    g_array_append_val(run->spilled, spilled);
}

gsize spill_run_bytes(const SpillRun *run)
{
    return run->arena->len;
}

guint spill_run_records(const SpillRun *run)
{
    return run->spilled->len;
}

static int compare_keys(const guint8 *a, guint32 a_len, SpillOrder a_order, const guint8 *b,
                        guint32 b_len, SpillOrder b_order)
{
    int by_key = memcmp(a, b, MIN(a_len, b_len));
    if (by_key)
        return by_key;
    if (a_len != b_len)
        return a_len < b_len ? -1 : 1;
    if (a_order.file != b_order.file)
        return a_order.file < b_order.file ? -1 : 1;
    return (a_order.place > b_order.place) - (a_order.place < b_order.place);
}

static int compare_spilled(gconstpointer a, gconstpointer b, gpointer data)
{
    const Spilled *x = a, *y = b;
    const guint8 *arena = data;
    return compare_keys(arena + x->at, x->head.key_len, x->head.order, arena + y->at,
                        y->head.key_len, y->head.order);
}

gboolean spill_run_write(SpillRun *run, const char *file, GError **error)
{
    FileWriter out;
    if (!file_writer_open(&out, file, error))
        return FALSE;
    g_array_sort_with_data(run->spilled, compare_spilled, run->arena->data);
    for (guint i = 0; i < run->spilled->len; i++) {
        const Spilled *spilled = &g_array_index(run->spilled, Spilled, i);
        if (!file_writer_put(&out, &spilled->head, sizeof spilled->head, error) ||
            !file_writer_put(&out, run->arena->data + spilled->at,
                             (gsize)spilled->head.key_len + spilled->head.packed_len, error)) {
            file_writer_abandon(&out);
            return FALSE;
        }
    }
    g_array_set_size(run->spilled, 0);
    g_byte_array_set_size(run->arena, 0);
    return file_writer_close(&out, error);
}

typedef struct {
    FILE *in;
    char *file;
    Head head;
    GByteArray *bytes; /* key and packed bytes of the current record */
} Cursor;

struct SpillMerge {
    Cursor *cursors;
    guint n_cursors;
    gpointer *heap; /* Cursor *, those that have a record, the least first */
    gsize n_heap;
    gboolean started;
    const Stop *stop;
};

static gboolean cursor_fail(const Cursor *cursor, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be read back: %s"), cursor->file,
                ferror(cursor->in) ? g_strerror(errno) : _("it ends too early"));
    return FALSE;
}

/* Reads the next record; *MORE tells if there was one. */
static gboolean cursor_next(Cursor *cursor, gboolean *more, GError **error)
{
    gsize n = fread(&cursor->head, 1, sizeof cursor->head, cursor->in);
    *more = n == sizeof cursor->head;
    if (!*more)
        return n == 0 && !ferror(cursor->in) ? TRUE : cursor_fail(cursor, error);
    gsize len = (gsize)cursor->head.key_len + cursor->head.packed_len;
    g_byte_array_set_size(cursor->bytes, (guint)len);
    return fread(cursor->bytes->data, 1, len, cursor->in) == len || cursor_fail(cursor, error);
}

static gboolean comes_before(gconstpointer a, gconstpointer b, gconstpointer data)
{
    const Cursor *x = a, *y = b;
    (void)data;
    return compare_keys(x->bytes->data, x->head.key_len, x->head.order, y->bytes->data,
                        y->head.key_len, y->head.order) < 0;
}

SpillMerge *spill_merge_new(GPtrArray *files, const Stop *stop, GError **error)
{
    g_autoptr(SpillMerge) merge = g_new0(SpillMerge, 1);
    merge->cursors = g_new0(Cursor, files->len + 1);
    merge->heap = g_new0(gpointer, files->len + 1);
    merge->stop = stop;
    for (guint i = 0; i < files->len; i++) {
        Cursor *cursor = &merge->cursors[merge->n_cursors++];
        gboolean more;
        cursor->file = g_strdup(files->pdata[i]);
        cursor->bytes = g_byte_array_new();
        cursor->in = g_fopen(cursor->file, "rbe");
        if (!cursor->in) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be read back: %s"),
                        cursor->file, g_strerror(errno));
            return NULL;
        }
        setvbuf(cursor->in, NULL, _IOFBF, READ_BUFFER);
        if (!cursor_next(cursor, &more, error))
            return NULL;
        if (more)
            merge->heap[merge->n_heap++] = cursor;
    }
    heap_make(merge->heap, merge->n_heap, comes_before, NULL);
    return g_steal_pointer(&merge);
}

void spill_merge_free(SpillMerge *merge)
{
    if (!merge)
        return;
    for (guint i = 0; i < merge->n_cursors; i++) {
        if (merge->cursors[i].in)
            fclose(merge->cursors[i].in);
        g_free(merge->cursors[i].file);
        g_byte_array_unref(merge->cursors[i].bytes);
    }
    g_free(merge->cursors);
    g_free(merge->heap);
    g_free(merge);
}

gboolean spill_merge_next(SpillMerge *merge, SpillItem *item, GError **error)
{
    if (stop_asked(merge->stop, error))
        return FALSE;
    if (merge->started && merge->n_heap) {
        gboolean more;
        if (!cursor_next(merge->heap[0], &more, error))
            return FALSE;
        if (!more)
            merge->heap[0] = merge->heap[--merge->n_heap];
        heap_sift_down(merge->heap, merge->n_heap, 0, comes_before, NULL);
    }
    merge->started = TRUE;
    if (!merge->n_heap)
        return FALSE;
    const Cursor *cursor = merge->heap[0];
    const char *key = (const char *)cursor->bytes->data;
    item->id = key + strlen(key) + 1;
    item->packed = cursor->bytes->data + cursor->head.key_len;
    item->len = cursor->head.packed_len;
    item->order = cursor->head.order;
    return TRUE;
}
