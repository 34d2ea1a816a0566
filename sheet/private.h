/* The formats of sheets: a new one is a file and its row in sheet.c. */
#ifndef SHEET_PRIVATE_H
#define SHEET_PRIVATE_H

#include "sheet/sheet.h"

struct SheetFormat {
    const char *name;
    gpointer (*begin)(FILE *out, const char *name, GError **error);
    gboolean (*row)(gpointer state, const char *const *cells, guint count, SheetLook look, GError **error);
    gboolean (*end)(gpointer state, GError **error); /* frees STATE */
};

extern const SheetFormat sheet_csv, sheet_xlsx;

/* Sets SHEET_ERROR_WRITE with what errno says; FALSE. */
gboolean sheet_cannot_write(GError **error);

#endif
