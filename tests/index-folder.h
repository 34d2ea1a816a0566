/* A folder of its own for the tests of a program, and the index that commands make in it. */
#ifndef TESTS_INDEX_FOLDER_H
#define TESTS_INDEX_FOLDER_H

#include <stdarg.h>
#include <stdlib.h>

#include "indexer/files/file-writer.h"

/* The folder, and the index in it. */
static char *folder, *index_folder;

static inline void folder_make(void)
{
    folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    index_folder = g_build_filename(folder, "I", NULL);
}

/* A group's tear-down. */
static inline int folder_remove(void **state)
{
    (void)state;
    file_remove_tree(folder);
    g_free(index_folder);
    g_free(folder);
    return 0;
}

/* `biaosou index COMMAND` of the index, with the arguments that follow, up to NULL. Returns 0 if it goes
 * well. */
G_GNUC_NULL_TERMINATED
static inline int index_run(const char *command, ...)
{
    g_autoptr(GString) line = g_string_new(NULL);
    const char *first[] = {g_getenv("BIAOSOU"), "index", command, "-d", index_folder};
    va_list more;
    va_start(more, command);
    for (size_t i = 0;; i++) {
        const char *word = i < G_N_ELEMENTS(first) ? first[i] : va_arg(more, const char *);
        if (!word)
            break;
        g_autofree char *quoted = g_shell_quote(word);
        g_string_append_printf(line, "%s ", quoted);
    }
    va_end(more);
    g_string_append(line, "2>/dev/null");
    return system(line->str);
}

#endif
