#include "libbiaosou/private.h"

#include "search/impact/report.h"

struct biaosou_impact {
    Impact *impact;
};

biaosou_status biaosou_impact_new(biaosou_searcher *searcher, const char *id, const char *day,
                                  int all, biaosou_impact **impact)
{
    GError *error = NULL;
    guint32 key;
    *impact = NULL;
    biaosou_status status = library_day(searcher->searcher, day, &key);
    if (status != BIAOSOU_OK)
        return status;
    searcher_begin(searcher->searcher);
    g_autoptr(Impact) made = impact_new(searcher->searcher, id, key, all, &error);
    if (!made || !index_check(searcher->searcher->index, &error))
        return library_fail(error);
    *impact = g_new(biaosou_impact, 1);
    (*impact)->impact = g_steal_pointer(&made);
    return BIAOSOU_OK;
}

void biaosou_impact_free(biaosou_impact *impact)
{
    if (!impact)
        return;
    impact_free(impact->impact);
    g_free(impact);
}

unsigned biaosou_impact_count(const biaosou_impact *impact)
{
    return impact->impact->rows->len;
}

unsigned biaosou_impact_stale(const biaosou_impact *impact)
{
    return impact_stale(impact->impact);
}

int biaosou_impact_format(const char *name)
{
    return impact_format(name) != NULL;
}

biaosou_status biaosou_impact_write(biaosou_impact *impact, const char *format,
                                    const biaosou_write_options *options, biaosou_write write,
                                    void *data)
{
    OutputOptions output;
    biaosou_status status = library_output_options(options, &output);
    if (status != BIAOSOU_OK)
        return status;
    const ReportOptions how = {library_language(options), output.colour, output.columns};
    g_autoptr(GString) out = g_string_new(NULL);
    ImpactFormat put = impact_format(format);
    if (!put)
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    put(impact->impact, &how, out);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK
                                                : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
