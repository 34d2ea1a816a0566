#include "server/http/metrics.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ROUTES = 96 };

/* Upper ends of the buckets, in microseconds. */
static const gint64 buckets[] = {500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000};

typedef struct {
    _Atomic(const char *) name;
    _Atomic guint64 times[G_N_ELEMENTS(buckets) + 1]; /* the last: more than all */
    _Atomic guint64 micros;
    _Atomic guint64 classes[6]; /* by the first digit of the status */
} RouteCounts;

struct Metrics {
    _Atomic guint64 counts[METRIC_COUNT];
    RouteCounts routes[MOST_ROUTES];
};

static void add(_Atomic guint64 *counter, guint64 n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static guint64 get(const _Atomic guint64 *counter)
{
    return atomic_load_explicit((_Atomic guint64 *)counter, memory_order_relaxed);
}

Metrics *metrics_new(void)
{
    return g_new0(Metrics, 1);
}

void metrics_free(Metrics *metrics)
{
    g_free(metrics);
}

/* The place of NAME, which is made; the last one is for all that have none left. */
static RouteCounts *counts_of(Metrics *metrics, const char *name)
{
    guint at = (guint)(g_str_hash(name) % (MOST_ROUTES - 1));
    for (guint i = 0; i < MOST_ROUTES - 1; i++) {
        RouteCounts *counts = &metrics->routes[(at + i) % (MOST_ROUTES - 1)];
        const char *there = NULL;
        if (atomic_compare_exchange_strong(&counts->name, &there, name) || there == name || g_str_equal(there, name))
            return counts;
    }
    return &metrics->routes[MOST_ROUTES - 1];
}

void metrics_add(Metrics *metrics, const char *name, guint status, gint64 micros)
{
    RouteCounts *counts = counts_of(metrics, name);
    guint i = 0;
    while (i < G_N_ELEMENTS(buckets) && micros > buckets[i])
        i++;
    add(&counts->times[i], 1);
    add(&counts->micros, (guint64)MAX(micros, 0));
    add(&counts->classes[MIN(status / 100, 5)], 1);
}

void metrics_count(Metrics *metrics, Metric metric, guint64 n)
{
    add(&metrics->counts[metric], n);
}

guint64 metrics_value(const Metrics *metrics, Metric metric)
{
    return get(&metrics->counts[metric]);
}

static void write_route(const RouteCounts *counts, const char *name, GString *out)
{
    guint64 sum = 0;
    for (guint i = 0; i <= G_N_ELEMENTS(buckets); i++) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        sum += get(&counts->times[i]);
        const char *end = i < G_N_ELEMENTS(buckets) ? g_ascii_dtostr(number, sizeof number, (double)buckets[i] / 1e6) : "+Inf";
        g_string_append_printf(out, "biaosou_request_seconds_bucket{route=\"%s\",le=\"%s\"} %" G_GUINT64_FORMAT "\n", name, end,
                               sum);
    }
    g_string_append_printf(out,
                           "biaosou_request_seconds_sum{route=\"%s\"} %.6f\n"
                           "biaosou_request_seconds_count{route=\"%s\"} %" G_GUINT64_FORMAT "\n",
                           name, (double)get(&counts->micros) / 1e6, name, sum);
}

static void write_statuses(const RouteCounts *counts, const char *name, GString *out)
{
    for (guint i = 1; i < G_N_ELEMENTS(counts->classes); i++)
        if (get(&counts->classes[i]))
            g_string_append_printf(out, "biaosou_responses_total{route=\"%s\",code=\"%uxx\"} %" G_GUINT64_FORMAT "\n", name, i,
                                   get(&counts->classes[i]));
}

static void write_routes(const Metrics *metrics, GString *out, void (*write)(const RouteCounts *, const char *, GString *))
{
    for (guint i = 0; i < MOST_ROUTES; i++) {
        const RouteCounts *counts = &metrics->routes[i];
        const char *name = atomic_load((_Atomic(const char *) *)&counts->name);
        if (name)
            write(counts, name, out);
    }
}

/* Of a metric: its name, what it is, and of which kind. */
static void head(GString *out, const char *name, const char *type, const char *help)
{
    g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_indexes(Indexes *indexes, GString *out)
{
    static const struct {
        const char *name, *type, *help;
    } of[] = {
        {"biaosou_index_generation", "gauge", "Generation of an index that is in use."},
        {"biaosou_index_documents", "gauge", "Documents of it."},
        {"biaosou_index_swaps_total", "counter", "Generations that came into use since the start."},
        {"biaosou_index_failures_total", "counter", "Looks at a newer generation that could not be opened."},
    };
    for (guint k = 0; k < G_N_ELEMENTS(of); k++) {
        head(out, of[k].name, of[k].type, of[k].help);
        for (guint i = 0; i < indexes_count(indexes); i++) {
            IndexState state = indexes_state(indexes, i);
            const guint64 values[] = {state.generation, state.documents, state.swaps, state.failures};
            g_string_append_printf(out, "%s{index=\"%s\"} %" G_GUINT64_FORMAT "\n", of[k].name, indexes_name(indexes, i),
                                   values[k]);
        }
    }
}

static guint64 resident_bytes(void)
{
    g_autofree char *text = NULL;
    unsigned long long pages = 0;
    if (g_file_get_contents("/proc/self/statm", &text, NULL, NULL) && strchr(text, ' '))
        pages = g_ascii_strtoull(strchr(text, ' '), NULL, 10);
    return pages * (guint64)sysconf(_SC_PAGESIZE);
}

void metrics_write(const Metrics *metrics, Indexes *indexes, GString *out)
{
    static const struct {
        const char *name, *help;
    } counters[METRIC_COUNT] = {
        [METRIC_OPENED] = {"biaosou_connections_opened_total", "Connections that were accepted."},
        [METRIC_CLOSED] = {"biaosou_connections_closed_total", "Of them those that ended."},
        [METRIC_REFUSED] = {"biaosou_connections_refused_total", "Connections refused because of a limit."},
        [METRIC_TIMED_OUT] = {"biaosou_connections_timed_out_total", "Connections ended because a client was too slow."},
        [METRIC_CUT_OFF] = {"biaosou_queries_cut_off_total", "Queries that took too long and were cut off."},
        [METRIC_MOVED] = {"biaosou_queries_moved_total", "Queries that took long and went on in a thread apart."},
        [METRIC_BUSY] = {"biaosou_requests_refused_total", "Requests refused because too many waited."},
        [METRIC_SENT] = {"biaosou_sent_bytes_total", "Bytes of bodies, as they were sent."},
    };
    head(out, "biaosou_request_seconds", "histogram", "Time from the whole request to its answer, by route.");
    write_routes(metrics, out, write_route);
    head(out, "biaosou_responses_total", "counter", "Answers by route and class of status.");
    write_routes(metrics, out, write_statuses);
    for (guint i = 0; i < METRIC_COUNT; i++) {
        head(out, counters[i].name, "counter", counters[i].help);
        g_string_append_printf(out, "%s %" G_GUINT64_FORMAT "\n", counters[i].name, metrics_value(metrics, i));
    }
    head(out, "process_resident_memory_bytes", "gauge", "Resident memory, mapped files of indexes included.");
    g_string_append_printf(out, "process_resident_memory_bytes %" G_GUINT64_FORMAT "\n", resident_bytes());
    write_indexes(indexes, out);
}
