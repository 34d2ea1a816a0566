/* A shard: immutable; a Xapian database, the normalized text of its documents and their records.
 *
 *   shards/<uuid>/terms.glass   the names of all terms, each posted in its first document; dates; one file
 *   shards/<uuid>/postings.map  the postings of terms that are in more than one; mapped
 *   shards/<uuid>/text.map      normalized fields, facet values, dates; mapped
 *   shards/<uuid>/records.map   packed records in compressed blocks; mapped
 *   shards/<uuid>/suggest.map   what is suggested while a query is typed; mapped
 *   shards/<uuid>/sums          checksums of their blocks (block-sums.h)
 */
#ifndef INDEXER_READ_SHARD_H
#define INDEXER_READ_SHARD_H

#include "corpus/record/record.h"
#include "indexer/read/shard-maps.h"
#include "xapian-c/xapian-c.h"

/* What one thread has of a shard: libxapian's database, the block of records that was read last, and the
 * maps that it shares. */
typedef struct Shard Shard;

/* Opens the shard in folder PATH that ENTRY tells of. Errors: INDEX_ERROR_GONE if a file is missing,
 * _DAMAGED with the file's name. From then on each block of a file is compared with its checksum when
 * it is read first. Free with shard_close(). */
Shard *shard_open(const char *path, const ManifestShard *entry, GError **error);
/* The same with MAPS that are open, of which it takes a reference. */
Shard *shard_new(ShardMaps *maps, GError **error);
void shard_close(Shard *shard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shard, shard_close)

/* For readers that have no error to give: notes DAMAGE (taken over; NULL is ignored). */
void shard_note(const Shard *shard, GError *damage);
/* Whether all that was read so far was whole, what was noted included; else INDEX_ERROR_DAMAGED or
 * what was noted. */
gboolean shard_check(const Shard *shard, GError **error);

guint32 shard_doccount(const Shard *shard);
XcDatabase *shard_database(const Shard *shard); /* borrowed */

/* INDEX_ERROR_LATE once it is later than UNTIL, monotonic time in µs (0, as it begins: never), in what goes on for long: reading
 * many documents says so itself, if not at once. */
void shard_set_deadline(Shard *shard, gint64 until);
gboolean shard_in_time(const Shard *shard, GError **error);

/* Says that LOCAL will be viewed or read. */
void shard_expect(const Shard *shard, guint32 local);
/* Fills VIEW for the document LOCAL (from 1), without what its texts say. FALSE with INDEX_ERROR_DAMAGED, or _LATE. Thread-safe. */
gboolean shard_view(const Shard *shard, guint32 local, DocumentView *view, GError **error);
/* The same with what they say, which is in ROOM until that is used again, of the fields that are bits of WANTED (0: all); others
 * may be there too. */
gboolean shard_read(const Shard *shard, guint32 local, guint32 wanted, DocumentView *view, GByteArray *room, GError **error);

/* The `length` of all documents, that of document 1 first; borrowed. */
const guint16 *shard_lengths(const Shard *shard);

/* The distinct facet values of the shard, as written in the records. */
guint32 shard_facet_values(const Shard *shard);
const char *shard_facet_value(const Shard *shard, guint32 value, guint32 *len); /* borrowed */

/* The first value of FIELD in VIEW, a document of SHARD, or NULL: LEN bytes, borrowed. */
const char *shard_facet(const Shard *shard, const DocumentView *view, FieldId field, guint32 *len);

/* The postings of LEN bytes of TERM. FALSE with an error. */
gboolean shard_postings(const Shard *shard, const char *term, gsize len, PostingSet *out, GError **error);

/* In how many documents LEN bytes of TERM are; damage is noted. */
guint32 shard_termfreq(const Shard *shard, const char *term, gsize len);

/* Calls TAKE with each posting of LEN bytes of TERM, dead documents included, until it returns FALSE. */
gboolean shard_each_posting(const Shard *shard, const char *term, gsize len, PostingFunc take, gpointer data,
                            GError **error);

/* In how many documents the CJK character C is, in normalized form. */
guint32 shard_char_freq(const Shard *shard, gunichar c);

/* Clears in BITS, of ids up to shard_doccount() (bit id % 64 of word id / 64), the documents without
 * the CJK character C. FALSE with INDEX_ERROR_DAMAGED; BITS are then of no use. Thread-safe. */
gboolean shard_keep_character(const Shard *shard, gunichar c, guint64 *bits, GError **error);

/* What is suggested of its documents, dead ones included; borrowed. */
const SuggestMap *shard_suggest(const Shard *shard);

/* The stored record; the caller frees it. INDEX_ERROR_DAMAGED. Not thread-safe (a block is kept). */
Record *shard_record(Shard *shard, guint32 local, GError **error);

/* The same as packed bytes, borrowed until the next call. NULL with INDEX_ERROR_DAMAGED. */
const guint8 *shard_packed(Shard *shard, guint32 local, gsize *len, GError **error);

#endif
