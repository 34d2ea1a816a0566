#include "config.h"

#include "libbiaosou/private.h"

#include <string.h>

#include "corpus/record/date.h"
#include "indexer/files/error.h"
#include "messages/messages.h"
#include "search/query/query.h"
#include "xapian-c/error.h"

static const biaosou_status index_statuses[] = {
    [INDEX_ERROR_MISSING] = BIAOSOU_MISSING, [INDEX_ERROR_GONE] = BIAOSOU_GONE,
    [INDEX_ERROR_DAMAGED] = BIAOSOU_DAMAGED, [INDEX_ERROR_FORMAT] = BIAOSOU_FORMAT,
    [INDEX_ERROR_LOCKED] = BIAOSOU_LOCKED,   [INDEX_ERROR_WRITE] = BIAOSOU_WRITE,
    [INDEX_ERROR_INPUT] = BIAOSOU_INPUT,     [INDEX_ERROR_STOPPED] = BIAOSOU_STOPPED,
    [INDEX_ERROR_REFUSED] = BIAOSOU_REFUSED, [INDEX_ERROR_LACKING] = BIAOSOU_LACKING,
    [INDEX_ERROR_LATE] = BIAOSOU_LATE,       [INDEX_ERROR_REMOTE] = BIAOSOU_REMOTE,
};

/* The failure that this thread met last. */
static _Thread_local struct {
    char *message;
    guint column;
} last;

/* Frees it when the thread ends; a thread-local has no destructor of its own in C. */
static void forget(gpointer data)
{
    (void)data;
    g_clear_pointer(&last.message, g_free);
}
static GPrivate at_end = G_PRIVATE_INIT(forget);

static biaosou_status remember(biaosou_status status, char *message, guint column)
{
    g_private_set(&at_end, &last);
    g_free(last.message);
    last.message = message;
    last.column = column;
    return status;
}

biaosou_status library_fail(GError *error)
{
    biaosou_status status = BIAOSOU_FAILED;
    char *message = NULL;
    if (error->domain == XC_ERROR) {
        status = BIAOSOU_DAMAGED;
        message = g_strdup_printf(_("the index is damaged (%s)"), error->message);
    } else if (error->domain == INDEX_ERROR) {
        status = index_statuses[error->code];
    }
    if (!message)
        message = g_strdup(error->message);
    g_error_free(error);
    return remember(status, message, 0);
}

biaosou_status library_fail_with(biaosou_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *said = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    return remember(status, said, 0);
}

biaosou_status library_fail_query(GError *error, guint column)
{
    char *message = g_strdup(error->message);
    g_error_free(error);
    return remember(BIAOSOU_QUERY, message, column);
}

biaosou_status biaosou_set_language(const char *name)
{
    Language language;
    if (!language_by_name(name, &language))
        return library_fail_with(BIAOSOU_USAGE, "'%s' is no language: zh, en", name);
    language_set(language);
    return BIAOSOU_OK;
}

const char *biaosou_error_message(void)
{
    return last.message ? last.message : "";
}

unsigned biaosou_error_column(void)
{
    return last.column;
}

void biaosou_free(void *string)
{
    g_free(string);
}

const char *biaosou_version(void)
{
    return PACKAGE_VERSION;
}

gboolean library_write(const char *bytes, gsize len, gpointer data)
{
    LibrarySink *sink = data;
    if (!sink->stopped)
        sink->stopped = sink->write(bytes, len, sink->data) != 0;
    return !sink->stopped;
}

/* TEXT as the date of a day; NULL if it is none. Caller frees. */
static char *read_day(const char *text)
{
    g_autofree char *date = date_read(text);
    return date && strlen(date) == strlen("2024-02-04") ? g_steal_pointer(&date) : NULL;
}

static biaosou_status fail_day(const char *text)
{
    return library_fail_with(BIAOSOU_USAGE, "'%s' is no day; write it as 2024-02-04", text);
}

biaosou_status library_day(const Searcher *searcher, const char *text, guint32 *day)
{
    g_autofree char *date = text ? read_day(text) : NULL;
    *day = text ? date_key(date) : searcher->today;
    return *day ? BIAOSOU_OK : fail_day(text);
}

biaosou_status library_since(const char *text, guint32 *day)
{
    g_autofree char *date = text ? date_read(text) : NULL;
    *day = date_key(date);
    return !text || *day ? BIAOSOU_OK
                         : library_fail_with(BIAOSOU_USAGE, "'%s' is no date; write it as 2024-02-04 or 2024-02", text);
}

Language library_language(const biaosou_write_options *options)
{
    return options && options->version >= 2 && options->english ? LANGUAGE_EN : LANGUAGE_ZH;
}

biaosou_status library_output_options(const biaosou_write_options *options, OutputOptions *output)
{
    static const biaosou_write_options usual = BIAOSOU_WRITE_OPTIONS_INIT;
    options = options ? options : &usual;
    *output = (OutputOptions){.columns = options->columns,
                           .colour = options->colour != 0,
                           .language = library_language(options),
                           .links = options->version >= 3 && options->links,
                           .accessed = options->version >= 2 ? options->accessed : NULL};
    g_autofree char *day = output->accessed ? read_day(output->accessed) : NULL;
    return g_strcmp0(day, output->accessed) == 0 ? BIAOSOU_OK : fail_day(output->accessed);
}

ReportOptions library_report_options(const biaosou_report_options *options)
{
    return (ReportOptions){.language = options && options->english ? LANGUAGE_EN : LANGUAGE_ZH,
                           .colour = options && options->colour};
}

biaosou_status library_generation(const Searcher *searcher, unsigned generation, Index **index)
{
    GError *error = NULL;
    *index = NULL;
    if (generation && index_remote(searcher->index))
        return library_fail_with(BIAOSOU_USAGE, "an export is of one generation: it does not tell what changed since another");
    *index = generation ? index_open_generation(snapshot_dir(index_snapshot(searcher->index)), generation, &error) : NULL;
    if (g_error_matches(error, INDEX_ERROR, INDEX_ERROR_GONE)) {
        g_error_free(error);
        return library_fail_with(BIAOSOU_USAGE, "generation %u is not kept", generation);
    }
    return error ? library_fail(error) : BIAOSOU_OK;
}
