/* What a sentence of a bulletin tells of a standard's life: 立项, 征求意见, 审查, …, 废止. */
#ifndef CORPUS_BULLETIN_EVENT_H
#define CORPUS_BULLETIN_EVENT_H

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

#endif
