#include "search/match/search-snapshot.h"

SearchSnapshot *search_snapshot_new(Snapshot *snapshot)
{
    SearchSnapshot *shared = g_new0(SearchSnapshot, 1);
    shared->references = 1;
    shared->snapshot = snapshot_ref(snapshot);
    gsize len = 0;
    const char *list = snapshot_list(snapshot, LEXICON_QUESTIONS, &len);
    if (!list) /* a generation from before it was carried */
        list = lexicon_builtin_list(LEXICON_QUESTIONS, &len);
    shared->stop_words = stop_words_new(list ? list : "", len);
    shared->expander = expander_new(snapshot);
    shared->live = docset_new_live(snapshot);
    shared->means = snapshot_means(snapshot);
    return shared;
}

SearchSnapshot *search_snapshot_open(const char *dir, GError **error)
{
    g_autoptr(Snapshot) snapshot = snapshot_open(dir, error);
    return snapshot ? search_snapshot_new(snapshot) : NULL;
}

SearchSnapshot *search_snapshot_ref(SearchSnapshot *shared)
{
    g_atomic_int_inc(&shared->references);
    return shared;
}

void search_snapshot_unref(SearchSnapshot *shared)
{
    if (!shared || !g_atomic_int_dec_and_test(&shared->references))
        return;
    stop_words_free(shared->stop_words);
    expander_free(shared->expander);
    docset_free(shared->live);
    snapshot_unref(shared->snapshot);
    g_free(shared);
}
