/* Whether what stands around a number that may be something else (UL 94, API 610) says that a standard is cited. */
#ifndef CORPUS_CITED_H
#define CORPUS_CITED_H

#include <glib.h>

/* Whether words beside bytes [START, END) of TEXT do: 按 DIN 933 执行, according to API 610, EN 1090 标准, 认证. What
 * counts something (采用 API 10 个) is none. Thread-safe. */
gboolean cited_in_words(const char *text, size_t start, size_t end);

/* Whether nothing but the marks and words of a list stands in bytes [START, END) of TEXT: 、 和 or , and. */
gboolean cited_in_list(const char *text, size_t start, size_t end);

#endif
