/* What of a query was misspelt: said where it was read as something else, asked where it was not.
 */
#include "search/answer/private.h"

#include <string.h>

#include "messages/messages.h"

void search_read_spelling(Search *search)
{
    search->result->spelling = spelling_new();
    spelling_read(search->searcher, search->query, search->result->spelling);
}

/* The words of Latin letters that are read as others, no document or few having them: the likeliest
 * of each. */
static void add_words(const GArray *expansions, GArray *read)
{
    const char *last = NULL;
    for (guint i = 0; i < expansions->len; i++) {
        const Expansion *expansion = &g_array_index(expansions, Expansion, i);
        gboolean misspelt =
            expansion->kind == EXPANSION_SPELLING || expansion->kind == EXPANSION_MISPRINT;
        if (!misspelt || g_strcmp0(last, expansion->of) == 0)
            continue;
        Respelling respelling = {g_strdup(expansion->of), g_strdup(expansion->text),
                                 expansion->kind == EXPANSION_MISPRINT};
        g_array_append_val(read, respelling);
        last = expansion->of;
    }
}

/* '管里' as 管理, 'infomation' as information too */
static char *list(const GArray *read, Language language)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < read->len; i++) {
        const Respelling *respelling = &g_array_index(read, Respelling, i);
        g_string_append(out, i ? message_in(language, N_(", ")) : "");
        g_string_append_printf(out, message_in(language, respelling->too ? N_("'%s' as %s too") : N_("'%s' as %s")),
                               respelling->typed, respelling->meant);
    }
    return g_string_free(out, FALSE);
}

static void tell_read(Search *search)
{
    Answer *result = search->result;
    result->read_as = spelling_apply(search->query->text, result->spelling->read);
    Said *said = g_new(Said, 1);
    for (guint i = 0; i < LANGUAGES; i++) {
        g_autofree char *all = list(result->spelling->read, (Language)i);
        said->in[i] = g_strdup_printf(message_in((Language)i, N_("read %s; in quotation marks words are searched as they are")), all);
    }
    const Said *note = query_take_note(search->query, said);
    if (!result->changed)
        result->changed = note;
}

static void tell_offered(Search *search)
{
    Answer *result = search->result;
    const char *base = result->read_as ? result->read_as : search->query->text;
    for (guint i = 0; i < result->spelling->offered->len; i++) {
        g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Respelling));
        g_array_append_val(one, g_array_index(result->spelling->offered, Respelling, i));
        char *query = spelling_apply(base, one);
        g_ptr_array_add(result->did_you_mean, query);
        query_note(search->query, "did you mean %s?", query);
    }
}

void search_tell_spelling(Search *search)
{
    Answer *result = search->result;
    result->did_you_mean = g_ptr_array_new_with_free_func(g_free);
    add_words(result->terms->expansions, result->spelling->read);
    if (result->spelling->read->len > 0)
        tell_read(search);
    tell_offered(search);
}
