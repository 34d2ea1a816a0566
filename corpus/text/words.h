/* The words of bulletins: header cells, stages, events, and what sentences of each kind look like.
 * All of it is tables; a word that a committee uses and that is missing is one row more. */
#ifndef CORPUS_TEXT_WORDS_H
#define CORPUS_TEXT_WORDS_H

#include <glib.h>

typedef enum {
    COLUMN_SEQUENCE,
    COLUMN_PLAN,
    COLUMN_NUMBER,
    COLUMN_TITLE,
    COLUMN_TITLE_EN,
    COLUMN_TITLE_ZH,
    COLUMN_SCOPE,
    COLUMN_PROGRESS,
    COLUMN_STAGE,
    COLUMN_REPLACES,
    COLUMN_ADOPTS,
    COLUMN_PUBLISHED,
    COLUMN_EFFECTIVE,
    COLUMN_DATE, /* of something else: 下达日期, 截止日期 */
    COLUMN_COMMITTEE,
    COLUMN_ORGANIZATION,
    COLUMN_MAKING, /* 制定 or 修订 */
    COLUMN_NATURE, /* 推荐性 … */
    COLUMN_PERIOD, /* months */
    COLUMN_STATUS,
    COLUMN_NOTE,
} ColumnType;

typedef struct {
    const char *word;
    ColumnType type;
} HeaderWord;

/* The longest header word that TEXT begins with, or NULL. */
const HeaderWord *words_header(const char *text);
/* Whether TEXT (LEN bytes) is the beginning of a header word. */
gboolean words_is_header_beginning(const char *text, size_t len);

/* The event that TEXT tells (立项, 征求意见, 审查, …): the furthest along the road; NULL if none. */
const char *words_event(const char *text);
/* The stage of a Chinese draft that TEXT tells to be reached (征求意见 from 征求意见稿, not from
 * 拟征求意见), or NULL. */
const char *words_stage_told(const char *text);
/* Whether TEXT as a whole names a stage: DIS, CD 投票, 征求意见, 60.60. */
gboolean words_is_stage(const char *text);

/* Sentences. */
gboolean words_begins_scope(const char *text);
gboolean words_begins_progress(const char *text);
int words_count_scope(const char *text);
int words_count_progress(const char *text);
gboolean words_ends_title(const char *text, size_t len);
gboolean words_names_organization(const char *text);
gboolean words_ends_organization(const char *text);
/* What speaks against a title (companies, lists of them) and against an organization's name. */
gboolean words_names_company(const char *text);
gboolean words_names_document(const char *text);
gboolean words_begins_paragraph(const char *text);
/* Whether the 《TITLE》 is that of a notice, law or report and no standard's. */
gboolean words_is_notice(const char *title);
/* Whether TEXT stands for an empty cell: —, /, 无. */
gboolean words_is_nothing(const char *text);

#endif
