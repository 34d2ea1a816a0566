/* Exact matching on normalized text: phrases, and words as the index would find them. Pure. */
#ifndef SEARCH_WORDS_PHRASE_H
#define SEARCH_WORDS_PHRASE_H

#include <glib.h>

/* Where normalized PHRASE stands in normalized TEXT at or after byte FROM, beginning and ending at
 * the bounds of words that are written with spaces ("form" is not in "information"; CJK runs have
 * no such bounds); a hyphen and a space are the same, and between letters and digits neither need be
 * there (35kV is 35 kV); -1 if nowhere. An empty phrase is nowhere. Thread-safe. */
gssize phrase_find(const char *text, gsize len, const char *phrase, gsize phrase_len, gsize from);

/* Likewise, only that the match may end inside a word. */
gssize phrase_find_prefix(const char *text, gsize len, const char *phrase, gsize phrase_len,
                          gsize from);

/* As phrase_find(); *END is where the match ends. */
gssize phrase_find_span(const char *text, gsize len, const char *phrase, gsize phrase_len,
                        gsize from, gsize *end);

#endif
