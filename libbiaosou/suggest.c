#include "search/suggest/suggest.h"
#include "libbiaosou/private.h"

struct biaosou_suggestions {
    GPtrArray *list;
    char *typed;
};

biaosou_status biaosou_suggest(biaosou_searcher *searcher, const char *typed, unsigned count,
                               biaosou_suggestions **suggestions)
{
    GError *error = NULL;
    *suggestions = NULL;
    if (count == 0 || count > SUGGEST_MOST)
        return library_fail_with(BIAOSOU_USAGE, "%u suggestions cannot be had: 1 to %u can", count,
                                 SUGGEST_MOST);
    searcher_begin(searcher->searcher);
    GPtrArray *list = suggest(searcher->searcher, typed, count, &error);
    if (!list)
        return library_fail(error);
    *suggestions = g_new(biaosou_suggestions, 1);
    **suggestions = (biaosou_suggestions){list, g_strdup(typed)};
    return BIAOSOU_OK;
}

void biaosou_suggestions_free(biaosou_suggestions *suggestions)
{
    if (!suggestions)
        return;
    g_ptr_array_unref(suggestions->list);
    g_free(suggestions->typed);
    g_free(suggestions);
}

unsigned biaosou_suggestions_count(const biaosou_suggestions *suggestions)
{
    return suggestions->list->len;
}

biaosou_suggestion biaosou_suggestions_get(const biaosou_suggestions *suggestions, unsigned i)
{
    const Suggestion *one = suggestions->list->pdata[i];
    return (biaosou_suggestion){suggestion_kind_name(one->kind), one->text, one->id, one->title,
                                one->status};
}

int biaosou_suggestions_format(const char *name)
{
    return suggest_format(name) != NULL;
}

biaosou_status biaosou_suggestions_write(const biaosou_suggestions *suggestions, const char *format,
                                         int colour, biaosou_write write, void *data)
{
    g_autoptr(GString) out = g_string_new(NULL);
    SuggestFormat put = suggest_format(format);
    if (!put)
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    put(suggestions->list, suggestions->typed, colour != 0, out);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK
                                                : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
