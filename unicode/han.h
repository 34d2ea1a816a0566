/* Chinese characters, and what stands for them. Pure, thread-safe. */
#ifndef UNICODE_HAN_H
#define UNICODE_HAN_H

#include <stdbool.h>
#include <stdint.h>

/* Whether C is a Chinese character: a unified ideograph, one for compatibility, or 〇. */
int char_is_han(uint32_t c);

/* Whether TEXT, which is valid UTF-8, has one. */
bool han_is_in(const char *text);

/* The ideograph that a character of the CJK Radicals Supplement (U+2E80–2EFF) looks like, as fonts of PDF
 * give it in its place and Unicode's normalization leaves it; else C. (Kangxi radicals, U+2F00–2FDF, are
 * changed by NFKC.) */
uint32_t han_of_radical(uint32_t c);

#endif
