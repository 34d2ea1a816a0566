/* What is counted, and told in Prometheus' text format. For all threads. */
#ifndef SERVER_HTTP_METRICS_H
#define SERVER_HTTP_METRICS_H

#include <glib.h>

#include "server/index/indexes.h"

typedef struct Metrics Metrics;

Metrics *metrics_new(void);
void metrics_free(Metrics *metrics);

/* A request of the route NAME (static; few of them) was answered with STATUS after MICROS. */
void metrics_add(Metrics *metrics, const char *name, guint status, gint64 micros);

typedef enum {
    METRIC_OPENED,     /* connections */
    METRIC_CLOSED,
    METRIC_REFUSED,    /* connections over a limit */
    METRIC_TIMED_OUT,  /* connections that waited too long */
    METRIC_CUT_OFF,    /* queries that took too long */
    METRIC_MOVED,      /* queries that went on in a thread apart */
    METRIC_BUSY,       /* requests refused because too many waited */
    METRIC_SENT,       /* bytes of bodies */
    METRIC_COUNT,
} Metric;

void metrics_count(Metrics *metrics, Metric metric, guint64 n);
guint64 metrics_value(const Metrics *metrics, Metric metric);

/* Appends all of it, and the state of INDEXES. */
void metrics_write(const Metrics *metrics, Indexes *indexes, GString *out);

#endif
