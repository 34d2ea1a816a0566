/* What the files of suggesting share. */
#ifndef SEARCH_SUGGEST_PRIVATE_H
#define SEARCH_SUGGEST_PRIVATE_H

#include "search/suggest/suggest.h"

/* Of what is typed more is not read. */
#define TYPED_MAX 200u

/* Of TEXT no more is read than what may be compared: so many bytes for a letter that was typed, and
 * words beyond, by which characters are read. */
#define LETTER_BYTES 4u
#define BEYOND_BYTES 48u

/* One way to look for what was typed. */
typedef struct {
    SuggestSpace space;
    char *spelt; /* what the key is the beginning of */
    gsize len;
    gboolean near;   /* but for one character */
    GPtrArray *held; /* Word *: what a text must hold besides, or NULL; borrowed */
} Way;

/* A word that a text must hold. */
typedef struct {
    char *text;    /* spelt as a title's */
    char *letters; /* the same if it is of letters and digits only, else NULL */
} Word;

/* What was typed. */
typedef struct {
    GArray *ways;    /* Way: the best first */
    GPtrArray *held; /* Word *, of the ways */
} Typed;

/* The ways to look for TEXT, normalized, as one; held are HELD besides (taken over, may be NULL).
 */
Typed *typed_new(const char *text, GPtrArray *held);
/* Those in which one character is wrong. */
Typed *typed_new_near(const char *text);
void typed_free(Typed *typed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Typed, typed_free)

Word *word_new(const char *text);
void word_free(Word *word);

/* Whether TITLE (LEN bytes, normalized) holds WORD: Chinese anywhere, else from where a word or a
 * character's pinyin or initials begin. */
gboolean word_is_in(const Word *word, const char *title, gsize len);

/* A text that fits. */
typedef struct {
    SuggestClass class;
    guint way; /* which way, the best first */
    gboolean exact, inside;
    gboolean apart; /* holds the words that were typed, not side by side */
    guint length;   /* characters, 255 if they are more */
    char *text;     /* normalized */
    gsize len;
    guint32 start; /* where what was typed begins in it */
    guint8 place;  /* of a SuggestRef */
    XcDocid docid;
    const char *id; /* of the document: LEN bytes borrowed from the index */
    guint32 id_len;
} Hunted;

/* So many texts are taken of each way. */
#define HUNTED_MOST 64u

/* Adds to FOUND (Hunted) the best HUNTED_MOST that fit WAY, number NUMBER, in all shards. FALSE
 * with an error of the index. */
gboolean hunt_texts(Searcher *searcher, const Way *way, guint number, GArray *found,
                    GError **error);

/* Sorts FOUND, the best first, and leaves each text once and no more than HUNTED_MOST. */
void hunted_sort(GArray *found);
void hunted_clear(gpointer candidate);

/* How many blocks the keys of WAY may be in. */
guint32 hunt_weigh(Searcher *searcher, const Way *way, GError **error);

/* Whether the beginning of TEXT is KEY, N characters, but for one character at most, that is wrong,
 * missing, too much or in its neighbour's place; where TEXT ends before, as far as it goes. The
 * first characters are the same. UTF-8. */
gboolean is_near(const gunichar *key, guint n, const char *text, gsize len);

/* What several of FOUND, titles found by WAYS (Way), go on with after what was typed: char *, the
 * most frequent first, at most MOST. Caller unrefs. */
GPtrArray *phrases_find(Searcher *searcher, const GArray *found, const GArray *ways, guint most);

#endif
