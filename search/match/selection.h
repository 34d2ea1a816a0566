/* Which documents: a tree of terms, evaluated to a set. Immutable and reference-counted; not
 * thread-safe. How it is evaluated is this file's own affair. */
#ifndef SEARCH_MATCH_SELECTION_H
#define SEARCH_MATCH_SELECTION_H

#include "corpus/record/field.h"
#include "search/match/docset.h"

/* A prefix stands for at most so many terms of a shard. */
#define SELECTION_MAX_TERMS 2000

typedef enum {
    SELECTION_AND,
    SELECTION_OR,
} SelectionOp;

typedef struct Selection Selection;

Selection *selection_none(void);
Selection *selection_all(void);

/* The documents that hold TERM after PREFIX. A single CJK character is held by all terms that begin
 * with it: see indexer/read/terms.h. */
Selection *selection_term(const char *prefix, const char *term);

/* Those that have the term as the index has it, prefix and all. */
Selection *selection_exact(const char *term);

/* Those that hold a term which begins with PREFIX and TEXT. */
Selection *selection_prefix(const char *prefix, const char *text);

/* Those whose date FIELD is from FROM to TO (yyyymmdd). */
Selection *selection_dates(FieldId field, guint32 from, guint32 to);

/* Those whose value in SLOT, a date as it is there, is from FROM to TO. Of an export only. */
Selection *selection_values(XcSlot slot, guint32 from, guint32 to);

/* Those that hold the N TERMS side by side in this order. Of an export only: elsewhere texts are looked into. */
Selection *selection_adjacent(const char *const *terms, guint n);

/* Those in SET, which is taken over: what of FROM was found to be meant. */
Selection *selection_verified(DocSet *set, Selection *from);

/* An array of Selection, which it owns. Caller unrefs. */
GPtrArray *selection_parts(void);

/* Joins PARTS (Selection), takes them over and empties the array. One part is itself, no part
 * matches nothing. */
Selection *selection_join(SelectionOp op, GPtrArray *parts);

/* New references to A and B: in both; in A and not in B. B may be NULL: A. */
Selection *selection_both(Selection *a, Selection *b);
Selection *selection_without(Selection *a, Selection *b);

Selection *selection_ref(Selection *selection);
void selection_unref(Selection *selection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Selection, selection_unref)

/* The documents of WITHIN that SELECTION matches: a new set. Errors of the index. */
DocSet *selection_find(const Selection *selection, const DocSpace *space, const DocSet *within,
                       GError **error);

/* What SELECTION (NULL: all documents) is to libxapian, where terms say what maps say here: of an export. Caller unrefs; NULL with
 * an error. */
XcQuery *selection_query(const Selection *selection, GError **error);

/* For people: (云计 AND 计算), and what is verified of it with its number. Caller frees. */
char *selection_describe(const Selection *selection);

#endif
