/* biaosou-pages: reads a file with pages (PDF) from standard input, in a process of its own, since such files and
 * the libraries that read them are not to be trusted; writes what it holds to standard output, each as a line
 * of JSON:
 *   ["line", text, page, first]     a line of text; FIRST: of its page
 *   ["grid", columns]               a table, whose rows follow
 *   ["row", [cell…], page, first]
 *   ["error", code, message]        a READER_ERROR's, and nothing else
 *   ["end"]
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <jansson.h>

#include "corpus/container/pdf.h"

#define SECONDS_MOST 300
#define MEMORY_MOST ((rlim_t)2 << 30)
#define FILES_MOST 64
#ifdef __has_feature /* clang's */
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif
#define INPUT_MOST ((size_t)256 << 20)

static void limit(int what, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(what, &limit) != 0)
        return;
    limit.rlim_max = MIN(limit.rlim_max, most);
    limit.rlim_cur = MIN(limit.rlim_cur, limit.rlim_max);
    setrlimit(what, &limit);
}

/* Nothing may be written but to what is open, and no program run: fonts and their tables are read. Where the
 * kernel has no Landlock, the limits alone hold. */
static void confine(void)
{
    limit(RLIMIT_CPU, SECONDS_MOST);
    if (!SANITIZED) /* whose shadow of the memory is larger than any limit */
        limit(RLIMIT_AS, MEMORY_MOST);
    limit(RLIMIT_NOFILE, FILES_MOST);
    limit(RLIMIT_CORE, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const struct landlock_ruleset_attr writes = {
        .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                             LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                             LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                             LANDLOCK_ACCESS_FS_MAKE_SYM};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &writes, sizeof writes, 0);
    if (rules < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    (void)syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

static GBytes *read_input(void)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    guint8 block[1 << 16];
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof block)) != 0) {
        if (n < 0 && errno != EINTR)
            return NULL;
        if (n > 0)
            g_byte_array_append(all, block, (guint)n);
        if (all->len > INPUT_MOST)
            return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&all));
}

static void put(json_t *array)
{
    json_dumpf(array, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(array);
}

static void put_row(const TextLine *line)
{
    json_t *cells = json_array();
    char **row = line->grid->rows->pdata[line->row];
    for (; *row; row++)
        json_array_append_new(cells, json_string(*row));
    put(json_pack("[s, o, i, b]", "row", cells, (int)line->page, line->new_page));
}

static void put_document(const Document *document)
{
    const Grid *grid = NULL;
    for (guint i = 0; i < document->lines->len; i++) {
        const TextLine *line = document->lines->pdata[i];
        if (line->grid && line->grid != grid)
            put(json_pack("[s, i]", "grid", (int)line->grid->columns));
        grid = line->grid;
        if (grid)
            put_row(line);
        else
            put(json_pack("[s, s, i, b]", "line", line->layout, (int)line->page, line->new_page));
    }
    put(json_pack("[s]", "end"));
}

int main(void)
{
    g_autoptr(GError) error = NULL;
    confine();
    g_autoptr(GBytes) input = read_input();
    g_autoptr(Document) document = input ? pdf_read(input, &error) : NULL;
    if (document)
        put_document(document);
    else
        put(json_pack("[s, i, s]", "error", error ? error->code : READER_ERROR_IO,
                      error ? error->message : "it cannot be read"));
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
