#include "indexer/read/posting-map.h"

#include <string.h>

#define MAGIC "BSPOST1\n"

typedef struct {
    char magic[8];
    guint32 documents, terms;
    guint64 terms_at, names_at;
} Header;

typedef struct {
    guint64 name_at;
    guint32 name_len, documents;
} Term;

typedef struct {
    guint64 at;
    guint32 documents, reserved;
} Block;

G_STATIC_ASSERT(sizeof(Header) == 32 && sizeof(Term) == 16 && sizeof(Block) == 16);

/* Bytes from one term of the directory to the next. */
static gsize term_step(guint32 documents)
{
    return sizeof(Term) + (gsize)docid_blocks(documents) * sizeof(Block);
}

struct PostingMap {
    MappedFile mapped;
    guint32 documents, terms;
    guint64 names_at;
    const guint8 *all; /* terms, each with its blocks */
    gsize step;        /* term_step() */
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
    map->names_at = header.names_at;
    map->step = term_step(header.documents);
    if (header.terms > map->mapped.len / map->step ||
        !mapped_file_spans(&map->mapped, header.terms_at, header.terms * map->step) ||
        !mapped_file_spans(&map->mapped, header.names_at, 0)) {
        mapped_file_damaged(&map->mapped, error);
        return NULL;
    }
    map->all = map->mapped.bytes + header.terms_at;
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
    if (!mapped_file_holds(&map->mapped, term->name_at, term->name_len))
        return -1;
    int order = memcmp(map->mapped.bytes + term->name_at, name, MIN(term->name_len, len));
    return order ? order : (term->name_len > len) - (term->name_len < len);
}

static gboolean holds(const PostingMap *map, const guint8 *at, gsize len)
{
    return mapped_file_holds(&map->mapped, (guint64)(at - map->mapped.bytes), len);
}

PostingSet posting_map_find(const PostingMap *map, const char *term, gsize len)
{
    guint32 low = 0, high = map->terms;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        const guint8 *at = map->all + middle * map->step;
        Term found;
        if (!holds(map, at, sizeof found)) /* noted in the file */
            break;
        memcpy(&found, at, sizeof found);
        int order = compare_name(map, &found, term, len);
        if (order == 0)
            return (PostingSet){map, found.documents, at + sizeof found};
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (PostingSet){map, 0, NULL};
}

gboolean posting_set_damaged(const PostingSet *set, GError **error)
{
    return mapped_file_damaged(&set->map->mapped, error);
}

static guint32 rank_count(guint32 words)
{
    return (words + POSTING_RANK_WORDS - 1) / POSTING_RANK_WORDS;
}

gboolean posting_set_block(const PostingSet *set, guint32 number, PostingBlock *out, GError **error)
{
    const MappedFile *mapped = &set->map->mapped;
    guint32 words = docid_block_words(set->map->documents, number);
    Block block;
    if (!holds(set->map, set->blocks + number * sizeof block, sizeof block))
        return mapped_file_damaged(mapped, error);
    memcpy(&block, set->blocks + number * sizeof block, sizeof block);
    *out = (PostingBlock){0};
    if (!docid_block_open(&out->docids, mapped, block.at, block.documents, words, error))
        return FALSE;
    guint64 after = block.at + (docid_block_bytes(block.documents, words) + 7) / 8 * 8;
    guint64 ranks = out->docids.bits ? rank_count(words) * sizeof(guint16) : 0;
    if (!mapped_file_holds(mapped, after, ranks + block.documents))
        return mapped_file_damaged(mapped, error);
    if (ranks)
        out->ranks = (const guint16 *)(gconstpointer)(mapped->bytes + after);
    out->wdfs = mapped->bytes + after + ranks;
    return TRUE;
}

/* A term that is in one of so many documents is frequent, in a shard of some size. */
#define FREQUENT_SHARE 128
#define FREQUENT_LEAST 256

typedef struct {
    FileWriter out;
    guint32 documents;
    GByteArray *terms; /* as in the file, names counted from 0 */
    GString *names;
    guint32 n_terms;
    GArray *docids; /* guint16, of the block being filled */
    GByteArray *wdfs;
} Writer;

static void writer_clear(Writer *writer)
{
    file_writer_abandon(&writer->out);
    g_byte_array_unref(writer->terms);
    g_string_free(writer->names, TRUE);
    g_array_unref(writer->docids);
    g_byte_array_unref(writer->wdfs);
}

/* How many of DOCIDS are before each of the groups of words. */
static gboolean put_ranks(Writer *writer, guint32 words, GError **error)
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

/* Writes block NUMBER, notes it and empties it. */
static gboolean end_block(Writer *writer, guint32 number, GError **error)
{
    guint32 words = docid_block_words(writer->documents, number), n = writer->docids->len;
    Block block = {.documents = n};
    if (n > 0 &&
        (!docid_block_put(&writer->out, (const guint16 *)(gconstpointer)writer->docids->data, n,
                          words, &block.at, error) ||
         (docid_block_is_bitmap(n, words) && !put_ranks(writer, words, error)) ||
         !file_writer_put(&writer->out, writer->wdfs->data, n, error)))
        return FALSE;
    g_byte_array_append(writer->terms, (const guint8 *)&block, sizeof block);
    g_array_set_size(writer->docids, 0);
    g_byte_array_set_size(writer->wdfs, 0);
    return TRUE;
}

/* Moves to the next posting; FALSE with an error, not at the end. */
static gboolean go_on(XcPostingIterator *postings, GError **error)
{
    GError *inner = NULL;
    xc_posting_iterator_next(postings, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static gboolean put_postings(Writer *writer, XcPostingIterator *postings, GError **error)
{
    guint32 number = 0;
    while (xc_posting_iterator_valid(postings)) {
        XcDocid docid = xc_posting_iterator_docid(postings);
        guint8 wdf = (guint8)MIN(xc_posting_iterator_wdf(postings, NULL), G_MAXUINT8);
        guint16 low = (guint16)docid;
        for (; number < docid >> DOCID_BLOCK_SHIFT; number++)
            if (!end_block(writer, number, error))
                return FALSE;
        g_array_append_val(writer->docids, low);
        g_byte_array_append(writer->wdfs, &wdf, 1);
        if (!go_on(postings, error))
            return FALSE;
    }
    for (; number < docid_blocks(writer->documents); number++)
        if (!end_block(writer, number, error))
            return FALSE;
    return TRUE;
}

static gboolean put_term(Writer *writer, XcDatabase *database, XcBytes name, guint32 documents,
                         GError **error)
{
    Term term = {writer->names->len, (guint32)name.len, documents};
    g_byte_array_append(writer->terms, (const guint8 *)&term, sizeof term);
    g_string_append_len(writer->names, name.data, (gssize)name.len);
    writer->n_terms++;
    g_autoptr(XcPostingIterator) postings = xc_database_postings(database, name, error);
    return postings && put_postings(writer, postings, error);
}

static gboolean put_terms(Writer *writer, XcDatabase *database, GError **error)
{
    guint32 least = MAX(writer->documents / FREQUENT_SHARE, FREQUENT_LEAST);
    GError *inner = NULL;
    g_autoptr(XcTermIterator) terms = xc_database_terms(database, xc_bytes(NULL), &inner);
    while (!inner && xc_term_iterator_valid(terms)) {
        guint32 documents = xc_term_iterator_termfreq(terms, &inner);
        if (!inner && (documents < least ||
                       put_term(writer, database, xc_term_iterator_term(terms), documents, &inner)))
            xc_term_iterator_next(terms, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* The terms that are noted, with the places of their names; then the names. */
static gboolean put_directory(Writer *writer, GError **error)
{
    Header header = {.magic = MAGIC, .documents = writer->documents, .terms = writer->n_terms};
    gsize step = term_step(writer->documents);
    if (!docid_block_pad(&writer->out, error))
        return FALSE;
    header.terms_at = writer->out.at;
    header.names_at = header.terms_at + writer->terms->len;
    for (guint32 i = 0; i < writer->n_terms; i++) {
        Term term;
        memcpy(&term, writer->terms->data + i * step, sizeof term);
        term.name_at += header.names_at;
        memcpy(writer->terms->data + i * step, &term, sizeof term);
    }
    return file_writer_put(&writer->out, writer->terms->data, writer->terms->len, error) &&
           file_writer_put(&writer->out, writer->names->str, writer->names->len, error) &&
           file_writer_patch(&writer->out, 0, &header, sizeof header, error) &&
           file_writer_close(&writer->out, error);
}

gboolean posting_map_write(const char *file, XcDatabase *database, GError **error)
{
    static const Header empty;
    GError *inner = NULL;
    Writer writer = {.documents = xc_database_doccount(database, &inner),
                     .terms = g_byte_array_new(),
                     .names = g_string_new(NULL),
                     .docids = g_array_new(FALSE, FALSE, sizeof(guint16)),
                     .wdfs = g_byte_array_new()};
    if (!inner && file_writer_open(&writer.out, file, &inner) &&
        file_writer_put(&writer.out, &empty, sizeof empty, &inner) &&
        put_terms(&writer, database, &inner))
        put_directory(&writer, &inner);
    writer_clear(&writer);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}
