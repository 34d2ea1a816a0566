#include "search/check/title.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "search/rank/rank-letters.h"
#include "unicode/han.h"

/* By rank_letters_alike(), from which on titles are taken for one: a wrong character in a title of ten
 * leaves .78, the title of another edition (信息系统安全等级保护 for 网络安全等级保护) less. */
#define LEAST_ALIKE 0.7
/* A part of a title of fewer characters may be of any. */
#define LEAST_PART 4

static gboolean is_chinese(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (char_is_han(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

static gboolean is_part(const char *part, const char *whole)
{
    return g_utf8_strlen(part, -1) >= LEAST_PART && strstr(whole, part);
}

gboolean title_agrees(const char *title, const Record *record)
{
    g_autofree char *key = record_title_key_of(title);
    g_autoptr(GArray) titles = record_texts(record, TITLE_FIELDS);
    RankLetters *letters = key ? rank_letters_new(key) : NULL;
    gboolean compared = FALSE, agrees = FALSE;
    for (guint i = 0; key && i < titles->len && !agrees; i++) {
        g_autofree char *own = record_title_key_of(g_array_index(titles, RecordText, i).text);
        if (!own || is_chinese(own) != is_chinese(key))
            continue;
        compared = TRUE;
        agrees = strcmp(own, key) == 0 || is_part(key, own) || is_part(own, key) ||
                 rank_letters_alike(letters, own, (guint32)strlen(own)) >= LEAST_ALIKE;
    }
    rank_letters_free(letters);
    return agrees || !compared;
}
