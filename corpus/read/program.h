/* A program of the installation that is given bytes and answers, and whose end is waited for by pid. */
#ifndef CORPUS_READ_PROGRAM_H
#define CORPUS_READ_PROGRAM_H

#include <glib.h>
#include <sys/types.h>

#include "corpus/read/stream.h"

typedef struct {
    pid_t pid;
    int to, from; /* to its standard input (a socket, so that a write to a program that has gone raises no signal), -1
                   * once shut; from its standard output */
} Program;

/* Where the program NAME is: as the environment's VARIABLE says, beside the program that runs, or where it is installed.
 * Caller frees. */
char *program_find(const char *name, const char *variable);

/* Starts the program at ARGV[0], whose standard input is INPUT, or, -1, what it is given; what it says on its standard error is not heard. FALSE with errno. To be ended by
 * program_end(). */
gboolean program_start(Program *program, char *const *argv, int input);

/* Hears LEN BYTES of an answer. FALSE: no more is wanted, or with an error. */
typedef gboolean (*ProgramHears)(const guint8 *bytes, gsize len, gpointer data, GError **error);

/* Gives the program all that STREAM has, and what it answers, as it comes, to HEARS, until it has said all or no more is
 * wanted. FALSE with an error, of STREAM or HEARS. */
gboolean program_talk(Program *program, Stream *stream, ProgramHears hears, gpointer data, GError **error);

/* Waits until it has ended; its status, as waitpid() gives it. KILLED: it is ended by force. */
int program_end(Program *program, gboolean killed);

#endif
