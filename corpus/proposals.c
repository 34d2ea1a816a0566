#include "corpus/proposals.h"

#include <string.h>

#include "corpus/read/sink.h"
#include "corpus/reader.h"
#include "corpus/record/texts.h"
#include "corpus/text/text.h"
#include "messages/messages.h"

static gboolean keep_record(Record *record, gpointer records)
{
    g_ptr_array_add(records, record);
    return TRUE;
}

static gboolean give(const Record *record, ProposalFound found, gpointer data)
{
    g_autoptr(GArray) scopes = record_texts(record, SCOPE_FIELDS);
    const char *title = record_title(record);
    if (!title || g_strcmp0(record_text(record, FIELD_KIND), "news") == 0)
        return TRUE;
    return found(title, scopes->len ? g_array_index(scopes, RecordText, 0).text : NULL, data);
}

static gboolean join_text(const ReaderText *text, gpointer lines)
{
    for (guint i = 0; i < text->count; i++)
        if (*text->cells[i])
            g_ptr_array_add(lines, g_strdup(text->cells[i]));
    return TRUE;
}

/* The first line is the title, the others are joined. */
static void give_text(const GPtrArray *lines, ProposalFound found, gpointer data)
{
    g_autoptr(GString) scope = g_string_new(NULL);
    g_autofree char *title = text_finish_title(lines->pdata[0]);
    for (guint i = 1; i < lines->len; i++)
        text_join(scope, lines->pdata[i], strlen(lines->pdata[i]));
    found(title, scope->len ? scope->str : NULL, data);
}

gboolean proposals_read(const char *file, ProposalFound found, gpointer data, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    const ReaderSink whole = {.record = keep_record, .data = records}, text = {.data = lines, .text = join_text};
    gboolean more = TRUE;
    if (strcmp(file, "-") != 0 && reader_read(file, &whole, NULL)) {
        for (guint i = 0; i < records->len && more; i++)
            more = give(records->pdata[i], found, data);
        return TRUE;
    }
    if (!reader_read(file, &text, error))
        return FALSE;
    if (lines->len)
        give_text(lines, found, data);
    else
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: there is no text in it"), file);
    return lines->len > 0;
}
