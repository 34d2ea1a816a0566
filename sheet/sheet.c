#define _GNU_SOURCE /* fopencookie() */
#include <errno.h>
#include <string.h>

#include "sheet/private.h"
#include "messages/messages.h"

G_DEFINE_QUARK(biaosou-sheet-error-quark, sheet_error)

static const SheetFormat *const formats[] = {&sheet_csv, &sheet_xlsx};

struct Sheet {
    const SheetFormat *format;
    gpointer state;
    FILE *own; /* what appends to a string, or NULL */
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
    g_set_error(error, SHEET_ERROR, SHEET_ERROR_WRITE, _("cannot write: %s"), g_strerror(errno));
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

static ssize_t append(void *out, const char *bytes, size_t len)
{
    g_string_append_len(out, bytes, (gssize)len);
    return (ssize_t)len;
}

Sheet *sheet_new_in(const SheetFormat *format, GString *out, const char *name, GError **error)
{
    FILE *file = fopencookie(out, "w", (cookie_io_functions_t){.write = append});
    Sheet *sheet = file ? sheet_new(format, file, name, error) : NULL;
    if (!file)
        sheet_cannot_write(error);
    else if (!sheet)
        fclose(file);
    else
        sheet->own = file;
    return sheet;
}

gboolean sheet_row(Sheet *sheet, const char *const *cells, guint count, SheetLook look, GError **error)
{
    return sheet->format->row(sheet->state, cells, count, look, error);
}

gboolean sheet_end(Sheet *sheet, GError **error)
{
    gboolean ok = sheet->format->end(sheet->state, error);
    if (sheet->own)
        fclose(sheet->own);
    g_free(sheet);
    return ok;
}
