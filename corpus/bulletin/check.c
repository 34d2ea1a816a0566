/* Whether a cell can be what its column holds. */
#include <string.h>

#include "corpus/bulletin/table.h"
#include "corpus/record/fault.h"
#include "corpus/text/titles.h"
#include "messages/messages.h"
#include "unicode/han.h"
#include "unicode/width.h"

enum { MAX_TOKEN_WIDTH = 16 /* 推荐性国家标准 */ };

static gboolean holds_only(const char *text, const char *allowed)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!g_utf8_strchr(allowed, -1, g_utf8_get_char(p)))
            return FALSE;
    return TRUE;
}

/* Something like a date, right or not. */
static const char *date_fault(const char *cell, const DateFinder *dates)
{
    g_autofree char *date = date_finder_whole(dates, cell);
    if (date || holds_only(cell, "0123456789-./年月日号 —－起"))
        return NULL;
    return _("is no date");
}

static const char *numbers_fault(const char *cell)
{
    g_auto(GStrv) ids = strlen(cell) < 2000 ? numbers_whole(cell) : NULL;
    return ids || !strpbrk(cell, "0123456789") ? NULL : _("is no number of a standard alone");
}

static const char *stage_fault(const char *cell)
{
    return text_columns(cell, strlen(cell)) > 40 || strstr(cell, "。") || strstr(cell, "《") ? _("is no stage")
                                                                              : NULL;
}

/* Cells that are one of few words: one with more behind it is two cells. */
static const char *token_fault(const char *cell)
{
    static const char *const words[] = {"制定", "修订", "制订", "推荐性", "强制性", "指导性", NULL};
    static const char *const rests[] = {"", "国家标准", "行业标准", "地方标准", "标准", "技术文件", "文件", NULL};
    if (text_columns(cell, strlen(cell)) > MAX_TOKEN_WIDTH)
        return _("is more than one value");
    for (const char *const *word = words; *word; word++)
        if (g_str_has_prefix(cell, *word) && !g_strv_contains(rests, cell + strlen(*word)) &&
            char_is_han(g_utf8_get_char(cell + strlen(*word))))
            return _("is more than one value");
    return NULL;
}

/* Titles: 《》 around one are not part of it. */
static const char *title_fault(const char *cell)
{
    g_autofree char *title = text_finish_title(cell);
    g_auto(Titles) titles = {0};
    if (strstr(cell, "《") && !strstr(cell, "》"))
        return "has 《 without 》";
    if (titles_read(cell, &titles) == TITLES_MIXED)
        return _("is in two languages, and where one ends cannot be told");
    return text_fault(title, FAULT_TITLE);
}

const char *cell_fault(ColumnType type, const char *cell, const DateFinder *dates)
{
    switch (type) {
    case COLUMN_TITLE:
    case COLUMN_TITLE_EN:
    case COLUMN_TITLE_ZH:
        return title_fault(cell);
    case COLUMN_SCOPE:
        return text_fault(cell, FAULT_SCOPE);
    case COLUMN_PROGRESS:
        return text_fault(cell, FAULT_PROGRESS);
    case COLUMN_STAGE:
        return stage_fault(cell);
    case COLUMN_PUBLISHED:
    case COLUMN_EFFECTIVE:
    case COLUMN_DATE:
        return date_fault(cell, dates);
    case COLUMN_REPLACES:
    case COLUMN_ADOPTS:
        return numbers_fault(cell);
    case COLUMN_COMMITTEE:
    case COLUMN_ORGANIZATION:
        return words_names_document(cell) ? _("holds a title") : text_fault(cell, FAULT_CELL);
    case COLUMN_MAKING:
    case COLUMN_NATURE:
    case COLUMN_PERIOD:
        return token_fault(cell);
    case COLUMN_NOTE:
        return NULL; /* anything */
    case COLUMN_PLAN:
    case COLUMN_NUMBER:
        return NULL; /* set_id() judges it */
    default:
        return text_fault(cell, FAULT_CELL);
    }
}
