#include "search/match/searcher.h"

#include <libstemmer.h>
#include <string.h>

#include "corpus/record/date.h"
#include "indexer/read/remote.h"
#include "search/match/weigh.h"

Searcher *searcher_new(SearchSnapshot *shared, GError **error)
{
    Index *index = index_new(shared->snapshot, error);
    if (!index)
        return NULL;
    Searcher *searcher = g_new0(Searcher, 1);
    searcher->shared = search_snapshot_ref(shared);
    searcher->index = index;
    searcher->tokenizer = index_tokenizer(index);
    searcher->stop_words = shared->stop_words;
    searcher->expander = shared->expander;
    searcher->live = index_remote(index) ? searcher->all = docset_new_remote(index) : shared->live;
    searcher->regional = regional_new();
    searcher->stemmer = sb_stemmer_new("english", NULL);
    searcher->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify)selection_unref);
    searcher->today = date_today();
    docspace_init(&searcher->space, index);
    return searcher;
}

Searcher *searcher_open(const char *dir, GError **error)
{
    g_autoptr(SearchSnapshot) shared = search_snapshot_open(dir, error);
    return shared ? searcher_new(shared, error) : NULL;
}

void searcher_free(Searcher *searcher)
{
    if (!searcher)
        return;
    regional_free(searcher->regional);
    sb_stemmer_delete(searcher->stemmer);
    g_hash_table_unref(searcher->values);
    docset_free(searcher->all);
    docset_free(searcher->came);
    docset_free(searcher->foreign_han);
    weigher_free(searcher->weigher);
    docspace_clear(&searcher->space);
    index_close(searcher->index);
    search_snapshot_unref(searcher->shared);
    g_free(searcher);
}

void searcher_begin(Searcher *searcher)
{
    Remote *remote = index_remote(searcher->index);
    index_begin(searcher->index);
    if (!remote || (searcher->lacked == 0 && remote_missing(remote)->len == 0))
        return;
    /* What was found without them is not all. */
    searcher->lacked = remote_missing(remote)->len;
    g_hash_table_remove_all(searcher->values);
    g_clear_pointer(&searcher->came, docset_free);
    g_clear_pointer(&searcher->foreign_han, docset_free);
}

guint searcher_missing(const Searcher *searcher, guint *parts)
{
    const Remote *remote = index_remote(searcher->index);
    *parts = remote ? remote_info(remote)->parts : 1;
    return remote ? remote_missing(remote)->len : 0;
}

DocSet *searcher_find(Searcher *searcher, const Selection *selection, GError **error)
{
    return selection_find(selection, &searcher->space, searcher->live, error);
}

GArray *searcher_documents(Searcher *searcher, const Selection *selection, guint32 max,
                           GError **error)
{
    g_autoptr(DocSet) found = searcher_find(searcher, selection, error);
    return found ? docset_docids(found, &searcher->space, max) : NULL;
}

guint32 searcher_termfreq(Searcher *searcher, const char *prefix, const char *term)
{
    gunichar c;
    if (!*prefix && term_is_character(term, &c))
        return index_char_freq(searcher->index, c);
    g_autofree char *joined = *prefix ? g_strconcat(prefix, term, NULL) : NULL;
    const char *whole = joined ? joined : term;
    return index_termfreq(searcher->index, whole, MIN(strlen(whole), XC_TERM_MAX));
}

const char *searcher_facet(Searcher *searcher, XcDocid docid, const DocumentView *view,
                           FieldId field, guint32 *len)
{
    guint32 local;
    if (index_remote(searcher->index)) {
        const char *value = remote_facet(index_remote(searcher->index), docid, field);
        *len = value ? (guint32)strlen(value) : 0;
        return value;
    }
    return shard_facet(index_locate(searcher->index, docid, NULL, &local), view, field, len);
}
