/* A Chinese-English dictionary in the format of CC-CEDICT:
 *
 *   起重機 起重机 [qi3 zhong4 ji1] /crane/
 *
 * traditional and simplified characters, pinyin, translations. Lines that start with # are comments. */
#ifndef INDEXER_WRITE_DICTIONARY_H
#define INDEXER_WRITE_DICTIONARY_H

#include "corpus/read/sink.h"

/* Reads FILE (plain, .gz or .xz) and appends what queries can use of it to OUT, lines "Chinese TAB
 * English": of the words of two characters or more in simplified characters, the first few
 * translations of up to five English words, without what stands in parentheses; no measure words,
 * surnames, and references to other words. A line that is malformed is a reject to SINK, whose
 * `record` is not called. FALSE if the file cannot be read, is damaged, or has more than
 * DICTIONARY_MAX_LINES lines; errors of sink.h. */
gboolean dictionary_read(const char *file, GString *out, const ReaderSink *sink, GError **error);

#define DICTIONARY_MAX_LINES 2000000u

#endif
