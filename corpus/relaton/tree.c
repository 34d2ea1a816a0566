#include "corpus/relaton/tree.h"

#include <string.h>

Node *node_new(const char *name, unsigned line)
{
    Node *node = g_new0(Node, 1);
    node->name = g_strdelimit(g_strdup(*name == ':' ? name + 1 : name), "-",
                              '_'); /* :id is a symbol of Ruby */
    node->line = line;
    return node;
}

void node_free(gpointer data)
{
    Node *node = data;
    if (!node)
        return;
    if (node->children)
        g_ptr_array_unref(node->children);
    g_free(node->name);
    g_free(node->text);
    g_free(node);
}

Node *node_add(Node *parent, const char *name, unsigned line)
{
    Node *child = node_new(name, line);
    if (!parent->children)
        parent->children = g_ptr_array_new_with_free_func(node_free);
    g_ptr_array_add(parent->children, child);
    return child;
}

const Node *node_next(const Node *node, const char *const *names, guint *at)
{
    while (node && node->children && *at < node->children->len) {
        const Node *child = node->children->pdata[(*at)++];
        if (g_strv_contains(names, child->name))
            return child;
    }
    return NULL;
}

const Node *node_child(const Node *node, const char *name)
{
    guint at = 0;
    return node_next(node, (const char *const[]){name, NULL}, &at);
}

static gboolean is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

const char *node_text(const Node *node)
{
    static const char *const holders[] = {"content", "value", "id",   "at",
                                          "on",      "name",  "code", NULL};
    if (node && node->text && !is_blank(node->text))
        return node->text;
    for (const char *const *holder = holders; node && *holder; holder++) {
        const Node *child = node_child(node, *holder);
        const char *text = child ? node_text(child) : NULL;
        if (text)
            return text;
    }
    return NULL;
}

const char *node_child_text(const Node *node, const char *name)
{
    return node_text(node_child(node, name));
}
