#include "tokenizer/pinyin.h"

#include "tokenizer/pinyin-table.h"

static gboolean is_read(gunichar character)
{
    return character >= PINYIN_FIRST && character <= PINYIN_LAST;
}

/* Whether WORD, of the table, begins the N characters of TEXT. */
static gboolean begins(const guint16 *word, const gunichar *text, guint n)
{
    if (word[0] > n)
        return FALSE;
    for (guint i = 0; i < word[0]; i++)
        if (word[1 + i] != text[i])
            return FALSE;
    return TRUE;
}

/* The longest word of the table that begins TEXT, or NULL. */
static const guint16 *find_word(const gunichar *text, guint n)
{
    const guint32 *at = &pinyin_words_at[text[0] - PINYIN_FIRST];
    for (guint32 i = at[0]; i < at[1]; i += 1 + 2u * pinyin_words[i])
        if (begins(&pinyin_words[i], text, n))
            return &pinyin_words[i];
    return NULL;
}

void pinyin_read(const gunichar *text, guint n, PinyinSyllable *syllables)
{
    for (guint i = 0; i < n;) {
        if (!is_read(text[i])) {
            syllables[i++] = 0;
            continue;
        }
        const guint16 *word = find_word(text + i, n - i);
        if (!word)
            syllables[i] = pinyin_readings[text[i] - PINYIN_FIRST];
        for (guint j = 0; word && j < word[0]; j++)
            syllables[i + j] = word[1 + word[0] + j];
        i += word ? word[0] : 1;
    }
}

const char *pinyin_letters(PinyinSyllable syllable)
{
    return syllable < n_pinyin_syllables ? pinyin_syllables[syllable] : "";
}
