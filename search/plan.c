#include "config.h"

#include "search/plan.h"

#include <string.h>

#include "search/phrase.h"
#include "search/word-groups.h"
#include "tokenizer/char-class.h"

typedef struct {
    Searcher *searcher;
    Query *query;
    const GArray *expansions; /* Expansion */
    guint32 kinds;            /* bit set of those that count */
} Plan;

/* CONTEXT is a query that the answer will be ANDed with, or NULL: what has to be verified is
 * verified only there. NULL without an error: the node asks for nothing. */
static Selection *plan_node(Plan *plan, const QueryNode *node, Selection *context, GError **error);

/* What is excluded is so only as it was written. */
static Selection *plan_excluded(const Plan *plan, const QueryNode *node, Selection *context,
                              GError **error)
{
    Plan literal = *plan;
    literal.kinds &= ~EXPANSIONS_APART;
    return plan_node(&literal, node, context, error);
}

/* Whether NODE has to be verified, wholly or in part. */
static gboolean needs_text(const QueryNode *node)
{
    if (node->type == QUERY_PHRASE)
        return TRUE;
    if (node->type == QUERY_TEXT)
        return node->fields != 0;
    if (node->type == QUERY_PREFIX)
        return (node->fields & ~(1u << FIELD_ID)) != 0;
    for (guint i = 0; node->children && i < node->children->len; i++)
        if (needs_text(node->children->pdata[i]))
            return TRUE;
    return FALSE;
}

/* What to look for in the texts of a document, in the fields HELD (0: all). */
typedef struct {
    guint32 held;
    const GArray *words;  /* QueryWord, or NULL and `phrase`; */
    const GArray *groups; /* WordGroup, of `words`: each in one of its ways */
    const char *phrase;
    gsize len;
    gboolean prefix;
} Sought;

static gboolean view_holds_phrase(const Sought *sought, const DocumentView *view)
{
    for (guint32 i = 0; i < view->n_texts; i++) {
        const FieldText *text = &view->texts[i];
        if ((!sought->held || sought->held & 1u << text->field) &&
            (sought->prefix ? phrase_find_prefix : phrase_find)(
                text->utf8, text->len, sought->phrase, sought->len, 0) >= 0)
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
    for (guint32 word = 0; word < shard->words; word++)
        for (guint64 rest = bits[word]; rest; rest &= rest - 1) {
            if (!shard_view(shard->shard, word * 64 + (guint32)__builtin_ctzll(rest), &view, error))
                return FALSE;
            if (!document_holds(plan, sought, &view))
                bits[word] &= ~(rest & -rest);
        }
    return TRUE;
}

/* The documents of SELECTION (taken over) within CONTEXT that hold what is SOUGHT. */
static Selection *verified(Plan *plan, Selection *selection, Selection *context,
                           const Sought *sought, GError **error)
{
    const DocSpace *space = &plan->searcher->space;
    g_autoptr(Selection) own = selection;
    g_autoptr(Selection) within = selection_both(own, context);
    g_autoptr(DocSet) found = searcher_find(plan->searcher, within, error);
    if (!found)
        return NULL;
    for (guint32 s = 0; s < space->n_shards; s++)
        if (!verify(plan, sought, &space->shards[s], found->bits + space->shards[s].first, error))
            return NULL;
    return selection_set(g_steal_pointer(&found));
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
    if (token->kind == TOKEN_BIGRAM || (token->kind == TOKEN_WORD && !cjk && !terms->prefix))
        g_ptr_array_add(terms->parts, selection_term("", term));
}

static Selection *plan_phrase(Plan *plan, const QueryNode *node, gboolean prefix, Selection *context,
                            GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
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
    gboolean exact = !node->fields && n_chars > 0 && n_chars <= 2 &&
                     g_utf8_strlen(phrase, -1) == (glong)n_chars;
    for (guint i = 0; parts->len == 0 && i < n_chars; i++)
        g_ptr_array_add(parts, selection_term("", chars->pdata[i]));
    Selection *all = parts->len > 0 ? selection_join(SELECTION_AND, parts) : selection_all();
    if (exact)
        return all;
    Sought sought = {.held = node->fields, .phrase = phrase, .len = len, .prefix = prefix};
    return verified(plan, all, context, &sought, error);
}

static void add_terms(GPtrArray *parts, const QueryWord *word)
{
    for (guint t = 0; t < word->terms->len; t++)
        g_ptr_array_add(parts, selection_term("", word->terms->pdata[t]));
}

/* The terms of the words, ANDed. */
static Selection *words_selection(const GArray *words, guint first, guint n)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = first; i < first + n; i++)
        add_terms(parts, &g_array_index(words, QueryWord, i));
    return selection_join(SELECTION_AND, parts);
}

/* The terms of WORDS, ANDed, but of each group of them either its own or those of another way. */
static Selection *groups_selection(const GArray *words, const GArray *groups)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new(), ways = g_ptr_array_new();
    for (guint g = 0; g < groups->len; g++) {
        const WordGroup *group = &g_array_index(groups, WordGroup, g);
        if (group->others->len == 0) {
            for (guint i = group->first; i < group->first + group->n; i++)
                add_terms(parts, &g_array_index(words, QueryWord, i));
            continue;
        }
        g_ptr_array_add(ways, words_selection(words, group->first, group->n));
        for (guint i = 0; i < group->others->len; i++) {
            const GArray *other = group->others->pdata[i];
            g_ptr_array_add(ways, words_selection(other, 0, other->len));
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

static Selection *plan_text(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    gboolean all_empty;
    g_autoptr(GArray) words = required_words(plan, node, &all_empty);
    if (words->len == 0)
        return NULL;
    g_autoptr(GArray) groups =
        word_groups(words, node, plan->expansions, plan->kinds, plan->searcher->tokenizer);
    Selection *all = groups_selection(words, groups);
    if (!node->fields)
        return all;
    Sought sought = {.held = node->fields, .words = words, .groups = groups};
    return verified(plan, all, context, &sought, error);
}

static Selection *wildcard(Plan *plan, const char *prefix, const char *text)
{
    g_autofree char *start = g_strconcat(prefix, text, NULL);
    g_autoptr(XcTermIterator) it =
        xc_database_terms(index_database(plan->searcher->index), xc_bytes(start), NULL);
    guint n = 0;
    while (n <= SELECTION_MAX_TERMS && xc_term_iterator_valid(it)) {
        n++;
        if (!xc_term_iterator_next(it, NULL))
            break;
    }
    if (n > SELECTION_MAX_TERMS)
        query_note(plan->query,
                   "more than %d terms begin with '%s': only the first ones were searched",
                   SELECTION_MAX_TERMS, text);
    return selection_prefix(prefix, text);
}

/* Whether normalized TEXT is one word of a script written with spaces. */
static gboolean is_one_word(const char *text)
{
    gsize len = strlen(text);
    for (gsize i = 1; i < len; i++)
        if (((guint8)text[i] & 0xc0) != 0x80 && !normalized_inside_word(text, len, i))
            return FALSE;
    return len > 0 && char_is_alnum(char_class(g_utf8_get_char(text)));
}

static Selection *plan_prefix(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    g_autofree char *text = normalize_string(node->text, -1);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    if (node->fields == 1u << FIELD_ID) {
        g_auto(GStrv) pieces = g_strsplit(text, " ", -1);
        g_autofree char *number = g_strjoinv("", pieces);
        return wildcard(plan, TERM_NUMBER, number);
    }
    if (!is_one_word(text))
        return plan_phrase(plan, node, TRUE, context, error);
    Selection *words = wildcard(plan, "", text);
    if (node->fields) {
        Sought sought = {
            .held = node->fields, .phrase = text, .len = strlen(text), .prefix = TRUE};
        return verified(plan, words, context, &sought, error);
    }
    g_ptr_array_add(parts, words);
    g_ptr_array_add(parts, wildcard(plan, TERM_NUMBER, text));
    return selection_join(SELECTION_OR, parts);
}

static Selection *plan_any_number(Plan *plan, const QueryNode *node)
{
    if (node->fields)
        return plan_number(plan->searcher, node->number, TERM_NUMBER);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, TERM_NUMBER));
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, ""));
    return selection_join(SELECTION_OR, parts);
}

static gboolean is_empty_text(Plan *plan, const QueryNode *node)
{
    gboolean all_empty;
    if (node->type != QUERY_TEXT)
        return FALSE;
    g_array_unref(required_words(plan, node, &all_empty));
    return all_empty;
}

/* The parts of an AND while they are planned. */
typedef struct {
    GPtrArray *wanted, *excluded; /* Selection */
    Selection *narrow;              /* the context and all that is wanted so far */
    gboolean keep_empty;          /* empty words count: there are no others */
} Conjunction;

/* Plans one child; what it asks for narrows what is verified after it. */
static gboolean plan_child(Plan *plan, const QueryNode *child, Conjunction *all, GError **error)
{
    GError *inner = NULL;
    gboolean exclude = child->type == QUERY_NOT;
    Selection *part = exclude ? plan_excluded(plan, child->children->pdata[0], all->narrow, &inner)
                            : plan_node(plan, child, all->narrow, &inner);
    if (part && !exclude) {
        Selection *wider = all->narrow;
        all->narrow = selection_both(part, wider);
        selection_unref(wider);
    }
    if (part)
        g_ptr_array_add(exclude ? all->excluded : all->wanted, part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* First what terms tell, then, within that, what has to be verified; exclusions last. */
static gboolean plan_children(Plan *plan, const QueryNode *node, Conjunction *all, GError **error)
{
    for (int pass = 0; pass < 4; pass++)
        for (guint i = 0; i < node->children->len; i++) {
            const QueryNode *child = node->children->pdata[i];
            int place = (needs_text(child) ? 1 : 0) + (child->type == QUERY_NOT ? 2 : 0);
            if (place != pass || (!all->keep_empty && is_empty_text(plan, child)))
                continue;
            if (!plan_child(plan, child, all, error))
                return FALSE;
        }
    return TRUE;
}

/* SELECTION (taken over) without those EXCLUDED. */
static Selection *without(Selection *selection, GPtrArray *excluded)
{
    g_autoptr(Selection) own = selection;
    g_autoptr(Selection) none =
        excluded->len > 0 ? selection_join(SELECTION_OR, excluded) : NULL;
    return selection_without(own, none);
}

static void drop_parts(GPtrArray *parts)
{
    for (guint i = 0; i < parts->len; i++)
        selection_unref(parts->pdata[i]);
    g_ptr_array_unref(parts);
}

static Selection *plan_and(Plan *plan, const QueryNode *node, Selection *context, gboolean keep_empty,
                         GError **error)
{
    Conjunction all = {.wanted = g_ptr_array_new(),
                       .excluded = g_ptr_array_new(),
                       .narrow = context ? selection_ref(context) : NULL,
                       .keep_empty = keep_empty};
    Selection *query = NULL;
    gboolean ok = plan_children(plan, node, &all, error);
    gboolean nothing = all.wanted->len == 0 && all.excluded->len == 0;
    if (ok && all.wanted->len > 0)
        query = without(selection_join(SELECTION_AND, all.wanted), all.excluded);
    else if (ok && !nothing)
        query = without(selection_all(), all.excluded);
    drop_parts(all.wanted);
    drop_parts(all.excluded);
    selection_unref(all.narrow);
    if (ok && nothing && !keep_empty)
        return plan_and(plan, node, context, TRUE, error);
    return query;
}

static Selection *plan_or(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    GPtrArray *parts = g_ptr_array_new();
    GError *inner = NULL;
    for (guint i = 0; i < node->children->len && !inner; i++) {
        Selection *part = plan_node(plan, node->children->pdata[i], context, &inner);
        if (part)
            g_ptr_array_add(parts, part);
    }
    Selection *query = NULL;
    if (inner)
        g_propagate_error(error, inner);
    else if (parts->len > 0)
        query = selection_join(SELECTION_OR, parts);
    drop_parts(parts);
    return query;
}

static Selection *plan_not(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    Selection *part = plan_excluded(plan, node->children->pdata[0], context, error);
    if (!part)
        return NULL;
    GPtrArray *excluded = g_ptr_array_new();
    g_ptr_array_add(excluded, part);
    Selection *query = without(selection_all(), excluded);
    drop_parts(excluded);
    return query;
}

static Selection *plan_node(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    switch (node->type) {
    case QUERY_TEXT:
        return plan_text(plan, node, context, error);
    case QUERY_PHRASE:
        return plan_phrase(plan, node, FALSE, context, error);
    case QUERY_PREFIX:
        return plan_prefix(plan, node, context, error);
    case QUERY_NUMBER:
        return plan_any_number(plan, node);
    case QUERY_FACET:
        return plan_facet(plan->searcher, (FieldId)__builtin_ctz(node->fields), node->text,
                          plan->query, error);
    case QUERY_DATE:
        return plan_dates(node->from, node->to);
    case QUERY_AND:
        return plan_and(plan, node, context, FALSE, error);
    case QUERY_OR:
        return plan_or(plan, node, context, error);
    case QUERY_NOT:
        return plan_not(plan, node, context, error);
    }
    return NULL;
}

/* Whether NODE says which documents, not what they are about. */
static gboolean is_filter(const QueryNode *node)
{
    if (node->type == QUERY_FACET || node->type == QUERY_DATE || node->type == QUERY_NOT)
        return TRUE;
    if (node->type != QUERY_AND && node->type != QUERY_OR)
        return node->fields != 0;
    for (guint i = 0; i < node->children->len; i++)
        if (!is_filter(node->children->pdata[i]))
            return FALSE;
    return TRUE;
}

/* Adds the filters of NODE, which are NODE's own, to FILTERS. */
static void find_filters(QueryNode *node, GPtrArray *filters)
{
    if (is_filter(node))
        g_ptr_array_add(filters, node);
    else if (node->type == QUERY_AND)
        for (guint i = 0; i < node->children->len; i++)
            find_filters(node->children->pdata[i], filters);
}

Selection *plan_filter(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                     GError **error)
{
    Plan plan = {searcher, query, expansions, kinds};
    g_autoptr(GPtrArray) filters = g_ptr_array_new();
    if (query->root)
        find_filters(query->root, filters);
    QueryNode all = {.type = QUERY_AND, .children = filters};
    return filters->len > 0 ? plan_node(&plan, &all, NULL, error) : NULL;
}

/* Beside more words a number is rather part of a title: … based on ISO/IEC 27002. */
#define MOST_BESIDE_NUMBER 36 /* bytes: twelve Chinese characters */

/* The documents of the numbers that are said beside a few words: PARTS receives their selections. FALSE
 * if NODE says anything else besides. */
static gboolean find_named(Plan *plan, const QueryNode *node, GPtrArray *parts)
{
    gsize said = 0;
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        gboolean number = child->type == QUERY_NUMBER && child->fields == 0;
        gboolean filter = is_filter(child);
        if (!filter && child->type == QUERY_TEXT)
            said += strlen(child->text);
        if (filter || child->type == QUERY_TEXT)
            continue;
        if (!number)
            return FALSE;
        if (!query_number_is_sure(child->number))
            continue;
        g_ptr_array_add(parts, plan_number(plan->searcher, child->number, TERM_NUMBER));
    }
    return parts->len > 0 && said <= MOST_BESIDE_NUMBER;
}

/* PLANNED (taken over), the result set of an AND, and the documents that it names by number and that
 * pass its filters. */
static Selection *with_named(Plan *plan, Selection *planned, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autoptr(Selection) named = NULL, filter = NULL;
    GError *inner = NULL;
    if (find_named(plan, plan->query->root, parts))
        named = selection_join(SELECTION_OR, parts);
    drop_parts(g_steal_pointer(&parts));
    if (named)
        filter = plan_filter(plan->searcher, plan->query, plan->expansions, plan->kinds, &inner);
    if (inner)
        g_propagate_error(error, inner);
    if (!named || inner)
        return planned;
    GPtrArray *both = g_ptr_array_new();
    g_ptr_array_add(both, planned);
    g_ptr_array_add(both, selection_both(named, filter));
    planned = selection_join(SELECTION_OR, both);
    g_ptr_array_unref(both);
    return planned;
}

Selection *plan_query(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                    GError **error)
{
    Plan plan = {searcher, query, expansions, kinds};
    GError *inner = NULL;
    Selection *planned = query->root ? plan_node(&plan, query->root, NULL, &inner) : NULL;
    if (planned && !inner && query->root->type == QUERY_AND)
        planned = with_named(&plan, planned, &inner);
    if (inner) {
        selection_unref(planned);
        g_propagate_error(error, inner);
        return NULL;
    }
    return planned ? planned : selection_none();
}
