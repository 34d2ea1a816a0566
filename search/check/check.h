/* Whether a standard that is cited is still valid (标准有效性查新): which document is meant, what it is on a day, and what
 * came in its place. */
#ifndef SEARCH_CHECK_CHECK_H
#define SEARCH_CHECK_CHECK_H

#include "search/check/chain.h"

typedef enum {
    VERDICT_IN_FORCE,
    VERDICT_TO_BE_REPLACED, /* in force, and what replaces it is published */
    VERDICT_NOT_YET,        /* not yet in effect */
    VERDICT_REPLACED,
    VERDICT_WITHDRAWN,
    VERDICT_DRAFT,        /* a plan or a draft */
    VERDICT_OTHER_YEAR,   /* no edition of that year; there are others */
    VERDICT_OTHER_NUMBER, /* no such number; by its title, or but for its prefix, it is another */
    VERDICT_OTHER_TITLE,  /* the title that stands with it is clearly not its own (title.h) */
    VERDICT_NO_STATUS,    /* known, but nothing tells whether it is in force */
    VERDICT_NOT_FOUND,
    VERDICTS
} Verdict;

/* How reports colour a verdict. */
typedef enum { GRADE_GOOD, GRADE_DOUBTFUL, GRADE_BAD, GRADES } Grade;

typedef struct {
    const char *name;   /* in JSON */
    const char *zh, *en;
    gboolean valid; /* nothing is to be done about the citation */
    Grade grade;
} VerdictName;
extern const VerdictName verdict_names[VERDICTS];

/* What is known of a citation. All lists are there, if empty. */
typedef struct {
    Verdict verdict;
    Verdict of_found;      /* on FOUND as such, where the citation is wrong besides */
    guint32 day, today;    /* as of which day; that of the searcher */
    Record *found;         /* the document that is meant, or NULL */
    Chain chain;           /* what came in its place */
    GPtrArray *amendments; /* Record * */
    Record *until;         /* what is in force until FOUND, which is not yet, replaces it; or NULL */
    GPtrArray *near;       /* char *: ids that may be meant, where it is not found */
    gboolean inferred;     /* that it is in force is told by its dates alone, by which it began and nothing ended it */
    char *title_of;        /* the id of the document whose title stands with the citation, or NULL */
} Checked;

/* Checks the citation of NUMBER, beside which TITLE (or NULL) stands, as of DAY (yyyymmdd). A number without a year means
 * the newest edition that is in force on that day, else the newest. Caller frees; NULL with an error of the index. */
Checked *check_citation(Searcher *searcher, const Number *number, const char *title, guint32 day, GError **error);

/* The same of the document DOCID, which is what is meant. */
Checked *check_document(Searcher *searcher, XcDocid docid, guint32 day, GError **error);
void checked_free(Checked *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checked, checked_free)

/* Which of the first N (1 or more) of MATCHES (LookupMatch, as lookup_number() orders them) a number without a year means on
 * DAY, into *WHICH: the first that is in force then or the newest edition of its number that is, else the first that had begun. FALSE with an error of the index. */
gboolean check_edition(Searcher *searcher, const GArray *matches, guint n, guint32 day, guint *which, GError **error);

#endif
