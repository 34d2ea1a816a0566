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

/* Where each standard begins in LINES, which may be several, one after the other: with the first lines of its cover; the
 * first at 0 if its cover is near. GArray of guint, empty if there is no cover. Caller unrefs. */
GArray *standard_find_covers(const GPtrArray *lines);

/* The line of the number on the cover that LINES begin with, or of the place for one; lines->len if there is none. */
guint standard_find_number(const GPtrArray *lines);

/* Whether LINE has the words of a cover that say what the document is: 国家标准. */
gboolean standard_is_cover_word(const char *line);

/* Whether LINE is the heading of a clause, or of what stands before clauses; whether LINES[I] is that of clause 1, with
 * text below it; and the line of the first heading from FROM on, or lines->len. */
gboolean standard_is_heading(const char *line);
gboolean standard_is_scope(const GPtrArray *lines, guint i);
guint standard_clause_end(const GPtrArray *lines, guint from);

/* Whether LINE stands above the words of a cover, and is no number: ICS, CCS, the letters of a body. */
gboolean standard_is_top(const char *line);

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
