#include "search/match/selection.h"

#include <string.h>

#include "search/match/postings.h"

typedef enum {
    NODE_NONE,
    NODE_ALL,
    NODE_TERM,
    NODE_CHARACTER,
    NODE_PREFIX,
    NODE_DATES,
    NODE_VERIFIED,
    NODE_AND,
    NODE_OR,
    NODE_WITHOUT, /* the first child and not the second */
} NodeType;

struct Selection {
    NodeType type;
    int references;
    char *term; /* TERM, PREFIX: with its prefix, as the index has it */
    gsize len;
    gunichar character;
    FieldId field;       /* DATES */
    guint32 from, to;    /* DATES */
    DocSet *set;         /* VERIFIED; the child is of what */
    GPtrArray *children; /* Selection */
};

static Selection *make(NodeType type)
{
    Selection *made = g_new0(Selection, 1);
    made->type = type;
    made->references = 1;
    return made;
}

Selection *selection_none(void)
{
    return make(NODE_NONE);
}

Selection *selection_all(void)
{
    return make(NODE_ALL);
}

/* Longer terms are cut by the tokenizer and hashed by the indexer; libxapian takes no more. */
static Selection *make_term(NodeType type, const char *prefix, const char *term)
{
    Selection *made = make(type);
    made->term = g_strconcat(prefix, term, NULL);
    made->len = strlen(made->term);
    if (made->len > XC_TERM_MAX)
        for (made->len = XC_TERM_MAX; ((guint8)made->term[made->len] & 0xc0) == 0x80;)
            made->len--;
    return made;
}

Selection *selection_term(const char *prefix, const char *term)
{
    gunichar c;
    if (*prefix || !term_is_character(term, &c))
        return make_term(NODE_TERM, prefix, term);
    Selection *made = make(NODE_CHARACTER);
    made->character = c;
    return made;
}

Selection *selection_prefix(const char *prefix, const char *text)
{
    return make_term(NODE_PREFIX, prefix, text);
}

Selection *selection_dates(FieldId field, guint32 from, guint32 to)
{
    Selection *made = make(NODE_DATES);
    made->field = field;
    made->from = from;
    made->to = to;
    return made;
}

static void unref(gpointer selection)
{
    selection_unref(selection);
}

GPtrArray *selection_parts(void)
{
    return g_ptr_array_new_with_free_func(unref);
}

static Selection *make_parent(NodeType type)
{
    Selection *made = make(type);
    made->children = selection_parts();
    return made;
}

Selection *selection_join(SelectionOp op, GPtrArray *parts)
{
    gsize n;
    g_autofree gpointer *taken = g_ptr_array_steal(parts, &n);
    if (n == 0)
        return selection_none();
    if (n == 1)
        return taken[0];
    Selection *joined = make_parent(op == SELECTION_AND ? NODE_AND : NODE_OR);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(joined->children, taken[i]);
    return joined;
}

Selection *selection_verified(DocSet *set, Selection *from)
{
    Selection *made = make_parent(NODE_VERIFIED);
    made->set = set;
    g_ptr_array_add(made->children, selection_ref(from));
    return made;
}

static Selection *make_pair(NodeType type, Selection *a, Selection *b)
{
    if (!b)
        return selection_ref(a);
    Selection *made = make_parent(type);
    g_ptr_array_add(made->children, selection_ref(a));
    g_ptr_array_add(made->children, selection_ref(b));
    return made;
}

Selection *selection_both(Selection *a, Selection *b)
{
    return make_pair(NODE_AND, a, b);
}

Selection *selection_without(Selection *a, Selection *b)
{
    return make_pair(NODE_WITHOUT, a, b);
}

Selection *selection_ref(Selection *selection)
{
    selection->references++;
    return selection;
}

void selection_unref(Selection *selection)
{
    if (!selection || --selection->references > 0)
        return;
    g_free(selection->term);
    docset_free(selection->set);
    if (selection->children)
        g_ptr_array_unref(selection->children);
    g_free(selection);
}

/* Finding: each clears in BITS, the bits of one shard, what a node does not match. */

static gboolean keep(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                     GError **error);

static void keep_bits(const DocSpaceShard *shard, guint64 *bits, const guint64 *other)
{
    for (guint32 i = 0; i < shard->words; i++)
        bits[i] &= other[i];
}

static guint64 *copy_bits(const DocSpaceShard *shard, const guint64 *bits)
{
    return g_memdup2(bits, shard->words * sizeof *bits);
}

static gboolean add_term(const DocSpaceShard *shard, XcBytes term, guint64 *bits, GError **error)
{
    Postings postings;
    gboolean ok = postings_open(&postings, shard->shard, term.data, term.len, error) &&
                  postings_add(&postings, bits, shard->words, error);
    postings_clear(&postings);
    return ok;
}

static gboolean keep_term(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                          GError **error)
{
    Postings postings;
    gboolean ok = postings_open(&postings, shard->shard, node->term, node->len, error) &&
                  postings_keep(&postings, bits, shard->words, error);
    postings_clear(&postings);
    return ok;
}

static gboolean keep_prefix(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                            GError **error)
{
    g_autofree guint64 *own = g_new0(guint64, shard->words);
    GError *inner = NULL;
    g_autoptr(XcTermIterator) terms =
        xc_database_terms(shard_database(shard->shard), xc_bytes_n(node->term, node->len), &inner);
    for (guint n = 0; n < SELECTION_MAX_TERMS && !inner && xc_term_iterator_valid(terms); n++) {
        if (add_term(shard, xc_term_iterator_term(terms), own, &inner))
            xc_term_iterator_next(terms, &inner);
    }
    keep_bits(shard, bits, own);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looking up the date of one document takes as long as reading so many in a row. */
#define DATE_COST 16

/* The dates of documents are values of libxapian's, in the order of docids. */
static gboolean keep_dates(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                           GError **error)
{
    GError *inner = NULL;
    char lower[16], upper[16];
    g_snprintf(lower, sizeof lower, "%08u", node->from);
    g_snprintf(upper, sizeof upper, "%08u", node->to);
    gboolean few = docset_count_bits(bits, shard->words) <= shard->documents / DATE_COST;
    XcValueIterator *values =
        xc_database_values(shard_database(shard->shard), date_slot(node->field), &inner);
    for (guint32 word = 0; word < shard->words && !inner; word++) {
        guint64 kept = 0;
        for (guint64 rest = bits[word]; rest && !inner; rest &= rest - 1) {
            XcDocid docid = word * 64 + (guint32)__builtin_ctzll(rest);
            while (!few && xc_value_iterator_valid(values) &&
                   xc_value_iterator_docid(values) < docid)
                xc_value_iterator_next(values, &inner);
            if (few)
                xc_value_iterator_skip_to(values, docid, &inner);
            XcBytes value = xc_value_iterator_value(values);
            if (xc_value_iterator_docid(values) == docid && value.len == 8 &&
                memcmp(value.data, lower, 8) >= 0 && memcmp(value.data, upper, 8) <= 0)
                kept |= rest & -rest;
        }
        bits[word] = kept;
    }
    xc_value_iterator_free(values);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* About how many documents of SHARD a node matches at most: what is rare is kept first. */
static guint32 estimate(const Selection *node, const DocSpaceShard *shard)
{
    guint32 least = G_MAXUINT32, sum = 0;
    switch (node->type) {
    case NODE_NONE:
        return 0;
    case NODE_TERM:
        return shard_termfreq(shard->shard, node->term, node->len);
    case NODE_CHARACTER:
        return shard_char_freq(shard->shard, node->character);
    case NODE_VERIFIED:
        return docset_count_bits(node->set->bits + shard->first, shard->words);
    case NODE_AND:
        for (guint i = 0; i < node->children->len; i++)
            least = MIN(least, estimate(node->children->pdata[i], shard));
        return least;
    case NODE_OR:
        for (guint i = 0; i < node->children->len; i++)
            sum += MIN(estimate(node->children->pdata[i], shard), shard->documents - sum);
        return sum;
    case NODE_WITHOUT:
        return estimate(node->children->pdata[0], shard);
    case NODE_ALL:
    case NODE_PREFIX:
    case NODE_DATES:
        break;
    }
    return shard->documents;
}

typedef struct {
    const Selection *node;
    guint32 estimate;
} Estimated;

static gint by_estimate(gconstpointer first, gconstpointer second)
{
    const Estimated *a = first, *b = second;
    return (a->estimate > b->estimate) - (a->estimate < b->estimate);
}

/* Adds the nodes that are ANDed by NODE, which may be one itself. */
static void flatten(const Selection *node, const DocSpaceShard *shard, GArray *out)
{
    if (node->type == NODE_AND) {
        for (guint i = 0; i < node->children->len; i++)
            flatten(node->children->pdata[i], shard, out);
        return;
    }
    Estimated one = {node, estimate(node, shard)};
    g_array_append_val(out, one);
}

static gboolean keep_all(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                         GError **error)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Estimated));
    flatten(node, shard, parts);
    g_array_sort(parts, by_estimate);
    for (guint i = 0; i < parts->len && (i == 0 || !docset_no_bits(bits, shard->words)); i++)
        if (!keep(g_array_index(parts, Estimated, i).node, shard, bits, error))
            return FALSE;
    return TRUE;
}

static gboolean keep_any(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                         GError **error)
{
    g_autofree guint64 *any = g_new0(guint64, shard->words);
    for (guint i = 0; i < node->children->len; i++) {
        const Selection *child = node->children->pdata[i];
        if (child->type == NODE_TERM) { /* of thousands of values of a facet each is short */
            if (!add_term(shard, xc_bytes_n(child->term, child->len), any, error))
                return FALSE;
            continue;
        }
        g_autofree guint64 *own = copy_bits(shard, bits);
        if (!keep(child, shard, own, error))
            return FALSE;
        for (guint32 w = 0; w < shard->words; w++)
            any[w] |= own[w];
    }
    keep_bits(shard, bits, any);
    return TRUE;
}

static gboolean keep_without(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                             GError **error)
{
    if (!keep(node->children->pdata[0], shard, bits, error))
        return FALSE;
    g_autofree guint64 *excluded = copy_bits(shard, bits);
    if (!keep(node->children->pdata[1], shard, excluded, error))
        return FALSE;
    for (guint32 i = 0; i < shard->words; i++)
        bits[i] &= ~excluded[i];
    return TRUE;
}

static gboolean keep(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                     GError **error)
{
    if (!shard_in_time(shard->shard, error))
        return FALSE;
    switch (node->type) {
    case NODE_NONE:
        memset(bits, 0, shard->words * sizeof *bits);
        return TRUE;
    case NODE_ALL:
        return TRUE;
    case NODE_TERM:
        return keep_term(node, shard, bits, error);
    case NODE_CHARACTER:
        return shard_keep_character(shard->shard, node->character, bits, error);
    case NODE_PREFIX:
        return keep_prefix(node, shard, bits, error);
    case NODE_DATES:
        return keep_dates(node, shard, bits, error);
    case NODE_VERIFIED:
        keep_bits(shard, bits, node->set->bits + shard->first);
        return TRUE;
    case NODE_AND:
        return keep_all(node, shard, bits, error);
    case NODE_OR:
        return keep_any(node, shard, bits, error);
    case NODE_WITHOUT:
        return keep_without(node, shard, bits, error);
    }
    return TRUE;
}

DocSet *selection_find(const Selection *selection, const DocSpace *space, const DocSet *within,
                       GError **error)
{
    g_autoptr(DocSet) found = docset_copy(within);
    for (guint32 s = 0; s < space->n_shards; s++)
        if (!keep(selection, &space->shards[s], found->bits + space->shards[s].first, error))
            return NULL;
    return g_steal_pointer(&found);
}

static void describe(const Selection *node, GString *out)
{
    static const char *const ops[] = {
        [NODE_AND] = " AND ", [NODE_OR] = " OR ", [NODE_WITHOUT] = " AND NOT "};
    switch (node->type) {
    case NODE_NONE:
        g_string_append(out, "nothing");
        return;
    case NODE_ALL:
        g_string_append(out, "everything");
        return;
    case NODE_TERM:
        g_string_append_len(out, node->term, (gssize)node->len);
        return;
    case NODE_CHARACTER:
        g_string_append_unichar(out, node->character);
        return;
    case NODE_PREFIX:
        g_string_append_len(out, node->term, (gssize)node->len);
        g_string_append_c(out, '*');
        return;
    case NODE_DATES:
        g_string_append_printf(out, "%s %08u..%08u", fields[node->field].name, node->from, node->to);
        return;
    case NODE_VERIFIED:
        describe(node->children->pdata[0], out);
        g_string_append_printf(out, " [%u verified]", docset_count(node->set));
        return;
    case NODE_AND:
    case NODE_OR:
    case NODE_WITHOUT:
        break;
    }
    g_string_append_c(out, '(');
    for (guint i = 0; i < node->children->len; i++) {
        if (i > 0)
            g_string_append(out, ops[node->type]);
        describe(node->children->pdata[i], out);
    }
    g_string_append_c(out, ')');
}

char *selection_describe(const Selection *selection)
{
    GString *out = g_string_new(NULL);
    describe(selection, out);
    return g_string_free(out, FALSE);
}
