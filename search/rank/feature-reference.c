/* A cited place with its name: 农民专业合作社法第三十三条. */
#include "config.h"

#include "search/rank/features.h"

#include <string.h>

/* 中华人民共和国 from right to left: what the names of laws begin with and people leave out. */
static const guint32 country[] = {0x56fd, 0x548c, 0x5171, 0x6c11, 0x4eba, 0x534e, 0x4e2d};

static void drop_country(GArray *name)
{
    guint n = G_N_ELEMENTS(country);
    if (name->len > n && memcmp(&g_array_index(name, guint32, name->len - n), country,
                                sizeof country) == 0)
        g_array_set_size(name, name->len - n);
}

static double compare_names(const GArray *asked, const GArray *found, gboolean title)
{
    guint same = 0;
    while (same < asked->len && same < found->len &&
           g_array_index(asked, guint32, same) == g_array_index(found, guint32, same))
        same++;
    if (!title)
        return same >= 2 ? 0.3 : 0.1;
    if (same < 2)
        return 0.3;
    return same == found->len ? 1 + 0.02 * MIN(same, 25) : 0.3 + 0.3 * same / found->len;
}

static double best_reference(const QuerySymbols *asked, const FieldText *text)
{
    gboolean title = rank_is_title(text->field);
    double best = 0;
    g_autoptr(GArray) name = NULL;
    const char *at = text->utf8, *end = text->utf8 + text->len;
    while ((at = memmem(at, (gsize)(end - at), "第", strlen("第")))) {
        char term[ORDINAL_TERM_SIZE];
        guint32 from = (guint32)(at - text->utf8);
        gboolean is_one = rank_ordinal(at, (gsize)(end - at), term) > 0;
        for (guint i = 0; is_one && i < asked->ordinals->len; i++) {
            const QueryOrdinal *ordinal = &g_array_index(asked->ordinals, QueryOrdinal, i);
            if (strcmp(term, ordinal->term) != 0)
                continue;
            if (!name)
                name = g_array_new(FALSE, FALSE, sizeof(guint32));
            g_array_set_size(name, 0);
            symbol_name_before(text->utf8, from, name);
            if (title)
                drop_country(name);
            best = MAX(best, compare_names(ordinal->name, name, title));
        }
        at += strlen("第");
    }
    return best;
}

double feature_reference(const RankDocument *document)
{
    const QuerySymbols *asked = document->query->terms->symbols;
    double best = 0;
    for (guint32 i = 0; asked->ordinals->len && i < document->view.n_texts; i++)
        best = MAX(best, best_reference(asked, &document->view.texts[i]));
    return best;
}
