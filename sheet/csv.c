/* CSV (RFC 4180) as Excel opens it. */
#include "sheet/private.h"

static gpointer begin(FILE *out, const char *name, GError **error)
{
    (void)name;
    if (fputs(SHEET_CSV_MARK, out) != EOF)
        return out;
    sheet_cannot_write(error);
    return NULL;
}

void sheet_append_csv_row(GString *out, const char *const *cells, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        sheet_append_csv(out, cells[i]);
    }
    g_string_append(out, "\r\n");
}

static gboolean row(gpointer state, const char *const *cells, guint count, SheetLook look, GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    (void)look;
    sheet_append_csv_row(line, cells, count);
    return fwrite(line->str, 1, line->len, state) == line->len || sheet_cannot_write(error);
}

static gboolean end(gpointer state, GError **error)
{
    return fflush(state) == 0 || sheet_cannot_write(error);
}

const SheetFormat sheet_csv = {"csv", begin, row, end};
