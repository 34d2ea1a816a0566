/* JSON that is written as it goes, laid out as output_json() lays out a tree: for what is long, or asked for often. */
#ifndef SEARCH_OUTPUT_JSON_WRITER_H
#define SEARCH_OUTPUT_JSON_WRITER_H

#include <glib.h>
#include <jansson.h>

/* Begin with {OUT}. */
typedef struct {
    GString *out;
    guint depth;
    gboolean some; /* there is something already in what is open */
} JsonWriter;

/* Opens an array ('[') or an object ('{'), and closes it (']', '}'). In an object, what is written has a NAME; elsewhere it is
 * NULL. Names are ASCII without signs; texts are UTF-8, and are cleaned (clean_append_json()). */
void json_writer_open(JsonWriter *writer, const char *name, char bracket);
void json_writer_close(JsonWriter *writer, char bracket);

void json_writer_text(JsonWriter *writer, const char *name, const char *text);
void json_writer_number(JsonWriter *writer, const char *name, guint64 number);
void json_writer_flag(JsonWriter *writer, const char *name, gboolean flag);

/* A tree, which is taken over. */
void json_writer_tree(JsonWriter *writer, const char *name, json_t *tree);

#endif
