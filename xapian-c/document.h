/* A document: data (bytes that Xapian only stores), values in numbered slots, and terms.
 *
 * A document that came from a database reads it lazily, so every reader can fail with the errors of
 * reading a database (XC_ERROR_DATABASE, _CORRUPT, _MODIFIED, _CLOSED, DOC_NOT_FOUND). Changing it
 * changes only this copy; hand it to xc_writable_database_replace() to store it. A document belongs
 * to one thread: that of its database if it has one.
 */
#ifndef XAPIAN_C_DOCUMENT_H
#define XAPIAN_C_DOCUMENT_H

#include "xapian-c/iterator.h"

G_BEGIN_DECLS

typedef struct XcDocument XcDocument;

/* An empty document. Free with xc_document_free(). NULL only without memory. */
XcDocument *xc_document_new(GError **error);
void xc_document_free(XcDocument *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcDocument, xc_document_free)

/* Building. All bytes are copied. Each returns false with *ERROR set on failure; besides the
 * errors named, only those of reading a database if the document came from one. */

/* Replaces the data. The backend takes at most about 100 MB. */
bool xc_document_set_data(XcDocument *doc, XcBytes data, GError **error);

/* Sets the value of SLOT; an empty one removes it. */
bool xc_document_set_value(XcDocument *doc, XcSlot slot, XcBytes value, GError **error);
/* XC_ERROR_INVALID_ARGUMENT if SLOT holds none. */
bool xc_document_remove_value(XcDocument *doc, XcSlot slot, GError **error);
bool xc_document_clear_values(XcDocument *doc, GError **error);

/* Adds TERM, or WDF to its wdf if it is there already. XC_ERROR_INVALID_ARGUMENT if TERM is empty
 * or longer than XC_TERM_MAX. */
bool xc_document_add_term(XcDocument *doc, XcBytes term, uint32_t wdf, GError **error);

/* xc_document_add_term() for each of N terms, in one call: one buffer serves all of them. Sorted
 * input is fastest, any order and repetition is right. On failure the terms before the bad one have
 * been added. */
bool xc_document_add_terms(XcDocument *doc, const XcTerm *terms, size_t n, GError **error);

/* Adds an occurrence of TERM at POSITION (used by XC_QUERY_PHRASE and _NEAR), and WDF_INC to its
 * wdf. XC_ERROR_INVALID_ARGUMENT if TERM is empty or longer than XC_TERM_MAX. */
bool xc_document_add_posting(XcDocument *doc, XcBytes term, uint32_t position, uint32_t wdf_inc,
                             GError **error);
/* Takes an occurrence away and WDF_DEC from the wdf (not below 0; the term stays).
 * XC_ERROR_INVALID_ARGUMENT if the term or the position is not there. */
bool xc_document_remove_posting(XcDocument *doc, XcBytes term, uint32_t position, uint32_t wdf_dec,
                                GError **error);
/* Removes TERM with all its positions. XC_ERROR_INVALID_ARGUMENT if it is not there. */
bool xc_document_remove_term(XcDocument *doc, XcBytes term, GError **error);
bool xc_document_clear_terms(XcDocument *doc, GError **error);

/* Removes data, values and terms, so that DOC can be filled again. */
bool xc_document_clear(XcDocument *doc, GError **error);

/* Reading. Bytes are borrowed: valid until DOC is changed or freed. */

/* The data; no bytes if there are none or on failure. */
XcBytes xc_document_data(const XcDocument *doc, GError **error);
/* The value of SLOT; no bytes if there is none or on failure. */
XcBytes xc_document_value(const XcDocument *doc, XcSlot slot, GError **error);
/* All values by slot. Of a stored document: XC_ERROR_FEATURE_UNAVAILABLE if its database has no
 * termlists. NULL on failure. */
XcValueIterator *xc_document_values(const XcDocument *doc, GError **error);
uint32_t xc_document_value_count(const XcDocument *doc, GError **error);
/* All terms in byte order. Of a stored document: XC_ERROR_FEATURE_UNAVAILABLE if its database has
 * no termlists. NULL on failure. */
XcTermIterator *xc_document_terms(const XcDocument *doc, GError **error);
uint32_t xc_document_term_count(const XcDocument *doc, GError **error);
/* The id it was read under, 0 for a new document. From a database of several shards this is the id
 * within the document's own shard, as everywhere in Xapian. Never fails. */
XcDocid xc_document_docid(const XcDocument *doc);

/* The whole document as LEN bytes (caller frees with free()), and back. The bytes are Xapian's own
 * format, stable within 1.4. NULL on failure; XC_ERROR_SERIALISATION or _NETWORK if BYTES are
 * damaged, XC_ERROR_INVALID_ARGUMENT if a term is longer than XC_TERM_MAX. */
char *xc_document_serialise(const XcDocument *doc, size_t *len, GError **error);
XcDocument *xc_document_unserialise(XcBytes bytes, GError **error);

G_END_DECLS

#endif
