/* What one thread reads an index through: a snapshot, and the handles that must be its own (libxapian's, a
 * tokenizer, the block of records that was read last). Not thread-safe: one per thread. Opening takes no
 * lock, and no writer disturbs an open index.
 */
#ifndef INDEXER_READ_INDEX_H
#define INDEXER_READ_INDEX_H

#include "indexer/files/error.h"
#include "indexer/read/shard.h"
#include "indexer/read/snapshot.h"
#include "indexer/read/terms.h"
#include "number/number.h"
#include "tokenizer/tokenizer.h"

typedef struct Index Index;

/* A reader of SNAPSHOT, of which it takes a reference. Goes well also when a writer has removed its
 * files meanwhile. INDEX_ERROR_DAMAGED, XC_ERROR. */
Index *index_new(Snapshot *snapshot, GError **error);

/* Opens the current generation of the index in folder DIR. Errors of
 * INDEX_ERROR and of XC_ERROR. */
Index *index_open(const char *dir, GError **error);

/* Opens a certain generation instead. INDEX_ERROR_GONE if it is not kept any more. */
Index *index_open_generation(const char *dir, guint32 generation, GError **error);

void index_close(Index *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Index, index_close)

guint32 index_generation(const Index *index);
guint32 index_doccount(const Index *index); /* live documents */

/* All shards as one database, dead documents included; borrowed. Of an export it has none: index_remote(). */
XcDatabase *index_database(const Index *index);

/* The connections to the servers of an export, borrowed; NULL: the index is a folder's. */
struct Remote;
struct Remote *index_remote(const Index *index);

/* Comes before each question that a program asks, never within one: what was noted is forgotten, and servers that were lost are
 * looked for again. */
void index_begin(Index *index);

/* Views that were borrowed before are gone. Of an export, whose documents are kept: comes where many of them are looked at. */
void index_forget(Index *index);

/* How many documents there are, dead ones included. */
guint32 index_doccount_all(const Index *index);

/* The terms that begin with LEN bytes of PREFIX. Caller frees; NULL with an error. */
XcTermIterator *index_terms(const Index *index, const char *prefix, gsize len, GError **error);

/* shard_set_deadline() of all shards; whether it is in time. */
void index_set_deadline(Index *index, gint64 until);
gboolean index_in_time(const Index *index, GError **error);

/* For readers that have no error to give: notes DAMAGE (taken over; NULL is ignored). */
void index_note(Index *index, GError *damage);
/* Whether all that was read so far was whole, what was noted included. To be asked before an answer
 * is given. INDEX_ERROR_DAMAGED, or what was noted. */
gboolean index_check(const Index *index, GError **error);

/* What the generation is made of; borrowed. */
const Manifest *index_manifest(const Index *index);

guint32 index_shard_count(const Index *index);
Shard *index_shard(const Index *index, guint32 number); /* from 0; borrowed */
/* The dead documents of a shard, sorted (guint32), or NULL; borrowed. */
const GArray *index_dead(const Index *index, guint32 shard_number);
gboolean index_is_dead(const Index *index, guint32 shard_number, guint32 local);

/* The shard of a docid of index_database() and its number there. */
Shard *index_locate(const Index *index, XcDocid docid, guint32 *shard_number, guint32 *local);

/* What is suggested: of each shard, of an export of each part. How many there are; what number NUMBER (from 0) has, borrowed, of an
 * export until index_begin(): NULL without an error if the part is missing, else with one; the docid of a document that it says is
 * LOCAL, dead ones included. */
guint32 index_suggest_count(const Index *index);
const SuggestMap *index_suggest(const Index *index, guint32 number, GError **error);
XcDocid index_suggest_docid(const Index *index, guint32 number, guint32 local);

/* Says that the N documents of DOCIDS will be asked for: of an export they are fetched together, else their
 * texts are on the way from memory to the processor. */
gboolean index_expect(Index *index, const XcDocid *docids, guint n, GError **error);
/* Comes before the one AT of DOCIDS (XcDocid) is asked for, however many they are, where all are in turn: of an export the next ones
 * are fetched together, and the views of those before are gone. */
gboolean index_expect_next(Index *index, const GArray *docids, guint at, GError **error);

/* As shard_view() and shard_read(). */
gboolean index_view(const Index *index, XcDocid docid, DocumentView *view, GError **error);
gboolean index_read(const Index *index, XcDocid docid, guint32 wanted, DocumentView *view, GByteArray *room, GError **error);
Record *index_record(const Index *index, XcDocid docid, GError **error);

/* Records that are read from now on have of the files that they are from the names alone. */
void index_hide_folders(Index *index);

/* In how many documents, dead ones included, the CJK character C is, in normalized form. */
guint32 index_char_freq(const Index *index, gunichar c);

/* In how many documents, dead ones included, LEN bytes of TERM are; damage is noted. */
guint32 index_termfreq(const Index *index, const char *term, gsize len);

/* Says that the frequencies of the N TERMS will be asked for, CJK characters as index_char_freq(): of an export they are asked for
 * together. What goes wrong is noted. */
void index_expect_terms(Index *index, const char *const *terms, guint n);

/* Whether a live document has TERM. */
gboolean index_has_live(const Index *index, const char *term, GError **error);

/* The live document with exactly the canonical ID; 0 if there is none. */
XcDocid index_find_id(const Index *index, const char *id, GError **error);

/* The live documents that have NUMBER, in whatever edition if it has no year: XcDocid, of the most
 * specific of its terms (number_terms()) that any has. Caller unrefs; NULL with an error. */
GArray *index_find_number(const Index *index, const Number *number, GError **error);

/* The live documents with the title key KEY (record_title_key()): XcDocid. Caller unrefs; NULL with
 * an error. */
GArray *index_find_title(const Index *index, const char *key, GError **error);

/* The live documents that have the relation TYPE (relation_types) to the document with the
 * canonical ID: XcDocid. Caller unrefs; NULL with an error. */
GArray *index_find_related(const Index *index, const char *type, const char *id, GError **error);

/* A tokenizer with the lexicon that the generation was made with; owned by the index. */
Tokenizer *index_tokenizer(const Index *index);

/* What it reads. Borrowed. */
Snapshot *index_snapshot(const Index *index);

#endif
