#include <errno.h>
#include <string.h>

#include "sheet/private.h"

G_DEFINE_QUARK(biaosou-sheet-error-quark, sheet_error)

static const SheetFormat *const formats[] = {&sheet_csv, &sheet_xlsx};

struct Sheet {
    const SheetFormat *format;
    gpointer state;
};

const SheetFormat *sheet_format(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

gboolean sheet_cannot_write(GError **error)
{
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_WRITE, "cannot write: %s", g_strerror(errno));
    return FALSE;
}

Sheet *sheet_new(const SheetFormat *format, FILE *out, const char *name, GError **error)
{
    gpointer state = format->begin(out, name, error);
    if (!state)
        return NULL;
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->format = format;
    sheet->state = state;
    return sheet;
}

gboolean sheet_row(Sheet *sheet, const char *const *cells, guint count, SheetLook look, GError **error)
{
    return sheet->format->row(sheet->state, cells, count, look, error);
}

gboolean sheet_end(Sheet *sheet, GError **error)
{
    gboolean ok = sheet->format->end(sheet->state, error);
    g_free(sheet);
    return ok;
}
