/* Private to the readers of Relaton: an item as a tree, whichever way it is written. A member that
 * has several values is there several times, as elements of XML are and lists of YAML are not;
 * attributes are members; a value that is text alone is the node's own text, else it is that of a
 * member (content, value, id). */
#ifndef CORPUS_RELATON_TREE_H
#define CORPUS_RELATON_TREE_H

#include <glib.h>

typedef struct {
    char *name; /* technical_committee, whether its words are parted by - or _ */
    char *text; /* NULL: none */
    unsigned line;
    GPtrArray *children; /* Node *; NULL: none */
} Node;

/* No item is deeper, or has more nodes. */
#define NODE_MOST_DEPTH 64
#define NODE_MOST 200000u

Node *node_new(const char *name, unsigned line);
void node_free(gpointer node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Node, node_free)

/* Adds a child to PARENT, which owns it. */
Node *node_add(Node *parent, const char *name, unsigned line);

/* The first child of NODE called NAME, NULL if there is none; of NULL NULL. Borrowed. */
const Node *node_child(const Node *node, const char *name);

/* The next child of NODE whose name is among NAMES (NULL-terminated) from the place *AT on, which
 * moves behind it; NULL if there is none. Borrowed. */
const Node *node_next(const Node *node, const char *const *names, guint *at);

/* The text of NODE, its own or that of a member that holds it; NULL if it has none but white space,
 * or is NULL. Borrowed. */
const char *node_text(const Node *node);

/* The text of the child of NODE called NAME. */
const char *node_child_text(const Node *node, const char *name);

#endif
