#include "search/plan/query-symbols.h"

#include <libstemmer.h>
#include <math.h>
#include <string.h>

#include "search/words/expand.h"
#include "tokenizer/symbol.h"

#define LOW_WEIGHT 0.1

static void clear_symbol(gpointer data)
{
    g_free(((QuerySymbol *)data)->stem);
}

static void clear_ordinal(gpointer data)
{
    g_array_unref(((QueryOrdinal *)data)->name);
}

QuerySymbols *query_symbols_new(void)
{
    QuerySymbols *symbols = g_new0(QuerySymbols, 1);
    symbols->symbols = g_array_new(FALSE, TRUE, sizeof(QuerySymbol));
    g_array_set_clear_func(symbols->symbols, clear_symbol);
    symbols->ordinals = g_array_new(FALSE, TRUE, sizeof(QueryOrdinal));
    g_array_set_clear_func(symbols->ordinals, clear_ordinal);
    return symbols;
}

void query_symbols_free(QuerySymbols *symbols)
{
    if (!symbols)
        return;
    g_array_unref(symbols->symbols);
    g_array_unref(symbols->ordinals);
    g_free(symbols);
}

/* As the tokenizer stems: words of three letters or more. *OUT_LEN is the stem's length. */
static const char *stem_of(Searcher *searcher, const char *word, gsize len, gsize *out_len)
{
    gboolean letters = len >= 3 && len <= TOKEN_MAX_BYTES;
    for (gsize i = 0; letters && i < len; i++)
        letters = word[i] >= 'a' && word[i] <= 'z';
    *out_len = len;
    if (!letters)
        return word;
    const sb_symbol *stem = sb_stemmer_stem(searcher->stemmer, (const sb_symbol *)word, (int)len);
    int stem_len = sb_stemmer_length(searcher->stemmer);
    if (!stem || stem_len <= 0)
        return word;
    *out_len = (gsize)stem_len;
    return (const char *)stem;
}

static guint32 hash_bytes(const char *bytes, gsize len)
{
    guint32 hash = 2166136261u; /* FNV-1a */
    for (gsize i = 0; i < len; i++)
        hash = (hash ^ (guint8)bytes[i]) * 16777619u;
    return hash | SYMBOL_WORD_BIT;
}

guint32 symbol_word_code(Searcher *searcher, const char *word, gsize len)
{
    gsize stem_len;
    const char *stem = stem_of(searcher, word, len, &stem_len);
    return hash_bytes(stem, stem_len);
}

gboolean symbol_is_stem_of(Searcher *searcher, const char *stem, const char *word)
{
    gsize len;
    const char *own = stem_of(searcher, word, strlen(word), &len);
    return len == strlen(stem) && memcmp(own, stem, len) == 0;
}

void symbol_name_before(const char *text, guint32 end, GArray *name)
{
    for (const char *at = text + end; at > text;) {
        at = g_utf8_prev_char(at);
        guint32 c = g_utf8_get_char(at);
        CharClass class = char_class(c);
        if (char_is_cjk(class) || char_is_alnum(class))
            g_array_append_val(name, c);
    }
}

/* What reading one text needs. */
typedef struct {
    QuerySymbols *out;
    Searcher *searcher;
    const Normalized *n;
    const guint8 *starts, *stops; /* by unit */
    guint32 unit;
    guint32 ordinal_to; /* bytes before it are in a cited place */
    gboolean looked_up; /* a number */
} Reading;

static void add_break(QuerySymbols *out)
{
    GArray *symbols = out->symbols;
    if (symbols->len == 0 || g_array_index(symbols, QuerySymbol, symbols->len - 1).code == 0)
        return;
    QuerySymbol none = {.text = out->n_texts};
    g_array_append_val(symbols, none);
}

static void add_symbol(Reading *reading, guint32 code, guint32 from, guint32 to, gboolean word)
{
    const Normalized *n = reading->n;
    while (reading->unit < n->n_units && n->utf8_at[reading->unit] < from)
        reading->unit++;
    QuerySymbol symbol = {.code = code,
                          .text = reading->out->n_texts,
                          .from = from,
                          .to = to,
                          .stop = reading->looked_up || reading->stops[reading->unit] != STOP_NONE,
                          .starts = reading->starts[reading->unit] != 0,
                          .ordinal = from < reading->ordinal_to,
                          .weight = 1};
    if (reading->looked_up || reading->stops[reading->unit] == STOP_QUESTION)
        symbol.weight = LOW_WEIGHT;
    if (word) {
        gsize len;
        const char *stem = stem_of(reading->searcher, n->utf8 + from, to - from, &len);
        symbol.code = hash_bytes(stem, len);
        symbol.stem = g_strndup(stem, len);
    }
    g_array_append_val(reading->out->symbols, symbol);
}

/* Notes the cited place that begins at byte FROM, if one does. */
static void note_ordinal(Reading *reading, guint32 from)
{
    const Normalized *n = reading->n;
    QueryOrdinal ordinal;
    guint32 unit = reading->unit;
    while (unit < n->n_units && n->utf8_at[unit] < from)
        unit++;
    guint32 len = ordinal_match(n->units + unit, n->n_units - unit, ordinal.term);
    if (!len)
        return;
    reading->ordinal_to = n->utf8_at[unit + len];
    ordinal.name = g_array_new(FALSE, FALSE, sizeof(guint32));
    symbol_name_before(n->utf8, from, ordinal.name);
    g_array_append_val(reading->out->ordinals, ordinal);
}

void query_symbols_add(QuerySymbols *out, Searcher *searcher, const char *text, gboolean looked_up)
{
    g_auto(Normalized) n = {0};
    normalize(&n, text, -1);
    g_autofree guint8 *starts = words_bounds(searcher->tokenizer, text, &n);
    g_autofree guint8 *stops = stop_words_mark(searcher->stop_words, &n, starts);
    Reading reading = {.out = out,
                       .searcher = searcher,
                       .n = &n,
                       .starts = starts,
                       .stops = stops,
                       .looked_up = looked_up};
    guint32 at = 0, from = 0, code = 0;
    gboolean spaced = FALSE; /* what Chinese has beside a space is set apart by it */
    SymbolKind before = SYMBOL_BREAK;
    add_break(out);
    for (SymbolKind kind; (kind = symbol_next(n.utf8, n.utf8_len, &at, &code)) != SYMBOL_END;
         from = at) {
        if (code == 0x7b2c && from >= reading.ordinal_to) /* 第 */
            note_ordinal(&reading, from);
        if (code == EXPAND_SEPARATOR)
            kind = SYMBOL_SPACE;
        if (kind == SYMBOL_SPACE) {
            spaced = TRUE;
            continue;
        }
        if (kind == SYMBOL_BREAK || (spaced && (before == SYMBOL_CJK || kind == SYMBOL_CJK)))
            add_break(out);
        if (kind != SYMBOL_BREAK)
            add_symbol(&reading, code, from, at, kind == SYMBOL_WORD);
        before = kind;
        spaced = FALSE;
    }
    out->asks_number |= stop_words_ask_number(searcher->stop_words, n.utf8);
    out->n_texts++;
}

/* Longness: 0 up to 4 characters of content, 1 from 16, by their logarithm between. A word of
 * another script counts as two characters. */
void query_symbols_weigh(QuerySymbols *out)
{
    double characters = 0;
    for (guint i = 0; i < out->symbols->len; i++) {
        const QuerySymbol *symbol = &g_array_index(out->symbols, QuerySymbol, i);
        out->content += symbol->code && !symbol->stop;
    }
    for (guint i = 0; i < out->symbols->len; i++) {
        QuerySymbol *symbol = &g_array_index(out->symbols, QuerySymbol, i);
        if (out->content == 0)
            symbol->weight = 1;
        if (symbol->ordinal)
            symbol->weight = 0;
        if (symbol->code && (symbol->stem || !symbol->stop || out->content == 0))
            characters += symbol->stem ? 2 : 1;
    }
    out->longness = CLAMP(log(MAX(characters, 1) / 4) / log(4), 0, 1);
}

double query_symbols_weight(const QuerySymbols *out, guint text, guint32 from, guint32 to,
                            guint *cursor)
{
    double most = -1;
    const GArray *all = out->symbols;
    for (; *cursor < all->len; ++*cursor) {
        const QuerySymbol *symbol = &g_array_index(all, QuerySymbol, *cursor);
        if (symbol->text > text || (symbol->text == text && (!symbol->code || symbol->to > from)))
            break;
    }
    for (guint i = *cursor; i < all->len; i++) {
        const QuerySymbol *symbol = &g_array_index(all, QuerySymbol, i);
        if (symbol->text > text || (symbol->text == text && symbol->code && symbol->from >= to))
            break;
        if (symbol->text < text || !symbol->code || symbol->to <= from)
            continue;
        if (symbol->ordinal)
            return 0;
        most = MAX(most, symbol->weight);
    }
    return most < 0 ? 1 : most;
}
