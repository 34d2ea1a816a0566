#include "config.h"

#include "search/words/phrase.h"

#include <string.h>

#include "tokenizer/normalizer.h"

static gboolean is_separator(char c)
{
    return c == ' ' || c == '-';
}

/* What a byte belongs to: 1 letters or signs of scripts with spaces, 2 digits, 0 anything else. */
static int kind_of(char c)
{
    if (g_ascii_isdigit(c))
        return 2;
    return g_ascii_isalpha(c) || ((guint8)c >= 0x80 && (guint8)c < 0xe3);
}

/* Whether letters and digits meet between byte AT - 1 and byte NEXT of PHRASE. */
static gboolean is_seam(const char *phrase, gsize phrase_len, gsize at, gsize next)
{
    if (at == 0 || next >= phrase_len)
        return FALSE;
    return kind_of(phrase[at - 1]) + kind_of(phrase[next]) == 3;
}

/* The bytes of PHRASE that stand in a text as they are: up to the first hyphen, space or seam. */
static gsize firm_bytes(const char *phrase, gsize phrase_len)
{
    gsize n = 1;
    while (n < phrase_len && !is_separator(phrase[n]) && !is_seam(phrase, phrase_len, n, n))
        n++;
    return n;
}

/* The end of PHRASE where it stands at AT of TEXT; 0 if it does not. */
static gsize match(const char *text, gsize len, gsize at, const char *phrase, gsize phrase_len)
{
    for (gsize p = 0; p < phrase_len;) {
        gboolean asked = is_separator(phrase[p]), given = at < len && is_separator(text[at]);
        if (asked && !given && is_seam(phrase, phrase_len, p, p + 1))
            p++;
        else if (given && !asked && is_seam(phrase, phrase_len, p, p) && !is_separator(text[at - 1]))
            at++;
        else if (at < len && ((asked && given) || text[at] == phrase[p]))
            p++, at++;
        else
            return 0;
    }
    return at;
}

static gssize find(const char *text, gsize len, const char *phrase, gsize phrase_len, gsize from,
                   gboolean whole, gsize *end)
{
    gsize firm = phrase_len ? firm_bytes(phrase, phrase_len) : 0;
    while (firm > 0 && from + firm <= len) {
        const char *at = memmem(text + from, len - from, phrase, firm);
        if (!at)
            return -1;
        gsize start = (gsize)(at - text);
        *end = match(text, len, start, phrase, phrase_len);
        if (*end > 0 && !normalized_inside_word(text, len, start) &&
            !(whole && normalized_inside_word(text, len, *end)))
            return (gssize)start;
        from = start + 1;
    }
    return -1;
}

gssize phrase_find_span(const char *text, gsize len, const char *phrase, gsize phrase_len,
                        gsize from, gsize *end)
{
    return find(text, len, phrase, phrase_len, from, TRUE, end);
}

gssize phrase_find(const char *text, gsize len, const char *phrase, gsize phrase_len, gsize from)
{
    gsize end;
    return find(text, len, phrase, phrase_len, from, TRUE, &end);
}

gssize phrase_find_prefix(const char *text, gsize len, const char *phrase, gsize phrase_len,
                          gsize from)
{
    gsize end;
    return find(text, len, phrase, phrase_len, from, FALSE, &end);
}
