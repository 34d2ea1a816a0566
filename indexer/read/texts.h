/* Which texts of a record are searched: those of a DocumentView, in its order. */
#ifndef INDEXER_READ_TEXTS_H
#define INDEXER_READ_TEXTS_H

#include "corpus/record/record.h"
#include "tokenizer/tokenizer.h"

/* LANGUAGE: what the text is in ("zh", "ja"), NULL if that is not told or English. */
typedef void (*RecordTextFunc)(FieldId field, const char *language, const char *text, gpointer data);

/* Calls FOUND with each of them. Thread-safe. */
void record_each_text(const Record *record, RecordTextFunc found, gpointer data);

/* How often a token of FIELD counts. An id counts as a title does. */
static inline guint32 text_weight(FieldId field)
{
    return fields[field == FIELD_ID ? FIELD_TITLE_ZH : field].weight;
}

/* Whether TOKEN is a term of the texts. A character that begins a bigram is found by that bigram's prefix (and a word of one
 * character comes as a word besides): its own posting would cost a third of the index and of the build. */
static inline gboolean token_is_term(const Token *token)
{
    return token->kind != TOKEN_CHAR || token->ends_run;
}

/* Whether it repeats others, hence makes no text longer. Of French titles English stems say nothing. */
static inline gboolean token_repeats(const Token *token)
{
    gboolean folded = token->end - token->start != token->to - token->from;
    return token->kind == TOKEN_JOINED || token->kind == TOKEN_PART || (token->kind == TOKEN_STEM && folded);
}

/* Whether the id of RECORD is a text, asked for by what it says: 住建部令第 37 号, GB 50254~50259-96. Those that are the number
 * of one document, were made by a program, or are codes without words are not. */
gboolean record_id_is_text(const Record *record);

#endif
