/* Headers of tables, and where each table begins and ends. */
#include <string.h>

#include "corpus/bulletin/table.h"

enum { MAX_HEADER_LINES = 40, MAX_HEADER_BYTES = 400 };

typedef enum { NO_HEADER, BEGINNING, WHOLE } Match;

static void add_column(Header *header, const HeaderWord *word)
{
    if (word->type == COLUMN_SEQUENCE)
        header->has_sequence = TRUE;
    else if (header->count < MAX_COLUMNS)
        header->columns[header->count++] = word;
}

/* What may stand behind a header word: （中文）, a mark between cells. */
static size_t skip_remark(const char *text)
{
    size_t len = strspn(text, "|/");
    const char *open = g_str_has_prefix(text + len, "（") ? "）" : text[len] == '(' ? ")" : NULL;
    const char *close = open ? strstr(text + len, open) : NULL;
    size_t dummy;
    gboolean marked;
    if (close && close - text < 40 && !sequence_read(text + len, &dummy, &marked))
        len = (size_t)(close - text) + strlen(open);
    return len;
}

const HeaderWord *header_word(const char *text)
{
    const HeaderWord *word = words_header(text);
    const char *rest = word ? text + strlen(word->word) : "?";
    return *(rest + skip_remark(rest)) ? NULL : word;
}

/* Reads TEXT as header words without anything between. */
static Match match_words(const char *text, Header *header)
{
    *header = (Header){0};
    if (!*text)
        return NO_HEADER;
    while (*text) {
        const HeaderWord *word = words_header(text);
        size_t rest = strlen(text);
        if (!word)
            return words_is_header_beginning(text, rest) ? BEGINNING : NO_HEADER;
        add_column(header, word);
        text += strlen(word->word);
        text += skip_remark(text);
    }
    return WHOLE;
}

gboolean header_has(const Header *header, ColumnType type)
{
    for (int i = 0; i < header->count; i++)
        if (header->columns[i]->type == type)
            return TRUE;
    return FALSE;
}

gboolean header_equal(const Header *a, const Header *b)
{
    if (a->count != b->count || a->has_sequence != b->has_sequence)
        return FALSE;
    for (int i = 0; i < a->count; i++)
        if (a->columns[i]->type != b->columns[i]->type)
            return FALSE;
    return TRUE;
}

/* A header names a title or a number, and at least two columns besides the sequence number's, or
 * three cells in all; no column twice but organizations. */
gboolean header_is_plausible(const Header *header)
{
    gboolean title = header_has(header, COLUMN_TITLE) || header_has(header, COLUMN_TITLE_ZH) ||
                     header_has(header, COLUMN_TITLE_EN);
    gboolean number = header_has(header, COLUMN_PLAN) || header_has(header, COLUMN_NUMBER);
    for (int i = 0; i < header->count; i++)
        for (int k = 0; k < i; k++)
            if (header->columns[i] == header->columns[k])
                return FALSE;
    return (title || number) && header->count >= 2 && (title || header->count >= 3);
}

gboolean header_read(const GPtrArray *lines, guint at, Header *header, guint *end)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean found = FALSE;
    for (guint i = at; i < lines->len && i < at + MAX_HEADER_LINES; i++) {
        const TextLine *line = lines->pdata[i];
        Header candidate;
        text_append_bare(text, line->text);
        Match match = text->len > MAX_HEADER_BYTES ? NO_HEADER : match_words(text->str, &candidate);
        if (match == NO_HEADER)
            break;
        if (match == WHOLE && header_is_plausible(&candidate)) {
            *header = candidate;
            *end = i + 1;
            found = TRUE;
        }
    }
    return found;
}

/* Captions and headings */

typedef struct {
    GRegex *caption;  /* 附件 1：…, 表 2 … */
    GRegex *chapter;  /* 一、…, （二）…, 第三部分 */
    GRegex *footnote; /* 注：… */
} Marks;

static gboolean is_caption_start(const Marks *marks, const TextLine *line)
{
    return g_regex_match(marks->caption, line->text, 0, NULL);
}

static gboolean ends_caption(const TextLine *line)
{
    static const char *const ends[] = {"表", "清单", "目录", "一览", "汇总", "名单", "情况", NULL};
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(line->text, *end))
            return TRUE;
    return FALSE;
}

/* The line at which the caption above the header at HEADER begins; HEADER if there is none. */
static guint caption_above(const Marks *marks, const GPtrArray *lines, guint header, guint floor)
{
    for (guint back = 1; back <= 4 && header >= floor + back; back++)
        if (is_caption_start(marks, lines->pdata[header - back]))
            return header - back;
    if (header > floor && ends_caption(lines->pdata[header - 1]) &&
        !strstr(((TextLine *)lines->pdata[header - 1])->text, "。"))
        return header - 1;
    return header;
}

static char *caption_text(const GPtrArray *lines, guint first, guint end)
{
    if (first == end)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = first; i < end; i++) {
        const TextLine *line = lines->pdata[i];
        text_join(text, line->text, strlen(line->text));
    }
    text_finish_prose(text->str);
    return g_strdup(text->str);
}

gboolean heading_is_before_items(const GPtrArray *lines, guint i)
{
    const TextLine *line = lines->pdata[i];
    const TextLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;
    size_t taken, len = strlen(line->text);
    gboolean marked;
    if (!next || line->width > 40 || sequence_read(next->text, &taken, &marked) != 1 || !marked ||
        !next->text[taken] || g_ascii_isdigit(line->text[0]) || number_at_start(next->text + taken) ||
        g_str_has_prefix(next->text + taken, "《"))
        return FALSE;
    if (number_at_start(line->text) || len < 6 || layout_has_gap(line) || layout_has_gap(next))
        return FALSE;
    for (const char *p = line->text; *p; p = g_utf8_next_char(p))
        if (g_unichar_ispunct(g_utf8_get_char(p)))
            return FALSE;
    return TRUE;
}

static gboolean ends_rows(const Marks *marks, const GPtrArray *lines, guint i)
{
    const TextLine *line = lines->pdata[i];
    return is_caption_start(marks, line) || g_regex_match(marks->chapter, line->text, 0, NULL) ||
           g_regex_match(marks->footnote, line->text, 0, NULL) || heading_is_before_items(lines, i);
}

void table_free(Table *table)
{
    g_free(table->caption);
    g_free(table->skip);
    if (table->rows)
        g_ptr_array_unref(table->rows);
    if (table->own)
        g_ptr_array_unref(table->own);
    g_free(table);
}

static gboolean read_any_header(const GPtrArray *lines, guint at, Header *header, guint *end,
                                gboolean *layout)
{
    Header scattered;
    guint scattered_end;
    *layout = layout_header_read(lines, at, header, end);
    if (*layout)
        return TRUE;
    gboolean plain = header_read(lines, at, header, end);
    if (!scattered_header_read(lines, at, &scattered, &scattered_end))
        return plain;
    if (plain && (*end > scattered_end || header_equal(header, &scattered)))
        return TRUE;
    *header = scattered;
    *end = scattered_end;
    return TRUE;
}

/* Reads on from TABLE->body to where its rows end, skipping repeated headers. */
static void find_end(const Marks *marks, const GPtrArray *lines, Table *table)
{
    guint i = table->body;
    while (i < lines->len && !((TextLine *)lines->pdata[i])->grid) {
        Header header;
        guint end;
        gboolean layout;
        if (read_any_header(lines, i, &header, &end, &layout)) {
            if (!header_equal(&header, &table->header) ||
                caption_above(marks, lines, i, table->body) != i)
                break;
            for (; i < end; i++)
                table->skip[i] = TRUE;
            if (i < lines->len)
                ((TextLine *)lines->pdata[i])->new_page = TRUE;
            continue;
        }
        if (ends_rows(marks, lines, i))
            break;
        i++;
    }
    table->end = i;
}

/* The table whose head is at LINES[HEADER], with its caption below FLOOR. */
static Table *new_table(const Marks *marks, const GPtrArray *lines, guint floor, guint header)
{
    Table *table = g_new0(Table, 1);
    table->first = caption_above(marks, lines, header, floor);
    table->caption = caption_text(lines, table->first, header);
    table->header_line = header;
    table->skip = g_new0(gboolean, lines->len + 1);
    return table;
}

GPtrArray *tables_find(const GPtrArray *lines)
{
    Marks marks = {
        g_regex_new("^(?:附件|附表|附录|表) ?[0-9一二三四五六七八九十]{0,3} ?(?:[:：.、—-]|$| )|"
                    "^(?:附件|附表) ?[0-9一二三四五六七八九十]{1,2} ?[^。]{0,60}(?:表|清单|目录)$",
                    G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("^(?:[一二三四五六七八九十]{1,3} ?[、.．]|第[一二三四五六七八九十]{1,3}(?:部分|章|节))"
                    "|^[（(][一二三四五六七八九十]{1,3}[)）] ?[^。；]*$",
                    G_REGEX_OPTIMIZE, 0, NULL),
        g_regex_new("^(?:注|备注|说明|联系人|联系电话|报送?|抄送) ?[0-9]? ?[：:]", G_REGEX_OPTIMIZE, 0,
                    NULL)};
    GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    guint floor = 0;
    for (guint i = 0; i < lines->len;) {
        Header header;
        guint end;
        gboolean layout;
        if (((TextLine *)lines->pdata[i])->grid) {
            Table *table = new_table(&marks, lines, floor, i);
            grid_read(lines, i, table);
            g_ptr_array_add(tables, table);
            floor = i = table->end;
            continue;
        }
        gboolean readable = read_any_header(lines, i, &header, &end, &layout);
        if (!readable && !header_is_hinted(lines, i)) {
            i++;
            continue;
        }
        if (!readable) {
            header = (Header){0};
            layout = FALSE;
            end = i + 1;
        }
        Table *table = new_table(&marks, lines, floor, i);
        table->unreadable = !readable;
        table->header = header;
        table->shape = layout ? SHAPE_LAYOUT : SHAPE_STREAM;
        table->body = end;
        find_end(&marks, lines, table);
        g_ptr_array_add(tables, table);
        floor = i = table->end;
    }
    g_regex_unref(marks.caption);
    g_regex_unref(marks.chapter);
    g_regex_unref(marks.footnote);
    return tables;
}
