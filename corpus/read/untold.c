#include "corpus/read/untold.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "messages/messages.h"

#define UNTOLD "\xef\xbf\xbd"

static gboolean has_untold(const char *text)
{
    return text && strstr(text, UNTOLD);
}

/* The text by which ELEMENT of a list of TYPE is told, if it is not told whole; else NULL.
 * Borrowed. */
static const char *untold_element(FieldType type, gconstpointer element)
{
    const char *text = NULL;
    if (type == FIELD_TYPE_STRINGS)
        text = element;
    else if (type == FIELD_TYPE_LANG_TEXTS)
        text = ((const LangText *)element)->text;
    else if (type == FIELD_TYPE_PROGRESS)
        text = ((const Progress *)element)->text;
    else if (type == FIELD_TYPE_RELATIONS)
        text = ((const Relation *)element)->to;
    return has_untold(text) ? text : NULL;
}

/* Without its number or title there is no document. */
static gboolean is_needed(FieldId field)
{
    return field == FIELD_ID || field == FIELD_PLAN || field == FIELD_TITLE_ZH ||
           field == FIELD_TITLE_EN || field == FIELD_TITLE_OTHER;
}

static gboolean is_single(FieldId field)
{
    return fields[field].type == FIELD_TYPE_STRING || fields[field].type == FIELD_TYPE_DATE;
}

static gboolean tell(const ReaderSink *to, const Source *at, const Record *record, FieldId field,
                     const char *text)
{
    return reject_send_at(to, at, text, strlen(text),
                          "%s: %s \"%.120s\" holds a character that could not be read%s",
                          record_text(record, FIELD_ID), fields[field].name, text,
                          is_needed(field) ? "" : _("; the record is without it"));
}

/* Takes what is not told out of the list FIELD of RECORD. */
static gboolean mend_list(const ReaderSink *to, const Source *at, Record *record, FieldId field)
{
    GPtrArray *list = record->values[field].list;
    gboolean more = TRUE;
    for (guint i = list->len; i-- > 0;) {
        const char *text = untold_element(fields[field].type, list->pdata[i]);
        if (!text)
            continue;
        more = tell(to, at, record, field, text) && more;
        g_ptr_array_remove_index(list, i);
    }
    if (list->len == 0) {
        g_ptr_array_unref(list);
        record->values[field].list = NULL;
    }
    return more;
}

/* The first field of RECORD that it needs and that is not told, FIELD_COUNT: none; and its *TEXT.
 */
static FieldId find_needed(const Record *record, const char **text)
{
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        if (!is_needed(field))
            continue;
        *text = is_single(field) && has_untold(record_text(record, field))
                    ? record_text(record, field)
                    : NULL;
        const GPtrArray *list = is_single(field) ? NULL : record->values[field].list;
        for (guint i = 0; list && i < list->len && !*text; i++)
            *text = untold_element(fields[field].type, list->pdata[i]);
        if (*text)
            return field;
    }
    return FIELD_COUNT;
}

static gboolean mend(const ReaderSink *to, const Source *at, Record *record)
{
    gboolean more = TRUE;
    for (FieldId field = 0; field < FIELD_COUNT && more; field++) {
        if (!is_single(field)) {
            more = !record->values[field].list || mend_list(to, at, record, field);
        } else if (has_untold(record_text(record, field))) {
            more = tell(to, at, record, field, record_text(record, field));
            record_set_text(record, field, NULL, -1);
        }
    }
    const char *name;
    json_t *value;
    void *next;
    json_object_foreach_safe(record->extra, next, name,
                             value) if (has_untold(name) || has_untold(json_string_value(value)))
        json_object_del(record->extra, name); /* no field: nothing stands on it */
    return more;
}

static gboolean take_record(Record *owned, gpointer data)
{
    const ReaderSink *to = ((UntoldSink *)data)->to;
    g_autoptr(Record) record = owned;
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    const Source *at = sources ? sources->pdata[0] : NULL;
    const char *text;
    if (at && at->ocr) {
        FieldId needed = find_needed(record, &text);
        if (needed < FIELD_COUNT)
            return tell(to, at, record, needed, text);
        if (!mend(to, at, record))
            return FALSE;
    }
    return to->record(g_steal_pointer(&record), to->data);
}

static gboolean pass_reject(const Reject *reject, gpointer data)
{
    const ReaderSink *to = ((UntoldSink *)data)->to;
    return !to->reject || to->reject(reject, to->data);
}

static gboolean pass_text(const ReaderText *text, gpointer data)
{
    const ReaderSink *to = ((UntoldSink *)data)->to;
    return to->text(text, to->data);
}

void untold_sink(UntoldSink *untold, const ReaderSink *to)
{
    untold->to = to;
    untold->sink =
        (ReaderSink){take_record, pass_reject, untold, to->text ? pass_text : NULL, NULL};
}
