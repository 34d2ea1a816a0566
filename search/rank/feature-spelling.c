/* Who writes it as the query does comes first. */
#include "config.h"

#include "search/rank/features.h"

#include <string.h>

static gboolean stands_in(const char *text, gsize len, const char *spelling)
{
    gsize size = strlen(spelling);
    for (const char *at = text; (at = memmem(at, len - (gsize)(at - text), spelling, size)); at++) {
        gsize start = (gsize)(at - text);
        if (!normalized_inside_word(text, len, start) &&
            !normalized_inside_word(text, len, start + size))
            return TRUE;
    }
    return FALSE;
}

/* Outside of titles it says less. */
#define ELSEWHERE 0.3

double feature_as_written(const RankDocument *document)
{
    const GPtrArray *spellings = document->asked->spellings;
    double held = 0;
    for (guint i = 0; i < spellings->len; i++) {
        double most = 0;
        for (guint32 t = 0; most < 1 && t < document->view.n_texts; t++) {
            const FieldText *text = &document->view.texts[t];
            if (stands_in(text->utf8, text->len, spellings->pdata[i]))
                most = MAX(most, rank_is_title(text->field) ? 1 : ELSEWHERE);
        }
        held += most;
    }
    return spellings->len ? held / spellings->len : 0;
}
