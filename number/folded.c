#include "number/folded.h"

typedef struct {
    gunichar from, to;
    char first;     /* the ASCII character of FROM */
    gboolean steps; /* each next code point is the next ASCII character */
} Fold;

enum {
    VANISHES = 1,
    FOREIGN = 0,
};

/* Sorted by code point. */
static const Fold folds[] = {
    {0x0009, 0x000D, ' ', FALSE}, {0x0020, 0x007E, ' ', TRUE},       {0x0085, 0x0085, ' ', FALSE},
    {0x00A0, 0x00A0, ' ', FALSE}, {0x00AD, 0x00AD, VANISHES, FALSE}, {0x00D7, 0x00D7, 'X', FALSE},
    {0x2000, 0x200A, ' ', FALSE}, {0x200B, 0x200F, VANISHES, FALSE}, {0x2010, 0x2015, '-', FALSE},
    {0x202F, 0x202F, ' ', FALSE}, {0x2043, 0x2043, '-', FALSE},      {0x2044, 0x2044, '/', FALSE},
    {0x205F, 0x205F, ' ', FALSE}, {0x2060, 0x2060, VANISHES, FALSE}, {0x2212, 0x2212, '-', FALSE},
    {0x2215, 0x2215, '/', FALSE}, {0x2236, 0x2236, ':', FALSE},      {0x223C, 0x223C, '~', FALSE},
    {0x2500, 0x2501, '-', FALSE}, {0x2715, 0x2716, 'X', FALSE},      {0x2E3A, 0x2E3B, '-', FALSE},
    {0x3000, 0x3000, ' ', FALSE}, {0x301C, 0x301C, '~', FALSE},      {0x81F3, 0x81F3, '~', FALSE},
    {0xFE52, 0xFE52, '.', FALSE}, {0xFE55, 0xFE55, ':', FALSE},      {0xFE58, 0xFE58, '-', FALSE},
    {0xFE63, 0xFE63, '-', FALSE}, {0xFEFF, 0xFEFF, VANISHES, FALSE}, {0xFF01, 0xFF5E, '!', TRUE},
};

static char fold(gunichar c)
{
    size_t low = 0, high = G_N_ELEMENTS(folds);

    while (low < high) {
        size_t middle = (low + high) / 2;
        const Fold *f = &folds[middle];

        if (c > f->to)
            low = middle + 1;
        else if (c < f->from)
            high = middle;
        else
            return f->steps ? (char)(f->first + (char)(c - f->from)) : f->first;
    }
    return FOREIGN;
}

/* The folded character at TEXT and its width in bytes; FOREIGN for anything else, even if it is
 * not UTF-8. */
static char next(const char *text, size_t len, size_t *width)
{
    unsigned char lead = (unsigned char)text[0];
    gunichar c;

    *width = 1;
    if (lead > 0x20 && lead < 0x7F)
        return lead == '_' ? ' ' : (char)lead; /* GB_T_22239 in the names of files */
    if (lead < 0x80)
        return fold(lead);
    c = g_utf8_get_char_validated(text, (gssize)len);
    if (c >= (gunichar)-2)
        return FOREIGN;
    *width = (size_t)g_unichar_to_utf8(c, NULL);
    return fold(c);
}

void folded_fill(Folded *folded, const char *text, size_t len)
{
    size_t n = 0, at = 0, width;

    folded->whole = FALSE;
    for (; at < len; at += width) {
        char c = next(text + at, len - at, &width);

        if (c == FOREIGN || at + width > G_MAXUINT16)
            break;
        if (c == VANISHES || (c == ' ' && (n == 0 || folded->up[n - 1] == ' ')))
            continue;
        if (n == FOLDED_MAX)
            break;
        folded->as[n] = c;
        folded->up[n] = g_ascii_toupper(c);
        folded->start[n] = (guint16)at;
        folded->end[n] = (guint16)(at + width);
        n++;
    }
    folded->whole = at >= len;
    folded->up[n] = folded->as[n] = '\0';
    folded->n = n;
}
