/* What is suggested while a query is typed. */
#ifndef SEARCH_SUGGEST_SUGGEST_H
#define SEARCH_SUGGEST_SUGGEST_H

#include "search/match/searcher.h"

typedef enum {
    SUGGESTION_PHRASE, /* what several titles go on with */
    SUGGESTION_TITLE,
    SUGGESTION_NUMBER,
    SUGGESTION_COMMITTEE,
} SuggestionKind;

/* "phrase", "title" … Static. */
const char *suggestion_kind_name(SuggestionKind kind);

typedef struct {
    SuggestionKind kind;
    char *text;   /* what to search for: as the record has it, a phrase normalized */
    char *id;     /* of a title or number: the document; else NULL */
    char *title;  /* of a number: the document's; else NULL */
    char *status; /* of the document today, or NULL */
} Suggestion;

/* No more are given. */
#define SUGGEST_MOST 20u

/* What goes on with TYPED, or holds it: the best COUNT (1 to SUGGEST_MOST), Suggestion *. TYPED is
 * what a person has typed so far, any bytes: the beginning or an inner word of a title, in Chinese,
 * pinyin, its initials or a mixture; a number in any spelling; a committee. Of what is in force and
 * what is not the former comes first, of a number one edition. If nothing fits, what fits the words that an
 * abbreviation is short for (等保); if nothing does, what fits but for one letter or character. Empty for what has no letter, digit or character. Caller unrefs; NULL
 * with an error of the index. */
GPtrArray *suggest(Searcher *searcher, const char *typed, guint count, GError **error);

/* Appends SUGGESTIONS of TYPED: "text", a line each of what to search for; "list", for people, of
 * COLUMNS columns; "json". */
typedef void (*SuggestFormat)(const GPtrArray *suggestions, const char *typed, gboolean colour,
                              GString *out);

/* The format called NAME, or NULL. Static. */
SuggestFormat suggest_format(const char *name);

#endif
