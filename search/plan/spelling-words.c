/* Words that were typed without the space between them, or with one inside: informationsecurity,
 * infor mation; and Chinese ones with a space inside, 信息安 全. */
#include "search/plan/spelling.h"

#include <string.h>

/* The shortest half of what is taken apart, and the longest word that is. */
#define SHORTEST_HALF 2
#define LONGEST 48

/* A half that is shorter is in so many times as many documents: the, for, and. */
#define LONG_HALF 4
#define SHORT_TIMES 50

/* Both halves are in so many documents at least, and so is what is made one. */
#define LEAST_DOCUMENTS 3

/* A word is the begin or the end of another by mistake if that is in so many times as many
 * documents. */
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

/* How two words go together: in none of the documents looked into, in one, side by side. */
typedef enum { NEVER, TOGETHER, SIDE_BY_SIDE } Nearness;

/* Whether VIEW has each of WORDS as it stands, not as a stem: specif is none. */
static gboolean has_words(const DocumentView *view, const GArray *words)
{
    for (guint i = 0; i < words->len; i++)
        if (!spelling_view_has(view, g_array_index(words, QueryWord, i).text))
            return FALSE;
    return TRUE;
}

/* What is found out of PHRASE in the first documents that have its words. */
static Nearness how_near(Searcher *searcher, const char *phrase)
{
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, phrase, -1, NULL, NULL);
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    Nearness near = NEVER;
    for (guint i = 0; i < words->len; i++)
        spelling_add_terms(parts, &g_array_index(words, QueryWord, i));
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(GArray) docids = searcher_documents(searcher, all, MOST_VIEWS, &damage);
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint i = 0; docids && !damage && near < SIDE_BY_SIDE && i < docids->len; i++) {
        DocumentView view;
        if (!index_read(searcher->index, g_array_index(docids, XcDocid, i), 0, &view, room, &damage))
            break;
        if (has_words(&view, words))
            near = spelling_view_has(&view, phrase) ? SIDE_BY_SIDE : TOGETHER;
    }
    index_note(searcher->index, damage);
    return near;
}

/* What the word TEXT, which no document has, is in two: words that documents have side by side, or
 * together if both are long; the rarer half is in most documents. Caller frees; NULL if there is
 * none. */
static char *take_apart(Searcher *searcher, const char *text)
{
    gsize len = strlen(text);
    char *best = NULL;
    Nearness nearest = NEVER;
    guint32 most = 0;
    for (gsize at = SHORTEST_HALF; len <= LONGEST && at + SHORTEST_HALF <= len; at++) {
        guint32 first = word_df(searcher, text, at),
                second = word_df(searcher, text + at, len - at);
        guint32 rarer = MIN(first, second), other = MAX(first, second);
        gboolean small = MIN(at, len - at) < LONG_HALF;
        if (rarer < LEAST_DOCUMENTS ||
            (small && (at < LONG_HALF ? first : second) < other / SHORT_TIMES))
            continue;
        g_autofree char *apart = g_strdup_printf("%.*s %s", (int)at, text, text + at);
        Nearness near = how_near(searcher, apart);
        if (near < (small ? SIDE_BY_SIDE : TOGETHER) || near < nearest ||
            (near == nearest && rarer <= most))
            continue;
        nearest = near;
        most = rarer;
        g_free(best);
        best = g_steal_pointer(&apart);
    }
    return best;
}

static void add(Spelling *spelling, const char *typed, gsize len, const char *meant)
{
    g_autofree char *piece = g_strndup(typed, len);
    g_auto(GStrv) words = g_strsplit(piece, QUERY_SEPARATOR, -1);
    Respelling respelling = {g_strjoinv(" ", words), g_strdup(meant), FALSE};
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

/* The one word that FIRST and SECOND of TEXT are the halves of: it is in far more documents than
 * the rarer of them, which no document has side by side. Caller frees; NULL if they are two. */
static char *make_one(Searcher *searcher, const char *text, const QueryWord *first,
                      const QueryWord *second)
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

static gboolean is_han(const char *at)
{
    return spelling_is_han(g_utf8_get_char(at));
}

/* The bytes of the space that is between two Chinese characters before AT and after it; 0: none. */
static gsize gap_at(const char *text, const char *at)
{
    static const char *const between[] = {" ", QUERY_SEPARATOR};
    for (guint i = 0; i < G_N_ELEMENTS(between); i++) {
        gsize len = strlen(between[i]);
        if (at > text && strncmp(at, between[i], len) == 0 && is_han(at + len) &&
            is_han(g_utf8_find_prev_char(text, at)))
            return len;
    }
    return 0;
}

static gboolean is_in_documents(Searcher *searcher, const QueryWord *word)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    spelling_add_terms(parts, word);
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(GArray) docids = searcher_documents(searcher, all, LEAST_DOCUMENTS, &damage);
    index_note(searcher->index, damage);
    return docids && docids->len == LEAST_DOCUMENTS;
}

/* Whether a character at the end of FIRST or the begin of SECOND is a word by itself. */
static gboolean is_lone(Searcher *searcher, const char *first, const char *second)
{
    g_autoptr(GArray) before = words_cut(searcher->tokenizer, first, -1, NULL, NULL);
    g_autoptr(GArray) after = words_cut(searcher->tokenizer, second, -1, NULL, NULL);
    return (before->len > 0 &&
            g_array_index(before, QueryWord, before->len - 1).kind == WORD_CHAR) ||
           (after->len > 0 && g_array_index(after, QueryWord, 0).kind == WORD_CHAR);
}

/* Whether FIRST and SECOND, Chinese characters, are one text with a space inside a word of it. */
static gboolean are_one(Searcher *searcher, const char *first, const char *second)
{
    g_autofree char *one = g_strconcat(first, second, NULL);
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, one, -1, NULL, NULL);
    gsize at = strlen(first);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        if (word->kind == WORD_CJK && word->from < at && word->to > at)
            return is_lone(searcher, first, second) && is_in_documents(searcher, word);
    }
    return FALSE;
}

/* Takes out of *TEXT the spaces that are inside Chinese words. */
static void close_gaps(Searcher *searcher, char **text, Spelling *spelling)
{
    for (gsize at = 0; (*text)[at]; at++) {
        gsize gap = gap_at(*text, *text + at), from = at, to = at + gap;
        if (gap == 0)
            continue;
        while (from > 0 && is_han(g_utf8_find_prev_char(*text, *text + from)))
            from = (gsize)(g_utf8_find_prev_char(*text, *text + from) - *text);
        while ((*text)[to] && is_han(*text + to))
            to = (gsize)(g_utf8_next_char(*text + to) - *text);
        g_autofree char *first = g_strndup(*text + from, at - from);
        g_autofree char *second = g_strndup(*text + at + gap, to - at - gap);
        if (!are_one(searcher, first, second))
            continue;
        g_autofree char *one = g_strconcat(first, second, NULL);
        add(spelling, *text + from, to - from, one);
        spelling_put(text, from, to, one);
    }
}

/* Reads the words of ASCII bytes [FROM, TO) of *TEXT, the last first. */
static void read_stretch(Searcher *searcher, char **text, guint32 from, guint32 to,
                         Spelling *spelling)
{
    g_autofree char *stretch = g_strndup(*text + from, to - from);
    g_autofree char *plain = normalize_string(stretch, -1);
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, stretch, -1, NULL, NULL);
    if (g_ascii_strcasecmp(plain, stretch) != 0)
        return; /* the places of words in it are others */
    for (guint i = words->len; i-- > 0;) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        const QueryWord *before = i > 0 ? word - 1 : NULL;
        g_autofree char *meant = before ? make_one(searcher, plain, before, word) : NULL;
        guint32 at = from + (meant ? before->from : word->from);
        if (!meant && is_letters(word) && strlen(word->text) >= 2 * SHORTEST_HALF + 2 &&
            word_df(searcher, word->text, strlen(word->text)) == 0)
            meant = take_apart(searcher, word->text);
        if (!meant)
            continue;
        add(spelling, *text + at, from + word->to - at, meant);
        spelling_put(text, at, from + word->to, meant);
        i -= at < from + word->from;
    }
}

void spelling_read_words(Searcher *searcher, char **text, Spelling *spelling)
{
    close_gaps(searcher, text, spelling);
    for (guint32 to = (guint32)strlen(*text), from; to > 0; to = from) {
        for (from = to; from > 0 && (*text)[from - 1] & 0x80;)
            from--;
        to = from;
        while (from > 0 && !((*text)[from - 1] & 0x80))
            from--;
        guint32 first = from, last = to;
        while (first < last && g_ascii_isspace((*text)[first]))
            first++;
        while (last > first && g_ascii_isspace((*text)[last - 1]))
            last--;
        if (first < last)
            read_stretch(searcher, text, first, last, spelling);
    }
}
