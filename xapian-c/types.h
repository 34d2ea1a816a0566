/* Byte strings, ids and other small values that every header of xapian-c shares. */
#ifndef XAPIAN_C_TYPES_H
#define XAPIAN_C_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* LEN bytes, any of them NUL, not necessarily NUL-terminated. Always borrowed: who returns one says
 * how long it lives, who takes one copies it. DATA may be NULL when LEN is 0. */
typedef struct {
    const char *data;
    size_t len;
} XcBytes;

/* The bytes of the NUL-terminated STRING (NULL: none). */
static inline XcBytes xc_bytes(const char *string)
{
    XcBytes bytes = {string, string != NULL ? strlen(string) : 0};
    return bytes;
}

static inline XcBytes xc_bytes_n(const char *data, size_t len)
{
    XcBytes bytes = {data, len};
    return bytes;
}

/* A document's id in its database, from 1. 0 is never an id: functions return it on failure. */
typedef uint32_t XcDocid;

/* Number of a value slot, 0 to XC_SLOT_MAX. Low numbers are stored in fewer bytes. */
typedef uint32_t XcSlot;
#define XC_SLOT_MAX ((XcSlot)0xfffffffe)

/* A term, at most XC_TERM_MAX bytes (each NUL byte counts twice), and how often it occurs in its
 * document (wdf, within-document frequency; 0 makes a filter term that adds no length). */
typedef struct {
    XcBytes term;
    uint32_t wdf;
} XcTerm;
#define XC_TERM_MAX 245

/* A value and its slot. An empty value is the same as none. */
typedef struct {
    XcSlot slot;
    XcBytes value;
} XcValue;

/* Called once when the library no longer needs the DATA of a callback. */
typedef void (*XcDestroy)(void *data);

G_END_DECLS

#endif
