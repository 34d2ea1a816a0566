/* Text → terms: the same function for documents and for queries.
 *
 * One term space: a run of CJK characters yields its words (ICU's and the lexicon's, overlaps
 * included), its single characters and its overlapping bigrams, all unprefixed, so that a word of
 * two characters and its bigram are one term, and real words weigh more by themselves. Words of other scripts yield themselves and their
 * English stem, which acronyms (ISMS) lack, and which is the acronym for its plural (LEDs), and so do
 * the parts of those with letters and digits (35kV); what is one though it is written in two (35 kV)
 * yields the joined term besides. Signs are terms. Numbers of standards and plans in the text yield their identifier terms, and cited
 * places (第三十三条) theirs.
 */
#ifndef TOKENIZER_TOKENIZER_H
#define TOKENIZER_TOKENIZER_H

#include <glib.h>

#include "tokenizer/lexicon.h"
#include "tokenizer/normalizer.h"

typedef enum {
    TOKEN_CHAR,       /* one CJK character */
    TOKEN_BIGRAM,     /* two adjacent CJK characters */
    TOKEN_WORD,       /* a word: CJK (ICU's or the lexicon's) or of other scripts */
    TOKEN_STEM,       /* the English stem of the word at the same place, where it differs */
    TOKEN_IDENTIFIER, /* a term of a standard's or plan's number */
    TOKEN_ORDINAL,    /* a cited place, 第33条 */
    TOKEN_PART,       /* letters or a number of a word that has both: rs and 485 of RS485 */
    TOKEN_JOINED,     /* two words or parts that are one, 35kv of 35 kV; the stem of letters */
    TOKEN_SIGN,       /* ° ± № 😀; °c */
} TokenKind;
#define TOKEN_KINDS (TOKEN_SIGN + 1)

/* The name of a kind in output: "char", "bigram", … Static. */
const char *token_kind_name(TokenKind kind);

typedef struct {
    const char *term; /* borrowed, valid during the callback, not NUL-terminated */
    guint32 len;      /* bytes, 1 to TOKEN_MAX_BYTES */
    TokenKind kind;
    guint32 start, end; /* bytes [start, end) of the original text */
    guint32 from, to;   /* bytes [from, to) of the normalized text */
    gboolean same_place; /* begins where the token before it began */
    gboolean ends_run;   /* a TOKEN_CHAR that begins no bigram */
    gboolean acronym;    /* a TOKEN_WORD that is written as one, hence has no stem: ISMS, SaaS */
    gboolean has_parts;  /* a TOKEN_WORD whose TOKEN_PARTs follow */
    gboolean is_one;     /* a TOKEN_JOINED, or a TOKEN_WORD of two parts, that every spelling has */
} Token;

/* A longer term is cut at a character boundary: libxapian's limit for a term is 245 bytes. */
#define TOKEN_MAX_BYTES 120u

typedef void (*TokenFunc)(const Token *token, gpointer data);

/* Holds ICU's iterator, the stemmer and buffers. Not thread-safe: one per thread. The lexicon is
 * shared (a reference is taken; NULL: none). Fails only if ICU's data is missing. */
typedef struct Tokenizer Tokenizer;
#define TOKENIZER_ERROR (tokenizer_error_quark())
GQuark tokenizer_error_quark(void);
typedef enum { TOKENIZER_ERROR_ICU } TokenizerError;
Tokenizer *tokenizer_new(Lexicon *lexicon, GError **error);
void tokenizer_free(Tokenizer *tokenizer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tokenizer, tokenizer_free)

/* Calls FOUND for every token of LEN bytes of TEXT (-1: NUL-terminated), ordered by where they
 * begin. Any bytes are accepted. Returns the normalized text, borrowed until the next call. FOUND
 * may be NULL. No allocation per token; time and memory are linear in LEN. */
const Normalized *tokenizer_run(Tokenizer *tokenizer, const char *text, gssize len, TokenFunc found,
                                gpointer data);

/* The version of ICU at run time ("72.1"): its dictionary decides the words. Static. */
const char *tokenizer_icu_version(void);

#endif
