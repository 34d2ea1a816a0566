/* A workbook (ECMA-376), by libxlsxwriter: into a file of its own, which then goes out whole. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "sheet/private.h"
#include "messages/messages.h"

enum {
    MOST_CELL = 32767, /* characters of a cell, in UTF-16 units */
    WIDE = 20, NARROW = 16, /* characters */
};
/* Colours of the ground; 0: none. */
static const lxw_color_t grounds[] = {[SHEET_PLAIN] = 0,
                                      [SHEET_GOOD] = 0xE2EFDA,
                                      [SHEET_DOUBTFUL] = 0xFFF2CC,
                                      [SHEET_BAD] = 0xFCE4D6,
                                      [SHEET_HEAD] = 0xD9E2F3};
#define MOST_ROWS LXW_ROW_MAX

typedef struct {
    FILE *out;
    char *path; /* of the file of its own */
    char *name;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    guint sheets;
    lxw_row_t next; /* row */
    GStrv head;     /* or NULL */
    lxw_format *looks[SHEET_HEAD + 1];
} Book;

static lxw_format *make_look(lxw_workbook *book, SheetLook look)
{
    lxw_format *format = workbook_add_format(book);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    if (grounds[look])
        format_set_bg_color(format, grounds[look]);
    if (look == SHEET_HEAD)
        format_set_bold(format);
    return format;
}

static void book_free(Book *book)
{
    if (book->book)
        workbook_close(book->book);
    if (book->path)
        unlink(book->path);
    g_free(book->path);
    g_strfreev(book->head);
    g_free(book->name);
    g_free(book);
}

static gpointer begin(FILE *out, const char *name, GError **error)
{
    Book *book = g_new0(Book, 1);
    int fd = g_file_open_tmp("biaosou-XXXXXX.xlsx", &book->path, NULL);
    if (fd >= 0)
        close(fd);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)g_get_tmp_dir()};
    book->book = fd >= 0 ? workbook_new_opt(book->path, &options) : NULL;
    if (!book->book) {
        sheet_cannot_write(error);
        book_free(book);
        return NULL;
    }
    lxw_doc_properties properties = {.created = 1}; /* the same rows are the same file */
    workbook_set_properties(book->book, &properties);
    book->out = out;
    book->name = g_strdup(name);
    for (int look = 0; look <= SHEET_HEAD; look++)
        book->looks[look] = make_look(book->book, (SheetLook)look);
    return book;
}

/* TEXT as strings of a workbook are: what is written as an escape of one character, _x0041_, must not be one (ECMA-376-1,
 * 22.9.2.19). libxlsxwriter escapes the characters that XML cannot have. Caller frees. */
static char *escape(const char *text)
{
    GString *escaped = g_string_new(NULL);
    for (const char *at; (at = strstr(text, "_x")); text = at + 2) {
        gsize digits = 0;
        while (digits < 4 && g_ascii_isxdigit(at[2 + digits]))
            digits++;
        g_string_append_len(escaped, text, at - text);
        g_string_append(escaped, digits == 4 && at[6] == '_' ? "_x005F_x" : "_x");
    }
    g_string_append(escaped, text);
    return g_string_free(escaped, FALSE);
}

static void put_row(Book *book, const char *const *cells, guint count, SheetLook look)
{
    for (guint i = 0; i < count; i++)
        if (cells[i] && *cells[i]) {
            g_autofree char *text = escape(cells[i]);
            worksheet_write_string(book->sheet, book->next, (lxw_col_t)i, text, book->looks[look]);
        }
    book->next++;
}

/* Begins a sheet with the head, which stays in sight and is the row to filter by. */
static gboolean begin_sheet(Book *book, guint columns)
{
    g_autofree char *name = book->sheets ? g_strdup_printf("%s %u", book->name, book->sheets + 1) : g_strdup(book->name);
    book->sheet = workbook_add_worksheet(book->book, name);
    if (!book->sheet)
        return FALSE;
    book->sheets++;
    book->next = 0;
    for (guint i = 0; i < columns; i++)
        worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, i == 0 || columns <= 3 ? WIDE : NARROW, NULL);
    if (book->head) {
        worksheet_freeze_panes(book->sheet, 1, 0);
        put_row(book, (const char *const *)book->head, g_strv_length(book->head), SHEET_HEAD);
    }
    return TRUE;
}

static void end_sheet(Book *book)
{
    if (book->sheet && book->head && book->next > 0)
        worksheet_autofilter(book->sheet, 0, 0, book->next - 1, (lxw_col_t)(g_strv_length(book->head) - 1));
}

/* The index of the first cell that is too long; COUNT if none is. */
static guint too_long(const char *const *cells, guint count)
{
    for (guint i = 0; i < count; i++) {
        glong units = 0;
        for (const char *p = cells[i] ? cells[i] : ""; *p; p = g_utf8_next_char(p))
            units += g_utf8_get_char(p) > 0xffff ? 2 : 1;
        if (units > MOST_CELL)
            return i;
    }
    return count;
}

static GStrv copy_cells(const char *const *cells, guint count)
{
    GStrv copy = g_new0(char *, count + 1);
    for (guint i = 0; i < count; i++)
        copy[i] = g_strdup(cells[i] ? cells[i] : "");
    return copy;
}

static gboolean row(gpointer state, const char *const *cells, guint count, SheetLook look, GError **error)
{
    Book *book = state;
    guint bad = too_long(cells, count);
    if (bad < count) {
        g_set_error(error, SHEET_ERROR, SHEET_ERROR_CELL, _("the text of column %u has over %d characters, which no "
                    "workbook can hold"), bad + 1, MOST_CELL);
        return FALSE;
    }
    gboolean first = !book->sheet;
    if (first && look == SHEET_HEAD)
        book->head = copy_cells(cells, count);
    if (first || book->next == MOST_ROWS) {
        end_sheet(book);
        if (!begin_sheet(book, count))
            return sheet_cannot_write(error);
    }
    if (!first || look != SHEET_HEAD)
        put_row(book, cells, count, look);
    return TRUE;
}

/* Writes the file to OUT, where it may be a pipe. */
static gboolean copy(Book *book, GError **error)
{
    char block[1 << 16];
    size_t n;
    FILE *from = fopen(book->path, "re");
    gboolean ok = from != NULL;
    while (ok && (n = fread(block, 1, sizeof block, from)) > 0)
        ok = fwrite(block, 1, n, book->out) == n;
    ok = ok && !ferror(from) && fflush(book->out) == 0;
    if (!ok)
        sheet_cannot_write(error);
    if (from)
        fclose(from);
    return ok;
}

static gboolean end(gpointer state, GError **error)
{
    Book *book = state;
    end_sheet(book);
    lxw_error failed = workbook_close(book->book);
    book->book = NULL;
    if (failed)
        g_set_error(error, SHEET_ERROR, SHEET_ERROR_WRITE, _("cannot write: %s"), lxw_strerror(failed));
    gboolean ok = !failed && copy(book, error);
    book_free(book);
    return ok;
}

const SheetFormat sheet_xlsx = {"xlsx", begin, row, end};
