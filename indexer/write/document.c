#include "indexer/write/document.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/value.h"
#include "indexer/read/terms.h"
#include "indexer/read/texts.h"
#include "indexer/write/term-counter.h"
#include "number/number.h"
#include "tokenizer/char-class.h"

struct DocumentBuilder {
    Tokenizer *tokenizer;
    TermCounter *counter;
    GByteArray *text; /* the normalized texts, one after another */
    GArray *facets;   /* FacetValue */
    GArray *words;    /* DocumentWord */
    gboolean in_title; /* the field being tokenized is one */
    guint32 weight;   /* of the field being tokenized */
    guint64 beside;   /* what terms weigh that repeat others and make no text longer */
    DocumentTokenFunc seen; /* or NULL */
    gpointer seen_data;
    Document document;
};

DocumentBuilder *document_builder_new(Tokenizer *tokenizer)
{
    DocumentBuilder *builder = g_new0(DocumentBuilder, 1);
    builder->tokenizer = tokenizer;
    builder->counter = term_counter_new();
    builder->text = g_byte_array_new();
    builder->facets = g_array_new(FALSE, FALSE, sizeof(FacetValue));
    builder->words = g_array_new(FALSE, FALSE, sizeof(DocumentWord));
    return builder;
}

void document_builder_free(DocumentBuilder *builder)
{
    if (!builder)
        return;
    term_counter_free(builder->counter);
    g_byte_array_unref(builder->text);
    g_array_unref(builder->facets);
    g_array_unref(builder->words);
    g_free(builder);
}

void document_builder_watch(DocumentBuilder *builder, DocumentTokenFunc seen, gpointer data)
{
    builder->seen = seen;
    builder->seen_data = data;
}

static void count_token(const Token *token, gpointer data)
{
    DocumentBuilder *builder = data;
    if (builder->seen)
        builder->seen(token, builder->document.view.n_texts, builder->seen_data);
    if (!token_is_term(token))
        return;
    if (token_repeats(token))
        builder->beside += builder->weight;
    term_counter_add(builder->counter, token->term, token->len, builder->weight);
    if (builder->in_title && token->kind == TOKEN_WORD) {
        DocumentWord word = {builder->document.view.n_texts, token->from, token->to - token->from};
        g_array_append_val(builder->words, word);
    }
}

static void add_text(DocumentBuilder *builder, FieldId field, guint32 weight, const char *text)
{
    DocumentView *view = &builder->document.view;
    if (view->n_texts == SHARD_MAX_TEXTS)
        return;
    builder->weight = weight;
    builder->in_title = field == FIELD_TITLE_ZH || field == FIELD_TITLE_EN;
    const Normalized *n = tokenizer_run(builder->tokenizer, text, -1, count_token, builder);
    view->texts[view->n_texts++] = (FieldText){.field = field, .len = n->utf8_len};
    g_byte_array_append(builder->text, (const guint8 *)n->utf8, n->utf8_len);
}

static gboolean has_han(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (char_class(g_utf8_get_char(text)) == CHAR_HAN)
            return TRUE;
    return FALSE;
}

static void add_language(DocumentBuilder *builder, const char *language, const char *text)
{
    if (!has_han(text))
        return;
    g_autofree char *term = g_strconcat(TERM_HAN, language, NULL);
    term_counter_add(builder->counter, term, strlen(term), 0);
}

static void add_searched(FieldId field, const char *language, const char *text, gpointer data)
{
    add_text(data, field, text_weight(field), text);
    if (language)
        add_language(data, language, text);
}

static void add_term(DocumentBuilder *builder, const char *term)
{
    term_counter_add(builder->counter, term, strlen(term), 0);
}

static void add_number_terms(DocumentBuilder *builder, const Number *number)
{
    g_auto(GStrv) terms = number_terms(number);
    for (char **term = terms; *term; term++) {
        g_autofree char *own = g_strconcat(TERM_NUMBER, *term, NULL);
        add_term(builder, own);
    }
}

static gboolean add_number(DocumentBuilder *builder, const char *text)
{
    g_autoptr(Number) number = text ? number_parse(text, -1) : NULL;
    if (number)
        add_number_terms(builder, number);
    return number != NULL;
}

static gboolean add_found_number(const Number *number, size_t start, size_t end, gpointer builder)
{
    (void)start, (void)end;
    add_number_terms(builder, number);
    return TRUE;
}

static void add_facet(DocumentBuilder *builder, FieldId field, const char *name, const char *value,
                      TextMapWriter *values)
{
    guint32 ordinal = values ? text_map_writer_value(values, value, strlen(value)) : 0;
    FacetValue facet = {(guint32)field & 63, ordinal % FACET_VALUES_MAX};
    g_array_append_val(builder->facets, facet);
    g_autofree char *term = term_facet(name, value);
    add_term(builder, term);
}

static void add_facets(DocumentBuilder *builder, const Record *record, TextMapWriter *values)
{
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        const FieldValue *value = &record->values[field];
        if (!(fields[field].flags & FIELD_FACET) || field == FIELD_PUBLISHED)
            continue;
        if (fields[field].type == FIELD_TYPE_STRINGS) {
            for (guint i = 0; value->list && i < value->list->len; i++)
                add_facet(builder, field, fields[field].name, value->list->pdata[i], values);
        } else if (value->text) {
            add_facet(builder, field, fields[field].name, value->text, values);
        }
    }
}

/* What part of its kind, or which kinds together, the document ID is of besides; NULL: none. */
static const char *kind_besides(const char *id, const char *kind)
{
    static const char *const international[] = {"iso", "iec", "iso-iec", "itu", NULL};
    if (strcmp(kind, "gb") == 0)
        return g_str_has_prefix(id, "GB/T ")   ? VALUE_GB_T
               : g_str_has_prefix(id, "GB/Z ") ? VALUE_GB_Z
                                               : VALUE_GB_MANDATORY;
    return g_strv_contains(international, kind) ? VALUE_INTERNATIONAL : NULL;
}

/* These are no facet's values; who asks for them has their terms. */
static void add_kind_besides(DocumentBuilder *builder, const Record *record)
{
    const char *kind = record_text(record, FIELD_KIND);
    const char *besides = kind ? kind_besides(record_text(record, FIELD_ID), kind) : NULL;
    g_autofree char *term = besides ? term_facet(fields[FIELD_KIND].name, besides) : NULL;
    if (term)
        add_term(builder, term);
}

/* What is 即将实施 has come into force after this day, whenever that is asked. */
static void add_effective(DocumentBuilder *builder, const Record *record)
{
    guint32 last = record_effective_last(record);
    g_autofree char *term = last ? g_strdup_printf(TERM_EFFECTIVE "%08u", last) : NULL;
    if (term)
        add_term(builder, term);
}

/* The values serve ranges. */
static void add_dates(DocumentBuilder *builder, const Record *record)
{
    DocumentDates *dates = &builder->document.dates;
    memset(dates, 0, sizeof *dates);
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++) {
        guint32 date = date_key(record_text(record, date_field(slot)));
        if (date)
            g_snprintf(dates->slots[slot], sizeof dates->slots[slot], "%08u", date);
    }
}

/* The facet of the publication date is its year; the month serves ranges. */
static void add_published(DocumentBuilder *builder, guint32 date, TextMapWriter *values)
{
    builder->document.view.published = date;
    if (!date)
        return;
    char year[8], month[16];
    g_snprintf(year, sizeof year, "%04u", date / 10000 % 10000);
    g_snprintf(month, sizeof month, TERM_MONTH "%06u", date / 100 % 1000000);
    add_facet(builder, FIELD_PUBLISHED, "year", year, values);
    add_term(builder, month);
}

static void add_relations(DocumentBuilder *builder, const Record *record)
{
    const GPtrArray *relations = record->values[FIELD_RELATIONS].list;
    for (guint i = 0; relations && i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        g_autofree char *term = term_relation(relation->type, relation->to);
        add_term(builder, term);
    }
}

const Document *document_build(DocumentBuilder *builder, const Record *record,
                               TextMapWriter *values)
{
    Document *document = &builder->document;
    const char *id = record_text(record, FIELD_ID);
    term_counter_clear(builder->counter);
    builder->beside = 0;
    g_byte_array_set_size(builder->text, 0);
    g_array_set_size(builder->facets, 0);
    g_array_set_size(builder->words, 0);
    document->occurrences = 0;
    document->view = (DocumentView){.id = id, .id_len = (guint32)strlen(id)};

    g_autofree char *unique = term_id(id);
    add_term(builder, unique);
    document->has_number = add_number(builder, id);
    if (record_id_is_text(record))
        number_find(id, strlen(id), add_found_number, builder);
    add_number(builder, record_text(record, FIELD_PLAN));
    g_autofree char *title_key = record_title_key(record);
    g_autofree char *title = title_key ? term_title(title_key) : NULL;
    if (title)
        add_term(builder, title);
    add_relations(builder, record);
    add_facets(builder, record, values);
    add_kind_besides(builder, record);
    add_effective(builder, record);
    add_dates(builder, record);
    add_published(builder, date_key(record_text(record, FIELD_PUBLISHED)), values);
    record_each_text(record, add_searched, builder);

    const char *at = (const char *)builder->text->data;
    for (guint32 i = 0; i < document->view.n_texts; at += document->view.texts[i++].len)
        document->view.texts[i].utf8 = at;
    document->view.facets = (const FacetValue *)(gconstpointer)builder->facets->data;
    document->view.n_facets = builder->facets->len;
    document->words = (const DocumentWord *)(gconstpointer)builder->words->data;
    document->n_words = builder->words->len;
    document->terms = term_counter_terms(builder->counter, &document->n_terms);
    for (gsize i = 0; i < document->n_terms; i++)
        document->occurrences += document->terms[i].wdf;
    document->view.length = (guint32)MIN(document->occurrences - MIN(builder->beside, document->occurrences), G_MAXUINT32);
    return document;
}

guint document_count_texts(const Record *record)
{
    guint count = 0;
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        const FieldValue *value = &record->values[field];
        if (!(fields[field].flags & FIELD_SEARCHED) || !value->text) /* text and list share their place */
            continue;
        count += fields[field].type == FIELD_TYPE_LANG_TEXTS ? value->list->len : 1;
    }
    return count;
}
