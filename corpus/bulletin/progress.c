/* What a sentence tells of a document's progress: dated, typed steps. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "corpus/text/event.h"

/* The step that bytes [START, END) of TEXT tell, and the verdict that it came of. EVENT: where they tell
 * none. */
static void add_step(Bulletin *bulletin, Record *record, const char *text, size_t start, size_t end,
                     const DateSpan *span, const char *date, const char *event)
{
    g_autofree char *upto = g_strndup(text, end);
    EventReading told = event_read_after(upto, start);
    g_autofree char *own = g_strstrip(g_strdup(upto + start));
    if (g_str_has_suffix(own, "，"))
        own[strlen(own) - strlen("，")] = '\0';
    Progress progress = {(char *)(span && span->date ? span->date : date), span ? span->until : NULL,
                         (char *)told.verdict, own, bulletin->name, NULL, NULL};
    if (told.verdict)
        record_add_progress(record, &progress);
    progress.event = (char *)(told.event ? told.event : event);
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
        g_autofree char *before = g_strndup(text, cut);
        if (cut <= start || !event_read_after(before, start).event ||
            !event_read_after(text, cut).event)
            continue;
        add_step(bulletin, record, text, start, cut, first, date, event);
        start = cut;
        first = span;
    }
    add_step(bulletin, record, text, start, strlen(text), first, date, event);
}
