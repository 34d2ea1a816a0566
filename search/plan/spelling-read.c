/* Which texts of a query are read for misspelt words, and how the query reads then. */
#include "search/plan/spelling.h"

#include <string.h>

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

/* Where WORD stands in TEXT, whatever the case of its Latin letters; NULL if nowhere. */
static const char *find(const char *text, const char *word)
{
    for (gsize len = strlen(word); *text; text++)
        if (g_ascii_strncasecmp(text, word, len) == 0)
            return text;
    return NULL;
}

char *spelling_apply(const char *text, const GArray *respellings)
{
    g_autofree char *read = g_strdup(text);
    for (guint i = 0; i < respellings->len; i++) {
        const Respelling *respelling = &g_array_index(respellings, Respelling, i);
        const char *at = find(read, respelling->typed);
        if (!at)
            continue;
        char *next = g_strdup_printf("%.*s%s%s", (int)(at - read), read, respelling->meant,
                                     at + strlen(respelling->typed));
        g_free(read);
        read = next;
    }
    return g_steal_pointer(&read);
}
