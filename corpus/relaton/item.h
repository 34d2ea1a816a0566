/* Private to the readers of Relaton: items as records. */
#ifndef CORPUS_RELATON_ITEM_H
#define CORPUS_RELATON_ITEM_H

#include <jansson.h>

#include "corpus/read/sink.h"
#include "corpus/relaton/tree.h"

/* A file whose items are read. */
typedef struct {
    const char *file;
    const ReaderSink *sink;
    ReaderShare *share;
    gboolean stopped; /* the sink wants no more */
} Items;

/* Hands the record that ITEM is to the sink, of bibxml or of Relaton, or why it is none; and tells
 * of what in it is not understood, which the record lacks. */
void items_take(Items *items, const Node *item, gboolean bibxml);

/* Tells that what stands at LINE, TEXT or NULL, is not taken, and why. */
void items_reject(Items *items, unsigned line, const char *text, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The file is at its end. FALSE with a READER_ERROR if too few of its items are records, it has
 * none, or the sink wants no more. */
gboolean items_end(Items *items, GError **error);

/* The file cannot be read on from LINE (0: not known). FALSE with the READER_ERROR that says WHY.
 */
gboolean items_broken(const Items *items, unsigned line, const char *why, GError **error);

/* What follows adds to OBJECT, the members of a record to be (biaosou-record(5)). */

/* titles and scopes in their languages; of ITEM as Relaton has it. */
void item_add_texts(const Node *item, json_t *object);

/* The text TEXT of the kind KIND (title, scope) in LANGUAGE (of ISO 639, with anything after it)
 * or, where that is NULL or unknown, in the one that it is written in; the first of a language
 * stays. */
void item_add_text(json_t *object, const char *kind, const char *language, const char *text);

/* relations of ITEM, whose number is ID. */
void item_add_relations(Items *items, const Node *item, const char *id, json_t *object);

/* committee. */
void item_add_committee(const Node *item, json_t *object);

/* The number that ITEM (bibitem of Relaton) is known by, NULL if it has none. Borrowed. */
const char *item_number(const Node *item);

/* Fills OBJECT with what a reference of bibxml says; *ID its number, to be freed, NULL if none is
 * told. */
void bibxml_object(const Node *reference, json_t *object, char **id);

#endif
