/* What the sources of the room share. */
#ifndef CORPUS_STANDARD_PRIVATE_H
#define CORPUS_STANDARD_PRIVATE_H

#include "corpus/record/record.h"
#include "corpus/text/text.h"
#include "number/number.h"

/* Where the parts of a standard are in its lines; each ends where the next begins. */
typedef struct {
    guint number;   /* the line with its number, on the cover */
    guint cover_end;
    guint foreword, foreword_end; /* both cover_end: there is none */
    guint scope, scope_end;
    guint references, references_end; /* both scope_end: there are none */
} StandardParts;

/* FALSE if LINES are no standard. */
gboolean standard_find_parts(const GPtrArray *lines, StandardParts *parts);

/* The number that LINE, of a cover, is, as it is written with all that may stand with it (代替 …); NULL if none. */
Number *standard_number(const char *line);

/* Whether LINE is the place of a number that a draft has not yet: GB/T XXXXX—XXXX. */
gboolean standard_is_unnumbered(const char *line);

/* Gives RECORD the relation TYPE, of DEGREE (or NULL), to each number of a body in TEXT but its own, once. */
void standard_relate(Record *record, const char *type, const char *degree, const char *text);

/* Fill RECORD. */
void standard_read_cover(const GPtrArray *lines, const StandardParts *parts, Record *record);
void standard_read_foreword(const GPtrArray *lines, const StandardParts *parts, Record *record);

/* Lines [FROM, TO) as prose. Caller frees. */
char *standard_prose(const GPtrArray *lines, guint from, guint to);

static inline const char *standard_line(const GPtrArray *lines, guint i)
{
    return ((TextLine *)lines->pdata[i])->text;
}

#endif
