#include "commands/commands.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "corpus/table/column.h"
#include "libbiaosou/private.h"
#include "messages/messages.h"
#include "search/query/query.h"

#define MEND_DAMAGE N_("go back with `biaosou index rollback` or build the index again")

/* What a user can do about an error, and its exit status. */
static const struct {
    ExitStatus status;
    const char *hint; /* NULL: the message says it; %s is the folder */
} errors[] = {
    [BIAOSOU_USAGE] = {STATUS_USAGE, NULL},
    [BIAOSOU_QUERY] = {STATUS_USAGE, NULL},
    [BIAOSOU_MISSING] = {STATUS_INDEX, N_("make one with `biaosou index build -d %s FILE...`")},
    [BIAOSOU_GONE] = {STATUS_INDEX, MEND_DAMAGE},
    [BIAOSOU_DAMAGED] = {STATUS_INDEX, MEND_DAMAGE},
    [BIAOSOU_FORMAT] = {STATUS_INDEX, N_("build it again with `biaosou index build -d %s`")},
    [BIAOSOU_LOCKED] = {STATUS_INDEX, NULL},
    [BIAOSOU_WRITE] = {STATUS_FAILURE, NULL},
    [BIAOSOU_INPUT] = {STATUS_REJECTED, NULL},
    [BIAOSOU_STOPPED] = {STATUS_FAILURE, NULL},
    [BIAOSOU_REFUSED] = {STATUS_REFUSED,
                         N_("look at the sources; if it is meant, insist with --allow-shrink")},
    [BIAOSOU_LACKING] = {STATUS_REFUSED,
                         N_("mend the source, leave it out, or build without it: --allow-missing")},
    [BIAOSOU_FAILED] = {STATUS_FAILURE, NULL},
    [BIAOSOU_LATE] = {STATUS_FAILURE, NULL},
    [BIAOSOU_REMOTE] = {STATUS_INDEX, N_("look whether its xapian-tcpsrv runs; --partial answers without it")},
};

int command_failed(biaosou_status status, const char *dir)
{
    g_autoptr(GString) hint = g_string_new(NULL);
    const char *said = biaosou_error_message();
    if (errors[status].hint) {
        g_string_append_printf(hint, "%s%s", strchr(said, '\n') ? "\n  " : _("; "), _(errors[status].hint));
        g_string_replace(hint, "%s", dir, 0);
    }
    cli_error("%s%s", said, hint->str);
    return (int)errors[status].status;
}

int command_failed_query(biaosou_status status, const char *text, const char *dir)
{
    unsigned column = biaosou_error_column();
    if (status != BIAOSOU_QUERY)
        return command_failed(status, dir);
    if (column) {
        g_autofree char *caret = query_caret(text, column);
        cli_error("the query cannot be read, column %u: %s\n  %s\n  %s", column,
                  biaosou_error_message(), text, caret);
    } else {
        cli_error("the query cannot be read: %s", biaosou_error_message());
    }
    return STATUS_USAGE;
}

int command_failed_by(const GError *error, const char *dir)
{
    return command_failed(library_fail(g_error_copy(error)), dir);
}

/* Made before it is needed: a handler of a signal can say nothing else. */
static char *cut_short;

static void end_process(int number)
{
    (void)number;
    if (write(STDERR_FILENO, cut_short, strlen(cut_short)) >= 0)
        _exit(STATUS_INDEX);
    _exit(STATUS_INDEX);
}

void command_guard_maps(void)
{
    struct sigaction action = {.sa_handler = end_process};
    if (!cut_short)
        cut_short = g_strdup_printf(
            _("biaosou: a file of the index was cut short while it was read; `biaosou index check` says which, %s\n"),
            _(MEND_DAMAGE));
    sigaction(SIGBUS, &action, NULL);
}

void command_warn(const char *warning, const char *dir)
{
    if (warning)
        cli_error("warning: %s; `biaosou index build --force -d %s` builds it again", warning, dir);
}

gboolean command_open(const char *dir, OpenIndex *open, int *status)
{
    g_autofree char *folder = cli_index_dir(dir);
    *open = (OpenIndex){0};
    command_guard_maps();
    biaosou_status opened = biaosou_index_open(folder, &open->index);
    if (opened == BIAOSOU_OK)
        opened = biaosou_searcher_new(open->index, &open->searcher);
    if (opened != BIAOSOU_OK) {
        *status = command_failed(opened, folder);
        biaosou_index_free(open->index);
        return FALSE;
    }
    open->dir = g_steal_pointer(&folder);
    command_warn(biaosou_index_warning(open->index), open->dir);
    return TRUE;
}

gboolean command_open_quietly(OpenIndex *open)
{
    *open = (OpenIndex){.dir = cli_index_dir(NULL)};
    command_guard_maps();
    if (biaosou_index_open(open->dir, &open->index) == BIAOSOU_OK &&
        biaosou_searcher_new(open->index, &open->searcher) == BIAOSOU_OK)
        return TRUE;
    command_close(open);
    return FALSE;
}

void command_tell_missing(const OpenIndex *open)
{
    unsigned parts, missing = biaosou_searcher_missing(open->searcher, &parts);
    command_note_missing(missing, parts);
}

void command_note_missing(unsigned missing, unsigned parts)
{
    if (missing)
        cli_error("note: %u of the %u parts of the index have no server: their documents are missing here", missing, parts);
}

void command_close(OpenIndex *open)
{
    biaosou_searcher_free(open->searcher);
    biaosou_index_free(open->index);
    g_free(open->dir);
}

int command_find(const OpenIndex *open, char **words, biaosou_found **found)
{
    biaosou_status status = biaosou_find(open->searcher, (const char *const *)words, g_strv_length(words), found);
    if (status != BIAOSOU_QUERY)
        return status == BIAOSOU_OK ? STATUS_DONE : command_failed(status, open->dir);
    cli_error("the id cannot be read: %s", biaosou_error_message());
    return STATUS_USAGE;
}

int command_not_found(const biaosou_found *found, unsigned text)
{
    g_autoptr(GString) others = g_string_new(NULL);
    const char *near;
    for (unsigned i = 0; (near = biaosou_found_near(found, text, i)); i++)
        g_string_append_printf(others, "%s%s", i ? _(", ") : "", near);
    if (others->len)
        cli_error("no document '%s'; did you mean %s?", biaosou_found_text(found, text), others->str);
    else
        cli_error("no document '%s'", biaosou_found_text(found, text));
    return STATUS_NOTHING;
}

int command_write(const char *bytes, size_t len, void *file)
{
    return fwrite(bytes, 1, len, file) != len;
}

static void tell_unwritten(const char *name)
{
    cli_error("%s: cannot write: %s", name, g_strerror(errno));
}

gboolean command_since(const char *text, const char **day, unsigned *generation)
{
    char *end = NULL;
    gboolean marked = text && (*text == 'g' || *text == 'G');
    gint64 number = text ? g_ascii_strtoll(text + marked, &end, 10) : 0;
    gboolean is_number = text && *end == '\0' && end > text + marked;
    if (!text || !is_number || (!marked && number >= 1000)) {
        *day = text;
        return TRUE;
    }
    if (number < 1 || number > G_MAXUINT32) {
        cli_error("--since: there is no generation %s", text);
        return FALSE;
    }
    *generation = (unsigned)number;
    return TRUE;
}

FILE *command_output(const char *name)
{
    FILE *out = name && strcmp(name, "-") != 0 ? fopen(name, "we") : stdout;
    if (!out)
        tell_unwritten(name);
    return out;
}

char *command_ending(const char *name)
{
    const char *point = name ? strrchr(name, '.') : NULL;
    return point ? g_ascii_strdown(point + 1, -1) : NULL;
}

gboolean command_workbook_to_terminal(const char *name)
{
    gboolean lost = (!name || strcmp(name, "-") == 0) && isatty(STDOUT_FILENO);
    if (lost)
        cli_error("a workbook is nothing for a terminal: give --output FILE");
    return lost;
}

gboolean command_end_output(FILE *out, const char *name)
{
    if (out == stdout)
        return TRUE;
    gboolean failed = ferror(out);
    failed = fclose(out) != 0 || failed;
    if (failed)
        tell_unwritten(name);
    return !failed;
}

gboolean command_english(const char *format)
{
    gboolean json = strcmp(format, "json") == 0;
    if (!cli_language_is_given() && (json || strcmp(format, "csv") == 0))
        return json;
    return language_now() == LANGUAGE_EN;
}

gboolean command_colour(const char *when, FILE *stream, gboolean *colour)
{
    if (!when || strcmp(when, "auto") == 0)
        *colour = cli_colour(stream);
    else if (strcmp(when, "always") == 0)
        *colour = TRUE;
    else if (strcmp(when, "never") == 0)
        *colour = FALSE;
    else {
        cli_error("--color takes auto, always or never, not '%s'", when);
        return FALSE;
    }
    return TRUE;
}

void command_print_reject(FILE *out, const Reject *reject)
{
    g_autofree char *name = source_name(&reject->at);
    cli_print(out, "%s: %s\n", name, reject->reason);
}

gboolean command_map(char *const *maps)
{
    for (; maps && *maps; maps++) {
        if (column_add_given(*maps))
            continue;
        cli_error("--map: %s: write COLUMN=NAME, as in 文件代码=标准编号; NAME is the name of a column or a member of a "
                  "record: 标准编号, 标准名称, 状态, 发布日期, title_zh, scope_zh and others (biaosou-record(5))", *maps);
        return FALSE;
    }
    return TRUE;
}
