/* Relaton, the model in which bodies' catalogues of standards are passed on (ISO, IEC, JIS, GB,
 * IETF): as YAML, as XML (bibitem, bibdata), and the bibxml of the IETF. Each file holds an item or
 * many. As jsonl_read(): STREAM is taken over, SHARE counts items, FALSE with a READER_ERROR; the
 * line of a source is where its item begins. */
#ifndef CORPUS_RELATON_RELATON_H
#define CORPUS_RELATON_RELATON_H

#include "corpus/read/sink.h"
#include "corpus/read/stream.h"

/* YAML, at most 256 MiB: an item, a list of them, or a collection (items). An index, which only
 * says in which files the items are, is READER_ERROR_FOREIGN. */
gboolean relaton_yaml_read(const char *file, Stream *stream, const ReaderSink *sink,
                           ReaderShare *share, GError **error);
gboolean relaton_yaml_knows(const char *head, size_t len, gboolean named);

/* XML, at most 256 MiB: every bibitem, bibdata and reference that is in no other, however deep. */
gboolean relaton_xml_read(const char *file, Stream *stream, const ReaderSink *sink,
                          ReaderShare *share, GError **error);
gboolean relaton_xml_knows(const char *head, size_t len, gboolean named);

#endif
