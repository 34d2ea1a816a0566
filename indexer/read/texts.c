#include "indexer/read/texts.h"

#include <string.h>

#include "number/number.h"

gboolean record_id_is_text(const Record *record)
{
    const char *id = record_text(record, FIELD_ID);
    gboolean words = FALSE;
    for (const char *at = id; *at; at = g_utf8_next_char(at))
        words |= *at == ' ' || (guint8)*at >= 0x80;
    if (!words || record_is_provisional(id) || g_strcmp0(record_text(record, FIELD_KIND), "news") == 0)
        return FALSE;
    g_autoptr(Number) number = number_parse(id, -1);
    return number == NULL;
}

void record_each_text(const Record *record, RecordTextFunc found, gpointer data)
{
    if (record_id_is_text(record))
        found(FIELD_ID, NULL, record_text(record, FIELD_ID), data);
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        const FieldValue *value = &record->values[field];
        if (!(fields[field].flags & FIELD_SEARCHED))
            continue;
        if (fields[field].type != FIELD_TYPE_LANG_TEXTS) {
            gboolean chinese = field == FIELD_TITLE_ZH || field == FIELD_SCOPE_ZH;
            if (value->text)
                found(field, chinese ? "zh" : NULL, value->text, data);
            continue;
        }
        for (guint i = 0; value->list && i < value->list->len; i++) {
            const LangText *other = value->list->pdata[i];
            found(field, other->lang, other->text, data);
        }
    }
}
