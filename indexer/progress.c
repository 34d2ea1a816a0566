#include "indexer/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

#define BAR_COLUMNS 30
#define TERMINAL_INTERVAL (G_USEC_PER_SEC / 10)
#define LOG_INTERVAL (10 * G_USEC_PER_SEC)

struct ProgressBar {
    gboolean shown, terminal;
    const char *what;
    guint64 done, total;
    gint64 began, printed;
};

ProgressBar *progress_new(gboolean shown)
{
    ProgressBar *progress = g_new0(ProgressBar, 1);
    progress->shown = shown;
    progress->terminal = isatty(STDERR_FILENO);
    return progress;
}

static void print_bar(const ProgressBar *progress, double rate)
{
    char bar[BAR_COLUMNS + 1];
    guint filled = (guint)(progress->done * BAR_COLUMNS / progress->total);
    for (guint i = 0; i < BAR_COLUMNS; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR_COLUMNS] = '\0';
    double left = rate > 0 ? (double)(progress->total - progress->done) / rate : 0;
    fprintf(stderr, "\r\033[K%s [%s] %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT " %.0f/s, %.0f s left",
            progress->what, bar, progress->done, progress->total, rate, left);
}

static void print(ProgressBar *progress)
{
    double seconds = (double)(g_get_monotonic_time() - progress->began) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double)progress->done / seconds : 0;
    if (progress->terminal && progress->total && progress->done <= progress->total)
        print_bar(progress, rate);
    else
        fprintf(stderr, "%s%s: %" G_GUINT64_FORMAT " documents, %.0f/s%s",
                progress->terminal ? "\r\033[K" : "biaosou: ", progress->what, progress->done, rate,
                progress->terminal ? "" : "\n");
    fflush(stderr);
}

void progress_step(ProgressBar *progress, const char *what, guint64 total)
{
    progress->what = what;
    progress->done = 0;
    progress->total = total;
    progress->began = progress->printed = g_get_monotonic_time();
}

void progress_add(ProgressBar *progress, guint64 n)
{
    progress->done += n;
    gint64 now = g_get_monotonic_time();
    if (!progress->shown ||
        now - progress->printed < (progress->terminal ? TERMINAL_INTERVAL : LOG_INTERVAL))
        return;
    progress->printed = now;
    print(progress);
}

void progress_free(ProgressBar *progress)
{
    if (progress && progress->shown && progress->terminal)
        fputs("\r\033[K", stderr);
    g_free(progress);
}
