/* Workbooks of Excel and its like (ECMA-376, Office Open XML): a ZIP archive of XML parts, which
 * are read as streams. Strings lie in a part of their own; a cell that is a date is a number with a
 * date's style. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>
#include <zip.h>

#include "corpus/container/container.h"
#include "corpus/read/reject.h"
#include "corpus/table/table-reader.h"

/* Limits of what is believed to be a list of standards. */
#define MOST_ARCHIVE ((gsize)256 << 20)
#define MOST_PART ((guint64)1 << 30) /* bytes of XML */
#define MOST_STRINGS ((gsize)256 << 20)
#define MOST_SPANS 20000u
#define MOST_SPANS_AT_ONCE 1000u
#define MOST_SHEETS 1000u

typedef struct {
    char *name, *id; /* id: of its relationship */
} Sheet;

typedef struct {
    const char *file;
    zip_t *zip;
    GPtrArray *strings; /* char * */
    GArray *dates;      /* gboolean by style: whether its numbers are dates */
    GPtrArray *sheets;  /* Sheet */
    GHashTable *parts;  /* relationship → path of a part */
    gboolean from_1904;
} Workbook;

static void sheet_free(gpointer data)
{
    Sheet *sheet = data;
    g_free(sheet->name);
    g_free(sheet->id);
    g_free(sheet);
}

static void workbook_clear(Workbook *book)
{
    if (book->zip)
        zip_discard(book->zip);
    g_ptr_array_unref(book->strings);
    g_array_unref(book->dates);
    g_ptr_array_unref(book->sheets);
    g_hash_table_unref(book->parts);
}

/* Parts */

typedef struct {
    zip_file_t *entry;
    guint64 left;
    xmlTextReader *xml;
    const char *file, *path;
} Part;

static int read_entry(void *context, char *buffer, int len)
{
    Part *part = context;
    zip_int64_t n = zip_fread(part->entry, buffer, (zip_uint64_t)len);
    if (n < 0 || (guint64)n > part->left)
        return -1;
    part->left -= (guint64)n;
    return (int)n;
}

static int keep_entry(void *context)
{
    (void)context;
    return 0;
}

static void part_close(Part *part)
{
    if (part->xml)
        xmlFreeTextReader(part->xml);
    if (part->entry)
        zip_fclose(part->entry);
    part->xml = NULL;
    part->entry = NULL;
}

/* FALSE without an error if there is no such part. PART must not move while it is open. */
static gboolean part_open(Part *part, const Workbook *book, const char *path, GError **error)
{
    *part = (Part){.left = MOST_PART, .file = book->file, .path = path};
    if (zip_name_locate(book->zip, path, 0) < 0)
        return FALSE;
    part->entry = zip_fopen(book->zip, path, 0);
    if (part->entry)
        part->xml = xmlReaderForIO(read_entry, keep_entry, part, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR |
                                       XML_PARSE_NOWARNING);
    if (part->xml)
        return TRUE;
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                "%s: %s in it cannot be read (%s); is it encrypted?", book->file, path,
                zip_strerror(book->zip));
    part_close(part);
    return FALSE;
}

/* The next node; FALSE at the end, or with an error. */
static gboolean part_next(Part *part, GError **error)
{
    int more = xmlTextReaderRead(part->xml);
    if (more == 1 && xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_DOCUMENT_TYPE)
        more = -1; /* no such file has one: an attempt to define what expands */
    if (more < 0)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    "%s: %s in it is damaged or over %u GiB", part->file, part->path,
                    (guint)(MOST_PART >> 30));
    return more == 1;
}

static gboolean begins(const Part *part, const char *name)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0;
}

static gboolean ends(const Part *part, const char *name)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_END_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0;
}

/* Its attribute by its local name. Caller frees; NULL: it has none. */
static char *attribute(const Part *part, const char *name)
{
    char *found = NULL;
    for (int more = xmlTextReaderMoveToFirstAttribute(part->xml); more == 1 && !found;
         more = xmlTextReaderMoveToNextAttribute(part->xml))
        if (strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0)
            found = g_strdup((const char *)xmlTextReaderConstValue(part->xml));
    xmlTextReaderMoveToElement(part->xml);
    return found;
}

/* Appends what the node is of text. */
static void add_text(const Part *part, GString *text)
{
    int type = xmlTextReaderNodeType(part->xml);
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
        type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE)
        g_string_append(text, (const char *)xmlTextReaderConstValue(part->xml));
}

/* The text up to the end of the element NAME that has begun: of its runs, without how they are read
 * (rPh). FALSE with an error. */
static gboolean read_runs(Part *part, const char *name, GString *text, GError **error)
{
    gboolean in_text = FALSE, spoken = FALSE;
    GError *inner = NULL;
    g_string_truncate(text, 0);
    if (xmlTextReaderIsEmptyElement(part->xml))
        return TRUE;
    while (part_next(part, &inner)) {
        if (ends(part, name))
            return TRUE;
        if (begins(part, "rPh"))
            spoken = !xmlTextReaderIsEmptyElement(part->xml);
        else if (ends(part, "rPh"))
            spoken = FALSE;
        else if (begins(part, "t"))
            in_text = !xmlTextReaderIsEmptyElement(part->xml);
        else if (ends(part, "t"))
            in_text = FALSE;
        else if (in_text && !spoken)
            add_text(part, text);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* The parts that say what sheets hold */

static gboolean read_strings(Workbook *book, GError **error)
{
    Part part;
    GError *inner = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    gsize bytes = 0;
    if (!part_open(&part, book, "xl/sharedStrings.xml", &inner)) {
        if (inner)
            g_propagate_error(error, inner);
        return inner == NULL; /* it may have none */
    }
    while (!inner && part_next(&part, &inner))
        if (begins(&part, "si") && read_runs(&part, "si", text, &inner)) {
            bytes += text->len + sizeof(gpointer);
            g_ptr_array_add(book->strings, g_strdup(text->str));
            if (bytes > MOST_STRINGS)
                g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                            "%s: its texts are over %zu MiB", book->file, MOST_STRINGS >> 20);
        }
    part_close(&part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Whether numbers in the format CODE are dates: it has years, months or days outside of quotation marks and
 * brackets. */
static gboolean is_date_code(const char *code)
{
    for (const char *p = code; *p; p++) {
        if (*p == '"' || *p == '[') {
            const char *end = strchr(p + 1, *p == '"' ? '"' : ']');
            if (!end)
                return FALSE;
            p = end;
        } else if (*p == '\\' || *p == '_' || *p == '*') {
            p += p[1] != '\0';
        } else if (strchr("yYdDmM", *p)) {
            return TRUE;
        } else if (*p == ';') {
            return FALSE;
        }
    }
    return FALSE;
}

/* Formats that every workbook has, 18.8.30: dates, also those of East Asia. */
static gboolean is_date_format(int id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static int number_of(const Part *part, const char *name)
{
    g_autofree char *text = attribute(part, name);
    return text ? atoi(text) : 0;
}

static gboolean read_styles(Workbook *book, GError **error)
{
    Part part;
    GError *inner = NULL;
    gboolean in_cells = FALSE;
    g_autoptr(GHashTable) dates = g_hash_table_new(NULL, NULL);
    if (!part_open(&part, book, "xl/styles.xml", &inner)) {
        if (inner)
            g_propagate_error(error, inner);
        return inner == NULL;
    }
    while (part_next(&part, &inner)) {
        if (begins(&part, "numFmt")) {
            g_autofree char *code = attribute(&part, "formatCode");
            if (code && is_date_code(code))
                g_hash_table_add(dates, GINT_TO_POINTER(number_of(&part, "numFmtId")));
        } else if (begins(&part, "cellXfs")) {
            in_cells = TRUE;
        } else if (ends(&part, "cellXfs")) {
            in_cells = FALSE;
        } else if (in_cells && begins(&part, "xf")) {
            int id = number_of(&part, "numFmtId");
            gboolean date = is_date_format(id) || g_hash_table_contains(dates, GINT_TO_POINTER(id));
            g_array_append_val(book->dates, date);
        }
    }
    part_close(&part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* The path in the archive of what TARGET names beside xl/workbook.xml. Caller frees. */
static char *part_path(const char *target)
{
    g_autofree char *slashes = g_strdelimit(g_strdup(target), "\\", '/');
    g_autofree char *whole = g_strconcat(*slashes == '/' ? "" : "/xl/", slashes, NULL);
    g_autofree char *canonical = g_canonicalize_filename(whole, "/");
    return g_strdup(canonical + 1);
}

static gboolean read_relationships(Workbook *book, GError **error)
{
    Part part;
    GError *inner = NULL;
    if (!part_open(&part, book, "xl/_rels/workbook.xml.rels", &inner)) {
        if (!inner)
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                        "%s: a workbook that lacks its list of sheets", book->file);
        g_propagate_error(error, inner);
        return FALSE;
    }
    while (part_next(&part, &inner)) {
        g_autofree char *id = begins(&part, "Relationship") ? attribute(&part, "Id") : NULL;
        g_autofree char *target = id ? attribute(&part, "Target") : NULL;
        if (target)
            g_hash_table_insert(book->parts, g_steal_pointer(&id),
                                part_path(target));
    }
    part_close(&part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static gboolean read_sheet_list(Workbook *book, GError **error)
{
    Part part;
    GError *inner = NULL;
    if (!part_open(&part, book, "xl/workbook.xml", &inner)) {
        if (!inner)
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                        "%s: a ZIP archive that is no XLSX workbook (DOCX?); save it as text, XLSX or "
                        "JSON Lines first",
                        book->file);
        g_propagate_error(error, inner);
        return FALSE;
    }
    while (part_next(&part, &inner)) {
        if (begins(&part, "workbookPr")) {
            g_autofree char *from_1904 = attribute(&part, "date1904");
            book->from_1904 = from_1904 && (*from_1904 == '1' || *from_1904 == 't');
        } else if (begins(&part, "sheet") && book->sheets->len >= MOST_SHEETS) {
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, "%s: over %u sheets", book->file,
                        MOST_SHEETS);
            break;
        } else if (begins(&part, "sheet")) {
            Sheet *sheet = g_new0(Sheet, 1);
            sheet->name = attribute(&part, "name");
            sheet->id = attribute(&part, "id");
            g_ptr_array_add(book->sheets, sheet);
        }
    }
    part_close(&part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Sheets */

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
static GArray *read_spans(const Workbook *book, const char *path, GError **error)
{
    Part part;
    GError *inner = NULL;
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_clear_func(spans, clear_span);
    if (part_open(&part, book, path, &inner)) {
        while (part_next(&part, &inner)) {
            g_autofree char *ref = begins(&part, "mergeCell") ? attribute(&part, "ref") : NULL;
            Span span;
            if (ref && read_span(ref, &span))
                g_array_append_val(spans, span);
            if (spans->len > MOST_SPANS) {
                g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, "%s: over %u merged cells",
                            book->file, MOST_SPANS);
                break;
            }
        }
        part_close(&part);
    }
    g_array_sort(spans, by_first_row);
    if (!inner)
        return spans;
    g_propagate_error(error, inner);
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
static char *number_text(const Workbook *book, int style, const char *text)
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
static char *cell_text(const Workbook *book, const char *type, int style, const char *text)
{
    if (g_strcmp0(type, "s") == 0 && *text) {
        guint64 i = g_ascii_strtoull(text, NULL, 10);
        return i < book->strings->len ? g_strdup(book->strings->pdata[i]) : NULL;
    }
    if (g_strcmp0(type, "e") == 0 || !*text)
        return g_strdup("");
    return !type || strcmp(type, "n") == 0 ? number_text(book, style, text) : g_strdup(text);
}

typedef struct {
    const Workbook *book;
    TableReader *table;
    GArray *spans;
    guint first_span; /* those before it have ended, or end before what comes */
    guint32 row;
    char *cells[TABLE_MAX_COLUMNS];
    guint count;
    guint next; /* the column of a cell without a place */
    GString *text;
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

/* Reads the cell that has begun; where no place is given it follows the one before. */
static gboolean read_cell(SheetReading *reading, Part *part, GError **error)
{
    g_autofree char *place = attribute(part, "r"), *type = attribute(part, "t");
    int style = number_of(part, "s");
    guint32 row, column = reading->next;
    const char *p = place;
    GError *inner = NULL;
    gboolean in_value = FALSE;
    if (p && !read_place(&p, &row, &column))
        column = reading->next;
    reading->next = MIN(column, TABLE_MAX_COLUMNS) + 1;
    g_string_truncate(reading->text, 0);
    if (xmlTextReaderIsEmptyElement(part->xml))
        return TRUE;
    while (part_next(part, &inner) && !ends(part, "c")) {
        if (begins(part, "is") && !read_runs(part, "is", reading->text, &inner))
            break;
        if (begins(part, "v"))
            in_value = !xmlTextReaderIsEmptyElement(part->xml);
        else if (ends(part, "v"))
            in_value = FALSE;
        else if (in_value)
            add_text(part, reading->text);
    }
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    if (column < TABLE_MAX_COLUMNS) {
        g_free(reading->cells[column]);
        reading->cells[column] = cell_text(reading->book, type, style, reading->text->str);
        reading->count = MAX(reading->count, column + 1);
        if (!reading->cells[column]) {
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                        "%s: %s in it is damaged: row %u has a text that is not there",
                        part->file, part->path, reading->row);
            return FALSE;
        }
    }
    return TRUE;
}

/* *MORE: whether the sink wants more. */
static gboolean read_rows(SheetReading *reading, const char *path, gboolean *more, GError **error)
{
    Part part;
    GError *inner = NULL;
    *more = TRUE;
    if (!part_open(&part, reading->book, path, &inner)) {
        if (inner)
            g_propagate_error(error, inner);
        return inner == NULL;
    }
    while (*more && !inner && part_next(&part, &inner)) {
        if (begins(&part, "row")) {
            int number = number_of(&part, "r");
            reading->row = number > 0 ? (guint32)number : reading->row + 1;
            reading->next = 0;
        } else if (begins(&part, "c")) {
            read_cell(reading, &part, &inner);
        } else if (ends(&part, "row")) {
            *more = end_row(reading);
        } else if (ends(&part, "sheetData")) {
            break;
        }
    }
    part_close(&part);
    clear_cells(reading);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static gboolean stopped(const Workbook *book, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, "%s: stopped", book->file);
    return FALSE;
}

/* One sheet; of several its name is told with the file's. *HEADS counts those that have a head. */
static gboolean read_sheet(Workbook *book, const Sheet *sheet, const ReaderSink *sink,
                           ReaderShare *share, guint *heads, GError **error)
{
    const char *path = sheet->id ? g_hash_table_lookup(book->parts, sheet->id) : NULL;
    g_autofree char *name = book->sheets->len > 1 && sheet->name
                                ? g_strconcat(book->file, ":", sheet->name, NULL)
                                : g_strdup(book->file);
    if (!path || zip_name_locate(book->zip, path, 0) < 0)
        return reject_send(sink, name, 0, "", 0, "the archive lacks this sheet") ||
               stopped(book, error);
    g_autoptr(TableReader) table = table_reader_new(name, sink, share);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) spans = read_spans(book, path, error);
    SheetReading reading = {.book = book, .table = table, .spans = spans, .text = text};
    gboolean more = TRUE;
    if (!spans || !read_rows(&reading, path, &more, error))
        return FALSE;
    if (!more || !table_reader_end(table))
        return stopped(book, error);
    *heads += table_reader_has_head(table);
    return TRUE;
}

static gboolean read_book(Workbook *book, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    guint heads = 0;
    if (!read_sheet_list(book, error) || !read_relationships(book, error) ||
        !read_styles(book, error) || !read_strings(book, error))
        return FALSE;
    for (guint i = 0; i < book->sheets->len; i++)
        if (!read_sheet(book, book->sheets->pdata[i], sink, share, &heads, error))
            return FALSE;
    if (heads == 0) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: " TABLE_NO_HEAD, book->file);
        return FALSE;
    }
    return reader_check_share(book->file, share, error);
}

/* All bytes of STREAM, which is closed. Caller unrefs; NULL with an error. */
static GByteArray *read_archive(const char *file, Stream *stream, GError **error)
{
    g_autoptr(Stream) owned = stream;
    g_autoptr(GByteArray) all = g_byte_array_new();
    guint8 chunk[65536];
    gssize n;
    while ((n = stream_read(owned, chunk, sizeof chunk, error)) > 0) {
        g_byte_array_append(all, chunk, (guint)n);
        if (all->len > MOST_ARCHIVE) {
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: a workbook over %zu MiB", file,
                        MOST_ARCHIVE >> 20);
            return NULL;
        }
    }
    return n < 0 ? NULL : g_steal_pointer(&all);
}

gboolean xlsx_knows(const char *head, size_t len)
{
    return len >= 4 && memcmp(head, "PK\003\004", 4) == 0;
}

gboolean xlsx_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                   GError **error)
{
    g_autoptr(GByteArray) archive = read_archive(file, stream, error);
    if (!archive)
        return FALSE;
    Workbook book = {.file = file,
                     .strings = g_ptr_array_new_with_free_func(g_free),
                     .dates = g_array_new(FALSE, FALSE, sizeof(gboolean)),
                     .sheets = g_ptr_array_new_with_free_func(sheet_free),
                     .parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(archive->data, archive->len, 0, &why);
    book.zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
    gboolean ok = FALSE;
    if (book.zip)
        ok = read_book(&book, sink, share, error);
    else
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED, "%s: a damaged ZIP archive (%s)",
                    file, zip_error_strerror(&why));
    if (source && !book.zip)
        zip_source_free(source);
    zip_error_fini(&why);
    workbook_clear(&book);
    return ok;
}
