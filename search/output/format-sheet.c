/* Answers as sheets: CSV for programs and spreadsheets, workbooks for people; and as bare ids. */
#include "search/output/output.h"
#include "sheet/sheet.h"
#include "unicode/clean.h"

/* A workbook has the words of lists, so that it is read again as one. */
static const struct {
    FieldId field;
    const char *head;
} columns[] = {
    {FIELD_ID, "标准号"},          {FIELD_KIND, "标准类别"},      {FIELD_STATUS, "状态"},     {FIELD_STAGE, "阶段"},
    {FIELD_TITLE_ZH, "中文名称"},  {FIELD_TITLE_EN, "英文名称"}, {FIELD_PUBLISHED, "发布日期"}, {FIELD_COMMITTEE, "归口单位"},
    {FIELD_PLAN, "计划号"},
};

#define COLUMNS (G_N_ELEMENTS(columns) + 2) /* the rank before, relaxed after them */

static void begin(Output *o, const char *format, const char *const *heads)
{
    o->state = sheet_new_in(sheet_format(format), o->out, "检索结果", &o->error);
    if (o->state)
        sheet_row(o->state, heads, COLUMNS, SHEET_HEAD, &o->error);
}

static void begin_csv(Output *o)
{
    const char *heads[COLUMNS] = {"rank", [COLUMNS - 1] = "relaxed"};
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        heads[i + 1] = fields[columns[i].field].name;
    begin(o, "csv", heads);
}

static void begin_xlsx(Output *o)
{
    const char *heads[COLUMNS] = {"序号", [COLUMNS - 1] = "部分相符"};
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        heads[i + 1] = columns[i].head;
    begin(o, "xlsx", heads);
}

static SheetLook look_of(const char *status)
{
    static const struct {
        const char *status;
        SheetLook look;
    } looks[] = {{"现行", SHEET_GOOD}, {"即将实施", SHEET_DOUBTFUL}, {"废止", SHEET_BAD}, {"被代替", SHEET_BAD}};
    for (guint i = 0; i < G_N_ELEMENTS(looks); i++)
        if (g_strcmp0(status, looks[i].status) == 0)
            return looks[i].look;
    return SHEET_PLAIN;
}

/* Cells have no control characters and line ends. */
static void put_row(Output *o, const AnswerHit *out, const char *relaxed)
{
    g_auto(GStrv) cells = g_new0(char *, COLUMNS + 1);
    cells[0] = g_strdup_printf("%u", out->rank);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        FieldId field = columns[i].field;
        const char *value = field == FIELD_ID ? out->hit->id : answer_value(o->answer, out->record, field);
        cells[i + 1] = value ? clean_text(value) : g_strdup("");
    }
    cells[COLUMNS - 1] = g_strdup(relaxed);
    sheet_row(o->state, (const char *const *)cells, COLUMNS, look_of(answer_value(o->answer, out->record, FIELD_STATUS)),
              &o->error);
}

static void put_csv(Output *o, const AnswerHit *out)
{
    put_row(o, out, out->hit->relaxed ? "true" : "false");
}

static void put_xlsx(Output *o, const AnswerHit *out)
{
    put_row(o, out, out->hit->relaxed ? "是" : "");
}

static void end(Output *o)
{
    if (o->state)
        sheet_end(o->state, o->error ? NULL : &o->error);
}

static void print_id(Output *o, const AnswerHit *out)
{
    clean_append_printf(o->out, "%s\n", out->hit->id);
}

const OutputFormat format_csv = {
    .name = "csv", .needs_record = TRUE, .marks_relaxed = TRUE, .begin = begin_csv, .hit = put_csv, .end = end};
const OutputFormat format_xlsx = {.name = "xlsx",
                                  .is_binary = TRUE,
                                  .needs_record = TRUE,
                                  .marks_relaxed = TRUE,
                                  .begin = begin_xlsx,
                                  .hit = put_xlsx,
                                  .end = end};
const OutputFormat format_ids = {.name = "ids", .hit = print_id};
