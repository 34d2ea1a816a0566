#include "indexer/read/character-sets.h"

#include <string.h>
#include <unicode/utf8.h>

#include "tokenizer/char-class.h"

/* CJK characters lie below this. */
#define MAX_CHAR 0x40000u

typedef struct {
    guint32 c, documents;
    guint64 at;
} Entry;

typedef struct {
    guint64 at, n;
} Block;

G_STATIC_ASSERT(sizeof(Entry) == 16 && sizeof(Block) == 16);

static Block load_block(const CharacterSets *sets, guint32 number)
{
    Block block;
    memcpy(&block, sets->blocks + (gsize)number * sizeof block, sizeof block);
    return block;
}

static Entry load_entry(const CharacterSets *sets, const Block *block, guint64 i)
{
    Entry entry;
    memcpy(&entry, sets->mapped->bytes + block->at + i * sizeof entry, sizeof entry);
    return entry;
}

gboolean character_sets_open(CharacterSets *sets, const MappedFile *mapped, guint32 documents,
                             guint64 at, GError **error)
{
    guint32 n = docid_blocks(documents);
    if (!mapped_file_holds(mapped, at, (guint64)n * sizeof(Block)))
        return mapped_file_damaged(mapped, error);
    *sets = (CharacterSets){mapped, documents, n, mapped->bytes + at};
    for (guint32 i = 0; i < n; i++) {
        Block block = load_block(sets, i);
        if (block.n > MAX_CHAR ||
            !mapped_file_spans(mapped, block.at, block.n * sizeof(Entry)))
            return mapped_file_damaged(mapped, error);
    }
    return TRUE;
}

/* The entry of C in block NUMBER; one of no documents if there is none. That of a damaged block is
 * noted in the file. */
static Entry find_entry(const CharacterSets *sets, guint32 number, gunichar c)
{
    Block block = load_block(sets, number);
    guint64 low = 0, high = block.n;
    if (!mapped_file_holds(sets->mapped, block.at, block.n * sizeof(Entry)))
        return (Entry){c, G_MAXUINT32, 0}; /* more than there can be: no block is opened by it */
    while (low < high) {
        guint64 middle = (low + high) / 2;
        Entry entry = load_entry(sets, &block, middle);
        if (entry.c == c)
            return entry;
        if (entry.c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return (Entry){c, 0, 0};
}

guint32 character_sets_freq(const CharacterSets *sets, gunichar c)
{
    guint32 documents = 0;
    for (guint32 i = 0; i < sets->n_blocks; i++)
        documents += MIN(find_entry(sets, i, c).documents, DOCID_BLOCK_DOCUMENTS);
    return MIN(documents, sets->documents);
}

static gboolean keep_in_block(const CharacterSets *sets, guint32 number, gunichar c, guint64 *bits,
                              GError **error)
{
    guint32 words = docid_block_words(sets->documents, number);
    Entry entry = find_entry(sets, number, c);
    DocidBlock block;
    if (!docid_block_open(&block, sets->mapped, entry.at, entry.documents, words, error))
        return FALSE;
    return docid_block_keep(&block, bits) || mapped_file_damaged(sets->mapped, error);
}

gboolean character_sets_keep(const CharacterSets *sets, gunichar c, guint64 *bits, GError **error)
{
    for (guint32 i = 0; i < sets->n_blocks; i++)
        if (!keep_in_block(sets, i, c, bits + (gsize)i * DOCID_BLOCK_WORDS, error))
            return FALSE;
    return TRUE;
}

/* The documents of the block being filled that hold a character. */
typedef struct {
    guint16 *docids;
    guint32 n, room;
} Set;

struct CharacterSetsWriter {
    FileWriter *out;
    Set *sets; /* by character */
    GArray *blocks; /* Block */
    guint32 docid;  /* the document that was begun last */
};

CharacterSetsWriter *character_sets_writer_new(FileWriter *out)
{
    CharacterSetsWriter *writer = g_new0(CharacterSetsWriter, 1);
    writer->out = out;
    writer->sets = g_new0(Set, MAX_CHAR);
    writer->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    return writer;
}

void character_sets_writer_free(CharacterSetsWriter *writer)
{
    if (!writer)
        return;
    for (guint32 c = 0; c < MAX_CHAR; c++)
        g_free(writer->sets[c].docids);
    g_free(writer->sets);
    g_array_unref(writer->blocks);
    g_free(writer);
}

static gboolean end_block(CharacterSetsWriter *writer, GError **error)
{
    guint32 words = docid_block_words(writer->docid, writer->blocks->len);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint32 c = 0; c < MAX_CHAR; c++) {
        Set *set = &writer->sets[c];
        Entry entry = {c, set->n, 0};
        if (set->n == 0)
            continue;
        if (!docid_block_put(writer->out, set->docids, set->n, words, &entry.at, error))
            return FALSE;
        g_array_append_val(entries, entry);
        set->n = 0;
    }
    if (!docid_block_pad(writer->out, error))
        return FALSE;
    Block block = {writer->out->at, entries->len};
    g_array_append_val(writer->blocks, block);
    return file_writer_put(writer->out, entries->data, entries->len * sizeof(Entry), error);
}

gboolean character_sets_writer_begin(CharacterSetsWriter *writer, guint32 docid, GError **error)
{
    gboolean ok = docid % DOCID_BLOCK_DOCUMENTS != 0 || end_block(writer, error);
    writer->docid = docid;
    return ok;
}

static void add_character(CharacterSetsWriter *writer, guint32 c)
{
    Set *set = &writer->sets[c];
    guint16 docid = (guint16)writer->docid;
    if (set->n > 0 && set->docids[set->n - 1] == docid)
        return;
    if (set->n == set->room) {
        set->room = MAX(4, 2 * set->room);
        set->docids = g_renew(guint16, set->docids, set->room);
    }
    set->docids[set->n++] = docid;
}

void character_sets_writer_text(CharacterSetsWriter *writer, const char *utf8, guint32 len)
{
    const guint8 *bytes = (const guint8 *)utf8;
    for (gint32 i = 0; i < (gint32)len;) {
        UChar32 c;
        if (bytes[i] < 0x80) {
            i++;
            continue;
        }
        U8_NEXT_UNSAFE(bytes, i, c);
        if ((guint32)c < MAX_CHAR && char_is_cjk(char_class((guint32)c)))
            add_character(writer, (guint32)c);
    }
}

gboolean character_sets_writer_finish(CharacterSetsWriter *writer, guint64 *at, GError **error)
{
    if (!end_block(writer, error))
        return FALSE;
    *at = writer->out->at;
    return file_writer_put(writer->out, writer->blocks->data,
                           writer->blocks->len * sizeof(Block), error);
}
