/* An item is cut into parts that each tell one event of some documents; each part becomes a step of
 * each of its documents. An item that is about no document is a record of kind news. */
#include "corpus/bulletin/item.h"

#include <string.h>

#include "corpus/bulletin/mention.h"
#include "corpus/bulletin/step.h"
#include "corpus/text/event.h"
#include "number/number.h"

/* No news is longer; what is has no end that was seen. */
enum { MAX_ITEM = 32 << 10 };

void item_free(Item *item)
{
    if (!item)
        return;
    g_free(item->section);
    g_string_free(item->heading, TRUE);
    g_string_free(item->text, TRUE);
    g_free(item);
}

/* What is known of an item while it is read. */
typedef struct {
    Bulletin *bulletin;
    const Item *item;
    char *all;      /* heading, newline, text */
    size_t body;    /* where the text begins in it */
    GArray *spans;  /* DateSpan, of all */
    GArray *mentions;
    GArray *parts;  /* Part */
    EventTold heading_told;
    const char *heading_event;
} Reading;

/* Bytes [start, core) are the part's own sentence, [core, end) the ones after it that name nothing. */
typedef struct {
    size_t start, core, end;
    guint first, last; /* mentions [first, last) */
    size_t sentence; /* where the sentence begins that the part is of */
    size_t dated;    /* where its dates begin: those before are of what led to it */
    EventTold told;
    const char *event;
    const char *verdict; /* a vote or review that led to the event, or NULL */
    const DateSpan *span;
    const char *until;
} Part;

static const Mention *mention_at(const Reading *reading, guint i)
{
    return &g_array_index(reading->mentions, Mention, i);
}

static Part *part_at(const Reading *reading, guint i)
{
    return &g_array_index(reading->parts, Part, i);
}

/* What bytes [START, END) tell, of a sentence that begins at byte SENTENCE. */
static EventReading read_event(const Reading *reading, size_t sentence, size_t start, size_t end)
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

static Clause next_clause(const Reading *reading, size_t start)
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

static gboolean is_subject_in(const Reading *reading, guint m, size_t start, size_t end)
{
    const Mention *mention = mention_at(reading, m);
    return mention->role == MENTION_SUBJECT && mention->start >= start && mention->start < end;
}

/* The first subject in [START, END), and in *LAST the place after the last; mentions->len if none. */
static guint subjects_in(const Reading *reading, size_t start, size_t end, guint *last)
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
static const DateSpan *date_in(const Reading *reading, size_t start, size_t end)
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
static gboolean tells_dated(const Reading *reading, size_t sentence, size_t start, size_t end)
{
    const DateSpan *span = date_in(reading, start, end);
    if (!span || span->end >= end)
        return FALSE;
    EventReading read = read_event(reading, sentence, span->end, end);
    return read.told == EVENT_TOLD && strcmp(read.event, "实施") != 0;
}

static gboolean ends_with(const Reading *reading, size_t end, const char *mark)
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
static Part *begin_part(Reading *reading, const Place *place, size_t from, Clause c, guint first,
                        guint last)
{
    if (reading->parts->len) {
        Part *before = part_at(reading, reading->parts->len - 1);
        before->end = MIN(before->end, from);
        before->core = MIN(before->core, before->end);
    }
    Part part = {.start = from, .core = c.end, .end = c.end, .first = first, .last = last,
                 .sentence = place->sentence, .dated = from};
    g_array_append_val(reading->parts, part);
    return part_at(reading, reading->parts->len - 1);
}

static void go_on_with(Part *part, Clause c, gboolean own_sentence, EventTold told)
{
    if (own_sentence)
        part->core = c.end;
    part->end = c.end;
    part->told = MAX(part->told, told);
}

/* Cuts [START, END) of the text into parts: one begins with the sentence that names a subject, and
 * within a sentence with a clause that names one and tells an event, after another did, or that tells
 * what became of the same subjects on a date of its own. A clause that has only a date goes with the
 * one after it. */
static void cut_parts(Reading *reading, size_t start, size_t end)
{
    Part *part = NULL;
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
static gboolean named_again(const Reading *reading, const Mention *mention)
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

/* The documents that only the heading names are told of by the whole text. */
static void add_heading_part(Reading *reading)
{
    guint last, first = subjects_in(reading, 0, reading->body, &last);
    while (first < last && named_again(reading, mention_at(reading, first)))
        first++;
    if (first < last) {
        Part part = {.core = reading->body, .end = strlen(reading->all), .first = first, .last = last};
        g_array_append_val(reading->parts, part);
    }
}

/* Events and dates */

/* Whether a part before part P tells EVENT, which is the heading's. */
static gboolean told_before(const Reading *reading, guint p, const char *event)
{
    for (guint i = 0; i < p; i++)
        if (g_strcmp0(part_at(reading, i)->event, event) == 0)
            return TRUE;
    return FALSE;
}

static void find_event(Reading *reading, guint p)
{
    Part *part = part_at(reading, p);
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

/* Whether what stands before SPAN names it as another date than the step's: 实施日期：5月1日. */
static gboolean is_named_effect(const Reading *reading, const DateSpan *span)
{
    static const char *const labels[] = {"实施日期", "实施时间", "施行日期", "生效日期"};
    static const char *const marks[] = {"：", ":", "为", "是", " "};
    size_t from = span->start > 60 ? span->start - 60 : 0;
    g_autofree char *before = g_strndup(reading->all + from, span->start - from);
    for (size_t i = 0; i < G_N_ELEMENTS(marks);) {
        gboolean marked = g_str_has_suffix(before, marks[i]);
        if (marked)
            before[strlen(before) - strlen(marks[i])] = '\0';
        i = marked ? 0 : i + 1; /* before a mark may stand another */
    }
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (g_str_has_suffix(before, labels[i]))
            return TRUE;
    return FALSE;
}

/* 自5月1日起实施, 实施日期：5月1日: not when the step was. */
static gboolean tells_effect(const Reading *reading, const DateSpan *span)
{
    if (is_named_effect(reading, span))
        return TRUE;
    static const char *const words[] = {"起", "日", "正式", "开始", " ", "将"};
    const char *p = reading->all + span->end;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(p, words[i])) {
            p += strlen(words[i]);
            i = (size_t)-1;
        }
    return g_str_has_prefix(p, "实施") || g_str_has_prefix(p, "施行");
}

/* Whether SPAN is when something happened: not a date of effect, nor one that is planned (拟于6月). */
static gboolean is_of_step(const Reading *reading, const DateSpan *span)
{
    const char *text = reading->all + (span->start < reading->body ? 0 : reading->body);
    return !tells_effect(reading, span) &&
           event_stands(text, reading->all + span->start, span->end - span->start);
}

/* The date that counts for PART: of 征求意见 the period, else the first. */
static const DateSpan *find_date(const Reading *reading, const Part *part)
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
static const DateSpan *date_before(const Reading *reading, const Part *part)
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
static void find_events(Reading *reading)
{
    g_autofree char *heading = g_strndup(reading->all, reading->body);
    reading->heading_told = event_read(heading, &reading->heading_event);
    for (guint i = 0; i < reading->parts->len; i++) {
        Part *part = part_at(reading, i), *before = i ? part_at(reading, i - 1) : NULL;
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

/* Records */

static Record *find_record(Bulletin *bulletin, const Mention *mention)
{
    Record *record = mention->id ? g_hash_table_lookup(bulletin->by_id, mention->id) : NULL;
    if (!record && !mention->id)
        record = bulletin_find_title(bulletin, mention->title);
    return record;
}

static Record *new_record(const Reading *reading, const Mention *mention)
{
    Bulletin *bulletin = reading->bulletin;
    g_autofree char *provisional = mention->id ? NULL : record_provisional_id(mention->title);
    Record *record = record_new();
    record_set_text(record, FIELD_ID, mention->id ? mention->id : provisional, -1);
    if (mention->title)
        record_set_text(record, FIELD_TITLE_ZH, mention->title, -1);
    const Source at = bulletin_place(bulletin, reading->item->first);
    record_add_source(record, &at);
    return bulletin_add(bulletin, record);
}

/* Whether the words around the titles of PART speak of standards at all, and not of a magazine or a
 * film. */
static gboolean speaks_of_standards(const Reading *reading, const Part *part)
{
    static const char *const words[] = {"标准", "草案", "意见稿", "送审稿", "报批稿", "项目", "计划", NULL};
    g_autoptr(GString) around = g_string_new_len(reading->all, (gssize)reading->body);
    size_t from = part->start;
    for (guint i = part->first; i < part->last; i++) {
        const Mention *mention = mention_at(reading, i);
        if (mention->start > from)
            g_string_append_len(around, reading->all + from, (gssize)(mention->start - from));
        from = MAX(from, mention->end);
    }
    if (part->end > from)
        g_string_append_len(around, reading->all + from, (gssize)(part->end - from));
    g_string_append(around, reading->item->section ? reading->item->section : "");
    for (const char *const *word = words; *word; word++)
        if (strstr(around->str, *word))
            return TRUE;
    return FALSE;
}

/* The record that MENTION is about, made if the bulletin has none and the news tells a step of its
 * life: one that it only speaks of is not new. */
static Record *record_of(const Reading *reading, const Part *part, const Mention *mention)
{
    Bulletin *bulletin = reading->bulletin;
    Record *record = find_record(bulletin, mention);
    Mention named = {.id = mention->named, .title = mention->title};
    gboolean known = (part->event || (mention->title && part->told == EVENT_DENIED)) &&
                     (mention->id || speaks_of_standards(reading, part));
    if (!record && !mention->named && mention->id && mention->title) {
        g_autoptr(Number) got = number_parse(mention->id, -1);
        Record *draft = bulletin_find_title(bulletin, mention->title);
        const char *old = draft ? record_text(draft, FIELD_ID) : NULL;
        if (draft && got && step_can_become(old, got) && step_same_edition(bulletin, old, got))
            return step_rename(bulletin, draft, mention->id);
    }
    if (!mention->named)
        return record ? record : known ? new_record(reading, mention) : NULL;
    g_autoptr(Number) number = number_parse(mention->named, -1);
    const char *old = record ? record_text(record, FIELD_ID) : mention->id;
    if (old && number && !step_can_become(old, number)) {
        Record *other = g_hash_table_lookup(bulletin->by_id, mention->named);
        return other ? other : new_record(reading, &named);
    }
    record = record ? record : new_record(reading, mention);
    return step_rename(bulletin, record, mention->named);
}

/* Adds STEP, which PART tells, to RECORD, and before it the verdict that it came of. */
static void add_steps(Record *record, Progress step, const Part *part)
{
    step.event = (char *)part->verdict;
    if (part->verdict)
        step_add(record, &step);
    step.event = (char *)part->event;
    step_add(record, &step);
}

static gboolean attach(const Reading *reading, const Part *part)
{
    Bulletin *bulletin = reading->bulletin;
    const Item *item = reading->item;
    gboolean asks = g_strcmp0(part->event, "征求意见") == 0, any = FALSE;
    const DateSpan *span = part->span;
    const char *date = span && span->date ? span->date : bulletin->date;
    const char *until = span && (span->date || asks) ? part->until : NULL;
    Progress step = {(char *)date, (char *)until, (char *)part->event,
                     *item->text->str ? item->text->str : item->heading->str, bulletin->name,
                     item->section, *item->heading->str ? item->heading->str : NULL};
    for (guint i = part->first; i < part->last; i++) {
        const Mention *mention = mention_at(reading, i);
        Record *record =
            mention->role == MENTION_SUBJECT ? record_of(reading, part, mention) : NULL;
        if (!record)
            continue;
        any = TRUE;
        add_steps(record, step, part);
        Record *draft = mention->id && mention->title
                            ? bulletin_find_title(bulletin, mention->title)
                            : NULL;
        g_autoptr(Number) number = draft ? number_parse(mention->id, -1) : NULL;
        if (draft && draft != record && step_same_edition(bulletin, record_text(draft, FIELD_ID), number))
            add_steps(draft, step, part);
    }
    return any;
}

/* Relations */

/* The only subject of the item, or the one before mention M in its sentence. */
static const Mention *subject_of(const Reading *reading, guint m)
{
    const Mention *found = NULL;
    guint count = 0;
    if (m > 0 && mention_at(reading, m - 1)->role == MENTION_SUBJECT) {
        const Mention *before = mention_at(reading, m - 1);
        g_autofree char *gap = g_strndup(reading->all + before->end,
                                         mention_at(reading, m)->start - before->end);
        if (!strstr(gap, "。") && !strstr(gap, "；"))
            return before;
    }
    for (guint i = 0; i < reading->mentions->len; i++)
        if (mention_at(reading, i)->role == MENTION_SUBJECT) {
            found = mention_at(reading, i);
            count++;
        }
    return count == 1 ? found : NULL;
}

static gboolean has_relation(const Record *record, const char *type, const char *to)
{
    const GPtrArray *list = record->values[FIELD_RELATIONS].list;
    for (guint i = 0; list && i < list->len; i++) {
        const Relation *relation = list->pdata[i];
        if (strcmp(relation->type, type) == 0 && strcmp(relation->to, to) == 0)
            return TRUE;
    }
    return FALSE;
}

static void add_relations(const Reading *reading)
{
    for (guint i = 0; i < reading->mentions->len; i++) {
        const Mention *mention = mention_at(reading, i);
        const char *type = mention->role == MENTION_REPLACED  ? "replaces"
                           : mention->role == MENTION_ADOPTED ? "adopts"
                                                              : NULL;
        const Mention *subject = type && mention->id ? subject_of(reading, i) : NULL;
        Mention named = {.id = subject ? subject->named : NULL};
        Record *record = named.id ? find_record(reading->bulletin, &named) : NULL;
        record = record || !subject ? record : find_record(reading->bulletin, subject);
        if (record && !has_relation(record, type, mention->id) &&
            strcmp(record_text(record, FIELD_ID), mention->id) != 0)
            record_add_relation(record, type, mention->degree, mention->id);
    }
}

/* News of their own */

/* The first sentence, as the heading of an item that has none. */
static char *first_sentence(const char *text)
{
    const char *end = strstr(text, "。");
    return end && end - text < 240 ? g_strndup(text, (gsize)(end - text)) : g_strdup(text);
}

static void keep_as_record(const Reading *reading)
{
    Bulletin *bulletin = reading->bulletin;
    const Item *item = reading->item;
    Record *record = record_new();
    g_autofree char *id =
        g_strdup_printf("news %s %d.%d", bulletin->issue, item->chapter, item->place);
    g_autofree char *heading =
        *item->heading->str ? g_strdup(item->heading->str) : first_sentence(item->text->str);
    const DateSpan *span = NULL;
    for (guint i = 0; !span && i < reading->spans->len; i++) {
        const DateSpan *next = &g_array_index(reading->spans, DateSpan, i);
        span = next->start >= reading->body && next->date ? next : NULL;
    }
    record_set_text(record, FIELD_ID, id, -1);
    record_set_text(record, FIELD_KIND, "news", -1);
    record_set_text(record, FIELD_TITLE_ZH, heading, -1);
    record_set_text(record, FIELD_SCOPE_ZH, item->text->str, -1);
    record_set_text(record, FIELD_PUBLISHED, span ? span->date : bulletin->date, -1);
    if (item->section) {
        record->extra = json_object();
        json_object_set_new(record->extra, "section", json_string(item->section));
    }
    for (guint i = 0; i < reading->mentions->len; i++) {
        const Mention *mention = mention_at(reading, i);
        if (mention->id && !has_relation(record, "cites", mention->id))
            record_add_relation(record, "cites", NULL, mention->id);
    }
    const Source at = bulletin_place(bulletin, item->first);
    record_add_source(record, &at);
    bulletin_add(bulletin, record);
}

static void reject_unclosed(const Reading *reading, int unclosed)
{
    if (unclosed)
        bulletin_miss(reading->bulletin, reading->item->first,
                      "a 《 that no 》 answers: where the title ends cannot be told, so it is left "
                      "out; add the 》");
}

static void reject_year(const Reading *reading)
{
    if (date_finder_lacks_year(reading->bulletin->dates, reading->all))
        bulletin_miss(reading->bulletin, reading->item->first,
                      "a date without a year, and nothing tells the year of the bulletin; name "
                      "the file by its month (2024-02.txt)");
}

static void finish(GString *text)
{
    g_autofree char *normal = mentions_normal_marks(text->str);
    text_finish_prose(normal);
    g_string_assign(text, normal);
}

void item_read(Bulletin *bulletin, Item *item)
{
    finish(item->heading);
    finish(item->text);
    if (!item->heading->len && !item->text->len)
        return;
    if (item->heading->len + item->text->len > MAX_ITEM) {
        bulletin_reject(bulletin, item->first, item->end,
                        "a news item of more than %d KiB: its end was not found", MAX_ITEM >> 10);
        return;
    }
    g_autofree char *all = g_strdup_printf("%s\n%s", item->heading->str, item->text->str);
    int unclosed;
    g_autoptr(GArray) spans = date_finder_find(bulletin->dates, all);
    g_autoptr(GArray) mentions = mentions_find(all, &unclosed);
    g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(Part));
    Reading reading = {.bulletin = bulletin, .item = item, .all = all, .spans = spans,
                       .mentions = mentions, .parts = parts,
                       .body = (size_t)(strchr(all, '\n') - all) + 1};
    gboolean any = FALSE;
    cut_parts(&reading, reading.body, strlen(all));
    add_heading_part(&reading);
    find_events(&reading);
    for (guint i = 0; i < parts->len; i++)
        any = attach(&reading, part_at(&reading, i)) || any;
    add_relations(&reading);
    if (!any)
        keep_as_record(&reading);
    reject_unclosed(&reading, unclosed);
    reject_year(&reading);
}
