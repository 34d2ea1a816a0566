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
static XcQuery *plan_node(Plan *plan, const QueryNode *node, XcQuery *context, GError **error);

/* What is excluded is so only as it was written. */
static XcQuery *plan_excluded(const Plan *plan, const QueryNode *node, XcQuery *context,
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

static XcQuery *and_with(XcQuery *query, XcQuery *context, GError **error)
{
    XcQuery *parts[] = {query, context};
    return context ? xc_query_combine(XC_QUERY_AND, parts, 2, 0, error) : xc_query_ref(query);
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

/* The documents of QUERY within CONTEXT that hold what is SOUGHT. Takes QUERY over. */
static XcQuery *verified(Plan *plan, XcQuery *query, XcQuery *context, const Sought *sought,
                         GError **error)
{
    g_autoptr(XcQuery) own = query;
    g_autoptr(XcQuery) within = own ? and_with(own, context, error) : NULL;
    g_autoptr(GArray) docids = within ? searcher_documents(plan->searcher, within, error) : NULL;
    DocumentView view;
    guint kept = 0;
    if (!docids)
        return NULL;
    for (guint i = 0; i < docids->len; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        if (!index_view(plan->searcher->index, docid, &view, error))
            return NULL;
        if (document_holds(plan, sought, &view))
            g_array_index(docids, XcDocid, kept++) = docid;
    }
    g_array_set_size(docids, kept);
    return searcher_documents_query(plan->searcher, docids, error);
}

typedef struct {
    GPtrArray *parts; /* XcQuery: bigrams and words of other scripts */
    GPtrArray *chars; /* char * */
    gboolean prefix;
    GError **error;
} PhraseTerms;

/* What every document that holds the phrase is indexed under, whatever its cut. Only the words of a
 * prefix may go on, hence are left out. */
static void phrase_term(const Token *token, gpointer data)
{
    PhraseTerms *terms = data;
    XcBytes term = xc_bytes_n(token->term, token->len);
    if (token->kind == TOKEN_CHAR) {
        g_ptr_array_add(terms->chars, g_strndup(token->term, token->len));
        return;
    }
    gboolean cjk = char_is_cjk(char_class(g_utf8_get_char(token->term)));
    if (token->kind == TOKEN_BIGRAM || (token->kind == TOKEN_WORD && !cjk && !terms->prefix))
        g_ptr_array_add(terms->parts, xc_query_term(term, 1, terms->error));
}

static XcQuery *plan_phrase(Plan *plan, const QueryNode *node, gboolean prefix, XcQuery *context,
                            GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autoptr(GPtrArray) chars = g_ptr_array_new_with_free_func(g_free);
    PhraseTerms terms = {parts, chars, prefix, error};
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
        g_ptr_array_add(parts, searcher_term(plan->searcher, "", chars->pdata[i], error));
    XcQuery *query = parts->len > 0 ? searcher_join(XC_QUERY_AND, parts, error)
                                    : xc_query_match_all(error);
    if (!query || exact)
        return query;
    Sought sought = {.held = node->fields, .phrase = phrase, .len = len, .prefix = prefix};
    return verified(plan, query, context, &sought, error);
}

static void add_terms(Plan *plan, GPtrArray *parts, const QueryWord *word, GError **error)
{
    for (guint t = 0; t < word->terms->len; t++)
        g_ptr_array_add(parts, searcher_term(plan->searcher, "", word->terms->pdata[t], error));
}

/* The terms of the words, ANDed. */
static XcQuery *words_query(Plan *plan, const GArray *words, guint first, guint n, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = first; i < first + n; i++)
        add_terms(plan, parts, &g_array_index(words, QueryWord, i), error);
    return searcher_join(XC_QUERY_AND, parts, error);
}

/* Other words find, but weigh by themselves alone (see query-terms.c): a document with the words
 * asked for is a better candidate. */
static XcQuery *other_words_query(Plan *plan, const GArray *words, GError **error)
{
    g_autoptr(XcQuery) query = words_query(plan, words, 0, words->len, error);
    return query ? xc_query_scale(query, 0, error) : NULL;
}

/* The terms of WORDS, ANDed, but of each group of them either its own or those of another way. */
static XcQuery *groups_query(Plan *plan, const GArray *words, const GArray *groups, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new(), ways = g_ptr_array_new();
    for (guint g = 0; g < groups->len; g++) {
        const WordGroup *group = &g_array_index(groups, WordGroup, g);
        if (group->others->len == 0) {
            for (guint i = group->first; i < group->first + group->n; i++)
                add_terms(plan, parts, &g_array_index(words, QueryWord, i), error);
            continue;
        }
        g_ptr_array_add(ways, words_query(plan, words, group->first, group->n, error));
        for (guint i = 0; i < group->others->len; i++)
            g_ptr_array_add(ways, other_words_query(plan, group->others->pdata[i], error));
        g_ptr_array_add(parts, searcher_join(XC_QUERY_OR, ways, error));
    }
    return searcher_join(XC_QUERY_AND, parts, error);
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

static XcQuery *plan_text(Plan *plan, const QueryNode *node, XcQuery *context, GError **error)
{
    gboolean all_empty;
    g_autoptr(GArray) words = required_words(plan, node, &all_empty);
    if (words->len == 0)
        return NULL;
    g_autoptr(GArray) groups =
        word_groups(words, node, plan->expansions, plan->kinds, plan->searcher->tokenizer);
    XcQuery *query = groups_query(plan, words, groups, error);
    if (!query || !node->fields)
        return query;
    Sought sought = {.held = node->fields, .words = words, .groups = groups};
    return verified(plan, query, context, &sought, error);
}

static XcQuery *wildcard(Plan *plan, const char *prefix, const char *text, GError **error)
{
    g_autofree char *start = g_strconcat(prefix, text, NULL);
    g_autoptr(XcTermIterator) it =
        xc_database_terms(index_database(plan->searcher->index), xc_bytes(start), NULL);
    guint n = 0;
    while (n <= PLAN_MAX_EXPANSION && xc_term_iterator_valid(it)) {
        n++;
        if (!xc_term_iterator_next(it, NULL))
            break;
    }
    if (n > PLAN_MAX_EXPANSION)
        query_note(plan->query,
                   "more than %d terms begin with '%s': only the first ones were searched",
                   PLAN_MAX_EXPANSION, text);
    return xc_query_wildcard(xc_bytes(start), PLAN_MAX_EXPANSION, XC_WILDCARD_FIRST, XC_QUERY_OR,
                             error);
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

static XcQuery *plan_prefix(Plan *plan, const QueryNode *node, XcQuery *context, GError **error)
{
    g_autofree char *text = normalize_string(node->text, -1);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    if (node->fields == 1u << FIELD_ID) {
        g_auto(GStrv) pieces = g_strsplit(text, " ", -1);
        g_autofree char *number = g_strjoinv("", pieces);
        return wildcard(plan, TERM_NUMBER, number, error);
    }
    if (!is_one_word(text))
        return plan_phrase(plan, node, TRUE, context, error);
    XcQuery *words = wildcard(plan, "", text, error);
    if (node->fields) {
        Sought sought = {
            .held = node->fields, .phrase = text, .len = strlen(text), .prefix = TRUE};
        return words ? verified(plan, words, context, &sought, error) : NULL;
    }
    g_ptr_array_add(parts, words);
    g_ptr_array_add(parts, wildcard(plan, TERM_NUMBER, text, error));
    return searcher_join(XC_QUERY_OR, parts, error);
}

static XcQuery *plan_any_number(Plan *plan, const QueryNode *node, GError **error)
{
    if (node->fields)
        return plan_number(plan->searcher, node->number, TERM_NUMBER, error);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, TERM_NUMBER, error));
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, "", error));
    return searcher_join(XC_QUERY_OR, parts, error);
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
    GPtrArray *wanted, *excluded; /* XcQuery */
    XcQuery *narrow;              /* the context and all that is wanted so far */
    gboolean keep_empty;          /* empty words count: there are no others */
} Conjunction;

/* Plans one child; what it asks for narrows what is verified after it. */
static gboolean plan_child(Plan *plan, const QueryNode *child, Conjunction *all, GError **error)
{
    GError *inner = NULL;
    gboolean exclude = child->type == QUERY_NOT;
    XcQuery *part = exclude ? plan_excluded(plan, child->children->pdata[0], all->narrow, &inner)
                            : plan_node(plan, child, all->narrow, &inner);
    if (part && !exclude) {
        XcQuery *wider = all->narrow;
        all->narrow = wider ? and_with(part, wider, &inner) : xc_query_ref(part);
        xc_query_unref(wider);
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

static XcQuery *without(XcQuery *query, GPtrArray *excluded, GError **error)
{
    if (!query || excluded->len == 0)
        return query;
    g_autoptr(XcQuery) own = query;
    g_autoptr(XcQuery) none = searcher_join(XC_QUERY_OR, excluded, error);
    XcQuery *parts[] = {own, none};
    return none ? xc_query_combine(XC_QUERY_AND_NOT, parts, 2, 0, error) : NULL;
}

static void drop_parts(GPtrArray *parts)
{
    for (guint i = 0; i < parts->len; i++)
        xc_query_unref(parts->pdata[i]);
    g_ptr_array_unref(parts);
}

static XcQuery *plan_and(Plan *plan, const QueryNode *node, XcQuery *context, gboolean keep_empty,
                         GError **error)
{
    Conjunction all = {.wanted = g_ptr_array_new(),
                       .excluded = g_ptr_array_new(),
                       .narrow = context ? xc_query_ref(context) : NULL,
                       .keep_empty = keep_empty};
    XcQuery *query = NULL;
    gboolean ok = plan_children(plan, node, &all, error);
    gboolean nothing = all.wanted->len == 0 && all.excluded->len == 0;
    if (ok && all.wanted->len > 0)
        query = without(searcher_join(XC_QUERY_AND, all.wanted, error), all.excluded, error);
    else if (ok && !nothing)
        query = without(xc_query_match_all(error), all.excluded, error);
    drop_parts(all.wanted);
    drop_parts(all.excluded);
    xc_query_unref(all.narrow);
    if (ok && nothing && !keep_empty)
        return plan_and(plan, node, context, TRUE, error);
    return query;
}

static XcQuery *plan_or(Plan *plan, const QueryNode *node, XcQuery *context, GError **error)
{
    GPtrArray *parts = g_ptr_array_new();
    GError *inner = NULL;
    for (guint i = 0; i < node->children->len && !inner; i++) {
        XcQuery *part = plan_node(plan, node->children->pdata[i], context, &inner);
        if (part)
            g_ptr_array_add(parts, part);
    }
    XcQuery *query = NULL;
    if (inner)
        g_propagate_error(error, inner);
    else if (parts->len > 0)
        query = searcher_join(XC_QUERY_OR, parts, error);
    drop_parts(parts);
    return query;
}

static XcQuery *plan_not(Plan *plan, const QueryNode *node, XcQuery *context, GError **error)
{
    XcQuery *part = plan_excluded(plan, node->children->pdata[0], context, error);
    if (!part)
        return NULL;
    GPtrArray *excluded = g_ptr_array_new();
    g_ptr_array_add(excluded, part);
    XcQuery *query = without(xc_query_match_all(error), excluded, error);
    drop_parts(excluded);
    return query;
}

static XcQuery *plan_node(Plan *plan, const QueryNode *node, XcQuery *context, GError **error)
{
    switch (node->type) {
    case QUERY_TEXT:
        return plan_text(plan, node, context, error);
    case QUERY_PHRASE:
        return plan_phrase(plan, node, FALSE, context, error);
    case QUERY_PREFIX:
        return plan_prefix(plan, node, context, error);
    case QUERY_NUMBER:
        return plan_any_number(plan, node, error);
    case QUERY_FACET:
        return plan_facet(plan->searcher, (FieldId)__builtin_ctz(node->fields), node->text,
                          plan->query, error);
    case QUERY_DATE:
        return plan_dates(node->from, node->to, error);
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

XcQuery *plan_filter(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
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

/* The documents of the numbers that are said beside a few words: PARTS receives the queries. FALSE if
 * NODE says anything else besides, or with an error. */
static gboolean find_named(Plan *plan, const QueryNode *node, GPtrArray *parts, GError **error)
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
        XcQuery *own = plan_number(plan->searcher, child->number, TERM_NUMBER, error);
        if (!own)
            return FALSE;
        g_ptr_array_add(parts, own);
    }
    return parts->len > 0 && said <= MOST_BESIDE_NUMBER;
}

/* PLANNED (taken over), the result set of an AND, and the documents that it names by number and that
 * pass its filters; these weigh nothing by that. */
static XcQuery *with_named(Plan *plan, XcQuery *planned, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autoptr(XcQuery) named = NULL, filter = NULL, allowed = NULL;
    GError *inner = NULL;
    if (find_named(plan, plan->query->root, parts, &inner))
        named = searcher_join(XC_QUERY_OR, parts, &inner);
    drop_parts(g_steal_pointer(&parts));
    if (!named && !inner)
        return planned;
    if (named)
        filter = plan_filter(plan->searcher, plan->query, plan->expansions, plan->kinds, &inner);
    if (!inner)
        allowed = and_with(named, filter, &inner);
    if (!inner) {
        XcQuery *both[] = {planned, xc_query_scale(allowed, 0, &inner)};
        XcQuery *all = inner ? NULL : xc_query_combine(XC_QUERY_OR, both, 2, 0, &inner);
        xc_query_unref(both[1]);
        xc_query_unref(planned);
        planned = all;
    }
    if (inner)
        g_propagate_error(error, inner);
    return planned;
}

XcQuery *plan_query(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                    GError **error)
{
    Plan plan = {searcher, query, expansions, kinds};
    GError *inner = NULL;
    XcQuery *planned = query->root ? plan_node(&plan, query->root, NULL, &inner) : NULL;
    if (planned && !inner && query->root->type == QUERY_AND)
        planned = with_named(&plan, planned, &inner);
    if (inner) {
        xc_query_unref(planned);
        g_propagate_error(error, inner);
        return NULL;
    }
    return planned ? planned : xc_query_match_nothing(error);
}
