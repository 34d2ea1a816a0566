/* What is said to people, in their language. The sources say it in English; the catalogue of each other language
 * (po/README.md) is part of the program, so that nothing is to be found, installed or set for it. A leaf. */
#ifndef MESSAGES_MESSAGES_H
#define MESSAGES_MESSAGES_H

#include <stdarg.h>

#include <glib.h>

typedef enum { LANGUAGE_ZH, LANGUAGE_EN } Language;
#define LANGUAGES 2

/* TEXT in the language of this thread, or LANGUAGE; TEXT itself where the catalogue lacks it. Static, as TEXT is. Any
 * thread. */
const char *message_of(const char *text) G_GNUC_FORMAT(1);
const char *message_in(Language language, const char *text) G_GNUC_FORMAT(2);

/* The same of what is said of N things: ONE or MANY in English. */
const char *message_n(guint64 n, const char *one, const char *many) G_GNUC_FORMAT(2) G_GNUC_FORMAT(3);
const char *message_n_in(Language language, guint64 n, const char *one, const char *many) G_GNUC_FORMAT(3) G_GNUC_FORMAT(4);

/* N as people read it in either language: 12,345. Caller frees. */
char *message_number(guint64 n);

/* What is to be in the catalogues: said here; or only written here, in a table, and said elsewhere. */
#define _(text) message_of(text)
#define N_(text) text

/* What is known in words once, and is to be had in each language: a note of an answer, which different people read. */
typedef struct {
    char *in[LANGUAGES];
} Said;

/* FORMAT, translated and filled in for each language; what it is filled with is the same in all. Caller frees. */
Said *said_new(const char *format, ...) G_GNUC_PRINTF(1, 2);
Said *said_new_valist(const char *format, va_list args) G_GNUC_PRINTF(1, 0);
void said_free(Said *said);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Said, said_free)

/* The language in which this thread is told things: its own, or else the process's, which is English unless set. */
Language language_now(void);

/* Sets that of the process; of this thread; and has the thread take the process's again. */
void language_set_usual(Language language);
void language_set(Language language);
void language_unset(void);

/* The language called NAME ("zh", "en") into *LANGUAGE; FALSE if it is none of these. And its name. Pure. */
gboolean language_by_name(const char *name, Language *language);
const char *language_name(Language language);

/* That of the user's environment, as gettext has it: of LC_ALL, LC_MESSAGES and LANG the first that is set is the locale,
 * which need not be installed; unless it is C or POSIX, the list of LANGUAGE comes before it. The first that is Chinese or
 * English counts; English where none is. */
Language language_of_environment(void);

#endif
