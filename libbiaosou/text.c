#include "libbiaosou/private.h"

#include <string.h>

#include "corpus/record/record.h"
#include "corpus/record/value.h"
#include "messages/messages.h"
#include "number/number.h"
#include "search/check/told.h"
#include "tokenizer/tokenizer.h"

struct biaosou_tokenizer {
    Tokenizer *tokenizer;
};

biaosou_status biaosou_tokenizer_new(const char *words, size_t len, unsigned *skipped,
                                     unsigned *line, biaosou_tokenizer **tokenizer)
{
    GError *error = NULL;
    guint n_skipped = 0, first = 0;
    *tokenizer = NULL;
    g_autoptr(Lexicon) lexicon =
        words ? lexicon_new(words, len, &n_skipped, &first) : lexicon_new_builtin();
    Tokenizer *made = tokenizer_new(lexicon, &error);
    if (!made)
        return library_fail(error);
    if (skipped)
        *skipped = n_skipped;
    if (line)
        *line = first;
    *tokenizer = g_new(biaosou_tokenizer, 1);
    **tokenizer = (biaosou_tokenizer){made};
    return BIAOSOU_OK;
}

void biaosou_tokenizer_free(biaosou_tokenizer *tokenizer)
{
    if (!tokenizer)
        return;
    tokenizer_free(tokenizer->tokenizer);
    g_free(tokenizer);
}

typedef struct {
    biaosou_token_function function;
    void *data;
} TokenSink;

static void pass_token(const Token *token, gpointer data)
{
    const TokenSink *sink = data;
    const biaosou_token given = {.term = token->term,
                                 .len = token->len,
                                 .kind = token_kind_name(token->kind),
                                 .start = token->start,
                                 .end = token->end};
    sink->function(&given, sink->data);
}

const char *biaosou_tokenize(biaosou_tokenizer *tokenizer, const char *text, size_t len,
                             biaosou_token_function token, void *data, size_t *normalized_len,
                             unsigned *invalid)
{
    TokenSink sink = {token, data};
    const Normalized *normalized =
        tokenizer_run(tokenizer->tokenizer, text, (gssize)len, token ? pass_token : NULL, &sink);
    if (normalized_len)
        *normalized_len = normalized->utf8_len;
    if (invalid)
        *invalid = normalized->n_invalid;
    return normalized->utf8_len ? normalized->utf8 : "";
}

typedef struct {
    biaosou_number_function function;
    void *data;
} NumberSink;

static gboolean pass_number(const Number *number, size_t start, size_t end, gpointer data)
{
    const NumberSink *sink = data;
    g_autofree char *canonical = number_format(number);
    sink->function(canonical, start, end, sink->data);
    return TRUE;
}

void biaosou_find_numbers(const char *text, size_t len, biaosou_number_function number, void *data)
{
    NumberSink sink = {number, data};
    number_find(text, len, pass_number, &sink);
}

static const char *verdict_name(const char *value, Language language)
{
    for (guint i = 0; i < VERDICTS; i++)
        if (strcmp(verdict_names[i].name, value) == 0)
            return told_name(i, language);
    return value;
}

static const char *relation_name(const char *value, Language language)
{
    for (const RelationType *type = relation_types; type->name; type++)
        for (guint end = 0; end < 2; end++) {
            const char *name = end ? type->inverse : type->name;
            if (strcmp(name, value) == 0)
                return message_in(language, name);
        }
    return value;
}

const char *biaosou_value_name(const char *field, const char *value, int english)
{
    Language language = english ? LANGUAGE_EN : LANGUAGE_ZH;
    const Field *known = field_by_name(field);
    if (strcmp(field, "verdict") == 0)
        return verdict_name(value, language);
    if (strcmp(field, "relation") == 0)
        return relation_name(value, language);
    return known ? value_said((FieldId)(known - fields), value, language) : value;
}
