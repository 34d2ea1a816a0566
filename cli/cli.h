/* What every command shares: exit statuses, options, messages, the terminal. A leaf. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <glib.h>
#include <stdio.h>

/* Exit statuses of every command. */
typedef enum {
    STATUS_DONE = 0,
    STATUS_NOTHING = 1,  /* nothing found */
    STATUS_USAGE = 2,    /* wrong usage or query syntax */
    STATUS_REJECTED = 3, /* some input rejected, the rest is done */
    STATUS_INDEX = 4,    /* index missing, damaged or locked */
    STATUS_FAILURE = 5,  /* anything else */
    STATUS_REFUSED = 6,  /* a build would lose documents or lacks a source: nothing was changed */
    STATUS_INVALID = 7,  /* not all that is cited is in force */
} ExitStatus;

/* Takes --lang LANG (zh, en) out of ARGV, wherever it stands before --, and has the process told things in that language;
 * without it in that of the user's environment. To be called once, before anything is said. FALSE with the error printed. */
gboolean cli_language(int *argc, char **argv);

/* Whether --lang said which. */
gboolean cli_language_is_given(void);

/* Prints "biaosou: MESSAGE" to standard error, in the process's language, cleaned as by clean_text() but for its line ends, after
 * which it is indented, and in lines as wide as a terminal; a progress bar there is cleared first. */
void cli_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Parses the options of `biaosou NAME` (NAME may be two words). PARAMETERS is what follows the
 * options in the usage line (NULL: it takes no arguments), SUMMARY the help's text below it. On
 * success argv[0] is the command and the rest its arguments, options gone. On failure the error and
 * a hint have been printed. */
gboolean cli_parse(const GOptionEntry *entries, const char *name, const char *parameters,
                   const char *summary, int *argc, char ***argv);

/* The same for a command whose arguments are words of a query: after the first word only the command's
 * own options are options, and what else begins with one dash is a word (-检测). */
gboolean cli_parse_words(const GOptionEntry *entries, const char *name, const char *parameters,
                         const char *summary, int *argc, char ***argv);

/* What the option or argument NAME ("--jobs"), whose entry is a G_OPTION_ARG_STRING, counts: the whole
 * number TEXT into *VALUE, which stays as it is where TEXT is NULL. Otherwise, or if it is not from
 * LEAST to MOST (G_MAXINT64: however many), FALSE, with what is allowed printed. */
gboolean cli_count(const char *name, const char *text, gint64 least, gint64 most, gint64 *value);

/* The index folder: OPTION if given, else $BIAOSOU_INDEX, else the XDG data folder's
 * biaosou/index. Caller frees. */
char *cli_index_dir(const char *option);

/* Whether to colour what goes to STREAM: a terminal, NO_COLOR unset, TERM not "dumb". */
gboolean cli_colour(FILE *stream);

/* Writes TEXT to STREAM as clean_text() makes it (unicode/clean.h). Everything that comes from a record, a query or a file's name goes
 * through this or cli_print(). */
void cli_text(FILE *stream, const char *text);

/* printf() whose %s are cleaned so. Besides %s only %u and %d, with a width, and %% are known. */
void cli_print(FILE *stream, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Writes LEN bytes of JSON text, with what a terminal would obey or not show escaped (C1, bidirectional
 * controls, U+2028 …); what it means stays the same. */
void cli_json(FILE *stream, const char *text, gsize len);

/* Columns of the terminal behind STREAM; FALLBACK if it is none. */
int cli_columns(FILE *stream, int fallback);

/* An index that servers have, instead of a folder: what commands that read one take. */
typedef struct {
    char *addresses;
    gboolean partial;
} CliRemote;
#define CLI_REMOTE_ENTRIES(remote) \
    {"remote", 0, 0, G_OPTION_ARG_STRING, &(remote).addresses, \
     N_("Instead of -d: HOST:PORT,HOST:PORT of the servers of an export's parts, | between those of the same part"), \
     "ADDRESSES"}, \
    {"partial", 0, 0, G_OPTION_ARG_NONE, &(remote).partial, N_("Answer without the parts that no server serves"), NULL}
static inline void cli_remote_clear(CliRemote *remote)
{
    g_free(remote->addresses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliRemote, cli_remote_clear)

/* Makes *DIR (owned) the address of what REMOTE says, if it says something. FALSE with the error printed if both are given. */
gboolean cli_remote(const CliRemote *remote, char **dir);

/* Whether to make links of what goes to standard output, as --hyperlinks WHEN says (auto, always, never; NULL: auto: a terminal
 * with colours that is none of the kernel's own). FALSE with the error printed if it is none of these. */
gboolean cli_links(const char *when, gboolean *links);

/* From now on standard output goes through the pager ($BIAOSOU_PAGER, $PAGER, less -FRX) until cli_finish(), if it and standard
 * input are a terminal and --no-pager was not given. What is to be known of the terminal is to be asked before. */
void cli_page(void);

/* Flushes standard output, and waits for the end of the pager. A reader that went away (EPIPE) is no failure, a full disk is: the
 * error is printed and STATUS_FAILURE returned; else STATUS. */
int cli_finish(int status);

#endif
