/* Other words for what a query says: synonyms, and translations between Chinese and English. */
#ifndef SEARCH_WORDS_EXPAND_H
#define SEARCH_WORDS_EXPAND_H

#include "indexer/read/snapshot.h"

typedef enum {
    EXPANSION_REGIONAL, /* what the mainland calls it: see regional.h; a word as Britain or America spells it */
    EXPANSION_JOINED,   /* two words that documents write in one: see joined-words.h */
    EXPANSION_FULL,     /* what an acronym is short for: 质量管理体系 for QMS, and its translations */
    EXPANSION_SPELLING, /* what a word that no document has may mean: see spelling.h */
    EXPANSION_MISPRINT, /* what one that few have may mean: those that have it come first */
    EXPANSION_SYNONYM,
    EXPANSION_ABBREVIATION, /* a synonym in another script: PKI for 公钥基础设施 */
    EXPANSION_TRANSLATION,
    EXPANSION_LEARNED, /* a translation that a build learned from its records */
} ExpansionKind;

typedef struct {
    const char *name;
    double weight; /* of a word beside the one asked for */
} ExpansionKindInfo;
extern const ExpansionKindInfo expansion_kinds[];

/* Bit sets of kinds: those that are what was asked for, read otherwise; those that may stand for a
 * word of the query in its result set, and those that may if nothing is found without. */
#define EXPANSIONS_READ                                                                            \
    (1u << EXPANSION_REGIONAL | 1u << EXPANSION_JOINED | 1u << EXPANSION_FULL |                     \
     1u << EXPANSION_SPELLING)
#define EXPANSIONS_SAME                                                                            \
    (EXPANSIONS_READ | 1u << EXPANSION_MISPRINT | 1u << EXPANSION_SYNONYM |                        \
     1u << EXPANSION_ABBREVIATION)
#define EXPANSIONS_TRANSLATED (1u << EXPANSION_TRANSLATION | 1u << EXPANSION_LEARNED)

/* Beside kinds: a word counts as the shorter ones that it is made of, in any place. */
#define EXPANSIONS_APART (1u << 31)

/* Beside kinds: a word that nothing may stand for, and that no document holds in the query's
 * language, need not be held. */
#define EXPANSIONS_LOOSE (1u << 30)

/* Words that may stand for others. */
typedef struct {
    const char *text;    /* normalized */
    const char *written; /* as the list writes it: in capitals what is never stemmed */
    ExpansionKind kind;
    guint32 from, to; /* the bytes that it stands for */
} Alternative;

/* Stands between words that are no neighbours in a text; not looked up. */
#define EXPAND_SEPARATOR '|'

/* The lists of a generation. Immutable once made, hence shared between threads. */
typedef struct Expander Expander;
Expander *expander_new(const Snapshot *snapshot); /* which it borrows */
void expander_free(Expander *expander);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expander, expander_free)

/* Whether the lists have normalized WORD, or words that begin so. */
typedef enum { EXPANDER_NONE, EXPANDER_BEGIN, EXPANDER_WORD } ExpanderMatch;
ExpanderMatch expander_match(const Expander *expander, const char *word);

/* What may stand for the words of normalized TEXT: the longest words first found from left to right
 * where BOUNDS (by byte, one more than TEXT has) says that words begin and end; synonyms with their
 * translations. An array of Alternative, which owns its texts; the caller unrefs it. */
GArray *expander_find(const Expander *expander, const char *text, const guint8 *bounds);

#endif
