#include <string.h>

#include "indexer/write/identity-private.h"
#include "number/number.h"

gboolean supplements_is_undated(const char *id)
{
    const char *slash = strrchr(id, '/'), *plus = strrchr(id, '+'), *at = slash ? slash : plus;
    gboolean dated = FALSE;
    if (slash && plus && plus > slash)
        at = plus;
    if (!at || !g_ascii_isalpha(at[1]) || !g_ascii_isalnum(at[2])) /* T of GB/T */
        return FALSE;
    g_autofree char *undated = number_supplement(id, &dated);
    return undated && !dated;
}

/* The dated id of the stored record that UNDATED is, or NULL if there are none or several. */
static char *stored_supplement(const Index *base, const char *undated)
{
    g_autofree char *prefix = term_id(undated);
    char *found = NULL;
    gboolean several = FALSE;
    XcTermIterator *terms = xc_database_terms(index_database(base), xc_bytes(prefix), NULL);
    for (; xc_term_iterator_valid(terms); xc_term_iterator_next(terms, NULL)) {
        XcBytes term = xc_term_iterator_term(terms);
        g_autofree char *id = g_strndup((const char *)term.data + strlen(prefix) - strlen(undated),
                                        term.len - strlen(prefix) + strlen(undated));
        gboolean dated = FALSE;
        g_autofree char *other = number_supplement(id, &dated);
        if (g_strcmp0(other, undated) != 0 || !dated)
            continue;
        several = several || found;
        g_free(found);
        found = g_steal_pointer(&id);
    }
    xc_term_iterator_free(terms);
    if (several)
        g_clear_pointer(&found, g_free);
    return found;
}

/* What was seen of the supplement is all: if it has one date, its undated records get that id. */
void supplements_end(Supplements *seen)
{
    if (seen->needed && !seen->dated && !seen->several && seen->base)
        seen->dated = stored_supplement(seen->base, seen->undated);
    if (seen->needed && seen->dated && !seen->several)
        g_hash_table_insert(seen->ids, g_strdup(seen->undated), g_strdup(seen->dated));
    g_free(seen->undated);
    g_free(seen->dated);
    *seen = (Supplements){.base = seen->base, .ids = seen->ids};
}

void supplements_note(Supplements *seen, const char *id)
{
    gboolean dated = FALSE;
    g_autofree char *undated = number_supplement(id, &dated);
    if (!undated)
        return;
    if (g_strcmp0(seen->undated, undated) != 0) {
        supplements_end(seen);
        seen->undated = g_steal_pointer(&undated);
    }
    const char *other = dated ? g_hash_table_lookup(seen->ids, seen->undated) : NULL;
    if (other && strcmp(other, id) != 0) { /* a corrigendum of the first date came between */
        g_hash_table_remove(seen->ids, seen->undated);
        seen->several = TRUE;
    }
    if (!dated) {
        seen->needed = TRUE;
    } else if (g_strcmp0(seen->dated, id) != 0) {
        seen->several = seen->several || seen->dated;
        g_free(seen->dated);
        seen->dated = g_strdup(id);
    }
}
