#include "search/answer/find-text.h"

#include <string.h>

#include "search/answer/answer.h"
#include "search/plan/near-number.h"
#include "search/query/private.h"

/* No title has more words. */
#define MOST_WORDS 48u

void found_text_free(FoundText *found)
{
    if (!found)
        return;
    g_free(found->text);
    g_array_unref(found->matches);
    said_free(found->changed);
    if (found->nearest)
        g_ptr_array_unref(found->nearest);
    g_free(found);
}

static gboolean is_found(const FoundText *found)
{
    return found->matches->len > 0 &&
           g_array_index(found->matches, LookupMatch, 0).level == LOOKUP_EXACT;
}

static gboolean take_number(Searcher *searcher, FoundText *found, const Number *number,
                            GError **error)
{
    g_autoptr(QueryNumber) sought = query_number_new(number);
    GArray *matches = lookup_number(searcher, sought, error);
    if (!matches)
        return FALSE;
    g_array_unref(found->matches);
    found->matches = matches;
    if (is_found(found) || found->nearest)
        return TRUE;
    found->nearest = near_numbers(searcher, sought, error);
    return found->nearest != NULL;
}

/* The documents with exactly the id or title TEXT. */
static gboolean take_named(Searcher *searcher, FoundText *found, const char *text, GError **error)
{
    g_autofree char *id = number_canonical_id(text);
    g_autoptr(GArray) docids = NULL;
    GError *inner = NULL;
    XcDocid docid = index_find_id(searcher->index, id, &inner);
    if (docid) {
        docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
        g_array_append_val(docids, docid);
    } else if (!inner) {
        g_autofree char *key = record_title_key_of(text);
        docids = key && *key ? index_find_title(searcher->index, key, &inner) : NULL;
    }
    if (docids && docids->len > 0 && !inner)
        lookup_add(searcher, found->matches, docids, LOOKUP_EXACT, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* What TEXT is in itself; DIGITS: digits alone are a number too. */
static gboolean take_itself(Searcher *searcher, FoundText *found, const char *text, gboolean digits, GError **error)
{
    g_autoptr(Number) number = number_parse(text, -1);
    if (!number && digits)
        number = lookup_digits(text);
    if (number && !take_number(searcher, found, number, error))
        return FALSE;
    return is_found(found) || take_named(searcher, found, text, error);
}

static gboolean take_whole(Searcher *searcher, FoundText *found, const char *text, GError **error)
{
    return take_itself(searcher, found, text, TRUE, error);
}

typedef struct {
    Searcher *searcher;
    FoundText *found;
    GError *error;
} Inside;

static gboolean take_inside(const Number *number, size_t start, size_t end, gpointer data)
{
    Inside *inside = data;
    (void)start;
    (void)end;
    if (!take_number(inside->searcher, inside->found, number, &inside->error))
        return FALSE;
    if (is_found(inside->found)) {
        g_autofree char *canonical = number_format(number);
        inside->found->changed = said_new("'%s' was read as %s", inside->found->text,
                                                 canonical);
    }
    return !is_found(inside->found);
}

static gboolean take_misread(Searcher *searcher, FoundText *found, GError **error)
{
    g_autoptr(Number) number = near_number_misread(searcher, found->text);
    if (!number)
        return TRUE;
    g_autofree char *canonical = number_format(number);
    if (!take_number(searcher, found, number, error))
        return FALSE;
    if (is_found(found))
        found->changed = said_new("'%s' was read as %s", found->text, canonical);
    return TRUE;
}

/* By feature_title_equal(): the title is the text, or says it at its end or beginning. */
#define LEAST_EQUAL 0.6

/* The document whose title the text is in part or nearly. */
static gboolean take_near_title(Searcher *searcher, FoundText *found, GError **error)
{
    const SearchOptions options = {.count = 1, .least_relaxed = 0.3, .relaxing = RELAX_FEW};
    g_autoptr(Answer) result = answer_new(searcher, query_parse_plain(found->text), &options, error);
    if (!result)
        return FALSE;
    const SearchHit *hit =
        result->hits->len > 0 ? &g_array_index(result->hits, SearchHit, 0) : NULL;
    if (!hit || !hit->ranked ||
        !(hit->leads || (!hit->relaxed && hit->values[RANK_TITLE_EQUAL] >= LEAST_EQUAL)))
        return TRUE;
    g_autoptr(GArray) docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    g_array_append_val(docids, hit->docid);
    g_array_set_size(found->matches, 0);
    found->changed = said_new("no document has the title '%s': this is nearly it", found->text);
    return lookup_add(searcher, found->matches, docids, LOOKUP_EXACT, error);
}

/* What was found by a number with letters read as digits says so. */
static void tell_misread(FoundText *found)
{
    if (!is_found(found) || found->changed || !number_is_misread(found->text))
        return;
    g_autofree char *canonical = number_canonical_id(found->text);
    found->changed = said_new("'%s' was read as %s", found->text, canonical);
}

static FoundText *found_new(const char *text)
{
    FoundText *found = g_new0(FoundText, 1);
    found->text = g_strstrip(g_strdup(text));
    found->matches = lookup_matches_new();
    return found;
}

/* The name without its folders of the file that NAME, without its ending, is; NULL: it has none. */
static const char *without_folders(const char *name)
{
    const char *last = name ? strrchr(name, '/') : NULL, *backslash = name ? strrchr(last ? last : name, '\\') : NULL;
    last = backslash ? backslash : last;
    return last && last[1] ? last + 1 : NULL;
}

/* Of a file in a folder its own name comes before those of its folders, which may have numbers too; but a slash is also a
 * part of numbers (GB/T), and digits may be a year. */
static gboolean take_file(Inside *inside, const char *file, GError **error)
{
    if (!take_itself(inside->searcher, inside->found, file, FALSE, error))
        return FALSE;
    if (!is_found(inside->found))
        number_find(file, strlen(file), take_inside, inside);
    return TRUE;
}

FoundText *find_text(Searcher *searcher, const char *text, GError **error)
{
    g_autoptr(FoundText) found = found_new(text);
    gsize len = query_without_extension(found->text);
    g_autofree char *name = found->text[len] ? g_strndup(found->text, len) : NULL;
    Inside inside = {searcher, found, NULL};
    if (!take_whole(searcher, found, found->text, error) ||
        (!is_found(found) && name && !take_whole(searcher, found, name, error)))
        return NULL;
    tell_misread(found);
    const char *file = without_folders(name);
    if (!is_found(found) && file && !take_file(&inside, file, error))
        return NULL;
    if (!is_found(found) && !inside.error)
        number_find(found->text, strlen(found->text), take_inside, &inside);
    if (inside.error) {
        g_propagate_error(error, inside.error);
        return NULL;
    }
    if (!is_found(found) && file && !take_whole(searcher, found, file, error))
        return NULL;
    if ((!is_found(found) && !take_misread(searcher, found, error)) ||
        (!is_found(found) && !found->nearest && !take_near_title(searcher, found, error)))
        return NULL;
    return g_steal_pointer(&found);
}

/* The longest text of WORDS, at most N, that is a document in itself or, none, looks like a number:
 * NULL without an error if it is neither. *TAKEN is the number of its words. */
static FoundText *longest(Searcher *searcher, char **words, guint n, guint *taken, GError **error)
{
    g_autoptr(FoundText) unknown = NULL;
    guint unknown_words = 0;
    for (guint len = n; len > 0; len--) {
        g_auto(GStrv) some = g_new0(char *, len + 1);
        for (guint i = 0; i < len; i++)
            some[i] = g_strdup(words[i]);
        g_autofree char *text = g_strjoinv(" ", some);
        g_autoptr(FoundText) found = found_new(text);
        if (!take_whole(searcher, found, found->text, error))
            return NULL;
        *taken = len;
        tell_misread(found);
        if (is_found(found))
            return g_steal_pointer(&found);
        if (found->nearest && !unknown) {
            unknown = g_steal_pointer(&found);
            unknown_words = len;
        }
    }
    *taken = unknown_words;
    return g_steal_pointer(&unknown);
}

static char **split(char **words)
{
    g_autofree char *all = g_strjoinv(" ", words);
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    g_auto(GStrv) pieces = g_regex_split_simple("\\s+", all, 0, 0);
    for (char **piece = pieces; *piece; piece++)
        if (**piece)
            g_ptr_array_add(list, g_strdup(*piece));
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&list), FALSE);
}

static gboolean are_files(char **words)
{
    gboolean files = words[0] && words[1];
    for (; *words && files; words++)
        files = (*words)[query_without_extension(*words)] != '\0';
    return files;
}

static GPtrArray *find_each(Searcher *searcher, char **words, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)found_text_free);
    for (; *words; words++) {
        FoundText *found = find_text(searcher, *words, error);
        if (!found)
            return NULL;
        g_ptr_array_add(all, found);
    }
    return g_steal_pointer(&all);
}

GPtrArray *find_texts(Searcher *searcher, char **words, GError **error)
{
    if (are_files(words))
        return find_each(searcher, words, error);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)found_text_free);
    g_auto(GStrv) list = split(words);
    g_autofree char *whole = g_strjoinv(" ", words);
    GError *inner = NULL;
    guint n = g_strv_length(list), at = 0;
    while (at < n) {
        guint taken = 0;
        FoundText *found = longest(searcher, list + at, MIN(n - at, MOST_WORDS), &taken, &inner);
        if (!found)
            break;
        g_ptr_array_add(all, found);
        at += taken;
    }
    if (!inner && (at < n || n == 0)) {
        g_ptr_array_set_size(all, 0);
        FoundText *found = find_text(searcher, whole, &inner);
        if (found)
            g_ptr_array_add(all, found);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner ? NULL : g_steal_pointer(&all);
}

guint found_text_exact(const FoundText *found)
{
    guint n = 0;
    while (n < found->matches->len &&
           g_array_index(found->matches, LookupMatch, n).level == LOOKUP_EXACT)
        n++;
    return n;
}
