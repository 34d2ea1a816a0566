#include "tokenizer/tokenizer.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/uversion.h>

#include "messages/messages.h"
#include "number/number.h"
#include "tokenizer/acronym.h"
#include "tokenizer/char-class.h"
#include "tokenizer/compound.h"
#include "tokenizer/han-words.h"
#include "tokenizer/ordinal.h"

G_DEFINE_QUARK(biaosou-tokenizer-error, tokenizer_error)

typedef struct {
    char **terms;
    guint32 start, end;
} FoundNumber;

struct Tokenizer {
    Lexicon *lexicon;
    HanWords *han; /* or NULL */
    UBreakIterator *words;
    struct sb_stemmer *stemmer;
    Normalized text;
    const char *source; /* of which `text` is normalized: `source_len` bytes */
    gsize source_len;
    Shouting shouts;
    GArray *numbers; /* FoundNumber, by place */
    guint next_number;
    /* The segment of ICU that was read last: units [segment_start, segment_end). */
    gint32 segment_start, segment_end;
    gboolean segmenting; /* ICU has been given this text */
    guint64 lengths;     /* bit n: a word of n units begins at the current place */
    TokenFunc found;
    gpointer data;
    guint32 last_from; /* where the last token began in the normalized text */
};

const char *token_kind_name(TokenKind kind)
{
    static const char *const names[TOKEN_KINDS] = {
        "char", "bigram", "word", "stem", "identifier", "ordinal", "part", "joined", "sign",
    };
    return names[kind];
}

const char *tokenizer_icu_version(void)
{
    static char version[U_MAX_VERSION_STRING_LENGTH];
    static gsize known = 0;
    if (g_once_init_enter(&known)) {
        UVersionInfo info;
        u_getVersion(info);
        u_versionToString(info, version);
        g_once_init_leave(&known, 1);
    }
    return version;
}

static void clear_number(gpointer found)
{
    g_strfreev(((FoundNumber *)found)->terms);
}

Tokenizer *tokenizer_new(Lexicon *lexicon, GError **error)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    if (U_FAILURE(status)) {
        g_set_error(error, TOKENIZER_ERROR, TOKENIZER_ERROR_ICU,
                    _("ICU's word segmentation does not open (%s): reinstall the ICU library"),
                    u_errorName(status));
        return NULL;
    }
    Tokenizer *t = g_new0(Tokenizer, 1);
    t->lexicon = lexicon ? lexicon_ref(lexicon) : NULL;
    t->words = words;
    t->han = han_words_new();
    t->stemmer = sb_stemmer_new("english", NULL);
    t->numbers = g_array_new(FALSE, FALSE, sizeof(FoundNumber));
    g_array_set_clear_func(t->numbers, clear_number);
    return t;
}

void tokenizer_free(Tokenizer *t)
{
    if (!t)
        return;
    lexicon_unref(t->lexicon);
    han_words_free(t->han);
    ubrk_close(t->words);
    sb_stemmer_delete(t->stemmer);
    normalized_clear(&t->text);
    g_array_unref(t->numbers);
    g_free(t);
}

static void emit(Tokenizer *t, Token *token)
{
    while (token->len > TOKEN_MAX_BYTES ||
           (token->len && ((guint8)token->term[token->len] & 0xc0) == 0x80))
        token->len = MIN(token->len - 1, TOKEN_MAX_BYTES);
    token->same_place = token->from == t->last_from;
    t->last_from = token->from;
    t->found(token, t->data);
}

/* A token whose term is units [from, to) of the normalized text itself. */
static Token token_of(const Tokenizer *t, TokenKind kind, guint32 from, guint32 to)
{
    const Normalized *n = &t->text;
    return (Token){
        .term = n->utf8 + n->utf8_at[from],
        .len = n->utf8_at[to] - n->utf8_at[from],
        .kind = kind,
        .start = n->source_start[from],
        .end = n->source_end[to - 1],
        .from = n->utf8_at[from],
        .to = n->utf8_at[to],
        .ends_run = kind == TOKEN_CHAR && !char_is_cjk(n->classes[to]),
    };
}

static void emit_units(Tokenizer *t, TokenKind kind, guint32 from, guint32 to)
{
    Token token = token_of(t, kind, from, to);
    emit(t, &token);
}

/* A token whose term is not in the text, at units [from, to). */
static void emit_term(Tokenizer *t, TokenKind kind, const char *term, gsize len, guint32 from,
                      guint32 to)
{
    const Normalized *n = &t->text;
    Token token = {
        .term = term,
        .len = (guint32)len,
        .kind = kind,
        .start = n->source_start[from],
        .end = n->source_end[to - 1],
        .from = n->utf8_at[from],
        .to = n->utf8_at[to],
    };
    emit(t, &token);
}

static gboolean keep_number(const Number *number, size_t start, size_t end, gpointer data)
{
    Tokenizer *t = data;
    FoundNumber found = {number_terms(number), (guint32)start, (guint32)end};
    g_array_append_val(t->numbers, found);
    return TRUE;
}

/* The numbers that begin at or before UNIT and have not been given yet. */
static void emit_numbers(Tokenizer *t, guint32 unit)
{
    const Normalized *n = &t->text;
    for (; t->next_number < t->numbers->len; t->next_number++) {
        const FoundNumber *number = &g_array_index(t->numbers, FoundNumber, t->next_number);
        if (number->start > n->source_start[unit])
            return;
        guint32 to = unit + 1;
        while (to < n->n_units && n->source_start[to] < number->end)
            to++;
        for (char **term = number->terms; *term; term++)
            emit_term(t, TOKEN_IDENTIFIER, *term, strlen(*term), unit, to);
    }
}

static gboolean is_ascii_word(const Normalized *n, guint32 from, guint32 to)
{
    for (guint32 i = from; i < to; i++)
        if (n->units[i] < 'a' || n->units[i] > 'z')
            return FALSE;
    return TRUE;
}

/* How the word of units [from, to) is written in the source. */
static WordForm word_form(Tokenizer *t, guint32 from, guint32 to)
{
    const Normalized *n = &t->text;
    gsize start = n->source_start[from], end = n->source_end[to - 1];
    if (start >= end || end > t->source_len)
        return WORD_FORM_PLAIN;
    return acronym_form(t->source, t->source_len, start, end, &t->shouts);
}

/* The stem of the LEN bytes of WORD, or NULL if it has none of its own. */
static const char *stem_of(Tokenizer *t, const char *word, gsize len, gsize *stem_len)
{
    const sb_symbol *stem = sb_stemmer_stem(t->stemmer, (const sb_symbol *)word, (int)len);
    *stem_len = (gsize)sb_stemmer_length(t->stemmer);
    gboolean same = stem && *stem_len == len && memcmp(stem, word, len) == 0;
    if (stem && *stem_len > 0 && !same)
        return (const char *)stem;
    *stem_len = len;
    return NULL;
}

/* The stem of an English word of FORM; that of the plural of an acronym is the acronym, and that of
 * an acronym itself. */
static void emit_stem(Tokenizer *t, WordForm form, guint32 from, guint32 to)
{
    const Normalized *n = &t->text;
    const char *word = n->utf8 + n->utf8_at[from];
    if (form == WORD_FORM_ACRONYMS)
        emit_term(t, TOKEN_STEM, word, to - from - 1, from, to);
    if (form != WORD_FORM_PLAIN)
        return;
    gsize len;
    const char *stem = stem_of(t, word, to - from, &len);
    if (stem)
        emit_term(t, TOKEN_STEM, stem, len, from, to);
}

/* The term of atom [from, to) and what follows it, if they are or may be one; of letters the stem,
 * and if they are one both. */
static void emit_joined(Tokenizer *t, guint32 from, guint32 to)
{
    const Normalized *n = &t->text;
    char buffer[TOKEN_MAX_BYTES * 2];
    guint32 next, end;
    Compound compound = compound_next(n, from, to, &next, &end);
    if (compound == COMPOUND_NONE)
        return;
    gsize first = n->utf8_at[to] - n->utf8_at[from], second = n->utf8_at[end] - n->utf8_at[next];
    gsize len = first + second;
    if (len > TOKEN_MAX_BYTES)
        return;
    memcpy(buffer, n->utf8 + n->utf8_at[from], first);
    memcpy(buffer + first, n->utf8 + n->utf8_at[next], second);
    buffer[len] = '\0';
    Token token = token_of(t, TOKEN_JOINED, from, end);
    token.is_one = compound == COMPOUND_ONE;
    token.term = buffer;
    token.len = (guint32)len;
    const char *stem = NULL;
    if (is_ascii_word(n, from, to) && is_ascii_word(n, next, end))
        stem = stem_of(t, buffer, len, &len);
    if (!stem || token.is_one)
        emit(t, &token);
    if (!stem)
        return;
    token.term = stem;
    token.len = (guint32)len;
    emit(t, &token);
}

/* A word, or the part of one, whose form decides whether it has a stem. */
static void emit_atom(Tokenizer *t, Token *token, guint32 from, guint32 to)
{
    gboolean may_stem =
        to - from >= 3 && to - from <= TOKEN_MAX_BYTES && is_ascii_word(&t->text, from, to);
    WordForm form = may_stem ? word_form(t, from, to) : WORD_FORM_PLAIN;
    token->acronym = form == WORD_FORM_ACRONYM;
    emit(t, token);
    if (may_stem)
        emit_stem(t, form, from, to);
}

/* A word whose atoms end at ENDS. */
static void emit_word(Tokenizer *t, guint32 from, const guint32 *ends, guint n_atoms)
{
    guint32 next, end, to = ends[n_atoms - 1];
    gboolean is_one =
        n_atoms == 2 && compound_next(&t->text, from, ends[0], &next, &end) == COMPOUND_ONE;
    Token word = token_of(t, TOKEN_WORD, from, to);
    word.has_parts = n_atoms > 1;
    word.is_one = is_one;
    if (n_atoms > 1)
        emit(t, &word);
    for (guint i = 0; i < n_atoms; from = ends[i++]) {
        Token part = n_atoms > 1 ? token_of(t, TOKEN_PART, from, ends[i]) : word;
        emit_atom(t, &part, from, ends[i]);
        if (!(is_one && i == 0))
            emit_joined(t, from, ends[i]);
    }
}

/* A word of a script that is written with spaces; returns its end. */
static guint32 run_word(Tokenizer *t, guint32 from)
{
    const Normalized *n = &t->text;
    guint32 to = compound_word_end(n, from), ends[COMPOUND_MAX_ATOMS];
    guint n_atoms = 0;
    for (guint32 at = from; at < to && n_atoms < COMPOUND_MAX_ATOMS; n_atoms++)
        at = ends[n_atoms] = compound_atom_end(n, at);
    if (ends[n_atoms - 1] < to)
        emit_units(t, TOKEN_WORD, from, to);
    else
        emit_word(t, from, ends, n_atoms);
    return to;
}

/* The letters and digits that NFKC makes of the sign at unit FROM: no of №, 1 and 2 of ½. */
static void emit_sign_parts(Tokenizer *t, guint32 from, guint32 to)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar out[32];
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    gint32 len = unorm2_normalize(nfkc, t->text.units + from, (gint32)(to - from), out,
                                  G_N_ELEMENTS(out), &status);
    for (gint32 i = 0, end; U_SUCCESS(status) && i < len; i = end) {
        char term[G_N_ELEMENTS(out) + 1] = "";
        for (end = i; end < len && out[end] < 0x80 && char_is_alnum(char_class(out[end])); end++)
            term[end - i] = (char)out[end];
        if (end > i)
            emit_term(t, TOKEN_PART, term, (gsize)(end - i), from, to);
        end += end == i;
    }
}

/* A sign; returns the end of its first character: the letter of °c is a word besides. */
static guint32 run_sign(Tokenizer *t, guint32 from)
{
    guint32 to = compound_sign_end(&t->text, from);
    emit_units(t, TOKEN_SIGN, from, to);
    if (t->text.units[from] >= 0xbc && t->text.units[from] < 0x2190)
        emit_sign_parts(t, from, to);
    return U16_IS_LEAD(t->text.units[from]) ? to : from + 1;
}

static void note_length(guint32 length, gpointer data)
{
    guint64 *lengths = data;
    *lengths |= (guint64)1 << length;
}

/* Notes the word of LENGTH units that begins at the current place; 0: none does. */
static void note_word(Tokenizer *t, guint32 length)
{
    if (length > 0 && length < 64)
        t->lengths |= (guint64)1 << length;
}

/* Notes the word of ICU's break iterator that begins at unit AT if it ends by END. */
static void note_segment(Tokenizer *t, guint32 at, guint32 end)
{
    if (!t->segmenting) {
        UErrorCode status = U_ZERO_ERROR;
        ubrk_setText(t->words, t->text.units, (gint32)t->text.n_units, &status);
        t->segmenting = TRUE;
        t->segment_end = ubrk_first(t->words);
    }
    while (t->segment_end != UBRK_DONE && t->segment_end <= (gint32)at) {
        t->segment_start = t->segment_end;
        t->segment_end = ubrk_next(t->words);
    }
    if (t->segment_end == UBRK_DONE || t->segment_start != (gint32)at ||
        t->segment_end > (gint32)end)
        return;
    note_word(t, (guint32)t->segment_end - at);
}

static guint32 next_char(const Normalized *n, guint32 i, guint32 end)
{
    return i + (U16_IS_LEAD(n->units[i]) && i + 1 < end ? 2 : 1);
}

/* A run of CJK characters; returns its end. */
static guint32 run_cjk(Tokenizer *t, guint32 from)
{
    const Normalized *n = &t->text;
    guint32 end = from + 1;
    while (end < n->n_units && char_is_cjk(n->classes[end]))
        end++;
    const guint32 *words =
        t->han && han_words_fit(n->units, n->n_units, from, end) ? han_words_cut(t->han, n->units + from, end - from) : NULL;
    for (guint32 at = from; at < end;) {
        guint32 next = next_char(n, at, end);
        emit_numbers(t, at);
        emit_units(t, TOKEN_CHAR, at, next);
        if (n->units[at] == u'第') {
            char term[ORDINAL_TERM_SIZE];
            guint32 len = ordinal_match(n->units + at, n->n_units - at, term);
            if (len)
                emit_term(t, TOKEN_ORDINAL, term, strlen(term), at, at + len);
        }
        t->lengths = 0;
        if (next < end) {
            emit_units(t, TOKEN_BIGRAM, at, next_char(n, next, end));
            if (t->lexicon)
                lexicon_prefixes(t->lexicon, n->units + at, end - at, note_length, &t->lengths);
        }
        if (words)
            note_word(t, words[at - from]);
        else
            note_segment(t, at, end);
        for (; t->lengths; t->lengths &= t->lengths - 1) {
            guint32 to = at + (guint32)__builtin_ctzll(t->lengths);
            if (to >= next)
                emit_units(t, TOKEN_WORD, at, to);
        }
        at = next;
    }
    return end;
}

const Normalized *tokenizer_run(Tokenizer *t, const char *text, gssize len, TokenFunc found,
                                gpointer data)
{
    gsize bytes = len < 0 ? strlen(text) : (gsize)len;
    normalize(&t->text, text, (gssize)bytes);
    if (!found)
        return &t->text;
    t->source = text;
    t->source_len = bytes;
    t->shouts = SHOUTING_UNKNOWN;
    t->found = found;
    t->data = data;
    t->segmenting = FALSE;
    t->segment_start = -1;
    t->last_from = G_MAXUINT32;
    t->next_number = 0;
    g_array_set_size(t->numbers, 0);
    number_find(text, MIN(bytes, NORMALIZER_MAX_BYTES), keep_number, t);
    const Normalized *n = &t->text;
    for (guint32 i = 0; i < n->n_units;) {
        emit_numbers(t, i);
        if (char_is_cjk(n->classes[i]))
            i = run_cjk(t, i);
        else if (char_is_alnum(n->classes[i]))
            i = run_word(t, i);
        else if (n->classes[i] == CHAR_SIGN)
            i = run_sign(t, i);
        else
            i++;
    }
    return n;
}
