/* How long suggestions take: one searcher, warm, what is typed drawn from the titles and numbers of
 * an index.
 *
 *     bench/suggest DIR [N]       N (2000) of each kind, each typed twice, the second time measured
 *
 * Prints for each kind of typing how many there were and the median, the 99th percentile and the
 * longest, in milliseconds of processor time of the thread, which others on the machine disturb
 * little. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "search/suggest/suggest.h"
#include "tokenizer/char-class.h"

#define COUNT 10u
#define SEED 20240229u

typedef char *(*Draw)(GRand *rand, const DocumentView *view);

/* A title of VIEW that is Chinese, or is not; NULL without one. Caller frees. */
static char *title_of(const DocumentView *view, gboolean han)
{
    for (guint i = 0; i < view->n_texts; i++) {
        FieldId field = view->texts[i].field;
        if (view->texts[i].len && field == (han ? FIELD_TITLE_ZH : FIELD_TITLE_EN))
            return g_strndup(view->texts[i].utf8, view->texts[i].len);
    }
    return NULL;
}

static char *cut(char *text, guint from, guint n)
{
    guint len = text ? (guint)g_utf8_strlen(text, -1) : 0;
    char *piece = text && from < len ? g_utf8_substring(text, from, MIN(len, from + n)) : NULL;
    g_free(text);
    return piece;
}

static char *first_key(GRand *rand, const DocumentView *view)
{
    return cut(title_of(view, g_rand_boolean(rand)), 0, 1);
}

static char *han_prefix(GRand *rand, const DocumentView *view)
{
    return cut(title_of(view, TRUE), 0, (guint)g_rand_int_range(rand, 2, 12));
}

static char *han_inside(GRand *rand, const DocumentView *view)
{
    return cut(title_of(view, TRUE), (guint)g_rand_int_range(rand, 2, 8),
               (guint)g_rand_int_range(rand, 2, 5));
}

static char *english(GRand *rand, const DocumentView *view)
{
    return cut(title_of(view, FALSE), 0, (guint)g_rand_int_range(rand, 2, 24));
}

static char *spelt(GRand *rand, const DocumentView *view, SuggestSpace space, guint least,
                   guint most)
{
    g_autofree char *title = title_of(view, TRUE);
    if (!title)
        return NULL;
    guint n;
    g_autofree PinyinSyllable *syllables = suggest_readings(title, strlen(title), &n);
    GString *out = g_string_new(NULL);
    suggest_spell(out, space, title, strlen(title), syllables);
    return cut(g_string_free(out, FALSE), 0,
               (guint)g_rand_int_range(rand, (gint)least, (gint)most));
}

static char *pinyin(GRand *rand, const DocumentView *view)
{
    return spelt(rand, view, SUGGEST_SOUND, 2, 20);
}

static char *initials(GRand *rand, const DocumentView *view)
{
    return spelt(rand, view, SUGGEST_INITIALS, 2, 7);
}

static char *number(GRand *rand, const DocumentView *view)
{
    g_autofree char *id = g_strndup(view->id, view->id_len);
    g_autoptr(Number) parsed = number_parse(id, -1);
    if (!parsed)
        return NULL;
    GString *out = g_string_new(NULL);
    suggest_number_way(out, view->id, view->id_len, 0);
    return cut(g_string_free(out, FALSE), 0, (guint)g_rand_int_range(rand, 3, 12));
}

static char *two_words(GRand *rand, const DocumentView *view)
{
    char *first = cut(title_of(view, TRUE), 5, 2), *second = cut(title_of(view, TRUE), 0, 2);
    (void)rand;
    char *both = first && second ? g_strconcat(first, " ", second, NULL) : NULL;
    g_free(first);
    g_free(second);
    return both;
}

static char *typo(GRand *rand, const DocumentView *view)
{
    char *text = g_rand_boolean(rand) ? english(rand, view) : pinyin(rand, view);
    gsize len = text ? strlen(text) : 0;
    if (len > 5) {
        char c = text[len - 3];
        text[len - 3] = text[len - 2];
        text[len - 2] = c;
    }
    return text;
}

static const struct {
    const char *name;
    Draw draw;
} kinds[] = {{"first key", first_key}, {"Chinese", han_prefix},  {"inner words", han_inside},
             {"English", english},     {"pinyin", pinyin},       {"initials", initials},
             {"numbers", number},      {"two words", two_words}, {"letters changed", typo}};

static gint by_time(gconstpointer a, gconstpointer b)
{
    gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;
    return (first > second) - (first < second);
}

static gint64 processor_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64 suggest_once(Searcher *searcher, const char *typed)
{
    gint64 from = processor_time();
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) list = suggest(searcher, typed, COUNT, &error);
    if (!list) {
        fprintf(stderr, "suggest: %s\n", error->message);
        exit(1);
    }
    return processor_time() - from;
}

static void measure(Searcher *searcher, GRand *rand, guint kind, guint n, GArray *all)
{
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GByteArray) room = g_byte_array_new();
    Index *index = searcher->index;
    for (guint i = 0; i < 20 * n && times->len < n; i++) {
        guint32 s = (guint32)g_rand_int_range(rand, 0, (gint)index_shard_count(index));
        Shard *shard = index_shard(index, s);
        DocumentView view;
        guint32 local = (guint32)g_rand_int_range(rand, 1, (gint)shard_doccount(shard) + 1);
        if (!shard_read(shard, local, 0, &view, room, NULL))
            exit(1);
        g_autofree char *typed = kinds[kind].draw(rand, &view);
        if (!typed || !*typed)
            continue;
        suggest_once(searcher, typed);
        gint64 time = suggest_once(searcher, typed);
        if (getenv("SUGGEST_SLOW") && time > atoi(getenv("SUGGEST_SLOW")))
            fprintf(stderr, "%6.2f %s\n", (double)time / 1000, typed);
        g_array_append_val(times, time);
    }
    g_array_append_vals(all, times->data, times->len);
    g_array_sort(times, by_time);
    if (times->len)
        printf("%-16s %6u  %7.3f %7.3f %7.3f\n", kinds[kind].name, times->len,
               (double)g_array_index(times, gint64, times->len / 2) / 1000,
               (double)g_array_index(times, gint64, times->len * 99 / 100) / 1000,
               (double)g_array_index(times, gint64, times->len - 1) / 1000);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    guint n = argc > 2 ? (guint)atoi(argv[2]) : 2000;
    Searcher *searcher = argc > 1 ? searcher_open(argv[1], &error) : NULL;
    if (!searcher) {
        fprintf(stderr, "suggest: %s\n", error ? error->message : "suggest DIR [N]");
        return 1;
    }
    GRand *rand = g_rand_new_with_seed(SEED);
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(gint64));
    printf("%-16s %6s  %7s %7s %7s\n", "typed", "n", "p50", "p99", "most");
    for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        measure(searcher, rand, kind, n, all);
    g_array_sort(all, by_time);
    if (all->len)
        printf("%-16s %6u  %7.3f %7.3f %7.3f\n", "all", all->len,
               (double)g_array_index(all, gint64, all->len / 2) / 1000,
               (double)g_array_index(all, gint64, all->len * 99 / 100) / 1000,
               (double)g_array_index(all, gint64, all->len - 1) / 1000);
    g_rand_free(rand);
    searcher_free(searcher);
    return 0;
}
