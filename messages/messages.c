/* The catalogues: what msgfmt makes of po/ (the format is in gettext's manual, "The Format of GNU MO Files"), in the
 * program itself. glibc's gettext() is not asked: its language is the process's, and a server answers each in their own; and
 * it wants files that are found, and a locale that is installed. */
#include "messages/messages.h"

#include <string.h>

#include "messages/resources.h"

#define MAGIC 0x950412deu
#define HEADER_BYTES 20u

typedef struct {
    const guint8 *bytes;
    guint32 count, originals, translations; /* places of two tables, of lengths and places */
} Catalogue;

static const char *const resources[LANGUAGES] = {[LANGUAGE_ZH] = "/biaosou/messages/zh_CN.mo"};
static Catalogue catalogues[LANGUAGES];

static guint32 word_at(const guint8 *bytes, guint32 at)
{
    guint32 word;
    memcpy(&word, bytes + at, sizeof word);
    return GUINT32_FROM_LE(word);
}

static void open_catalogue(Catalogue *out, const char *name)
{
    g_autoptr(GBytes) bytes = g_resource_lookup_data(messages_get_resource(), name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize len = 0;
    const guint8 *data = bytes ? g_bytes_get_data(bytes, &len) : NULL; /* static: it outlives BYTES */
    if (len < HEADER_BYTES || word_at(data, 0) != MAGIC)
        return;
    *out = (Catalogue){data, word_at(data, 8), word_at(data, 12), word_at(data, 16)};
}

static gpointer open_all(gpointer unused)
{
    (void)unused;
    for (guint i = 0; i < LANGUAGES; i++)
        if (resources[i])
            open_catalogue(&catalogues[i], resources[i]);
    return catalogues;
}

static const char *string_at(const Catalogue *catalogue, guint32 table, guint32 i)
{
    return (const char *)catalogue->bytes + word_at(catalogue->bytes, table + 8 * i + 4);
}

/* The originals are sorted; what has two forms is found by its first, and its translation has one. */
static const char *look_up(const Catalogue *catalogue, const char *text)
{
    guint32 low = 0, high = catalogue->count;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        int order = strcmp(text, string_at(catalogue, catalogue->originals, middle));
        if (order == 0)
            return string_at(catalogue, catalogue->translations, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *message_in(Language language, const char *text)
{
    static GOnce once = G_ONCE_INIT;
    const Catalogue *all = g_once(&once, open_all, NULL);
    const char *said = *text ? look_up(&all[language], text) : NULL;
    return said && *said ? said : text;
}

const char *message_of(const char *text)
{
    return message_in(language_now(), text);
}

const char *message_n_in(Language language, guint64 n, const char *one, const char *many)
{
    const char *said = message_in(language, one);
    return said != one ? said : n == 1 ? one : many;
}

const char *message_n(guint64 n, const char *one, const char *many)
{
    return message_n_in(language_now(), n, one, many);
}

char *message_number(guint64 n)
{
    GString *out = g_string_new(NULL);
    g_string_printf(out, "%" G_GUINT64_FORMAT, n);
    for (gssize at = (gssize)out->len - 3; at > 0; at -= 3)
        g_string_insert_c(out, at, ',');
    return g_string_free(out, FALSE);
}
