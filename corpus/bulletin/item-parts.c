/* A news item's text, cut into parts; their events and dates. */
#include "corpus/bulletin/item-parts.h"

#include <string.h>

/* What bytes [START, END) tell, of a sentence that begins at byte SENTENCE. */
static EventReading read_event(const ItemReading *reading, size_t sentence, size_t start, size_t end)
{
    g_autofree char *piece = g_strndup(reading->all + sentence, end - sentence);
    return event_read_after(piece, start - sentence);
}

/* Clauses */

typedef struct {
    size_t start, end;
    gboolean ends_sentence;
} Clause;

/* The bytes of the mark that ends a clause at P, 0 if none does. A comma in digits is none. */
static size_t clause_mark(const char *p, gboolean *ends_sentence)
{
    static const char *const marks[] = {"。", "！", "？", "\n", "；", ";", "，", ","};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(p, marks[i])) {
            *ends_sentence = i < 4;
            return strlen(marks[i]);
        }
    return 0;
}

static Clause next_clause(const ItemReading *reading, size_t start)
{
    const char *p = reading->all + start;
    gboolean ends = TRUE;
    for (guint m = 0; *p;) {
        size_t place = (size_t)(p - reading->all), mark = clause_mark(p, &ends);
        while (m < reading->mentions->len && mention_at(reading, m)->end <= place)
            m++;
        gboolean inside = m < reading->mentions->len && mention_at(reading, m)->start <= place;
        if (mark && !inside)
            return (Clause){start, place + mark, ends};
        p = g_utf8_next_char(p);
    }
    return (Clause){start, (size_t)(p - reading->all), TRUE};
}

static gboolean is_subject_in(const ItemReading *reading, guint m, size_t start, size_t end)
{
    const Mention *mention = mention_at(reading, m);
    return mention->role == MENTION_SUBJECT && mention->start >= start && mention->start < end;
}

/* The first subject in [START, END), and in *LAST the place after the last; mentions->len if none. */
static guint subjects_in(const ItemReading *reading, size_t start, size_t end, guint *last)
{
    guint first = reading->mentions->len;
    *last = first;
    for (guint i = 0; i < reading->mentions->len; i++) {
        if (!is_subject_in(reading, i, start, end))
            continue;
        first = MIN(first, i);
        *last = i + 1;
    }
    return first;
}

/* The first date in [START, END), or NULL. */
static const DateSpan *date_in(const ItemReading *reading, size_t start, size_t end)
{
    for (guint i = 0; i < reading->spans->len; i++) {
        const DateSpan *span = &g_array_index(reading->spans, DateSpan, i);
        if (span->date && span->start >= start && span->start < end)
            return span;
    }
    return NULL;
}

/* Whether [START, END), of the sentence that begins at SENTENCE, tells what happened on a date of its
 * own, which stands before it. When something comes into effect is no step. */
static gboolean tells_dated(const ItemReading *reading, size_t sentence, size_t start, size_t end)
{
    const DateSpan *span = date_in(reading, start, end);
    if (!span || span->end >= end)
        return FALSE;
    EventReading read = read_event(reading, sentence, span->end, end);
    return read.told == EVENT_TOLD && strcmp(read.event, "实施") != 0;
}

static gboolean ends_with(const ItemReading *reading, size_t end, const char *mark)
{
    size_t len = strlen(mark);
    return end >= len && strncmp(reading->all + end - len, mark, len) == 0;
}

/* Where clauses are in what was read of their sentence. */
typedef struct {
    size_t sentence; /* where it begins */
    size_t dated;    /* where the clauses begin that only have a date and go with the next; 0: none */
} Place;

/* Begins a part at FROM, with clause C and subjects [FIRST, LAST); it ends the part before it. */
static ItemPart *begin_part(ItemReading *reading, const Place *place, size_t from, Clause c, guint first,
                        guint last)
{
    if (reading->parts->len) {
        ItemPart *before = part_at(reading, reading->parts->len - 1);
        before->end = MIN(before->end, from);
        before->core = MIN(before->core, before->end);
    }
    ItemPart part = {.start = from, .core = c.end, .end = c.end, .first = first, .last = last,
                 .sentence = place->sentence, .dated = from};
    g_array_append_val(reading->parts, part);
    return part_at(reading, reading->parts->len - 1);
}

static void go_on_with(ItemPart *part, Clause c, gboolean own_sentence, EventTold told)
{
    if (own_sentence)
        part->core = c.end;
    part->end = c.end;
    part->told = MAX(part->told, told);
}

void item_cut_parts(ItemReading *reading, size_t start, size_t end)
{
    ItemPart *part = NULL;
    gboolean new_sentence = TRUE;
    Place place = {start, 0};
    for (Clause c = {start, start, FALSE}; c.end < end;) {
        guint last;
        c = next_clause(reading, c.end);
        if (new_sentence)
            place = (Place){c.start, 0};
        guint first = subjects_in(reading, c.start, c.end, &last);
        EventTold told = read_event(reading, place.sentence, c.start, c.end).told;
        gboolean names = first < reading->mentions->len;
        gboolean own_sentence = part && part->start >= place.sentence;
        size_t from = place.dated ? place.dated : c.start;
        gboolean dated = !names && own_sentence &&
                         tells_dated(reading, place.sentence, from, c.end);
        if (names && (!own_sentence || (part->told != EVENT_NONE && told != EVENT_NONE))) {
            part = begin_part(reading, &place, own_sentence ? from : place.sentence, c, first, last);
            part->told = told;
        } else if (dated && part->told == EVENT_TOLD) {
            part = begin_part(reading, &place, from, c, part->first, part->last);
            part->told = told;
        } else if (part) {
            part->dated = dated ? from : part->dated;
            go_on_with(part, c, own_sentence, told);
            part->last = names ? last : part->last;
        }
        gboolean goes_on = !c.ends_sentence && !ends_with(reading, c.end, "；");
        place.dated = goes_on && !names && told == EVENT_NONE && date_in(reading, c.start, c.end)
                          ? c.start
                          : 0;
        new_sentence = c.ends_sentence;
    }
}

/* Whether the text names MENTION of the heading again. */
static gboolean named_again(const ItemReading *reading, const Mention *mention)
{
    for (guint i = 0; i < reading->mentions->len; i++) {
        const Mention *other = mention_at(reading, i);
        if (other->start < reading->body || other->role != MENTION_SUBJECT)
            continue;
        if ((mention->id && g_strcmp0(mention->id, other->id) == 0) ||
            (mention->title && g_strcmp0(mention->title, other->title) == 0))
            return TRUE;
    }
    return FALSE;
}

void item_add_heading_part(ItemReading *reading)
{
    guint last, first = subjects_in(reading, 0, reading->body, &last);
    while (first < last && named_again(reading, mention_at(reading, first)))
        first++;
    if (first < last) {
        ItemPart part = {.core = reading->body, .end = strlen(reading->all), .first = first, .last = last};
        g_array_append_val(reading->parts, part);
    }
}

/* Events and dates */

/* Whether a part before part P tells EVENT, which is the heading's. */
static gboolean told_before(const ItemReading *reading, guint p, const char *event)
{
    for (guint i = 0; i < p; i++)
        if (g_strcmp0(part_at(reading, i)->event, event) == 0)
            return TRUE;
    return FALSE;
}

static void find_event(ItemReading *reading, guint p)
{
    ItemPart *part = part_at(reading, p);
    EventReading own = read_event(reading, part->sentence, part->start, part->core);
    EventReading later = read_event(reading, part->core, part->core, part->end);
    EventTold after = later.told;
    part->told = own.told;
    part->event = own.event;
    part->verdict = own.verdict;
    if (part->told == EVENT_TOLD && after == EVENT_TOLD && reading->parts->len == 1 &&
        strcmp(part->event, "起草") == 0) /* …已形成征求意见稿。现公开征求意见。 */
        part->event = later.event;
    if (part->told == EVENT_TOLD || part->told == EVENT_DENIED)
        return;
    if (reading->heading_told == EVENT_TOLD && !told_before(reading, p, reading->heading_event) &&
        !(part->told == EVENT_NONE && after == EVENT_TOLD)) {
        part->event = reading->heading_event;
    } else if (after == EVENT_TOLD || (part->told == EVENT_NONE && after == EVENT_WEAK)) {
        part->event = later.event;
    } else if (part->told == EVENT_NONE && reading->heading_told == EVENT_WEAK && p == 0) {
        part->event = reading->heading_event;
    }
}

/* Whether SPAN is when something happened: not a date of effect, nor one that is planned (拟于6月). */
static gboolean is_of_step(const ItemReading *reading, const DateSpan *span)
{
    const char *text = reading->all + (span->start < reading->body ? 0 : reading->body);
    return !item_tells_effect(reading, span) &&
           event_stands(text, reading->all + span->start, span->end - span->start);
}

/* The date that counts for PART: of 征求意见 the period, else the first. */
static const DateSpan *find_date(const ItemReading *reading, const ItemPart *part)
{
    gboolean asks = g_strcmp0(part->event, "征求意见") == 0;
    gboolean effect = g_strcmp0(part->event, "实施") == 0;
    const DateSpan *first = NULL;
    for (guint i = 0; i < reading->spans->len; i++) {
        const DateSpan *span = &g_array_index(reading->spans, DateSpan, i);
        if (span->start < part->dated || span->start >= part->end)
            continue;
        if (asks && span->until)
            return span;
        if (!first && span->date && (effect || is_of_step(reading, span)))
            first = span;
    }
    return first;
}

/* The last date that the item tells before PART: 同日 and sentences without one go on with it. */
static const DateSpan *date_before(const ItemReading *reading, const ItemPart *part)
{
    const DateSpan *found = NULL;
    for (guint i = 0; i < reading->spans->len; i++) {
        const DateSpan *span = &g_array_index(reading->spans, DateSpan, i);
        if (span->start < part->start && span->date && is_of_step(reading, span))
            found = span;
    }
    return found;
}

/* A date from before has its period only where the same 征求意见 goes on. */
void item_find_events(ItemReading *reading)
{
    g_autofree char *heading = g_strndup(reading->all, reading->body);
    reading->heading_told = event_read(heading, &reading->heading_event);
    for (guint i = 0; i < reading->parts->len; i++) {
        ItemPart *part = part_at(reading, i), *before = i ? part_at(reading, i - 1) : NULL;
        find_event(reading, i);
        part->span = find_date(reading, part);
        part->until = part->span ? part->span->until : NULL;
        if (part->span)
            continue;
        part->span = date_before(reading, part);
        if (before && before->span == part->span && g_strcmp0(before->event, part->event) == 0)
            part->until = before->until;
    }
}
