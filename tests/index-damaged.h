/* Files of an index, damaged at random. */
#ifndef TESTS_INDEX_DAMAGED_H
#define TESTS_INDEX_DAMAGED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/files/error.h"

/* Damages FILE, a map with HEADER bytes before its content, in TURNS ways and lets LOOK read it, which
 * says whether it could: what is damaged is refused or wrong, but nothing else. Returns how often it
 * was refused. */
static inline guint damage(const char *file, gsize header, int turns,
                    gboolean (*look)(const char *file, GError **error))
{
    g_autofree char *bytes = NULL;
    gsize len;
    guint refused = 0;
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    for (int turn = 0; turn < turns; turn++) {
        /* the header, what is named by the end of the file, anything */
        gsize from = turn % 4 == 1 ? len - 200 : 0, to = turn % 4 ? len : header;
        gsize at = (gsize)g_rand_int_range(random, (gint32)from, (gint32)to);
        char was = bytes[at];
        bytes[at] = (char)(was ^ 1 << turn % 8);
        gsize keep = turn % 5 == 3 ? (gsize)g_rand_int_range(random, 0, (gint32)len) : len;
        assert_true(g_file_set_contents(file, bytes, (gssize)keep, NULL));
        g_autoptr(GError) error = NULL;
        assert_true(look(file, &error) == (error == NULL));
        assert_true(!error || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
        refused += error != NULL;
        bytes[at] = was;
    }
    return refused;
}

#endif
