/* What a sentence of a bulletin tells of a standard's life: 立项, 征求意见, 审查, …, 废止. */
#ifndef CORPUS_TEXT_EVENT_H
#define CORPUS_TEXT_EVENT_H

#include <glib.h>

typedef enum {
    EVENT_NONE,   /* no event is spoken of */
    EVENT_DENIED, /* one is, but it has not happened: 拟立项, 未通过审查 */
    EVENT_WEAK,   /* a word that also stands in other connections: 草案, 报批稿 */
    EVENT_TOLD,
} EventTold;

/* The event that TEXT tells, in *EVENT (static; NULL where none is told): the last one that has
 * happened, for sentences tell a life in its order (投票通过，正式立项), and 实施 only where nothing
 * else is told. Titles in 《》 tell nothing, nor does what is planned, asked for, denied or only
 * mentioned. Thread-safe. */
EventTold event_read(const char *text, const char **event);

typedef struct {
    EventTold told;
    const char *event;   /* static; NULL where none is told */
    const char *verdict; /* the vote or review that the event came of in the same breath (投票 of
                          * 投票通过，正式立项), a step as well; else NULL */
} EventReading;

/* As event_read(), of what TEXT tells from byte FROM on; what stands before only says whether it has
 * happened. Thread-safe. */
EventReading event_read_after(const char *text, size_t from);

/* Whether WORD, LEN bytes in TEXT, is of what has happened: not in 拟于近期征求意见. Thread-safe. */
gboolean event_stands(const char *text, const char *word, size_t len);

#endif
