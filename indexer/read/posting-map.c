#include "indexer/read/posting-map.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAGIC "BSPOST4\n"

typedef struct {
    char magic[8];
    guint32 documents, terms;
    guint64 terms_at, names_at;
} Header;

typedef struct {
    guint64 name_at, blocks_at;
    guint32 name_len, documents, n_blocks, reserved;
} Term;

typedef struct {
    guint64 at;
    guint16 number, more; /* documents but one */
    guint32 often;
} Block;

G_STATIC_ASSERT(sizeof(Header) == 32 && sizeof(Term) == 32 && sizeof(Block) == 16);

struct PostingMap {
    MappedFile mapped;
    guint32 documents, terms;
    guint64 terms_at, names_at;
};

PostingMap *posting_map_open(const char *file, FileSums *sums, GError **error)
{
    g_autoptr(PostingMap) map = g_new0(PostingMap, 1);
    Header header;
    if (!mapped_file_open(&map->mapped, file, MAGIC, sizeof header, sums, error))
        return NULL;
    memcpy(&header, map->mapped.bytes, sizeof header);
    map->documents = header.documents;
    map->terms = header.terms;
    map->terms_at = header.terms_at;
    map->names_at = header.names_at;
    if (!mapped_file_spans(&map->mapped, header.terms_at, header.terms * sizeof(Term)) ||
        !mapped_file_spans(&map->mapped, header.names_at, 0)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    return g_steal_pointer(&map);
}

void posting_map_close(PostingMap *map)
{
    if (!map)
        return;
    mapped_file_close(&map->mapped);
    g_free(map);
}

const MappedFile *posting_map_file(const PostingMap *map)
{
    return &map->mapped;
}

guint32 posting_map_doccount(const PostingMap *map)
{
    return map->documents;
}

/* How the name of TERM compares; a name that is not in the file comes first. */
static int compare_name(const PostingMap *map, const Term *term, const char *name, gsize len)
{
    guint64 at = map->names_at + term->name_at;
    if (!mapped_file_holds(&map->mapped, at, term->name_len))
        return -1;
    int order = memcmp(map->mapped.bytes + at, name, MIN(term->name_len, len));
    return order ? order : (term->name_len > len) - (term->name_len < len);
}

/* The postings of TERM, which the map has. */
static PostingSet set_of(const PostingMap *map, const Term *term)
{
    PostingSet set = {map, term->documents, term->n_blocks, term->blocks_at, NULL, NULL, 0, 0};
    if (set.n_blocks || !set.documents)
        return set;
    guint64 docids = (guint64)set.documents * sizeof *set.docids;
    if (set.blocks % 8 || !mapped_file_holds(&map->mapped, set.blocks, docids + set.documents)) {
        mapped_file_note(&map->mapped);
        return (PostingSet){.map = map};
    }
    set.docids = (const guint32 *)(gconstpointer)(map->mapped.bytes + set.blocks);
    set.wdfs = map->mapped.bytes + set.blocks + docids;
    return set;
}

PostingSet posting_map_find(const PostingMap *map, const char *term, gsize len)
{
    guint32 low = 0, high = map->terms;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        guint64 at = map->terms_at + (guint64)middle * sizeof(Term);
        Term found;
        if (!mapped_file_holds(&map->mapped, at, sizeof found)) /* noted in the file */
            break;
        memcpy(&found, map->mapped.bytes + at, sizeof found);
        int order = compare_name(map, &found, term, len);
        if (order == 0)
            return set_of(map, &found);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (PostingSet){.map = map};
}

gboolean posting_set_damaged(const PostingSet *set, GError **error)
{
    return mapped_file_damaged(&set->map->mapped, error);
}

static guint32 rank_count(guint32 words)
{
    return (words + POSTING_RANK_WORDS - 1) / POSTING_RANK_WORDS;
}

/* Block I of SET's, which is below its `n_blocks`. */
static gboolean read_block(const PostingSet *set, guint32 i, Block *block)
{
    const MappedFile *mapped = &set->map->mapped;
    guint64 at = set->blocks + (guint64)i * sizeof *block;
    if (!mapped_file_holds(mapped, at, sizeof *block))
        return FALSE;
    memcpy(block, mapped->bytes + at, sizeof *block);
    return TRUE;
}

/* The block NUMBER, one at 0 if the term has none. FALSE if the file is damaged. */
static gboolean find_block(const PostingSet *set, guint32 number, Block *block)
{
    guint32 low = 0, high = MIN(set->n_blocks, docid_blocks(set->map->documents));
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (!read_block(set, middle, block))
            return FALSE;
        if (block->number == number)
            return TRUE;
        if (block->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    *block = (Block){.at = 0};
    return TRUE;
}

static gboolean open_block(const PostingSet *set, const Block *block, PostingBlock *out, GError **error)
{
    const MappedFile *mapped = &set->map->mapped;
    guint32 documents = block->more + 1u, words = docid_block_words(set->map->documents, block->number);
    *out = (PostingBlock){.n_often = block->often};
    if (!docid_block_open(&out->docids, mapped, block->at, documents, words, error))
        return FALSE;
    guint64 after = block->at + (docid_block_bytes(documents, words) + 7) / 8 * 8;
    guint64 ranks = out->docids.bits ? rank_count(words) * sizeof(guint16) : 0, often = block->often * sizeof(guint16);
    guint64 wdfs = (documents + 1) / 2;
    if (block->often > documents || !mapped_file_holds(mapped, after, ranks + often + wdfs + block->often))
        return mapped_file_damaged(mapped, error);
    const guint8 *at = mapped->bytes + after;
    if (ranks)
        out->ranks = (const guint16 *)(gconstpointer)at;
    out->often = (const guint16 *)(gconstpointer)(at + ranks);
    out->wdfs = at + ranks + often;
    out->often_wdfs = out->wdfs + wdfs;
    return TRUE;
}

guint32 posting_block_often(const PostingBlock *block, guint32 number)
{
    guint32 low = 0, high = block->n_often;
    while (low < high) {
        guint32 middle = (low + high) / 2;
        if (block->often[middle] == number)
            return block->often_wdfs[middle];
        if (block->often[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

gboolean posting_set_block(const PostingSet *set, guint32 number, PostingBlock *out, GError **error)
{
    Block block;
    *out = (PostingBlock){.docids = {.words = docid_block_words(set->map->documents, number)}};
    if (find_block(set, number, &block))
        return !block.at || open_block(set, &block, out, error);
    return mapped_file_damaged(&set->map->mapped, error);
}

/* Calls TAKE with the documents of BLOCK, the first of which is FIRST, until it returns FALSE. */
static gboolean each_of(const PostingBlock *block, guint32 first, PostingFunc take, gpointer data)
{
    const DocidBlock *set = &block->docids;
    guint32 n = 0;
    for (guint32 word = 0; set->bits && word < set->words; word++)
        for (guint64 rest = set->bits[word]; rest && n < set->n; rest &= rest - 1, n++)
            if (!take(first + word * 64 + (guint32)__builtin_ctzll(rest), posting_block_wdf(block, n), data))
                return FALSE;
    if (set->bits)
        return TRUE;
    guint16 docids[DOCID_LIST_MAX];
    DocidPlace place = {0, 0};
    guint32 before, listed = docid_block_list(set, &place, 0, set->words * 64, &before, docids);
    for (; n < listed; n++)
        if (!take(first + docids[n], posting_block_wdf(block, n), data))
            return FALSE;
    return TRUE;
}

gboolean posting_set_each(const PostingSet *set, PostingFunc take, gpointer data, GError **error)
{
    for (guint32 i = 0; !set->n_blocks && i < set->documents; i++)
        if (!take(posting_set_docid(set, i), posting_set_wdf(set, i), data))
            return TRUE;
    for (guint32 i = 0; i < set->n_blocks; i++) {
        PostingBlock block;
        Block head;
        if (!read_block(set, i, &head) || head.number >= docid_blocks(set->map->documents))
            return mapped_file_damaged(&set->map->mapped, error);
        if (!open_block(set, &head, &block, error))
            return FALSE;
        if (!each_of(&block, (guint32)head.number << DOCID_BLOCK_SHIFT, take, data))
            return TRUE;
    }
    return TRUE;
}

/* Writing */

struct PostingMapWriter {
    FileWriter out;
    FileWriter terms, names; /* files beside it meanwhile: there may be millions */
    guint32 documents, n_terms;
    GArray *blocks; /* Block, of the term being written */
    GArray *docids; /* guint16, of the block being written */
    GArray *often;  /* guint16: those of them that have the term often */
    GByteArray *wdfs, *often_wdfs;
};

PostingMapWriter *posting_map_writer_new(const char *file, guint32 documents, GError **error)
{
    static const Header empty;
    g_autoptr(PostingMapWriter) writer = g_new0(PostingMapWriter, 1);
    writer->documents = documents;
    writer->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    writer->docids = g_array_new(FALSE, FALSE, sizeof(guint16));
    writer->often = g_array_new(FALSE, FALSE, sizeof(guint16));
    writer->wdfs = g_byte_array_new();
    writer->often_wdfs = g_byte_array_new();
    g_autofree char *terms = g_strconcat(file, ".terms", NULL), *names = g_strconcat(file, ".names", NULL);
    return file_writer_open(&writer->out, file, error) && file_writer_put(&writer->out, &empty, sizeof empty, error) &&
                   file_writer_open(&writer->terms, terms, error) && file_writer_open(&writer->names, names, error)
               ? g_steal_pointer(&writer)
               : NULL;
}

/* Closes and removes one of the files beside. */
static void drop(FileWriter *beside)
{
    if (beside->name)
        g_unlink(beside->name);
    file_writer_abandon(beside);
}

void posting_map_writer_free(PostingMapWriter *writer)
{
    if (!writer)
        return;
    file_writer_abandon(&writer->out);
    drop(&writer->terms);
    drop(&writer->names);
    g_array_unref(writer->blocks);
    g_array_unref(writer->docids);
    g_array_unref(writer->often);
    g_byte_array_unref(writer->wdfs);
    g_byte_array_unref(writer->often_wdfs);
    g_free(writer);
}

/* How many of the block's docids are before each of the groups of words. */
static gboolean put_ranks(PostingMapWriter *writer, guint32 words, GError **error)
{
    guint16 ranks[DOCID_BLOCK_WORDS / POSTING_RANK_WORDS] = {0};
    guint32 n = rank_count(words), at = 0;
    for (guint32 i = 0; i < n; i++) {
        ranks[i] = (guint16)at;
        while (at < writer->docids->len &&
               g_array_index(writer->docids, guint16, at) / (64u * POSTING_RANK_WORDS) == i)
            at++;
    }
    return file_writer_put(&writer->out, ranks, n * sizeof *ranks, error);
}

/* How often each of N documents has the term, and those that have it often apart. */
static gboolean put_wdfs(PostingMapWriter *writer, const guint8 *wdfs, guint32 n, GError **error)
{
    g_array_set_size(writer->often, 0);
    g_byte_array_set_size(writer->often_wdfs, 0);
    g_byte_array_set_size(writer->wdfs, (n + 1) / 2);
    memset(writer->wdfs->data, 0, writer->wdfs->len);
    for (guint32 i = 0; i < n; i++) {
        guint16 number = (guint16)i;
        writer->wdfs->data[i / 2] |= (guint8)(MIN(wdfs[i], POSTING_OFTEN) << i % 2 * 4);
        if (wdfs[i] < POSTING_OFTEN)
            continue;
        g_array_append_val(writer->often, number);
        g_byte_array_append(writer->often_wdfs, &wdfs[i], 1);
    }
    return file_writer_put(&writer->out, writer->often->data, writer->often->len * sizeof(guint16), error) &&
           file_writer_put(&writer->out, writer->wdfs->data, writer->wdfs->len, error) &&
           file_writer_put(&writer->out, writer->often_wdfs->data, writer->often_wdfs->len, error);
}

/* Writes the N postings of block NUMBER, and notes it. */
static gboolean put_block(PostingMapWriter *writer, guint32 number, const guint32 *docids, const guint8 *wdfs,
                          guint32 n, GError **error)
{
    guint32 words = docid_block_words(writer->documents, number);
    Block block = {.number = (guint16)number, .more = (guint16)(n - 1)};
    g_array_set_size(writer->docids, n);
    for (guint32 i = 0; i < n; i++)
        g_array_index(writer->docids, guint16, i) = (guint16)docids[i];
    if (!docid_block_put(&writer->out, (const guint16 *)(gconstpointer)writer->docids->data, n, words, &block.at,
                         error) ||
        (docid_block_is_bitmap(n, words) && !put_ranks(writer, words, error)) ||
        !put_wdfs(writer, wdfs, n, error))
        return FALSE;
    block.often = writer->often->len;
    g_array_append_val(writer->blocks, block);
    return TRUE;
}

/* The first of N documents, from FROM on, that is in another block than that. */
static guint32 end_of_block(const guint32 *docids, guint32 from, guint32 n)
{
    guint32 to = from + 1;
    while (to < n && docids[to] >> DOCID_BLOCK_SHIFT == docids[from] >> DOCID_BLOCK_SHIFT)
        to++;
    return to;
}

/* Whether N documents take less room one by one than in blocks. */
static gboolean are_few(const PostingMapWriter *writer, const guint32 *docids, guint32 n)
{
    guint64 few = (guint64)n * (sizeof *docids + 1), blocks = 0;
    for (guint32 from = 0, to; from < n && blocks < few; from = to) {
        to = end_of_block(docids, from, n);
        guint32 words = docid_block_words(writer->documents, docids[from] >> DOCID_BLOCK_SHIFT);
        blocks += sizeof(Block) + docid_block_bytes(to - from, words) + (to - from + 1) / 2;
    }
    return few <= blocks;
}

static gboolean put_few(PostingMapWriter *writer, const guint32 *docids, const guint8 *wdfs, guint32 n, GError **error)
{
    return file_writer_put(&writer->out, docids, n * sizeof *docids, error) &&
           file_writer_put(&writer->out, wdfs, n, error) && docid_block_pad(&writer->out, error);
}

static gboolean put_blocks(PostingMapWriter *writer, const guint32 *docids, const guint8 *wdfs, guint32 n, GError **error)
{
    for (guint32 from = 0, to; from < n; from = to) {
        to = end_of_block(docids, from, n);
        if (!put_block(writer, docids[from] >> DOCID_BLOCK_SHIFT, docids + from, wdfs + from, to - from, error))
            return FALSE;
    }
    return docid_block_pad(&writer->out, error);
}

gboolean posting_map_writer_add(PostingMapWriter *writer, const char *name, gsize len, const guint32 *docids,
                                const guint8 *wdfs, guint32 n, GError **error)
{
    gboolean few = are_few(writer, docids, n);
    g_array_set_size(writer->blocks, 0);
    if (!few && !put_blocks(writer, docids, wdfs, n, error))
        return FALSE;
    Term term = {writer->names.at, writer->out.at, (guint32)len, n, writer->blocks->len, 0};
    writer->n_terms++;
    if (!file_writer_put(&writer->terms, &term, sizeof term, error) || !file_writer_put(&writer->names, name, len, error))
        return FALSE;
    return few ? put_few(writer, docids, wdfs, n, error)
               : file_writer_put(&writer->out, writer->blocks->data, writer->blocks->len * sizeof(Block), error);
}

/* Appends what is in the file BESIDE, and removes that. */
static gboolean append_beside(PostingMapWriter *writer, FileWriter *beside, GError **error)
{
    g_autofree char *name = g_strdup(beside->name);
    if (!file_writer_close(beside, error))
        return FALSE;
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(name, FALSE, error);
    g_unlink(name);
    return mapped && file_writer_put(&writer->out, g_mapped_file_get_contents(mapped), g_mapped_file_get_length(mapped), error);
}

gboolean posting_map_writer_finish(PostingMapWriter *writer, GError **error)
{
    Header header = {.magic = MAGIC, .documents = writer->documents, .terms = writer->n_terms};
    header.terms_at = writer->out.at;
    header.names_at = header.terms_at + writer->terms.at;
    return append_beside(writer, &writer->terms, error) && append_beside(writer, &writer->names, error) &&
           file_writer_patch(&writer->out, 0, &header, sizeof header, error) &&
           file_writer_close(&writer->out, error);
}
