#include "tokenizer/look-alike.h"

#include <string.h>
#include <unicode/utf8.h>

#include "tokenizer/char-class.h"

/* By pairs: the letter as it is written, and the Latin one (Unicode's confusables, UTS #39). */
static const UChar pairs[] =
    u"\u0391a\u0392b\u0395e\u0396z\u0397h\u0399i\u039ak\u039cm\u039dn\u039fo\u03a1p\u03a4t"
    u"\u03a5y\u03a7x\u03bfo\u0405s\u0406i\u0408j\u0410a\u0412b\u0415e\u041ak\u041cm\u041dh"
    u"\u041eo\u0420p\u0421c\u0422t\u0423y\u0425x\u0430a\u0435e\u043eo\u0440p\u0441c\u0443y"
    u"\u0445x\u0455s\u0456i\u0458j\u04aey\u04bbh\u0501d\u051bq\u051dw";

static UChar latin(UChar32 c)
{
    for (gsize i = 0; pairs[i]; i += 2)
        if (pairs[i] == c)
            return pairs[i + 1];
    return 0;
}

static gboolean is_latin(UChar c)
{
    return c >= 'a' && c <= 'z';
}

/* The Latin letter that unit I looks like, as it was written or as it is folded; 0: none. */
static UChar looks_like(const Normalized *n, const char *text, guint32 i)
{
    UChar32 c;
    gint32 at = (gint32)n->source_start[i];
    U8_NEXT((const guint8 *)text, at, (gint32)n->source_end[i], c);
    UChar written = latin(c);
    return written ? written : latin(n->units[i]);
}

/* Whether all letters of units [from, to) are Latin ones or look like them, and some are. */
static gboolean is_latin_word(const Normalized *n, const char *text, guint32 from, guint32 to)
{
    gboolean any = FALSE;
    for (guint32 i = from; i < to; i++) {
        any |= is_latin(n->units[i]);
        if (n->classes[i] == CHAR_LETTER && !is_latin(n->units[i]) && !looks_like(n, text, i))
            return FALSE;
    }
    return any;
}

void look_alike_fold(Normalized *n, const char *text)
{
    for (guint32 from = 0, to; from < n->n_units; from = to) {
        gboolean any = FALSE;
        for (to = from; to < n->n_units && char_is_alnum(n->classes[to]); to++)
            any |= look_alike_possible(n->units[to]);
        if (any && is_latin_word(n, text, from, to))
            for (guint32 i = from; i < to; i++)
                if (look_alike_possible(n->units[i]))
                    n->units[i] = looks_like(n, text, i);
        to += to == from;
    }
}
