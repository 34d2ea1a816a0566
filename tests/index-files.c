/* Manifests, record maps and pools by themselves: round trips, damaged bytes, workers that die. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "indexer/index.h"
#include "indexer/manifest.h"
#include "indexer/pool.h"
#include "indexer/record-map.h"

static void manifest_round_trip(void **state)
{
    (void)state;
    g_autoptr(Manifest) manifest = manifest_new();
    manifest->generation = 7;
    manifest->documents = 2;
    manifest->created = g_strdup("2024-01-01T00:00:00Z");
    manifest->command = g_strdup("update");
    manifest->icu = g_strdup("72.1");
    manifest_add_shard(manifest, &(ManifestShard){(char *)"u-1", 3, 1, {1, 2, 3}, {4, 5, 6}});
    manifest_add_source(manifest, &(ManifestSource){(char *)"a", (char *)"/\xb1\xea", 9,
                                                    (char *)"00", 3, 1, TRUE});
    g_autofree char *text = manifest_to_json(manifest);
    g_autoptr(Manifest) copy = manifest_parse("m", text, strlen(text), NULL);
    assert_non_null(copy);
    g_autofree char *again = manifest_to_json(copy);
    assert_string_equal(text, again);
    assert_string_equal(((ManifestSource *)copy->sources->pdata[0])->path, "/\xb1\xea");
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    gsize len = strlen(text);
    for (int i = 0; i < 3000; i++) { /* no crash, and never neither a manifest nor an error */
        g_autofree char *bad = g_memdup2(text, len + 1);
        bad[g_rand_int_range(random, 0, (gint32)len)] = (char)g_rand_int_range(random, 0, 256);
        g_autoptr(GError) error = NULL;
        g_autoptr(Manifest) parsed =
            manifest_parse("m", bad, i % 2 ? len : (gsize)g_rand_int_range(random, 0, (gint32)len),
                           &error);
        assert_true((parsed == NULL) == (error != NULL));
    }
}

static void record_map_damage(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "records.map", NULL);
    g_autoptr(RecordMapWriter) writer = record_map_writer_new(file, NULL);
    for (guint32 i = 0; i < 4000; i++)
        assert_true(record_map_writer_add(writer, (const guint8 *)&i, sizeof i, NULL));
    assert_true(record_map_writer_finish(writer, NULL));
    g_autofree char *bytes = NULL;
    gsize len, got;
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    for (int turn = 0; turn < 300; turn++) {
        g_autofree char *bad = g_memdup2(bytes, len);
        if (turn)
            bad[g_rand_int_range(random, 0, (gint32)len)] ^= (char)(1 << turn % 8);
        gssize keep = turn % 3 == 1 ? g_rand_int_range(random, 0, (gint32)len) : (gssize)len;
        assert_true(g_file_set_contents(file, bad, keep, NULL));
        g_autoptr(RecordMap) map = record_map_open(file, NULL);
        for (guint32 i = 0; map && i < 4000; i += turn ? 97 : 1) {
            const guint8 *record = record_map_get(map, i + 1, &got, NULL);
            if (turn == 0)
                assert_true(record && got == sizeof i && memcmp(record, &i, sizeof i) == 0);
        }
        assert_true(map || turn);
    }
    g_unlink(file);
    g_rmdir(folder);
}

static gboolean task(gpointer data, PoolResult *result, GError **error)
{
    int what = GPOINTER_TO_INT(data);
    result->numbers[0] = 42;
    if (what == 1)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, "the task says no");
    if (what == 2)
        raise(SIGKILL);
    return what == 0;
}

static guint64 seen;

static void done(gpointer data, const PoolResult *result)
{
    (void)data;
    seen += result ? result->numbers[0] : 0;
}

static void pool_reports(void **state)
{
    static const char *const wanted[] = {NULL, "the task says no", "signal 9", "does not say why"};
    (void)state;
    for (int what = 0; what < 4; what++) {
        g_autoptr(Pool) pool = pool_new(2);
        g_autoptr(GError) error = NULL;
        gboolean ok = pool_run(pool, task, GINT_TO_POINTER(what), done, &error) &&
                      pool_wait(pool, 0, &error);
        assert_int_equal(ok, what == 0);
        if (wanted[what])
            assert_non_null(strstr(error->message, wanted[what]));
    }
    assert_int_equal(seen, 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(manifest_round_trip),
        cmocka_unit_test(record_map_damage),
        cmocka_unit_test(pool_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
