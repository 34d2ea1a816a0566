/* libbiaosou: search and index standards from a program of your own.
 *
 * Conventions, for all that follows:
 * - Text is UTF-8, a size is in bytes. A query or an id that is not UTF-8 is read as GB18030 if it
 *   is that.
 * - What can fail returns a biaosou_status; its words are biaosou_error_message()'s. What it would
 *   have made is then NULL, or as it was.
 * - What is made into an out-parameter is yours: an object until its own ..._free(), which takes
 *   NULL too, a string until biaosou_free(). What is returned as const is borrowed from the object
 *   that it was asked of.
 * - A struct of options begins with its version; begin one with its ..._INIT, so that a newer
 *   library knows which members you have.
 * - A biaosou_index is for all threads at once. A biaosou_searcher, what it made and a
 *   biaosou_tokenizer are for one thread at a time; of searchers, a thread has its own. All else
 *   may be called in any thread.
 * - Nothing here prints, ends the process, changes how it handles signals, waits for children that
 *   are not its own, or changes its limits. The files of an index are mapped into memory: who cuts
 *   one short while it is open, which no command of biaosou does, has the process get SIGBUS.
 */
#ifndef LIBBIAOSOU_BIAOSOU_H
#define LIBBIAOSOU_BIAOSOU_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define BIAOSOU_API __attribute__((visibility("default")))
#else
#define BIAOSOU_API
#endif

/* ---- Errors ---- */

typedef enum {
    BIAOSOU_OK = 0,
    BIAOSOU_USAGE = 1,    /* a wrong argument: no such format, field, order */
    BIAOSOU_QUERY = 2,    /* a query that cannot be read: see biaosou_error_column() */
    BIAOSOU_MISSING = 3,  /* no index there */
    BIAOSOU_GONE = 4,     /* the files of its generation were removed */
    BIAOSOU_DAMAGED = 5,  /* a file is damaged */
    BIAOSOU_FORMAT = 6,   /* made by another version: build it again */
    BIAOSOU_LOCKED = 7,   /* another process changes it */
    BIAOSOU_WRITE = 8,    /* cannot be written: full disk, read-only folder */
    BIAOSOU_INPUT = 9,    /* the input is hopeless */
    BIAOSOU_STOPPED = 10, /* a function of yours asked to stop */
    BIAOSOU_REFUSED = 11, /* the change would lose much: see `allow_shrink` */
    BIAOSOU_LACKING = 12, /* a source cannot be read or understood: see `allow_missing` */
    BIAOSOU_FAILED = 13,  /* anything else */
    BIAOSOU_LATE = 14,    /* took longer than biaosou_searcher_limit() allows */
    BIAOSOU_REMOTE = 15,  /* a part of an index that servers have is served by none of them */
} biaosou_status;

/* In which language this thread is told things: messages, notes of answers, what a change reports: "en" (as without a call)
 * or "zh"; whatever the process's locale is. For a server that answers each in their own: to be set before each call.
 * BIAOSOU_USAGE if LANGUAGE is neither. */
BIAOSOU_API biaosou_status biaosou_set_language(const char *language);

/* What the last call of this thread that failed says of it: one line, or "". Borrowed until the
 * next failure. */
BIAOSOU_API const char *biaosou_error_message(void);

/* Where in the query BIAOSOU_QUERY is: in characters, from 1; 0: nowhere in particular. */
BIAOSOU_API unsigned biaosou_error_column(void);

/* Frees a string that a function made for you; NULL is ignored. */
BIAOSOU_API void biaosou_free(void *string);

/* The library's own version, "0.1.0". Static. */
BIAOSOU_API const char *biaosou_version(void);

/* Takes LEN bytes of what is written; anything but 0: no more is wanted, and BIAOSOU_STOPPED. */
typedef int (*biaosou_write)(const char *bytes, size_t len, void *data);

/* ---- An index ---- */

/* A generation as it was when it was opened. Changes make new generations and disturb no open one. */
typedef struct biaosou_index biaosou_index;

/* Opens the current generation of the index in folder DIR, or, if DIR begins with "remote:", of an export that Xapian's servers
 * have (`biaosou index export`, xapian-tcpsrv): "remote:HOST:PORT,HOST:PORT", the parts in any order, with | between servers of
 * the same part, and perhaps "?" and, with & between, `partial` (answers without the parts that no server serves) and `timeout=MS`
 * (of one answer of a server; 5000). A lost connection is opened again, at another server of the part if there is one.
 * Suggestions, news and `since` are not to be had of it. A connection makes this process ignore SIGPIPE. BIAOSOU_REMOTE. */
BIAOSOU_API biaosou_status biaosou_index_open(const char *dir, biaosou_index **index);

/* Searchers that were made of it go on. */
BIAOSOU_API void biaosou_index_free(biaosou_index *index);

/* Whether a newer generation is there: 0 or 1. A look at one small file; servers are asked, but every five seconds at most. */
BIAOSOU_API int biaosou_index_is_current(const biaosou_index *index);

/* Documents, live ones; the generation's number, which a change never uses again. */
BIAOSOU_API uint64_t biaosou_index_documents(const biaosou_index *index);
BIAOSOU_API uint32_t biaosou_index_generation(const biaosou_index *index);

/* A word of warning that building anew mends (another version of ICU cut its words), or NULL. */
BIAOSOU_API const char *biaosou_index_warning(const biaosou_index *index);

/* What it consists of, as JSON: its manifest. */
BIAOSOU_API biaosou_status biaosou_index_info(const biaosou_index *index, char **json);

/* Reads every file of the current generation in DIR, and calls FAULT (may be NULL) for each that is
 * damaged. Sets *FAULTS to their number; BIAOSOU_OK also where there are some. */
typedef void (*biaosou_fault)(const char *file, const char *what, void *data);
BIAOSOU_API biaosou_status biaosou_index_check(const char *dir, biaosou_fault fault, void *data,
                                               unsigned *faults);

/* ---- Searching ---- */

typedef struct biaosou_searcher biaosou_searcher;
typedef struct biaosou_answer biaosou_answer;

/* A searcher of INDEX for one thread. Today's date, by which 即将实施 is 现行, is that of its making. */
BIAOSOU_API biaosou_status biaosou_searcher_new(biaosou_index *index, biaosou_searcher **searcher);
BIAOSOU_API void biaosou_searcher_free(biaosou_searcher *searcher);

/* What is asked of SEARCHER from now on is to be done within so many MILLISECONDS from now, all of it together (0: however long,
 * as it is at first): then what is under way, and what comes after it, fails with BIAOSOU_LATE, soon if not at once. To be called
 * again before what is to have as much time again. */
BIAOSOU_API void biaosou_searcher_limit(biaosou_searcher *searcher, unsigned milliseconds);

/* How many of the *PARTS of an index that servers have lacked a server for the last question ("?partial": else that is an error):
 * their documents are missing in the answer. 0 of 1: an index in a folder. */
BIAOSOU_API unsigned biaosou_searcher_missing(const biaosou_searcher *searcher, unsigned *parts);

/* From now on the records that SEARCHER reads have of the files that they are from the names alone, so that whoever is told of
 * them does not learn in which folders these lie: for a server. */
BIAOSOU_API void biaosou_searcher_hide_folders(biaosou_searcher *searcher);

typedef struct {
    unsigned version;        /* 2; 1: what follows `explain` is not there */
    unsigned offset, count;  /* hits [offset, offset + count) */
    const char *sort;        /* "relevance", "number", "published" (newest first); NULL: relevance */
    const char *facets;      /* names of facets (biaosou-record(5)) with commas between: "kind,year"; or NULL */
    int plain;               /* words and numbers alone: no sign is syntax */
    int relaxed_alone;       /* hits with part of the query only where none holds all of it */
    int explain;             /* say how the query was read and what made each score */
    /* Only documents of which something is new; of both, what both find: */
    const char *since;       /* what happened from that day on, "2024-02-04" or "2024-02"; NULL: whenever */
    unsigned generation;     /* new or changed since that kept generation; 0: none is named */
} biaosou_search_options;

#define BIAOSOU_SEARCH_OPTIONS_INIT {2, 0, 10, NULL, NULL, 0, 0, 0, NULL, 0}

/* Searches for QUERY (biaosou-query(7)); OPTIONS may be NULL. The answer must be freed before its searcher. An
 * empty query is BIAOSOU_QUERY. */
BIAOSOU_API biaosou_status biaosou_search(biaosou_searcher *searcher, const char *query,
                                          const biaosou_search_options *options,
                                          biaosou_answer **answer);
BIAOSOU_API void biaosou_answer_free(biaosou_answer *answer);

/* Documents that hold all of the query, exact; hits beside these that hold part of it. */
BIAOSOU_API unsigned biaosou_answer_total(const biaosou_answer *answer);
BIAOSOU_API unsigned biaosou_answer_relaxed(const biaosou_answer *answer);

/* Whether something was found: 0 or 1. A relaxed hit counts if the query is nearly its title. */
BIAOSOU_API int biaosou_answer_is_found(const biaosou_answer *answer);

/* The hits asked for, from 0: their number, the id of one (NULL: there is none), its score (comparable within
 * the answer), whether it holds only part of the query. */
BIAOSOU_API unsigned biaosou_answer_count(const biaosou_answer *answer);
BIAOSOU_API const char *biaosou_answer_id(const biaosou_answer *answer, unsigned hit);
BIAOSOU_API double biaosou_answer_score(const biaosou_answer *answer, unsigned hit);
BIAOSOU_API int biaosou_answer_is_relaxed(const biaosou_answer *answer, unsigned hit);

/* How a doubtful part of the query was read: note NOTE from 0, in the language of this thread; NULL: there are no more. */
BIAOSOU_API const char *biaosou_answer_note(const biaosou_answer *answer, unsigned note);

/* Whether the answer written in FORMAT says what that note says: 0 or 1. */
BIAOSOU_API int biaosou_answer_says(const biaosou_answer *answer, unsigned note, const char *format);

typedef struct {
    unsigned version; /* 3; 2: what follows `accessed` is not there; 1: what follows `colour` */
    unsigned columns; /* of a line, for formats that people read; 0: however long */
    int colour;       /* escape sequences of a terminal in these */
    int english; /* what is said in words; else it is Chinese */
    /* Of documents and who cites them: */
    const char *day; /* what is in force as of that day (2024-02-04); NULL: today */
    /* Of citations: */
    const char *accessed; /* the day on which pages were read, "2024-05-01", where they say it; or NULL. Of no day BIAOSOU_USAGE */
    /* Of answers and documents, on a terminal: */
    int links; /* ids lead to their pages (OSC 8) */
} biaosou_write_options;

#define BIAOSOU_WRITE_OPTIONS_INIT {3, 80, 0, 0, NULL, NULL, 0}

/* Writes the answer, records, passages and highlights included, in FORMAT: "text", "json" (its members: see
 * biaosou(1)), "csv" or another that biaosou(1) has, or the ending of its files. OPTIONS may be NULL. */
BIAOSOU_API biaosou_status biaosou_answer_write(biaosou_answer *answer, const char *format,
                                                const biaosou_write_options *options,
                                                biaosou_write write, void *data);

/* Whether there is such a format: 0, or 1, or 2 if it also marks the hits that hold only part of
 * the query (else `relaxed_alone` is wanted). */
BIAOSOU_API int biaosou_format(const char *name);

/* ---- Documents ---- */

typedef struct biaosou_found biaosou_found;

/* What the COUNT words name, joined by spaces or alone: ids, numbers in any spelling, titles, names
 * of files. */
BIAOSOU_API biaosou_status biaosou_find(biaosou_searcher *searcher, const char *const *words,
                                        size_t count, biaosou_found **found);
BIAOSOU_API void biaosou_found_free(biaosou_found *found);

/* The texts that were found in the words, from 0: their number, one of them, the id of the document
 * that it names (NULL: none does), and of a number that no document has those near to it (NEAR from
 * 0; NULL: no more). */
BIAOSOU_API unsigned biaosou_found_count(const biaosou_found *found);
BIAOSOU_API const char *biaosou_found_text(const biaosou_found *found, unsigned text);
BIAOSOU_API const char *biaosou_found_id(const biaosou_found *found, unsigned text);
BIAOSOU_API const char *biaosou_found_near(const biaosou_found *found, unsigned text, unsigned near);

/* A note on how the words were read, or NULL. */
BIAOSOU_API const char *biaosou_found_note(const biaosou_found *found);

/* The address of the page of the document that TEXT names, as its record has it; NULL: it has none that begins with http://
 * or https://, or names no document. Borrowed. */
BIAOSOU_API biaosou_status biaosou_found_url(biaosou_found *found, unsigned text, const char **url);

/* Writes the document that TEXT names: whole, as "text" (`columns` 0: lines are not wrapped) or "json" (its members: see
 * biaosou(1)), or, as "sources", where its record is from and what each source said; or its citation as "gbt7714",
 * "gbt7714-2015", "bibtex", "ris" or "csl". OPTIONS may be NULL. BIAOSOU_USAGE if it names none. */
BIAOSOU_API biaosou_status biaosou_found_write(biaosou_found *found, unsigned text, const char *format,
                                               const biaosou_write_options *options,
                                               biaosou_write write, void *data);

/* ---- Who cites a document ---- */

typedef struct biaosou_impact biaosou_impact;

/* The documents that are in force (ALL: and the others) on DAY (2024-02-04; NULL: today) and cite the document ID or an
 * earlier edition of it. ID is a document's, or a number in any spelling, which others may cite though the index has no such
 * document. To be freed before the searcher. */
BIAOSOU_API biaosou_status biaosou_impact_new(biaosou_searcher *searcher, const char *id, const char *day, int all,
                                              biaosou_impact **impact);
BIAOSOU_API void biaosou_impact_free(biaosou_impact *impact);

/* Citations, one for each edition that a document cites; and those that are to be revised: they name an edition that is
 * replaced or withdrawn, or a number of which none is in force. */
BIAOSOU_API unsigned biaosou_impact_count(const biaosou_impact *impact);
BIAOSOU_API unsigned biaosou_impact_stale(const biaosou_impact *impact);

/* Writes them as "text", "csv" or "json" (its members: see biaosou(1)); `day` of OPTIONS (may be NULL) is not looked at. */
BIAOSOU_API biaosou_status biaosou_impact_write(biaosou_impact *impact, const char *format,
                                                const biaosou_write_options *options, biaosou_write write, void *data);

/* Whether there is such a format of these: 0 or 1. */
BIAOSOU_API int biaosou_impact_format(const char *name);

/* ---- Checking citations ---- */

typedef struct biaosou_report biaosou_report;

/* A report on whether what is cited is valid, as of DAY (2024-02-04; NULL: today). The report must be freed before its
 * searcher. */
BIAOSOU_API biaosou_status biaosou_report_new(biaosou_searcher *searcher, const char *day, biaosou_report **report);
BIAOSOU_API void biaosou_report_free(biaosou_report *report);

/* Adds a citation: NUMBER in any spelling, written as CITED at PLACE (texts for people), with the TITLE that stands with it
 * (NULL: none). The same number is one row, unless with another title. Returns 1, or 0 if NUMBER is none. */
BIAOSOU_API int biaosou_report_add(biaosou_report *report, const char *place, const char *cited, const char *number,
                                   const char *title);

/* Adds all that a file cites: any file that `biaosou convert` reads, and any other text. It is LEN BYTES, NAME being what it is
 * called, whose ending may say what it is; or where BYTES is NULL the file NAME itself. BIAOSOU_INPUT if it is of a kind that
 * nothing reads, BIAOSOU_LACKING if it cannot be read: what was found before may have been added. */
BIAOSOU_API biaosou_status biaosou_report_read(biaosou_report *report, const char *name, const char *bytes, size_t len);

/* No more than so many ROWS are read from files: then reading fails with BIAOSOU_LACKING (0: however many, as at first). Reading
 * is under biaosou_searcher_limit() too: BIAOSOU_LATE. */
BIAOSOU_API void biaosou_report_limit(biaosou_report *report, unsigned rows);

/* Checks what was added and has not been checked yet. */
BIAOSOU_API biaosou_status biaosou_report_check(biaosou_report *report);

/* Rows; and those, once checked, about which something is to be done: all but what is in force. */
BIAOSOU_API unsigned biaosou_report_count(const biaosou_report *report);
BIAOSOU_API unsigned biaosou_report_invalid(const biaosou_report *report);

typedef struct {
    unsigned version; /* 1 */
    int english;      /* else Chinese */
    int colour;       /* escape sequences of a terminal in text */
} biaosou_report_options;

#define BIAOSOU_REPORT_OPTIONS_INIT {1, 0, 0}

/* Writes the report, checked before where need be, in FORMAT: "text", "csv", "xlsx", "html", "json" (its members: see
 * biaosou(1)). OPTIONS may be NULL. */
BIAOSOU_API biaosou_status biaosou_report_write(biaosou_report *report, const char *format,
                                                const biaosou_report_options *options, biaosou_write write,
                                                void *data);

/* Whether there is such a format of reports: 0 or 1. */
BIAOSOU_API int biaosou_report_format(const char *name);

/* ---- Similar documents ---- */

typedef struct biaosou_similar biaosou_similar;

/* The COUNT documents that say most of a proposed TITLE and SCOPE (each may be NULL; of each 16 KiB are compared), in the words of both. To be freed
 * before the searcher. */
BIAOSOU_API biaosou_status biaosou_similar_to(biaosou_searcher *searcher, const char *title, const char *scope,
                                              unsigned count, biaosou_similar **similar);

/* Those similar to the document ID, without its editions, its parts and what it has relations to. BIAOSOU_USAGE if there is
 * none. */
BIAOSOU_API biaosou_status biaosou_similar_of(biaosou_searcher *searcher, const char *id, unsigned count,
                                              biaosou_similar **similar);
BIAOSOU_API void biaosou_similar_free(biaosou_similar *similar);

/* Documents. */
BIAOSOU_API unsigned biaosou_similar_count(const biaosou_similar *similar);

/* Writes them as "text", "md", "html" or "json" (its members: see biaosou(1)): of a document with its relations, of a
 * proposal with a verdict and what is new in it. OPTIONS may be NULL. */
BIAOSOU_API biaosou_status biaosou_similar_write(biaosou_similar *similar, const char *format,
                                                 const biaosou_report_options *options, biaosou_write write,
                                                 void *data);

/* Whether there is such a format of these: 0 or 1. */
BIAOSOU_API int biaosou_similar_format(const char *name);

/* ---- News ---- */

typedef struct biaosou_news biaosou_news;

typedef struct {
    unsigned version;    /* 1 */
    const char *query;   /* the documents asked about, as in biaosou_search(); NULL: all */
    const char *since;   /* the first day of what happened, "2024-02-04" or "2024-02"; NULL: a month before `on` */
    const char *on;      /* the day as of which all is told; NULL: today */
    unsigned generation; /* the kept generation that the index is compared with; 0: none */
    unsigned stalled;    /* months after which a draft of which nothing is told has stalled */
    unsigned most;       /* items of a section: those after them are only counted */
} biaosou_news_options;

#define BIAOSOU_NEWS_OPTIONS_INIT {1, 0, 0, 0, 0, 12, 200}

/* What is open for comment, what happened, what will be in force, what has stalled, what a build changed. Every record of
 * the documents asked about is read. OPTIONS may be NULL. BIAOSOU_USAGE, BIAOSOU_QUERY. */
BIAOSOU_API biaosou_status biaosou_news_find(biaosou_searcher *searcher, const biaosou_news_options *options,
                                             biaosou_news **news);
BIAOSOU_API void biaosou_news_free(biaosou_news *news);

/* Items of all sections, those that are only counted too. */
BIAOSOU_API unsigned biaosou_news_count(const biaosou_news *news);

/* Writes them as "text", "md", "html" or "json" (its members: see biaosou(1)). OPTIONS may be NULL. */
BIAOSOU_API biaosou_status biaosou_news_write(const biaosou_news *news, const char *format,
                                              const biaosou_report_options *options, biaosou_write write, void *data);

/* Whether there is such a format of news: 0 or 1. */
BIAOSOU_API int biaosou_news_format(const char *name);

/* ---- Suggestions ---- */

typedef struct biaosou_suggestions biaosou_suggestions;

/* Borrowed from the suggestions; what is told of none is NULL. */
typedef struct {
    const char *kind;   /* "phrase", "title", "number", "committee" */
    const char *text;   /* what to search for */
    const char *id;     /* of a title or a number: the document */
    const char *title;  /* of a number: the document's */
    const char *status; /* of the document today */
} biaosou_suggestion;

/* What goes on with TYPED, which a person has typed so far, or holds it: the best COUNT, 1 to 20. TYPED is the beginning or
 * an inner word of a title, in Chinese, English, pinyin, its initials or a mixture; a number in any spelling; a
 * committee. Any bytes will do; none are suggested for what has no letter, digit or character. They may outlive the
 * searcher. */
BIAOSOU_API biaosou_status biaosou_suggest(biaosou_searcher *searcher, const char *typed, unsigned count,
                                           biaosou_suggestions **suggestions);
BIAOSOU_API void biaosou_suggestions_free(biaosou_suggestions *suggestions);

BIAOSOU_API unsigned biaosou_suggestions_count(const biaosou_suggestions *suggestions);

/* Number I, from 0, below the count; the best comes first. */
BIAOSOU_API biaosou_suggestion biaosou_suggestions_get(const biaosou_suggestions *suggestions, unsigned i);

/* Writes them as "text", "list" or "json" (see biaosou(1)); of a list in COLOUR where that is not 0. */
BIAOSOU_API biaosou_status biaosou_suggestions_write(const biaosou_suggestions *suggestions, const char *format,
                                                     int colour, biaosou_write write, void *data);

/* Whether there is such a format of these: 0 or 1. */
BIAOSOU_API int biaosou_suggestions_format(const char *name);

/* ---- Text ---- */

typedef struct biaosou_tokenizer biaosou_tokenizer;

typedef struct {
    const char *term; /* LEN bytes, not NUL-terminated, borrowed during the call, as are all here */
    size_t len;
    const char *kind;  /* "char", "bigram", "word", "stem", "identifier" … */
    size_t start, end; /* bytes [start, end) of the text */
} biaosou_token;

/* Tokenizes as an index does. LEXICON has LEN bytes of words, one a line; NULL: the built-in ones.
 * *SKIPPED (may be NULL) is the number of its lines that are none, *LINE (may be NULL) the first of
 * these. */
BIAOSOU_API biaosou_status biaosou_tokenizer_new(const char *lexicon, size_t len, unsigned *skipped,
                                                 unsigned *line, biaosou_tokenizer **tokenizer);
BIAOSOU_API void biaosou_tokenizer_free(biaosou_tokenizer *tokenizer);

/* Calls TOKEN for each token of LEN bytes of TEXT, ordered by where they begin; returns the
 * normalized text, of *NORMALIZED_LEN bytes (may be NULL), borrowed until the next call. *INVALID
 * (may be NULL): malformed sequences that were read as U+FFFD. */
typedef void (*biaosou_token_function)(const biaosou_token *token, void *data);
BIAOSOU_API const char *biaosou_tokenize(biaosou_tokenizer *tokenizer, const char *text, size_t len,
                                         biaosou_token_function token, void *data,
                                         size_t *normalized_len, unsigned *invalid);

/* Calls NUMBER for each number of a standard or a plan in LEN bytes of TEXT: its canonical
 * spelling, and where it stands, bytes [start, end). */
typedef void (*biaosou_number_function)(const char *number, size_t start, size_t end, void *data);
BIAOSOU_API void biaosou_find_numbers(const char *text, size_t len, biaosou_number_function number,
                                      void *data);

/* What people who read Chinese, or ENGLISH, call a VALUE that JSON has, of FIELD: "kind", "status", "verdict" (of a check),
 * "relation" (its type); VALUE itself where it has no other name. Static, or VALUE. */
BIAOSOU_API const char *biaosou_value_name(const char *field, const char *value, int english);

/* ---- Changing an index ----
 *
 * Each change runs in a process of its own, so that it disturbs nothing of this one, which may have threads and
 * search meanwhile; it ends with this one. It either makes a whole new generation current or leaves the index as it
 * was. The program that it runs is where biaosou is installed; the environment's BIAOSOU_CHANGE names another. */

typedef struct {
    int step;       /* 0: reading records, 1: indexing documents */
    uint64_t done;  /* of this step */
    uint64_t total; /* 0: not known */
} biaosou_progress;

typedef struct {
    unsigned version;     /* 1 */
    unsigned jobs;        /* worker processes; 0: one a core */
    int force;            /* build even if nothing has changed */
    int allow_shrink;     /* build though many documents, or all of a source, are lost */
    int allow_missing;    /* build without sources that cannot be read or understood */
    int wait;             /* for another process that changes the index */
    int keep;             /* the last generation of so many earlier days; -1: as told before */
    uint64_t max_rejects; /* more than these, and the index stays as it was */
    const char *rejects_file; /* a copy of the report of rejects, or NULL */
    /* Lists besides the built-in ones, or NULL: files. */
    const char *lexicon_file, *synonyms_file, *translations_file, *questions_file;
    const char *const *dictionaries; /* in the format of CC-CEDICT, NULL-terminated, or NULL */
    /* Called some times a second, in the thread that called; anything but 0 stops the change. May be NULL. */
    int (*progress)(const biaosou_progress *progress, void *data);
    void *data;
} biaosou_change_options;

#define BIAOSOU_CHANGE_OPTIONS_INIT \
    {1, 0, 0, 0, 0, 0, -1, UINT64_MAX, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL}

typedef struct {
    unsigned version;     /* 1 */
    uint32_t generation;  /* the current one now */
    int unchanged;        /* there was nothing to do */
    uint64_t documents;   /* live now */
    uint64_t records;     /* read */
    uint64_t rejects;     /* what of the sources was not taken; where there was nothing to do, those of before */
    uint64_t added, replaced, deleted;
    unsigned understood;  /* per cent of the sources */
    double seconds;
    char *report;         /* the file of rejects, a JSON object a line, or NULL */
    char *missing;        /* lines: which ids named none or several documents, and why, or NULL */
    char *given_again;    /* files given more than once, which were read once; the first few, or NULL */
    char *left_out;       /* what of folders and archives was passed over: how much, and the first few; or NULL */
} biaosou_change_result;

#define BIAOSOU_CHANGE_RESULT_INIT {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL}

/* Frees the strings in it. */
BIAOSOU_API void biaosou_change_result_clear(biaosou_change_result *result);

/* OPTIONS and RESULT may be NULL. RESULT, begun with its INIT or filled before, is also filled, as
 * far as it can be, where the change failed. Names and ids together must fit in what the system
 * lets a process have of arguments (some 100,000 of them).
 *
 * Builds the index in DIR anew from COUNT files or folders (0: those of the last build); adds what
 * files hold; deletes by id, or by numbers that only one document has; makes one shard of all; goes
 * back to the generation before. */
BIAOSOU_API biaosou_status biaosou_build(const char *dir, const char *const *files, size_t count,
                                         const biaosou_change_options *options,
                                         biaosou_change_result *result);
BIAOSOU_API biaosou_status biaosou_update(const char *dir, const char *const *files, size_t count,
                                          const biaosou_change_options *options,
                                          biaosou_change_result *result);
BIAOSOU_API biaosou_status biaosou_delete(const char *dir, const char *const *ids, size_t count,
                                          const biaosou_change_options *options,
                                          biaosou_change_result *result);
BIAOSOU_API biaosou_status biaosou_compact(const char *dir, const biaosou_change_options *options,
                                           biaosou_change_result *result);
BIAOSOU_API biaosou_status biaosou_rollback(const char *dir, const biaosou_change_options *options,
                                            biaosou_change_result *result);

#ifdef __cplusplus
}
#endif

#endif
