/* The postings of one batch of documents, by term: a run, a file that is merged with the other batches'. */
#ifndef INDEXER_WRITE_INVERTER_H
#define INDEXER_WRITE_INVERTER_H

#include "xapian-c/types.h"

typedef struct Inverter Inverter;

Inverter *inverter_new(void);
void inverter_free(Inverter *inverter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inverter, inverter_free)

/* Adds the next document, of N terms, each once. */
void inverter_add(Inverter *inverter, const XcTerm *terms, gsize n);

/* Once all are added: writes the run to FILE, RunTerm by RunTerm, by name in byte order. */
gboolean inverter_write_run(Inverter *inverter, const char *file, GError **error);

/* In a run: a term, then its name, padded to 4 bytes, its documents (u32, from 1), and how often each has it (u8, at most
 * POSTING_MAX_WDF), padded to 4. */
typedef struct {
    guint32 len, documents;
} RunTerm;

static inline const char *run_term_name(const RunTerm *term)
{
    return (const char *)(term + 1);
}

static inline const guint32 *run_term_docids(const RunTerm *term)
{
    return (const guint32 *)(gconstpointer)(run_term_name(term) + ((term->len + 3u) & ~3u));
}

static inline const guint8 *run_term_wdfs(const RunTerm *term)
{
    return (const guint8 *)(run_term_docids(term) + term->documents);
}

/* Bytes from this term to the next. */
gsize run_term_size(gconstpointer term);

/* Orders RunTerms by name. */
int run_term_compare(gconstpointer a, gconstpointer b);

#endif
