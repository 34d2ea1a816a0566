/* Phrases with slack: pieces that stand near each other. */
#ifndef SEARCH_WORDS_PROXIMITY_H
#define SEARCH_WORDS_PROXIMITY_H

#include "search/words/words.h"

typedef struct {
    GPtrArray *pieces; /* char *, normalized: each is looked for as it stands */
    guint slack;
} Proximity;

/* The pieces of TEXT, a phrase: what white space parts or, where it parts nothing, its words. SLACK
 * is how much may stand between them in all: Chinese characters, or words of other scripts. No
 * piece if TEXT has no word. Free with proximity_free(). */
Proximity *proximity_new(Tokenizer *tokenizer, const char *text, guint slack);
void proximity_free(Proximity *proximity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proximity, proximity_free)

/* Bytes [from, to) of a text. */
typedef struct {
    gsize from, to;
} ProximityPlace;

/* Whether normalized TEXT of LEN bytes has the pieces, in any order and none inside another, with
 * no more than the slack between them. PLACES (ProximityPlace; NULL: not wanted) receives where
 * they stand, every time they do. Pure, thread-safe; at most pieces² × places of pieces steps. */
gboolean proximity_find(const Proximity *proximity, const char *text, gsize len, GArray *places);

#endif
