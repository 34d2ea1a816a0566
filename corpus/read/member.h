/* The files in an archive, as they come out of it, one after another. */
#ifndef CORPUS_READ_MEMBER_H
#define CORPUS_READ_MEMBER_H

#include <glib.h>

/* So many come out of an archive at most, with those of archives in it. */
#define MOST_MEMBERS 100000u

typedef enum {
    MEMBER_BEGINS,    /* its name */
    MEMBER_GOES_ON,   /* the next of its bytes */
    MEMBER_IS_WHOLE,  /* no bytes: it has ended */
    MEMBER_IS_BROKEN, /* why there is no more of it, one line: what came of it is not to be used */
} MemberEvent;

/* Who takes them. EVENT is given BYTES (LEN of them, borrowed; a name or a line is valid UTF-8);
 * FALSE: no more is wanted. */
typedef struct {
    gboolean (*event)(MemberEvent event, const void *bytes, size_t len, gpointer data);
    gpointer data;
} MemberSink;

#endif
