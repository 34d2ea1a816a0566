/* A title as a row of words: what is compared where titles are. */
#ifndef SEARCH_CHECK_TITLE_WORDS_H
#define SEARCH_CHECK_TITLE_WORDS_H

#include "search/match/searcher.h"

/* Of a longer title the first count. */
#define TITLE_WORDS_MAX 128

typedef enum {
    TITLE_CHARACTER, /* Chinese, Japanese or Korean; U+FFFD, which could not be read */
    TITLE_WORD,      /* letters of other scripts */
    TITLE_NUMBER,    /* digits, 十二 after 第, ii */
} TitleWordKind;

typedef struct {
    TitleWordKind kind;
    const char *text, *stem; /* normalized; the stem of an English word, else the same; of a number its digits */
    gboolean begins;         /* an element: behind a mark, a space beside Chinese, or nothing */
} TitleWord;

typedef struct {
    GArray *words; /* TitleWord */
    GStringChunk *texts;
    gboolean han, kana; /* of what it has some */
} TitleWords;

void title_words_init(TitleWords *words, Searcher *searcher, const char *title);
void title_words_clear(TitleWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TitleWords, title_words_clear)

const TitleWord *title_word(const TitleWords *words, guint i);

/* Whether an element ends with the word. */
gboolean title_word_ends(const TitleWords *words, guint i);

/* Whether it may be left out or exchanged for its like: 的, 和, of, the. */
gboolean title_word_is_little(const TitleWord *word);

#endif
