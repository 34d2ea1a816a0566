/* What is new, for the mail that an office sends round: what happened since a day, what is open for comment, what will be
 * in force, what has stalled; and what a build changed. */
#ifndef SEARCH_NEWS_NEWS_H
#define SEARCH_NEWS_NEWS_H

#include "search/match/searcher.h"

/* No date_key() is later. */
#define NEWS_LAST_DAY 99999999u

typedef enum {
    NEWS_OPEN,     /* a step with a period that is not over (征求意见, 投票): the soonest to end first */
    NEWS_HAPPENED, /* steps, publications, and what came into force or was withdrawn: the latest first */
    NEWS_COMING,   /* what is published and will be in force: the soonest first */
    NEWS_STALLED,  /* drafts of which nothing is told since: the longest ago first */
    NEWS_ADDED,    /* documents that an earlier generation has not: by id, as the two that follow */
    NEWS_CHANGED,  /* those of which something else is said */
    NEWS_GONE,     /* those that only it has */
    NEWS_SECTIONS,
} NewsSection;

typedef struct {
    char *id, *title; /* TITLE may be NULL, as may what follows */
    char *title_en;   /* in English, if that is another */
    char *event;      /* 征求意见; of what changed the names of the members, with ", " between */
    char *source;     /* where it was read */
    guint32 date, until; /* date_key()s, 0: none */
} NewsItem;

typedef struct {
    guint32 since;      /* date_key(): the first day of what happened; 0: a month before `on` */
    guint32 on;         /* the day as of which all is told; 0: the searcher's */
    guint stalled;      /* months after which a draft has stalled */
    guint most;         /* items of a section: those after them are only counted */
    const Index *before; /* the generation that this one is compared with, borrowed; or NULL */
} NewsOptions;

typedef struct {
    guint32 since, on;
    guint stalled;
    guint32 generations[2]; /* compared: the earlier and this one; 0, 0: none */
    GPtrArray *items[NEWS_SECTIONS]; /* NewsItem */
    guint counts[NEWS_SECTIONS];     /* all of them */
} News;

/* The news of the documents WITHIN, or of all (NULL). It reads every record of these. Caller frees; NULL with an error of
 * an index. */
News *news_find(Searcher *searcher, const DocSet *within, const NewsOptions *options, GError **error);
void news_free(News *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(News, news_free)

/* The documents of which something is new: that are new or changed against the generation BEFORE (or NULL), and of which
 * something happened from the day SINCE (date_key(); 0: none is named) on, for which the records of these or, without BEFORE, of
 * all are read. One of both at least. Caller frees; NULL with an error of an index. */
DocSet *news_documents(Searcher *searcher, const Index *before, guint32 since, GError **error);

/* All items of all sections. */
guint news_count(const News *news);

#endif
