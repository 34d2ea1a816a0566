/* How a record becomes terms: the one place that knows the prefixes.
 *
 * Terms of searched text are unprefixed (the tokenizer's, lower case): words, bigrams, and of single
 * characters those that are a word or end a run of CJK characters. So the documents that hold a
 * character are those of all terms that begin with it (text.map has them as a set besides). Terms
 * that stand for a document's own properties begin with an upper-case letter, which no tokenizer
 * term does:
 *
 *   Q<id>              the canonical id: unique
 *   N<identifier term> the document's own number and plan (number_terms())
 *   F<field>:<value>   a facet value, normalized by normalize_string(): Fkind:gb, Fyear:2019
 *   P<yyyymm>          month of publication
 *   E<yyyymmdd>        the last day of the date of effect of what is 即将实施
 *   H<language>        the language of a text with Chinese characters: Hzh, Hja
 *   R<type>:<id>       a relation to a document, by its canonical id: Rreplaces:GB/T 22239-2008
 *   T<title key>       record_title_key(): documents with the same title
 *
 * In an export (exported.h), where a text cannot be looked into, besides:
 *
 *   C<character>       a CJK character of whichever text
 *   X<FIELD><term>     a term of one field's texts, its characters included: XTITLEZH密码
 *   D<docid>           its docid in the part: so many are fetched by one question
 */
#ifndef INDEXER_READ_TERMS_H
#define INDEXER_READ_TERMS_H

#include "corpus/record/field.h"

#define TERM_ID "Q"
#define TERM_NUMBER "N"
#define TERM_FACET "F"
#define TERM_MONTH "P"
#define TERM_EFFECTIVE "E"
#define TERM_HAN "H"
#define TERM_HAN_CHINESE "zh"
#define TERM_RELATION "R"
#define TERM_TITLE "T"
#define TERM_CHARACTER "C"
#define TERM_FIELD "X"
#define TERM_DOCID "D"

/* The dates of a document are values, "yyyymmdd" with 00 for what is unknown; absent without a date. Each field that is
 * one has a slot. */
enum { DATE_SLOTS = FIELD_DATES_END - FIELD_PUBLISHED };

static inline guint32 date_slot(FieldId field)
{
    return (guint32)field - FIELD_PUBLISHED;
}

static inline FieldId date_field(guint32 slot)
{
    return (FieldId)(FIELD_PUBLISHED + slot);
}

/* Whether TERM is a single CJK character, *C. */
gboolean term_is_character(const char *term, gunichar *c);

/* The term of a part's document DOCID in an export, in OUT, which is returned. */
#define TERM_DOCID_SIZE 12
char *term_docid(char out[TERM_DOCID_SIZE], guint32 docid);

/* The term of a facet's value, at most 240 bytes. Caller frees. */
char *term_facet(const char *field, const char *value);

/* The term of an id; a long id is cut and hashed. Caller frees. */
char *term_id(const char *id);

/* The term of what has the relation TYPE (relation_types) to the document with the canonical ID. Caller
 * frees. */
char *term_relation(const char *type, const char *id);

/* What terms of the texts of FIELD begin with in an export: XTITLEZH. Caller frees. */
char *term_field(FieldId field);

/* The term of a title key; a long one is cut and hashed. Caller frees. */
char *term_title(const char *key);

#endif
