#include "libbiaosou/private.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "search/similar/report.h"

struct biaosou_similar {
    biaosou_searcher *searcher;
    Similar *similar;
    Record *record; /* whose documents these are, or NULL: a proposal's */
};

static biaosou_status make(biaosou_searcher *searcher, Similar *found, Record *record, GError *error,
                           biaosou_similar **similar)
{
    if (found && !index_check(searcher->searcher->index, &error))
        g_clear_pointer(&found, similar_free);
    if (!found) {
        record_free(record);
        return library_fail(error);
    }
    *similar = g_new(biaosou_similar, 1);
    **similar = (biaosou_similar){searcher, found, record};
    return BIAOSOU_OK;
}

biaosou_status biaosou_similar_to(biaosou_searcher *searcher, const char *title, const char *scope, unsigned count,
                                  biaosou_similar **similar)
{
    GError *error = NULL;
    *similar = NULL;
    searcher_begin(searcher->searcher);
    Similar *found = similar_find(searcher->searcher, title, scope, NULL, count, &error);
    return make(searcher, found, NULL, error, similar);
}

biaosou_status biaosou_similar_of(biaosou_searcher *searcher, const char *id, unsigned count, biaosou_similar **similar)
{
    GError *error = NULL;
    Searcher *own = searcher->searcher;
    *similar = NULL;
    searcher_begin(own);
    XcDocid docid = index_find_id(own->index, id, &error);
    Record *record = docid ? index_record(own->index, docid, &error) : NULL;
    if (error)
        return library_fail(error);
    if (!record)
        return library_fail_with(BIAOSOU_USAGE, "there is no document '%s'", id);
    g_autoptr(GArray) scopes = record_texts(record, SCOPE_FIELDS);
    const char *scope = scopes->len ? g_array_index(scopes, RecordText, 0).text : NULL;
    Similar *found = similar_find(own, record_title(record), scope, id, count, &error);
    return make(searcher, found, record, error, similar);
}

void biaosou_similar_free(biaosou_similar *similar)
{
    if (!similar)
        return;
    similar_free(similar->similar);
    record_free(similar->record);
    g_free(similar);
}

unsigned biaosou_similar_count(const biaosou_similar *similar)
{
    return similar->similar->documents->len;
}

int biaosou_similar_format(const char *name)
{
    return similar_has_format(name);
}

biaosou_status biaosou_similar_write(biaosou_similar *similar, const char *format, const biaosou_report_options *options,
                                     biaosou_write write, void *data)
{
    GError *error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    const ReportOptions how = library_report_options(options);
    if (!similar_has_format(format))
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    if (!similar_write(similar->searcher->searcher, similar->similar, similar->record, format, &how, out, &error))
        return library_fail(error);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
