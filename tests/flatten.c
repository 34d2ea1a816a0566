#include "tests/flatten.h"

#include <string.h>

#include "corpus/text/text.h"
#include "unicode/width.h"

const Content flatten_contents[FLATTEN_CONTENTS] = {
    {"drafts",
     "附件 1：2024 年 5 月在研标准项目推进工作一览表",
     {"序号", "国标计划号", "项目名称", "标准范围", "项目进展"},
     {{"", "20240511-T-469", "《信息安全技术 电子公文安全交换要求》",
       "该标准规定了电子公文在系统之间交换时的安全要求，给出了交换过程的参考模型；适用于公文交换系"
       "统的设计、建设和测评。",
       "已形成征求意见稿，并通过专家审查会评审。"},
      {"", "20240512-T-469", "《信息安全技术 工业控制设备固件检测方法》",
       "本文件描述了固件的获取、还原和分析方法，规定了检测记录的内容；适用于检测机构对工业控制设备"
       "开展固件检测，也可供设备制造商参考。",
       "已形成征求意见稿，于2024年5月6日至2024年7月5日公开征求意见。"},
      {"", "20231544-T-469", "《网络安全技术 时间戳服务接口规范》",
       "该标准规定了时间戳服务的接口、消息格式和错误代码。适用于时间戳服务的开发与调用。",
       "正在按照专家意见修改标准草案。"},
      {"", "20231545-Z-469", "《信息安全技术 众测服务指南》",
       "本指导性技术文件提供了组织众测的流程建议；适用于众测的组织者与平台。",
       "已报批。"},
      {"", "20221203-T-469", "《信息安全技术 数据出境活动记录格式》",
       "该标准依据《信息安全技术 数据分类规则》给出了活动记录的字段、取值与示例，规定了记录的保存期"
       "限；适用于数据处理者记录数据出境活动，以及主管部门开展监督检查。",
       "完成送审稿，并于2024年5月21日通过审查。"}},
     {6, 14, 20, 60, 20}},
    {"international",
     "附件 2：2 项国际标准文件投票和评议工作一览表",
     {"序号", "标准编号", "英文名称", "中文名称", "阶段"},
     {{"", "ISO/IEC CD 29128-3", "Verification of cryptographic protocols: Evaluation methods and "
                                 "activities for implementations",
       "密码协议的验证 协议实现的评估方法和活动", "CD"},
      {"", "ISO/IEC DIS 27565", "Guidelines on privacy preservation based on zero knowledge proofs",
       "基于零知识证明的隐私保护指南", "DIS 投票"},
      {"", "ISO/IEC 27001:2022/DAmd 1", "Information security management systems Requirements",
       "信息安全管理体系要求", "40.20"}},
     {6, 20, 34, 26, 12}},
    {"published",
     "附件 3：2024 年 5 月发布国家标准清单",
     {"序号", "标准编号", "标准名称", "代替标准号", "实施日期"},
     {{"", "GB/T 45101-2024", "信息安全技术 日志留存要求", "GB/T 31101-2014", "2024-12-01"},
      {"", "GB/T 45102-2024", "信息安全技术 口令管理指南", "—", "2024-12-01"},
      {"", "GB/T 45103.2-2024", "网络安全技术 可信计算体系结构 第2部分：可信软件基",
       "GB/T 31103.2-2015", "2025-01-01"}},
     {6, 18, 34, 20, 14}},
};

guint32 flatten_random(guint32 *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Wrapping */

static gboolean may_not_begin(gunichar c)
{
    static const char marks[] = "。，；、》）：,.;:)";
    return g_utf8_strchr(marks, -1, c) != NULL;
}

/* The end of what may not be divided at P: a Latin word, or a character with the marks after it. */
static const char *unit_end(const char *p)
{
    const char *end = g_utf8_next_char(p);
    gunichar c = g_utf8_get_char(p);
    if (!text_is_cjk(c) && c != ' ')
        while (*end && *end != ' ' && !text_is_cjk(g_utf8_get_char(end)) && end[-1] != '-' &&
               end[-1] != '/')
            end = g_utf8_next_char(end);
    while (*end && may_not_begin(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    if (c == 0x300a)
        return unit_end(end);
    return end;
}

static GPtrArray *wrap(const char *text, int width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GString *line = g_string_new(NULL);
    for (const char *p = text; *p;) {
        const char *end = unit_end(p);
        if (line->len && (int)text_columns(line->str, strlen(line->str)) + (int)text_columns(p, (gsize)(end - p)) > width) {
            g_ptr_array_add(lines, g_strchomp(g_strdup(line->str)));
            g_string_truncate(line, 0);
        }
        if (*p != ' ' || line->len)
            g_string_append_len(line, p, end - p);
        p = end;
    }
    if (line->len)
        g_ptr_array_add(lines, g_strchomp(g_strdup(line->str)));
    g_string_free(line, TRUE);
    return lines;
}

/* Cells */

char *flatten_cell(const Content *content, const Style *style, int row, int column)
{
    int count = 0;
    while (content->rows[count][1])
        count++;
    const char *text = content->rows[row % count][column];
    int round = row / count;
    if (column == 1 && round > 0) {
        char *changed = g_strdup(text);
        char *digit = strpbrk(changed, "0123456789");
        digit = digit[4] && g_ascii_isdigit(digit[4]) && g_ascii_isdigit(digit[5]) ? digit + 4
                                                                                  : digit + 1;
        digit[0] = (char)('3' + round / 10 % 10);
        digit[1] = (char)('0' + round % 10);
        return changed;
    }
    if (column == 2 && style->bare && g_str_has_prefix(text, "《"))
        return g_strndup(text + strlen("《"), strlen(text) - 2 * strlen("《"));
    return g_strdup(text);
}

int flatten_rows(const Content *content, const Style *style)
{
    int count = 0;
    while (content->rows[count][1])
        count++;
    return MIN(count * MAX(style->repeat, 1), MAX_ROWS);
}

typedef struct {
    GString *text;
    const Style *style;
    const Content *content;
    guint32 seed;
    int lines, page;
} Page;

static void add_header(Page *page);

static void break_page(Page *page)
{
    page->page++;
    switch (page->style->page_mark) {
    case 1:
        g_string_append_printf(page->text, "\n- %d -\n\f", page->page);
        break;
    case 2:
        g_string_append_printf(page->text, "第 %d 页\n", page->page);
        break;
    case 3:
        g_string_append_printf(page->text, "%d\n\f", page->page);
        break;
    default:
        g_string_append_c(page->text, '\f');
    }
    page->lines = -(int)(flatten_random(&page->seed) % 7);
    if (page->style->page_mark == 4)
        add_header(page);
}

static void add_line(Page *page, const char *line, gboolean cell_begins)
{
    const Style *style = page->style;
    gboolean blank = style->blank == 1 || (style->blank == 2 && cell_begins) ||
                     (style->blank == 3 && flatten_random(&page->seed) % 3 == 0);
    if (style->page && page->lines >= style->page)
        break_page(page);
    if (blank)
        g_string_append_c(page->text, '\n');
    g_string_append_printf(page->text, "%s\n", line);
    page->lines++;
}

/* One cell after another */

static void add_header_stream(Page *page)
{
    const Style *style = page->style;
    g_autoptr(GString) joined = g_string_new(NULL);
    for (int c = 0; c < COLUMNS; c++) {
        const char *cell = page->content->header[c];
        if (style->header == 0) {
            g_string_append_printf(joined, "%s%s", c ? " " : "", cell);
        } else if (style->header == 1) {
            g_string_append_printf(page->text, "%s\n", cell);
        } else {
            const char *middle = g_utf8_offset_to_pointer(cell, g_utf8_strlen(cell, -1) / 2);
            g_string_append_printf(page->text, "%.*s\n\n%s\n", (int)(middle - cell), cell, middle);
        }
    }
    if (joined->len)
        g_string_append_printf(page->text, "%s\n", joined->str);
}

static char *number_text(const Style *style, int row)
{
    static const struct {
        const char *before, *after;
    } marks[] = {{"", " "}, {"", ""}, {"", "."}, {"（", "）"}, {"", ". "}};
    return g_strdup_printf("%s%d%s", marks[style->number].before, row + 1,
                           marks[style->number].after);
}

static void add_row_stream(Page *page, int row)
{
    const Style *style = page->style;
    g_autofree char *number = number_text(style, row);
    gboolean same_line = g_str_has_suffix(number, " ");
    if (!same_line)
        add_line(page, number, TRUE);
    for (int c = 1; c < COLUMNS; c++) {
        g_autofree char *cell = flatten_cell(page->content, style, row, c);
        g_autoptr(GPtrArray) lines =
            wrap(cell, MAX(8, (int)(page->content->widths[c] * style->width)));
        for (guint i = 0; i < lines->len; i++) {
            g_autofree char *line =
                g_strconcat(c == 1 && i == 0 && same_line ? number : "", lines->pdata[i], NULL);
            add_line(page, line, i == 0);
        }
    }
}

/* Side by side */

static void pad(GString *line, int width, gboolean single)
{
    int have = single ? (int)g_utf8_strlen(line->str, -1) : (int)text_columns(line->str, strlen(line->str));
    for (; have < width; have++)
        g_string_append_c(line, ' ');
}

static int side_width(const Page *page, int c)
{
    int width = MAX((int)text_columns(page->content->header[c], strlen(page->content->header[c])),
                    (int)(page->content->widths[c] * page->style->width));
    return c ? width : 6;
}

static void add_strips(Page *page, GPtrArray *const *cells, gboolean centred)
{
    guint height = 0;
    for (int c = 0; c < COLUMNS; c++)
        height = MAX(height, cells[c]->len);
    for (guint i = 0; i < height; i++) {
        g_autoptr(GString) line = g_string_new(NULL);
        int at = 0;
        for (int c = 0; c < COLUMNS; c++) {
            guint above = centred ? (height - cells[c]->len) / 2 : 0;
            pad(line, at, page->style->single);
            if (i >= above && i - above < cells[c]->len)
                g_string_append(line, cells[c]->pdata[i - above]);
            at += side_width(page, c) + 3;
        }
        g_strchomp(line->str);
        add_line(page, line->str, i == 0);
    }
}

static void add_header_side(Page *page)
{
    GPtrArray *cells[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
        cells[c] = wrap(page->content->header[c], page->style->header == 2 ? 6 : 40);
    int lines = page->lines;
    page->lines = -1000;
    add_strips(page, cells, FALSE);
    page->lines = lines;
    for (int c = 0; c < COLUMNS; c++)
        g_ptr_array_unref(cells[c]);
}

static void add_row_side(Page *page, int row)
{
    GPtrArray *cells[COLUMNS];
    g_autofree char *number = number_text(page->style, row);
    cells[0] = wrap(number, 40);
    for (int c = 1; c < COLUMNS; c++) {
        g_autofree char *cell = flatten_cell(page->content, page->style, row, c);
        cells[c] = wrap(cell, side_width(page, c));
    }
    add_strips(page, cells, page->style->centred);
    for (int c = 0; c < COLUMNS; c++)
        g_ptr_array_unref(cells[c]);
}

static void add_header(Page *page)
{
    if (page->style->side)
        add_header_side(page);
    else
        add_header_stream(page);
}

char *flatten(const Content *content, const Style *style)
{
    Page page = {g_string_new(NULL), style, content, style->seed, 0, 1};
    g_string_append_printf(page.text, "%s\n", content->caption);
    add_header(&page);
    for (int row = 0; row < flatten_rows(content, style); row++) {
        if (style->side)
            add_row_side(&page, row);
        else
            add_row_stream(&page, row);
    }
    return g_string_free(page.text, FALSE);
}

/* Encodings */

static char *full_width_digits(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, c >= '0' && c <= '9' ? c + 0xfee0 : c);
    }
    return g_string_free(out, FALSE);
}

gboolean flatten_write(const char *file, const char *text, int ending)
{
    g_autofree char *bytes = NULL;
    gsize len = 0;
    if (ending == 1) {
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        bytes = g_strjoinv("\r\n", lines);
    } else if (ending == 2) {
        bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, &len, NULL);
    } else if (ending == 3) {
        bytes = g_convert(text, -1, "UTF-16", "UTF-8", NULL, &len, NULL);
    } else if (ending == 4) {
        bytes = g_strconcat("\xef\xbb\xbf", text, NULL);
    } else {
        bytes = ending == 5 ? full_width_digits(text) : g_strdup(text);
    }
    return bytes && g_file_set_contents(file, bytes, len ? (gssize)len : -1, NULL);
}
