#include "search/suggest/suggest.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "search/plan/edition.h"
#include "search/suggest/private.h"
#include "search/words/expand.h"
#include "tokenizer/normalizer.h"

/* Of each kind there are at most so many among what is suggested, where there is enough else. */
#define PHRASES 3u
#define COMMITTEES 2u
#define NUMBERS 2u /* for letters; digits are those of a number */

typedef struct {
    Searcher *searcher;
    Typed *typed;
    GArray *titles, *numbers, *committees; /* Hunted */
    GPtrArray *list;                       /* Suggestion * */
    GHashTable *editions;                  /* number → the year of what is suggested of it */
    guint count;
} Suggesting;

/* The number of a candidate. */
typedef struct {
    Edition edition;
    guint at; /* which it is */
} Numbered;

const char *suggestion_kind_name(SuggestionKind kind)
{
    static const char *const names[] = {"phrase", "title", "number", "committee"};
    return names[kind];
}

static void suggestion_free(gpointer data)
{
    Suggestion *suggestion = data;
    g_free(suggestion->text);
    g_free(suggestion->id);
    g_free(suggestion->title);
    g_free(suggestion->status);
    g_free(suggestion);
}

static GArray *new_candidates(void)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Hunted));
    g_array_set_clear_func(candidates, hunted_clear);
    return candidates;
}

/* What is typed as it is looked for: normalized, no longer than TYPED_MAX. */
static char *prepare(const char *typed)
{
    g_autofree char *valid = g_utf8_make_valid(typed, (gssize)strnlen(typed, TYPED_MAX));
    return normalize_string(valid, -1);
}

/* Looks for what was typed in its ways. APART: for one word of several. */
static gboolean gather(Suggesting *s, gboolean apart, GError **error)
{
    for (guint i = 0; i < s->typed->ways->len; i++) {
        const Way *way = &g_array_index(s->typed->ways, Way, i);
        GArray *found = way->space == SUGGEST_NUMBER      ? s->numbers
                        : way->space == SUGGEST_COMMITTEE ? s->committees
                                                          : s->titles;
        guint before = found->len;
        if (apart && found != s->titles)
            continue;
        if (!hunt_texts(s->searcher, way, i, found, error))
            return FALSE;
        for (guint j = before; j < found->len; j++)
            g_array_index(found, Hunted, j).apart = apart;
    }
    hunted_sort(s->titles);
    hunted_sort(s->numbers);
    hunted_sort(s->committees);
    return TRUE;
}

/* How much there is to look through for WORD. */
static guint32 weigh(Suggesting *s, const char *word, GError **error)
{
    g_autoptr(Typed) typed = typed_new(word, NULL);
    guint32 weight = 0;
    for (guint i = 0; i < typed->ways->len && !*error; i++) {
        const Way *way = &g_array_index(typed->ways, Way, i);
        if (way->space <= SUGGEST_INITIALS)
            weight += hunt_weigh(s->searcher, way, error);
    }
    return weight;
}

/* Whether WORD has a letter, a digit or a character. */
static gboolean says_something(const char *word)
{
    g_autoptr(GString) spelt = g_string_new(NULL);
    suggest_spell(spelt, SUGGEST_TITLE, word, strlen(word), NULL);
    return spelt->len > 0;
}

/* The words that were typed, normalized: char *. */
static GPtrArray *split(const char *typed)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *valid = g_utf8_make_valid(typed, (gssize)strnlen(typed, TYPED_MAX));
    const char *from = valid;
    for (const char *at = valid;; at = g_utf8_next_char(at)) {
        if (*at && !g_unichar_isspace(g_utf8_get_char(at)))
            continue;
        g_autofree char *word = normalize_string(from, at - from);
        if (says_something(word))
            g_ptr_array_add(words, g_steal_pointer(&word));
        if (!*at)
            return words;
        from = g_utf8_next_char(at);
    }
}

/* Looks for texts that hold all words, by the one that there is least of. */
static gboolean gather_apart(Suggesting *s, const char *typed, GError **error)
{
    g_autoptr(GPtrArray) words = split(typed);
    guint rarest = 0;
    guint32 least = G_MAXUINT32;
    GError *inner = NULL;
    for (guint i = 0; i < words->len && words->len > 1 && !inner; i++) {
        guint32 weight = weigh(s, words->pdata[i], &inner);
        if (weight < least) {
            least = weight;
            rarest = i;
        }
    }
    if (inner || words->len < 2) {
        if (inner)
            g_propagate_error(error, inner);
        return !inner;
    }
    GPtrArray *held = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    for (guint i = 0; i < words->len; i++)
        if (i != rarest)
            g_ptr_array_add(held, word_new(words->pdata[i]));
    Typed *whole = s->typed;
    s->typed = typed_new(words->pdata[rarest], held);
    gboolean ok = gather(s, TRUE, error);
    typed_free(s->typed);
    s->typed = whole;
    return ok;
}

static gboolean has_none(const Suggesting *s)
{
    return !s->titles->len && !s->numbers->len && !s->committees->len;
}

/* Looks for what may stand for the whole of TEXT, an abbreviation that titles do not use: the first that
 * anything goes on with. */
static gboolean gather_synonyms(Suggesting *s, const char *text, GError **error)
{
    gsize len = strlen(text);
    g_autofree guint8 *bounds = g_malloc0(len + 1);
    bounds[0] = bounds[len] = TRUE; /* so no part of it is looked up */
    g_autoptr(GArray) found = expander_find(s->searcher->expander, text, bounds);
    for (guint i = 0; i < found->len && has_none(s); i++) {
        typed_free(s->typed);
        s->typed = typed_new(g_array_index(found, Alternative, i).text, NULL);
        if (!gather(s, FALSE, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean gather_near(Suggesting *s, const char *text, GError **error)
{
    typed_free(s->typed);
    s->typed = typed_new_near(text);
    return gather(s, FALSE, error);
}

/* The title of RECORD that PLACE of VIEW is of. */
static const char *title_of(const Record *record, const DocumentView *view, guint place)
{
    guint before = 0;
    FieldId field = view->texts[place].field;
    for (guint i = 0; i < place; i++)
        before += view->texts[i].field == field;
    g_autoptr(GArray) texts = record_texts(record, 1u << field);
    return before < texts->len ? g_array_index(texts, RecordText, before).text : NULL;
}

/* The value of the field, as it is written. */
static char *committee_of(Searcher *searcher, XcDocid docid, const DocumentView *view)
{
    guint32 len;
    const char *value = searcher_facet(searcher, docid, view, FIELD_COMMITTEE, &len);
    return value ? g_strndup(value, len) : g_strdup("");
}

static Suggestion *describe(Suggesting *s, const Hunted *candidate, GError **error)
{
    Index *index = s->searcher->index;
    DocumentView view;
    if (!index_view(index, candidate->docid, &view, error))
        return NULL;
    Suggestion *made = g_new0(Suggestion, 1);
    if (candidate->place == SUGGEST_TEXT_COMMITTEE) {
        made->kind = SUGGESTION_COMMITTEE;
        made->text = committee_of(s->searcher, candidate->docid, &view);
        return made;
    }
    g_autoptr(Record) record = index_record(index, candidate->docid, error);
    if (!record) {
        suggestion_free(made);
        return NULL;
    }
    gboolean number = candidate->place == SUGGEST_TEXT_ID;
    made->kind = number ? SUGGESTION_NUMBER : SUGGESTION_TITLE;
    made->id = g_strdup(record_text(record, FIELD_ID));
    made->text = g_strdup(number ? made->id : title_of(record, &view, candidate->place));
    made->title = number ? g_strdup(record_title(record)) : NULL;
    made->status = g_strdup(record_status_on(record, s->searcher->today));
    return made;
}

/* Whether CANDIDATE's number was suggested; else notes it. */
static gboolean is_known(Suggesting *s, const Hunted *candidate)
{
    Edition edition;
    g_autofree char *id = g_strndup(candidate->id, candidate->id_len);
    if (candidate->place == SUGGEST_TEXT_COMMITTEE)
        return FALSE;
    edition_init(&edition, id, 0);
    gboolean known =
        !g_hash_table_add(s->editions, edition.number ? g_strdup(edition.number) : g_strdup(id));
    edition_clear(&edition);
    return known;
}

static gint by_number(gconstpointer first, gconstpointer second)
{
    const Numbered *a = first, *b = second;
    int order = strcmp(a->edition.number, b->edition.number);
    return order ? order : a->at < b->at ? -1 : a->at > b->at;
}

static void clear_numbered(gpointer numbered)
{
    edition_clear(&((Numbered *)numbered)->edition);
}

/* The digits of numbers that several of CANDIDATES have: a set. */
static GHashTable *common_digits(const GArray *candidates)
{
    GHashTable *several = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) once = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < candidates->len; i++) {
        const Hunted *one = &g_array_index(candidates, Hunted, i);
        gpointer digits = GUINT_TO_POINTER(edition_digits(one->id, one->id_len));
        if (!g_hash_table_add(once, digits))
            g_hash_table_add(several, digits);
    }
    return several;
}

/* The numbers of those of CANDIDATES that may be editions of one: Numbered, sorted. */
static GArray *read_numbers(const GArray *candidates)
{
    GArray *numbered = g_array_new(FALSE, FALSE, sizeof(Numbered));
    g_array_set_clear_func(numbered, clear_numbered);
    g_autoptr(GHashTable) several = common_digits(candidates);
    for (guint i = 0; i < candidates->len; i++) {
        const Hunted *one = &g_array_index(candidates, Hunted, i);
        if (!g_hash_table_contains(several, GUINT_TO_POINTER(edition_digits(one->id, one->id_len))))
            continue;
        g_autofree char *id = g_strndup(one->id, one->id_len);
        Numbered own = {.at = i};
        edition_init(&own.edition, id, 0);
        if (own.edition.number && own.edition.further < EDITION_SUPPLEMENT)
            g_array_append_val(numbered, own);
        else
            edition_clear(&own.edition);
    }
    g_array_sort(numbered, by_number);
    return numbered;
}

/* Puts first of those of CANDIDATES that are of one number and class the latest: where their texts
 * are numbers, the oldest came first. */
static void prefer_latest(GArray *candidates)
{
    g_autoptr(GArray) numbered = read_numbers(candidates);
    Hunted *all = (Hunted *)(gpointer)candidates->data;
    for (guint from = 0, to; from < numbered->len; from = to) {
        const Numbered *first = &g_array_index(numbered, Numbered, from), *latest = first;
        for (to = from + 1; to < numbered->len; to++) {
            const Numbered *one = &g_array_index(numbered, Numbered, to);
            if (strcmp(one->edition.number, first->edition.number) != 0)
                break;
            if (all[one->at].class == all[first->at].class &&
                one->edition.year > latest->edition.year)
                latest = one;
        }
        Hunted before = all[first->at];
        if (!before.exact) {
            all[first->at] = all[latest->at];
            all[latest->at] = before;
        }
    }
}

/* Adds what CANDIDATES are, at most MOST of them, to the list. */
static gboolean add(Suggesting *s, const GArray *candidates, guint most, GError **error)
{
    for (guint i = 0, n = 0; i < candidates->len && n < most && s->list->len < s->count; i++) {
        const Hunted *candidate = &g_array_index(candidates, Hunted, i);
        if (is_known(s, candidate))
            continue;
        Suggestion *made = describe(s, candidate, error);
        if (!made)
            return FALSE;
        g_ptr_array_add(s->list, made);
        n++;
    }
    return TRUE;
}

static void add_phrases(Suggesting *s)
{
    g_autoptr(GPtrArray) phrases =
        phrases_find(s->searcher, s->titles, s->typed->ways, MIN(MIN(PHRASES, s->count - 1), s->count - s->list->len));
    for (guint i = 0; i < phrases->len; i++) {
        Suggestion *made = g_new0(Suggestion, 1);
        *made = (Suggestion){SUGGESTION_PHRASE, g_strdup(phrases->pdata[i]), NULL, NULL, NULL};
        g_ptr_array_add(s->list, made);
    }
}

/* Numbers come first where digits were typed; phrases before the titles that go on with them. */
static gboolean compose(Suggesting *s, gboolean digits, GError **error)
{
    guint count = s->count;
    guint committees = MIN(s->committees->len, MIN(COMMITTEES, count / 4));
    guint numbers = digits ? 0 : MIN(s->numbers->len, MIN(NUMBERS, count / 4));
    prefer_latest(s->numbers);
    prefer_latest(s->titles);
    if (digits && !add(s, s->numbers, count, error))
        return FALSE;
    if (s->list->len < count)
        add_phrases(s);
    s->count = count - numbers - committees;
    if (!add(s, s->titles, count, error))
        return FALSE;
    s->count = count - committees;
    if (!digits && !add(s, s->numbers, s->titles->len ? numbers : count, error))
        return FALSE;
    s->count = count;
    return add(s, s->committees, count, error) && add(s, s->titles, count, error);
}

static gboolean has_digit(const char *text)
{
    return strcspn(text, "0123456789") < strlen(text);
}

GPtrArray *suggest(Searcher *searcher, const char *typed, guint count, GError **error)
{
    g_autofree char *text = prepare(typed);
    Suggesting s = {.searcher = searcher,
                    .typed = typed_new(text, NULL),
                    .titles = new_candidates(),
                    .numbers = new_candidates(),
                    .committees = new_candidates(),
                    .list = g_ptr_array_new_with_free_func(suggestion_free),
                    .editions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .count = CLAMP(count, 1, SUGGEST_MOST)};
    gboolean ok = gather(&s, FALSE, error);
    if (ok && s.titles->len + s.numbers->len < s.count)
        ok = gather_apart(&s, typed, error);
    if (ok && has_none(&s))
        ok = gather_synonyms(&s, text, error);
    if (ok && has_none(&s))
        ok = gather_near(&s, text, error);
    ok = ok && compose(&s, has_digit(text), error) && index_check(searcher->index, error);
    typed_free(s.typed);
    g_array_unref(s.titles);
    g_array_unref(s.numbers);
    g_array_unref(s.committees);
    g_hash_table_unref(s.editions);
    if (!ok)
        g_clear_pointer(&s.list, g_ptr_array_unref);
    return s.list;
}
