/* The texts and keys of all batches → suggest.map. What grows with the input lies in files. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"
#include "indexer/write/merge.h"
#include "indexer/write/suggest-writer.h"
#include "messages/messages.h"

/* A file without a name, mapped for writing. */
typedef struct {
    gpointer bytes;
    gsize len;
} Scratch;

static gboolean scratch_open(Scratch *scratch, const char *folder, gsize len, GError **error)
{
    g_autofree char *name = g_build_filename(folder, "scratch-XXXXXX", NULL);
    int fd = g_mkstemp(name);
    scratch->len = len;
    if (fd >= 0) {
        unlink(name);
        int full = posix_fallocate(fd, 0, (off_t)MAX(len, 1));
        gpointer bytes =
            full ? MAP_FAILED : mmap(NULL, MAX(len, 1), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        scratch->bytes = bytes == MAP_FAILED ? NULL : bytes;
        errno = full ? full : errno;
        close(fd);
    }
    if (scratch->bytes)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be written: %s"), name,
                g_strerror(errno));
    return FALSE;
}

static void scratch_close(Scratch *scratch)
{
    if (scratch->bytes)
        munmap(scratch->bytes, MAX(scratch->len, 1));
    scratch->bytes = NULL;
}

static gsize text_size(gconstpointer item)
{
    const SuggestText *text = item;
    return sizeof *text + ((text->len + 3u) & ~3u);
}

static gsize key_size(gconstpointer item)
{
    (void)item;
    return sizeof(SuggestKeyed);
}

static int key_compare(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(SuggestKey));
}

/* How long a text counts as, at most. */
#define LENGTHS 256u

/* A text of all batches, in the order of their bytes. */
typedef struct {
    guint32 ref;   /* its first */
    guint32 place; /* in suggest.map */
    guint8 class, length;
} Distinct;

typedef struct {
    const char *const *parts;
    const guint32 *documents;
    gsize n;
    const char *folder;
    guint32 *first_local, *first_text; /* of each batch */
    guint32 n_texts, n_distinct;       /* of all batches; those that differ */
    guint32 counts[SUGGEST_CLASSES][LENGTHS];
    guint32 ends[SUGGEST_CLASSES];
    Scratch distinct;              /* Distinct, and one for the end */
    Scratch of_text;               /* guint32: the distinct text of each */
    Scratch refs;                  /* SuggestRef, in the order of the distinct texts */
    Scratch texts, locals, places; /* of suggest.map */
} Join;

static gboolean count_texts(Join *join, GError **error)
{
    guint32 local = 0;
    for (gsize i = 0; i < join->n; local += join->documents[i++]) {
        g_autofree char *file = g_build_filename(join->parts[i], SUGGEST_TEXTS, NULL);
        g_autoptr(GMappedFile) mapped = g_mapped_file_new(file, FALSE, error);
        if (!mapped)
            return FALSE;
        join->first_local[i] = local;
        join->first_text[i] = join->n_texts;
        const guint8 *at = (const guint8 *)g_mapped_file_get_contents(mapped);
        const guint8 *end = at + g_mapped_file_get_length(mapped);
        for (; at < end; at += text_size(at))
            join->n_texts++;
    }
    gsize n = join->n_texts;
    return scratch_open(&join->distinct, join->folder, (n + 1) * sizeof(Distinct), error) &&
           scratch_open(&join->of_text, join->folder, n * sizeof(guint32), error) &&
           scratch_open(&join->refs, join->folder, n * sizeof(SuggestRef), error) &&
           scratch_open(&join->texts, join->folder, (n + 1) * sizeof(guint32), error) &&
           scratch_open(&join->locals, join->folder, n * sizeof(guint32), error) &&
           scratch_open(&join->places, join->folder, n * sizeof(guint16), error);
}

/* The best class first; then the last document, which of a number is the latest edition. */
static int by_worth(const void *first, const void *second)
{
    const SuggestRef *a = first, *b = second;
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    if (a->local != b->local)
        return a->local > b->local ? -1 : 1;
    return a->text < b->text ? -1 : a->text > b->text;
}

/* Ends the text that has the refs from its own up to N. A committee needs but one. */
static guint32 end_text(Join *join, guint32 n)
{
    Distinct *all = join->distinct.bytes, *text = &all[join->n_distinct++];
    SuggestRef *refs = join->refs.bytes;
    qsort(refs + text->ref, n - text->ref, sizeof *refs, by_worth);
    if (refs[text->ref].text == SUGGEST_TEXT_COMMITTEE)
        n = text->ref + 1;
    text->class = (guint8)refs[text->ref].class;
    join->counts[text->class][text->length]++;
    all[join->n_distinct].ref = n;
    return n;
}

static gboolean join_texts(Join *join, GError **error)
{
    Merge merge = {.compare = suggest_text_compare, .size = text_size};
    gboolean ok = merge_open(&merge, join->parts, join->n, SUGGEST_TEXTS, error);
    Distinct *all = join->distinct.bytes;
    SuggestRef *refs = join->refs.bytes;
    const SuggestText *last = NULL;
    guint32 n = 0;
    for (const MergeRun *run; ok && (run = merge_peek(&merge)); merge_step(&merge)) {
        const SuggestText *text = (gconstpointer)run->at;
        if (last && suggest_text_compare(last, text) != 0)
            n = end_text(join, n);
        last = text;
        all[join->n_distinct].length = (guint8)MIN(text->length, LENGTHS - 1);
        ((guint32 *)join->of_text.bytes)[join->first_text[run->batch] + run->number] =
            join->n_distinct;
        refs[n++] =
            (SuggestRef){join->first_local[run->batch] + text->local, text->place, text->class};
    }
    if (last)
        end_text(join, n);
    merge_close(&merge);
    return ok;
}

/* Gives the texts their places: by class and length, and as they are where these are equal. */
static void place_texts(Join *join)
{
    Distinct *all = join->distinct.bytes;
    SuggestRef *refs = join->refs.bytes;
    guint32 next = 0, *texts = join->texts.bytes, *locals = join->locals.bytes, n = 0;
    for (guint class = 0; class < SUGGEST_CLASSES; class ++) {
        for (guint length = 0; length < LENGTHS; length++) {
            guint32 count = join->counts[class][length];
            join->counts[class][length] = next;
            next += count;
        }
        join->ends[class] = next;
    }
    for (guint32 i = 0; i < join->n_distinct; i++) {
        all[i].place = join->counts[all[i].class][all[i].length]++;
        texts[all[i].place] = i;
    }
    for (guint32 place = 0; place < join->n_distinct; place++) {
        const Distinct *text = &all[texts[place]];
        texts[place] = n;
        for (guint32 r = text->ref; r < text[1].ref; r++, n++) {
            locals[n] = refs[r].local;
            ((guint16 *)join->places.bytes)[n] = (guint16)(refs[r].class << 8 | refs[r].text);
        }
    }
    texts[join->n_distinct] = n;
}

static gboolean join_keys(Join *join, SuggestMapWriter *writer, GError **error)
{
    Merge merge = {.compare = key_compare, .size = key_size};
    gboolean ok = merge_open(&merge, join->parts, join->n, SUGGEST_KEYS, error);
    const Distinct *all = join->distinct.bytes;
    const guint32 *of_text = join->of_text.bytes;
    for (const MergeRun *run; ok && (run = merge_peek(&merge)); merge_step(&merge)) {
        const SuggestKeyed *key = (gconstpointer)run->at;
        guint32 text = of_text[join->first_text[run->batch] + key->text];
        ok = suggest_map_writer_entry(writer, &key->key, all[text].place, key->start, error);
    }
    merge_close(&merge);
    return ok;
}

static gboolean write_map(Join *join, const char *file, GError **error)
{
    guint32 documents = 0;
    for (gsize i = 0; i < join->n; i++)
        documents += join->documents[i];
    g_autoptr(SuggestMapWriter) writer = suggest_map_writer_new(file, documents, join->ends, error);
    return writer && join_keys(join, writer, error) &&
           suggest_map_writer_finish(writer, join->texts.bytes, join->locals.bytes,
                                     join->places.bytes, error);
}

gboolean suggest_join(const char *const *parts, const guint32 *documents, gsize n,
                      const char *folder, const char *file, GError **error)
{
    Join join = {.parts = parts, .documents = documents, .n = n, .folder = folder};
    join.first_local = g_new0(guint32, n);
    join.first_text = g_new0(guint32, n);
    gboolean ok = count_texts(&join, error) && join_texts(&join, error);
    if (ok) {
        place_texts(&join);
        ok = write_map(&join, file, error);
    }
    Scratch *scratch[] = {&join.distinct, &join.of_text, &join.refs,
                          &join.texts,    &join.locals,  &join.places};
    for (gsize i = 0; i < G_N_ELEMENTS(scratch); i++)
        scratch_close(scratch[i]);
    g_free(join.first_local);
    g_free(join.first_text);
    return ok;
}
