/* Writes the characters of GB/T 2312 by their sound as C source to standard output; run at build
 * time.
 *
 * The sound is the reading that ICU's Han-Latin transliterator gives for the character alone, without
 * its tone, and with what many speakers do not tell apart made one: zh and z, ch and c, sh and s, and
 * the endings -eng and -en, -ing and -in. ICU's data is used here and never at run time, where it is
 * slow to open.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define FIRST_ROW 0xb0 /* where the rows of Han characters begin and end */
#define LAST_ROW 0xf7
#define FIRST_CELL 0xa1
#define LAST_CELL 0xfe
#define MAX_CHARACTERS ((LAST_ROW - FIRST_ROW + 1) * (LAST_CELL - FIRST_CELL + 1))

typedef struct {
    UChar character;
    char sound[16];
} Entry;

static Entry entries[MAX_CHARACTERS];
static int n_entries;

static void check(UErrorCode status, const char *what)
{
    if (U_FAILURE(status)) {
        fprintf(stderr, "make-sound-table: %s: %s\n", what, u_errorName(status));
        exit(1);
    }
}

/* Drops what speakers do not tell apart from SOUND. */
static void merge(char *sound)
{
    size_t len = strlen(sound);
    if (strchr("zcs", sound[0]) && sound[1] == 'h')
        memmove(sound + 1, sound + 2, len-- - 1);
    if (len > 3 - 1 && (strcmp(sound + len - 3, "eng") == 0 || strcmp(sound + len - 3, "ing") == 0))
        sound[len - 1] = '\0';
}

static void add(UTransliterator *reader, UChar character)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[32] = {character};
    int32_t len = 1, limit = 1;
    utrans_transUChars(reader, text, &len, 32, 0, &limit, &status);
    check(status, "the reading of a character");
    if (len < 1 || len > 8 || text[0] >= 0x80)
        return;
    Entry *entry = &entries[n_entries++];
    entry->character = character;
    u_UCharsToChars(text, entry->sound, len);
    merge(entry->sound);
}

static void read_characters(void)
{
    UErrorCode status = U_ZERO_ERROR;
    static const char rules[] = "Han-Latin; Latin-ASCII";
    UChar id[sizeof rules];
    u_charsToUChars(rules, id, sizeof rules);
    UTransliterator *reader = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    check(status, rules);
    UConverter *decoder = ucnv_open("GB2312", &status);
    check(status, "GB2312");
    for (int row = FIRST_ROW; row <= LAST_ROW; row++)
        for (int cell = FIRST_CELL; cell <= LAST_CELL; cell++) {
            char bytes[2] = {(char)row, (char)cell};
            UChar decoded[4];
            UErrorCode bad = U_ZERO_ERROR;
            int32_t len = ucnv_toUChars(decoder, decoded, 4, bytes, 2, &bad);
            if (U_SUCCESS(bad) && len == 1 && decoded[0] >= 0x4e00 && decoded[0] < 0xa000)
                add(reader, decoded[0]);
        }
    ucnv_close(decoder);
    utrans_close(reader);
}

static int by_sound(const void *first, const void *second)
{
    const Entry *a = first, *b = second;
    int order = strcmp(a->sound, b->sound);
    return order != 0 ? order : (int)a->character - (int)b->character;
}

int main(void)
{
    read_characters();
    qsort(entries, (size_t)n_entries, sizeof *entries, by_sound);
    puts("/* Made by make-sound-table. */\n#include \"tokenizer/sound-table.h\"\n");
    printf("const guint16 sound_characters[] = {");
    for (int i = 0; i < n_entries; i++)
        printf("%s%s0x%04x,", i && strcmp(entries[i].sound, entries[i - 1].sound) != 0 ? "0," : "",
               i % 12 ? "" : "\n    ", entries[i].character);
    printf("\n};\nconst guint n_sound_characters = G_N_ELEMENTS(sound_characters);\n");
    return fflush(stdout) || ferror(stdout);
}
