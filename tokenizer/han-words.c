/* The dictionary is a trie in UTF-16 units (ICU's ucharstrie.h says how it lies in memory) whose values are costs: the less likely
 * a word, the greater. The cut is the one that costs least in all, of equal ones that whose last word begins first (ICU's
 * CjkBreakEngine). */
#include "tokenizer/han-words.h"

#include <string.h>
#include <unicode/udata.h>

/* The first unit of a node. */
enum {
    MIN_LINEAR = 0x30,    /* below: a branch of so many units and one, of 0 the next unit has the number */
    MIN_VALUE = 0x40,     /* below: so many units less MIN_LINEAR, and one, in a row; else there is a value first */
    TYPE_MASK = 0x3f,     /* the node that follows a value */
    FINAL = 0x8000,       /* none follows */
    MAX_LINEAR_SEARCH = 5 /* units of a branch that are looked at one after another */
};

/* Values and differences of places take one unit, or two or three if the first is at least this. */
enum {
    TWO_UNIT_VALUE = 0x4000,
    THREE_UNIT_VALUE = 0x7fff,
    TWO_UNIT_NODE_VALUE = 0x4040,
    THREE_UNIT_NODE_VALUE = 0x7fc0,
    TWO_UNIT_DELTA = 0xfc00,
    THREE_UNIT_DELTA = 0xffff
};

/* The costs that ICU has for what its dictionary lacks, and its bound of a word. */
#define UNKNOWN_COST 255u
#define MAX_WORD 20u

/* Of a longer run the costs might not fit their numbers. */
#define MAX_RUN 1000000u

#define FIRST_CHAR 0x4e00u
#define CHARS 0x5200u  /* to U+9FFF */
#define NO_WORD 1u     /* begins with the character; no place in the trie, whose root is there */

struct HanWords {
    UDataMemory *data;
    const UChar *trie;
    guint32 *firsts; /* by character: where the trie goes on after it; 0: not known yet */
    GArray *costs, *starts; /* guint32: of the cheapest cut up to a place, and where its last word begins */
    GArray *lengths; /* guint32: what was last given out */
};

/* A place in the trie: a node, or LEFT units of a row. */
typedef struct {
    const UChar *at;
    guint32 left;
} Place;

static guint32 two_units(const UChar *at)
{
    return (guint32)at[0] << 16 | at[1];
}

/* The number that begins with LEAD and goes on at *AT, which is moved behind it; from TWO and THREE on it takes so many units. */
static guint32 read_number(const UChar **at, guint32 lead, guint32 two, guint32 three)
{
    const UChar *more = *at;
    *at += lead < two ? 0 : lead < three ? 1 : 2;
    return lead < two ? lead : lead < three ? (lead - two) << 16 | *more : two_units(more);
}

static guint32 value_of(const UChar *at)
{
    guint32 lead = *at++;
    if (lead & FINAL)
        return read_number(&at, lead & ~(guint32)FINAL, TWO_UNIT_VALUE, THREE_UNIT_VALUE);
    return lead < TWO_UNIT_NODE_VALUE     ? (lead >> 6) - 1
           : lead < THREE_UNIT_NODE_VALUE ? ((lead & THREE_UNIT_NODE_VALUE) - TWO_UNIT_NODE_VALUE) << 10 | *at
                                          : two_units(at);
}

static const UChar *skip_node_value(const UChar *at, guint32 lead)
{
    return at + (lead < TWO_UNIT_NODE_VALUE ? 0 : lead < THREE_UNIT_NODE_VALUE ? 1 : 2);
}

/* Of a unit of a branch: its final value, or how far behind that its node is. */
static const UChar *skip_value(const UChar *at)
{
    guint32 lead = *at++ & ~(guint32)FINAL;
    read_number(&at, lead, TWO_UNIT_VALUE, THREE_UNIT_VALUE);
    return at;
}

static const UChar *follow_value(const UChar *at)
{
    guint32 lead = *at++, delta = read_number(&at, lead, TWO_UNIT_VALUE, THREE_UNIT_VALUE);
    return at + delta;
}

/* Of a half of a branch: how far behind that the other half is, which is gone to if it is OTHER. */
static const UChar *choose_half(const UChar *at, gboolean other)
{
    guint32 lead = *at++, delta = read_number(&at, lead, TWO_UNIT_DELTA, THREE_UNIT_DELTA);
    return other ? at + delta : at;
}

/* Goes over UNIT from a branch of LENGTH units. FALSE: no word goes on so. */
static gboolean step_branch(Place *place, const UChar *at, guint32 length, UChar unit)
{
    if (length == 0)
        length = *at++;
    length++;
    while (length > MAX_LINEAR_SEARCH) {
        gboolean less = unit < *at++;
        at = choose_half(at, less);
        length = less ? length / 2 : length - length / 2;
    }
    for (; length > 1; length--) {
        if (*at++ == unit) {
            *place = (Place){*at & FINAL ? at : follow_value(at), 0};
            return TRUE;
        }
        at = skip_value(at);
    }
    *place = (Place){at + 1, 0};
    return *at == unit;
}

static gboolean step(Place *place, UChar unit)
{
    const UChar *at = place->at;
    if (place->left) {
        *place = (Place){at + 1, place->left - 1};
        return *at == unit;
    }
    guint32 node = *at++;
    if (node >= MIN_VALUE) {
        if (node & FINAL)
            return FALSE;
        at = skip_node_value(at, node);
        node &= TYPE_MASK;
    }
    if (node < MIN_LINEAR)
        return step_branch(place, at, node, unit);
    *place = (Place){at + 1, node - MIN_LINEAR};
    return *at == unit;
}

static gboolean has_value(const Place *place)
{
    return !place->left && *place->at >= MIN_VALUE;
}

static gboolean is_dictionary(const UDataInfo *info)
{
    return memcmp(info->dataFormat, "Dict", 4) == 0 && info->formatVersion[0] == 1;
}

static UBool is_acceptable(void *context, const char *type, const char *name, const UDataInfo *info)
{
    (void)context, (void)type, (void)name;
    return (UBool)is_dictionary(info);
}

/* The trie of the dictionary in DATA, or NULL: numbers of the head say where it is, and that it is one of UTF-16 units. */
static const UChar *find_trie(UDataMemory *data)
{
    enum { TRIE_AT, TRIE_TYPE = 4, TYPE_BITS = 7, OF_UNITS = 1 };
    const gint32 *head = udata_getMemory(data);
    const UChar *trie = (gconstpointer)((const char *)head + head[TRIE_AT]);
    return (head[TRIE_TYPE] & TYPE_BITS) == OF_UNITS && *trie < MIN_LINEAR ? trie : NULL;
}

HanWords *han_words_new(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UDataMemory *data = udata_openChoice(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", is_acceptable, NULL, &status);
    const UChar *trie = U_SUCCESS(status) ? find_trie(data) : NULL;
    if (!trie) {
        if (U_SUCCESS(status))
            udata_close(data);
        return NULL;
    }
    HanWords *words = g_new0(HanWords, 1);
    words->data = data;
    words->trie = trie;
    words->firsts = g_new0(guint32, CHARS);
    words->costs = g_array_new(FALSE, FALSE, sizeof(guint32));
    words->starts = g_array_new(FALSE, FALSE, sizeof(guint32));
    words->lengths = g_array_new(FALSE, FALSE, sizeof(guint32));
    return words;
}

void han_words_free(HanWords *words)
{
    if (!words)
        return;
    udata_close(words->data);
    g_free(words->firsts);
    g_array_unref(words->costs);
    g_array_unref(words->starts);
    g_array_unref(words->lengths);
    g_free(words);
}

static gboolean is_han(UChar unit)
{
    return unit >= FIRST_CHAR && unit < FIRST_CHAR + CHARS - 0x10; /* the last are younger than some of ICU's */
}

/* What the break iterator never takes with a Chinese character: Latin letters, digits, punctuation. */
static gboolean is_apart(UChar unit)
{
    return (unit < 0x300 && unit != 0xad) || (unit >= 0x2010 && unit < 0x2028) || (unit >= 0x3000 && unit < 0x3004) ||
           (unit >= 0x3008 && unit < 0x3012);
}

gboolean han_words_fit(const UChar *text, guint32 n, guint32 from, guint32 to)
{
    if (to - from > MAX_RUN || (from > 0 && !is_apart(text[from - 1])) || (to < n && !is_apart(text[to])))
        return FALSE;
    for (guint32 i = from; i < to; i++)
        if (!is_han(text[i]))
            return FALSE;
    return TRUE;
}

/* Where words that begin with UNIT go on. FALSE: there are none. */
static gboolean step_first(HanWords *words, UChar unit, Place *place)
{
    guint32 *first = &words->firsts[unit - FIRST_CHAR];
    if (!*first) {
        *place = (Place){words->trie, 0};
        *first = step(place, unit) ? (guint32)(place->at - words->trie) : NO_WORD;
    }
    *place = (Place){words->trie + *first, 0};
    return *first != NO_WORD;
}

/* A word from FROM to TO of that cost: is the cut up to TO cheaper by it? */
static void try_word(guint32 *costs, guint32 *starts, guint32 from, guint32 to, guint32 cost)
{
    if (costs[from] + cost >= costs[to])
        return;
    costs[to] = costs[from] + cost;
    starts[to] = from;
}

static void try_words(HanWords *words, const UChar *run, guint32 n, guint32 from)
{
    guint32 *costs = (guint32 *)(gpointer)words->costs->data, *starts = (guint32 *)(gpointer)words->starts->data;
    Place place;
    gboolean more = step_first(words, run[from], &place), alone = FALSE;
    for (guint32 to = from + 1; more; to++) {
        if (has_value(&place)) {
            alone |= to == from + 1;
            try_word(costs, starts, from, to, value_of(place.at));
        }
        more = to < n && to < from + MAX_WORD && step(&place, run[to]);
    }
    if (!alone)
        try_word(costs, starts, from, from + 1, UNKNOWN_COST);
}

const guint32 *han_words_cut(HanWords *words, const UChar *run, guint32 n)
{
    g_array_set_size(words->costs, n + 1);
    g_array_set_size(words->starts, n + 1);
    g_array_set_size(words->lengths, n + 1);
    memset(words->costs->data, 0xff, (n + 1) * sizeof(guint32));
    memset(words->lengths->data, 0, (n + 1) * sizeof(guint32));
    g_array_index(words->costs, guint32, 0) = 0;
    for (guint32 from = 0; from < n; from++)
        try_words(words, run, n, from);
    for (guint32 to = n, from; to > 0; to = from) {
        from = g_array_index(words->starts, guint32, to);
        g_array_index(words->lengths, guint32, from) = to - from;
    }
    return (const guint32 *)(gconstpointer)words->lengths->data;
}
