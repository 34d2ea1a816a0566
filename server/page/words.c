#include "server/page/words.h"

#include <string.h>

#include "libbiaosou/biaosou.h"

#define WORD_TEXTS(id, zh, en) [W_##id] = {zh, en},
static const char *const words[WORDS][2] = {PAGE_WORDS(WORD_TEXTS)};

const char *word_in(Word word, gboolean english)
{
    return words[word][english ? 1 : 0];
}

/* What the library has no name for: NULL is one that it has. */
static const struct {
    const char *field, *value, *zh, *en;
} values[] = {
    {"kind", "gb", NULL, "Chinese national"},
    {"kind", "plan", NULL, "Plans"},
    {"kind", "industry", NULL, "Sector"},
    {"kind", "local", NULL, "Local"},
    {"kind", "group", NULL, "Association"},
    {"kind", "enterprise", NULL, "Enterprise"},
    {"kind", "military", NULL, "Military"},
    {"kind", "metrology", NULL, "Metrology"},
    {"kind", "international", NULL, "International"},
    {"kind", "iso", NULL, "ISO"},
    {"kind", "iec", NULL, "IEC"},
    {"kind", "iso-iec", NULL, "ISO/IEC"},
    {"kind", "itu", NULL, "ITU"},
    {"kind", "jis", NULL, "Japanese (JIS)"},
    {"kind", "en", NULL, "European (EN)"},
    {"kind", "foreign", NULL, "Foreign"},
    {"kind", "news", NULL, "News"},
    {"kind", "law", "法规", "Laws"},
    {"event", "发布", NULL, "published"},
    {"event", "实施", NULL, "in effect"},
    {"event", "废止", NULL, "withdrawn"},
    {"event", "征求意见", NULL, "open for comment"},
    {"event", "投票", NULL, "ballot"},
    {"event", "启动", NULL, "started"},
    {"event", "起草", NULL, "drafting"},
    {"event", "审查", NULL, "under review"},
    {"event", "立项", NULL, "project approved"},
    {"event", "送审", NULL, "sent for review"},
    {"event", "报批", NULL, "sent for approval"},
    {"relation", "replaced-by", NULL, "replaced by"},
    {"relation", "amended-by", NULL, "amended by"},
    {"relation", "adopted-by", NULL, "adopted by"},
    {"relation", "cited-by", NULL, "cited by"},
    {"relation", "part-of", NULL, "part of"},
    {"relation", "has-part", NULL, "has part"},
};

const char *value_name(const char *field, const char *value, gboolean english)
{
    const char *own = NULL;
    for (gsize i = 0; !own && i < G_N_ELEMENTS(values); i++)
        if (strcmp(values[i].field, field) == 0 && strcmp(values[i].value, value) == 0)
            own = english ? values[i].en : values[i].zh;
    return own ? own : biaosou_value_name(field, value, english);
}
