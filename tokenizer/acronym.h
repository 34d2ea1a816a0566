/* Words that are written as acronyms: ISMS, SaaS, LEDs. They have no English stem, so that ISMS is
 * not found as ISM. */
#ifndef TOKENIZER_ACRONYM_H
#define TOKENIZER_ACRONYM_H

#include <glib.h>

typedef enum {
    WORD_FORM_PLAIN,    /* lower case, or a capital at the begin */
    WORD_FORM_ACRONYM,  /* ISMS, SaaS, IoS */
    WORD_FORM_ACRONYMS, /* the plural of one: LEDs */
} WordForm;

/* Whether a text is in capitals throughout, which then tell nothing; worked out when first asked. */
typedef enum { SHOUTING_UNKNOWN, SHOUTING, NOT_SHOUTING } Shouting;

/* How the letters of bytes [START, END) of LEN bytes of TEXT are written; they may be full-width.
 * *SHOUTS belongs to TEXT and begins as SHOUTING_UNKNOWN. Pure but for that. */
WordForm acronym_form(const char *text, gsize len, gsize start, gsize end, Shouting *shouts);

#endif
