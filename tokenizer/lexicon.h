/* A lexicon: words that ICU's dictionary lacks, found in runs of CJK characters. */
#ifndef TOKENIZER_LEXICON_H
#define TOKENIZER_LEXICON_H

#include <glib.h>
#include <unicode/utypes.h>

/* Immutable once made, hence shared between threads. */
typedef struct Lexicon Lexicon;

/* Makes a lexicon of the words of TEXT: one a line, # begins a comment, white space around a word
 * is ignored, words are normalized as text is. A line that is no CJK word of 2 to 32 characters is
 * skipped and counted in *N_SKIPPED (may be NULL) with the first such line in *FIRST_SKIPPED. */
Lexicon *lexicon_new(const char *text, gsize len, guint *n_skipped, guint *first_skipped);

/* The lists that ship in the program itself: words, synonyms, a Chinese-English dictionary, and words
 * that ask or say nothing. */
#define LEXICON_TERMS "terms.txt"
#define LEXICON_SYNONYMS "synonyms.txt"
#define LEXICON_DICTIONARY "zh-en.txt"
#define LEXICON_QUESTIONS "question-words.txt"
/* What a build makes for its generation: the built-in dictionary with those that were given, and what
 * it learned from its own records, both as indexer/read/translations.h says. */
#define LEXICON_TRANSLATIONS "translations.txt"
#define LEXICON_LEARNED "learned.txt"

/* The text of one of them; static, not NUL-terminated. NULL if there is none of that name. */
const char *lexicon_builtin_list(const char *name, gsize *len);

/* The lexicon of the built-in words. Made anew at each call. */
Lexicon *lexicon_new_builtin(void);

Lexicon *lexicon_ref(Lexicon *lexicon);
void lexicon_unref(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_unref)

guint lexicon_size(const Lexicon *lexicon);

/* Receives the length in units of a word that begins where the look-up began; shorter ones first. */
typedef void (*LexiconFound)(guint32 length, gpointer data);

/* Finds every word of the lexicon that is a prefix of LEN units of normalized TEXT. */
void lexicon_prefixes(const Lexicon *lexicon, const UChar *text, guint32 len, LexiconFound found,
                      gpointer data);

#endif
