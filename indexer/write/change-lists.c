/* The lists of words that a generation carries. */
#include <stdlib.h>
#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/generation.h"
#include "indexer/read/translations.h"
#include "indexer/write/change-private.h"
#include "indexer/write/dictionary.h"
#include "indexer/write/input.h"
#include "messages/messages.h"

/* The list NAME as this build wants it: the built-in one and the lines of FILE (NULL: none). */
static char *compose_list(const Change *change, const char *name, const char *file, gsize *len,
                          GError **error)
{
    gsize builtin_len, file_len = 0;
    const char *builtin = lexicon_builtin_list(name, &builtin_len);
    g_autofree char *more =
        file ? input_read_list(file, change->work, change->options->stop, &file_len, error) : NULL;
    if (file && !more)
        return NULL;
    GString *list = g_string_new_len(builtin, (gssize)builtin_len);
    if (more)
        g_string_append_len(list, more, (gssize)file_len);
    *len = list->len;
    return g_string_free(list, FALSE);
}

static gboolean add_list(const Change *change, Manifest *manifest, const char *name,
                         const char *file, GError **error)
{
    gsize len;
    g_autofree char *text = compose_list(change, name, file, &len, error);
    return text && generation_save_list(change->options->dir, manifest, name, text, len, error);
}

/* The rejects of dictionaries, as a file of their own. */
typedef struct {
    FileWriter out;
    char *file;
    guint64 n;
    GError *failure;
} Rejects;

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    Rejects *rejects = data;
    char *row = input_reject_row(reject, reject->at.file);
    gboolean ok =
        row &&
        (rejects->n > 0 || file_writer_open(&rejects->out, rejects->file, &rejects->failure));
    rejects->n += ok;
    ok = ok && file_writer_put(&rejects->out, row, strlen(row), &rejects->failure) &&
         file_writer_put(&rejects->out, "\n", 1, &rejects->failure);
    free(row);
    return ok;
}

/* Appends what DICTIONARIES (may be NULL) have to OUT. One that cannot be read stops the build: it
 * was asked for. */
static gboolean read_dictionaries(char *const *dictionaries, GString *out, Rejects *rejects,
                                  GError **error)
{
    const ReaderSink sink = {.reject = keep_reject, .data = rejects};
    for (char *const *file = dictionaries; file && *file; file++) {
        g_autoptr(GError) inner = NULL;
        if (dictionary_read(*file, out, &sink, &inner))
            continue;
        if (rejects->failure)
            g_propagate_error(error, g_steal_pointer(&rejects->failure));
        else
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "--dictionary: %s", inner->message);
        return FALSE;
    }
    return TRUE;
}

/* The dictionaries that were given, as lines of translations. Caller frees. */
static char *given_dictionaries(const Change *change, Spilled *spilled, GError **error)
{
    GString *out = g_string_new(NULL);
    Rejects rejects = {.file = g_build_filename(change->work, "rejects-dictionary", NULL)};
    gboolean ok = read_dictionaries(change->options->dictionaries, out, &rejects, error);
    if (rejects.n > 0 && ok)
        ok = file_writer_close(&rejects.out, error);
    else if (rejects.n > 0)
        file_writer_abandon(&rejects.out);
    if (ok && rejects.n > 0) {
        spilled->n_rejects += rejects.n;
        g_ptr_array_add(spilled->rejects, g_steal_pointer(&rejects.file));
    }
    g_free(rejects.file);
    g_clear_error(&rejects.failure);
    return g_string_free(out, !ok);
}

static gboolean add_translations(const Change *change, Manifest *manifest, Spilled *spilled,
                                 GError **error)
{
    gsize len;
    g_autofree char *text = compose_list(change, LEXICON_DICTIONARY, change->options->translations_file,
                                         &len, error);
    g_autofree char *more = text ? given_dictionaries(change, spilled, error) : NULL;
    if (!more)
        return FALSE;
    g_autofree char *list = translations_compose(text, more, &len);
    return generation_save_list(change->options->dir, manifest, LEXICON_TRANSLATIONS, list, len, error);
}

gboolean change_set_lists(const Change *change, Manifest *manifest, Spilled *spilled,
                          GError **error)
{
    g_ptr_array_set_size(manifest->lists, 0);
    return add_list(change, manifest, LEXICON_TERMS, change->options->lexicon_file, error) &&
           add_list(change, manifest, LEXICON_SYNONYMS, change->options->synonyms_file, error) &&
           add_translations(change, manifest, spilled, error) &&
           add_list(change, manifest, LEXICON_QUESTIONS, change->options->questions_file, error);
}

gboolean change_set_learned(const Change *change, Manifest *manifest, const char *file,
                            GError **error)
{
    g_autofree char *text = NULL;
    gsize len = 0;
    if (g_file_test(file, G_FILE_TEST_EXISTS) && !g_file_get_contents(file, &text, NULL, error))
        return FALSE;
    g_autofree char *list = translations_compose(text ? text : "", "", &len);
    return generation_save_list(change->options->dir, manifest, LEXICON_LEARNED, list, len, error);
}
