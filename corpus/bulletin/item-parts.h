/* Private to the reading of news items (item.c): the parts that each tell one event of some documents. */
#ifndef CORPUS_BULLETIN_ITEM_PARTS_H
#define CORPUS_BULLETIN_ITEM_PARTS_H

#include "corpus/bulletin/item.h"
#include "corpus/bulletin/mention.h"
#include "corpus/text/event.h"

/* What is known of an item while it is read. */
typedef struct {
    Bulletin *bulletin;
    const Item *item;
    char *all;      /* heading, newline, text */
    size_t body;    /* where the text begins in it */
    GArray *spans;  /* DateSpan, of all */
    GArray *mentions;
    GArray *parts;  /* ItemPart */
    EventTold heading_told;
    const char *heading_event;
} ItemReading;

/* Bytes [start, core) are the part's own sentence, [core, end) the ones after it that name nothing. */
typedef struct {
    size_t start, core, end;
    guint first, last; /* mentions [first, last) */
    size_t sentence; /* where the sentence begins that the part is of */
    size_t dated;    /* where its dates begin: those before are of what led to it */
    EventTold told;
    const char *event;
    const char *verdict; /* a vote or review that led to the event, or NULL */
    const DateSpan *span;
    const char *until;
} ItemPart;

static inline const Mention *mention_at(const ItemReading *reading, guint i)
{
    return &g_array_index(reading->mentions, Mention, i);
}

static inline ItemPart *part_at(const ItemReading *reading, guint i)
{
    return &g_array_index(reading->parts, ItemPart, i);
}

/* Cuts [START, END) of the text into parts: one begins with the sentence that names a subject, and within a sentence
 * with a clause that names one and tells an event, after another did, or that tells what became of the same subjects on a
 * date of its own. A clause that has only a date goes with the one after it. */
void item_cut_parts(ItemReading *reading, size_t start, size_t end);

/* Adds a part for the documents that only the heading names: they are told of by the whole text. */
void item_add_heading_part(ItemReading *reading);

/* Which event each part tells, and when. */
void item_find_events(ItemReading *reading);

/* Whether SPAN is a date from which on something applies (自5月1日起实施, 实施日期：5月1日), and not when a step was. */
gboolean item_tells_effect(const ItemReading *reading, const DateSpan *span);

/* The date from which on all subjects of PART apply, where it is certain; else NULL. Borrowed. */
const char *item_effect(const ItemReading *reading, const ItemPart *part);

#endif
