/* What of a hit is shown. */
#include "search/answer/answer.h"

gboolean answer_hit(Answer *answer, guint i, gboolean with_record, AnswerHit *out, GError **error)
{
    const SearchHit *hit = &g_array_index(answer->hits, SearchHit, i);
    Index *index = answer->searcher->index;
    *out = (AnswerHit){answer->options.offset + i + 1, hit,
                       with_record ? index_record(index, hit->docid, error) : NULL};
    highlighter_set_held(answer->highlighter, hit->expansions);
    return out->record || !with_record;
}

void answer_hit_clear(AnswerHit *hit)
{
    record_free(hit->record);
    hit->record = NULL;
}

Snippet *answer_title(Answer *answer, const char *text)
{
    return snippet_new(answer->highlighter, text, 0);
}

Snippet *answer_passage(Answer *answer, const Record *record, guint columns, RecordText *from)
{
    g_autoptr(GArray) texts = record_texts(record, SCOPE_FIELDS);
    Snippet *best = NULL;
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        Snippet *snippet = snippet_new(answer->highlighter, text->text, columns);
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

GPtrArray *answer_approximate(const Answer *answer, const SearchHit *hit)
{
    const GArray *all = answer->terms->expansions;
    guint32 told = expansions_told(all, hit->expansions);
    GPtrArray *words = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++)
        if (told & 1u << i)
            g_ptr_array_add(words, g_array_index(all, Expansion, i).text);
    return words;
}

const char *answer_value(const Answer *answer, const Record *record, FieldId field)
{
    return field == FIELD_STATUS ? record_status_on(record, answer->searcher->today)
                                 : record_text(record, field);
}
