#include "commands/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "messages/messages.h"

#define CLEAR_LINE "\r\033[K"
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
    fprintf(stderr, _("%s%s [%s] %llu/%llu %.0f/s, %.0f s left"), CLEAR_LINE, bar->what, cells,
            (unsigned long long)bar->done, (unsigned long long)bar->total, rate, left);
}

static void print(Bar *bar)
{
    double seconds = (double)(g_get_monotonic_time() - bar->began) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double)bar->done / seconds : 0;
    if (bar->terminal && bar->total && bar->done <= bar->total)
        print_bar(bar, rate);
    else
        fprintf(stderr, _("%s%s: %llu documents, %.0f/s%s"), bar->terminal ? CLEAR_LINE : "biaosou: ",
                bar->what, (unsigned long long)bar->done, rate, bar->terminal ? "" : "\n");
    fflush(stderr);
}

static void step(gpointer data, ChangeStep step, guint64 total)
{
    static const char *const names[] = {[CHANGE_READING] = N_("reading"), [CHANGE_INDEXING] = N_("indexing")};
    Bar *bar = data;
    bar->what = _(names[step]);
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
        fputs(CLEAR_LINE, stderr);
}

const ChangeProgress *progress_bar(void)
{
    static Bar bar;
    static const ChangeProgress progress = {step, add, end, &bar};
    bar.terminal = isatty(STDERR_FILENO);
    return &progress;
}
