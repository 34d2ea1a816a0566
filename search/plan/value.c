/* The values of kind, status, stage and committee, and classes → selections.
 *
 * A value that is asked for is one of the names of corpus/record/value.h or a value of the index, and
 * finds what is stored under any name of it; one that is neither finds the values of which it is a
 * part. */
#include <string.h>

#include "corpus/record/value.h"
#include "messages/messages.h"
#include "search/plan/private.h"
#include "search/words/phrase.h"
#include "tokenizer/normalizer.h"

/* A value is looked for among so many that are stored. */
#define MAX_VALUES 20000

/* A note names so many values, or all if they are but a few. */
#define MOST_NAMED 8
#define ALL_NAMED 16

/* So many values are remembered. */
#define MAX_RECALLED 256

typedef struct {
    Searcher *searcher;
    FieldId field;
    const char *value; /* as it was asked for */
    char *text;        /* normalized */
    GPtrArray *stored; /* the values of the index, normalized */
} Asked;

static void clear_asked(Asked *asked)
{
    g_free(asked->text);
    if (asked->stored)
        g_ptr_array_unref(asked->stored);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, clear_asked)

static GPtrArray *stored_values(Searcher *searcher, FieldId field, GError **error)
{
    g_autofree char *prefix = g_strconcat(TERM_FACET, fields[field].name, ":", NULL);
    g_autoptr(XcTermIterator) it =
        index_terms(searcher->index, prefix, strlen(prefix), error);
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    gsize skip = strlen(prefix);
    GError *inner = NULL;
    while (it && values->len < MAX_VALUES && xc_term_iterator_valid(it)) {
        XcBytes term = xc_term_iterator_term(it);
        g_ptr_array_add(values, g_strndup(term.data + skip, term.len - skip));
        if (!xc_term_iterator_next(it, &inner))
            break;
    }
    if (inner)
        g_propagate_error(error, inner);
    return it && !inner ? g_steal_pointer(&values) : NULL;
}

static void add_stored(const Asked *asked, guint i, GPtrArray *parts)
{
    g_autofree char *term = term_facet(fields[asked->field].name, asked->stored->pdata[i]);
    g_ptr_array_add(parts, selection_term("", term));
}

/* Adds what is stored under a name of the value TEXT. */
static void add_named(const Asked *asked, const char *text, GPtrArray *parts)
{
    g_autoptr(ValueSought) sought = value_sought_new(asked->field, text);
    for (guint i = 0; i < asked->stored->len; i++)
        if (value_sought_meets(sought, asked->stored->pdata[i]))
            add_stored(asked, i, parts);
}

static gboolean holds(const char *text, const char *piece)
{
    g_autofree char *folded = normalize_string(text, -1);
    return phrase_find(folded, strlen(folded), piece, strlen(piece), 0) >= 0;
}

/* Adds what is stored under a value of which PIECE is a part, or of whose names it is. */
static void add_holders(const Asked *asked, const char *piece, GPtrArray *parts)
{
    guint n;
    const ValueName *rows = value_table(asked->field, &n);
    if (!*piece)
        return;
    for (guint i = 0; i < asked->stored->len; i++)
        if (holds(asked->stored->pdata[i], piece))
            add_stored(asked, i, parts);
    for (guint i = 0; asked->field == FIELD_COMMITTEE && i < n; i++)
        if ((rows[i].label && holds(rows[i].label, piece)) ||
            (rows[i].names && holds(rows[i].names, piece)))
            add_named(asked, rows[i].value, parts);
}

/* What TEXT and NAME have in common: shared pairs of letters, from 0 to 1. */
static double likeness(const char *text, const char *name)
{
    glong n = g_utf8_strlen(text, -1), m = g_utf8_strlen(name, -1);
    guint shared = 0;
    for (const char *at = text; n > 1 && m > 1 && *g_utf8_next_char(at);
         at = g_utf8_next_char(at)) {
        gsize len = (gsize)(g_utf8_next_char(g_utf8_next_char(at)) - at);
        g_autofree char *pair = g_strndup(at, len);
        shared += strstr(name, pair) != NULL;
    }
    return n > 1 && m > 1 ? 2.0 * shared / (double)(n + m - 2) : 0;
}

typedef struct {
    char *value; /* canonical */
    const char *label;
    double likeness;
} Near;

static void clear_near(gpointer data)
{
    g_free(((Near *)data)->value);
}

static gint by_likeness(gconstpointer first, gconstpointer second)
{
    const Near *a = first, *b = second;
    return a->likeness != b->likeness ? (a->likeness > b->likeness ? -1 : 1)
                                      : strcmp(a->value, b->value);
}

/* The values that are stored, the most like what was asked for first: Near. */
static GArray *near_values(const Asked *asked)
{
    GArray *near = g_array_new(FALSE, FALSE, sizeof(Near));
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_array_set_clear_func(near, clear_near);
    for (guint i = 0; i < asked->stored->len; i++) {
        const char *stored = asked->stored->pdata[i];
        Near one = {value_canonical(asked->field, stored), value_label(asked->field, stored), 0};
        if (!g_hash_table_add(known, g_strdup(one.value))) {
            g_free(one.value);
            continue;
        }
        one.likeness = likeness(asked->text, stored);
        if (one.label) {
            g_autofree char *folded = normalize_string(one.label, -1);
            one.likeness = MAX(one.likeness, likeness(asked->text, folded));
        }
        g_array_append_val(near, one);
    }
    g_array_sort(near, by_likeness);
    return near;
}

/* "no kind 'xx'; known: gb (国家标准), …": all if there are but a few, else those most like it. */
static void note_no_value(const Asked *asked, Query *query)
{
    const char *name = fields[asked->field].name;
    gboolean known = value_is_known(asked->field, asked->text);
    g_autoptr(GArray) near = near_values(asked);
    g_autoptr(GString) list = g_string_new(NULL);
    guint most = near->len <= ALL_NAMED ? near->len : MOST_NAMED;
    for (guint i = 0; i < most; i++) {
        const Near *one = &g_array_index(near, Near, i);
        if (near->len > ALL_NAMED && one->likeness == 0)
            break;
        g_string_append_printf(list, "%s%s", list->len ? ", " : "", one->value);
        if (one->label)
            g_string_append_printf(list, " (%s)", one->label);
    }
    if (list->len)
        query_note(query, known ? N_("no document has the %s '%s'; there are: %s") : N_("no %s '%s'; known: %s"), name,
                   asked->value, list->str);
    else
        query_note(query, known ? N_("no document has the %s '%s'") : N_("no %s '%s'"), name, asked->value);
}

/* SC27 as SC 27, which is how committees write it. */
static char *space_before_digits(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        if (at > text && g_ascii_isdigit(*at) && g_ascii_isalpha(at[-1]))
            g_string_append_c(out, ' ');
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

/* 即将实施 whose date has come is 现行. */
static Selection *by_today(const Asked *asked, Selection *own, Query *query, GError **error)
{
    const ValueName *row = value_find(FIELD_STATUS, asked->text);
    const char *status = row ? row->value : "";
    gboolean in_force = strcmp(status, STATUS_IN_FORCE) == 0;
    if (!in_force && strcmp(status, STATUS_SOON) != 0)
        return own;
    const DocSet *set = searcher_came_into_force(asked->searcher, error);
    g_autoptr(Selection) mine = own;
    g_autoptr(Selection) came = set ? selection_came_into_force(asked->searcher, error) : NULL;
    if (!came)
        return NULL;
    guint n = docset_count(set);
    if (n == 0)
        return g_steal_pointer(&mine);
    query_note(query,
               n == 1
                   ? N_("%u document that is recorded as 即将实施 counts as 现行: its day has come")
                   : N_("%u documents that are recorded as 即将实施 count as 现行: their day has come"),
               n);
    if (!in_force)
        return selection_without(mine, came);
    g_autoptr(GPtrArray) parts = selection_parts();
    g_ptr_array_add(parts, g_steal_pointer(&mine));
    g_ptr_array_add(parts, g_steal_pointer(&came));
    return selection_join(SELECTION_OR, parts);
}

/* Whether what is asked for is 现行 by today's date only. */
static gboolean has_come(const Asked *asked)
{
    const ValueName *row = value_find(FIELD_STATUS, asked->text);
    const DocSet *came = searcher_came_into_force(asked->searcher, NULL);
    return row && strcmp(row->value, STATUS_IN_FORCE) == 0 && came && !docset_is_empty(came);
}

static void add_class(const Asked *asked, GPtrArray *parts)
{
    for (guint i = 0; parts->len == 0 && i < asked->stored->len; i++)
        if (g_str_has_prefix(asked->stored->pdata[i], asked->text)) {
            g_autofree char *term = term_facet(fields[asked->field].name, asked->text);
            g_ptr_array_add(parts, selection_prefix("", term));
        }
}

/* Sets *FOUND to a new reference to what has the value, or to NULL if nothing has. */
static gboolean find_value(Asked *asked, Selection **found, GError **error)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    asked->stored = stored_values(asked->searcher, asked->field, error);
    if (!asked->stored)
        return FALSE;
    gboolean is_class = asked->field == FIELD_ICS || asked->field == FIELD_CCS;
    if (is_class)
        add_class(asked, parts);
    else
        add_named(asked, asked->text, parts);
    if (parts->len == 0 && asked->field != FIELD_KIND && !is_class)
        add_holders(asked, asked->text, parts);
    if (parts->len == 0 && asked->field != FIELD_KIND && !is_class) {
        g_autofree char *spaced = space_before_digits(asked->text);
        add_holders(asked, spaced, parts);
    }
    *found = parts->len ? selection_join(SELECTION_OR, parts) : NULL;
    return TRUE;
}

/* A search plans its query more than once. */
static gboolean recall_value(Asked *asked, Selection **found, GError **error)
{
    GHashTable *values = asked->searcher->values;
    g_autofree char *key = g_strconcat(fields[asked->field].name, ":", asked->text, NULL);
    Selection *known = g_hash_table_lookup(values, key);
    if (known) {
        *found = selection_ref(known);
        return TRUE;
    }
    if (!find_value(asked, found, error))
        return FALSE;
    if (g_hash_table_size(values) >= MAX_RECALLED)
        g_hash_table_remove_all(values);
    if (*found)
        g_hash_table_insert(values, g_steal_pointer(&key), selection_ref(*found));
    return TRUE;
}

Selection *plan_value(Searcher *searcher, FieldId field, const char *value, Query *query,
                      GError **error)
{
    g_auto(Asked) asked = {searcher, field, value, normalize_string(value, -1), NULL};
    Selection *found = NULL;
    if (!recall_value(&asked, &found, error))
        return NULL;
    if (!found) {
        found = selection_none();
        if (!(field == FIELD_STATUS && has_come(&asked)))
            note_no_value(&asked, query);
    }
    return field == FIELD_STATUS ? by_today(&asked, found, query, error) : found;
}
