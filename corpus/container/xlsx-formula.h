/* Formulas of which the result says when, or where, a workbook was last looked at, not what is in
 * it. */
#ifndef CORPUS_CONTAINER_XLSX_FORMULA_H
#define CORPUS_CONTAINER_XLSX_FORMULA_H

#include "corpus/container/office.h"

typedef enum {
    FORMULA_FIXED,   /* its result hangs on itself alone */
    FORMULA_REFERS,  /* on other cells, or on names, of what is not looked up */
    FORMULA_PASSING, /* on today, on chance, or on where the file is: what it gave is so no longer
                      */
} FormulaKind;

FormulaKind xlsx_formula_kind(const char *formula);

/* Whether the part of ARCHIVE at PATH may hold a formula that passes: what refers to cells may then
 * pass too. Quick: no XML is read. */
gboolean xlsx_may_pass(const OfficeArchive *archive, const char *path);

#endif
