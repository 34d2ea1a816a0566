#include "search/passage/passage.h"

Snippet *passage_of_record(Highlighter *highlighter, const Record *record, guint columns,
                           RecordText *from)
{
    g_autoptr(GArray) texts = record_texts(record, SCOPE_FIELDS);
    Snippet *best = NULL;
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        Snippet *snippet = snippet_new(highlighter, text->text, columns);
        if (best && snippet->weight <= best->weight) {
            snippet_free(snippet);
            continue;
        }
        snippet_free(best);
        best = snippet;
        *from = *text;
    }
    return best;
}
