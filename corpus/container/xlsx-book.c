/* The parts that say what a workbook's sheets hold: their list, strings, styles. */
#include "corpus/container/xlsx-private.h"
#include "messages/messages.h"

#include <string.h>

#define MOST_STRINGS ((gsize)256 << 20)
#define MOST_SHEETS 1000u

static void sheet_free(gpointer data)
{
    XlsxSheet *sheet = data;
    g_free(sheet->name);
    g_free(sheet->id);
    g_free(sheet);
}

void xlsx_book_clear(XlsxBook *book)
{
    g_ptr_array_unref(book->strings);
    g_array_unref(book->dates);
    g_ptr_array_unref(book->sheets);
    g_hash_table_unref(book->parts);
}

void xlsx_unescape(GString *text)
{
    enum { DIGITS = 4, LENGTH = DIGITS + 3 };
    for (char *at = strstr(text->str, "_x"); at; at = strstr(at, "_x")) {
        guint code = 0, digits = 0;
        while (digits < DIGITS && g_ascii_isxdigit(at[2 + digits]))
            code = code * 16 + (guint)g_ascii_xdigit_value(at[2 + digits++]);
        gsize offset = (gsize)(at - text->str);
        char character[6];
        if (digits == DIGITS && at[2 + DIGITS] == '_' && code && g_unichar_validate(code)) {
            gint length = g_unichar_to_utf8(code, character);
            g_string_erase(text, (gssize)offset, LENGTH);
            g_string_insert_len(text, (gssize)offset, character, length);
            at = text->str + offset + length;
        } else {
            at += 2;
        }
    }
}

/* Ends of the types of relationships to parts that a workbook has once, by which these are known beside those that have ids. */
#define STRINGS "/sharedStrings"
#define STYLES "/styles"

/* The part that the workbook names as TYPE, or USUAL. */
static const char *part_of(const XlsxBook *book, const char *type, const char *usual)
{
    const char *named = g_hash_table_lookup(book->parts, type);
    return named ? named : usual;
}

static gboolean read_strings(XlsxBook *book, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    gsize bytes = 0;
    if (!office_part_open(&part, book->archive, part_of(book, STRINGS, "xl/sharedStrings.xml"), &inner))
        return office_part_done(&part, inner, error); /* it may have none */
    while (!inner && office_part_next(&part, &inner))
        if (office_begins(&part, "si") && office_read_runs(&part, "si", text, &inner)) {
            xlsx_unescape(text);
            bytes += text->len + sizeof(gpointer);
            g_ptr_array_add(book->strings, g_strdup(text->str));
            if (bytes > MOST_STRINGS)
                g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                            _("%s: its texts are over %zu MiB"), book->archive->file, MOST_STRINGS >> 20);
        }
    return office_part_done(&part, inner, error);
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

static gboolean read_styles(XlsxBook *book, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    gboolean in_cells = FALSE;
    g_autoptr(GHashTable) dates = g_hash_table_new(NULL, NULL);
    if (!office_part_open(&part, book->archive, part_of(book, STYLES, "xl/styles.xml"), &inner))
        return office_part_done(&part, inner, error); /* it may have none */
    while (office_part_next(&part, &inner)) {
        if (office_begins(&part, "numFmt")) {
            g_autofree char *code = office_attribute(&part, "formatCode");
            if (code && is_date_code(code))
                g_hash_table_add(dates, GINT_TO_POINTER(office_number(&part, "numFmtId")));
        } else if (office_begins(&part, "cellXfs")) {
            in_cells = TRUE;
        } else if (office_ends(&part, "cellXfs")) {
            in_cells = FALSE;
        } else if (in_cells && office_begins(&part, "xf")) {
            int id = office_number(&part, "numFmtId");
            gboolean date = is_date_format(id) || g_hash_table_contains(dates, GINT_TO_POINTER(id));
            g_array_append_val(book->dates, date);
        }
    }
    return office_part_done(&part, inner, error);
}

static gboolean read_relationships(XlsxBook *book, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    if (!office_part_open(&part, book->archive, "xl/_rels/workbook.xml.rels", &inner)) {
        if (!inner)
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                        _("%s: a workbook that lacks its list of sheets"), book->archive->file);
        return office_part_done(&part, inner, error);
    }
    while (office_part_next(&part, &inner)) {
        g_autofree char *id = office_begins(&part, "Relationship") ? office_attribute(&part, "Id") : NULL;
        g_autofree char *target = id ? office_attribute(&part, "Target") : NULL;
        g_autofree char *type = target ? office_attribute(&part, "Type") : NULL;
        const char *const once[] = {STRINGS, STYLES};
        for (guint i = 0; type && i < G_N_ELEMENTS(once); i++)
            if (g_str_has_suffix(type, once[i]))
                g_hash_table_insert(book->parts, g_strdup(once[i]), office_part_path("xl/workbook.xml", target));
        if (target)
            g_hash_table_insert(book->parts, g_steal_pointer(&id),
                                office_part_path("xl/workbook.xml", target));
    }
    return office_part_done(&part, inner, error);
}

static gboolean read_sheet_list(XlsxBook *book, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    if (!office_part_open(&part, book->archive, "xl/workbook.xml", &inner)) {
        if (!inner)
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT,
                        _("%s: a workbook that lacks its list of sheets"),
                        book->archive->file);
        return office_part_done(&part, inner, error);
    }
    while (office_part_next(&part, &inner)) {
        if (office_begins(&part, "workbookPr")) {
            g_autofree char *from_1904 = office_attribute(&part, "date1904");
            book->from_1904 = from_1904 && (*from_1904 == '1' || *from_1904 == 't');
        } else if (office_begins(&part, "sheet") && book->sheets->len >= MOST_SHEETS) {
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, _("%s: over %u sheets"), book->archive->file,
                        MOST_SHEETS);
            break;
        } else if (office_begins(&part, "sheet")) {
            XlsxSheet *sheet = g_new0(XlsxSheet, 1);
            sheet->name = office_attribute(&part, "name");
            sheet->id = office_attribute(&part, "id");
            g_ptr_array_add(book->sheets, sheet);
        }
    }
    return office_part_done(&part, inner, error);
}

gboolean xlsx_book_read(XlsxBook *book, GError **error)
{
    return read_sheet_list(book, error) && read_relationships(book, error) &&
           read_styles(book, error) && read_strings(book, error);
}

void xlsx_book_init(XlsxBook *book, const OfficeArchive *archive)
{
    *book = (XlsxBook){.archive = archive,
                       .strings = g_ptr_array_new_with_free_func(g_free),
                       .dates = g_array_new(FALSE, FALSE, sizeof(gboolean)),
                       .sheets = g_ptr_array_new_with_free_func(sheet_free),
                       .parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
}
