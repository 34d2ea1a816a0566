#include "config.h"

#include "libbiaosou/private.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "corpus/citations.h"
#include "search/check/report.h"

struct biaosou_report {
    Report *report;
    unsigned most; /* rows, 0: however many */
};

biaosou_status biaosou_report_new(biaosou_searcher *searcher, const char *day, biaosou_report **report)
{
    guint32 key = 0;
    *report = NULL;
    biaosou_status status = library_day(searcher->searcher, day, &key);
    if (status != BIAOSOU_OK)
        return status;
    *report = g_new0(biaosou_report, 1);
    (*report)->report = report_new(searcher->searcher, key);
    return BIAOSOU_OK;
}

void biaosou_report_free(biaosou_report *report)
{
    if (!report)
        return;
    report_free(report->report);
    g_free(report);
}

int biaosou_report_add(biaosou_report *report, const char *place, const char *cited, const char *number,
                       const char *title)
{
    g_autoptr(Number) parsed = number_parse(number, -1);
    if (!parsed)
        return 0;
    report_add(report->report, place, cited, parsed, title);
    return 1;
}

void biaosou_report_limit(biaosou_report *report, unsigned rows)
{
    report->most = rows;
}

static gboolean keep(const Citation *citation, gpointer data)
{
    biaosou_report *report = data;
    g_autofree char *place = source_name(&citation->at);
    report_add(report->report, place, citation->cited, citation->number, citation->title);
    return !report->most || report->report->rows->len <= report->most;
}

static gboolean is_late(gconstpointer searcher)
{
    return !index_in_time(((const Searcher *)searcher)->index, NULL);
}

/* A stream of LEN BYTES, which may be compressed as files are. NULL with an error. */
static Stream *stream_of_memory(const char *name, const char *bytes, size_t len, GError **error)
{
    int fd = memfd_create("file", MFD_CLOEXEC);
    gboolean ok = fd >= 0;
    for (ssize_t n = 0; ok && len > 0; bytes += n, len -= (size_t)n)
        ok = (n = write(fd, bytes, len)) > 0;
    if (!ok || lseek(fd, 0, SEEK_SET) != 0) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, "%s: %s", name, g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    return stream_of(fd, name, error);
}

biaosou_status biaosou_report_read(biaosou_report *report, const char *name, const char *bytes, size_t len)
{
    GError *error = NULL;
    stream_set_thread_stop(is_late, report->report->searcher);
    Stream *stream = bytes ? stream_of_memory(name, bytes, len, &error) : NULL;
    gboolean ok = !error && citations_read(name, stream, keep, report, &error);
    stream_set_thread_stop(NULL, NULL);
    if (ok)
        return BIAOSOU_OK;
    gboolean many = report->most && report->report->rows->len > report->most;
    biaosou_status status = many                                                        ? BIAOSOU_LACKING
                            : is_late(report->report->searcher)                         ? BIAOSOU_LATE
                            : g_error_matches(error, READER_ERROR, READER_ERROR_FOREIGN) ? BIAOSOU_INPUT
                                                                                        : BIAOSOU_LACKING;
    status = many ? library_fail_with(status, "%s: it names over %u standards; give it in pieces", name, report->most)
                  : library_fail_with(status, "%s", error->message);
    g_error_free(error);
    return status;
}

biaosou_status biaosou_report_check(biaosou_report *report)
{
    GError *error = NULL;
    searcher_begin(report->report->searcher);
    return report_check(report->report, &error) && index_check(report->report->searcher->index, &error)
               ? BIAOSOU_OK
               : library_fail(error);
}

unsigned biaosou_report_count(const biaosou_report *report)
{
    return report->report->rows->len;
}

unsigned biaosou_report_invalid(const biaosou_report *report)
{
    return report_invalid(report->report);
}

int biaosou_report_format(const char *name)
{
    return report_format(name) != NULL;
}

biaosou_status biaosou_report_write(biaosou_report *report, const char *format,
                                    const biaosou_report_options *options, biaosou_write write, void *data)
{
    GError *error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    const ReportOptions how = library_report_options(options);
    ReportFormat put = report_format(format);
    if (!put)
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", format);
    biaosou_status status = biaosou_report_check(report);
    if (status != BIAOSOU_OK)
        return status;
    if (!put(report->report, &how, out, &error))
        return library_fail(error);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
