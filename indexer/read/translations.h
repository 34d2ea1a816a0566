/* Translations as a generation carries them: lines of a word, a tab and what it may be translated as,
 * both ways, in the order of the words, so that a query finds its words where the list lies. */
#ifndef INDEXER_READ_TRANSLATIONS_H
#define INDEXER_READ_TRANSLATIONS_H

#include <glib.h>

/* The list of TEXT, lines "Chinese TAB English" of which those that begin with # are comments and
 * those without a tab are skipped, and of MORE (may be empty), of the same kind, which counts for
 * words that TEXT has not. The words are normalized, what they are translated as is written as it is
 * there (ISMS) where only capitals differ; that of one word keeps its order and is there once, no more
 * than TRANSLATIONS_MOST; of an English word TRANSLATIONS_MOST_BACK, those first whose usual
 * translation it is. Both are NUL-terminated. *OUT_LEN receives the length. Caller frees. */
char *translations_compose(const char *text, const char *more, gsize *out_len);
#define TRANSLATIONS_MOST 8u
#define TRANSLATIONS_MOST_BACK 3u

typedef enum {
    TRANSLATIONS_NONE,  /* no word of the list begins so */
    TRANSLATIONS_BEGIN, /* a word does */
    TRANSLATIONS_WORD,  /* it is one */
} TranslationsMatch;

/* Whether LIST (LEN bytes) has WORD, normalized, or words that begin with it; *AT is where the lines
 * of WORD begin, for translations_next(). Any bytes are accepted as a list. */
TranslationsMatch translations_find(const char *list, gsize len, const char *word, gsize word_len,
                                    gsize *at);

/* What WORD is translated as on the line at *AT, which is moved to the next, or NULL if that line is
 * not WORD's; not NUL-terminated, *VALUE_LEN bytes of LIST. */
const char *translations_next(const char *list, gsize len, const char *word, gsize word_len,
                              gsize *at, gsize *value_len);

#endif
