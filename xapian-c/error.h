/* Errors: one code for each exception class of Xapian.
 *
 * A function that can fail takes a GError ** last (NULL: the caller does not want to know) and
 * returns false, NULL or 0. The message is Xapian's own description, with context and the system's
 * error string, made valid UTF-8.
 */
#ifndef XAPIAN_C_ERROR_H
#define XAPIAN_C_ERROR_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

#define XC_ERROR (xc_error_quark())
GQuark xc_error_quark(void);

/* The numbers are stable. What each means here is in Xapian's words, shortened. */
typedef enum {
    XC_ERROR_ASSERTION = 1,         /* a bug in Xapian (only builds with assertions) */
    XC_ERROR_INVALID_ARGUMENT = 2,  /* an argument is out of its range */
    XC_ERROR_INVALID_OPERATION = 3, /* not possible in this state, or on this object */
    XC_ERROR_UNIMPLEMENTED = 4,     /* the backend cannot do this */
    XC_ERROR_DATABASE = 5,          /* other trouble with a database: usually reading or writing */
    XC_ERROR_DATABASE_CORRUPT = 6,
    XC_ERROR_DATABASE_CREATE = 7,
    XC_ERROR_DATABASE_LOCK = 8,     /* another writer has it */
    XC_ERROR_DATABASE_MODIFIED = 9, /* changed twice under a reader: reopen and try again */
    XC_ERROR_DATABASE_OPENING = 10,
    XC_ERROR_DATABASE_VERSION = 11, /* a format that this Xapian does not read */
    XC_ERROR_DATABASE_NOT_FOUND = 12,
    XC_ERROR_DATABASE_CLOSED = 13,
    XC_ERROR_DOC_NOT_FOUND = 14,
    XC_ERROR_FEATURE_UNAVAILABLE = 15,
    XC_ERROR_INTERNAL = 16,
    XC_ERROR_NETWORK = 17,
    XC_ERROR_NETWORK_TIMEOUT = 18, /* also the time limit of a remote match */
    XC_ERROR_QUERY_PARSER = 19,
    XC_ERROR_SERIALISATION = 20,
    XC_ERROR_RANGE = 21,
    XC_ERROR_WILDCARD = 22,      /* a wildcard expands to more terms than its limit */
    XC_ERROR_NO_MEMORY = 23,     /* std::bad_alloc */
    XC_ERROR_STD_EXCEPTION = 24, /* any other std::exception */
    XC_ERROR_UNKNOWN = 25,       /* anything else that was thrown */
    XC_ERROR_CALLBACK = 26,      /* a callback stopped the operation and set no error of its own */
} XcError;
#define XC_ERROR_LAST XC_ERROR_CALLBACK

/* The name of the exception class behind CODE ("DatabaseLockError", "std::bad_alloc"), or NULL if
 * CODE is none of XcError. Static. Thread-safe. */
const char *xc_error_name(int code);

/* Fails with CODE exactly as if Xapian had thrown its class with MESSAGE: always returns false with
 * *ERROR set (XC_ERROR_INVALID_ARGUMENT if CODE is none of XcError). With it a program can test how
 * it handles errors that are hard to bring about. Thread-safe. */
bool xc_error_provoke(XcError code, const char *message, GError **error);

G_END_DECLS

#endif
