/* The commands that search. Each is `biaosou NAME`, argv[0] being NAME; returns the exit status. */
#ifndef SEARCH_COMMANDS_H
#define SEARCH_COMMANDS_H

#include "search/searcher.h"

int command_search(int argc, char **argv);
int command_show(int argc, char **argv);
int command_batch(int argc, char **argv);

/* Opens the index of option -d (NULL: the default) and what searching needs; an error is printed
 * and *STATUS set, a warning printed. */
typedef struct {
    Index *index;
    Searcher *searcher;
} OpenIndex;
gboolean command_open(const char *dir, OpenIndex *open, int *status);
void command_close(OpenIndex *open);

/* Prints ERROR and returns its exit status. */
int command_failed(const GError *error);

/* Reads --color WHEN (auto, always, never; NULL: auto). FALSE if it is none, with the error
 * printed. */
gboolean command_colour(const char *when, FILE *stream, gboolean *colour);

#endif
