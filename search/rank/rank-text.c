#include "search/rank/rank-text.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "tokenizer/symbol.h"

RankText *rank_text_new(const RankQuery *query)
{
    RankText *text = g_new0(RankText, 1);
    text->counts = g_new0(guint, query->n_symbols + 1);
    text->pair_counts = g_new0(guint, query->n_pairs + 1);
    text->window = g_new0(guint, query->n_symbols + query->n_pairs + 1);
    text->runs = g_new0(double, query->n_row + 1);
    text->run_at = g_new0(guint, query->n_row + 1);
    return text;
}

void rank_text_free(RankText *text)
{
    if (!text)
        return;
    g_free(text->row);
    g_free(text->places);
    g_free(text->counts);
    g_free(text->pair_counts);
    g_free(text->window);
    g_free(text->runs);
    g_free(text->run_at);
    g_free(text);
}

gboolean rank_is_title(FieldId field)
{
    return TITLE_FIELDS >> field & 1;
}

/* A symbol takes a byte or more, so this is room enough. */
static void make_room(RankText *text, const DocumentView *view)
{
    guint64 need = 2;
    for (guint32 i = 0; i < view->n_texts; i++)
        need += view->texts[i].len + 1;
    need = MIN(need, RANK_MAX_TEXT + 2);
    if (need <= text->room)
        return;
    text->room = (guint)need * 2;
    g_free(text->row);
    g_free(text->places);
    text->row = g_new(gint16, text->room);
    text->places = g_new(RankPlace, text->room);
}

guint32 rank_ordinal(const char *text, gsize len, char term[ORDINAL_TERM_SIZE])
{
    UChar units[ORDINAL_TERM_SIZE];
    guint32 ends[ORDINAL_TERM_SIZE];
    guint32 at = 0, n = 0;
    while (n < ORDINAL_TERM_SIZE && at < len) {
        guint32 c = symbol_character(text, (guint32)len, &at);
        if (c > 0xffff)
            break;
        units[n] = (UChar)c;
        ends[n++] = at;
    }
    guint32 matched = ordinal_match(units, n, term);
    return matched ? ends[matched - 1] : 0;
}

static gboolean is_numeral(guint32 c)
{
    static const guint16 numerals[] = {0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03,
                                       0x516b, 0x4e5d, 0x5341, 0x767e, 0x5343, 0x4e07, 0x4e24};
    for (guint i = 0; i < G_N_ELEMENTS(numerals); i++)
        if (numerals[i] == c)
            return TRUE;
    return FALSE;
}

static void note_number(RankText *text, guint32 c)
{
    if (!text->has_digits)
        text->has_digits = g_ascii_isdigit(c < 128 ? (char)c : 0) || is_numeral(c);
}

static void add_break(RankText *text, gint16 kind)
{
    if (text->n > 0 && !row_breaks(text->row[text->n - 1]))
        text->row[text->n++] = kind;
}

/* Whether bytes [FROM, TO) of FIELD are a hyphen between letters or digits. */
static gboolean is_hyphen(const FieldText *field, guint32 from, guint32 to)
{
    return to == from + 1 && field->utf8[from] == '-' && from > 0 && to < field->len &&
           g_ascii_isalnum(field->utf8[from - 1]) && g_ascii_isalnum(field->utf8[to]);
}

static void add_symbol(RankText *text, gint16 symbol)
{
    if (symbol >= 0)
        text->places[text->n_places++] = (RankPlace){text->n, symbol, -1};
    text->row[text->n++] = symbol;
}

/* Appends the Chinese characters of FIELD from AT on; returns where they end. Nearly all text is that, and nearly none of it the
 * query's: three bytes each, which begin with the bits 1110. */
static guint32 read_han(RankText *text, const RankQuery *query, const FieldText *field, guint32 at)
{
    guint32 most = MIN((field->len - at) / 3, RANK_MAX_TEXT - text->n);
    for (; most > 0; most--, at += 3) {
        const guint8 *p = (const guint8 *)field->utf8 + at;
        guint32 c = (guint32)(p[0] ^ 0xe0) << 12 | (guint32)(p[1] & 63) << 6 | (p[2] & 63);
        if (!symbol_is_han(c))
            break;
        if (query->low_bits >> c % 64 & 1)
            add_symbol(text, rank_query_symbol(query, c));
        else
            text->row[text->n++] = ROW_OTHER;
    }
    return at;
}

/* Appends one field's text. */
static void read_field(RankText *text, const RankQuery *query, const FieldText *field)
{
    const QuerySymbols *asked = query->terms->symbols;
    guint32 at = 0, from = 0, code = 0;
    for (SymbolKind kind;; from = at) {
        if (!asked->asks_number)
            from = at = read_han(text, query, field, at);
        if (text->n >= RANK_MAX_TEXT || (kind = symbol_next(field->utf8, field->len, &at, &code)) == SYMBOL_END)
            return;
        if (kind == SYMBOL_BREAK)
            add_break(text, is_hyphen(field, from, at) ? ROW_HYPHEN : ROW_BREAK);
        if (kind == SYMBOL_BREAK || kind == SYMBOL_SPACE)
            continue;
        if (asked->asks_number)
            note_number(text, code);
        add_symbol(text, kind == SYMBOL_CJK ? rank_query_symbol(query, code)
                                            : rank_query_word(query, field->utf8 + from, at - from));
    }
}

static void read_titles(RankText *text, const RankQuery *query, const DocumentView *view)
{
    for (guint32 i = 0; i < view->n_texts; i++) {
        if (!rank_is_title(view->texts[i].field))
            continue;
        RankTitle *title = &text->titles[text->n_titles++];
        add_break(text, ROW_BREAK);
        title->from = text->n;
        title->first_place = text->n_places;
        title->field_text = i;
        read_field(text, query, &view->texts[i]);
        title->to = text->n;
        title->n_places = text->n_places - title->first_place;
    }
}

/* Counts symbols and pairs, and notes where pairs begin. */
static void count(RankText *text, const RankQuery *query)
{
    gsize width = query->n_symbols;
    memset(text->counts, 0, width * sizeof *text->counts);
    memset(text->pair_counts, 0, query->n_pairs * sizeof *text->pair_counts);
    for (guint i = 0; i < text->n_places; i++) {
        RankPlace *place = &text->places[i];
        text->counts[place->symbol]++;
        if (i + 1 == text->n_places || place[1].at != place->at + 1)
            continue;
        place->pair = query->pairs[(gsize)place->symbol * width + (gsize)place[1].symbol];
        if (place->pair >= 0)
            text->pair_counts[place->pair]++;
    }
}

void rank_text_read(RankText *text, const RankQuery *query, const DocumentView *view)
{
    text->n = text->n_places = text->n_titles = 0;
    text->has_digits = FALSE;
    make_room(text, view);
    read_titles(text, query, view);
    for (guint32 i = 0; i < view->n_texts; i++) {
        if (rank_is_title(view->texts[i].field))
            continue;
        add_break(text, ROW_BREAK);
        read_field(text, query, &view->texts[i]);
    }
    count(text, query);
}
