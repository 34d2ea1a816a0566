/* Manifests, record maps, sets of characters and pools by themselves: round trips, damaged bytes, workers that die. */
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
#include "indexer/text-map.h"

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

/* Documents of which all hold 全, every third 三, few 少, and one of each block 独; more than two
 * blocks of 65,536. */
#define SET_DOCUMENTS 140000u

static gboolean holds_few(guint32 docid)
{
    return docid % 1000 == 7 || docid == 65535 || docid == 65536 || docid == SET_DOCUMENTS;
}

static gboolean write_sets(const char *file)
{
    g_autoptr(TextMapWriter) writer = text_map_writer_new(file, NULL);
    for (guint32 docid = 1; docid <= SET_DOCUMENTS; docid++) {
        g_autofree char *text =
            g_strdup_printf("全全a%s%s%s", docid % 3 ? "" : "三", holds_few(docid) ? "少" : "",
                            docid % 65536 == 65535 ? "独" : "");
        DocumentView view = {.id = "i", .id_len = 1, .n_texts = 1, .length = docid};
        view.texts[0] = (FieldText){FIELD_TITLE_ZH, (guint32)strlen(text), text};
        if (!text_map_writer_add(writer, &view, NULL))
            return FALSE;
    }
    return text_map_writer_finish(writer, NULL);
}

/* Whether exactly the documents of which HOLDS is true hold C. */
static void check_set(const TextMap *map, gunichar c, gboolean (*holds)(guint32))
{
    g_autofree guint64 *bits = g_new(guint64, SET_DOCUMENTS / 64 + 1);
    guint32 wrong = 0, n = 0;
    memset(bits, 0xff, (SET_DOCUMENTS / 64 + 1) * sizeof *bits);
    assert_true(character_sets_keep(text_map_characters(map), c, bits, NULL));
    for (guint32 docid = 1; docid <= SET_DOCUMENTS; docid++) {
        gboolean kept = bits[docid / 64] >> docid % 64 & 1;
        wrong += kept != holds(docid);
        n += kept;
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(character_sets_freq(text_map_characters(map), c), n);
}

static gboolean always(guint32 docid)
{
    return docid > 0;
}

static gboolean third(guint32 docid)
{
    return docid % 3 == 0;
}

static gboolean last_of_block(guint32 docid)
{
    return docid % 65536 == 65535;
}

static gboolean never(guint32 docid)
{
    return docid == 0;
}

static void character_sets(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "text.map", NULL);
    assert_true(write_sets(file));
    g_autoptr(TextMap) map = text_map_open(file, NULL);
    assert_non_null(map);
    check_set(map, 0x5168, always);        /* 全 */
    check_set(map, 0x4e09, third);         /* 三 */
    check_set(map, 0x5c11, holds_few);     /* 少 */
    check_set(map, 0x72ec, last_of_block); /* 独 */
    check_set(map, 0x65e0, never);         /* 无 */
    check_set(map, 'a', never);
    assert_int_equal(text_map_length(map, 77), 77);
    assert_int_equal(text_map_length(map, 70000), 65535);
    assert_int_equal(text_map_length(map, SET_DOCUMENTS + 1), 0);
    g_unlink(file);
    g_rmdir(folder);
}

/* Damaged sets are refused or wrong, but nothing else. */
static void character_sets_damage(void **state)
{
    static const gunichar sought[] = {0x5168, 0x4e09, 0x5c11, 0x72ec, 0x65e0};
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "text.map", NULL);
    g_autofree guint64 *bits = g_new0(guint64, SET_DOCUMENTS / 64 + 1);
    g_autofree char *bytes = NULL;
    gsize len;
    assert_true(write_sets(file));
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    guint refused = 0;
    for (int turn = 0; turn < 120; turn++) {
        /* the header, what is named by the end of the file, anything */
        gsize from = turn % 4 == 1 ? len - 200 : 0, to = turn % 4 ? len : 48;
        gsize at = (gsize)g_rand_int_range(random, (gint32)from, (gint32)to);
        char was = bytes[at];
        bytes[at] = (char)(was ^ 1 << turn % 8);
        gsize keep = turn % 5 == 3 ? (gsize)g_rand_int_range(random, 0, (gint32)len) : len;
        assert_true(g_file_set_contents(file, bytes, (gssize)keep, NULL));
        g_autoptr(GError) error = NULL;
        g_autoptr(TextMap) map = text_map_open(file, &error);
        for (guint i = 0; map && !error && i < G_N_ELEMENTS(sought); i++)
            character_sets_keep(text_map_characters(map), sought[i],
                                memset(bits, 0xff, (SET_DOCUMENTS / 64 + 1) * sizeof *bits),
                                &error);
        assert_true(map || error);
        assert_true(!error || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
        refused += error != NULL;
        bytes[at] = was;
    }
    assert_in_range(refused, 30, 119);
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
        cmocka_unit_test(character_sets),
        cmocka_unit_test(character_sets_damage),
        cmocka_unit_test(pool_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
