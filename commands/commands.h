/* The commands: each is `biaosou NAME`, argv[0] being NAME, and returns the exit status. And what they
 * share. */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include <stdio.h>

#include <glib.h>

#include "corpus/read/sink.h"
#include "libbiaosou/biaosou.h"
#include "messages/messages.h"

int command_batch(int argc, char **argv);
int command_check(int argc, char **argv);
int command_convert(int argc, char **argv);
int command_impact(int argc, char **argv);
int command_index(int argc, char **argv);
int command_news(int argc, char **argv);
int command_related(int argc, char **argv);
int command_search(int argc, char **argv);
int command_serve(int argc, char **argv);
int command_show(int argc, char **argv);
int command_suggest(int argc, char **argv);
int command_tokenize(int argc, char **argv);

/* Offers what may be the argument of COMMAND of which WORD is typed, for shells (cli/complete.h). */
int command_complete(const char *command, const char *word);

/* Opens the index of option -d (NULL: the default) and what searching needs; an error is printed
 * and *STATUS set, a warning printed. */
typedef struct {
    biaosou_index *index;
    biaosou_searcher *searcher;
    char *dir;
} OpenIndex;
gboolean command_open(const char *dir, OpenIndex *open, int *status);
void command_close(OpenIndex *open);

/* Says how much of an index that servers have was missing for what was just answered. */
void command_tell_missing(const OpenIndex *open);
void command_note_missing(unsigned missing, unsigned parts);

/* The same of the default index, without a word. */
gboolean command_open_quietly(OpenIndex *open);

/* Prints what the library said of STATUS, its failure, with what to do about the index in folder DIR, and
 * returns the exit status. */
int command_failed(biaosou_status status, const char *dir);

/* The same of a search for the query TEXT, with the place in it that cannot be read. */
int command_failed_query(biaosou_status status, const char *text, const char *dir);

/* The same of an error of the engine. */
int command_failed_by(const GError *error, const char *dir);

/* biaosou_find() of WORDS, NULL-terminated. STATUS_DONE, or else the exit status with the error printed. */
int command_find(const OpenIndex *open, char **words, biaosou_found **found);

/* Says that no document is what TEXT of FOUND names, and which are near; returns STATUS_NOTHING. */
int command_not_found(const biaosou_found *found, unsigned text);

/* A biaosou_write to a FILE. */
int command_write(const char *bytes, size_t len, void *file);

/* What --since TEXT (NULL: not given) names: a generation (a number below 1000, or g1234) or a day. FALSE with an error. */
gboolean command_since(const char *text, const char **day, unsigned *generation);

/* Opens the file NAME to write a report to; standard output for NULL and "-". NULL with the error printed. */
FILE *command_output(const char *name);
/* Shuts OUT of NAME, unless it is standard output. FALSE with the error printed if not all was written. */
gboolean command_end_output(FILE *out, const char *name);

/* The ending of the file NAME (may be NULL) in small letters, without its point; NULL if it has none. Caller frees. */
char *command_ending(const char *name);

/* TRUE, with the error printed, if a workbook would go to a terminal: NAME is that of command_output(). */
gboolean command_workbook_to_terminal(const char *name);

/* From now on the process ends with STATUS_INDEX and a message if a mapped file of an index is cut short
 * while it is open, where else SIGBUS would end it. */
void command_guard_maps(void);

/* Prints WARNING of the index in folder DIR, unless it is NULL, and what to do. */
void command_warn(const char *warning, const char *dir);

/* Reads --color WHEN (auto, always, never; NULL: auto). FALSE if it is none, with the error
 * printed. */
gboolean command_colour(const char *when, FILE *stream, gboolean *colour);

/* Whether what is written as FORMAT is in English: as this person is told things; but where a program reads it (json, csv) as
 * --lang says and, without it, the same in every locale: JSON in English, the heads of CSV in Chinese. */
gboolean command_english(const char *format);

/* Takes the options --map COLUMN=NAME (NULL: none). FALSE if one names nothing that is known, with the error printed. */
gboolean command_map(char *const *maps);
#define COMMAND_MAP_HELP N_("In tables COLUMN holds what NAME says: 标准编号, title_zh, ...")

/* Prints "FILE:LINE: REASON" and a newline (without ":LINE" if it is 0). */
void command_print_reject(FILE *out, const Reject *reject);

#endif
