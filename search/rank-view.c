#include "config.h"

#include "search/rank-view.h"

#include <string.h>

#include "search/phrase.h"
#include "tokenizer/char-class.h"

typedef struct {
    const QueryWord *word;
    const char *sought; /* a CJK word itself; the part of a stem that its words share */
    gsize len;
    double share; /* of the words' idf */
    gboolean seen;
} RankWord;

struct RankView {
    const QueryTerms *terms;
    RankWord *words;
    guint n_words;
    GString *text;  /* the query without punctuation */
    GString *title; /* a title likewise; reused */
};

/* TEXT without punctuation: — and : between the parts of a title are written or not. Blanks stay
 * between words of scripts that have them. */
static void squeeze(GString *out, const char *text, gsize len)
{
    gboolean gap = FALSE, letters = FALSE;
    g_string_truncate(out, 0);
    for (gsize at = 0; at < len;) {
        gunichar c = g_utf8_get_char(text + at);
        gsize size = (gsize)(g_utf8_next_char(text + at) - (text + at));
        CharClass kind = char_class(c);
        if (char_is_cjk(kind) || char_is_alnum(kind)) {
            if (gap && letters && char_is_alnum(kind))
                g_string_append_c(out, ' ');
            g_string_append_len(out, text + at, (gssize)size);
            letters = char_is_alnum(kind);
            gap = FALSE;
        } else {
            gap = TRUE;
        }
        at += size;
    }
}

RankView *rank_view_new(const QueryTerms *terms)
{
    RankView *view = g_new0(RankView, 1);
    double sum = 0;
    view->terms = terms;
    view->text = g_string_new(NULL);
    view->title = g_string_new(NULL);
    squeeze(view->text, terms->text, strlen(terms->text));
    view->words = g_new0(RankWord, terms->words->len + 1);
    for (guint i = 0; i < terms->words->len; i++) {
        const QueryWord *word = &g_array_index(terms->words, QueryWord, i);
        double idf = g_array_index(terms->word_idf, double, i);
        if (word->kind == WORD_ORDINAL)
            continue;
        RankWord *made = &view->words[view->n_words++];
        made->word = word;
        made->sought = word->kind == WORD_OTHER ? word->terms->pdata[0] : word->text;
        made->len = strlen(made->sought);
        if (word->kind == WORD_OTHER && made->len > 2 &&
            g_ascii_isalpha(made->sought[made->len - 1]))
            made->len--;
        made->share = word->empty ? idf * 0.1 : idf;
        sum += made->share;
    }
    for (guint i = 0; i < view->n_words && sum > 0; i++)
        view->words[i].share /= sum;
    return view;
}

void rank_view_free(RankView *view)
{
    if (!view)
        return;
    g_free(view->words);
    g_string_free(view->text, TRUE);
    g_string_free(view->title, TRUE);
    g_free(view);
}

static gssize find_word(const RankWord *word, const FieldText *text)
{
    if (word->word->kind == WORD_OTHER)
        return phrase_find_prefix(text->utf8, text->len, word->sought, word->len, 0);
    const char *at = memmem(text->utf8, text->len, word->sought, word->len);
    if (at)
        return at - text->utf8;
    /* Not in one piece: by its bigrams, as in the result set. */
    const GPtrArray *terms = word->word->terms;
    gssize first = -1;
    for (guint i = 0; i < terms->len; i++) {
        const char *term = terms->pdata[i];
        const char *piece = memmem(text->utf8, text->len, term, strlen(term));
        if (!piece)
            return -1;
        first = i == 0 ? piece - text->utf8 : first;
    }
    return first;
}

typedef struct {
    double words;   /* share of idf */
    gsize bytes;    /* of the words that are there */
    gsize low, high;
    guint n;
} Presence;

static Presence look(RankView *view, const FieldText *text)
{
    Presence presence = {.low = G_MAXSIZE};
    for (guint i = 0; i < view->n_words; i++) {
        RankWord *word = &view->words[i];
        gssize at = find_word(word, text);
        if (at < 0)
            continue;
        word->seen = TRUE;
        presence.words += word->share;
        presence.bytes += strlen(word->word->text);
        presence.low = MIN(presence.low, (gsize)at);
        presence.high = MAX(presence.high, (gsize)at + strlen(word->word->text));
        presence.n++;
    }
    return presence;
}

static void read_title(RankView *view, const FieldText *text, const Presence *presence,
                       RankDocument *document)
{
    const GString *sought = view->text;
    GString *title = view->title;
    double covered = text->len ? (double)presence->bytes / text->len : 0;
    document->title_words = MAX(document->title_words, presence->words);
    document->title_covered = MAX(document->title_covered, MIN(covered, 1));
    /* Only a title with all the words can hold the query in one piece. */
    if (sought->len == 0 || presence->n < view->n_words)
        return;
    squeeze(title, text->utf8, text->len);
    if (phrase_find(title->str, title->len, sought->str, sought->len, 0) < 0)
        return;
    gboolean ends =
        memcmp(title->str + title->len - sought->len, sought->str, sought->len) == 0;
    document->title_phrase = 1;
    document->title_equal =
        MAX(document->title_equal, title->len == sought->len ? 1 : ends ? 0.6 : 0);
}

static void read_phrases(const RankView *view, const FieldText *text, RankDocument *document)
{
    const GPtrArray *phrases = view->terms->phrases;
    guint n = 0;
    for (guint i = 0; i < phrases->len; i++)
        n += phrase_find(text->utf8, text->len, phrases->pdata[i], strlen(phrases->pdata[i]),
                         0) >= 0;
    if (phrases->len > 0)
        document->phrases = MAX(document->phrases, (double)n / phrases->len);
}

static gboolean is_title(FieldId field)
{
    return field == FIELD_TITLE_ZH || field == FIELD_TITLE_EN || field == FIELD_TITLE_OTHER;
}

void rank_view_read(RankView *view, RankDocument *document)
{
    for (guint i = 0; i < view->n_words; i++)
        view->words[i].seen = FALSE;
    for (guint32 i = 0; i < document->view.n_texts; i++) {
        const FieldText *text = &document->view.texts[i];
        Presence presence = look(view, text);
        if (presence.n > 0) {
            double near = (double)presence.bytes / (double)(presence.high - presence.low);
            document->nearness = MAX(document->nearness, presence.words * MIN(near, 1));
        }
        if (is_title(text->field)) {
            read_title(view, text, &presence, document);
            read_phrases(view, text, document);
        }
    }
    for (guint i = 0; i < view->n_words; i++)
        if (view->words[i].seen)
            document->any_words += view->words[i].share;
}
