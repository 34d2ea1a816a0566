/* Cases as text: a file of lines with tabs between their columns; # begins a comment. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Gives what the columns of a line but the last tell, which the last says in words; caller frees. */
typedef char *(*Tell)(char **columns);

/* \n \r \t \f \v \\, \s (a space), \xHH (a byte) and \uHHHH (a character) in TEXT. In place; returns
 * how many bytes it has then: one may be NUL. */
static inline size_t cases_unescape(char *text)
{
    static const char names[] = "nrtfvs\\", bytes[] = "\n\r\t\f\v \\";
    char *to = text;
    for (const char *p = text; *p;) {
        const char *name = p[0] == '\\' && p[1] ? strchr(names, p[1]) : NULL;
        guint digits = p[0] != '\\' ? 0 : p[1] == 'x' ? 2 : p[1] == 'u' ? 4 : 0;
        if (digits) {
            g_autofree char *code = g_strndup(p + 2, digits);
            gunichar c = (gunichar)strtoul(code, NULL, 16);
            if (digits == 2)
                *to++ = (char)c;
            else
                to += g_unichar_to_utf8(c, to);
            p += 2 + digits;
        } else if (name) {
            *to++ = bytes[name - names];
            p += 2;
        } else {
            *to++ = *p++;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

/* Fails unless TELL gives the last of the COLUMNS of each line of tests/cases/NAME. */
static inline void cases_run(const char *name, guint columns, Tell tell)
{
    const char *tests = getenv("TESTS_DIR");
    g_autofree char *file = g_build_filename(tests ? tests : "tests", "cases", name, NULL);
    g_autofree char *text = NULL;
    int count = 0, wrong = 0;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (*lines[i] == '#' || !*lines[i])
            continue;
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(cells) != columns)
            fail_msg("%s:%u: not %u columns", name, i + 1, columns);
        g_autofree char *told = tell(cells);
        if (strcmp(told, cells[columns - 1]) != 0) {
            print_error("%s:%u: %s\n  gives    \"%s\"\n", name, i + 1, lines[i], told);
            wrong++;
        }
        count++;
    }
    assert_int_equal(wrong, 0);
    assert_true(count > 5);
}

#endif
