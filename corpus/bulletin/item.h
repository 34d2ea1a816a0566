/* Private to the bulletin reader: what one news item tells, and of which documents. */
#ifndef CORPUS_BULLETIN_ITEM_H
#define CORPUS_BULLETIN_ITEM_H

#include "corpus/bulletin/private.h"

typedef struct {
    char *section; /* "国家标准研制", or NULL */
    int chapter;   /* the section's place in the bulletin, from 1; 0 before the first */
    int place;     /* the item's place in its section, from 1 */
    GString *heading, *text;
    guint first, end; /* lines of the bulletin */
} Item;

void item_free(Item *item);

/* Adds what ITEM tells to BULLETIN: steps of the documents that it is about, else a record of its
 * own. Titles whose end cannot be told are rejects. */
void item_read(Bulletin *bulletin, Item *item);

#endif
