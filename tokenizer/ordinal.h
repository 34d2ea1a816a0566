/* Cited places of a document: 第三十三条, 第 2 部分, 第12章, … */
#ifndef TOKENIZER_ORDINAL_H
#define TOKENIZER_ORDINAL_H

#include <glib.h>
#include <unicode/utypes.h>

#define ORDINAL_TERM_SIZE 24

/* If normalized TEXT begins with an ordinal (第, a number in Chinese or Arabic numerals, and one of
 * 条 款 项 章 节 编 部 分册 部分 …), returns its length in units and writes its term, the same for
 * both spellings ("第33条"), NUL-terminated; else 0. */
guint32 ordinal_match(const UChar *text, guint32 len, char term[ORDINAL_TERM_SIZE]);

#endif
