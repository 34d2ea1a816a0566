/* Workbooks of Excel and its like (ECMA-376, Office Open XML): a ZIP archive of XML parts, which
 * are read as streams. Strings lie in a part of their own; a cell that is a date is a number with a
 * date's style. */
#include <math.h>
#include <string.h>

#include "corpus/container/xlsx-formula.h"
#include "corpus/container/xlsx-private.h"
#include "corpus/read/reject.h"
#include "corpus/table/table-reader.h"
#include "messages/messages.h"

/* Limits of what is believed to be a list of standards. */
#define MOST_SPANS 20000u
#define MOST_SPANS_AT_ONCE 1000u

typedef struct {
    guint32 first_row, last_row, first, last; /* rows from 1, columns from 0 */
    char *text;
} Span;

static void clear_span(gpointer data)
{
    g_free(((Span *)data)->text);
}

/* Reads a cell's place, B12, at *P, which moves behind it. FALSE if it is none. */
static gboolean read_place(const char **p, guint32 *row, guint32 *column)
{
    guint64 c = 0, r = 0;
    while (g_ascii_isalpha(**p) && c < 100000)
        c = c * 26 + (guint64)(g_ascii_toupper(*(*p)++) - 'A' + 1);
    while (g_ascii_isdigit(**p) && r < 100000000)
        r = r * 10 + (guint64)(*(*p)++ - '0');
    *row = (guint32)r;
    *column = (guint32)c - 1;
    return c > 0 && r > 0;
}

static gboolean read_span(const char *text, Span *span)
{
    *span = (Span){0};
    if (!text || !read_place(&text, &span->first_row, &span->first) || *text != ':')
        return FALSE;
    text++;
    return read_place(&text, &span->last_row, &span->last) && span->last >= span->first &&
           span->last_row >= span->first_row;
}

static gint by_first_row(gconstpointer a, gconstpointer b)
{
    const Span *x = a, *y = b;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

/* The merged cells of the sheet at PATH, which stand behind its rows: Span, by their first row.
 * Caller unrefs; NULL with an error. */
static GArray *read_spans(const XlsxBook *book, const char *path, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_clear_func(spans, clear_span);
    if (office_part_open(&part, book->archive, path, &inner)) {
        while (office_part_next(&part, &inner)) {
            g_autofree char *ref = office_begins(&part, "mergeCell") ? office_attribute(&part, "ref") : NULL;
            Span span;
            if (ref && read_span(ref, &span))
                g_array_append_val(spans, span);
            if (spans->len > MOST_SPANS) {
                g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, _("%s: over %u merged cells"),
                            book->archive->file, MOST_SPANS);
                break;
            }
        }
    }
    g_array_sort(spans, by_first_row);
    if (office_part_done(&part, inner, error))
        return spans;
    g_array_unref(spans);
    return NULL;
}

/* Days since 30 December 1899, where 1900 is taken for a leap year, or since 1 January 1904, as a date. Caller
 * frees; NULL if there is none. */
static char *date_of(double days, gboolean from_1904)
{
    if (!(days >= 1 && days < 2958466))
        return NULL;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, from_1904 ? 1 : 30, from_1904 ? G_DATE_JANUARY : G_DATE_DECEMBER,
                   from_1904 ? 1904 : 1899);
    g_date_add_days(&date, (guint)floor(days) + (!from_1904 && days < 60));
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date), g_date_get_month(&date),
                           g_date_get_day(&date));
}

/* The number TEXT in STYLE: a date, or as it is shown, 35.2 and not 35.200000000000003. Caller frees. */
static char *number_text(const XlsxBook *book, int style, const char *text)
{
    char *end, shown[G_ASCII_DTOSTR_BUF_SIZE];
    double number = g_ascii_strtod(text, &end);
    gboolean date = style >= 0 && (guint)style < book->dates->len &&
                    g_array_index(book->dates, gboolean, style);
    char *day = date ? date_of(number, book->from_1904) : NULL;
    if (day || *end || strlen(text) <= 15)
        return day ? day : g_strdup(text);
    return g_strdup(g_ascii_formatd(shown, sizeof shown, "%.15g", number));
}

/* What a cell of TYPE and STYLE says whose value is TEXT. Caller frees; NULL: a text that is not there. */
static char *cell_text(const XlsxBook *book, const char *type, int style, const char *text)
{
    if (g_strcmp0(type, "s") == 0 && *text) {
        guint64 i = g_ascii_strtoull(text, NULL, 10);
        return i < book->strings->len ? g_strdup(book->strings->pdata[i]) : NULL;
    }
    if (g_strcmp0(type, "e") == 0 || !*text)
        return g_strdup("");
    return !type || strcmp(type, "n") == 0 ? number_text(book, style, text) : g_strdup(text);
}

/* Of a cell. */
typedef struct {
    gboolean is;
    GString *text;
    char *shared, *range; /* the id by which other cells share it; those that it counts for */
} CellFormula;

typedef struct {
    const XlsxBook *book;
    TableReader *table;
    GArray *spans;
    guint first_span; /* those before it have ended, or end before what comes */
    guint32 row;
    char *cells[TABLE_MAX_COLUMNS];
    guint count;
    guint next; /* the column of a cell without a place */
    GString *text;
    CellFormula formula;
    GHashTable *passing;                     /* ids of formulas that cells share, and that pass */
    guint32 passing_until[TABLE_MAX_COLUMNS]; /* the last row of a column for which a formula above counts, and passes */
} SheetReading;

static void clear_cells(SheetReading *reading)
{
    for (guint i = 0; i < reading->count; i++)
        g_clear_pointer(&reading->cells[i], g_free);
    reading->count = 0;
}

/* Gives cells that are merged the text of the first of them. */
static void spread(SheetReading *reading)
{
    guint open = 0;
    for (guint i = reading->first_span; i < reading->spans->len && open < MOST_SPANS_AT_ONCE; i++) {
        Span *span = &g_array_index(reading->spans, Span, i);
        if (span->first_row > reading->row)
            break;
        if (span->last_row < reading->row) {
            reading->first_span += i == reading->first_span;
            continue;
        }
        open++;
        if (span->first_row == reading->row && span->first < reading->count) {
            g_free(span->text);
            span->text = g_strdup(reading->cells[span->first]);
        }
        guint last = MIN(span->last, TABLE_MAX_COLUMNS - 1);
        for (guint c = span->first; span->text && c <= last; c++) {
            if (!reading->cells[c] || !*reading->cells[c]) {
                g_free(reading->cells[c]);
                reading->cells[c] = g_strdup(span->text);
            }
            reading->count = MAX(reading->count, c + 1);
        }
    }
}

static gboolean end_row(SheetReading *reading)
{
    spread(reading);
    gboolean more = reading->count == 0 ||
                    table_reader_row(reading->table, reading->row,
                                     (const char *const *)reading->cells, reading->count);
    clear_cells(reading);
    return more;
}

/* Whether what the cell in COLUMN holds passes: its formula, or one of other cells that counts for it too, does so, or
 * refers to cells in a workbook of which some do. */
static gboolean is_passing(SheetReading *reading, guint32 column)
{
    const CellFormula *formula = &reading->formula;
    FormulaKind kind = xlsx_formula_kind(formula->text->str);
    gboolean passing = kind == FORMULA_PASSING || (kind == FORMULA_REFERS && reading->book->may_pass);
    Span span;
    if (!formula->is)
        return column < TABLE_MAX_COLUMNS && reading->row <= reading->passing_until[column];
    if (formula->shared && passing)
        g_hash_table_add(reading->passing, g_strdup(formula->shared));
    else if (formula->shared)
        return !formula->text->len && g_hash_table_contains(reading->passing, formula->shared);
    else if (passing && read_span(formula->range, &span))
        for (guint32 c = span.first; c <= span.last && c < TABLE_MAX_COLUMNS; c++)
            reading->passing_until[c] = MAX(reading->passing_until[c], span.last_row);
    return passing;
}

static void begin_formula(CellFormula *formula, const OfficePart *part)
{
    formula->is = TRUE;
    g_free(formula->shared);
    g_free(formula->range);
    formula->shared = office_attribute(part, "si");
    formula->range = office_attribute(part, "ref");
}

static void clear_formula(CellFormula *formula)
{
    formula->is = FALSE;
    g_string_truncate(formula->text, 0);
    g_clear_pointer(&formula->shared, g_free);
    g_clear_pointer(&formula->range, g_free);
}

/* Reads what the cell that has begun holds: its text and its formula. */
static gboolean read_value(SheetReading *reading, OfficePart *part, GError **error)
{
    GString *into = NULL;
    GError *inner = NULL;
    g_string_truncate(reading->text, 0);
    clear_formula(&reading->formula);
    if (xmlTextReaderIsEmptyElement(part->xml))
        return TRUE;
    while (office_part_next(part, &inner) && !office_ends(part, "c")) {
        gboolean value = office_begins(part, "v"), formula = office_begins(part, "f");
        if (office_begins(part, "is") && !office_read_runs(part, "is", reading->text, &inner))
            break;
        if (formula)
            begin_formula(&reading->formula, part);
        if (value || formula)
            into = xmlTextReaderIsEmptyElement(part->xml) ? NULL : value ? reading->text : reading->formula.text;
        else if (office_ends(part, "v") || office_ends(part, "f"))
            into = NULL;
        else if (into)
            office_add_text(part, into);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Reads the cell that has begun; where no place is given it follows the one before. */
static gboolean read_cell(SheetReading *reading, OfficePart *part, GError **error)
{
    g_autofree char *place = office_attribute(part, "r"), *type = office_attribute(part, "t");
    int style = office_number(part, "s");
    guint32 row, column = reading->next;
    const char *p = place;
    gboolean empty = xmlTextReaderIsEmptyElement(part->xml);
    if (p && !read_place(&p, &row, &column))
        column = reading->next;
    reading->next = MIN(column, TABLE_MAX_COLUMNS) + 1;
    if (!read_value(reading, part, error))
        return FALSE;
    if (is_passing(reading, column))
        g_string_truncate(reading->text, 0);
    if (!empty && column < TABLE_MAX_COLUMNS) {
        g_free(reading->cells[column]);
        if (g_strcmp0(type, "str") == 0 || g_strcmp0(type, "inlineStr") == 0)
            xlsx_unescape(reading->text);
        reading->cells[column] = cell_text(reading->book, type, style, reading->text->str);
        reading->count = MAX(reading->count, column + 1);
        if (!reading->cells[column]) {
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                        _("%s: %s in it is damaged: row %u has a text that is not there"),
                        part->file, part->path, reading->row);
            return FALSE;
        }
    }
    return TRUE;
}

/* *MORE: whether the sink wants more. */
static gboolean read_rows(SheetReading *reading, const char *path, gboolean *more, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    *more = TRUE;
    if (!office_part_open(&part, reading->book->archive, path, &inner))
        return office_part_done(&part, inner, error); /* it may have none */
    while (*more && !inner && office_part_next(&part, &inner)) {
        if (office_begins(&part, "row")) {
            int number = office_number(&part, "r");
            reading->row = number > 0 ? (guint32)number : reading->row + 1;
            reading->next = 0;
        } else if (office_begins(&part, "c")) {
            read_cell(reading, &part, &inner);
        } else if (office_ends(&part, "row")) {
            *more = end_row(reading);
        } else if (office_ends(&part, "sheetData")) {
            break;
        }
    }
    clear_cells(reading);
    return office_part_done(&part, inner, error);
}

static const char *sheet_path(const XlsxBook *book, const XlsxSheet *sheet)
{
    return sheet->id ? g_hash_table_lookup(book->parts, sheet->id) : NULL;
}

/* Whether a formula of a sheet, or one that has a name, may pass. */
static gboolean may_pass(const XlsxBook *book)
{
    gboolean may = xlsx_may_pass(book->archive, "xl/workbook.xml");
    for (guint i = 0; i < book->sheets->len && !may; i++) {
        const char *path = sheet_path(book, book->sheets->pdata[i]);
        may = path && xlsx_may_pass(book->archive, path);
    }
    return may;
}

/* One sheet; of several its name is told with the file's. *HEADS counts those that have a head. */
static gboolean read_sheet(XlsxBook *book, const XlsxSheet *sheet, const ReaderSink *sink,
                           ReaderShare *share, guint *heads, GError **error)
{
    const char *path = sheet_path(book, sheet);
    const Source at = {.file = (char *)book->archive->file, .sheet = book->sheets->len > 1 ? sheet->name : NULL};
    if (!path || zip_name_locate(book->archive->zip, path, 0) < 0)
        return reject_send_at(sink, &at, "", 0, "the archive lacks this sheet") ||
               reader_stopped(book->archive->file, error);
    g_autoptr(TableReader) table = table_reader_new(&at, sink, share);
    g_autoptr(GString) text = g_string_new(NULL), formula = g_string_new(NULL);
    g_autoptr(GHashTable) passing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) spans = read_spans(book, path, error);
    SheetReading reading = {.book = book, .table = table, .spans = spans, .text = text,
                            .formula = {.text = formula}, .passing = passing};
    gboolean more = TRUE, ok = spans && read_rows(&reading, path, &more, error);
    clear_formula(&reading.formula);
    if (!ok)
        return FALSE;
    if (!more || !table_reader_end(table))
        return reader_stopped(book->archive->file, error);
    *heads += table_reader_has_head(table);
    return TRUE;
}

static gboolean read_book(XlsxBook *book, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    guint heads = 0;
    if (!xlsx_book_read(book, error))
        return FALSE;
    book->may_pass = may_pass(book);
    for (guint i = 0; i < book->sheets->len; i++)
        if (!read_sheet(book, book->sheets->pdata[i], sink, share, &heads, error))
            return FALSE;
    if (heads == 0) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", book->archive->file, _(TABLE_NO_HEAD));
        return FALSE;
    }
    return reader_check_share(book->archive->file, share, error);
}

gboolean xlsx_read(const OfficeArchive *archive, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    XlsxBook book;
    xlsx_book_init(&book, archive);
    gboolean ok = read_book(&book, sink, share, error);
    xlsx_book_clear(&book);
    return ok;
}
