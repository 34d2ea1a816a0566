/* Whatever a flattener does to a table, a record that is delivered is one of its rows: never the
 * pieces of two rows or columns. Tables are made of known rows and flattened in many ways, some of
 * which nobody can undo; then the rows must be rejected. FLATTENINGS in the environment makes more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "corpus/reader.h"
#include "corpus/text/text.h"
#include "unicode/width.h"

static guint64 random_state = 1181783497276652981u;

static guint random_below(guint limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (guint)((random_state >> 32) % MAX(limit, 1));
}

/* Rows */

enum { SEQUENCE, PLAN, TITLE, SCOPE, PROGRESS, ORGANIZATION, STAGE, DATE, MAKING, KINDS };
enum { MAX_ROWS = 14 };

static const char *const heads[KINDS] = {"序号",     "国标计划号",   "项目名称", "标准范围", "项目进展",
                                         "起草单位", "项目阶段",     "实施日期", "制修订"};
static const int widths[KINDS] = {4, 14, 22, 44, 20, 24, 10, 12, 8};

static const char *const elements[] = {"信息安全技术", "网络安全技术", "数据安全技术"};
static const char *const subjects[] = {"审计日志留存要求", "口令管理指南", "可信执行环境评估方法",
                                       "跨境传输记录格式", "密钥托管服务接口规范", "固件升级"};
static const char *const parts[] = {"", "", " 第2部分：总则", " 第3部分：CPU 测试"};
static const char *const scopes[] = {
    "该标准规定了审计日志的生成、保存与查阅要求；适用于运营者留存日志，也适用于检查人员查阅日志。",
    "本文件给出了口令管理的建议。",
    "本文件描述了可信执行环境的评估方法，规定了 TLS 1.3 的配置；适用于评估机构。",
    "该标准确立了跨境传输记录的格式。适用于数据处理者记录传输活动，以及主管部门检查。"};
static const char *const progresses[] = {"已形成征求意见稿，并于2024年5月6日公开征求意见。", "草案。", "已报批。",
                                         "已形成送审稿，通过专家审查会评审。", "正在修改标准草案"};
static const char *const organizations[] = {"南山大学", "北岭信息技术有限公司、南山大学",
                                            "东湖网络安全研究院", "中部电力集团、东湖研究所"};
static const char *const stages[] = {"征求意见", "审查", "报批"};
static const char *const making[] = {"制定", "修订"};

#define PICK(list) ((list)[random_below(G_N_ELEMENTS(list))])

typedef struct {
    char *cells[KINDS];
} TableRow;

typedef struct {
    TableRow rows[MAX_ROWS];
    int count, n_columns;
    int columns[KINDS]; /* in their order */
    gboolean bare;      /* titles without 《》 */
    double width;
} Sheet;

static void make_row(TableRow *row, int number, gboolean bare)
{
    row->cells[SEQUENCE] = g_strdup_printf("%d", number);
    row->cells[PLAN] = g_strdup_printf("2024%04u-T-469", 1000 + (guint)number * 37);
    row->cells[TITLE] = g_strdup_printf(bare ? "%s %s%s" : "《%s %s%s》", PICK(elements),
                                        PICK(subjects), PICK(parts));
    row->cells[SCOPE] = g_strdup(PICK(scopes));
    row->cells[PROGRESS] = g_strdup(PICK(progresses));
    row->cells[ORGANIZATION] = g_strdup(PICK(organizations));
    row->cells[STAGE] = g_strdup(PICK(stages));
    row->cells[DATE] = g_strdup_printf("2024-%02u-01", 1 + random_below(12));
    row->cells[MAKING] = g_strdup(PICK(making));
}

/* Some of the columns, the usual ones most often in the usual order. */
static Sheet make_sheet(void)
{
    static const double factors[] = {0.5, 0.7, 1, 1.5, 4};
    Sheet sheet = {.count = 2 + (int)random_below(MAX_ROWS - 2), .bare = random_below(2) != 0};
    sheet.width = PICK(factors);
    for (int kind = 0; kind < KINDS; kind++)
        if (kind == PLAN || kind == TITLE || random_below(3) > 0)
            sheet.columns[sheet.n_columns++] = kind;
    guint swaps = random_below(3) ? 0 : random_below(4);
    for (guint i = 0; i < swaps; i++) {
        guint a = random_below((guint)sheet.n_columns), b = random_below((guint)sheet.n_columns);
        int kept = sheet.columns[a];
        if (sheet.columns[a] == SEQUENCE || sheet.columns[b] == SEQUENCE)
            continue;
        sheet.columns[a] = sheet.columns[b];
        sheet.columns[b] = kept;
    }
    for (int i = 0; i < sheet.count; i++)
        make_row(&sheet.rows[i], i + 1, sheet.bare);
    return sheet;
}

static void clear_sheet(Sheet *sheet)
{
    for (int i = 0; i < sheet->count; i++)
        for (int kind = 0; kind < KINDS; kind++)
            g_free(sheet->rows[i].cells[kind]);
}

/* Flattening */

static GPtrArray *wrap(const char *text, int width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GString *line = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean mark = g_utf8_strchr("。，；、》：", -1, c) != NULL;
        if (line->len && !mark && (int)text_columns(line->str, strlen(line->str)) + 2 > width) {
            g_ptr_array_add(lines, g_strstrip(g_strdup(line->str)));
            g_string_truncate(line, 0);
        }
        g_string_append_unichar(line, c);
    }
    if (line->len)
        g_ptr_array_add(lines, g_strstrip(g_strdup(line->str)));
    g_string_free(line, TRUE);
    return lines;
}

typedef struct {
    int gutter;       /* spaces between columns side by side */
    gboolean single;  /* a Han character is one position */
    gboolean jitter;  /* columns begin a position to the left or right */
    gboolean squeeze; /* all gutters one space */
    gboolean split;   /* and wide ones a line break */
    gboolean centred;
    gboolean no_head, furniture;
} Way;

static void pad(GString *line, int width, gboolean single)
{
    int have = single ? (int)g_utf8_strlen(line->str, -1) : (int)text_columns(line->str, strlen(line->str));
    for (; have < width; have++)
        g_string_append_c(line, ' ');
}

/* One line of cells side by side, as the way has it. */
static void add_side_line(GString *out, const GString *line, const Way *way)
{
    if (!way->squeeze) {
        g_string_append_printf(out, "%s\n", line->str);
        return;
    }
    for (const char *p = line->str + strspn(line->str, " "); *p;) {
        size_t spaces = strspn(p, " ");
        if (!spaces) {
            g_string_append_c(out, *p++);
            continue;
        }
        g_string_append_c(out, way->split && spaces > 6 ? '\n' : ' ');
        p += spaces;
    }
    g_string_append_c(out, '\n');
}

static void add_side_row(GString *out, const Sheet *sheet, char *const *cells, const Way *way)
{
    GPtrArray *wrapped[KINDS];
    guint height = 0;
    for (int c = 0; c < sheet->n_columns; c++) {
        int kind = sheet->columns[c];
        wrapped[c] = wrap(cells[kind], MAX(6, (int)(widths[kind] * sheet->width)));
        height = MAX(height, wrapped[c]->len);
    }
    for (guint i = 0; i < height; i++) {
        g_autoptr(GString) line = g_string_new(NULL);
        int at = 0;
        for (int c = 0; c < sheet->n_columns; c++) {
            guint above = way->centred ? (height - wrapped[c]->len) / 2 : 0;
            int jitter = way->jitter ? (int)random_below(3) - 1 : 0;
            pad(line, at + jitter, way->single);
            if (line->len && line->str[line->len - 1] != ' ')
                g_string_append_c(line, ' ');
            if (i >= above && i - above < wrapped[c]->len)
                g_string_append(line, wrapped[c]->pdata[i - above]);
            at += MAX(6, (int)(widths[sheet->columns[c]] * sheet->width)) + way->gutter;
        }
        g_strchomp(line->str);
        line->len = strlen(line->str);
        add_side_line(out, line, way);
    }
    for (int c = 0; c < sheet->n_columns; c++)
        g_ptr_array_unref(wrapped[c]);
}

static void add_furniture(GString *out, const Way *way, int page)
{
    if (way->furniture)
        g_string_append_printf(out, "11/25/26, 10:29 PM 月报\nfile:///a/b.html %d/9\n\f", page);
    else
        g_string_append_printf(out, "- %d -\n\f", page);
}

static void flatten_side(GString *out, const Sheet *sheet, const Way *way)
{
    char *head[KINDS];
    for (int kind = 0; kind < KINDS; kind++)
        head[kind] = (char *)heads[kind];
    add_side_row(out, sheet, head, way);
    for (int i = 0; i < sheet->count; i++) {
        add_side_row(out, sheet, sheet->rows[i].cells, way);
        if (i % 4 == 3) {
            add_furniture(out, way, i / 4 + 1);
            if (!way->no_head)
                add_side_row(out, sheet, head, way);
        }
    }
}

/* A cell's lines FROM to END. */
static void add_cell_lines(GString *out, const GPtrArray *lines, guint from, guint end)
{
    for (guint i = from; i < MIN(end, lines->len); i++)
        g_string_append_printf(out, "%s\n", (char *)lines->pdata[i]);
}

/* One cell after another; now and then a page divides a row, and what is left of each cell follows
 * on the next page. */
static void flatten_cells(GString *out, const Sheet *sheet, const Way *way)
{
    for (int c = 0; c < sheet->n_columns; c++)
        g_string_append_printf(out, "%s%s", heads[sheet->columns[c]],
                               c + 1 < sheet->n_columns ? " " : "\n");
    for (int i = 0; i < sheet->count; i++) {
        guint page = random_below(4) ? 1000 : 1 + random_below(3);
        GPtrArray *wrapped[KINDS];
        gboolean left = FALSE;
        for (int c = 0; c < sheet->n_columns; c++) {
            int kind = sheet->columns[c];
            wrapped[c] = wrap(sheet->rows[i].cells[kind], MAX(6, (int)(widths[kind] * sheet->width)));
            add_cell_lines(out, wrapped[c], 0, page);
            left = left || wrapped[c]->len > page;
        }
        if (left)
            add_furniture(out, way, i + 1);
        for (int c = 0; c < sheet->n_columns; c++) {
            add_cell_lines(out, wrapped[c], page, 1000);
            g_ptr_array_unref(wrapped[c]);
        }
    }
}

/* A whole column after another, or a row's cells in any order. */
static void flatten_badly(GString *out, const Sheet *sheet, gboolean columns)
{
    for (int c = 0; c < sheet->n_columns; c++)
        g_string_append_printf(out, "%s\n", heads[sheet->columns[c]]);
    for (int i = 0; i < (columns ? sheet->n_columns : sheet->count); i++)
        for (int k = 0; k < (columns ? sheet->count : sheet->n_columns); k++) {
            int row = columns ? k : i;
            int kind = sheet->columns[columns ? i : (int)random_below((guint)sheet->n_columns)];
            g_autoptr(GPtrArray) lines =
                wrap(sheet->rows[row].cells[kind], MAX(6, (int)(widths[kind] * sheet->width)));
            add_cell_lines(out, lines, 0, 1000);
        }
}

static char *flatten(const Sheet *sheet, guint way_number)
{
    static const int gutters[] = {1, 1, 2, 3, 6};
    GString *out = g_string_new("附件1：2024年5月在研标准项目推进工作一览表\n");
    Way way = {PICK(gutters), random_below(2) != 0, random_below(3) == 0, FALSE, FALSE,
               random_below(3) == 0, random_below(2) != 0, random_below(2) != 0};
    way.squeeze = way_number == 1 || way_number == 2;
    way.split = way_number == 2;
    if (way_number <= 2)
        flatten_side(out, sheet, &way);
    else if (way_number <= 4)
        flatten_cells(out, sheet, &way);
    else
        flatten_badly(out, sheet, way_number == 5);
    return g_string_free(out, FALSE);
}

/* Comparing */

typedef struct {
    const Sheet *sheet;
    int records;
    GString *wrong;
} Check;

static gboolean is_same(const char *got, const char *wanted)
{
    g_autofree char *a = g_strdup(got ? got : ""), *b = g_strdup(wanted ? wanted : "");
    for (char **text = (char *[]){a, b, NULL}; *text; text++) {
        char *out = *text;
        for (const char *p = *text; *p; p++)
            if (*p != ' ')
                *out++ = *p;
        *out = '\0';
    }
    return strcmp(a, b) == 0;
}

static gboolean has_column(const Sheet *sheet, int kind)
{
    for (int c = 0; c < sheet->n_columns; c++)
        if (sheet->columns[c] == kind)
            return TRUE;
    return FALSE;
}

static const char *value_of(const Record *record, int kind)
{
    const GPtrArray *progress = record->values[FIELD_PROGRESS].list;
    switch (kind) {
    case SCOPE:
        return record_text(record, FIELD_SCOPE_ZH);
    case PROGRESS:
        return progress ? ((Progress *)progress->pdata[0])->text : NULL;
    case STAGE:
        return record_text(record, FIELD_STAGE);
    case DATE:
        return record_text(record, FIELD_EFFECTIVE);
    default:
        return json_string_value(json_object_get(record->extra, heads[kind]));
    }
}

/* The title is the row's; another cell is the row's or missing (a cell that is lost is not a false
 * one). */
static void compare(Check *check, const Record *record, const TableRow *row)
{
    g_autofree char *title = text_finish_title(row->cells[TITLE]);
    if (!is_same(record_text(record, FIELD_TITLE_ZH), title))
        g_string_append_printf(check->wrong, "%s: title \"%s\", not \"%s\"\n",
                               record_text(record, FIELD_ID), record_text(record, FIELD_TITLE_ZH),
                               title);
    for (int kind = SCOPE; kind < KINDS; kind++) {
        const char *got = value_of(record, kind);
        if (has_column(check->sheet, kind) && got && !is_same(got, row->cells[kind]))
            g_string_append_printf(check->wrong, "%s: %s \"%s\", not \"%s\"\n",
                                   record_text(record, FIELD_ID), heads[kind], got,
                                   row->cells[kind]);
    }
}

static gboolean check_record(Record *record, gpointer data)
{
    Check *check = data;
    const char *id = record_text(record, FIELD_ID);
    const TableRow *row = NULL;
    for (int i = 0; i < check->sheet->count; i++)
        if (strcmp(check->sheet->rows[i].cells[PLAN], id) == 0)
            row = &check->sheet->rows[i];
    check->records++;
    if (row)
        compare(check, record, row);
    else
        g_string_append_printf(check->wrong, "\"%s\" is no row\n", id);
    record_free(record);
    return TRUE;
}

static void test_flattenings(void **state)
{
    (void)state;
    const char *more = getenv("FLATTENINGS");
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "biaosou-flat-XXXXXX", NULL);
    close(g_mkstemp(file));
    int records[7] = {0}, rows[7] = {0}, wrong = 0, count = more ? atoi(more) : 420;
    for (int i = 0; i < count; i++) {
        guint way = (guint)i % 7;
        Sheet sheet = make_sheet();
        g_autofree char *text = flatten(&sheet, way);
        Check check = {&sheet, 0, g_string_new(NULL)};
        ReaderSink sink = {.record = check_record, .data = &check};
        assert_true(g_file_set_contents(file, text, -1, NULL));
        reader_read(file, &sink, NULL);
        records[way] += check.records;
        rows[way] += sheet.count;
        if (check.wrong->len && !wrong++)
            fprintf(stderr, "%s\ngives\n%s", text, check.wrong->str);
        else if (check.wrong->len && getenv("ALL"))
            fprintf(stderr, "way %u: %s", way, check.wrong->str);
        g_string_free(check.wrong, TRUE);
        clear_sheet(&sheet);
    }
    g_remove(file);
    for (int way = 0; way < 7; way++)
        print_message("way %d: %d of %d rows\n", way, records[way], rows[way]);
    if (wrong)
        fail_msg("%d of %d flattened tables give false records", wrong, count);
    assert_true(records[0] > rows[0] / 20);              /* side by side, some with clean gutters */
    assert_true(records[3] + records[4] > (rows[3] + rows[4]) / 4); /* one cell after another */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_flattenings)};
    return cmocka_run_group_tests_name("corpus-bulletin-flattenings", tests, NULL, NULL);
}
