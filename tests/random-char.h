/* Characters at random. */
#ifndef TESTS_RANDOM_CHAR_H
#define TESTS_RANDOM_CHAR_H

#include <glib.h>

/* Characters from the parts of Unicode that matter, and from anywhere. */
static inline gunichar random_char(GRand *rand)
{
    static const struct {
        gint32 first, last;
    } ranges[] = {
        {0x20, 0x7e},     {0x4e00, 0x9fff},   {0x4e00, 0x9fff},   {0x3040, 0x30ff},
        {0xff00, 0xffdf}, {0x300, 0x36f},     {0xac00, 0xd7a3},   {0x1100, 0x11ff},
        {0xa0, 0x24f},    {0x20000, 0x2a6df}, {0x2e80, 0x2fd5},   {0x2000, 0x214f},
        {0x370, 0x52f},   {0x3200, 0x33ff},   {0xf900, 0xfaff},   {0xfe00, 0xfe0f},
        {0x900, 0xdff},   {1, 0xd7ff},        {0xe000, 0x10fffd},
    };
    guint range = (guint)g_rand_int_range(rand, 0, G_N_ELEMENTS(ranges));
    return (gunichar)g_rand_int_range(rand, ranges[range].first, ranges[range].last + 1);
}

#endif
