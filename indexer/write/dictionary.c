#include "indexer/write/dictionary.h"

#include <string.h>

#include "corpus/read/lines.h"
#include "corpus/read/reject.h"
#include "messages/messages.h"
#include "tokenizer/char-class.h"

/* So many translations of a word are taken, of so many words and bytes each. */
#define MOST_TRANSLATIONS 4
#define MOST_WORDS 5
#define MOST_BYTES 60

/* What translations begin with that are none. */
static const char *const references[] = {
    "CL:",      "variant of", "old variant of", "erhua variant", "Japanese variant", "see ",
    "see also", "also written", "also pr.",     "Taiwan pr.",    "abbr. ",           "abbr.",
    "surname ", "used in ",     "used to ",     "same as ",      "equivalent to ",   "also called ",
    "idiom ",   "lit. ",        "fig. ",        "(idiom",
};

/* What English words begin with that titles leave out. */
static const char *const articles[] = {"to be ", "to ", "a ", "an ", "the "};

static gboolean has_cjk(const char *text, gssize len)
{
    for (const char *at = text; at < text + len; at = g_utf8_next_char(at))
        if (char_is_cjk(char_class(g_utf8_get_char(at))))
            return TRUE;
    return FALSE;
}

static gboolean begins_with_any(const char *text, const char *const *list, gsize n, gsize *len)
{
    for (gsize i = 0; i < n; i++)
        if (g_str_has_prefix(text, list[i])) {
            *len = strlen(list[i]);
            return TRUE;
        }
    return FALSE;
}

/* TEXT without what stands in parentheses, and with one blank between words. Caller frees. */
static char *without_parentheses(const char *text)
{
    GString *out = g_string_new(NULL);
    guint depth = 0;
    for (; *text; text++) {
        depth += *text == '(';
        if (depth == 0 && (*text != ' ' || (out->len > 0 && out->str[out->len - 1] != ' ')))
            g_string_append_c(out, *text);
        depth -= *text == ')' && depth > 0;
    }
    return g_strchomp(g_string_free(out, FALSE));
}

static guint count_words(const char *text)
{
    guint words = 1;
    for (; *text; text++)
        words += *text == ' ';
    return words;
}

/* Whether TEXT, cleaned, is a translation that a title could have. */
static gboolean is_useful(const char *text)
{
    return *text && strlen(text) <= MOST_BYTES && count_words(text) <= MOST_WORDS &&
           !strpbrk(text, "[]|\t") && !has_cjk(text, (gssize)strlen(text));
}

/* Appends those of TRANSLATION, one or several with semicolons between; *N counts them. */
static void add_translation(GString *out, const char *chinese, const char *translation, guint *n)
{
    g_auto(GStrv) parts = g_strsplit(translation, ";", -1);
    for (char **part = parts; *part && *n < MOST_TRANSLATIONS; part++) {
        const char *start = g_strstrip(*part);
        gsize skip = 0;
        if (begins_with_any(start, references, G_N_ELEMENTS(references), &skip))
            continue;
        g_autofree char *clean = without_parentheses(start);
        gsize article = 0;
        begins_with_any(clean, articles, G_N_ELEMENTS(articles), &article);
        if (!is_useful(clean + article))
            continue;
        g_string_append_printf(out, "%s\t%s\n", chinese, clean + article);
        ++*n;
    }
}

/* The parts of a line; they borrow from it. */
typedef struct {
    char *simplified, *translations;
} Entry;

/* Takes LINE apart; returns what is wrong with it, or NULL. */
static const char *parse(char *line, Entry *entry)
{
    char *blank = strchr(line, ' ');
    char *second = blank ? strchr(blank + 1, ' ') : NULL;
    if (!blank || blank == line || !second || second == blank + 1)
        return N_("no two words with a blank between: traditional, then simplified characters");
    char *pinyin = second + 1;
    char *close = *pinyin == '[' ? strchr(pinyin, ']') : NULL;
    if (!close)
        return N_("no pinyin in brackets after the simplified characters");
    while (*close == ']')
        close++;
    char *first = close + strspn(close, " ");
    gsize len = strlen(first);
    if (*first != '/' || len < 3 || first[len - 1] != '/')
        return N_("no translations between slashes at the end");
    first[len - 1] = '\0';
    *second = '\0';
    *entry = (Entry){blank + 1, first + 1};
    return NULL;
}

static void add_entry(GString *out, const Entry *entry)
{
    /* A single character means too much: 面 is flour and face. */
    if (g_utf8_strlen(entry->simplified, -1) < 2 || strchr(entry->simplified, '\t') ||
        !has_cjk(entry->simplified, (gssize)strlen(entry->simplified)))
        return;
    g_auto(GStrv) translations = g_strsplit(entry->translations, "/", -1);
    guint n = 0;
    for (char **translation = translations; *translation; translation++)
        add_translation(out, entry->simplified, *translation, &n);
}

static gboolean read_line(const char *file, const Line *line, GString *out, const ReaderSink *sink)
{
    g_autofree char *text = g_strndup(line->text, line->too_long ? 0 : line->len);
    Entry entry;
    const char *wrong = NULL;
    if (!line->too_long && (*g_strchomp(text) == '\0' || *text == '#'))
        return TRUE;
    if (line->too_long)
        wrong = N_("the line is too long for an entry");
    else if (!g_utf8_validate(line->text, (gssize)line->len, NULL))
        wrong = N_("no UTF-8: convert the dictionary first, for instance with iconv");
    if (!wrong)
        wrong = parse(text, &entry);
    if (wrong)
        return reject_send(sink, file, line->number, line->text, line->len, "dictionary: %s", _(wrong));
    add_entry(out, &entry);
    return TRUE;
}

gboolean dictionary_read(const char *file, GString *out, const ReaderSink *sink, GError **error)
{
    GError *inner = NULL;
    g_autoptr(LineReader) reader = line_reader_open(file, error);
    if (!reader)
        return FALSE;
    Line line;
    while (line_reader_next(reader, &line, &inner)) {
        if (line.number > DICTIONARY_MAX_LINES) {
            g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                        _("%s: more than %u lines are no dictionary that a query can use"), file,
                        DICTIONARY_MAX_LINES);
            return FALSE;
        }
        if (!read_line(file, &line, out, sink)) {
            g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, _("%s: stopped"), file);
            return FALSE;
        }
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}
