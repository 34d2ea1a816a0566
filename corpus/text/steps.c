#include "corpus/text/steps.h"

#include <string.h>

#include "corpus/text/event.h"

typedef struct {
    const char *text, *date, *event;
    StepFound found;
    gpointer data;
} Telling;

/* The step that bytes [START, END) tell, and the verdict that it came of. */
static void tell_step(const Telling *telling, size_t start, size_t end, const DateSpan *span)
{
    g_autofree char *upto = g_strndup(telling->text, end);
    EventReading told = event_read_after(upto, start);
    g_autofree char *own = g_strstrip(g_strdup(upto + start));
    if (g_str_has_suffix(own, "，"))
        own[strlen(own) - strlen("，")] = '\0';
    Progress step = {.date = (char *)(span && span->date ? span->date : telling->date),
                     .until = span ? span->until : NULL,
                     .event = (char *)told.verdict,
                     .text = own};
    if (told.verdict)
        telling->found(&step, telling->data);
    step.event = (char *)(told.event ? told.event : telling->event);
    telling->found(&step, telling->data);
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

void steps_find(const char *text, const DateFinder *dates, const char *date, const char *event, StepFound found,
                gpointer data)
{
    const Telling telling = {text, date, event, found, data};
    g_autoptr(GArray) spans = date_finder_find(dates, text);
    const DateSpan *first = spans->len ? &g_array_index(spans, DateSpan, 0) : NULL;
    size_t start = 0;
    for (guint i = 1; i < spans->len; i++) {
        const DateSpan *span = &g_array_index(spans, DateSpan, i);
        size_t cut = clause_start(text, span->start);
        g_autofree char *before = g_strndup(text, cut);
        if (cut <= start || !event_read_after(before, start).event ||
            !event_read_after(text, cut).event)
            continue;
        tell_step(&telling, start, cut, first);
        start = cut;
        first = span;
    }
    tell_step(&telling, start, strlen(text), first);
}
