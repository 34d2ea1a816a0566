/* Words that were typed without the space between them, or with one inside: informationsecurity, infor mation; and
 * Chinese ones with a space inside, 信息安 全. */
#include "search/plan/spelling.h"

#include <string.h>

#include "search/words/phrase.h"

/* The shortest half of what is taken apart, and the longest word that is. */
#define SHORTEST_HALF 2
#define LONGEST 48

/* A half that is shorter is in so many times as many documents: the, for, and. */
#define LONG_HALF 4
#define SHORT_TIMES 50

/* Both halves are in so many documents at least, and so is what is made one. */
#define LEAST_DOCUMENTS 3

/* A word is the begin or the end of another by mistake if that is in so many times as many documents. */
#define TIMES_AS_MANY 20

/* So many documents are looked into for two words side by side. */
#define MOST_VIEWS 32

static gboolean is_letters(const QueryWord *word)
{
    return word->kind == WORD_OTHER &&
           strspn(word->text, "abcdefghijklmnopqrstuvwxyz") == strlen(word->text);
}

static guint32 word_df(Searcher *searcher, const char *text, gsize len)
{
    g_autofree char *word = g_strndup(text, len);
    return searcher_termfreq(searcher, "", word);
}

/* How two words go together: in no document, in one, side by side. */
typedef enum { NEVER, TOGETHER, SIDE_BY_SIDE } Nearness;

/* What is found out of PHRASE in the first documents that have its words. */
static Nearness how_near(Searcher *searcher, const char *phrase)
{
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, phrase, -1, NULL, NULL);
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    Nearness near = NEVER;
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; t < word->terms->len; t++)
            g_ptr_array_add(parts, selection_term("", word->terms->pdata[t]));
    }
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(GArray) docids = searcher_documents(searcher, all, MOST_VIEWS, &damage);
    for (guint i = 0; docids && !damage && near < SIDE_BY_SIDE && i < docids->len; i++) {
        DocumentView view;
        near = TOGETHER;
        if (!index_view(searcher->index, g_array_index(docids, XcDocid, i), &view, &damage))
            break;
        for (guint32 t = 0; t < view.n_texts; t++)
            if (phrase_find(view.texts[t].utf8, view.texts[t].len, phrase, strlen(phrase), 0) >= 0)
                near = SIDE_BY_SIDE;
    }
    index_note(searcher->index, damage);
    return near;
}

/* What the word TEXT, which no document has, is in two: words that documents have side by side, or together if both
 * are long; the rarer half is in most documents. Caller frees; NULL if there is none. */
static char *take_apart(Searcher *searcher, const char *text)
{
    gsize len = strlen(text);
    char *best = NULL;
    Nearness nearest = NEVER;
    guint32 most = 0;
    for (gsize at = SHORTEST_HALF; len <= LONGEST && at + SHORTEST_HALF <= len; at++) {
        guint32 first = word_df(searcher, text, at), second = word_df(searcher, text + at, len - at);
        guint32 rarer = MIN(first, second), other = MAX(first, second);
        gboolean small = MIN(at, len - at) < LONG_HALF;
        if (rarer < LEAST_DOCUMENTS ||
            (small && (at < LONG_HALF ? first : second) < other / SHORT_TIMES))
            continue;
        g_autofree char *apart = g_strdup_printf("%.*s %s", (int)at, text, text + at);
        Nearness near = how_near(searcher, apart);
        if (near < (small ? SIDE_BY_SIDE : TOGETHER) || near < nearest || (near == nearest && rarer <= most))
            continue;
        nearest = near;
        most = rarer;
        g_free(best);
        best = g_steal_pointer(&apart);
    }
    return best;
}

/* Puts MEANT in place of bytes [FROM, TO) of *TEXT. */
static void put(char **text, guint32 from, guint32 to, const char *meant)
{
    char *read = g_strdup_printf("%.*s%s%s", (int)from, *text, meant, *text + to);
    g_free(*text);
    *text = read;
}

static void add(Spelling *spelling, const char *typed, gsize len, const char *meant)
{
    g_autofree char *piece = g_strndup(typed, len);
    g_auto(GStrv) words = g_strsplit(piece, QUERY_SEPARATOR, -1);
    Respelling respelling = {g_strjoinv(" ", words), g_strdup(meant)};
    g_array_append_val(spelling->read, respelling);
}

/* Whether nothing but a space is between FIRST and SECOND of TEXT. */
static gboolean are_apart(const char *text, const QueryWord *first, const QueryWord *second)
{
    static const char *const between[] = {" ", QUERY_SEPARATOR};
    gsize len = second->from - first->to;
    for (guint i = 0; i < G_N_ELEMENTS(between); i++)
        if (strlen(between[i]) == len && memcmp(text + first->to, between[i], len) == 0)
            return TRUE;
    return FALSE;
}

/* The one word that FIRST and SECOND of TEXT are the halves of: it is in far more documents than the rarer of them,
 * which no document has side by side. Caller frees; NULL if they are two. */
static char *make_one(Searcher *searcher, const char *text, const QueryWord *first, const QueryWord *second)
{
    if (!is_letters(first) || !is_letters(second) || !are_apart(text, first, second))
        return NULL;
    g_autofree char *one = g_strconcat(first->text, second->text, NULL);
    g_autofree char *two = g_strconcat(first->text, " ", second->text, NULL);
    guint32 rarer = MIN(word_df(searcher, first->text, strlen(first->text)),
                        word_df(searcher, second->text, strlen(second->text)));
    if (word_df(searcher, one, strlen(one)) < MAX(LEAST_DOCUMENTS, rarer * TIMES_AS_MANY) ||
        how_near(searcher, two) == SIDE_BY_SIDE)
        return NULL;
    return g_steal_pointer(&one);
}

void spelling_read_words(Searcher *searcher, char **text, Spelling *spelling)
{
    g_autofree char *plain = normalize_string(*text, -1);
    if (strlen(plain) != strlen(*text) || g_ascii_strcasecmp(plain, *text) != 0)
        return; /* the places of words in it are others */
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, *text, -1, NULL, NULL);
    for (guint i = words->len; i-- > 0;) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        const QueryWord *before = i > 0 ? word - 1 : NULL;
        g_autofree char *meant = before ? make_one(searcher, plain, before, word) : NULL;
        guint32 from = meant ? before->from : word->from;
        if (!meant && is_letters(word) && strlen(word->text) >= 2 * SHORTEST_HALF + 2 &&
            word_df(searcher, word->text, strlen(word->text)) == 0)
            meant = take_apart(searcher, word->text);
        if (!meant)
            continue;
        add(spelling, *text + from, word->to - from, meant);
        put(text, from, word->to, meant);
        i -= from < word->from;
    }
}
