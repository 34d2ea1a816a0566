/* bench/searchers DIR QUERY: what one more searcher of a snapshot costs, as a server's threads have them:
 * time to make it, and memory once it has answered QUERY. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "search/answer/answer.h"

#define SEARCHERS 32

/* KiB of the process's memory that is no file's. */
static double anonymous_kib(void)
{
    g_autofree char *status = NULL;
    const char *line = g_file_get_contents("/proc/self/status", &status, NULL, NULL)
                           ? strstr(status, "RssAnon:")
                           : NULL;
    return line ? g_ascii_strtod(line + strlen("RssAnon:"), NULL) : 0;
}

static gboolean answer(Searcher *searcher, const char *text, GError **error)
{
    SearchOptions options = SEARCH_OPTIONS_INIT;
    g_autoptr(Answer) result = answer_new(searcher, query_parse_plain(text), &options, error);
    return result != NULL;
}

static int by_size(const void *first, const void *second)
{
    gint64 a = *(const gint64 *)first, b = *(const gint64 *)second;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    Searcher *searchers[SEARCHERS + 1] = {NULL};
    gint64 made[SEARCHERS + 1], began = g_get_monotonic_time();
    double before = 0;
    if (argc != 3) {
        fprintf(stderr, "Usage: %s DIR QUERY\n", argv[0]);
        return 2;
    }
    g_autoptr(SearchSnapshot) snapshot = search_snapshot_open(argv[1], &error);
    gint64 opened = g_get_monotonic_time() - began;
    for (int i = 0; snapshot && i <= SEARCHERS && !error; i++) {
        began = g_get_monotonic_time();
        searchers[i] = searcher_new(snapshot, &error);
        made[i] = g_get_monotonic_time() - began;
        if (searchers[i] && answer(searchers[i], argv[2], &error) && i == 0)
            before = anonymous_kib();
    }
    if (error) {
        fprintf(stderr, "%s: %s\n", argv[1], error->message);
        return 1;
    }
    double more = (anonymous_kib() - before) / SEARCHERS;
    qsort(made + 1, SEARCHERS, sizeof made[0], by_size);
    printf("snapshot opened in %.1f ms, the first searcher made in %.1f ms\n"
           "one more of %d: %.2f ms (median), %.0f KiB\n",
           (double)opened / 1000, (double)made[0] / 1000, SEARCHERS, (double)made[1 + SEARCHERS / 2] / 1000,
           more);
    for (int i = 0; i <= SEARCHERS; i++)
        searcher_free(searchers[i]);
    return 0;
}
