/* Suggesting: beginnings that are near, and the map, compared with a plain search through all its
 * keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/files/shard-files.h"
#include "search/suggest/private.h"
#include "tests/cases.h"
#include "tests/index-folder.h"

static char *tell_near(char **columns)
{
    glong n;
    g_autofree gunichar *key = g_utf8_to_ucs4_fast(columns[0], -1, &n);
    return g_strdup(is_near(key, (guint)n, columns[1], strlen(columns[1])) ? "near" : "far");
}

static void near_beginnings(void **state)
{
    (void)state;
    cases_run("suggest/near.tsv", 3, tell_near);
}

#define TEXTS 900u
#define KEYS 5000u

typedef struct {
    SuggestKey key;
    guint32 text, start;
} Keyed;

static gint by_key(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(SuggestKey));
}

/* Keys of few letters, so that many are equal and fill blocks. */
static GArray *make_keys(GRand *rand)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(Keyed));
    for (guint i = 0; i < KEYS; i++) {
        char spelt[SUGGEST_KEY_MAX + 20];
        gsize len = (gsize)g_rand_int_range(rand, 1, i % 50 ? 5 : SUGGEST_KEY_MAX + 20);
        for (gsize at = 0; at < len; at++)
            spelt[at] = i % 3 ? "ab"[g_rand_int_range(rand, 0, 2)] : 'a';
        Keyed one = {.text = (guint32)g_rand_int_range(rand, 0, TEXTS),
                     .start = (guint32)g_rand_int_range(rand, 0, 300)};
        suggest_key(&one.key, (SuggestSpace)g_rand_int_range(rand, SUGGEST_TITLE, SUGGEST_INITIALS),
                    spelt, len);
        g_array_append_val(keys, one);
    }
    g_array_sort(keys, by_key);
    return keys;
}

static const guint32 ends[SUGGEST_CLASSES] = {300, 300, 850, TEXTS};

static char *write_map(const GArray *keys)
{
    char *file = g_build_filename(folder, SHARD_SUGGEST, NULL);
    guint32 texts[TEXTS + 1], locals[TEXTS];
    guint16 places[TEXTS];
    for (guint i = 0; i <= TEXTS; i++)
        texts[i] = i;
    for (guint i = 0; i < TEXTS; i++) {
        locals[i] = TEXTS - i;
        places[i] = (guint16)(i % SUGGEST_CLASSES << 8 | i % 7);
    }
    SuggestMapWriter *writer = suggest_map_writer_new(file, TEXTS, ends, NULL);
    assert_non_null(writer);
    for (guint i = 0; i < keys->len; i++) {
        const Keyed *one = &g_array_index(keys, Keyed, i);
        assert_true(suggest_map_writer_entry(writer, &one->key, one->text, one->start, NULL));
    }
    assert_true(suggest_map_writer_finish(writer, texts, locals, places, NULL));
    suggest_map_writer_free(writer);
    return file;
}

/* Whether the map's blocks for KEY have (text, start) of every key that begins so; in covered
 * blocks nothing else. */
static void check_key(const SuggestMap *map, const GArray *keys, const SuggestKey *key, gsize len)
{
    guint32 from, to, last = 0;
    guint wanted = 0, covered = 0;
    g_autoptr(GHashTable) there = g_hash_table_new(NULL, NULL),
                          whole = g_hash_table_new(NULL, NULL);
    assert_true(suggest_map_find(map, key->bytes, len, &from, &to, NULL));
    for (guint32 block = from; block < to; block++) {
        SuggestEntry entries[SUGGEST_BLOCK];
        guint n;
        assert_true(suggest_map_entries(map, block, entries, &n, NULL));
        assert_true(n > 0);
        assert_int_equal(entries[0].rank, suggest_map_best(map, block));
        for (guint i = 0; i < n; i++) {
            gpointer both = GUINT_TO_POINTER(entries[i].text * 1000 + entries[i].start + 1);
            assert_true(i == 0 || entries[i].rank >= last);
            last = entries[i].rank;
            g_hash_table_add(there, both);
            assert_int_equal(entries[i].class, entries[i].text < 300   ? 0
                                               : entries[i].text < 850 ? 2
                                                                       : 3);
            if (suggest_map_covers(map, block, key->bytes, len) && ++covered)
                g_hash_table_add(whole, both);
        }
    }
    for (guint i = 0; i < keys->len; i++) {
        const Keyed *one = &g_array_index(keys, Keyed, i);
        if (memcmp(&one->key, key, len) != 0)
            continue;
        gpointer both = GUINT_TO_POINTER(one->text * 1000 + one->start + 1);
        assert_true(g_hash_table_contains(there, both));
        g_hash_table_remove(whole, both);
        wanted++;
    }
    assert_int_equal(g_hash_table_size(whole), 0);
    if (wanted > 3 * SUGGEST_BLOCK)
        assert_true(covered > 0);
    assert_true(to - from <= wanted / SUGGEST_BLOCK + 4 + wanted / 8);
}

static void finds_all_keys(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_autoptr(GArray) keys = make_keys(rand);
    g_autofree char *file = write_map(keys);
    g_autoptr(SuggestMap) map = suggest_map_open(file, NULL, TEXTS, NULL);
    assert_non_null(map);
    assert_int_equal(suggest_map_texts(map), TEXTS);
    for (guint i = 0; i < keys->len; i += 7) {
        const Keyed *one = &g_array_index(keys, Keyed, i);
        for (gsize len = 1; len <= suggest_key_length(&one->key); len++)
            check_key(map, keys, &one->key, len);
    }
    SuggestKey none;
    suggest_key(&none, SUGGEST_TITLE, "zz", 2);
    check_key(map, keys, &none, 3);
    suggest_key(&none, SUGGEST_COMMITTEE, "a", 1);
    check_key(map, keys, &none, 2);
    for (guint32 i = 0; i < TEXTS; i++) {
        guint32 from, to;
        SuggestRef ref;
        assert_true(suggest_map_refs(map, i, &from, &to, NULL) && to == from + 1 &&
                    suggest_map_ref(map, from, &ref, NULL));
        assert_int_equal(ref.local, TEXTS - i);
        assert_int_equal(ref.text, i % 7);
        assert_int_equal(ref.class, i % SUGGEST_CLASSES);
    }
}

/* Bytes changed without checksums to tell of it: an error or another answer, and no crash. */
static void takes_any_bytes(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(8);
    g_autoptr(GArray) keys = make_keys(rand);
    g_autofree char *file = write_map(keys);
    g_autofree char *bytes = NULL;
    gsize len;
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    for (guint round = 0; round < 300; round++) {
        g_autofree char *hurt = g_memdup2(bytes, len);
        for (guint i = 0; i < 1 + round % 30; i++) {
            gint32 limit = round % 2 ? (gint32)len : 100;
            hurt[g_rand_int_range(rand, 0, limit)] = (char)g_rand_int(rand);
        }
        assert_true(g_file_set_contents(file, hurt, (gssize)(round % 5 ? len : len / 2), NULL));
        g_autoptr(SuggestMap) map = suggest_map_open(file, NULL, TEXTS, NULL);
        guint32 from, to;
        for (guint i = 0; map && i < keys->len; i += 100) {
            const Keyed *one = &g_array_index(keys, Keyed, i);
            SuggestEntry entries[SUGGEST_BLOCK];
            SuggestRef ref;
            guint n;
            if (!suggest_map_find(map, one->key.bytes, 3, &from, &to, NULL))
                continue;
            for (guint32 block = from; block < to; block++)
                if (suggest_map_entries(map, block, entries, &n, NULL))
                    for (guint e = 0; e < n; e++) {
                        guint32 first, end;
                        if (suggest_map_refs(map, entries[e].text, &first, &end, NULL) &&
                            first < end)
                            suggest_map_ref(map, first, &ref, NULL);
                    }
        }
    }
}

static int make_folder(void **state)
{
    (void)state;
    folder_make();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_beginnings),
        cmocka_unit_test(finds_all_keys),
        cmocka_unit_test(takes_any_bytes),
    };
    return cmocka_run_group_tests_name("suggest", tests, make_folder, folder_remove);
}
