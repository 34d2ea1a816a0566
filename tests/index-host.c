/* Changing an index from within another program: it keeps its signals, limits and children, and a
 * change that was stopped does not hinder the next. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/files/file-writer.h"
#include "indexer/write/change.h"

typedef struct {
    char *folder, *index;
    GPtrArray *files;
} Place;

static Place place_new(void)
{
    Place place = {.folder = g_dir_make_tmp("biaosou-XXXXXX", NULL),
                   .files = g_ptr_array_new_with_free_func(g_free)};
    char *file = g_build_filename(place.folder, "a.jsonl", NULL);
    place.index = g_build_filename(place.folder, "index", NULL);
    g_ptr_array_add(place.files, file);
    assert_true(g_file_set_contents(file, "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"猫\"}\n", -1, NULL));
    return place;
}

static void place_free(Place *place)
{
    file_remove_tree(place->folder);
    g_free(place->folder);
    g_free(place->index);
    g_ptr_array_unref(place->files);
}

static gboolean build(const Place *place, const Stop *stop, ChangeResult *result, GError **error)
{
    ChangeOptions options = {.dir = place->index,
                             .files = place->files,
                             .jobs = 2,
                             .force = TRUE,
                             .keep = -1,
                             .max_rejects = G_MAXUINT64,
                             .stop = stop};
    return change_build(&options, result, error);
}

static void stopped_and_again(void **state)
{
    (void)state;
    Place place = place_new();
    static const struct {
        int why;
        const char *says;
    } stops[] = {{SIGTERM, "stopped by signal 15"}, {STOP_ASKED, "stopped; the index is as it was"}};
    Stop stop = {0};
    ChangeResult result;
    g_autoptr(GError) error = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(stops); i++) {
        stop.signal = stops[i].why;
        assert_false(build(&place, &stop, &result, &error));
        assert_true(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_STOPPED));
        assert_non_null(strstr(error->message, stops[i].says));
        g_clear_error(&error);
    }
    stop.signal = 0;
    assert_true(build(&place, &stop, &result, &error));
    assert_int_equal(result.documents, 1);
    assert_true(build(&place, NULL, &result, &error));
    place_free(&place);
}

static void host_handler(int number)
{
    (void)number;
}

static void host_is_left_alone(void **state)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGXFSZ, SIGBUS};
    (void)state;
    Place place = place_new();
    ChangeResult result;
    struct rlimit before, after;
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
        signal(signals[i], host_handler);
    getrlimit(RLIMIT_NOFILE, &before);
    pid_t child = fork();
    if (child == 0)
        _exit(7);
    assert_true(build(&place, NULL, &result, NULL));
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 7);
    getrlimit(RLIMIT_NOFILE, &after);
    assert_int_equal(before.rlim_cur, after.rlim_cur);
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
        assert_true(signal(signals[i], SIG_DFL) == host_handler);
    place_free(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stopped_and_again),
        cmocka_unit_test(host_is_left_alone),
    };
    return cmocka_run_group_tests_name("a host", tests, NULL, NULL);
}
