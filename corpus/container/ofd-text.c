/* Text of OFD (GB/T 33190-2016, 11) → glyphs. Fonts are not read: TextCode has the characters, and
 * offsets their places. */
#include <math.h>
#include <string.h>

#include "corpus/container/ofd-reading.h"
#include "messages/messages.h"

/* Offsets between characters: numbers, of which "g N V" is N times V. The last one goes on. */
typedef struct {
    char *text; /* NULL: none */
    const char *at;
    double value;
    guint left;
} Offsets;

static gboolean next_offset(Offsets *offsets, double *value)
{
    double count = 1;
    offsets->at += strspn(offsets->at, OFD_BLANKS);
    if (offsets->left) {
        offsets->left--;
    } else if (*offsets->at) {
        gboolean group = *offsets->at == 'g';
        offsets->at += group;
        if ((group && !ofd_next_number(&offsets->at, &count)) ||
            !ofd_next_number(&offsets->at, &offsets->value) || count < 1 || count > floor(count))
            return FALSE;
        offsets->left = (guint)count - 1;
    }
    *value = offsets->value;
    return TRUE;
}

static Offsets read_offsets(const OfdReading *reading, const char *name)
{
    g_autofree char *text = office_attribute(reading->part, name);
    Offsets offsets = {.text = text && *text ? g_steal_pointer(&text) : NULL};
    offsets.at = offsets.text;
    return offsets;
}

static void turn(double *x, double *y, guint quarters)
{
    for (; quarters > 0; quarters--) {
        double old = *x;
        *x = -*y;
        *y = old;
    }
}

/* As wide as in most fonts, in ems. */
static double width_of(gunichar c)
{
    return c < 0x2000 ? 0.5 : 1;
}

/* C, or U+FFFD for what stands for a glyph of which the file does not tell the character: ¤ (11.3),
 * and what is for private use, but for the bullets of symbol fonts. */
static gunichar told(gunichar c)
{
    gboolean is_private =
        g_unichar_type(c) == G_UNICODE_PRIVATE_USE && !(c >= 0xf000 && c <= 0xf0ff);
    return c == 0xa4 || is_private ? OFD_UNTOLD : c;
}

/* Adds C at X, Y, from which the next one is ADVANCE away, 0: not told. */
static void add_glyph(OfdReading *reading, gunichar c, double x, double y, double advance)
{
    const PageMatrix *m = &reading->matrix, turned = {m->a, m->b, m->c, m->d, 0, 0};
    double width = width_of(c) * reading->size * reading->stretch,
           along_x = advance > 0 ? MIN(advance, width) : width;
    double along_y = 0, up_x = 0, up_y = -reading->size;
    turn(&along_x, &along_y, reading->char_turn);
    turn(&up_x, &up_y, reading->char_turn);
    page_matrix_apply(m, &x, &y);
    page_matrix_apply(&turned, &along_x, &along_y);
    page_matrix_apply(&turned, &up_x, &up_y);
    const OfdGlyph glyph = {told(c),        (float)x,    (float)y,   (float)along_x,
                            (float)along_y, (float)up_x, (float)up_y};
    g_array_append_val(reading->drawing->glyphs, glyph);
}

/* Adds the characters of TEXT. FALSE: what is to be their offsets is none. */
static gboolean add_text(OfdReading *reading, const char *text, Offsets *across, Offsets *down)
{
    double x = reading->x, y = reading->y;
    while (*text) {
        gunichar c = g_utf8_get_char(text);
        double dx = 0, dy = 0;
        text = g_utf8_next_char(text);
        if (*text && ((across->text && !next_offset(across, &dx)) ||
                      (down->text && !next_offset(down, &dy))))
            return FALSE;
        if (!g_unichar_iscntrl(c))
            add_glyph(reading, c, x, y, dx);
        if (!across->text && !down->text) {
            dx = reading->size * (reading->line_turn % 2 ? 1 : width_of(c) * reading->stretch);
            turn(&dx, &dy, reading->line_turn);
        }
        x += dx;
        y += dy;
    }
    return TRUE;
}

/* TEXT with what \hhhh stands for: what XML may not hold, and blanks. Those about a text that
 * stands on a line of its own are none of it. The caller frees. */
static char *resolve(GString *text)
{
    enum { DIGITS = 4 };
    GString *plain = g_string_sized_new(text->len);
    for (const char *p = strchr(text->str, '\n') ? g_strstrip(text->str) : text->str; *p;) {
        gunichar code = 0;
        guint digits = 0;
        while (*p == '\\' && digits < DIGITS && g_ascii_isxdigit(p[1 + digits]))
            code = code * 16 + (gunichar)g_ascii_xdigit_value(p[1 + digits++]);
        gboolean escaped = digits == DIGITS && code && g_unichar_validate(code);
        g_string_append_unichar(plain, escaped ? code : g_utf8_get_char(p));
        p = escaped ? p + 1 + DIGITS : g_utf8_next_char(p);
    }
    return g_string_free(plain, FALSE);
}

static gboolean read_code(OfdReading *reading, GError **error)
{
    /* where they are not told, those of the one before count */
    if (!ofd_read_numbers(reading, "X", &reading->x, 1, error) ||
        !ofd_read_numbers(reading, "Y", &reading->y, 1, error))
        return FALSE;
    Offsets across = read_offsets(reading, "DeltaX"), down = read_offsets(reading, "DeltaY");
    gboolean ok = office_read_text(reading->part, reading->text, error);
    g_autofree char *text = resolve(reading->text);
    ok = ok && ofd_hold(reading, reading->text->len, error);
    if (ok && !add_text(reading, text, &across, &down))
        ok = ofd_fail(reading, _("DeltaX or DeltaY are not numbers that are places on paper"), error);
    g_free(across.text);
    g_free(down.text);
    return ok;
}

static gboolean read_direction(const OfdReading *reading, const char *name, guint *quarters,
                               GError **error)
{
    double degrees = 0;
    if (!ofd_read_numbers(reading, name, &degrees, 1, error))
        return FALSE;
    *quarters = degrees >= 0 && degrees < 360 ? (guint)(degrees / 90) : 0;
    return 90.0 * *quarters >= degrees && degrees >= 0
               ? TRUE
               : ofd_fail(reading, _("a direction that is none"), error);
}

gboolean ofd_read_text(OfdReading *reading, GError **error)
{
    static const OfdElement codes[] = {{"TextCode", read_code}, {NULL, NULL}};
    if (!ofd_is_visible(reading))
        return ofd_leave_out(reading, error);
    reading->x = reading->y = reading->size = 0;
    reading->stretch = 1;
    return ofd_begin_object(reading, error) &&
           ofd_read_numbers(reading, "Size", &reading->size, 1, error) &&
           (reading->size > 0 || ofd_fail(reading, _("it has no Size"), error)) &&
           ofd_read_numbers(reading, "HScale", &reading->stretch, 1, error) &&
           read_direction(reading, "CharDirection", &reading->char_turn, error) &&
           read_direction(reading, "ReadDirection", &reading->line_turn, error) &&
           ofd_read_children(reading, codes, error);
}
