#include "commands/progress.h"

#include <stdio.h>
#include <unistd.h>

#define BAR_COLUMNS 30
#define TERMINAL_INTERVAL (G_USEC_PER_SEC / 10)
#define LOG_INTERVAL (10 * G_USEC_PER_SEC)

typedef struct {
    gboolean terminal;
    const char *what;
    guint64 done, total;
    gint64 began, printed;
} Bar;

static void print_bar(const Bar *bar, double rate)
{
    char cells[BAR_COLUMNS + 1];
    guint filled = (guint)(bar->done * BAR_COLUMNS / bar->total);
    for (guint i = 0; i < BAR_COLUMNS; i++)
        cells[i] = i < filled ? '#' : '.';
    cells[BAR_COLUMNS] = '\0';
    double left = rate > 0 ? (double)(bar->total - bar->done) / rate : 0;
    fprintf(stderr, "\r\033[K%s [%s] %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT " %.0f/s, %.0f s left",
            bar->what, cells, bar->done, bar->total, rate, left);
}

static void print(Bar *bar)
{
    double seconds = (double)(g_get_monotonic_time() - bar->began) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double)bar->done / seconds : 0;
    if (bar->terminal && bar->total && bar->done <= bar->total)
        print_bar(bar, rate);
    else
        fprintf(stderr, "%s%s: %" G_GUINT64_FORMAT " documents, %.0f/s%s",
                bar->terminal ? "\r\033[K" : "biaosou: ", bar->what, bar->done, rate,
                bar->terminal ? "" : "\n");
    fflush(stderr);
}

static void step(gpointer data, ChangeStep step, guint64 total)
{
    static const char *const names[] = {[CHANGE_READING] = "reading", [CHANGE_INDEXING] = "indexing"};
    Bar *bar = data;
    bar->what = names[step];
    bar->done = 0;
    bar->total = total;
    bar->began = bar->printed = g_get_monotonic_time();
}

static void add(gpointer data, guint64 n)
{
    Bar *bar = data;
    bar->done += n;
    gint64 now = g_get_monotonic_time();
    if (now - bar->printed < (bar->terminal ? TERMINAL_INTERVAL : LOG_INTERVAL))
        return;
    bar->printed = now;
    print(bar);
}

static void end(gpointer data)
{
    if (((const Bar *)data)->terminal)
        fputs("\r\033[K", stderr);
}

const ChangeProgress *progress_bar(void)
{
    static Bar bar;
    static const ChangeProgress progress = {step, add, end, &bar};
    bar.terminal = isatty(STDERR_FILENO);
    return &progress;
}
