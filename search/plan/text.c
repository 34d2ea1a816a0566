/* Words, phrases and prefixes → selections. What the index's terms cannot tell is verified here, on
 * the mapped texts. */
#include "config.h"

#include "search/plan/private.h"

#include <string.h>

#include "indexer/files/error.h"
#include "messages/messages.h"
#include "search/match/remote.h"
#include "search/words/phrase.h"
#include "search/words/proximity.h"
#include "search/words/word-groups.h"
#include "tokenizer/char-class.h"

/* What to look for in the texts of a document, in the fields HELD (0: all). */
typedef struct {
    guint32 held;
    const GArray *words;  /* QueryWord, or NULL and `phrase`; */
    const GArray *groups; /* WordGroup, of `words`: each in one of its ways */
    const char *phrase;
    gsize len;
    gboolean prefix;
    const Proximity *proximity; /* or NULL */
} Sought;

static gboolean text_holds_phrase(const Sought *sought, const FieldText *text)
{
    if (sought->proximity)
        return proximity_find(sought->proximity, text->utf8, text->len, NULL);
    return (sought->prefix ? phrase_find_prefix : phrase_find)(text->utf8, text->len,
                                                               sought->phrase, sought->len, 0) >= 0;
}

static gboolean view_holds_phrase(const Sought *sought, const DocumentView *view)
{
    for (guint32 i = 0; i < view->n_texts; i++) {
        const FieldText *text = &view->texts[i];
        if ((!sought->held || sought->held & 1u << text->field) && text_holds_phrase(sought, text))
            return TRUE;
    }
    return FALSE;
}

static gboolean view_holds_group(Plan *plan, const Sought *sought, const WordGroup *group,
                                 const DocumentView *view)
{
    Tokenizer *tokenizer = plan->searcher->tokenizer;
    gboolean held =
        words_in_view(sought->words, group->first, group->n, sought->held, tokenizer, view);
    for (guint i = 0; !held && i < group->others->len; i++) {
        const GArray *other = group->others->pdata[i];
        held = words_in_view(other, 0, other->len, sought->held, tokenizer, view);
    }
    return held;
}

static gboolean document_holds(Plan *plan, const Sought *sought, const DocumentView *view)
{
    if (!sought->words)
        return view_holds_phrase(sought, view);
    for (guint i = 0; i < sought->groups->len; i++)
        if (!view_holds_group(plan, sought, &g_array_index(sought->groups, WordGroup, i), view))
            return FALSE;
    return TRUE;
}

static gboolean verify(Plan *plan, const Sought *sought, const DocSpaceShard *shard, guint64 *bits,
                       GError **error)
{
    DocumentView view;
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint32 word = 0; word < shard->words; word++)
        for (guint64 rest = bits[word]; rest; rest &= rest - 1) {
            guint32 local = word * 64 + (guint32)__builtin_ctzll(rest);
            if (!shard_read(shard->shard, local, sought->held, &view, room, error))
                return FALSE;
            if (!document_holds(plan, sought, &view))
                bits[word] &= ~(rest & -rest);
        }
    return TRUE;
}

/* Where texts lie with servers, no more of them are looked into for one query. */
#define MOST_FETCHED 20000

/* The ids of those of DOCIDS that hold what is SOUGHT. Caller unrefs; NULL with an error. */
static GPtrArray *verify_fetched(Plan *plan, const Sought *sought, const GArray *docids, GError **error)
{
    Index *index = plan->searcher->index;
    g_autoptr(GByteArray) room = g_byte_array_new();
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < docids->len; i++) {
        DocumentView view;
        if (!index_expect_next(index, docids, i, error) || !index_read(index, g_array_index(docids, XcDocid, i), 0, &view, room, error))
            return NULL;
        if (document_holds(plan, sought, &view))
            g_ptr_array_add(ids, g_strndup(view.id, view.id_len));
    }
    return g_steal_pointer(&ids);
}

static DocSet *verified_remote(Plan *plan, const Selection *within, const Sought *sought, GError **error)
{
    Searcher *searcher = plan->searcher;
    g_autoptr(GArray) docids = searcher_documents(searcher, within, MOST_FETCHED + 1, error);
    if (docids && docids->len > MOST_FETCHED) {
        query_note(plan->query, "more than %d documents hold its words: what stands between them was not compared", MOST_FETCHED);
        return remote_select(searcher->live, within);
    }
    g_autoptr(GPtrArray) ids = docids ? verify_fetched(plan, sought, docids, error) : NULL;
    return ids ? remote_set_of_ids(searcher->index, ids) : NULL;
}

/* The documents of SELECTION (taken over) within CONTEXT that hold what is SOUGHT. */
static Selection *verified(Plan *plan, Selection *selection, Selection *context,
                           const Sought *sought, GError **error)
{
    const DocSpace *space = &plan->searcher->space;
    g_autoptr(Selection) own = selection;
    g_autoptr(Selection) within = selection_both(own, context);
    if (space->index) {
        DocSet *set = verified_remote(plan, within, sought, error);
        return set ? selection_verified(set, own) : NULL;
    }
    g_autoptr(DocSet) found = searcher_find(plan->searcher, within, error);
    if (!found)
        return NULL;
    for (guint32 s = 0; s < space->n_shards; s++)
        if (!verify(plan, sought, &space->shards[s], found->bits + space->shards[s].first, error))
            return NULL;
    return selection_verified(g_steal_pointer(&found), own);
}

typedef struct {
    GPtrArray *parts; /* Selection: bigrams and words of other scripts */
    GPtrArray *chars; /* char * */
    gboolean prefix;
} PhraseTerms;

/* What every document that holds the phrase is indexed under, whatever its cut. Only the words of a
 * prefix may go on, hence are left out. */
static void phrase_term(const Token *token, gpointer data)
{
    PhraseTerms *terms = data;
    g_autofree char *term = g_strndup(token->term, token->len);
    if (token->kind == TOKEN_CHAR) {
        g_ptr_array_add(terms->chars, g_steal_pointer(&term));
        return;
    }
    gboolean cjk = char_is_cjk(char_class(g_utf8_get_char(token->term)));
    gboolean word = (token->kind == TOKEN_WORD && !token->has_parts) || token->kind == TOKEN_PART;
    if (token->kind == TOKEN_BIGRAM || token->kind == TOKEN_SIGN ||
        (word && !cjk && !terms->prefix))
        g_ptr_array_add(terms->parts, selection_term("", term));
}

Selection *plan_near(Plan *plan, const QueryNode *node, guint slack, Selection *context,
                     GError **error)
{
    g_autoptr(Proximity) proximity = proximity_new(plan->searcher->tokenizer, node->text, slack);
    g_autoptr(GPtrArray) parts = selection_parts();
    g_autoptr(GPtrArray) chars = g_ptr_array_new_with_free_func(g_free);
    PhraseTerms terms = {parts, chars, FALSE};
    for (guint i = 0; i < proximity->pieces->len; i++) {
        guint before = parts->len;
        g_ptr_array_set_size(chars, 0);
        tokenizer_run(plan->searcher->tokenizer, proximity->pieces->pdata[i], -1, phrase_term,
                      &terms);
        for (guint c = 0; parts->len == before && c < chars->len; c++)
            g_ptr_array_add(parts, selection_term("", chars->pdata[c]));
    }
    if (proximity->pieces->len == 0)
        return NULL;
    Selection *all = parts->len > 0 ? selection_join(SELECTION_AND, parts) : selection_all();
    Sought sought = {.held = node->fields, .proximity = proximity};
    return verified(plan, all, context, &sought, error);
}

/* Terms of a phrase that stand side by side in every text that has it: of an export, which knows their positions. */
typedef struct {
    const char *text; /* normalized */
    GPtrArray *runs;  /* Selection */
    GPtrArray *terms; /* char *: of the run that is being made */
    guint32 end;      /* where in the text the last of them ends, or the character that the next may begin with */
} Adjacent;

static void end_run(Adjacent *adjacent)
{
    if (adjacent->terms->len > 1)
        g_ptr_array_add(adjacent->runs, selection_adjacent((const char *const *)(gconstpointer)adjacent->terms->pdata,
                                                           adjacent->terms->len));
    g_ptr_array_set_size(adjacent->terms, 0);
}

/* A pair of characters is a step of one character; a word goes on behind a hyphen or a space. The last character before what is
 * none ends a run in the texts too, where it has a term of its own. */
static void add_adjacent(const Token *token, gpointer data)
{
    Adjacent *adjacent = data;
    gboolean cjk = char_is_cjk(char_class(g_utf8_get_char(token->term)));
    gboolean pair = token->kind == TOKEN_BIGRAM, last = token->kind == TOKEN_CHAR && token->ends_run && adjacent->text[token->to];
    gboolean word = token->kind == TOKEN_WORD && !cjk && !token->has_parts;
    if (!pair && !word && !last)
        return;
    gboolean separated = token->from == adjacent->end + 1 && strchr(" -", adjacent->text[adjacent->end]);
    if (token->from != adjacent->end && !separated)
        end_run(adjacent);
    g_ptr_array_add(adjacent->terms, g_strndup(token->term, token->len));
    adjacent->end = pair ? token->from + (guint32)(g_utf8_next_char(token->term) - token->term) : token->to;
}

/* Whether TEXT is but Chinese characters, or but words of small Latin letters with one hyphen or space between: then its terms
 * side by side say all. */
static gboolean is_plain(const char *text)
{
    gboolean han = FALSE, letters = FALSE;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        if (g_ascii_islower(*at))
            letters = TRUE;
        else if (char_class(g_utf8_get_char(at)) == CHAR_HAN)
            han = TRUE;
        else if (!letters || (*at != ' ' && *at != '-') || !g_ascii_islower(at[1]))
            return FALSE;
    }
    return han != letters;
}

/* The parts of the phrase TEXT whose terms stand side by side. */
static GPtrArray *adjacent_runs(Plan *plan, const char *text)
{
    GPtrArray *runs = selection_parts();
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(g_free);
    Adjacent adjacent = {text, runs, terms, 0};
    tokenizer_run(plan->searcher->tokenizer, text, -1, add_adjacent, &adjacent);
    end_run(&adjacent);
    return runs;
}

Selection *plan_phrase(Plan *plan, const QueryNode *node, gboolean prefix, Selection *context,
                       GError **error)
{
    if (node->slack > 0)
        return plan_near(plan, node, node->slack, context, error);
    g_autoptr(GPtrArray) parts = selection_parts();
    g_autoptr(GPtrArray) chars = g_ptr_array_new_with_free_func(g_free);
    PhraseTerms terms = {parts, chars, prefix};
    const Normalized *n =
        tokenizer_run(plan->searcher->tokenizer, node->text, -1, phrase_term, &terms);
    g_autofree char *phrase = g_strndup(n->utf8, n->utf8_len);
    gsize len = n->utf8_len;
    if (len == 0)
        return NULL;
    /* One character or two: their term says it all. */
    guint n_chars = chars->len;
    gboolean exact =
        !node->fields && n_chars > 0 && n_chars <= 2 && g_utf8_strlen(phrase, -1) == (glong)n_chars;
    for (guint i = 0; parts->len == 0 && i < n_chars; i++)
        g_ptr_array_add(parts, selection_term("", chars->pdata[i]));
    Selection *all = parts->len > 0 ? selection_join(SELECTION_AND, parts) : selection_all();
    if (exact)
        return all;
    if (plan->searcher->space.index && !prefix) {
        g_autoptr(GPtrArray) runs = adjacent_runs(plan, phrase);
        gboolean whole = runs->len == 1 && is_plain(phrase);
        g_ptr_array_add(runs, all);
        all = selection_join(SELECTION_AND, runs);
        if (whole && !node->fields)
            return all;
    }
    Sought sought = {.held = node->fields, .phrase = phrase, .len = len, .prefix = prefix};
    return verified(plan, all, context, &sought, error);
}

/* A word of so many letters may be an acronym that was typed in small letters: isms has a stem, the
 * documents' ISMS has none. */
#define LONGEST_ACRONYM 5

static void add_terms(GPtrArray *parts, const QueryWord *word, const char *prefix)
{
    const char *held = word->terms->pdata[0];
    if (word->kind == WORD_OTHER && strlen(word->text) <= LONGEST_ACRONYM &&
        strcmp(word->text, held) != 0) {
        g_autoptr(GPtrArray) ways = selection_parts();
        g_ptr_array_add(ways, selection_term(prefix, held));
        g_ptr_array_add(ways, selection_term(prefix, word->text));
        g_ptr_array_add(parts, selection_join(SELECTION_OR, ways));
        return;
    }
    for (guint t = 0; t < word->terms->len; t++)
        g_ptr_array_add(parts, selection_term(prefix, word->terms->pdata[t]));
}

/* Adds the terms of WORD in the fields HELD, whose own terms an export has; 0: in all. */
static void add_word(GPtrArray *parts, const QueryWord *word, guint32 held)
{
    g_autoptr(GPtrArray) ways = selection_parts();
    if (!held) {
        add_terms(parts, word, "");
        return;
    }
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        g_autoptr(GPtrArray) own = selection_parts();
        g_autofree char *prefix = term_field(field);
        if (!(held & 1u << field))
            continue;
        add_terms(own, word, prefix);
        g_ptr_array_add(ways, selection_join(SELECTION_AND, own));
    }
    g_ptr_array_add(parts, selection_join(SELECTION_OR, ways));
}

/* The terms of the words, ANDed. */
static Selection *words_selection(const GArray *words, guint first, guint n, guint32 held)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    for (guint i = first; i < first + n; i++)
        add_word(parts, &g_array_index(words, QueryWord, i), held);
    return selection_join(SELECTION_AND, parts);
}

/* The terms of WORDS, ANDed, but of each group of them either its own or those of another way. */
static Selection *groups_selection(const GArray *words, const GArray *groups, guint32 held)
{
    g_autoptr(GPtrArray) parts = selection_parts(), ways = selection_parts();
    for (guint g = 0; g < groups->len; g++) {
        const WordGroup *group = &g_array_index(groups, WordGroup, g);
        if (group->others->len == 0) {
            for (guint i = group->first; i < group->first + group->n; i++)
                add_word(parts, &g_array_index(words, QueryWord, i), held);
            continue;
        }
        g_ptr_array_add(ways, words_selection(words, group->first, group->n, held));
        for (guint i = 0; i < group->others->len; i++) {
            const GArray *other = group->others->pdata[i];
            g_ptr_array_add(ways, words_selection(other, 0, other->len, held));
        }
        g_ptr_array_add(parts, selection_join(SELECTION_OR, ways));
    }
    return selection_join(SELECTION_AND, parts);
}

/* The words of NODE; empty ones only if there are no others. */
static GArray *required_words(Plan *plan, const QueryNode *node, gboolean *all_empty)
{
    GArray *words = words_cut(plan->searcher->tokenizer, node->text, -1, NULL, NULL);
    stop_words_empty(plan->searcher->stop_words, plan->searcher->tokenizer, node->text, words);
    *all_empty = words_drop_empty(words);
    if (plan->kinds & EXPANSIONS_APART)
        words_take_apart(words);
    return words;
}

/* WORD with the signs that are part of a name in normalized TEXT: c++, c#, .net. NULL without any;
 * an index's terms have none. Caller frees. */
static char *with_signs(const QueryWord *word, const char *text)
{
    guint32 from = word->from, to = word->to;
    if (word->kind != WORD_OTHER || !g_ascii_isalpha(text[from]))
        return NULL;
    to += g_str_has_prefix(text + to, "++") ? 2 : text[to] == '#';
    if (from > 0 && text[from - 1] == '.' && (from == 1 || text[from - 2] == ' '))
        from--;
    gboolean none = from == word->from && to == word->to;
    return none || g_ascii_isalnum(text[to]) ? NULL : g_strndup(text + from, to - from);
}

/* What of SELECTION (taken over) holds the WORDS of NODE with their signs, unless other words may
 * stand for them. */
static Selection *with_signed_words(Plan *plan, Selection *selection, const QueryNode *node,
                                    const GArray *words, const GArray *groups, Selection *context,
                                    GError **error)
{
    if (!strpbrk(node->text, "+#.＋＃．"))
        return selection;
    g_autofree char *text = normalize_string(node->text, -1);
    for (guint g = 0; g < groups->len && selection; g++) {
        const WordGroup *group = &g_array_index(groups, WordGroup, g);
        for (guint i = group->first; i < group->first + group->n && selection; i++) {
            g_autofree char *word = with_signs(&g_array_index(words, QueryWord, i), text);
            if (!word || group->others->len > 0)
                continue;
            Sought sought = {.held = node->fields, .phrase = word, .len = strlen(word)};
            selection = verified(plan, selection, context, &sought, error);
        }
    }
    return selection;
}

/* Whether a document of the query's language holds the N words from FIRST on. */
static gboolean is_held(Plan *plan, const GArray *words, guint first, guint n, GError **error)
{
    g_autoptr(Selection) selection = words_selection(words, first, n, 0);
    g_autoptr(DocSet) found = searcher_find(plan->searcher, selection, error);
    const DocSet *foreign = found ? searcher_foreign_han(plan->searcher, error) : NULL;
    if (foreign)
        docset_remove(found, foreign);
    return found && !docset_is_empty(found);
}

/* Leaves out of GROUPS those of the WORDS that need not be held, unless that is all. */
static gboolean drop_unknown(Plan *plan, const GArray *words, GArray *groups, GError **error)
{
    GError *inner = NULL;
    for (guint g = groups->len; g-- > 0 && groups->len > 1 && !inner;) {
        const WordGroup *group = &g_array_index(groups, WordGroup, g);
        if (group->others->len == 0 && !is_held(plan, words, group->first, group->n, &inner) &&
            !inner)
            g_array_remove_index(groups, g);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

Selection *plan_text(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    gboolean all_empty;
    g_autoptr(GArray) words = required_words(plan, node, &all_empty);
    if (words->len == 0)
        return NULL;
    g_autoptr(GArray) groups =
        word_groups(words, node, plan->expansions, plan->kinds, plan->searcher->tokenizer);
    if (plan->kinds & EXPANSIONS_LOOSE && !drop_unknown(plan, words, groups, error))
        return NULL;
    guint32 held = plan->searcher->space.index ? node->fields : 0; /* else texts are looked into */
    Selection *all = with_signed_words(plan, groups_selection(words, groups, held), node, words, groups,
                                       context, error);
    if (!node->fields || !all || held)
        return all;
    Sought sought = {.held = node->fields, .words = words, .groups = groups};
    return verified(plan, all, context, &sought, error);
}

static Selection *wildcard(Plan *plan, const char *prefix, const char *text)
{
    g_autofree char *start = g_strconcat(prefix, text, NULL);
    GError *damage = NULL;
    g_autoptr(XcTermIterator) it =
        index_terms(plan->searcher->index, start, strlen(start), &damage);
    g_autoptr(GPtrArray) first = selection_parts(); /* of an export, whose parts have each first terms of its own */
    guint n = 0;
    for (; n <= SELECTION_MAX_TERMS && !damage && xc_term_iterator_valid(it); n++) {
        XcBytes term = xc_term_iterator_term(it);
        if (plan->searcher->space.index && n < SELECTION_MAX_TERMS) {
            g_autofree char *own = g_strndup(term.data, term.len);
            g_ptr_array_add(first, selection_exact(own));
        }
        xc_term_iterator_next(it, &damage);
    }
    index_note(plan->searcher->index, damage);
    if (n > SELECTION_MAX_TERMS)
        query_note(plan->query,
                   "more than %d terms begin with '%s': only the first ones were searched",
                   SELECTION_MAX_TERMS, text);
    return n > SELECTION_MAX_TERMS && first->len ? selection_join(SELECTION_OR, first) : selection_prefix(prefix, text);
}

/* Whether normalized TEXT is one word of a script written with spaces. */
static gboolean is_one_word(const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gboolean point = *at == '.' && at > text && g_ascii_isdigit(at[-1]);
        if (!point && !char_is_alnum(char_class(g_utf8_get_char(at))))
            return FALSE;
    }
    return *text != '\0';
}

Selection *plan_prefix(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    g_autofree char *text = normalize_string(node->text, -1);
    g_autoptr(GPtrArray) parts = selection_parts();
    if (node->fields == 1u << FIELD_ID) {
        g_auto(GStrv) pieces = g_strsplit(text, " ", -1);
        g_autofree char *number = g_strjoinv("", pieces);
        return wildcard(plan, TERM_NUMBER, number);
    }
    if (!is_one_word(text))
        return plan_phrase(plan, node, TRUE, context, error);
    if (node->fields && plan->searcher->space.index) {
        for (FieldId field = 0; field < FIELD_COUNT; field++) {
            g_autofree char *prefix = term_field(field);
            if (node->fields & 1u << field)
                g_ptr_array_add(parts, wildcard(plan, prefix, text));
        }
        return selection_join(SELECTION_OR, parts);
    }
    Selection *words = wildcard(plan, "", text);
    if (node->fields) {
        Sought sought = {.held = node->fields, .phrase = text, .len = strlen(text), .prefix = TRUE};
        return verified(plan, words, context, &sought, error);
    }
    g_ptr_array_add(parts, words);
    g_ptr_array_add(parts, wildcard(plan, TERM_NUMBER, text));
    return selection_join(SELECTION_OR, parts);
}

gboolean plan_is_empty_text(Plan *plan, const QueryNode *node)
{
    gboolean all_empty;
    if (node->type != QUERY_TEXT)
        return FALSE;
    g_array_unref(required_words(plan, node, &all_empty));
    return all_empty;
}
