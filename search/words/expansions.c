#include "search/words/expansions.h"

#include <string.h>

#include "search/words/reading.h"

/* So many are looked at; a longer query is a question, of which the first words tell enough. */
#define MAX_ADDED 96

static void clear_expansion(gpointer data)
{
    Expansion *expansion = data;
    g_free(expansion->text);
    g_free(expansion->written);
    g_free(expansion->of);
    g_clear_pointer(&expansion->words, g_array_unref);
    g_clear_pointer(&expansion->of_words, g_array_unref);
}

const char *expansion_written(const Expansion *expansion)
{
    return expansion->written ? expansion->written : expansion->text;
}

GArray *expansions_new(void)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Expansion));
    g_array_set_clear_func(all, clear_expansion);
    return all;
}

GArray *expansions_cut(Tokenizer *tokenizer, const char *text, gssize len)
{
    GArray *words = words_cut(tokenizer, text, len, NULL, NULL);
    words_drop_empty(words);
    return words;
}

GArray *expansions_cut_whole(Tokenizer *tokenizer, const char *text)
{
    GArray *words = words_cut(tokenizer, text, -1, NULL, NULL);
    words_join(words);
    words_drop_empty(words);
    return words;
}

/* What adding needs of one text. */
typedef struct {
    GArray *all;
    const QueryNode *node;
    Tokenizer *tokenizer;
    const char *text; /* normalized */
} Adding;

static gboolean is_known(const Adding *adding, const Alternative *other)
{
    for (guint i = 0; i < adding->all->len; i++) {
        const Expansion *known = &g_array_index(adding->all, Expansion, i);
        if (known->node == adding->node && known->from == other->from && known->to == other->to &&
            strcmp(known->text, other->text) == 0)
            return TRUE;
    }
    return FALSE;
}

static void add(const Adding *adding, const Alternative *other)
{
    gsize len = other->to - other->from;
    const char *of = adding->text + other->from;
    if (adding->all->len == MAX_ADDED || len == 0 || is_known(adding, other) ||
        (strlen(other->text) == len && memcmp(other->text, of, len) == 0))
        return;
    Expansion made = {.node = adding->node,
                      .text = g_strdup(other->text),
                      .written = g_strdup(other->written),
                      .of = g_strndup(of, len),
                      .from = other->from,
                      .to = other->to,
                      .kind = other->kind};
    if (made.kind == EXPANSION_FULL && strstr(adding->text, made.text))
        made.kind = EXPANSION_SYNONYM; /* both were typed: one alone is not all that was asked */
    g_array_append_val(adding->all, made);
}

/* What the lists have for normalized TEXT, a reading of the node's (NULL: the node's own). */
static void look_up(const Adding *adding, const Expander *expander, const char *text,
                    const RegionalReading *reading)
{
    g_autofree guint8 *bounds = reading_bounds(adding->tokenizer, expander, text);
    g_autoptr(GArray) found = expander_find(expander, text, bounds);
    for (guint i = 0; i < found->len; i++) {
        Alternative *other = &g_array_index(found, Alternative, i);
        if (reading)
            regional_place(reading, &other->from, &other->to);
        add(adding, other);
    }
}

/* The words of READING, each for what it reads; those that read the same characters together. */
static void add_reading(const Adding *adding, const RegionalReading *reading)
{
    g_autoptr(GArray) words = words_cut(adding->tokenizer, reading->other, -1, NULL, NULL);
    for (guint i = 0, next; i < words->len; i = next) {
        guint32 first = g_array_index(words, QueryWord, i).from;
        guint32 last = g_array_index(words, QueryWord, i).to, from = first, to = last;
        regional_place(reading, &from, &to);
        for (next = i + 1; next < words->len; next++) {
            guint32 start = g_array_index(words, QueryWord, next).from;
            guint32 end = g_array_index(words, QueryWord, next).to, together = end;
            regional_place(reading, &start, &end);
            if (start >= to)
                break;
            last = together;
            to = MAX(to, end);
        }
        g_autofree char *text = g_strndup(reading->other + first, last - first);
        Alternative other = {text, text, EXPANSION_REGIONAL, from, to};
        add(adding, &other);
    }
}

void expansions_add(GArray *all, const QueryNode *node, const Expander *expander,
                    Regional *regional, Tokenizer *tokenizer)
{
    g_autofree char *text = normalize_string(node->text, -1);
    g_autoptr(RegionalReading) reading = regional ? regional_read(regional, node->text) : NULL;
    Adding adding = {all, node, tokenizer, text};
    if (reading)
        add_reading(&adding, reading);
    if (reading && expander)
        look_up(&adding, expander, reading->other, reading);
    if (expander)
        look_up(&adding, expander, text, NULL);
}

static gint by_kind(gconstpointer first, gconstpointer second)
{
    return (gint)((const Expansion *)first)->kind - (gint)((const Expansion *)second)->kind;
}

void expansions_choose(GArray *all, Tokenizer *tokenizer)
{
    g_array_sort(all, by_kind); /* stable */
    g_array_set_size(all, MIN(all->len, EXPANSIONS_MAX));
    for (guint i = 0; i < all->len; i++) {
        Expansion *expansion = &g_array_index(all, Expansion, i);
        expansion->words = expansions_cut_whole(tokenizer, expansion_written(expansion));
        expansion->of_words = expansions_cut(tokenizer, expansion->of, -1);
    }
}

gboolean expansions_overlap(const GArray *all, guint32 of, guint before, const Expansion *expansion)
{
    for (guint i = 0; of && i < before; i++) {
        const Expansion *other = &g_array_index(all, Expansion, i);
        if (of & 1u << i && other->node == expansion->node && other->from < expansion->to &&
            other->to > expansion->from)
            return TRUE;
    }
    return FALSE;
}

/* Whether there are WORDS, and VIEW holds each in the fields FIELDS_HELD (0: all). */
static gboolean holds(const DocumentView *view, guint32 fields_held, Tokenizer *tokenizer,
                      const GArray *words)
{
    return words->len > 0 && words_in_view(words, 0, words->len, fields_held, tokenizer, view);
}

/* Those of HELD that are of KINDS. */
static guint32 of_kinds(const GArray *all, guint32 held, guint32 kinds)
{
    for (guint i = 0; i < all->len; i++)
        if (!(kinds & 1u << g_array_index(all, Expansion, i).kind))
            held &= ~(1u << i);
    return held;
}

guint32 expansions_of(const GArray *all, guint32 kinds)
{
    return of_kinds(all, G_MAXUINT32, kinds);
}

/* Where the mainland's word is held, what was asked for is. */
guint32 expansions_held(const GArray *all, Tokenizer *tokenizer, const DocumentView *view)
{
    guint32 held = 0, mainland = 0;
    for (guint i = 0; i < all->len; i++) {
        const Expansion *expansion = &g_array_index(all, Expansion, i);
        guint32 in = expansion->node ? expansion->node->fields : 0;
        gboolean regional = expansion->kind == EXPANSION_REGIONAL;
        if ((regional || !expansions_overlap(all, mainland, i, expansion)) &&
            holds(view, in, tokenizer, expansion->words) &&
            !holds(view, in, tokenizer, expansion->of_words)) {
            held |= 1u << i;
            mainland |= regional ? 1u << i : 0;
        }
    }
    return held;
}

guint32 expansions_told(const GArray *all, guint32 held)
{
    return of_kinds(all, held, ~(1u << EXPANSION_REGIONAL | 1u << EXPANSION_JOINED));
}

static gboolean any_of_node(const GArray *all, guint32 held, const QueryNode *node)
{
    for (guint i = 0; i < all->len; i++)
        if (held & 1u << i && g_array_index(all, Expansion, i).node == node)
            return TRUE;
    return FALSE;
}

/* Of an OR: no child is in the document as it was asked. */
static gboolean all_needed(const GArray *all, guint32 held, Tokenizer *tokenizer,
                           const DocumentView *view, const QueryNode *node)
{
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        if (child->type == QUERY_TEXT) {
            g_autoptr(GArray) words = expansions_cut(tokenizer, child->text, -1);
            if (holds(view, child->fields, tokenizer, words))
                return FALSE;
        } else if (!expansions_needed(all, held, tokenizer, view, child)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean expansions_needed(const GArray *all, guint32 held, Tokenizer *tokenizer,
                           const DocumentView *view, const QueryNode *node)
{
    held = of_kinds(all, held, ~EXPANSIONS_READ);
    if (held == 0)
        return FALSE;
    if (node->type == QUERY_TEXT)
        return any_of_node(all, held, node);
    if (node->type == QUERY_OR)
        return all_needed(all, held, tokenizer, view, node);
    for (guint i = 0; node->type == QUERY_AND && i < node->children->len; i++)
        if (expansions_needed(all, held, tokenizer, view, node->children->pdata[i]))
            return TRUE;
    return FALSE;
}

char *expansions_replace(const GArray *all, guint32 held, const QueryNode *node)
{
    g_autofree char *text = normalize_string(node->text, -1);
    GString *out = g_string_new(NULL);
    for (guint32 at = 0, len = (guint32)strlen(text); at < len;) {
        const Expansion *chosen = NULL;
        guint32 next = at + 1;
        for (guint i = 0; i < all->len && !chosen; i++) {
            const Expansion *expansion = &g_array_index(all, Expansion, i);
            if (held & 1u << i && expansion->node == node && expansion->from == at)
                chosen = expansion;
        }
        if (chosen) {
            g_string_append_printf(out, " %s ", expansion_written(chosen));
            next = MAX(chosen->to, next);
        } else {
            g_string_append_c(out, text[at]);
        }
        at = next;
    }
    return g_string_free(out, FALSE);
}
