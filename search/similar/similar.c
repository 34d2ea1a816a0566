#include "search/similar/similar.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "number/number.h"
#include "search/answer/answer.h"
#include "search/answer/related.h"
#include "search/similar/crossing.h"

/* So many of the best by search are compared. */
#define CANDIDATES 60
/* A clause is shown beside another that has so much of it; of fewer terms than these it says nothing. */
#define LEAST_PASSAGE 0.6
#define FEWEST_TERMS 3
/* A clause that no document has so much of is new. */
#define LEAST_KNOWN 0.5

/* Where a document has so many times more of a text by translations than by its own words, it says it in another language. */
#define TIMES_TRANSLATED 2

/* A text, or a clause of one. */
typedef struct {
    char *text;
    OverlapTerms *terms;
    GArray *translations; /* CrossingWord; NULL: it is a document's */
} Clause;

static void free_passage(gpointer data)
{
    SimilarPassage *passage = data;
    g_free(passage->own);
    g_free(passage->other);
    g_free(passage);
}

static void free_document(gpointer data)
{
    SimilarDocument *document = data;
    record_free(document->record);
    g_ptr_array_unref(document->passages);
    g_free(document);
}

void similar_free(Similar *similar)
{
    if (!similar)
        return;
    g_free(similar->title);
    g_free(similar->scope);
    g_ptr_array_unref(similar->documents);
    g_ptr_array_unref(similar->fresh);
    g_free(similar);
}

static void free_clause(gpointer data)
{
    Clause *clause = data;
    g_free(clause->text);
    overlap_terms_free(clause->terms);
    g_clear_pointer(&clause->translations, g_array_unref);
    g_free(clause);
}

/* TEXT of a proposal, or of a document if not PROPOSED. Caller frees. */
static Clause *clause_new(OverlapWeights *weights, const char *text, gboolean proposed)
{
    Clause *clause = g_new(Clause, 1);
    *clause = (Clause){g_strdup(text), overlap_terms(weights, text), proposed ? crossing_words(weights, text) : NULL};
    return clause;
}

/* Adds the clauses of TEXT to CLAUSES. */
static void add_clauses(OverlapWeights *weights, GPtrArray *clauses, const char *text, gboolean proposed)
{
    g_autoptr(GPtrArray) texts = overlap_clauses(text);
    for (guint i = 0; i < MIN(texts->len, SIMILAR_MOST_CLAUSES); i++)
        g_ptr_array_add(clauses, clause_new(weights, texts->pdata[i], proposed));
}

/* What is left out */

/* Whether ID is of NUMBER (NULL: of none), whatever its part, year and supplement. */
static gboolean is_of_number(const char *id, const Number *number)
{
    g_autoptr(Number) own = number ? number_parse(id, -1) : NULL;
    return own && own->type == NUMBER_STANDARD && number->type == NUMBER_STANDARD &&
           g_strcmp0(own->prefix, number->prefix) == 0 && g_strcmp0(own->base, number->base) == 0;
}

/* The ids that EXCEPT has relations to, from either end, and its own. Caller unrefs; NULL with an error. */
static GHashTable *find_known(Searcher *searcher, const char *except, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GError *inner = NULL;
    XcDocid docid = except ? index_find_id(searcher->index, except, &inner) : 0;
    g_autoptr(Record) record = docid ? index_record(searcher->index, docid, &inner) : NULL;
    const GPtrArray *relations = record ? record->values[FIELD_RELATIONS].list : NULL;
    for (guint i = 0; relations && i < relations->len; i++)
        g_hash_table_add(known, g_strdup(((Relation *)relations->pdata[i])->to));
    if (except)
        g_hash_table_add(known, g_strdup(except));
    g_autoptr(GArray) others = record ? related_find(searcher, record, &inner) : NULL;
    for (guint i = 0; others && i < others->len; i++)
        g_hash_table_add(known, g_strdup(record_text(g_array_index(others, Related, i).record, FIELD_ID)));
    if (inner)
        g_propagate_error(error, inner);
    return inner ? NULL : g_steal_pointer(&known);
}

/* Comparing */

/* How much of OWN, a text of the proposal, a document has in TERMS; in another language if it is TRANSLATED. */
static double share_of(const Clause *own, const OverlapTerms *terms, gboolean translated)
{
    return translated ? crossing_share(own->terms, own->translations, terms) : overlap_share(own->terms, terms);
}

/* The clause of DOCUMENT that has most of OWN, if that is enough to be shown. */
static void add_passage(SimilarDocument *document, const Clause *own, const GPtrArray *others)
{
    const Clause *best = NULL;
    double best_share = 0;
    for (guint i = 0; i < others->len; i++) {
        const Clause *other = others->pdata[i];
        double share = share_of(own, other->terms, document->translated);
        if (share > best_share) {
            best = other;
            best_share = share;
        }
    }
    if (!best || best_share < LEAST_PASSAGE || g_hash_table_size(own->terms->weights) < FEWEST_TERMS)
        return;
    SimilarPassage *passage = g_new(SimilarPassage, 1);
    *passage = (SimilarPassage){g_strdup(own->text), g_strdup(best->text), best_share};
    g_ptr_array_add(document->passages, passage);
}

typedef struct {
    OverlapWeights *weights;
    const Clause *all, *title; /* all of the proposal, its title */
    GPtrArray *clauses;  /* Clause: of the proposal */
    GArray *shares;      /* double: for each clause the greatest share that a document has */
    char *key;           /* of its title, or NULL */
} Proposal;

/* Sets how much of the proposal's title the titles among TEXTS have, and whether one is the same. */
static void compare_titles(const Proposal *proposal, const GArray *texts, SimilarDocument *document)
{
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        if (!((1u << text->field) & TITLE_FIELDS))
            continue;
        g_autoptr(OverlapTerms) terms = overlap_terms(proposal->weights, text->text);
        g_autofree char *key = record_title_key_of(text->text);
        document->same_title = document->same_title || (proposal->key && g_strcmp0(key, proposal->key) == 0);
        document->title_overlap = MAX(document->title_overlap, share_of(proposal->title, terms, document->translated));
    }
}

static SimilarDocument *compare(const Proposal *proposal, Record *record)
{
    SimilarDocument *document = g_new0(SimilarDocument, 1);
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS | SCOPE_FIELDS);
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(free_clause);
    g_autoptr(GString) whole = g_string_new(NULL);
    document->record = record;
    document->passages = g_ptr_array_new_with_free_func(free_passage);
    for (guint i = 0; i < texts->len; i++) {
        const char *text = g_array_index(texts, RecordText, i).text;
        g_string_append_printf(whole, "%s\n", text);
        add_clauses(proposal->weights, others, text, FALSE);
    }
    g_autoptr(OverlapTerms) terms = overlap_terms(proposal->weights, whole->str);
    double own = share_of(proposal->all, terms, FALSE), crossed = share_of(proposal->all, terms, TRUE);
    document->translated = crossed > TIMES_TRANSLATED * own;
    document->overlap = document->translated ? crossed : own;
    compare_titles(proposal, texts, document);
    document->likeness = MAX(document->overlap, SIMILAR_TITLE_COUNTS * document->title_overlap);
    for (guint i = 0; i < proposal->clauses->len; i++) {
        const Clause *clause = proposal->clauses->pdata[i];
        double *share = &g_array_index(proposal->shares, double, i);
        add_passage(document, clause, others);
        *share = MAX(*share, share_of(clause, terms, document->translated));
    }
    return document;
}

static gint greatest_first(gconstpointer a, gconstpointer b)
{
    const SimilarDocument *first = *(const SimilarDocument *const *)a, *second = *(const SimilarDocument *const *)b;
    if (first->same_title != second->same_title)
        return first->same_title ? -1 : 1;
    if (first->likeness != second->likeness)
        return first->likeness > second->likeness ? -1 : 1;
    return strcmp(record_text(first->record, FIELD_ID), record_text(second->record, FIELD_ID));
}

typedef struct {
    const Proposal *proposal;
    GHashTable *known;    /* ids that are left out, or taken: owned */
    const Number *number; /* of which all are left out, or NULL */
    GPtrArray *documents; /* SimilarDocument */
} Finding;

static gboolean take_hit(const Finding *finding, const SearchHit *hit, GError **error)
{
    if (g_hash_table_contains(finding->known, hit->id) || is_of_number(hit->id, finding->number))
        return TRUE;
    Record *record = index_record(finding->proposal->weights->searcher->index, hit->docid, error);
    if (!record)
        return FALSE;
    g_hash_table_add(finding->known, g_strdup(hit->id));
    if (g_strcmp0(record_text(record, FIELD_KIND), "news") == 0)
        record_free(record);
    else
        g_ptr_array_add(finding->documents, compare(finding->proposal, record));
    return TRUE;
}

/* Takes the best that search finds for TEXT. */
static gboolean take_best(const Finding *finding, const char *text, GError **error)
{
    const SearchOptions options = {.count = CANDIDATES, .least_relaxed = 0.1, .relaxing = RELAX_FEW};
    Searcher *searcher = finding->proposal->weights->searcher;
    g_autoptr(Answer) answer = answer_new(searcher, query_parse_plain(text), &options, error);
    gboolean taken = answer != NULL;
    for (guint i = 0; taken && i < answer->hits->len; i++)
        taken = take_hit(finding, &g_array_index(answer->hits, SearchHit, i), error);
    return taken;
}

/* The candidates that are not left out: SimilarDocument. */
static GPtrArray *find_documents(const Proposal *proposal, const char *except, GError **error)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(free_document);
    g_autoptr(GHashTable) known = find_known(proposal->weights->searcher, except, error);
    g_autoptr(Number) number = except ? number_parse(except, -1) : NULL;
    g_autofree char *translated = crossing_text(proposal->all->translations);
    const Finding finding = {proposal, known, number, documents};
    if (!known || !take_best(&finding, proposal->all->text, error) || (*translated && !take_best(&finding, translated, error)))
        return NULL;
    g_ptr_array_sort(documents, greatest_first);
    return g_steal_pointer(&documents);
}

static Similarity judge(const GPtrArray *documents)
{
    const SimilarDocument *best = documents->len ? documents->pdata[0] : NULL;
    double likeness = best ? best->likeness : 0;
    return best && (best->same_title || likeness >= SIMILAR_LEAST_SAME) ? SIMILAR_SAME
           : likeness >= SIMILAR_LEAST_CLOSE                            ? SIMILAR_CLOSE
           : likeness >= SIMILAR_LEAST_PARTLY                           ? SIMILAR_PARTLY
                                                                        : SIMILAR_NONE;
}

/* TEXT (may be NULL), as much of it as is compared. Caller frees. */
static char *bounded(const char *text)
{
    gsize len = text ? strlen(text) : 0, most = MIN(len, SIMILAR_MOST_BYTES);
    while (most < len && ((guint8)text[most] & 0xc0) == 0x80)
        most--;
    return g_strndup(text ? text : "", most);
}

Similar *similar_find(Searcher *searcher, const char *title, const char *scope, const char *except, guint count,
                      GError **error)
{
    g_autoptr(Similar) similar = g_new0(Similar, 1);
    similar->title = bounded(title);
    similar->scope = bounded(scope);
    similar->fresh = g_ptr_array_new_with_free_func(g_free);
    similar->documents = g_ptr_array_new_with_free_func(free_document);
    g_autofree char *text = g_strconcat(similar->title, "\n", similar->scope, NULL);
    g_auto(OverlapWeights) weights;
    overlap_weights_init(&weights, searcher);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(free_clause);
    g_autoptr(GPtrArray) wholes = g_ptr_array_new_with_free_func(free_clause); /* all of it, and its title */
    g_ptr_array_add(wholes, clause_new(&weights, text, TRUE));
    g_ptr_array_add(wholes, clause_new(&weights, similar->title, TRUE));
    add_clauses(&weights, clauses, text, TRUE);
    g_autoptr(GArray) shares = g_array_new(FALSE, TRUE, sizeof(double));
    g_array_set_size(shares, clauses->len);
    g_autofree char *key = *similar->title ? record_title_key_of(similar->title) : NULL;
    const Proposal proposal = {&weights, wholes->pdata[0], wholes->pdata[1], clauses, shares, key};
    g_autoptr(GPtrArray) documents = clauses->len ? find_documents(&proposal, except, error)
                                                  : g_ptr_array_new_with_free_func(free_document);
    if (!documents)
        return NULL;
    similar->verdict = judge(documents);
    while (documents->len > count)
        g_ptr_array_remove_index(documents, documents->len - 1);
    for (guint i = 0; i < clauses->len; i++)
        if (g_array_index(shares, double, i) < LEAST_KNOWN)
            g_ptr_array_add(similar->fresh, g_strdup(((Clause *)clauses->pdata[i])->text));
    g_ptr_array_unref(similar->documents);
    similar->documents = g_steal_pointer(&documents);
    return g_steal_pointer(&similar);
}
