/* What a selection is, for the files that read it. Internal to this room. */
#ifndef SEARCH_MATCH_SELECTION_TREE_H
#define SEARCH_MATCH_SELECTION_TREE_H

#include "search/match/selection.h"

typedef enum {
    NODE_NONE,
    NODE_ALL,
    NODE_TERM,
    NODE_CHARACTER,
    NODE_PREFIX,
    NODE_DATES,
    NODE_VALUES, /* of an export only */
    NODE_ADJACENT, /* the children, terms, side by side; of an export only */
    NODE_VERIFIED,
    NODE_AND,
    NODE_OR,
    NODE_WITHOUT,  /* the first child and not the second */
} NodeType;

struct Selection {
    NodeType type;
    int references;
    char *term; /* TERM, PREFIX: with its prefix, as the index has it */
    gsize len;
    gunichar character;
    FieldId field;       /* DATES */
    XcSlot slot;         /* VALUES */
    guint32 from, to;    /* DATES, VALUES */
    DocSet *set;         /* VERIFIED; the child is of what */
    GPtrArray *children; /* Selection */
};

#endif
