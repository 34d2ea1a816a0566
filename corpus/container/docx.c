/* Texts of Word and its like (ECMA-376 part 1, 17): paragraphs and tables of word/document.xml. Which line a
 * paragraph is in is not told; its number counts paragraphs. */
#include <string.h>

#include "corpus/container/docx-field.h"
#include "corpus/container/docx-numbering.h"

/* A cell of a row as it is read. */
typedef struct {
    GString *text;
    guint span;
    gboolean goes_on; /* merged with the one above */
} Cell;

static void clear_cell(gpointer data)
{
    g_string_free(((Cell *)data)->text, TRUE);
}

typedef struct {
    Document *document;
    Numbering *numbering;
    GString *paragraph;
    int list, level;   /* of the paragraph's number, list 0: none */
    guint skipped;     /* depth of what is not read: what stands for something else, or was deleted */
    unsigned number;   /* of the paragraph */
    guint depth;       /* of tables: those in cells are text of them */
    GPtrArray *rows;   /* of the table: GArray of Cell */
    GArray *places;    /* unsigned: the paragraphs that they begin with */
    gboolean in_text;
    DocxFields fields;
} Reading;

static GArray *last_row(const Reading *reading)
{
    return reading->rows->len ? reading->rows->pdata[reading->rows->len - 1] : NULL;
}

static Cell *last_cell(const Reading *reading)
{
    GArray *row = last_row(reading);
    return row && row->len ? &g_array_index(row, Cell, row->len - 1) : NULL;
}

static void end_paragraph(Reading *reading)
{
    Cell *cell = reading->depth ? last_cell(reading) : NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (reading->list && reading->paragraph->len)
        numbering_count(reading->numbering, reading->list, reading->level, text);
    g_string_append(text, reading->paragraph->str);
    g_string_truncate(reading->paragraph, 0);
    reading->list = 0;
    reading->number++;
    if (cell) {
        g_string_append_printf(cell->text, "%s%s", cell->text->len ? "\n" : "", text->str);
    } else if (!reading->depth) {
        g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
        for (char **line = lines; *line; line++)
            document_add_line(reading->document, *line, strlen(*line), 0, reading->number, FALSE);
    }
}

static guint columns_of(const GPtrArray *rows)
{
    guint most = 0;
    for (guint r = 0; r < rows->len; r++) {
        const GArray *row = rows->pdata[r];
        guint columns = 0;
        for (guint c = 0; c < row->len; c++)
            columns += g_array_index(row, Cell, c).span;
        most = MAX(most, columns);
    }
    return MIN(most, GRID_MAX_COLUMNS);
}

static void end_table(Reading *reading)
{
    guint columns = columns_of(reading->rows);
    Grid *grid = columns ? document_add_grid(reading->document, columns) : NULL;
    const char *above[GRID_MAX_COLUMNS] = {NULL};
    for (guint r = 0; grid && r < reading->rows->len; r++) {
        const GArray *row = reading->rows->pdata[r];
        guint column = 0;
        for (guint c = 0; c < row->len; c++) {
            const Cell *cell = &g_array_index(row, Cell, c);
            for (guint i = 0; i < cell->span && column < columns; i++, column++)
                if (!cell->goes_on)
                    above[column] = cell->text->str;
        }
        for (; column < columns; column++)
            above[column] = "";
        document_add_row(reading->document, grid, above, 0, g_array_index(reading->places, unsigned, r), FALSE);
    }
    g_ptr_array_set_size(reading->rows, 0);
    g_array_set_size(reading->places, 0);
}

static void begin_row(Reading *reading)
{
    GArray *row = g_array_new(FALSE, FALSE, sizeof(Cell));
    unsigned place = reading->number + 1;
    g_array_set_clear_func(row, clear_cell);
    g_ptr_array_add(reading->rows, row);
    g_array_append_val(reading->places, place);
}

static void add_cell(Reading *reading)
{
    Cell cell = {g_string_new(NULL), 1, FALSE};
    GArray *row = last_row(reading);
    if (!row) { /* outside a row: damaged */
        begin_row(reading);
        row = last_row(reading);
    }
    g_array_append_val(row, cell);
}

/* The columns that a row leaves out before its first cell; those behind its last one are empty anyway. */
static void skip_columns(Reading *reading, const OfficePart *part)
{
    int columns = office_number(part, "val");
    if (columns <= 0 || reading->depth != 1)
        return;
    add_cell(reading);
    last_cell(reading)->span = (guint)MIN(columns, (int)GRID_MAX_COLUMNS);
}

static void read_merge(Reading *reading, const OfficePart *part)
{
    Cell *cell = last_cell(reading);
    if (!cell || reading->depth != 1)
        return;
    if (office_begins(part, "gridSpan")) {
        cell->span = (guint)CLAMP(office_number(part, "val"), 1, (int)GRID_MAX_COLUMNS);
    } else if (office_begins(part, "vMerge")) {
        g_autofree char *how = office_attribute(part, "val");
        cell->goes_on = g_strcmp0(how, "restart") != 0 && reading->rows->len > 1;
    }
}

static void begin_element(Reading *reading, const OfficePart *part)
{
    gboolean empty = xmlTextReaderIsEmptyElement(part->xml);
    if (office_begins(part, "tbl") && !empty) {
        reading->depth++;
    } else if (office_begins(part, "tr") && reading->depth == 1) {
        begin_row(reading);
    } else if (office_begins(part, "tc") && reading->depth == 1) {
        add_cell(reading);
    } else if (office_begins(part, "gridBefore")) {
        skip_columns(reading, part);
    } else if (office_begins(part, "p") && empty) {
        end_paragraph(reading);
    } else if (office_begins(part, "t")) {
        reading->in_text = !empty;
    } else if (office_begins(part, "tab")) {
        g_string_append_c(reading->paragraph, ' ');
    } else if (office_begins(part, "br") || office_begins(part, "cr")) {
        g_string_append_c(reading->paragraph, '\n');
    } else if (office_begins(part, "noBreakHyphen")) {
        g_string_append_c(reading->paragraph, '-');
    } else if (office_begins(part, "numId")) {
        reading->list = office_number(part, "val");
    } else if (office_begins(part, "ilvl")) {
        reading->level = office_number(part, "val");
    } else {
        read_merge(reading, part);
    }
}

static void end_element(Reading *reading, const OfficePart *part)
{
    if (office_ends(part, "t")) {
        reading->in_text = FALSE;
    } else if (office_ends(part, "p")) {
        end_paragraph(reading);
        reading->level = 0;
    } else if (office_ends(part, "tbl") && reading->depth && --reading->depth == 0) {
        end_table(reading);
    }
}

/* What is not read, with all that is in it: tab stops, what stands there for old programs, what was deleted, fields that
 * pass. */
static gboolean is_skipped(const OfficePart *part)
{
    static const char *const names[] = {"Fallback", "del", "tabs", "moveFrom", "sectPr", NULL};
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT &&
           (g_strv_contains(names, (const char *)xmlTextReaderConstLocalName(part->xml)) || docx_field_is_passing(part)) &&
           !xmlTextReaderIsEmptyElement(part->xml);
}

static gboolean read_body(Reading *reading, const OfficeArchive *archive, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    int skipped = -1; /* the depth of what is being skipped */
    gboolean open = office_part_open(&part, archive, "word/document.xml", &inner);
    while (open && office_part_next(&part, &inner)) {
        int depth = xmlTextReaderDepth(part.xml);
        if (skipped >= 0) {
            skipped = depth > skipped ? skipped : -1;
            continue;
        }
        docx_fields_see(&reading->fields, &part);
        if (is_skipped(&part))
            skipped = depth;
        else if (xmlTextReaderNodeType(part.xml) == XML_READER_TYPE_ELEMENT)
            begin_element(reading, &part);
        else if (xmlTextReaderNodeType(part.xml) == XML_READER_TYPE_END_ELEMENT)
            end_element(reading, &part);
        else if (reading->in_text && !reading->fields.hidden)
            office_add_text(&part, reading->paragraph);
    }
    return office_part_done(&part, inner, error);
}

Document *docx_read(const OfficeArchive *archive, GError **error)
{
    g_autoptr(Document) document = document_new();
    g_autoptr(Numbering) numbering = numbering_read(archive, error);
    g_autoptr(GString) paragraph = g_string_new(NULL);
    g_autoptr(GString) code = g_string_new(NULL);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(unsigned));
    Reading reading = {.document = document, .numbering = numbering, .paragraph = paragraph, .rows = rows,
                       .places = places, .fields = {.code = code}};
    if (!numbering || !read_body(&reading, archive, error))
        return NULL;
    document_finish(document);
    return g_steal_pointer(&document);
}
