/* Parameters: name=value, percent-encoded, and what a form sends. */
#ifndef SERVER_HTTP_FORM_H
#define SERVER_HTTP_FORM_H

#include <glib.h>

/* More of them, and it is refused. */
enum { FORM_MOST = 256 };

typedef struct {
    char *name, *value; /* UTF-8 without NUL */
    GByteArray *file;   /* a file that was sent, `value` being its name; or NULL */
    gboolean is_field;  /* of a form in parts: no file after all */
} Parameter;

typedef struct {
    GPtrArray *parameters; /* Parameter, in their order */
    gboolean is_sent;      /* the body was a form, too */
} Form;

Form *form_new(void);
void form_free(Form *form);
void form_add(Form *form, char *name, char *value); /* both are taken over */

/* Adds those of LEN bytes of TEXT, "a=b&c=%E5%AF%86&d". NULL, or what is wrong with it: static. */
const char *form_read(Form *form, const char *text, gsize len);

/* LEN bytes of TEXT with %XX decoded, and + as a space if PLUS. Caller frees. NULL with *FAULT (static): a broken escape, a
 * NUL, or no UTF-8. */
char *form_decode(const char *text, gsize len, gboolean plus, const char **fault);

/* Appends TEXT encoded for a query (a space is %20), or where PATH is set for a path, in which / stays. */
void form_encode(GString *out, const char *text, gboolean path);

#endif
