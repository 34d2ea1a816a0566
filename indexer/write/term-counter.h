/* Counts the terms of a document, or the documents of terms: a hash table over an arena, emptied in one step. */
#ifndef INDEXER_WRITE_TERM_COUNTER_H
#define INDEXER_WRITE_TERM_COUNTER_H

#include "xapian-c/types.h"

typedef struct TermCounter TermCounter;

TermCounter *term_counter_new(void);
void term_counter_free(TermCounter *counter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TermCounter, term_counter_free)

void term_counter_clear(TermCounter *counter);

/* Adds WDF to the term's count, and returns its place among the terms. Terms over XC_TERM_MAX bytes or empty are ignored:
 * G_MAXUINT32. */
guint32 term_counter_add(TermCounter *counter, const char *term, gsize len, guint32 wdf);

/* Counts the N TERMS of a document, none of them empty or too long, once each, and puts their places into PLACES: sooner done than
 * one by one where there are many terms. */
void term_counter_count(TermCounter *counter, const XcTerm *terms, gsize n, guint32 *places);

/* The terms so far, in the order of their first addition; borrowed until the next call. */
const XcTerm *term_counter_terms(TermCounter *counter, gsize *n);

#endif
