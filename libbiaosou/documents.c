#include "libbiaosou/private.h"

#include <string.h>

#include "search/output/document.h"

struct biaosou_found {
    biaosou_searcher *searcher;
    GPtrArray *texts; /* FoundText */
    gboolean gb18030;
};

/* COUNT words in UTF-8. Caller frees; NULL with an error. */
static char **decode(const char *const *words, size_t count, gboolean *any, GError **error)
{
    g_auto(GStrv) decoded = g_new0(char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        gboolean gb18030;
        decoded[i] = query_decode(words[i], &gb18030, error);
        if (!decoded[i])
            return NULL;
        *any |= gb18030;
    }
    return g_steal_pointer(&decoded);
}

biaosou_status biaosou_find(biaosou_searcher *searcher, const char *const *words, size_t count,
                            biaosou_found **found)
{
    GError *error = NULL;
    gboolean gb18030 = FALSE;
    *found = NULL;
    g_auto(GStrv) decoded = decode(words, count, &gb18030, &error);
    if (!decoded)
        return library_fail_query(error, 0);
    GPtrArray *texts = find_texts(searcher->searcher, decoded, &error);
    if (texts && !index_check(searcher->searcher->index, &error))
        g_clear_pointer(&texts, g_ptr_array_unref);
    if (!texts)
        return library_fail(error);
    *found = g_new(biaosou_found, 1);
    **found = (biaosou_found){searcher, texts, gb18030};
    return BIAOSOU_OK;
}

void biaosou_found_free(biaosou_found *found)
{
    if (!found)
        return;
    g_ptr_array_unref(found->texts);
    g_free(found);
}

unsigned biaosou_found_count(const biaosou_found *found)
{
    return found->texts->len;
}

static const FoundText *text_of(const biaosou_found *found, unsigned text)
{
    return text < found->texts->len ? found->texts->pdata[text] : NULL;
}

const char *biaosou_found_text(const biaosou_found *found, unsigned text)
{
    const FoundText *one = text_of(found, text);
    return one ? one->text : NULL;
}

const char *biaosou_found_id(const biaosou_found *found, unsigned text)
{
    const FoundText *one = text_of(found, text);
    return one && found_text_exact(one) ? g_array_index(one->matches, LookupMatch, 0).id : NULL;
}

const char *biaosou_found_near(const biaosou_found *found, unsigned text, unsigned near)
{
    const FoundText *one = text_of(found, text);
    return one && one->nearest && near < one->nearest->len ? one->nearest->pdata[near] : NULL;
}

const char *biaosou_found_note(const biaosou_found *found)
{
    return found->gb18030 ? QUERY_NOTE_GB18030 : NULL;
}

biaosou_status biaosou_found_write(biaosou_found *found, unsigned text, const char *format,
                                   const biaosou_write_options *options, biaosou_write write,
                                   void *data)
{
    GError *error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    gboolean json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "text") != 0)
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    if (!biaosou_found_id(found, text))
        return library_fail_with(BIAOSOU_USAGE, "there is no such document");
    Searcher *searcher = found->searcher->searcher;
    const FoundText *one = text_of(found, text);
    gboolean colour = library_output_options(options).colour;
    if (!(json ? document_json(searcher, one, out, &error)
               : document_text(searcher, one, colour, out, &error)))
        return library_fail(error);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK
                                                : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
