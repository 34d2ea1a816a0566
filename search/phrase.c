#include "config.h"

#include "search/phrase.h"

#include <string.h>

#include "tokenizer/normalizer.h"

static gssize find(const char *text, gsize len, const char *phrase, gsize phrase_len, gsize from,
                   gboolean whole)
{
    if (phrase_len == 0)
        return -1;
    while (from + phrase_len <= len) {
        const char *at = memmem(text + from, len - from, phrase, phrase_len);
        if (!at)
            return -1;
        gsize start = (gsize)(at - text);
        if (!normalized_inside_word(text, len, start) &&
            !(whole && normalized_inside_word(text, len, start + phrase_len)))
            return (gssize)start;
        from = start + 1;
    }
    return -1;
}

gssize phrase_find(const char *text, gsize len, const char *phrase, gsize phrase_len, gsize from)
{
    return find(text, len, phrase, phrase_len, from, TRUE);
}

gssize phrase_find_prefix(const char *text, gsize len, const char *phrase, gsize phrase_len,
                          gsize from)
{
    return find(text, len, phrase, phrase_len, from, FALSE);
}
