/* Bytes to clean lines. */
#include "corpus/text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

/* CJK radicals that PDF fonts give in place of the characters and that no Unicode normalization
 * changes (Kangxi radicals, U+2F00–2FD5, are changed by NFKC). */
static const struct {
    gunichar radical, character;
} radicals[] = {
    {0x2e81, 0x5382}, {0x2e83, 0x4e5a}, {0x2e8b, 0x353e}, {0x2e9f, 0x6bcd}, {0x2ea0, 0x6c11},
    {0x2eac, 0x793a}, {0x2eae, 0x7af9}, {0x2eb3, 0x7f51}, {0x2eb6, 0x7f8a}, {0x2eb8, 0x7f8a},
    {0x2ebc, 0x8089}, {0x2ec1, 0x864e}, {0x2ec4, 0x897f}, {0x2ec5, 0x89c1}, {0x2ec6, 0x89d2},
    {0x2ec9, 0x8d1d}, {0x2eca, 0x8db3}, {0x2ecb, 0x8f66}, {0x2ed1, 0x957f}, {0x2ed2, 0x9578},
    {0x2ed3, 0x957f}, {0x2ed4, 0x95e8}, {0x2ed7, 0x96e8}, {0x2ed8, 0x9752}, {0x2ed9, 0x97e6},
    {0x2eda, 0x9875}, {0x2edb, 0x98ce}, {0x2edc, 0x98de}, {0x2edd, 0x98df}, {0x2ee2, 0x9a6c},
    {0x2ee3, 0x9aa8}, {0x2ee4, 0x9b3c}, {0x2ee5, 0x9c7c}, {0x2ee6, 0x9e1f}, {0x2ee7, 0x5364},
    {0x2ee8, 0x9ea6}, {0x2ee9, 0x9ec4}, {0x2eea, 0x9efe}, {0x2eeb, 0x6589}, {0x2eec, 0x9f50},
    {0x2eed, 0x6b6f}, {0x2eee, 0x9f7f}, {0x2eef, 0x7adc}, {0x2ef0, 0x9f99}, {0x2ef3, 0x9f9f},
};

static gunichar fold_radical(gunichar c)
{
    gunichar buffer[4];
    if (c >= 0x2f00 && c <= 0x2fd5)
        return g_unichar_fully_decompose(c, TRUE, buffer, 4) == 1 ? buffer[0] : c;
    for (size_t i = 0; i < G_N_ELEMENTS(radicals); i++)
        if (radicals[i].radical == c)
            return radicals[i].character;
    return c;
}

/* C as it goes into clean text, 0 if it goes nowhere. */
static gunichar clean_char(gunichar c)
{
    if (c >= 0x20 && c < 0x7f)
        return c;
    if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) ||
        (c >= 0xff41 && c <= 0xff5a))
        return c - 0xfee0; /* full-width digits and letters */
    if (c >= 0x2e80 && c <= 0x2fd5)
        return fold_radical(c);
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

gboolean text_is_han(gunichar c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3007 ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

gboolean text_is_cjk(gunichar c)
{
    return text_is_han(c) || (c >= 0x3000 && c <= 0x33ff) || (c >= 0xff00 && c <= 0xff60) ||
           (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xac00 && c <= 0xd7af) || c == 0x201c ||
           c == 0x201d || c == 0x2018 || c == 0x2019;
}

int text_width(const char *text, gssize len)
{
    int width = 0;
    const char *end = text + (len < 0 ? (gssize)strlen(text) : len);
    for (const char *p = text; p < end; p = g_utf8_next_char(p))
        width += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
    return width;
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
    size_t bad, good;
    *encoding = "UTF-8";
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

static TextLine *new_line(const char *text, size_t len, unsigned number)
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
    line->width = text_width(line->text, -1);
    line->number = number;
    return line;
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
        TextLine *line = new_line(text, (size_t)(end - text), number);
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
