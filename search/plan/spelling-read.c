/* Which texts of a query are read for misspelt words, and how the query reads then. */
#include "search/plan/spelling.h"

#include <string.h>

#include "search/words/phrase.h"

static void clear_respelling(gpointer data)
{
    g_free(((Respelling *)data)->typed);
    g_free(((Respelling *)data)->meant);
}

static GArray *respellings_new(void)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Respelling));
    g_array_set_clear_func(all, clear_respelling);
    return all;
}

Spelling *spelling_new(void)
{
    Spelling *spelling = g_new(Spelling, 1);
    spelling->read = respellings_new();
    spelling->offered = respellings_new();
    return spelling;
}

void spelling_free(Spelling *spelling)
{
    if (!spelling)
        return;
    g_array_unref(spelling->read);
    g_array_unref(spelling->offered);
    g_free(spelling);
}

void spelling_put(char **text, gsize from, gsize to, const char *meant)
{
    char *read = g_strdup_printf("%.*s%s%s", (int)from, *text, meant, *text + to);
    g_free(*text);
    *text = read;
}

void spelling_add_terms(GPtrArray *parts, const QueryWord *word)
{
    for (guint t = 0; t < word->terms->len; t++)
        g_ptr_array_add(parts, selection_term("", word->terms->pdata[t]));
}

gboolean spelling_view_has(const DocumentView *view, const char *phrase)
{
    for (guint32 i = 0; i < view->n_texts; i++)
        if (phrase_find(view->texts[i].utf8, view->texts[i].len, phrase, strlen(phrase), 0) >= 0)
            return TRUE;
    return FALSE;
}

static void read_node(Searcher *searcher, QueryNode *node, Spelling *spelling)
{
    if (node->type == QUERY_TEXT) {
        spelling_read_words(searcher, &node->text, spelling);
        spelling_read_han(searcher, &node->text, spelling);
    }
    for (guint i = 0; node->children && i < node->children->len && node->type != QUERY_NOT; i++)
        read_node(searcher, node->children->pdata[i], spelling);
}

void spelling_read(Searcher *searcher, Query *query, Spelling *spelling)
{
    if (query->root)
        read_node(searcher, query->root, spelling);
}

/* What stands in a text in place of what was typed. */
typedef struct {
    gsize from, to;
    const char *meant; /* borrowed */
} Place;

/* What a word or a run goes on with on either side: Latin letters and digits, or Chinese characters. */
static gboolean goes_on(gunichar c, gunichar with)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) && with < 0x80 && g_ascii_isalnum((char)with);
    return spelling_is_han(c) && spelling_is_han(with);
}

static gboolean is_whole(const char *text, const char *from, const char *to)
{
    gunichar before = from > text ? g_utf8_get_char(g_utf8_prev_char(from)) : 0;
    return !goes_on(g_utf8_get_char(from), before) && !goes_on(g_utf8_get_char(g_utf8_prev_char(to)), g_utf8_get_char(to));
}

/* The end of what is quoted at AT; AT if nothing is. */
static const char *after_quoted(const char *at)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *end = g_str_has_prefix(at, marks[i][0]) ? strstr(at + strlen(marks[i][0]), marks[i][1]) : NULL;
        if (end)
            return end + strlen(marks[i][1]);
    }
    return at;
}

static gboolean is_taken(const GArray *places, gsize from, gsize to)
{
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (from < place->to && place->from < to)
            return TRUE;
    }
    return FALSE;
}

/* Adds where WORD stands in TEXT by itself and unquoted, whatever the case of its Latin letters, unless that is taken. */
static void add_place(GArray *places, const char *text, const char *word, const char *meant)
{
    gsize len = strlen(word);
    for (const char *at = text; *at && len > 0;) {
        const char *quoted = after_quoted(at);
        gsize from = (gsize)(at - text);
        if (quoted > at) {
            at = quoted;
            continue;
        }
        if (g_ascii_strncasecmp(at, word, len) == 0 && is_whole(text, at, at + len) && !is_taken(places, from, from + len)) {
            const Place place = {from, from + len, meant};
            g_array_append_val(places, place);
            return;
        }
        at = g_utf8_next_char(at);
    }
}

static gint by_place(gconstpointer a, gconstpointer b)
{
    gsize first = ((const Place *)a)->from, second = ((const Place *)b)->from;
    return first < second ? -1 : first > second;
}

char *spelling_apply(const char *text, const GArray *respellings)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    GString *read = g_string_new(NULL);
    gsize at = 0;
    for (guint i = 0; i < respellings->len; i++) {
        const Respelling *respelling = &g_array_index(respellings, Respelling, i);
        add_place(places, text, respelling->typed, respelling->meant);
    }
    g_array_sort(places, by_place);
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        g_string_append_len(read, text + at, (gssize)(place->from - at));
        g_string_append(read, place->meant);
        at = place->to;
    }
    g_string_append(read, text + at);
    return g_string_free(read, FALSE);
}
