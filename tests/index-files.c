/* Manifests, maps of records and characters, and pools by themselves: round trips, damaged bytes, workers that die. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands/commands.h"
#include "indexer/files/mapped-file.h"
#include "indexer/read/docid-block.h"
#include "indexer/read/index.h"
#include "indexer/read/manifest.h"
#include "indexer/read/record-map.h"
#include "indexer/read/text-map.h"
#include "indexer/write/pool.h"
#include "tests/index-damaged.h"

static void manifest_round_trip(void **state)
{
    (void)state;
    g_autoptr(Manifest) manifest = manifest_new();
    manifest->generation = 7;
    manifest->documents = 2;
    manifest->created = g_strdup("2024-01-01T00:00:00Z");
    manifest->command = g_strdup("update");
    manifest->icu = g_strdup("72.1");
    manifest_add_shard(manifest, &(ManifestShard){(char *)"u-1", 3, 1, {1, 2, 3, 9}, {4, 5, 6, 8}, 7});
    g_autoptr(MemberTally) members = NULL;
    member_tally_add(&members, "清单/b.csv", 2);
    member_tally_add(&members, "c.csv", 0);
    member_tally_add(&members, "清单/b.csv", 1);
    manifest_add_source(manifest, &(ManifestSource){(char *)"a", (char *)"/\xb1\xea", 9,
                                                    (char *)"00", 3, 1, TRUE, members});
    g_autofree char *text = manifest_to_json(manifest);
    g_autoptr(Manifest) copy = manifest_parse("m", text, strlen(text), NULL);
    assert_non_null(copy);
    g_autofree char *again = manifest_to_json(copy);
    assert_string_equal(text, again);
    assert_string_equal(((ManifestSource *)copy->sources->pdata[0])->path, "/\xb1\xea");
    guint64 records = 9;
    MemberTally *read = ((ManifestSource *)copy->sources->pdata[0])->members;
    assert_true(member_tally_find(read, "清单/b.csv", &records) && records == 3);
    assert_true(member_tally_find(read, "c.csv", &records) && records == 0);
    assert_false(member_tally_find(read, "b.csv", &records));
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
    g_autoptr(RecordMapWriter) writer = record_map_writer_new(file, NULL, NULL);
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
        g_autoptr(RecordMap) map = record_map_open(file, NULL, NULL);
        RecordBlock block = {0};
        for (guint32 i = 0; map && i < 4000; i += turn ? 97 : 1) {
            const guint8 *record = record_map_get(map, &block, i + 1, &got, NULL);
            if (turn == 0)
                assert_true(record && got == sizeof i && memcmp(record, &i, sizeof i) == 0);
        }
        assert_true(map || turn);
        record_block_clear(&block);
    }
    g_unlink(file);
    g_rmdir(folder);
}

/* What the header of a map of two records may not say, nor a record's place. The header is 24 bytes:
 * magic, documents, bytes of the dictionary, where the places are; then a block of {8 bytes, compressed} and the places. */
static void record_map_header(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "records.map", NULL);
    g_autoptr(RecordMapWriter) writer = record_map_writer_new(file, NULL, NULL);
    assert_true(record_map_writer_add(writer, (const guint8 *)"one", 3, NULL));
    assert_true(record_map_writer_add(writer, (const guint8 *)"three", 5, NULL));
    assert_true(record_map_writer_finish(writer, NULL));
    g_autofree char *bytes = NULL;
    gsize len, got;
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    const struct {
        gsize at;
        guint64 value;
        gsize size;
        gboolean opens; /* but the second record is not read */
    } cases[] = {
        {0, 'X', 1, FALSE},           /* another kind of file */
        {8, 3, 4, FALSE},             /* more documents than there are places */
        {12, (guint64)len, 4, FALSE}, /* a dictionary longer than the file */
        {16, 16, 8, FALSE},           /* places in the header */
        {16, len - 15, 8, FALSE},     /* places that end after the file */
        {16, G_MAXUINT64 - 7, 8, FALSE},
        {len - 8, 16 << 12 | 1, 8, TRUE},        /* a block in the header */
        {len - 8, (len - 4) << 12 | 1, 8, TRUE}, /* one that begins at the end of the file */
        {len - 8, 24 << 12 | 2, 8, TRUE},        /* a third record in a block of two */
        {24, 1u << 31, 4, TRUE},                 /* a block longer than any */
        {28, (guint64)len, 4, TRUE},             /* one that ends after the file */
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bad = g_memdup2(bytes, len);
        g_autoptr(GError) error = NULL;
        memcpy(bad + cases[i].at, &cases[i].value, cases[i].size);
        assert_true(g_file_set_contents(file, bad, (gssize)len, NULL));
        g_autoptr(RecordMap) map = record_map_open(file, NULL, &error);
        assert_int_equal(map != NULL, cases[i].opens);
        RecordBlock block = {0};
        if (map)
            assert_null(record_map_get(map, &block, 2, &got, &error));
        assert_true(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
        record_block_clear(&block);
    }
    assert_true(g_file_set_contents(file, bytes, (gssize)len, NULL));
    RecordBlock block = {0};
    g_autoptr(RecordMap) whole = record_map_open(file, NULL, NULL);
    const guint8 *second = record_map_get(whole, &block, 2, &got, NULL);
    assert_true(second && got == 5 && memcmp(second, "three", 5) == 0);
    assert_null(record_map_get(whole, &block, 0, &got, NULL));
    assert_null(record_map_get(whole, &block, 3, &got, NULL));
    record_block_clear(&block);
    g_unlink(file);
    g_rmdir(folder);
}

/* A list of docids that names one after the last of its block, by one or by many, is refused; the last
 * is not. */
static void docid_block_bounds(void **state)
{
    (void)state;
    /* Of three among 128 the five last bits stand apart: 0, 1 and 31 of 0, 1 and 127; of the others, 0, 0 and 3, each
     * plus its number is 0, 1 and 5. */
    guint64 list[3] = {1 << 0 | 1 << 1 | 1 << 5, 0 | 1 << 5 | 31 << 10, 0};
    MappedFile mapped = {
        .name = (char *)"made", .bytes = (const guint8 *)list, .len = 16};
    guint64 bits[4] = {0, 0, 0, 0};
    guint16 docids[DOCID_LIST_MAX];
    guint32 first;
    DocidPlace begin = {0, 0}, place = begin;
    DocidBlock block;
    assert_true(docid_block_open(&block, &mapped, 0, 3, 2, NULL));
    assert_null(block.bits);
    assert_int_equal(docid_block_bytes(3, 2), 8 + 2);
    assert_true(docid_block_add(&block, bits));
    assert_true(bits[0] == 3 && bits[1] == G_GUINT64_CONSTANT(1) << 63);
    assert_int_equal(docid_block_list(&block, &place, 1, 127, &first, docids), 1);
    assert_true(first == 1 && docids[0] == 1);
    assert_int_equal(docid_block_list(&block, &place, 127, 128, &first, docids), 1);
    assert_true(first == 2 && docids[0] == 127);
    assert_int_equal(docid_block_list(&block, &begin, 64, 128, &first, docids), 1);
    assert_true(first == 2 && docids[0] == 127);
    memset(bits, 0xff, sizeof bits);
    assert_true(docid_block_keep(&block, bits));
    assert_true(bits[0] == 3 && bits[1] == G_GUINT64_CONSTANT(1) << 63);
    assert_true(bits[2] == G_MAXUINT64); /* not of this block */
    for (guint past = 6; past < 64; past++) { /* the last one 32 further, or more; or not there */
        list[0] = 1 << 0 | 1 << 1 | G_GUINT64_CONSTANT(1) << past % 63;
        memset(bits, 0, sizeof bits);
        assert_false(docid_block_add(&block, bits));
        assert_false(docid_block_keep(&block, bits));
        assert_true(bits[2] == 0 && bits[3] == 0);
    }
    assert_false(docid_block_open(&block, &mapped, 0, 129, 2, NULL)); /* more than there are */
    assert_false(docid_block_open(&block, &mapped, 4, 1, 2, NULL));   /* between two words */
    mapped.len = 12; /* one byte less than is read */
    assert_false(docid_block_open(&block, &mapped, 0, 3, 2, NULL));
    mapped.len = 13;
    assert_true(docid_block_open(&block, &mapped, 0, 3, 2, NULL));
    assert_true(docid_block_is_bitmap(8, 2) && !docid_block_is_bitmap(7, 2));
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
    g_autoptr(TextMapWriter) writer = text_map_writer_new(file, NULL, NULL);
    for (guint32 docid = 1; docid <= SET_DOCUMENTS; docid++) {
        g_autofree char *text =
            g_strdup_printf("全全a%s%s%s", docid % 3 ? "" : "三", holds_few(docid) ? "少" : "",
                            docid % 65536 == 65535 ? "独" : "");
        DocumentView view = {.id = "i", .id_len = 1, .n_texts = 1, .length = docid};
        view.texts[0] = (FieldText){FIELD_TITLE_ZH, (guint32)strlen(text), text};
        if (!text_map_writer_add(writer, &view, 1, NULL))
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
    g_autoptr(TextMap) map = text_map_open(file, NULL, NULL);
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
    /* 全, 全 and a; 三 of each third; 140 and 3 few; 2 last ones. */
    assert_int_equal(text_map_symbols(map), 3 * SET_DOCUMENTS + SET_DOCUMENTS / 3 + 143 + 2);
    g_unlink(file);
    g_rmdir(folder);
}

static gboolean look_at_sets(const char *file, GError **error)
{
    static const gunichar sought[] = {0x5168, 0x4e09, 0x5c11, 0x72ec, 0x65e0};
    g_autofree guint64 *bits = g_new(guint64, SET_DOCUMENTS / 64 + 1);
    g_autoptr(TextMap) map = text_map_open(file, NULL, error);
    gboolean ok = map != NULL;
    for (guint i = 0; ok && i < G_N_ELEMENTS(sought); i++)
        ok = character_sets_keep(text_map_characters(map), sought[i],
                                 memset(bits, 0xff, (SET_DOCUMENTS / 64 + 1) * sizeof *bits), error);
    return ok;
}

static void character_sets_damage(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "text.map", NULL);
    assert_true(write_sets(file));
    assert_in_range(damage(file, 48, 120, look_at_sets), 30, 119);
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

/* In a process of its own: what it ends with. */
static int status_after_cut(const char *file)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        MappedFile mapped;
        volatile guint8 byte;
        command_guard_maps();
        if (!mapped_file_open(&mapped, file, "MAGIC-8\n", 8, NULL, NULL) || truncate(file, 8) != 0)
            _exit(1);
        byte = mapped.bytes[50000]; /* of a page that there is no more */
        _exit(byte ? 2 : 3);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void cut_while_open(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "map", NULL);
    g_autofree char *bytes = g_malloc0(100000);
    memcpy(bytes, "MAGIC-8\n", 8);
    assert_true(g_file_set_contents(file, bytes, 100000, NULL));
    assert_int_equal(status_after_cut(file), 4);
    g_unlink(file);
    g_rmdir(folder);
}

/* Any bit of a block that changes changes its sum. */
static void sums_of_blocks(void **state)
{
    (void)state;
    guint8 block[100];
    for (gsize len = 1; len <= sizeof block; len++) {
        for (gsize i = 0; i < len; i++)
            block[i] = (guint8)(i * 7);
        guint32 sum = block_sum(block, len);
        assert_int_not_equal(sum, block_sum(block, len - 1));
        for (gsize bit = 0; bit < len * 8; bit++) {
            block[bit / 8] ^= (guint8)(1 << bit % 8);
            assert_int_not_equal(sum, block_sum(block, len));
            block[bit / 8] ^= (guint8)(1 << bit % 8);
        }
    }
}

static void pool_reports(void **state)
{
    static const char *const wanted[] = {NULL, "the task says no", "signal 9", "does not say why"};
    (void)state;
    for (int what = 0; what < 4; what++) {
        g_autoptr(Pool) pool = pool_new(2, NULL);
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
        cmocka_unit_test(record_map_header),
        cmocka_unit_test(docid_block_bounds),
        cmocka_unit_test(character_sets),
        cmocka_unit_test(character_sets_damage),
        cmocka_unit_test(pool_reports),
        cmocka_unit_test(cut_while_open),
        cmocka_unit_test(sums_of_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
