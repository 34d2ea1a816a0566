#include "indexer/write/learn.h"

#include <string.h>

#include "tokenizer/char-class.h"

#define ITERATIONS 5
/* A translation is kept if it was seen this often, */
#define MIN_TOGETHER 3u
/* if most records with one word have the other (Dice's coefficient), */
#define MIN_DICE 0.4f
/* and if the alignment gives the Chinese word to the English one with this probability. */
#define MIN_PROBABILITY 0.2f
#define MAX_SIDE 64u /* units of one title */
#define MAX_UNIT_BYTES 96u

/* The words of one language: numbers from 0, and in how many titles each is. */
typedef struct {
    GHashTable *numbers; /* char * → number + 1 */
    GPtrArray *words;
    GArray *titles; /* guint32 by word */
} Vocabulary;

typedef struct {
    guint32 zh, en;       /* + 1; 0: the slot is free */
    guint32 together;     /* titles with both */
    float probability;    /* of the Chinese word, given the English one */
    float expected;       /* count of the current iteration */
} Cell;

struct Learner {
    Tokenizer *tokenizer;
    Vocabulary zh, en;
    GArray *pairs; /* guint32: number of zh units, they, number of en units, they */
    guint n_pairs;
    Cell *cells; /* open addressing */
    guint32 n_slots, n_cells;
    /* the title being read */
    GArray *units;
    Vocabulary *vocabulary;
    const char *title;
    char before[MAX_UNIT_BYTES]; /* the English word before */
    guint32 before_to;           /* where it ends */
};

static void vocabulary_init(Vocabulary *v)
{
    v->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    v->words = g_ptr_array_new_with_free_func(g_free);
    v->titles = g_array_new(FALSE, TRUE, sizeof(guint32));
}

static void vocabulary_clear(Vocabulary *v)
{
    g_hash_table_unref(v->numbers);
    g_ptr_array_unref(v->words);
    g_array_unref(v->titles);
}

static guint32 number_of(Vocabulary *v, const char *word)
{
    gpointer known = g_hash_table_lookup(v->numbers, word);
    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    char *owned = g_strdup(word);
    guint32 zero = 0;
    g_ptr_array_add(v->words, owned);
    g_array_append_val(v->titles, zero);
    g_hash_table_insert(v->numbers, owned, GUINT_TO_POINTER(v->words->len));
    return v->words->len - 1;
}

Learner *learner_new(Tokenizer *tokenizer)
{
    Learner *learner = g_new0(Learner, 1);
    learner->tokenizer = tokenizer;
    vocabulary_init(&learner->zh);
    vocabulary_init(&learner->en);
    learner->pairs = g_array_new(FALSE, FALSE, sizeof(guint32));
    learner->units = g_array_new(FALSE, FALSE, sizeof(guint32));
    learner->n_slots = 1u << 12;
    learner->cells = g_new0(Cell, learner->n_slots);
    return learner;
}

void learner_free(Learner *learner)
{
    if (!learner)
        return;
    vocabulary_clear(&learner->zh);
    vocabulary_clear(&learner->en);
    g_array_unref(learner->pairs);
    g_array_unref(learner->units);
    g_free(learner->cells);
    g_free(learner);
}

/* Adds a unit of the title once, however often it is there. */
static void add_unit(Learner *learner, const char *unit)
{
    guint32 number = number_of(learner->vocabulary, unit);
    for (guint i = 0; i < learner->units->len; i++)
        if (g_array_index(learner->units, guint32, i) == number)
            return;
    if (learner->units->len < MAX_SIDE)
        g_array_append_val(learner->units, number);
}

static gboolean is_function_word(const char *word)
{
    static const char *const words[] = {"a",  "an",   "and", "as",  "at",  "by",   "for",  "from",
                                        "in", "into", "is",  "it",  "its", "of",   "on",   "or",
                                        "to", "the",  "that", "their", "with", "part", "used", "using"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], word) == 0)
            return TRUE;
    return FALSE;
}

static void read_chinese(const Token *token, gpointer data)
{
    char word[MAX_UNIT_BYTES];
    if (token->kind != TOKEN_WORD || token->len >= MAX_UNIT_BYTES || token->len < 6 ||
        char_class(g_utf8_get_char(token->term)) != CHAR_HAN)
        return;
    memcpy(word, token->term, token->len);
    word[token->len] = '\0';
    add_unit(data, word);
}

static void read_english(const Token *token, gpointer data)
{
    Learner *learner = data;
    char word[MAX_UNIT_BYTES], pair[2 * MAX_UNIT_BYTES];
    if (token->kind != TOKEN_WORD || token->len >= MAX_UNIT_BYTES || token->len < 2 ||
        !g_ascii_isalpha(token->term[0]))
        return;
    /* What is written as an acronym stays so: isms would be stemmed where it is looked for. */
    gboolean acronym = token->acronym && token->end - token->start == token->len;
    memcpy(word, acronym ? learner->title + token->start : token->term, token->len);
    word[token->len] = '\0';
    gboolean adjacent = token->from == learner->before_to + 1;
    gboolean function = is_function_word(word);
    if (!function)
        add_unit(learner, word);
    if (!function && adjacent && *learner->before) {
        g_snprintf(pair, sizeof pair, "%s %s", learner->before, word);
        add_unit(learner, pair);
    }
    strcpy(learner->before, function ? "" : word);
    learner->before_to = token->to;
}

static guint32 find_slot(const Learner *learner, guint32 zh, guint32 en)
{
    guint64 hash = ((guint64)zh << 32 | en) * 0x9e3779b97f4a7c15u;
    guint32 slot = (guint32)(hash >> 32) & (learner->n_slots - 1);
    while (learner->cells[slot].zh &&
           (learner->cells[slot].zh != zh + 1 || learner->cells[slot].en != en + 1))
        slot = (slot + 1) & (learner->n_slots - 1);
    return slot;
}

static void grow(Learner *learner)
{
    guint32 n_old = learner->n_slots;
    Cell *old = learner->cells;
    learner->n_slots *= 2;
    learner->cells = g_new0(Cell, learner->n_slots);
    for (guint32 i = 0; i < n_old; i++)
        if (old[i].zh)
            learner->cells[find_slot(learner, old[i].zh - 1, old[i].en - 1)] = old[i];
    g_free(old);
}

static void count_together(Learner *learner, guint32 zh, guint32 en)
{
    if (learner->n_cells * 2 >= learner->n_slots)
        grow(learner);
    Cell *cell = &learner->cells[find_slot(learner, zh, en)];
    if (!cell->zh) {
        *cell = (Cell){.zh = zh + 1, .en = en + 1};
        learner->n_cells++;
    }
    cell->together++;
}

/* Appends the units of one title to the pairs; returns where they begin. */
static guint read_title(Learner *learner, Vocabulary *vocabulary, TokenFunc read, const char *text,
                        gsize len)
{
    guint at = learner->pairs->len;
    g_array_set_size(learner->units, 0);
    learner->vocabulary = vocabulary;
    learner->before[0] = '\0';
    learner->title = text;
    tokenizer_run(learner->tokenizer, text, (gssize)len, read, learner);
    g_array_append_val(learner->pairs, learner->units->len);
    g_array_append_vals(learner->pairs, learner->units->data, learner->units->len);
    for (guint i = 0; i < learner->units->len; i++)
        g_array_index(vocabulary->titles, guint32, g_array_index(learner->units, guint32, i))++;
    return at;
}

static inline guint32 number_at(const Learner *learner, guint i)
{
    return g_array_index(learner->pairs, guint32, i);
}

void learner_add(Learner *learner, const char *zh, gsize zh_len, const char *en, gsize en_len)
{
    if (learner->n_pairs == LEARN_MAX_PAIRS || learner->n_cells > LEARN_MAX_COOCCURRENCES)
        return;
    learner->n_pairs++;
    guint z = read_title(learner, &learner->zh, read_chinese, zh, zh_len);
    guint e = read_title(learner, &learner->en, read_english, en, en_len);
    for (guint i = 1; i <= number_at(learner, z); i++)
        for (guint k = 1; k <= number_at(learner, e); k++)
            count_together(learner, number_at(learner, z + i), number_at(learner, e + k));
}

static inline Cell *cell_of(const Learner *learner, guint z, guint e)
{
    return &learner->cells[find_slot(learner, number_at(learner, z), number_at(learner, e))];
}

/* The expected alignments of one pair of titles, spread by the current probabilities. */
static void expect(Learner *learner, guint z, guint e, float *totals)
{
    for (guint i = 1; i <= number_at(learner, z); i++) {
        float sum = 0;
        for (guint k = 1; k <= number_at(learner, e); k++)
            sum += cell_of(learner, z + i, e + k)->probability;
        for (guint k = 1; sum > 0 && k <= number_at(learner, e); k++) {
            Cell *cell = cell_of(learner, z + i, e + k);
            float share = cell->probability / sum;
            cell->expected += share;
            totals[number_at(learner, e + k)] += share;
        }
    }
}

static void iterate(Learner *learner)
{
    g_autofree float *totals = g_new0(float, learner->en.words->len);
    for (guint at = 0; at < learner->pairs->len;) {
        guint z = at, e = z + number_at(learner, z) + 1;
        expect(learner, z, e, totals);
        at = e + number_at(learner, e) + 1;
    }
    for (guint32 i = 0; i < learner->n_slots; i++) {
        Cell *cell = &learner->cells[i];
        if (cell->zh && totals[cell->en - 1] > 0)
            cell->probability = cell->expected / totals[cell->en - 1];
        cell->expected = 0;
    }
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static float dice(const Learner *learner, const Cell *cell)
{
    guint32 titles = g_array_index(learner->zh.titles, guint32, cell->zh - 1) +
                     g_array_index(learner->en.titles, guint32, cell->en - 1);
    return 2.0f * (float)cell->together / (float)titles;
}

/* Whether A is a better translation than B (NULL: none): of equal ones the pair of words, which says
 * more than either alone, then by the alphabet. */
static gboolean is_better(const Learner *learner, const Cell *a, const Cell *b)
{
    if (!b)
        return TRUE;
    float x = dice(learner, a), y = dice(learner, b);
    const char *first = learner->en.words->pdata[a->en - 1];
    const char *second = learner->en.words->pdata[b->en - 1];
    gboolean pair = strchr(first, ' ') != NULL, other_pair = strchr(second, ' ') != NULL;
    if (x > y || x < y)
        return x > y;
    return pair != other_pair ? pair : strcmp(first, second) < 0;
}

/* For each Chinese word the cell of its best translation, or NULL. */
static const Cell **choose(const Learner *learner)
{
    const Cell **best = g_new0(const Cell *, learner->zh.words->len + 1);
    for (guint32 i = 0; i < learner->n_slots; i++) {
        const Cell *cell = &learner->cells[i];
        if (cell->zh && cell->together >= MIN_TOGETHER && cell->probability >= MIN_PROBABILITY &&
            dice(learner, cell) >= MIN_DICE && is_better(learner, cell, best[cell->zh - 1]))
            best[cell->zh - 1] = cell;
    }
    return best;
}

char *learner_result(Learner *learner)
{
    for (guint32 i = 0; i < learner->n_slots; i++)
        learner->cells[i].probability = 1.0f;
    for (int i = 0; i < ITERATIONS; i++)
        iterate(learner);
    g_autofree const Cell **best = choose(learner);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    for (guint zh = 0; zh < learner->zh.words->len; zh++)
        if (best[zh])
            g_ptr_array_add(lines, g_strconcat(learner->zh.words->pdata[zh], "\t",
                                               learner->en.words->pdata[best[zh]->en - 1], "\n",
                                               NULL));
    g_ptr_array_sort(lines, compare_lines);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++)
        g_string_append(text, lines->pdata[i]);
    return g_string_free(text, FALSE);
}
