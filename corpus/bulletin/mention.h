/* The documents that a text names, and in which part: what it tells something of, or only cites. */
#ifndef CORPUS_BULLETIN_MENTION_H
#define CORPUS_BULLETIN_MENTION_H

#include <glib.h>

typedef enum {
    MENTION_SUBJECT,
    MENTION_CITED,    /* 依据《…》, 《…》有关要求, 与 … 配套, 继 … 之后 */
    MENTION_REPLACED, /* 代替 … */
    MENTION_ADOPTED,  /* 等同采用 … */
    MENTION_NAMES,    /* a number that a subject has got: 立项编号为 …, 发布为 … */
} MentionRole;

typedef struct {
    char *id, *title; /* either may be NULL */
    char *named;      /* the number that a subject has got, or NULL */
    const char *degree; /* of what is adopted: IDT, MOD, NEQ or NULL */
    MentionRole role;
    size_t start, end; /* bytes of the text */
} Mention;

/* All documents named in TEXT in order: GArray of Mention, which it owns. Notices, laws and reports
 * without a standard's number are left out. A 《 inside an open 《 ends the title before it (but not
 * in a notice, 《关于征求《…》意见的函》); *UNCLOSED counts titles whose end could not be told, which are
 * left out. << and >> must have become 《 and 》. Thread-safe. */
GArray *mentions_find(const char *text, int *unclosed);

/* TEXT with << and >> in the place of 《 and 》 made those. Caller frees. */
char *mentions_normal_marks(const char *text);

#endif
