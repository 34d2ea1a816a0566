/* Rows of texts → a file that spreadsheets open: CSV or XLSX. A leaf. */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include <glib.h>
#include <stdio.h>

typedef struct Sheet Sheet;

/* One kind of file. */
typedef struct SheetFormat SheetFormat;

/* The format called NAME ("csv", "xlsx"), or NULL. Static. */
const SheetFormat *sheet_format(const char *name);

#define SHEET_ERROR (sheet_error_quark())
GQuark sheet_error_quark(void);
typedef enum {
    SHEET_ERROR_CELL,  /* a text is longer than the format can hold; nothing of its row was written */
    SHEET_ERROR_WRITE, /* the file cannot be written */
} SheetError;

/* How a row looks, where the format can show it. */
typedef enum { SHEET_PLAIN, SHEET_GOOD, SHEET_DOUBTFUL, SHEET_BAD, SHEET_HEAD } SheetLook;

/* A file of FORMAT that will be on OUT, which stays the caller's and may be a pipe. NAME is the sheet's in a workbook.
 * Memory does not grow with the rows. NULL with an error. */
Sheet *sheet_new(const SheetFormat *format, FILE *out, const char *name, GError **error);

/* The same, appended to OUT, which stays the caller's: all of it when the sheet has ended. */
Sheet *sheet_new_in(const SheetFormat *format, GString *out, const char *name, GError **error);

/* Adds a row of COUNT cells, UTF-8, borrowed, NULL or "" where empty. All texts stay texts: none becomes a number, date or
 * formula. The first row, of SHEET_HEAD, is repeated where a workbook's sheet is full, and can be filtered by. FALSE with an
 * error. */
gboolean sheet_row(Sheet *sheet, const char *const *cells, guint count, SheetLook look, GError **error);

/* Writes what is left and frees SHEET, also where that fails; ERROR is NULL if the sheet is given up. */
gboolean sheet_end(Sheet *sheet, GError **error);

/* Appends TEXT (NULL: nothing) as a cell of CSV (RFC 4180), quoted where need be. What a spreadsheet would take for a
 * formula, or would trim, has an apostrophe before it; so has what begins with one. */
void sheet_append_csv(GString *out, const char *text);

/* Appends a row of COUNT such cells, with its line end. */
void sheet_append_csv_row(GString *out, const char *const *cells, guint count);

/* The first bytes of a CSV: a byte order mark, without which Excel takes the text for the locale's encoding. */
#define SHEET_CSV_MARK "\xef\xbb\xbf"

/* Whether the cell TEXT of a CSV has an apostrophe before it that is none of the text. */
gboolean sheet_csv_is_guarded(const char *text);

#endif
