#include "search/match/selection-tree.h"

#include <string.h>

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

Selection *selection_exact(const char *term)
{
    return make_term(NODE_TERM, "", term);
}

Selection *selection_prefix(const char *prefix, const char *text)
{
    return make_term(NODE_PREFIX, prefix, text);
}

static Selection *make_range(NodeType type, guint32 from, guint32 to)
{
    Selection *made = make(type);
    made->from = from;
    made->to = to;
    return made;
}

Selection *selection_dates(FieldId field, guint32 from, guint32 to)
{
    Selection *made = make_range(NODE_DATES, from, to);
    made->field = field;
    return made;
}

Selection *selection_values(XcSlot slot, guint32 from, guint32 to)
{
    Selection *made = make_range(NODE_VALUES, from, to);
    made->slot = slot;
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

Selection *selection_adjacent(const char *const *terms, guint n)
{
    Selection *made = make_parent(NODE_ADJACENT);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(made->children, make_term(NODE_TERM, "", terms[i]));
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

static void describe(const Selection *node, GString *out)
{
    static const char *const ops[] = {
        [NODE_AND] = " AND ", [NODE_ADJACENT] = " PHRASE ", [NODE_OR] = " OR ", [NODE_WITHOUT] = " AND NOT "};
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
    case NODE_VALUES:
        g_string_append_printf(out, "value %u %08u..%08u", node->slot, node->from, node->to);
        return;
    case NODE_DATES:
        g_string_append_printf(out, "%s %08u..%08u", fields[node->field].name, node->from, node->to);
        return;
    case NODE_VERIFIED:
        describe(node->children->pdata[0], out);
        g_string_append_printf(out, " [%u verified]", docset_count(node->set));
        return;
    case NODE_ADJACENT:
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
