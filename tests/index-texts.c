/* Texts and records as a shard has them: codes of pieces, parts joined, a dictionary; round trips, and what is no code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

#include "indexer/read/record-map.h"
#include "indexer/read/text-map.h"

/* Reads the first LEN bytes of CODES into OUT, of pieces ab, c and 全; the first two have codes of one byte. */
static gboolean read_made(const guint8 *codes, gsize coded, guint8 *out, gsize len)
{
    g_autofree TextPiece *pieces = g_new0(TextPiece, TEXT_SHORT_CODES + 2);
    pieces[0] = (TextPiece){"ab", 2};
    pieces[1] = (TextPiece){"c", 1};
    pieces[TEXT_SHORT_CODES] = (TextPiece){"全", 3};
    pieces[TEXT_SHORT_CODES + 1] = (TextPiece){"no", 2}; /* is not among them */
    return text_code_read(pieces, TEXT_SHORT_CODES + 1, codes, coded, out, len);
}

static void codes(void **state)
{
    (void)state;
    const guint8 code[] = {1, 0, TEXT_SHORT_CODES, 0, 1};
    guint8 out[9 + TEXT_CODE_SLACK];
    assert_true(read_made(code, sizeof code, out, 7));
    assert_memory_equal(out, "cab全c", 7);
    assert_true(read_made(code, sizeof code, out, 2)); /* in the middle of a piece */
    assert_memory_equal(out, "ca", 2);
    assert_true(read_made(code, 0, out, 0));
    assert_false(read_made(code, sizeof code, out, 8)); /* one byte more than they say */
    assert_false(read_made(code, 3, out, 6));           /* half a code */
    const guint8 beyond[] = {TEXT_SHORT_CODES, 1};      /* the piece after the last */
    assert_false(read_made(beyond, sizeof beyond, out, 2));
    const guint8 empty[] = {2, 2, 2}; /* pieces of nothing do not keep the reader */
    assert_false(read_made(empty, sizeof empty, out, 1));
}

/* A text of N pieces of few words, and of bytes that are no text at times. Caller unrefs. */
static GByteArray *draw(GRand *rand, guint n)
{
    static const char *const words[] = {"信息安全", "技术", "要求", "的", "ab", "standard ", "\xf0\x9f\x98\x80", "。", "1", "é"};
    GByteArray *text = g_byte_array_new();
    for (guint i = 0; i < n; i++) {
        guint which = (guint)g_rand_int_range(rand, 0, G_N_ELEMENTS(words) + 1);
        guint8 byte = (guint8)g_rand_int_range(rand, 0, 256);
        if (which < G_N_ELEMENTS(words))
            g_byte_array_append(text, (const guint8 *)words[which], (guint)strlen(words[which]));
        else if (i % 8 == 0)
            g_byte_array_append(text, &byte, 1);
    }
    return text;
}

static void check_text(const TextCoder *coder, const GByteArray *text)
{
    guint32 n;
    const TextPiece *pieces = text_coder_pieces(coder, &n);
    g_autoptr(GByteArray) coded = g_byte_array_new();
    g_autofree guint8 *out = g_malloc(text->len + TEXT_CODE_SLACK);
    text_coder_put(coder, text->data, text->len, coded);
    assert_true(text_code_read(pieces, n, coded->data, coded->len, out, text->len));
    assert_true(text->len == 0 || memcmp(out, text->data, text->len) == 0);
    assert_false(text_code_read(pieces, n, coded->data, coded->len, out, text->len + 1));
}

static void any_text(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(6);
    g_autoptr(GByteArray) sample = draw(rand, 20000);
    g_autoptr(TextCoder) coder = text_coder_new(sample->data, sample->len, 1);
    g_autoptr(TextCoder) same = text_coder_new(sample->data, sample->len, 1);
    g_autoptr(TextCoder) none = text_coder_new((const guint8 *)"", 0, 1);
    guint32 n, n_same, n_none;
    const TextPiece *pieces = text_coder_pieces(coder, &n);
    assert_memory_equal(pieces, text_coder_pieces(same, &n_same), n * sizeof *pieces);
    assert_int_equal(n, n_same);
    text_coder_pieces(none, &n_none);
    assert_int_equal(n_none, 256); /* the single bytes */
    for (guint i = 0; i < 400; i++) {
        g_autoptr(GByteArray) text = draw(rand, i % 40);
        check_text(coder, text);
        check_text(none, text);
    }
    g_autoptr(GByteArray) coded = g_byte_array_new();
    text_coder_put(coder, sample->data, sample->len, coded);
    assert_true(coded->len * 3 < sample->len); /* or pieces were not found */
}

#define PART_DOCUMENTS 300u
#define PARTS 3u

static char *title_of(guint32 document)
{
    return g_strdup_printf("信息安全技术 第%u部分 general requirements %u", document % 7, document);
}

static char *file_of(const char *folder, const char *name, guint part)
{
    return g_strdup_printf("%s/%s-%u", folder, name, part);
}

/* Writes texts and records of a part, whose documents are FROM and those after it. */
static void write_part(const char *text, const char *records, guint32 from)
{
    g_autoptr(TextMapWriter) texts = text_map_writer_new(text, NULL, NULL);
    g_autoptr(RecordMapWriter) packed = record_map_writer_new(records, NULL, NULL);
    for (guint32 i = from; i < from + PART_DOCUMENTS; i++) {
        g_autofree char *title = title_of(i), *id = g_strdup_printf("GB %u", i);
        g_autofree char *value = g_strdup_printf("value %u", i % 7);
        FacetValue facet = {FIELD_KIND, text_map_writer_value(texts, value, strlen(value)) % FACET_VALUES_MAX};
        DocumentView view = {.id = id, .id_len = (guint32)strlen(id), .published = 20240000 + i, .n_texts = i % 2 + 1,
                             .n_facets = 1, .facets = &facet};
        view.texts[0] = (FieldText){FIELD_TITLE_ZH, (guint32)strlen(title), title};
        g_autofree char *scope = g_strnfill(200, 'x'); /* its length takes two bytes */
        view.texts[1] = (FieldText){FIELD_SCOPE_ZH, i == 1 ? 0 : 200, scope};
        assert_true(text_map_writer_add(texts, &view, 1, NULL));
        assert_true(record_map_writer_add(packed, (const guint8 *)title, strlen(title), NULL));
    }
    assert_true(text_map_writer_finish(texts, NULL) && record_map_writer_finish(packed, NULL));
}

static void check_document(const TextMap *map, guint32 i)
{
    g_autoptr(GByteArray) room = g_byte_array_new();
    g_autofree char *title = title_of(i), *id = g_strdup_printf("GB %u", i);
    g_autofree char *value = g_strdup_printf("value %u", i % 7);
    DocumentView view;
    guint32 len;
    assert_true(text_map_view(map, i + 1, &view, NULL));
    assert_null(view.texts[0].utf8);
    assert_int_equal(view.published, 20240000 + i);
    assert_true(view.id_len == strlen(id) && memcmp(view.id, id, view.id_len) == 0);
    assert_int_equal(view.n_texts, i % 2 + 1);
    assert_true(view.n_facets == 1 && view.facets[0].field == FIELD_KIND);
    const char *stored = text_map_value(map, view.facets[0].value, &len);
    assert_true(len == strlen(value) && memcmp(stored, value, len) == 0);
    assert_true(text_map_texts(map, &view, 1u << FIELD_TITLE_ZH, room, NULL));
    assert_true(view.n_texts == 1 || !view.texts[1].utf8); /* not asked for */
    assert_true(view.texts[0].len == strlen(title) && memcmp(view.texts[0].utf8, title, strlen(title)) == 0);
    assert_true(text_map_texts(map, &view, 0, room, NULL));
    assert_memory_equal(view.texts[0].utf8, title, strlen(title));
    for (guint32 at = 0; view.n_texts > 1 && at < view.texts[1].len; at++)
        assert_int_equal(view.texts[1].utf8[at], 'x');
}

static TextMap *join_texts(TextMap **parts, const char *file)
{
    g_autoptr(TextCoder) coder = text_map_coder(parts, PARTS, NULL);
    g_autoptr(TextMapWriter) writer = text_map_writer_new(file, coder, NULL);
    for (guint i = 0; i < PARTS; i++)
        assert_true(text_map_writer_append(writer, parts[i], NULL));
    assert_true(text_map_writer_finish(writer, NULL));
    return text_map_open(file, NULL, NULL);
}

static RecordMap *join_records(RecordMap **parts, const char *file)
{
    g_autoptr(GByteArray) dictionary = record_map_dictionary(parts, PARTS, NULL);
    assert_true(dictionary->len > 0);
    g_autoptr(RecordMapWriter) writer = record_map_writer_new(file, dictionary, NULL);
    for (guint i = 0; i < PARTS; i++)
        assert_true(record_map_writer_append(writer, parts[i], NULL));
    assert_true(record_map_writer_finish(writer, NULL));
    return record_map_open(file, NULL, NULL);
}

static void check_records(const RecordMap *map)
{
    RecordBlock block = {0};
    for (guint32 i = 0; i < PARTS * PART_DOCUMENTS; i++) {
        gsize len;
        g_autofree char *title = title_of(i);
        const guint8 *record = record_map_get(map, &block, i + 1, &len, NULL);
        assert_true(record && len == strlen(title) && memcmp(record, title, len) == 0);
    }
    record_block_clear(&block);
}

static void joined(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    TextMap *texts[PARTS];
    RecordMap *records[PARTS];
    for (guint i = 0; i < PARTS; i++) {
        g_autofree char *text = file_of(folder, "text", i), *record = file_of(folder, "records", i);
        write_part(text, record, i * PART_DOCUMENTS);
        texts[i] = text_map_open(text, NULL, NULL);
        records[i] = record_map_open(record, NULL, NULL);
        g_unlink(text);
        g_unlink(record);
    }
    g_autofree char *text = file_of(folder, "text", PARTS), *record = file_of(folder, "records", PARTS);
    g_autoptr(TextMap) all = join_texts(texts, text);
    g_autoptr(RecordMap) all_records = join_records(records, record);
    assert_int_equal(text_map_doccount(all), PARTS * PART_DOCUMENTS);
    for (guint32 i = 0; i < PARTS * PART_DOCUMENTS; i++)
        check_document(all, i);
    check_records(all_records);
    for (guint i = 0; i < PARTS; i++) {
        text_map_close(texts[i]);
        record_map_close(records[i]);
    }
    g_unlink(text);
    g_unlink(record);
    g_rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes),
        cmocka_unit_test(any_text),
        cmocka_unit_test(joined),
    };
    return cmocka_run_group_tests_name("index-texts", tests, NULL, NULL);
}
