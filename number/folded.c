#include "number/folded.h"

#include <string.h>

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
    {0x0009, 0x000D, ' ', FALSE},      {0x0020, 0x007E, ' ', TRUE},
    {0x0085, 0x0085, ' ', FALSE},      {0x00A0, 0x00A0, ' ', FALSE},
    {0x00AD, 0x00AD, VANISHES, FALSE}, {0x00D7, 0x00D7, 'X', FALSE},
    {0x2000, 0x200A, ' ', FALSE},      {0x200B, 0x200F, VANISHES, FALSE},
    {0x2010, 0x2015, '-', FALSE},      {0x202F, 0x202F, ' ', FALSE},
    {0x2043, 0x2043, '-', FALSE},      {0x2044, 0x2044, '/', FALSE},
    {0x205F, 0x205F, ' ', FALSE},      {0x2060, 0x2060, VANISHES, FALSE},
    {0x2212, 0x2212, '-', FALSE},      {0x2215, 0x2215, '/', FALSE},
    {0x2236, 0x2236, ':', FALSE},      {0x223C, 0x223C, '~', FALSE},
    {0x2500, 0x2501, '-', FALSE},      {0x2715, 0x2716, 'X', FALSE},
    {0x2E3A, 0x2E3B, '-', FALSE},      {0x3000, 0x3000, ' ', FALSE},
    {0x3001, 0x3001, ',', FALSE},      {0x301C, 0x301C, '~', FALSE},
    {0x81F3, 0x81F3, '~', FALSE},      {0xFE52, 0xFE52, '.', FALSE},
    {0xFE55, 0xFE55, ':', FALSE},      {0xFE58, 0xFE58, '-', FALSE},
    {0xFE63, 0xFE63, '-', FALSE},      {0xFEFF, 0xFEFF, VANISHES, FALSE},
    {0xFF01, 0xFF5E, '!', TRUE},
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

/* The character that %2F or %E2%80%94 at TEXT stands for, and its width; 0 if it is no such form.
 */
static gunichar escaped(const char *text, size_t len, size_t *width)
{
    char bytes[4];
    size_t n = 0;
    gunichar c;

    while (n < sizeof bytes && len >= 3 * n + 3 && text[3 * n] == '%' &&
           g_ascii_isxdigit(text[3 * n + 1]) && g_ascii_isxdigit(text[3 * n + 2])) {
        bytes[n] = (char)(g_ascii_xdigit_value(text[3 * n + 1]) * 16 +
                          g_ascii_xdigit_value(text[3 * n + 2]));
        n++;
    }
    c = n > 0 ? g_utf8_get_char_validated(bytes, (gssize)n) : (gunichar)-1;
    if (c == (gunichar)-1 && n > 0 && (unsigned char)bytes[0] < 0x80)
        c = (unsigned char)bytes[0];
    if (c >= (gunichar)-2 || c < 0x20)
        return 0;
    *width = 3 * (size_t)g_unichar_to_utf8(c, NULL);
    return c;
}

/* Whether the + at TEXT begins a supplement (+AMD1:2019, +A1); else it is a space. */
static gboolean adds_supplement(const char *text, size_t len)
{
    static const char *const names[] = {"A", "AC", "AMD", "COR", "C"};
    size_t n = 1;

    while (len > 1 && text[1] == ' ') {
        text++;
        len--;
    }
    while (n < len && n <= 3 && g_ascii_isalpha(text[n]))
        n++;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (n > 1 && strlen(names[i]) == n - 1 &&
            g_ascii_strncasecmp(text + 1, names[i], n - 1) == 0)
            return n < len && strchr("0123456789 .:", text[n]) != NULL && text[n] != '\0';
    return FALSE;
}

/* The folded character at TEXT and its width in bytes; FOREIGN for anything else, even if it is
 * not UTF-8. */
static char next(const char *text, size_t len, size_t *width)
{
    unsigned char lead = (unsigned char)text[0];
    gunichar c;

    *width = 1;
    if (lead == '%' && (c = escaped(text, len, width)) != 0)
        return fold(c);
    if (lead == '+')
        return adds_supplement(text, len) ? '+' : ' ';
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

typedef struct {
    const char *words;
    char after; /* '0': only between digits; another: only after that character; NUL: anywhere */
    char folded;
} Word;

/* What is a character of a number in its place only, longest first. */
static const Word words[] = {
    {"一", '0', '-'},
    {"ー", '0', '-'},
    {"ㄧ", '0', '-'},
    {"ｰ", '0', '-'},
    {"ˉ", '0', '-'},
    {"¯", '0', '-'},
    {"·", '0', '.'},
    {"。", '0', '.'},
    {"年局部修订版", '\0', FOLDED_EDITION},
    {"年局部修订", '\0', FOLDED_EDITION},
    {"年修订版", '\0', FOLDED_EDITION},
    {"年版", '\0', FOLDED_EDITION},
    {"年", '\0', FOLDED_YEAR},
    {"第", '\0', FOLDED_ORDINAL},
    {"号修改单", '\0', FOLDED_SHEET},
    {"一", FOLDED_ORDINAL, '1'},
    {"二", FOLDED_ORDINAL, '2'},
    {"三", FOLDED_ORDINAL, '3'},
    {"四", FOLDED_ORDINAL, '4'},
    {"五", FOLDED_ORDINAL, '5'},
    {"含", '(', FOLDED_WITH},
};

/* Whose specifications of metrology are numbered apart: JJG(交通) 070-2006. */
static const char *const departments[] = {
    "交通", "机械",   "石油", "航空", "铁道", "化工",    "电子", "纺织", "轻工",     "冶金",
    "建材", "核工业", "兵工", "船舶", "航天", "电力",    "地质", "邮电", "通信",     "海洋",
    "气象", "水利",   "烟草", "建设", "民航", "医药",    "煤炭", "地震", "测绘",     "公安",
    "教委", "粮食",   "铁路", "卫生", "农业", "林业",    "教育", "广电", "有色金属", "石化",
    "军工", "环保",   "质检", "国防", "矿山", "安全生产"};
enum { FIRST_DEPARTMENT = 0x80 };
G_STATIC_ASSERT(FIRST_DEPARTMENT + G_N_ELEMENTS(departments) <= 0xFF);

const char *folded_department(char c)
{
    guint i = (guchar)c - (guint)FIRST_DEPARTMENT;
    return (guchar)c >= FIRST_DEPARTMENT && i < G_N_ELEMENTS(departments) ? departments[i] : NULL;
}

/* The department in parentheses at TEXT, as a folded character; its length in *WIDTH. FOREIGN:
 * none. */
static char next_department(const Folded *f, const char *text, size_t len, size_t *width)
{
    for (size_t i = 0; f->n > 0 && f->up[f->n - 1] == '(' && i < G_N_ELEMENTS(departments); i++) {
        size_t n = strlen(departments[i]);
        size_t mark;

        if (n < len && memcmp(text, departments[i], n) == 0 &&
            next(text + n, len - n, &mark) == ')') {
            *width = n;
            return (char)(FIRST_DEPARTMENT + i);
        }
    }
    return FOREIGN;
}

static gboolean fits(const Word *word, const Folded *f, const char *rest, size_t len)
{
    char before = f->n > 0 ? f->up[f->n - 1] : '\0';
    size_t width;
    char after;

    if (word->after == '\0' || word->after == before)
        return TRUE;
    if (word->after != '0' || !g_ascii_isdigit(before) || len == 0)
        return FALSE;
    after = next(rest, len, &width);
    return g_ascii_isdigit(after);
}

/* As next(), where what is folded so far decides. */
static char next_word(const Folded *f, const char *text, size_t len, size_t *width)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t n = strlen(words[i].words);

        if (n <= len && text[0] == words[i].words[0] && memcmp(text, words[i].words, n) == 0 &&
            fits(&words[i], f, text + n, len - n)) {
            *width = n;
            return words[i].folded;
        }
    }
    return next_department(f, text, len, width);
}

void folded_fill(Folded *folded, const char *text, size_t len)
{
    size_t n = 0, at = 0, width;

    folded->whole = FALSE;
    folded->n = 0;
    for (; at < len; at += width) {
        char c = next(text + at, len - at, &width);

        if (c == FOREIGN)
            c = next_word(folded, text + at, len - at, &width);
        if (c == FOREIGN || at + width > G_MAXUINT16)
            break;
        if (c == VANISHES || (c == ' ' && (n == 0 || folded->up[n - 1] == ' ')) ||
            (c == '-' && n > 0 && folded->up[n - 1] == '-'))
            continue;
        if (n == FOLDED_MAX)
            break;
        folded->as[n] = c;
        folded->up[n] = g_ascii_toupper(c);
        folded->start[n] = (guint16)at;
        folded->end[n] = (guint16)(at + width);
        folded->n = ++n;
    }
    folded->whole = at >= len;
    folded->up[n] = folded->as[n] = '\0';
}

/* The digit that C may be, or NUL. */
static char misread(char c)
{
    return c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' || c == '|' ? '1' : '\0';
}

static void put(Folded *f, size_t i, char c)
{
    f->as[i] = f->up[i] = c;
}

/* ISO and IEC at AT, with digits among their letters. */
static gboolean correct_body(Folded *f, size_t at)
{
    static const char *const bodies[] = {"ISO", "IEC"};

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        gboolean wrong = FALSE;
        size_t k;

        for (k = 0; k < 3; k++) {
            char c = f->up[at + k], want = bodies[i][k];

            if (c == want)
                continue;
            if (!((want == 'I' && (c == '1' || c == 'L')) || (want == 'O' && c == '0')))
                break;
            wrong = TRUE;
        }
        if (k < 3 || !wrong || g_ascii_isalnum(f->up[at + 3]))
            continue;
        for (k = 0; k < 3; k++)
            put(f, at + k, bodies[i][k]);
        return TRUE;
    }
    return FALSE;
}

/* Whether marks of a number and digits stand on both sides: the l of 1.l-2009. */
static gboolean between_marks(const Folded *f, size_t i)
{
    return i >= 2 && strchr(".-", f->up[i - 1]) != NULL && g_ascii_isdigit(f->up[i - 2]) &&
           f->up[i + 1] != '\0' && strchr(".-:", f->up[i + 1]) != NULL &&
           g_ascii_isdigit(f->up[i + 2]);
}

/* GB/T with a digit among its letters: 6B/T, G8/T. */
static gboolean correct_national(Folded *f)
{
    gboolean wrong = (f->up[0] == '6' && f->up[1] == 'B') || (f->up[0] == 'G' && f->up[1] == '8');

    if (!wrong || f->up[2] != '/' || f->up[3] != 'T' || g_ascii_isalpha(f->up[4]))
        return FALSE;
    put(f, 0, 'G');
    put(f, 1, 'B');
    return TRUE;
}

gboolean folded_correct(Folded *f)
{
    gboolean changed = f->n > 3 && (correct_body(f, 0) || correct_national(f));

    if (f->n > 7 && f->up[3] == '/')
        changed |= correct_body(f, 4);
    for (size_t i = 1; i < f->n; i++) {
        char digit = misread(f->as[i]), before = f->up[i - 1], after = f->up[i + 1];

        if (digit == '\0' || g_ascii_isalpha(before) ||
            (g_ascii_isalpha(after) && misread(f->as[i + 1]) == '\0'))
            continue;
        if (!g_ascii_isdigit(before) && !g_ascii_isdigit(after) && misread(f->as[i + 1]) == '\0' &&
            !between_marks(f, i))
            continue;
        put(f, i, digit);
        changed = TRUE;
    }
    return changed;
}
