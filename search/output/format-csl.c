/* CSL-JSON, which Zotero, pandoc and citeproc read: an array of items. */
#include "corpus/record/date.h"
#include "search/output/output.h"
#include "search/output/reference.h"

static json_t *date_of(guint32 key)
{
    guint month = key / 100 % 100, day = key % 100;
    json_t *parts = json_pack("[i]", (int)(key / 10000));
    if (month > 0)
        json_array_append_new(parts, json_integer(month));
    if (month > 0 && day > 0)
        json_array_append_new(parts, json_integer(day));
    return json_pack("{s:[o]}", "date-parts", parts);
}

static void begin(Output *o)
{
    o->state = json_array();
}

static void add(Output *o, const AnswerHit *out)
{
    g_auto(Reference) reference;
    g_autoptr(GString) key = g_string_new(NULL);
    reference_init(&reference, out->record, out->hit->id);
    reference_append_key(key, out->hit->id);
    json_t *item = json_pack("{s:s, s:s}", "id", key->str, "type", reference.is_news ? "document" : "standard");
    output_set(item, "title", reference_name(&reference, out->hit->id));
    output_set(item, "number", reference.number);
    if (reference.author)
        json_object_set_new(item, "author", json_pack("[{s:s}]", "literal", reference.author));
    output_set(item, "publisher", reference.publisher);
    output_set(item, "publisher-place", reference.place);
    if (reference.date)
        json_object_set_new(item, "issued", date_of(reference.date));
    output_set(item, "URL", reference.url);
    if (reference.url && o->options.accessed)
        json_object_set_new(item, "accessed", date_of(date_key(o->options.accessed)));
    output_set(item, "language", g_strcmp0(reference.language, "zh") == 0 ? "zh-CN" : reference.language);
    json_array_append_new(o->state, item);
}

static void end(Output *o)
{
    output_json(o->out, o->state);
    json_decref(o->state);
}

const OutputFormat format_csl = {.name = "csl", .needs_record = TRUE, .cites = TRUE, .begin = begin, .hit = add, .end = end};
