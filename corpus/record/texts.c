#include "corpus/record/texts.h"

GArray *record_texts(const Record *record, guint32 held)
{
    GArray *texts = g_array_new(FALSE, FALSE, sizeof(RecordText));
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        const FieldValue *value = &record->values[field];
        if (!(held & (1u << field)))
            continue;
        if (fields[field].type != FIELD_TYPE_LANG_TEXTS) {
            RecordText text = {field, NULL, value->text};
            if (value->text)
                g_array_append_val(texts, text);
            continue;
        }
        for (guint i = 0; value->list && i < value->list->len; i++) {
            const LangText *in = value->list->pdata[i];
            RecordText text = {field, in->lang, in->text};
            g_array_append_val(texts, text);
        }
    }
    return texts;
}

char *record_text_name(const RecordText *text)
{
    const char *name = fields[text->field].name;
    if (!text->lang)
        return g_strdup(name);
    /* title_other stands for title_LANG. */
    const char *bar = g_strrstr(name, "_");
    return g_strdup_printf("%.*s_%s", (int)(bar - name), name, text->lang);
}

const char *record_title(const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    return texts->len ? g_array_index(texts, RecordText, 0).text : NULL;
}

const char *record_title_in(const Record *record, Language language)
{
    const char *english = language == LANGUAGE_EN ? record_text(record, FIELD_TITLE_EN) : NULL;
    return english ? english : record_title(record);
}
