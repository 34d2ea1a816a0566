#include "indexer/read/terms.h"

#include <string.h>

#include "tokenizer/char-class.h"
#include "tokenizer/normalizer.h"
#include "xapian-c/types.h"

/* Room for the prefix within libxapian's limit, should the value hold bytes that it escapes. */
#define MAX_TERM 240

static char *cut(char *term)
{
    if (strlen(term) <= MAX_TERM)
        return term;
    g_autofree char *whole = term;
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_MD5, whole, -1);
    gsize keep = MAX_TERM - strlen(hash) - 1;
    while (((guint8)whole[keep] & 0xc0) == 0x80)
        keep--;
    return g_strdup_printf("%.*s~%s", (int)keep, whole, hash);
}

char *term_docid(char out[TERM_DOCID_SIZE], guint32 docid)
{
    g_snprintf(out, TERM_DOCID_SIZE, TERM_DOCID "%u", docid);
    return out;
}

gboolean term_is_character(const char *term, gunichar *c)
{
    if (!*term || *g_utf8_next_char(term))
        return FALSE;
    *c = g_utf8_get_char(term);
    return char_is_cjk(char_class(*c));
}

char *term_facet(const char *field, const char *value)
{
    g_autofree char *folded = normalize_string(value, -1);
    return cut(g_strdup_printf(TERM_FACET "%s:%s", field, folded));
}

char *term_id(const char *id)
{
    return cut(g_strconcat(TERM_ID, id, NULL));
}

char *term_relation(const char *type, const char *id)
{
    return cut(g_strconcat(TERM_RELATION, type, ":", id, NULL));
}

char *term_title(const char *key)
{
    return cut(g_strconcat(TERM_TITLE, key, NULL));
}

char *term_field(FieldId field)
{
    g_autofree char *upper = g_ascii_strup(fields[field].name, -1);
    g_auto(GStrv) words = g_strsplit(upper, "_", -1);
    g_autofree char *name = g_strjoinv("", words);
    return g_strconcat(TERM_FIELD, name, NULL);
}
