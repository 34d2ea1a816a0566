/* A text of the query → the words that a document must hold, and the terms that weigh.
 *
 * A word of a CJK run is what the tokenizer cuts, the longest one where it has several, and
 * is held by a document that holds its bigrams, so that the document's own cut does not matter. A
 * word of another script is held by its stem, part by part if it has letters and digits; what is one
 * though it may be written in two (35 kV) is held by the terms of both together. */
#ifndef SEARCH_WORDS_WORDS_H
#define SEARCH_WORDS_WORDS_H

#include "indexer/read/text-map.h"
#include "tokenizer/tokenizer.h"

typedef enum {
    WORD_CJK,     /* two characters or more: its bigrams */
    WORD_CHAR,    /* one CJK character */
    WORD_OTHER,   /* a word of another script: its stem */
    WORD_ORDINAL, /* a cited place */
    WORD_JOINED,  /* 35kV, 35 kV, non-metallic: its joined terms */
    WORD_SIGN,    /* ℃, ±, 😀: not required beside words */
} WordKind;

typedef struct {
    WordKind kind;
    char *text;        /* normalized, as written */
    GPtrArray *terms;  /* char *: a document must hold them all */
    GPtrArray *parts;  /* char *: shorter words that a CJK word is made of; terms of a joined one */
    guint32 from, to;  /* bytes of the normalized text */
    gboolean empty;    /* 的, 和, the: not required beside other words */
    gboolean quoted;   /* from a phrase, for who collects words */
    gboolean numbered; /* likewise, of what is a number too */
} QueryWord;

/* Frees what a QueryWord owns. */
void query_word_clear(gpointer word);

/* The words of LEN bytes of TEXT (-1: all): an array of QueryWord that the caller unrefs. FOUND (may
 * be NULL) receives every token besides. */
GArray *words_cut(Tokenizer *tokenizer, const char *text, gssize len, TokenFunc found,
                  gpointer data);

/* Makes one word of CJK words side by side in WORDS: what is one thing though it is cut. */
void words_join(GArray *words);

/* Puts in place of each word of WORDS that can be laid out whole in shorter ones these, the longest
 * first: 安全 and 评估 for 安全评估; 35 and kv for 35kV. */
void words_take_apart(GArray *words);

/* Drops the empty ones of WORDS if there are others; returns whether all are empty. */
gboolean words_drop_empty(GArray *words);

/* Whether normalized TEXT holds WORD as the index would find it, CJK characters by adjacency, other
 * words by stem. TOKENIZER is used where the text alone does not tell. */
gboolean word_in_text(const QueryWord *word, Tokenizer *tokenizer, const char *text, gsize len);

/* Whether the texts of VIEW in IN_FIELDS (bit set; 0: all) hold each of the N WORDS (QueryWord) from
 * FIRST on, in whichever of them. */
gboolean words_in_view(const GArray *words, guint first, guint n, guint32 in_fields,
                       Tokenizer *tokenizer, const DocumentView *view);

/* Whether a word of TOKENIZER begins or ends at each unit of N, which is TEXT's. Caller frees. */
guint8 *words_bounds(Tokenizer *tokenizer, const char *text, const Normalized *n);

#endif
