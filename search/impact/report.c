#include "search/impact/report.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/texts.h"
#include "search/check/told.h"
#include "sheet/sheet.h"
#include "unicode/clean.h"
#include "unicode/width.h"
#include "unicode/wrap.h"

/* Cells */

typedef enum {
    COLUMN_CITING,
    COLUMN_VERDICT,
    COLUMN_CITED,
    COLUMN_DATED,
    COLUMN_TO_DO,
    COLUMN_NOW,
    COLUMN_TITLE,
    COLUMN_SOURCE,
    COLUMNS
} Column;

static const char *const names[COLUMNS][2] = {
    [COLUMN_CITING] = {"引用文件", "Cited by"}, [COLUMN_VERDICT] = {"结论", "Verdict"},
    [COLUMN_CITED] = {"引用编号", "As cited"},  [COLUMN_DATED] = {"注日期", "Dated"},
    [COLUMN_TO_DO] = {"处理", "To do"},         [COLUMN_NOW] = {"现行版本", "In force"},
    [COLUMN_TITLE] = {"名称", "Title"},         [COLUMN_SOURCE] = {"来源", "Source"},
};

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

/* The id of what is in force where TARGET is cited, or NULL. Borrowed. */
static const char *in_force(const ImpactTarget *target)
{
    const Record *record = told_in_force(target->checked);
    return record ? id_of(record) : NULL;
}

/* What is to be done about a citation. */
static const char *to_do(const ImpactTarget *target, Language language)
{
    static const char *const revise[] = {"需修订", "revise"},
                             *const follows[] = {"随最新版", "follows the newest"},
                             *const nothing[] = {"无需修订", "nothing"};
    return (impact_is_stale(target) ? revise : target->dated ? nothing : follows)[language];
}

/* A cell of ROW, cleaned. Caller frees. */
static char *cell(const ImpactRow *row, Column column, Language language)
{
    const Record *citing = row->citing->record;
    const GPtrArray *sources = citing->values[FIELD_SOURCES].list;
    const char *now = in_force(row->target), *title = record_title_in(citing, language);
    gboolean en = language == LANGUAGE_EN;
    switch (column) {
    case COLUMN_CITING:
        return clean_text(id_of(citing));
    case COLUMN_VERDICT:
        return g_strdup(told_name(row->citing->verdict, language));
    case COLUMN_CITED:
        return clean_text(row->target->id);
    case COLUMN_DATED:
        return g_strdup(row->target->dated ? (en ? "dated" : "注日期")
                                           : (en ? "undated" : "不注日期"));
    case COLUMN_TO_DO:
        return g_strdup(to_do(row->target, language));
    case COLUMN_NOW:
        return clean_text(now ? now : "");
    case COLUMN_TITLE:
        return clean_text(title ? title : "");
    case COLUMN_SOURCE: {
        g_autofree char *source = sources ? source_name(sources->pdata[0]) : g_strdup("");
        return clean_text(source);
    }
    case COLUMNS:
        break;
    }
    return g_strdup("");
}

/* How many documents that cite it are valid, or (VALID FALSE) are not. */
static guint count(const Impact *impact, gboolean valid)
{
    guint n = 0;
    for (guint v = 0; v < VERDICTS; v++)
        n += verdict_names[v].valid == valid ? impact->counts[v] : 0;
    return n;
}

/* Text: a table */

static const Column shown[] = {COLUMN_CITING, COLUMN_VERDICT, COLUMN_CITED, COLUMN_TO_DO,
                               COLUMN_TITLE};
#define SHOWN G_N_ELEMENTS(shown)
#define GAP 2

static void measure(const Impact *impact, Language language, guint widths[SHOWN])
{
    memset(widths, 0, SHOWN * sizeof *widths);
    for (guint r = 0; r < impact->rows->len; r++)
        for (guint c = 0; c + 1 < SHOWN; c++) {
            g_autofree char *text = cell(impact->rows->pdata[r], shown[c], language);
            widths[c] = MAX(widths[c], text_columns(text, strlen(text)));
        }
}

/* What colours a cell. */
static const char *shade(const ImpactRow *row, Column column)
{
    return column == COLUMN_VERDICT ? told_colour(row->citing->verdict)
           : column == COLUMN_TO_DO
               ? told_colour(impact_is_stale(row->target) ? VERDICT_REPLACED : VERDICT_IN_FORCE)
           : column == COLUMN_CITING ? COLOUR_STRONG
                                     : NULL;
}

static void put_row(const ImpactRow *row, const guint widths[SHOWN], const ReportOptions *options,
                    GString *out)
{
    g_autoptr(GString) line = g_string_new(NULL);
    guint indent = 0;
    for (guint c = 0; c < SHOWN; c++) {
        g_autofree char *text = cell(row, shown[c], options->language);
        const char *colour = options->colour ? shade(row, shown[c]) : NULL;
        guint gap = c + 1 < SHOWN ? widths[c] + GAP - text_columns(text, strlen(text)) : 0;
        g_string_append_printf(line, "%s%s%s%*s", colour ? colour : "", text,
                               colour ? COLOUR_END : "", (int)gap, "");
        indent += c + 1 < SHOWN ? widths[c] + GAP : 0;
    }
    while (line->len && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
    text_wrap(out, line->str, options->columns, indent + 10 > options->columns ? 4 : indent);
    g_string_append_c(out, '\n');
}

/* What became of the document itself. */
static void put_head(const Impact *impact, const ReportOptions *options, GString *out)
{
    const ImpactTarget *own = NULL;
    g_autoptr(GString) line = g_string_new(options->colour ? COLOUR_STRONG : "");
    for (guint i = 0; i < impact->targets->len && !own; i++)
        if (strcmp(((const ImpactTarget *)impact->targets->pdata[i])->id, impact->id) == 0)
            own = impact->targets->pdata[i];
    clean_append(line, impact->id);
    g_string_append(line, options->colour ? COLOUR_END : "");
    if (own && own->checked->found && told_applies(own->checked->found)) {
        g_autofree char *verdict = told_verdict(own->checked, options->language);
        g_string_append_printf(line, "  %s", verdict);
    } else if (own) {
        g_string_append_printf(line, "  %s", told_name(own->checked->verdict, options->language));
    }
    text_wrap(out, line->str, options->columns, 2);
    g_string_append_c(out, '\n');
}

/* How many there are, and how many more that are not in force. */
static void put_counts(const Impact *impact, const ReportOptions *options, GString *out)
{
    gboolean en = options->language == LANGUAGE_EN;
    const char *mark = "";
    g_string_append_printf(out,
                           en ? "cited by %u in force; citations to be revised: %u\n"
                              : "有效文件 %u 项引用它或其旧版；需修订的引用 %u 处\n",
                           count(impact, TRUE), impact_stale(impact));
    if (count(impact, FALSE) == 0)
        return;
    g_string_append(out, en ? "others that cite it: " : "其他引用它的文件：");
    for (guint v = 0; v < VERDICTS; v++) {
        if (verdict_names[v].valid || !impact->counts[v])
            continue;
        g_string_append_printf(out, "%s%s %u", mark, told_name((Verdict)v, options->language),
                               impact->counts[v]);
        mark = en ? ", " : "，";
    }
    g_string_append_c(out, '\n');
}

static void write_text(const Impact *impact, const ReportOptions *options, GString *out)
{
    guint widths[SHOWN];
    measure(impact, options->language, widths);
    put_head(impact, options, out);
    for (guint i = 0; i < impact->rows->len; i++)
        put_row(impact->rows->pdata[i], widths, options, out);
    put_counts(impact, options, out);
}

/* CSV */

static void write_csv(const Impact *impact, const ReportOptions *options, GString *out)
{
    const char *heads[COLUMNS];
    for (guint c = 0; c < COLUMNS; c++)
        heads[c] = names[c][options->language];
    g_string_append(out, SHEET_CSV_MARK);
    sheet_append_csv_row(out, heads, COLUMNS);
    for (guint r = 0; r < impact->rows->len; r++) {
        g_auto(GStrv) cells = g_new0(char *, COLUMNS + 1);
        for (guint c = 0; c < COLUMNS; c++)
            cells[c] = cell(impact->rows->pdata[r], (Column)c, options->language);
        sheet_append_csv_row(out, (const char *const *)cells, COLUMNS);
    }
}

/* JSON */

static json_t *target_to_json(const Impact *impact, const ImpactTarget *target)
{
    json_t *object = json_object();
    output_set(object, "cited", target->id);
    json_object_set_new(object, "dated", json_boolean(target->dated));
    output_set(object, "verdict", verdict_names[target->checked->verdict].name);
    json_object_set_new(
        object, "replaced_by",
        told_documents(target->checked->chain.successors, impact->day, impact->searcher->today));
    output_set(object, "in_force", in_force(target));
    return object;
}

static json_t *row_to_json(const Impact *impact, const ImpactRow *row)
{
    json_t *object = told_document(row->citing->record, impact->day, impact->searcher->today);
    const GPtrArray *sources = row->citing->record->values[FIELD_SOURCES].list;
    json_t *places = json_array();
    for (guint i = 0; sources && i < sources->len; i++) {
        g_autofree char *place = source_name(sources->pdata[i]);
        json_array_append_new(places, json_string(place));
    }
    output_set(object, "verdict", verdict_names[row->citing->verdict].name);
    output_set(object, "cites", row->target->id);
    json_object_set_new(object, "dated", json_boolean(row->target->dated));
    json_object_set_new(object, "revise", json_boolean(impact_is_stale(row->target)));
    output_set(object, "in_force", in_force(row->target));
    json_object_set_new(object, "sources", places);
    return object;
}

static void write_json(const Impact *impact, const ReportOptions *options, GString *out)
{
    json_auto_t *root = json_object();
    json_t *targets = json_array(), *rows = json_array();
    g_autofree char *day = date_of_key(impact->day);
    (void)options;
    for (guint i = 0; i < impact->targets->len; i++)
        json_array_append_new(targets, target_to_json(impact, impact->targets->pdata[i]));
    for (guint i = 0; i < impact->rows->len; i++)
        json_array_append_new(rows, row_to_json(impact, impact->rows->pdata[i]));
    output_set(root, "id", impact->id);
    output_set(root, "on", day);
    json_object_set_new(root, "revise", json_integer(impact_stale(impact)));
    json_object_set_new(root, "verdicts", told_counts(impact->counts));
    json_object_set_new(root, "cited_as", targets);
    json_object_set_new(root, "cited_by", rows);
    output_json(out, root);
}

ImpactFormat impact_format(const char *name)
{
    static const struct {
        const char *name;
        ImpactFormat format;
    } formats[] = {{"text", write_text}, {"csv", write_csv}, {"json", write_json}};
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return NULL;
}
