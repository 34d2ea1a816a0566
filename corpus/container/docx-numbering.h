/* Private to the reader of DOCX: the numbers that paragraphs have without being written in them. */
#ifndef CORPUS_CONTAINER_DOCX_NUMBERING_H
#define CORPUS_CONTAINER_DOCX_NUMBERING_H

#include "corpus/container/office.h"

typedef struct Numbering Numbering;
Numbering *numbering_read(const OfficeArchive *archive, GError **error);
void numbering_free(Numbering *numbering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Numbering, numbering_free)

/* Counts a paragraph of LIST (w:numId) at LEVEL (from 0), and appends its mark ("1. ", "（一）") to TEXT; nothing
 * where it has a bullet or the list is not known. */
void numbering_count(Numbering *numbering, int list, int level, GString *text);

#endif
