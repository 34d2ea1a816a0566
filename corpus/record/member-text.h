/* The text of a record's members as a source gives it: cleaned in one place. */
#ifndef CORPUS_RECORD_MEMBER_TEXT_H
#define CORPUS_RECORD_MEMBER_TEXT_H

#include <glib.h>

typedef enum {
    TEXT_LINE,       /* a title, a name: one line */
    TEXT_PARAGRAPHS, /* a scope: its line ends stay */
} TextShape;

/* Makes *TEXT (NULL is left alone) what it says: valid UTF-8; HTML's entities and the tags that mark up
 * words resolved, however often they were escaped; of a line every white space one space; none around
 * it. NULL if nothing is left. */
void record_text_clean(char **text, TextShape shape);

/* Whether TEXT says that there is none: N/A, -, 无, 暂无, null, 未知, TBD, Titre manque. */
gboolean record_text_is_placeholder(const char *text);

#endif
