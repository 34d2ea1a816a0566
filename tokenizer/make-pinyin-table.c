/* Writes the readings of Chinese characters and words as C source to standard output; run at build
 * time with the data of libpinyin, which is used here and never at run time.
 *
 * A character has the reading that it has in most words. Of the words those are written in which a
 * character has another, and those that end in a character that begins one of these in its other
 * reading, so that 进行业务 is not taken for what has 行业 in it.
 *
 * Besides, the characters of GB/T 2312 by their sound: the reading without its tone, and with what
 * many speakers do not tell apart made one: zh and z, ch and c, sh and s, and the endings -eng and
 * -en, -ing and -in.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>
#include <pinyin.h>

#include "tokenizer/pinyin-table.h"

/* The longest word that is written only to guard others. */
#define GUARD_MAX 3u
#define CHARACTERS (PINYIN_LAST - PINYIN_FIRST + 1)

typedef struct {
    char *syllable;
    int count;  /* as the data has it */
    guint used; /* in words */
} Reading;

typedef struct {
    gunichar2 text[PINYIN_WORD_MAX];
    guint16 syllables[PINYIN_WORD_MAX];
    guint n;
    int count;
    gboolean kept;
} Word;

static GHashTable *syllable_numbers; /* syllable → number + 1 */
static GPtrArray *syllable_names;
static GArray *readings[CHARACTERS]; /* Reading, or NULL */
static GArray *words;                /* Word */
static guint16 usual[CHARACTERS];    /* syllable + 1, 0: none */

/* Words of standards that the data lacks or reads otherwise. */
static const char *const corrections[][2] = {
    {"给排水", "ji'pai'shui"}, {"厚薄", "hou'bao"},  {"角色", "jue'se"},
    {"粘接", "zhan'jie"},      {"粘结", "zhan'jie"}, {"对称", "dui'chen"},
    {"热轧", "re'zha"},        {"轧机", "zha'ji"},   {"着色", "zhuo'se"},
};

static guint16 syllable_number(const char *syllable)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(syllable_numbers, syllable));
    if (!number) {
        g_ptr_array_add(syllable_names, g_strdup(syllable));
        number = syllable_names->len;
        g_hash_table_insert(syllable_numbers, g_strdup(syllable), GUINT_TO_POINTER(number));
    }
    return (guint16)number;
}

static void add_character(gunichar character, const char *syllable, int count)
{
    GArray **list = &readings[character - PINYIN_FIRST];
    Reading reading = {g_strdup(syllable), count, 0};
    if (!*list)
        *list = g_array_new(FALSE, FALSE, sizeof(Reading));
    g_array_append_val(*list, reading);
}

/* Adds PHRASE, read as PINYIN (syllables between apostrophes), unless it has other characters or is
 * long. */
static void add_phrase(const char *phrase, const char *pinyin, int count)
{
    g_auto(GStrv) syllables = g_strsplit(pinyin, "'", -1);
    glong n = g_utf8_strlen(phrase, -1);
    Word word = {.n = (guint)n, .count = count};
    if (n > PINYIN_WORD_MAX || (guint)n != g_strv_length(syllables))
        return;
    for (glong i = 0; i < n; i++, phrase = g_utf8_next_char(phrase)) {
        gunichar character = g_utf8_get_char(phrase);
        if (character < PINYIN_FIRST || character > PINYIN_LAST)
            return;
        word.text[i] = (gunichar2)character;
        word.syllables[i] = syllable_number(syllables[i]);
    }
    if (n == 1)
        add_character(word.text[0], syllables[0], count);
    else
        g_array_append_val(words, word);
}

static void read_library(pinyin_context_t *context, guint library)
{
    export_iterator_t *it = pinyin_begin_get_phrases(context, library);
    while (it && pinyin_iterator_has_next_phrase(it)) {
        char *phrase = NULL, *pinyin = NULL;
        int count = 0;
        if (pinyin_iterator_get_next_phrase(it, &phrase, &pinyin, &count))
            add_phrase(phrase, pinyin, count);
        g_free(phrase);
        g_free(pinyin);
    }
    if (it)
        pinyin_end_get_phrases(it);
}

/* libpinyin wants a folder of the user's, where there is nothing. */
static gboolean read_data(const char *data)
{
    char *folder = g_dir_make_tmp("biaosou-pinyin-XXXXXX", NULL);
    pinyin_context_t *context = folder ? pinyin_init(data, folder) : NULL;
    for (guint library = 1; context && library <= 4; library++)
        read_library(context, library);
    for (guint i = 0; i < G_N_ELEMENTS(corrections); i++)
        add_phrase(corrections[i][0], corrections[i][1], G_MAXINT);
    if (context)
        pinyin_fini(context);
    if (folder)
        g_rmdir(folder);
    g_free(folder);
    return words->len > 0;
}

/* Only one reading of a word is wanted: the most frequent, else the first. */
static gint by_text(gconstpointer first, gconstpointer second)
{
    const Word *a = first, *b = second;
    for (guint i = 0; i < MIN(a->n, b->n); i++)
        if (a->text[i] != b->text[i])
            return a->text[i] < b->text[i] ? -1 : 1;
    return a->n != b->n ? (a->n > b->n ? -1 : 1) : 0;
}

/* By first character, then the longest first, as they are looked for; of equal ones the usual
 * first. */
static gint by_place(gconstpointer first, gconstpointer second)
{
    const Word *a = first, *b = second;
    if (a->text[0] != b->text[0])
        return a->text[0] < b->text[0] ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    int order = by_text(a, b);
    return order != 0 ? order : (a->count < b->count) - (a->count > b->count);
}

static void count_uses(void)
{
    for (guint w = 0; w < words->len; w++) {
        const Word *word = &g_array_index(words, Word, w);
        for (guint i = 0; i < word->n; i++) {
            GArray *list = readings[word->text[i] - PINYIN_FIRST];
            for (guint r = 0; list && r < list->len; r++) {
                Reading *reading = &g_array_index(list, Reading, r);
                reading->used += syllable_number(reading->syllable) == word->syllables[i];
            }
        }
    }
}

static void choose_readings(void)
{
    for (guint c = 0; c < CHARACTERS; c++) {
        const Reading *best = NULL;
        for (guint r = 0; readings[c] && r < readings[c]->len; r++) {
            const Reading *one = &g_array_index(readings[c], Reading, r);
            if (!best || one->used > best->used ||
                (one->used == best->used && one->count > best->count))
                best = one;
        }
        usual[c] = best ? syllable_number(best->syllable) : 0;
    }
}

/* Characters as a key of a hash table; the caller frees. */
static char *key_of(const gunichar2 *text, guint n)
{
    return g_utf16_to_utf8(text, n, NULL, NULL, NULL);
}

/* The longest word of KEPT, shorter than WORD, that begins at I of it; NULL: none. */
static const Word *find_kept(GHashTable *kept, const Word *word, guint i)
{
    const Word *found = NULL;
    for (guint n = MIN(word->n - i, word->n - 1); n > 1 && !found; n--) {
        char *key = key_of(word->text + i, n);
        found = g_hash_table_lookup(kept, key);
        g_free(key);
    }
    return found;
}

/* Whether WORD is not read as its characters and the words of KEPT are. */
static gboolean is_unusual(GHashTable *kept, const Word *word)
{
    for (guint i = 0; i < word->n;) {
        const Word *part = find_kept(kept, word, i);
        if (!part && word->syllables[i] != usual[word->text[i] - PINYIN_FIRST])
            return TRUE;
        for (guint j = 0; part && j < part->n; j++)
            if (word->syllables[i + j] != part->syllables[j])
                return TRUE;
        i += part ? part->n : 1;
    }
    return FALSE;
}

/* Whether a word that is read as its characters are ends in what BEGINNINGS has: what words begin
 * with whose first character is read otherwise. */
static gboolean guards(const Word *word, GHashTable *beginnings)
{
    gboolean found = FALSE;
    for (guint i = 1; i < word->n && !found; i++) {
        char *key = key_of(word->text + i, word->n - i);
        found = g_hash_table_contains(beginnings, key);
        g_free(key);
    }
    return found;
}

/* Of each length, the shortest first. */
static void choose_unusual(GHashTable *kept, GHashTable *beginnings, guint n)
{
    for (guint w = 0; w < words->len; w++) {
        Word *word = &g_array_index(words, Word, w);
        gboolean again = w > 0 && by_text(word, word - 1) == 0;
        if (word->n != n || again || !is_unusual(kept, word))
            continue;
        word->kept = TRUE;
        g_hash_table_insert(kept, key_of(word->text, n), word);
        gboolean first = word->syllables[0] != usual[word->text[0] - PINYIN_FIRST];
        for (guint len = 1; first && len <= n; len++)
            g_hash_table_add(beginnings, key_of(word->text, len));
    }
}

static void choose_words(void)
{
    GHashTable *kept = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *beginnings = g_hash_table_new(g_str_hash, g_str_equal);
    g_array_sort(words, by_place);
    for (guint n = 2; n <= PINYIN_WORD_MAX; n++)
        choose_unusual(kept, beginnings, n);
    for (guint w = 0; w < words->len; w++) {
        Word *word = &g_array_index(words, Word, w);
        gboolean again = w > 0 && by_text(word, word - 1) == 0;
        word->kept |= !again && word->n <= GUARD_MAX && guards(word, beginnings);
    }
}

static void write_readings(void)
{
    printf("const char *const pinyin_syllables[] = {\n    \"\",");
    for (guint i = 0; i < syllable_names->len; i++)
        printf("%s\"%s\",", i % 12 ? " " : "\n    ", (char *)syllable_names->pdata[i]);
    printf("\n};\nconst guint n_pinyin_syllables = G_N_ELEMENTS(pinyin_syllables);\n");
    printf("\nconst guint16 pinyin_readings[] = {");
    for (guint c = 0; c < CHARACTERS; c++)
        printf("%s%u,", c % 16 ? "" : "\n    ", usual[c]);
    printf("\n};\n");
}

static void write_words(void)
{
    guint32 *first = g_new0(guint32, CHARACTERS + 1), at = 0;
    printf("\nconst guint16 pinyin_words[] = {");
    for (guint w = 0; w < words->len; w++) {
        const Word *word = &g_array_index(words, Word, w);
        if (!word->kept)
            continue;
        printf("\n    %u,", word->n);
        for (guint i = 0; i < word->n; i++)
            printf("0x%x,", word->text[i]);
        for (guint i = 0; i < word->n; i++)
            printf("%u,", word->syllables[i]);
        at += 1 + 2 * word->n;
        first[word->text[0] - PINYIN_FIRST + 1] = at;
    }
    printf("\n};\n\nconst guint32 pinyin_words_at[] = {");
    for (guint c = 0; c <= CHARACTERS; c++) {
        if (c > 0)
            first[c] = MAX(first[c], first[c - 1]);
        printf("%s%u,", c % 16 ? "" : "\n    ", first[c]);
    }
    printf("\n};\n");
    g_free(first);
}

/* What speakers do not tell apart is dropped. Caller frees. */
static char *sound_of(const char *syllable)
{
    GString *sound = g_string_new(syllable);
    if (strchr("zcs", sound->str[0]) && sound->str[1] == 'h')
        g_string_erase(sound, 1, 1);
    if (g_str_has_suffix(sound->str, "eng") || g_str_has_suffix(sound->str, "ing"))
        g_string_truncate(sound, sound->len - 1);
    return g_string_free(sound, FALSE);
}

static gboolean is_common(gunichar character)
{
    char utf8[7] = {0};
    g_unichar_to_utf8(character, utf8);
    char *common = g_convert(utf8, -1, "GB2312", "UTF-8", NULL, NULL, NULL);
    g_free(common);
    return common != NULL;
}

typedef struct {
    char *sound;
    gunichar character;
} Sounding;

static gint by_sound(gconstpointer first, gconstpointer second)
{
    const Sounding *a = first, *b = second;
    int order = strcmp(a->sound, b->sound);
    return order != 0 ? order : (int)a->character - (int)b->character;
}

static void write_sounds(void)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Sounding));
    for (guint c = 0; c < CHARACTERS; c++) {
        Sounding one = {NULL, PINYIN_FIRST + c};
        if (!usual[c] || !is_common(one.character))
            continue;
        one.sound = sound_of(syllable_names->pdata[usual[c] - 1]);
        g_array_append_val(all, one);
    }
    g_array_sort(all, by_sound);
    printf("\nconst guint16 sound_characters[] = {");
    for (guint i = 0; i < all->len; i++) {
        const Sounding *one = &g_array_index(all, Sounding, i);
        gboolean begins = i > 0 && strcmp(one->sound, one[-1].sound) != 0;
        printf("%s%s0x%04x,", begins ? "0," : "", i % 12 ? "" : "\n    ", one->character);
    }
    printf("\n};\nconst guint n_sound_characters = G_N_ELEMENTS(sound_characters);\n");
}

int main(int argc, char **argv)
{
    syllable_numbers = g_hash_table_new(g_str_hash, g_str_equal);
    syllable_names = g_ptr_array_new();
    words = g_array_new(FALSE, TRUE, sizeof(Word));
    if (argc != 2 || !read_data(argv[1])) {
        fprintf(stderr, "make-pinyin-table: no data of libpinyin in %s\n",
                argc == 2 ? argv[1] : "?");
        return 1;
    }
    count_uses();
    choose_readings();
    choose_words();
    puts("/* Made by make-pinyin-table. */\n#include \"tokenizer/pinyin-table.h\"\n"
         "#include \"tokenizer/sound-table.h\"\n");
    write_readings();
    write_words();
    write_sounds();
    return fflush(stdout) || ferror(stdout);
}
