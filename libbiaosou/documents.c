#include "libbiaosou/private.h"

#include <string.h>

#include "messages/messages.h"
#include "search/document/document.h"
#include "search/output/link.h"

struct biaosou_found {
    biaosou_searcher *searcher;
    GPtrArray *texts; /* FoundText */
    gboolean gb18030;
    GPtrArray *urls; /* char *, those that were asked for */
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
    searcher_begin(searcher->searcher);
    GPtrArray *texts = find_texts(searcher->searcher, decoded, &error);
    if (texts && !index_check(searcher->searcher->index, &error))
        g_clear_pointer(&texts, g_ptr_array_unref);
    if (!texts)
        return library_fail(error);
    *found = g_new(biaosou_found, 1);
    **found = (biaosou_found){searcher, texts, gb18030, g_ptr_array_new_with_free_func(g_free)};
    return BIAOSOU_OK;
}

void biaosou_found_free(biaosou_found *found)
{
    if (!found)
        return;
    g_ptr_array_unref(found->texts);
    g_ptr_array_unref(found->urls);
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
    return found->gb18030 ? _(QUERY_NOTE_GB18030) : NULL;
}

biaosou_status biaosou_found_url(biaosou_found *found, unsigned text, const char **url)
{
    GError *error = NULL;
    *url = NULL;
    if (!biaosou_found_id(found, text))
        return BIAOSOU_OK;
    Index *index = found->searcher->searcher->index;
    g_autoptr(Record) record = index_record(
        index, g_array_index(text_of(found, text)->matches, LookupMatch, 0).docid, &error);
    if (!record)
        return library_fail(error);
    const char *address = link_page(record);
    if (address) {
        g_ptr_array_add(found->urls, g_strdup(address));
        *url = g_ptr_array_index(found->urls, found->urls->len - 1);
    }
    return BIAOSOU_OK;
}

/* What OPTIONS (may be NULL) says, of citations into *OUTPUT, of documents into *HOW. */
static biaosou_status read_options(const Searcher *searcher, const biaosou_write_options *options,
                                   OutputOptions *output, DocumentOptions *how)
{
    biaosou_status status = library_output_options(options, output);
    gboolean has = options && options->version >= 2;
    *how = (DocumentOptions){library_language(options), output->columns, output->colour, output->links, 0};
    return status == BIAOSOU_OK ? library_day(searcher, has ? options->day : NULL, &how->day) : status;
}

/* The citation of what ONE names. */
static gboolean cite(const Searcher *searcher, const FoundText *one, const OutputFormat *format,
                     const OutputOptions *how, GString *out, GError **error)
{
    const LookupMatch *match = &g_array_index(one->matches, LookupMatch, 0);
    g_autoptr(Record) record = index_record(searcher->index, match->docid, error);
    return record && output_cite(format, match->id, record, how, out, error);
}

biaosou_status biaosou_found_write(biaosou_found *found, unsigned text, const char *format,
                                   const biaosou_write_options *options, biaosou_write write,
                                   void *data)
{
    GError *error = NULL;
    OutputOptions citing;
    DocumentOptions how;
    g_autoptr(GString) out = g_string_new(NULL);
    const DocumentFormat *known = document_format(format);
    const OutputFormat *cites = output_format(format);
    Searcher *searcher = found->searcher->searcher;
    if (!known && !(cites && cites->cites))
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    if (!biaosou_found_id(found, text))
        return library_fail_with(BIAOSOU_USAGE, "there is no such document");
    biaosou_status status = read_options(searcher, options, &citing, &how);
    if (status != BIAOSOU_OK)
        return status;
    searcher_begin(searcher);
    gboolean ok = known ? document_write(searcher, text_of(found, text), known, &how, out, &error)
                        : cite(searcher, text_of(found, text), cites, &citing, out, &error);
    if (!ok || !index_check(searcher->index, &error))
        return library_fail(error);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK
                                                : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
