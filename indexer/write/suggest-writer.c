#include "indexer/write/suggest-writer.h"

#include <string.h>

#include "corpus/record/value.h"
#include "indexer/files/file-writer.h"
#include "tokenizer/char-class.h"
#include "tokenizer/normalizer.h"

typedef struct {
    SuggestText head;
    guint32 at;     /* its bytes in the writer's */
    guint32 sorted; /* its place when sorted */
} Text;

struct SuggestWriter {
    GByteArray *bytes;
    GArray *texts;    /* Text */
    GArray *keys;     /* SuggestKeyed; the texts are places in `texts` as they came */
    GHashTable *seen; /* texts whose keys are there: a set of strings */
    GString *spelt;
    guint32 documents;
};

SuggestWriter *suggest_writer_new(void)
{
    SuggestWriter *writer = g_new0(SuggestWriter, 1);
    writer->bytes = g_byte_array_new();
    writer->texts = g_array_new(FALSE, FALSE, sizeof(Text));
    writer->keys = g_array_new(FALSE, FALSE, sizeof(SuggestKeyed));
    writer->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    writer->spelt = g_string_new(NULL);
    return writer;
}

void suggest_writer_free(SuggestWriter *writer)
{
    if (!writer)
        return;
    g_byte_array_unref(writer->bytes);
    g_array_unref(writer->texts);
    g_array_unref(writer->keys);
    g_hash_table_unref(writer->seen);
    g_string_free(writer->spelt, TRUE);
    g_free(writer);
}

/* ISO's stages 95 are withdrawal, those before 60 drafts; other bodies say it in a word. */
static SuggestClass class_of(const Record *record)
{
    const char *status = record_text(record, FIELD_STATUS), *kind = record_text(record, FIELD_KIND);
    const char *stage = record_text(record, FIELD_STAGE);
    const ValueName *name = stage ? value_find(FIELD_STAGE, stage) : NULL;
    guint code = name ? name->from : 0;
    if (stage && g_ascii_isdigit(*stage))
        code = (guint)(g_ascii_strtod(stage, NULL) * 100 + .5);
    if (g_strcmp0(kind, "news") == 0)
        return SUGGEST_NEWS;
    if (status && (strcmp(status, STATUS_WITHDRAWN) == 0 || strcmp(status, STATUS_SUPERSEDED) == 0))
        return SUGGEST_PAST;
    if (status)
        return strcmp(status, STATUS_SOON) == 0 ? SUGGEST_TO_BE : SUGGEST_IN_FORCE;
    if (code >= 9500)
        return SUGGEST_PAST;
    return g_strcmp0(kind, "plan") == 0 || (code > 0 && code < 6000) ? SUGGEST_TO_BE
                                                                     : SUGGEST_IN_FORCE;
}

/* Adds a text; returns its place. */
static guint32 add_text(SuggestWriter *writer, guint place, SuggestClass class, const char *text,
                        gsize len)
{
    glong length = g_utf8_strlen(text, (gssize)len);
    Text one = {{(guint32)len, writer->documents, (guint8)place, (guint8) class,
                 (guint16)MIN(length, G_MAXUINT16)},
                writer->bytes->len,
                0};
    g_byte_array_append(writer->bytes, (const guint8 *)text, (guint)len);
    g_array_append_val(writer->texts, one);
    return writer->texts->len - 1;
}

/* Adds the key of what was spelt. */
static void add_key(SuggestWriter *writer, SuggestSpace space, guint32 text, guint32 start)
{
    SuggestKeyed keyed = {.text = text, .start = start};
    if (!writer->spelt->len)
        return;
    suggest_key(&keyed.key, space, writer->spelt->str, writer->spelt->len);
    g_array_append_val(writer->keys, keyed);
}

/* Whether the batch lacks the keys of TEXT, which then are to be added. */
static gboolean is_new(SuggestWriter *writer, char kind, const char *text, gsize len)
{
    return g_hash_table_add(writer->seen, g_strdup_printf("%c%.*s", kind, (int)len, text));
}

/* The longest key, and what punctuation may be between. */
#define SPELT_MAX 160u

/* How much of TEXT (LEN bytes), from its beginning, is spelt: whole characters. */
static gsize spelt_length(const char *text, gsize len)
{
    gsize end = MIN(len, SPELT_MAX);
    while (end > 0 && end < len && ((guint8)text[end] & 0xc0) == 0x80)
        end--;
    return end;
}

/* Adds the keys of a title that begin at START, its SYLLABLES from there on. */
static void add_title_keys(SuggestWriter *writer, guint32 number, const FieldText *text,
                           guint32 start, const PinyinSyllable *syllables)
{
    SuggestSpace last = syllables ? SUGGEST_INITIALS : SUGGEST_TITLE;
    const char *from = text->utf8 + start;
    gsize len = spelt_length(from, text->len - start);
    for (SuggestSpace space = SUGGEST_TITLE; space <= last; space++) {
        g_string_truncate(writer->spelt, 0);
        suggest_spell(writer->spelt, space, from, len, syllables);
        add_key(writer, space, number, start);
    }
}

static gboolean has_reading(const PinyinSyllable *syllables, guint n)
{
    for (guint i = 0; i < n; i++)
        if (syllables[i])
            return TRUE;
    return FALSE;
}

/* Nobody begins with these. */
static gboolean begins_nothing(const char *word, gsize len)
{
    static const char *const words[] = {"a",  "an", "and", "as", "at",   "by",  "for", "from",
                                        "in", "of", "on",  "or", "part", "the", "to",  "with"};
    if (len == 1 || char_class(g_utf8_get_char(word)) == CHAR_DIGIT)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i]) == len && memcmp(words[i], word, len) == 0)
            return TRUE;
    return len < 4 && char_class(g_utf8_get_char(word)) == CHAR_HAN;
}

/* Adds text number PLACE of DOCUMENT under the words that it has; one in another language than
 * Chinese and English under its beginning. */
static void add_title(SuggestWriter *writer, const Document *document, guint place,
                      SuggestClass class)
{
    const FieldText *text = &document->view.texts[place];
    guint32 number = add_text(writer, place, class, text->utf8, text->len), last = 0;
    guint n = 0, at = 0; /* characters before LAST */
    char mark = text->field == FIELD_TITLE_ZH ? 't' : text->field == FIELD_TITLE_EN ? 'e' : 'o';
    if (!is_new(writer, mark, text->utf8, text->len))
        return;
    g_autofree PinyinSyllable *syllables =
        text->field == FIELD_TITLE_ZH ? suggest_readings(text->utf8, text->len, &n) : NULL;
    add_title_keys(writer, number, text, 0, has_reading(syllables, n) ? syllables : NULL);
    for (gsize i = 0; text->field != FIELD_TITLE_OTHER && i < document->n_words; i++) {
        const DocumentWord *word = &document->words[i];
        if (word->text != place || word->from <= last ||
            begins_nothing(text->utf8 + word->from, word->len))
            continue;
        at += (guint)g_utf8_pointer_to_offset(text->utf8 + last, text->utf8 + word->from);
        last = word->from;
        gboolean read = syllables && syllables[at];
        add_title_keys(writer, number, text, word->from, read ? syllables + at : NULL);
    }
}

static void add_number(SuggestWriter *writer, const DocumentView *view, SuggestClass class)
{
    guint32 text = add_text(writer, SUGGEST_TEXT_ID, class, view->id, view->id_len);
    for (guint way = 0; way < SUGGEST_NUMBER_WAYS; way++)
        if (suggest_number_way(writer->spelt, view->id, view->id_len, way))
            add_key(writer, SUGGEST_NUMBER, text, way);
}

/* A committee is found by its name from any character, and by its number from any part. */
static void add_committee(SuggestWriter *writer, const char *name)
{
    g_autofree char *text = normalize_string(name, -1);
    if (!*text || !is_new(writer, 'c', text, strlen(text)))
        return;
    guint32 number = add_text(writer, SUGGEST_TEXT_COMMITTEE, SUGGEST_IN_FORCE, text, strlen(text));
    gboolean word = FALSE;
    const char *end = text + strlen(text);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        CharClass class = char_class(g_utf8_get_char(at));
        if (char_is_cjk(class) || (char_is_alnum(class) && !word)) {
            g_string_truncate(writer->spelt, 0);
            suggest_spell(writer->spelt, SUGGEST_COMMITTEE, at, spelt_length(at, (gsize)(end - at)), NULL);
            add_key(writer, SUGGEST_COMMITTEE, number, (guint32)(at - text));
        }
        word = char_is_alnum(class);
    }
}

/* Whether PLACE of VIEW is a title that is suggested: in Chinese and English, else only where there
 * is none in these. */
static gboolean is_suggested(const DocumentView *view, guint place)
{
    gboolean other = FALSE;
    for (guint i = 0; i < view->n_texts; i++)
        other |= view->texts[i].field == FIELD_TITLE_ZH || view->texts[i].field == FIELD_TITLE_EN;
    FieldId field = view->texts[place].field;
    return view->texts[place].len > 0 && (field == FIELD_TITLE_ZH || field == FIELD_TITLE_EN ||
                                          (field == FIELD_TITLE_OTHER && !other));
}

void suggest_writer_add(SuggestWriter *writer, const Record *record, const Document *document)
{
    SuggestClass class = class_of(record);
    const char *committee = record_text(record, FIELD_COMMITTEE);
    writer->documents++;
    for (guint i = 0; i < document->view.n_texts; i++)
        if (is_suggested(&document->view, i))
            add_title(writer, document, i, class);
    if (document->has_number)
        add_number(writer, &document->view, class);
    if (committee)
        add_committee(writer, committee);
}

/* Titles, of whatever place, are of one kind. */
static guint kind_of(const SuggestText *text)
{
    return text->place < SUGGEST_TEXT_ID ? 0 : text->place;
}

int suggest_text_compare(gconstpointer first, gconstpointer second)
{
    const SuggestText *a = first, *b = second;
    if (kind_of(a) != kind_of(b))
        return kind_of(a) < kind_of(b) ? -1 : 1;
    int order = memcmp(a + 1, b + 1, MIN(a->len, b->len));
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static gint by_text(gconstpointer first, gconstpointer second, gpointer data)
{
    const SuggestWriter *writer = data;
    const Text *a = first, *b = second;
    if (kind_of(&a->head) != kind_of(&b->head))
        return kind_of(&a->head) < kind_of(&b->head) ? -1 : 1;
    int order = memcmp(writer->bytes->data + a->at, writer->bytes->data + b->at,
                       MIN(a->head.len, b->head.len));
    if (order || a->head.len != b->head.len)
        return order ? order : a->head.len < b->head.len ? -1 : 1;
    return a->head.local < b->head.local ? -1 : a->head.local > b->head.local;
}

static gint by_key(gconstpointer first, gconstpointer second)
{
    const SuggestKeyed *a = first, *b = second;
    int order = memcmp(&a->key, &b->key, sizeof a->key);
    if (order || a->text != b->text)
        return order ? order : a->text < b->text ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* Writes the texts sorted, and says of each in `sorted` where it came to be. */
static gboolean put_texts(SuggestWriter *writer, FileWriter *out, GError **error)
{
    for (guint i = 0; i < writer->texts->len; i++) /* where it was, while it moves */
        g_array_index(writer->texts, Text, i).sorted = i;
    g_array_sort_with_data(writer->texts, by_text, writer);
    g_autofree guint32 *places = g_new(guint32, writer->texts->len + 1);
    static const guint8 zeros[4];
    for (guint i = 0; i < writer->texts->len; i++) {
        const Text *text = &g_array_index(writer->texts, Text, i);
        places[text->sorted] = i;
        if (!file_writer_put(out, &text->head, sizeof text->head, error) ||
            !file_writer_put(out, writer->bytes->data + text->at, text->head.len, error) ||
            !file_writer_put(out, zeros, -text->head.len & 3, error))
            return FALSE;
    }
    for (guint i = 0; i < writer->keys->len; i++) {
        SuggestKeyed *key = &g_array_index(writer->keys, SuggestKeyed, i);
        key->text = places[key->text];
    }
    return TRUE;
}

gboolean suggest_writer_finish(SuggestWriter *writer, const char *folder, GError **error)
{
    g_autofree char *texts = g_build_filename(folder, SUGGEST_TEXTS, NULL);
    g_autofree char *keys = g_build_filename(folder, SUGGEST_KEYS, NULL);
    FileWriter out;
    if (!file_writer_open(&out, texts, error))
        return FALSE;
    if (!put_texts(writer, &out, error)) {
        file_writer_abandon(&out);
        return FALSE;
    }
    if (!file_writer_close(&out, error) || !file_writer_open(&out, keys, error))
        return FALSE;
    g_array_sort(writer->keys, by_key);
    if (!file_writer_put(&out, writer->keys->data, writer->keys->len * sizeof(SuggestKeyed),
                         error)) {
        file_writer_abandon(&out);
        return FALSE;
    }
    return file_writer_close(&out, error);
}
