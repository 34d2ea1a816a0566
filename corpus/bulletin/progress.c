/* What a sentence tells of a document's progress: dated, typed steps. */
#include <string.h>

#include "corpus/bulletin/private.h"

static void add_step(Bulletin *bulletin, Record *record, const char *text, const DateSpan *span,
                     const char *date, const char *event)
{
    const char *told = words_event(text);
    Progress progress = {(char *)(span && span->date ? span->date : date), span ? span->until : NULL,
                         (char *)(told ? told : event), (char *)text, bulletin->name, NULL, NULL};
    record_add_progress(record, &progress);
}

/* Where the clause that holds byte AT begins: after the last 。；， before it. */
static size_t clause_start(const char *text, size_t at)
{
    static const char *const marks[] = {"。", "；", "，"};
    size_t start = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *mark = g_strrstr_len(text, (gssize)at, marks[i]);
        if (mark)
            start = MAX(start, (size_t)(mark - text) + strlen(marks[i]));
    }
    return start;
}

/* Clauses that have a date of their own and tell an event become steps of their own. */
void bulletin_add_progress(Bulletin *bulletin, Record *record, const char *text, const char *date,
                           const char *event)
{
    g_autoptr(GArray) spans = date_finder_find(bulletin->dates, text);
    const DateSpan *first = spans->len ? &g_array_index(spans, DateSpan, 0) : NULL;
    size_t start = 0;
    for (guint i = 1; i < spans->len; i++) {
        const DateSpan *span = &g_array_index(spans, DateSpan, i);
        size_t cut = clause_start(text, span->start);
        g_autofree char *before = g_strndup(text + start, cut > start ? cut - start : 0);
        if (cut <= start || !words_event(before) || !words_event(text + cut))
            continue;
        g_strstrip(before);
        if (g_str_has_suffix(before, "，"))
            before[strlen(before) - strlen("，")] = '\0';
        add_step(bulletin, record, before, first, date, event);
        start = cut;
        first = span;
    }
    add_step(bulletin, record, text + start, first, date, event);
}
