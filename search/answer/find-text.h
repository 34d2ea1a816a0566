/* Which documents a text means that names one: what show and other commands take for an id. */
#ifndef SEARCH_ANSWER_FIND_TEXT_H
#define SEARCH_ANSWER_FIND_TEXT_H

#include "search/plan/lookup.h"
#include "messages/messages.h"

typedef struct {
    char *text;         /* what was asked for */
    GArray *matches;    /* LookupMatch, as lookup_number() orders them; the first is LOOKUP_EXACT, or
                           there is no such document */
    Said *changed;      /* how else than it was written it was read, or NULL */
    GPtrArray *nearest; /* char *: ids near to a number that no document has */
} FoundText;

/* What TEXT means, the first of these that a document is: its id; a number in any spelling, 1.1 and
 * other digits alone too; its title; a number inside the text, as in a citation or the name of a
 * file (in which those of its folders count last), or one with letters for digits that look alike; what is nearly its title. Free with
 * found_text_free(); NULL with an error of the index. */
FoundText *find_text(Searcher *searcher, const char *text, GError **error);
void found_text_free(FoundText *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FoundText, found_text_free)

/* How many of the matches are what was asked for: they come first. */
guint found_text_exact(const FoundText *found);

/* What each of the texts names that WORDS are joined to: FoundText. Where all are names of files, each is one. Where the words from one on are
 * an id, a number or a title in themselves they are one, the most of them that are, and where all
 * of them are in such texts or look like numbers; else all WORDS are one text. Caller unrefs. */
GPtrArray *find_texts(Searcher *searcher, char **words, GError **error);

#endif
