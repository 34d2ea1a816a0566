#include "search/output/json-writer.h"

#include <stdlib.h>
#include <string.h>

#include "search/output/output.h"
#include "unicode/clean.h"

static void begin_line(JsonWriter *writer)
{
    g_string_append_c(writer->out, '\n');
    for (guint i = 0; i < writer->depth; i++)
        g_string_append_len(writer->out, "  ", 2);
}

/* What is before a value. */
static void begin_value(JsonWriter *writer, const char *name)
{
    if (writer->some)
        g_string_append_c(writer->out, ',');
    if (writer->depth)
        begin_line(writer);
    writer->some = TRUE;
    if (!name)
        return;
    g_string_append_c(writer->out, '"');
    g_string_append(writer->out, name);
    g_string_append_len(writer->out, "\": ", 3);
}

void json_writer_open(JsonWriter *writer, const char *name, char bracket)
{
    begin_value(writer, name);
    g_string_append_c(writer->out, bracket);
    writer->depth++;
    writer->some = FALSE;
}

void json_writer_close(JsonWriter *writer, char bracket)
{
    writer->depth--;
    if (writer->some)
        begin_line(writer);
    g_string_append_c(writer->out, bracket);
    writer->some = TRUE;
}

/* Appends what stands for C, which cannot stand in a text as it is. (RFC 8259, 7.) */
static void escape(GString *out, guchar c)
{
    static const char signs[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *at = strchr(signs, c);
    if (at)
        g_string_append_printf(out, "\\%c", letters[at - signs]);
    else
        g_string_append_printf(out, "\\u%04X", c);
}

void json_writer_text(JsonWriter *writer, const char *name, const char *text)
{
    g_autoptr(GString) escaped = NULL;
    gsize plain = 0;
    while ((guchar)text[plain] >= ' ' && text[plain] != '"' && text[plain] != '\\')
        plain++;
    begin_value(writer, name);
    g_string_append_c(writer->out, '"');
    if (text[plain]) {
        escaped = g_string_new_len(text, (gssize)plain);
        for (const char *c = text + plain; *c; c++)
            if ((guchar)*c < ' ' || *c == '"' || *c == '\\')
                escape(escaped, (guchar)*c);
            else
                g_string_append_c(escaped, *c);
    }
    clean_append_json(writer->out, escaped ? escaped->str : text, escaped ? escaped->len : plain);
    g_string_append_c(writer->out, '"');
}

void json_writer_number(JsonWriter *writer, const char *name, guint64 number)
{
    begin_value(writer, name);
    g_string_append_printf(writer->out, "%" G_GUINT64_FORMAT, number);
}

void json_writer_flag(JsonWriter *writer, const char *name, gboolean flag)
{
    begin_value(writer, name);
    g_string_append(writer->out, flag ? "true" : "false");
}

void json_writer_tree(JsonWriter *writer, const char *name, json_t *tree)
{
    char *text = json_dumps(tree, OUTPUT_JSON | JSON_ENCODE_ANY);
    begin_value(writer, name);
    for (const char *line = text ? text : "null"; *line;) { /* a text has no line end in it */
        gsize len = strcspn(line, "\n");
        clean_append_json(writer->out, line, len);
        line += len;
        if (*line == '\n') {
            begin_line(writer);
            line++;
        }
    }
    free(text);
    json_decref(tree);
}
