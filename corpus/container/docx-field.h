/* Private to docx.c: fields whose text tells when, or where, the document was last looked at, not
 * what is in it. */
#ifndef CORPUS_CONTAINER_DOCX_FIELD_H
#define CORPUS_CONTAINER_DOCX_FIELD_H

#include "corpus/container/office.h"

typedef struct {
    guint depth, hidden; /* of fields within fields; the one whose text does not count, 0: none */
    gboolean locked;     /* it is not to be made anew: what it says was meant */
    gboolean in_code;
    GString *code;
} DocxFields;

/* Sees a node of the document's body. */
void docx_fields_see(DocxFields *among, const OfficePart *part);

/* Whether the element that begins is a field, as a whole, whose text does not count. */
gboolean docx_field_is_passing(const OfficePart *part);

#endif
