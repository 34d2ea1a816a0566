/* An item is cut into parts that each tell one event of some documents; each part becomes a step of
 * each of its documents. An item that is about no document is a record of kind news. */
#include "corpus/bulletin/item-parts.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin/step.h"
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

/* Records */

static Record *find_record(Bulletin *bulletin, const Mention *mention)
{
    Record *record = mention->id ? g_hash_table_lookup(bulletin->by_id, mention->id) : NULL;
    if (!record && !mention->id)
        record = bulletin_find_title(bulletin, mention->title);
    return record;
}

static Record *new_record(const ItemReading *reading, const Mention *mention)
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
static gboolean speaks_of_standards(const ItemReading *reading, const ItemPart *part)
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
static Record *record_of(const ItemReading *reading, const ItemPart *part, const Mention *mention)
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
static void add_steps(Record *record, Progress step, const ItemPart *part)
{
    step.event = (char *)part->verdict;
    if (part->verdict)
        step_add(record, &step);
    step.event = (char *)part->event;
    step_add(record, &step);
}

/* Sets when RECORD comes into effect, unless a table told it: of a standard, not before its year. */
static void set_effective(Record *record, const char *date)
{
    g_autoptr(Number) number = number_parse(record_text(record, FIELD_ID), -1);
    if (number && number->type == NUMBER_STANDARD && number->prefix && !number->stage && number->year > 0 &&
        number->year <= atoi(date) && !record_text(record, FIELD_EFFECTIVE))
        record_set_text(record, FIELD_EFFECTIVE, date, -1);
}

static gboolean attach(const ItemReading *reading, const ItemPart *part)
{
    Bulletin *bulletin = reading->bulletin;
    const Item *item = reading->item;
    gboolean asks = g_strcmp0(part->event, "征求意见") == 0, any = FALSE;
    const DateSpan *span = part->span;
    const char *date = span && span->date ? span->date : bulletin->date;
    const char *until = span && (span->date || asks) ? part->until : NULL;
    const char *effect = item_effect(reading, part);
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
        if (effect)
            set_effective(record, effect);
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
static const Mention *subject_of(const ItemReading *reading, guint m)
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

static void add_relations(const ItemReading *reading)
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
        if (record && !record_has_relation(record, type, mention->id) &&
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

static void keep_as_record(const ItemReading *reading)
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
        if (mention->id && !record_has_relation(record, "cites", mention->id))
            record_add_relation(record, "cites", NULL, mention->id);
    }
    const Source at = bulletin_place(bulletin, item->first);
    record_add_source(record, &at);
    bulletin_add(bulletin, record);
}

static void reject_unclosed(const ItemReading *reading, int unclosed)
{
    if (unclosed)
        bulletin_miss(reading->bulletin, reading->item->first,
                      "a 《 that no 》 answers: where the title ends cannot be told, so it is left "
                      "out; add the 》");
}

static void reject_year(const ItemReading *reading)
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
    g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(ItemPart));
    ItemReading reading = {.bulletin = bulletin, .item = item, .all = all, .spans = spans,
                       .mentions = mentions, .parts = parts,
                       .body = (size_t)(strchr(all, '\n') - all) + 1};
    gboolean any = FALSE;
    item_cut_parts(&reading, reading.body, strlen(all));
    item_add_heading_part(&reading);
    item_find_events(&reading);
    for (guint i = 0; i < parts->len; i++)
        any = attach(&reading, part_at(&reading, i)) || any;
    add_relations(&reading);
    if (!any)
        keep_as_record(&reading);
    reject_unclosed(&reading, unclosed);
    reject_year(&reading);
}
