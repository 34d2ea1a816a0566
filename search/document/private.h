/* What the formats of a document share. */
#ifndef SEARCH_DOCUMENT_PRIVATE_H
#define SEARCH_DOCUMENT_PRIVATE_H

#include "search/answer/related.h"
#include "search/check/check.h"
#include "search/document/document.h"
#include "search/document/history.h"
#include "search/document/timeline.h"

/* What is known of a document. All lists are there, if empty. */
typedef struct {
    Searcher *searcher;
    const FoundText *found;
    Language language;
    guint32 day;
    Checked *checked;
    const Record *record; /* checked->found */
    GPtrArray *history;   /* HistoryStep */
    GArray *timeline;     /* TimelineStep */
    GArray *related;      /* Related */
    GPtrArray *parts;     /* Record *: the other parts of its number, the newest edition of each */
    GPtrArray *others;    /* Record *: the other matches of FOUND */
} Whole;

/* The verdict in a line (told_verdict()) where RECORD can have one, else NULL. Caller frees. */
char *whole_verdict(const Whole *whole, Language language);

/* The status of RECORD on the day, or of a draft its stage; NULL: neither is known. Borrowed. */
const char *whole_status(const Whole *whole, const Record *record);

/* Why what COUNTS told of a member counts before OTHER: "newer". Static. */
const char *whole_reason(const Conflict *counts, const Conflict *other, Language language);

/* Of RECORD's conflicts about MEMBER the one that counts, or NULL. */
const Conflict *whole_what_counts(const Record *record, const char *member);

gboolean document_text(const Whole *whole, const DocumentOptions *options, GString *out,
                       GError **error);
gboolean document_sources(const Whole *whole, const DocumentOptions *options, GString *out,
                          GError **error);
gboolean document_json(const Whole *whole, const DocumentOptions *options, GString *out,
                       GError **error);

/* Text, on a terminal: labels, wrapped lines. */
typedef struct {
    const DocumentOptions *options;
    GString *out;
    GString *line; /* what of it is written */
    guint indent;  /* of the lines after its first */
} Sheet;

/* Begins a line with LABEL, in the reader's language ("": of what belongs to the same), or with the NAME of a member; ends it;
 * ink() is COLOUR if colours are wanted, else "". */
void sheet_label(Sheet *sheet, const char *label);
void sheet_name(Sheet *sheet, const char *name);
void sheet_end_line(Sheet *sheet);
const char *sheet_ink(const Sheet *sheet, const char *colour);

/* Writes the first lines: how it was read if that is not how it was written, then its id and the
 * verdict. */
void sheet_head(Sheet *sheet, const Whole *whole);

#endif
