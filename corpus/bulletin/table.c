/* The tables of a bulletin: their rows into records, and what is missing of them. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "corpus/table/table-reader.h"
#include "messages/messages.h"

GPtrArray *rows_read(const GPtrArray *lines, const Table *table, const DateFinder *dates)
{
    if (table->shape == SHAPE_GRID)
        return g_ptr_array_ref(table->rows);
    if (table->shape == SHAPE_LAYOUT)
        return layout_read(lines, table);
    GPtrArray *rows = rows_find(lines, table);
    for (guint i = 0; i < rows->len; i++)
        cells_read(lines, table, dates, rows->pdata[i]);
    return rows;
}

/* NEXT is the row after ROW, or NULL: where one between them was not found, its text is ROW's. */
static void read_row(Bulletin *bulletin, const Table *table, Row *row, const Row *next)
{
    gboolean told = table->shape == SHAPE_GRID;
    g_autofree char *why = row->doubt ? g_strconcat(row->doubt, told ? "" : _(TABLE_WHAT_TO_DO), NULL) : NULL;
    Record *record = record_new();
    gboolean filled = !why && row_fill(bulletin, table, row, record, &why);
    if (filled && next && row->sequence && next->sequence > row->sequence + 1)
        why = g_strdup_printf(_("row %d was not found after it and may be in its cells"),
                              row->sequence + 1);
    if (why) {
        bulletin_reject(bulletin, row->first, row->end, "row %d of the table: %s", row->sequence,
                        why);
        record_free(record);
        return;
    }
    const Source at = bulletin_place(bulletin, row->first);
    record_add_source(record, &at);
    g_hash_table_insert(bulletin->captioned, bulletin_add(bulletin, record), (gpointer)table);
}

/* Rejects what stands before the first row, and says which numbers of the sequence are missing. */
static void report_gaps(Bulletin *bulletin, const Table *table, const GPtrArray *rows)
{
    guint first = rows->len ? ((Row *)rows->pdata[0])->first : table->end;
    guint start = table->body;
    while (start < first && table->skip[start])
        start++;
    if (start < first)
        bulletin_reject(bulletin, start, first,
                        rows->len ? _("text before the table's first row")
                                  : _("no row of the table could be told from its text"));
    int previous = 0;
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = rows->pdata[i];
        if (row->sequence == previous + 2)
            bulletin_miss(bulletin, row->first,
                          "row %d of the table was not found before this one", previous + 1);
        else if (row->sequence > previous + 2)
            bulletin_miss(bulletin, row->first,
                          "rows %d to %d of the table were not found before this one",
                          previous + 1, row->sequence - 1);
        previous = row->sequence ? row->sequence : previous + 1;
    }
}
/* Whether a cell of TABLE holds a number of a standard or plan, or a title. */
static gboolean names_document(const Bulletin *bulletin, const Table *table)
{
    for (guint i = table->header_line; i < table->end; i++) {
        const char *text = ((TextLine *)bulletin->lines->pdata[i])->text;
        if (strstr(text, "《") || bulletin_names_number(text))
            return TRUE;
    }
    return FALSE;
}

void bulletin_read_tables(Bulletin *bulletin)
{
    for (guint i = 0; i < bulletin->tables->len; i++) {
        const Table *table = bulletin->tables->pdata[i];
        if (table->untold) {
            bulletin_reject(bulletin, table->header_line, table->end,
                            "no lines are drawn in this table, and its columns or rows cannot be told for sure by their places; give it "
                            "with lines, or as a workbook");
            continue;
        }
        if (table->unreadable && table->shape == SHAPE_GRID && !names_document(bulletin, table)) {
            for (guint line = table->header_line; line < table->end; line++)
                bulletin->rejected[line] = TRUE; /* of something else: whom to call, what to fill in */
            continue;
        }
        if (table->foreign) {
            bulletin_miss(bulletin, table->header_line, TABLE_FOREIGN);
            continue;
        }
        if (table->unreadable) {
            bulletin_reject(bulletin, table->header_line, table->end,
                            "the head of this table could not be told, nor its columns; write its "
                            "cells one after another in a line");
            continue;
        }
        if (table->list) {
            bulletin_read_list(bulletin, table);
            continue;
        }
        g_autoptr(GPtrArray) rows = rows_read(bulletin->lines, table, bulletin->dates);
        bulletin->n_rows += rows->len;
        report_gaps(bulletin, table, rows);
        rows_doubt(bulletin, table, rows);
        for (guint k = 0; k < rows->len; k++)
            read_row(bulletin, table, rows->pdata[k],
                     k + 1 < rows->len ? rows->pdata[k + 1] : NULL);
    }
}

static void read_caption(Bulletin *bulletin, Record *record, const Table *table)
{
    const char *published = record_text(record, FIELD_PUBLISHED);
    const char *event = table->caption ? words_event(table->caption) : NULL;
    if (!event && published)
        event = "发布";
    if (!event || record->values[FIELD_PROGRESS].list)
        return;
    gboolean is_publication = strcmp(event, "发布") == 0;
    Progress progress = {.date = is_publication && published ? (char *)published : bulletin->date,
                         .event = (char *)event,
                         .text = table->caption,
                         .source = bulletin->name};
    record_add_progress(record, &progress);
}

void bulletin_read_captions(Bulletin *bulletin)
{
    for (guint i = 0; i < bulletin->records->len; i++) {
        Record *record = bulletin->records->pdata[i];
        const Table *table = g_hash_table_lookup(bulletin->captioned, record);
        if (table)
            read_caption(bulletin, record, table);
    }
}
