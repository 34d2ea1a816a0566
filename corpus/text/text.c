/* Bytes to clean lines. */
#include "corpus/text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "unicode/han.h"
#include "unicode/width.h"

/* C as it goes into clean text, 0 if it goes nowhere. */
static gunichar clean_char(gunichar c)
{
    if (c >= 0x20 && c < 0x7f)
        return c;
    if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) ||
        (c >= 0xff41 && c <= 0xff5a))
        return c - 0xfee0; /* full-width digits and letters */
    if (c >= 0x2f00 && c <= 0x2fd5) {
        gunichar buffer[4];
        return g_unichar_fully_decompose(c, TRUE, buffer, 4) == 1 ? buffer[0] : c;
    }
    if (c >= 0x2e80 && c < 0x2f00)
        return han_of_radical(c);
    if (c == '\t')
        return c;
    if (g_unichar_isspace(c) || c == 0x2800)
        return ' ';
    if (g_unichar_iscntrl(c) || c == 0x200b || c == 0x200c || c == 0x200d || c == 0xfeff ||
        c == 0x2060 || c == 0xad)
        return 0;
    if (g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
        return ' '; /* bullets of symbol fonts */
    return c;
}

gboolean text_is_cjk(gunichar c)
{
    return char_is_han(c) || (c >= 0x3000 && c <= 0x33ff) || (c >= 0xff00 && c <= 0xff60) ||
           (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xac00 && c <= 0xd7af) || c == 0x201c ||
           c == 0x201d || c == 0x2018 || c == 0x2019;
}

/* Decoding */

static char *convert(const char *bytes, size_t len, const char *encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);
    if (U_FAILURE(status))
        return NULL;
    size_t room = len + 16; /* no encoding here gives more UTF-16 units than it has bytes */
    UChar *units = g_new(UChar, room);
    int32_t count = ucnv_toUChars(converter, units, (int32_t)room, bytes, (int32_t)len, &status);
    ucnv_close(converter);
    char *text = g_malloc((size_t)count * 3 + 1);
    int32_t size = 0;
    u_strToUTF8WithSub(text, count * 3 + 1, &size, units, count, 0xfffd, NULL, &status);
    g_free(units);
    if (U_SUCCESS(status))
        return text;
    g_free(text);
    return NULL;
}

/* How many places of BYTES are not UTF-8, and how many characters beyond ASCII are. */
static void count_utf8(const char *bytes, size_t len, size_t *bad, size_t *good)
{
    const char *p = bytes, *end = bytes + len;
    *bad = *good = 0;
    while (p < end) {
        const char *stop;
        g_utf8_validate_len(p, (gsize)(end - p), &stop);
        for (; p < stop; p++)
            *good += (guint8)*p >= 0xc0;
        if (p < end) {
            ++*bad;
            p++;
        }
    }
}

/* UTF-16 without a mark: half of the bytes of its ASCII characters are zero. */
static const char *guess_utf16(const char *bytes, size_t len)
{
    size_t even = 0, odd = 0;
    for (size_t i = 0; i + 1 < MIN(len, 65536); i += 2) {
        even += bytes[i] == 0;
        odd += bytes[i + 1] == 0;
    }
    size_t some = MIN(len, 65536) / 40 + 1;
    return odd > some && even == 0 ? "UTF-16LE" : even > some && odd == 0 ? "UTF-16BE" : NULL;
}

char *text_decode(const char *bytes, size_t len, const char **encoding)
{
    *encoding = "UTF-8";
    if (len == 0) /* BYTES may be NULL then */
        return g_strdup("");
    size_t bad, good;
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return g_utf8_make_valid(bytes + 3, (gssize)len - 3);
    if (len >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
        return convert(bytes + 2, len - 2, *encoding = "UTF-16LE");
    if (len >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
        return convert(bytes + 2, len - 2, *encoding = "UTF-16BE");
    if (memchr(bytes, 0, len)) {
        const char *utf16 = guess_utf16(bytes, len);
        return utf16 ? convert(bytes, len, *encoding = utf16) : NULL;
    }
    count_utf8(bytes, len, &bad, &good);
    if (bad <= good / 100)
        return g_utf8_make_valid(bytes, (gssize)len);
    return convert(bytes, len, *encoding = "GB18030");
}

/* Lines */

void text_line_free(gpointer pointer)
{
    TextLine *line = pointer;
    g_free(line->text);
    g_free(line->layout);
    g_free(line);
}

/* So many columns the word or mark is wide that had no room: two Han characters. */
#define NO_ROOM 4

gboolean text_line_is_full(const TextLine *line, int full)
{
    return line->width >= (line->column ? line->column : full) - NO_ROOM;
}

/* The words of LAYOUT one space apart. */
static char *squeeze(const char *layout)
{
    GString *text = g_string_sized_new(strlen(layout));
    for (const char *p = layout; *p; p++)
        if (*p != ' ' || (text->len && text->str[text->len - 1] != ' '))
            g_string_append_c(text, *p);
    while (text->len && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

TextLine *text_line_new(const char *text, size_t len, unsigned number)
{
    GString *layout = g_string_sized_new(len);
    for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
        gunichar c = clean_char(g_utf8_get_char(p));
        if (c == '\t')
            g_string_append(layout, "        ");
        else if (c)
            g_string_append_unichar(layout, c);
    }
    TextLine *line = g_new0(TextLine, 1);
    line->layout = g_string_free(layout, FALSE);
    line->text = squeeze(line->layout);
    line->width = (int)text_columns(line->text, strlen(line->text));
    line->number = number;
    return line;
}

char *text_clean(const char *text)
{
    GString *clean = g_string_sized_new(strlen(text));
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = *p == '\n' ? '\n' : clean_char(g_utf8_get_char(p));
        if (c)
            g_string_append_unichar(clean, c == '\t' ? ' ' : c);
    }
    return g_string_free(clean, FALSE);
}

/* Where the line that starts at TEXT ends: LF, CR LF, CR, form feed, vertical tab, U+2028/2029. */
static const char *line_end(const char *text)
{
    for (;; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (c == 0 || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0x2028 ||
            c == 0x2029 || c == 0x85)
            return text;
    }
}

GPtrArray *text_split(const char *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(text_line_free);
    unsigned number = 1;
    gboolean blank = FALSE, new_page = FALSE;
    while (*text) {
        const char *end = line_end(text);
        TextLine *line = text_line_new(text, (size_t)(end - text), number);
        if (*line->text) {
            line->blank = blank;
            line->new_page = new_page;
            blank = new_page = FALSE;
            g_ptr_array_add(lines, line);
        } else {
            text_line_free(line);
            blank = blank || *end != '\f';
        }
        new_page = new_page || *end == '\f';
        number += *end == '\n' || (*end == '\r' && end[1] != '\n');
        text = *end ? g_utf8_next_char(end) : end;
        if (*end == '\r' && end[1] == '\n') {
            text++;
            number++;
        }
    }
    return lines;
}

gboolean text_wants_digits(const char *text)
{
    static const char *const ends[] = {"-", "/", ":", ".", "年", "月", "第", "—", "至", "为",
                                       "Amd", "AMD", "DAM", "Cor", "COR", "ISO", "IEC", NULL};
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(text, *end))
            return TRUE;
    return FALSE;
}
