/* The process in which foreign files are read: what it may not do, and what its parent makes of an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/confine.h"
#include "corpus/confined.h"
#include "corpus/frame.h"
#include "corpus/read/program.h"

/* What TRY returns in a process that is confined: 0, or 1 if it could do what it may not, or 77. */
static int confined(int (*try)(const char *file), const char *file)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        confine();
        _exit(try(file));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    return WEXITSTATUS(status);
}

static int denied(long result)
{
    return !(result < 0 && (errno == EACCES || errno == EPERM));
}

static gboolean has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, 1u) > 0;
}

static int try_write(const char *file)
{
    return has_landlock() ? denied(open(file, O_WRONLY)) : 77;
}

static int try_make(const char *file)
{
    g_autofree char *other = g_strconcat(file, "-new", NULL);
    return has_landlock() ? denied(open(other, O_WRONLY | O_CREAT, 0600)) || denied(mkdir(other, 0700)) : 77;
}

static int try_remove(const char *file)
{
    return has_landlock() ? denied(unlink(file)) : 77;
}

static int try_run(const char *file)
{
    (void)file;
    return denied(execl("/bin/true", "true", NULL));
}

static int try_connect(const char *file)
{
    (void)file;
    return denied(socket(AF_INET, SOCK_STREAM, 0)) || denied(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int try_read(const char *file)
{
    return open(file, O_RDONLY) < 0;
}

static int has_limits(const char *file)
{
    static const int limited[] = {RLIMIT_CPU, RLIMIT_NOFILE, RLIMIT_CORE};
    struct rlimit limit;
    (void)file;
    for (guint i = 0; i < G_N_ELEMENTS(limited); i++)
        if (getrlimit(limited[i], &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
            return 1;
    return 0;
}

static void confines(void **state)
{
    g_autofree char *file = NULL;
    (void)state;
    close(g_file_open_tmp("biaosou-XXXXXX", &file, NULL));
    assert_int_equal(confined(has_limits, file), 0);
    assert_int_equal(confined(try_read, file), 0);
    assert_int_equal(confined(try_run, file), 0);
    assert_int_equal(confined(try_connect, file), 0);
    assert_int_equal(confined(try_write, file), 0);
    assert_int_equal(confined(try_make, file), 0);
    assert_int_equal(confined(try_remove, file), 0);
    g_remove(file);
}

/* biaosou-read is confined before it reads: once it has taken more of its input than waits between processes, the
 * system knows it as a process that may not do all. */
static void program_confines(void **state)
{
    static char block[1 << 16];
    g_autofree char *own = NULL, *told = NULL, *path = program_find("biaosou-read", "BIAOSOU_READ");
    Program program;
    (void)state;
    assert_true(g_file_get_contents("/proc/self/status", &own, NULL, NULL));
    if (!strstr(own, "\nSeccomp:\t0\n")) /* a system without filters, or one already around this test */
        skip();
    assert_true(program_start(&program, (char *[]){path, (char *)"records", (char *)"file", (char *)"288", (char *)"en", (char *)"a.pdf", NULL}, -1));
    memset(block, 'x', sizeof block);
    memcpy(block, "%PDF-1.4\n", strlen("%PDF-1.4\n"));
    for (guint i = 0; i < 128; i++)
        assert_int_equal(send(program.to, block, sizeof block, MSG_NOSIGNAL), sizeof block);
    g_autofree char *status = g_strdup_printf("/proc/%d/status", (int)program.pid);
    assert_true(g_file_get_contents(status, &told, NULL, NULL));
    program_end(&program, TRUE);
    assert_non_null(strstr(told, "\nSeccomp:\t2\n"));
    assert_non_null(strstr(told, "\nNoNewPrivs:\t1\n"));
}

/* An answer as a program writes it, read again. */
typedef struct {
    GByteArray *bytes;
    GString *seen; /* what the sink was told */
    guint left;    /* calls of the sink until it wants no more */
} Answer;

static gboolean see_record(Record *owned, gpointer data)
{
    g_autoptr(Record) record = owned;
    Answer *answer = data;
    g_string_append_printf(answer->seen, "[%s %s]", record_text(record, FIELD_ID), record_text(record, FIELD_TITLE_ZH));
    return --answer->left > 0;
}

static gboolean see_reject(const Reject *reject, gpointer data)
{
    Answer *answer = data;
    g_string_append_printf(answer->seen, "{%s %s %u %u %s %s}", reject->at.file, reject->at.sheet ? reject->at.sheet : "-",
                           reject->at.page, reject->at.line, reject->reason, reject->text);
    return --answer->left > 0;
}

static gboolean see_tally(const char *file, guint64 records, gpointer data)
{
    Answer *answer = data;
    g_string_append_printf(answer->seen, "(%s %u)", file, (guint)records);
    return --answer->left > 0;
}

static gboolean see_member(MemberEvent event, const void *bytes, size_t len, gpointer data)
{
    Answer *answer = data;
    g_string_append_printf(answer->seen, "<%d %.*s>", (int)event, (int)len, (const char *)bytes);
    return --answer->left > 0;
}

/* Two records, two rejects, two files of an archive, what one of them gave, an end with CODE (-1: none). */
static GByteArray *write_answer(int code)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    g_autoptr(GError) error = code >= 0 ? g_error_new(READER_ERROR, code, "列表.xlsx: 坏了") : NULL;
    const char *ids[] = {"GB/T 1.1-2020", "GB/T 20000.1-2014"};
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        Record *record = record_new();
        record_set_text(record, FIELD_ID, ids[i], -1);
        record_set_text(record, FIELD_TITLE_ZH, "标准化", -1);
        assert_true(frame_sink(out, FALSE).record(record, out));
    }
    assert_true(frame_sink(out, FALSE).reject(&(Reject){{(char *)"列表.xlsx", (char *)"现行", 0, 7, 0}, "no title", "GB/T 9-2000,"}, out));
    assert_true(frame_sink(out, FALSE).reject(&(Reject){{(char *)"a.pdf", NULL, 3, 0, 0}, "no number", ""}, out));
    assert_true(frame_put_member(MEMBER_BEGINS, "甲/a.csv", strlen("甲/a.csv"), out));
    assert_true(frame_put_member(MEMBER_GOES_ON, "\xff,", 2, out));
    assert_true(frame_put_member(MEMBER_IS_WHOLE, NULL, 0, out));
    assert_true(frame_put_member(MEMBER_BEGINS, "b", 1, out));
    assert_true(frame_put_member(MEMBER_IS_BROKEN, "坏了", strlen("坏了"), out));
    assert_true(frame_sink(out, FALSE).member("乙.zip/a.csv", 300, out));
    assert_true(frame_put_end(out, &(ReaderShare){3, 5, "rows", "XLSX", 2, 9, 4}, error));
    fclose(out);
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)text, (guint)len);
    free(text);
    return bytes;
}

#define RECORDS "[GB/T 1.1-2020 标准化][GB/T 20000.1-2014 标准化]"
#define MEMBERS "<0 甲/a.csv><1 \xff,><2 ><0 b><3 坏了>(乙.zip/a.csv 300)"
#define REJECTS "{列表.xlsx 现行 0 7 no title GB/T 9-2000,}{a.pdf - 3 0 no number }"

/* Takes BYTES STEP at a time. Whether all was taken to its end. */
static gboolean take_answer(const GByteArray *bytes, guint step, Answer *answer, ReaderShare *share, GError **error)
{
    g_autoptr(GByteArray) waiting = g_byte_array_new();
    const MemberSink members = {see_member, answer};
    FrameReader reader = {waiting, FALSE, &members};
    const ReaderSink sink = {.record = see_record, .reject = see_reject, .data = answer, .member = see_tally};
    for (guint at = 0; at < bytes->len; at += step) {
        g_byte_array_append(waiting, bytes->data + at, MIN(step, bytes->len - at));
        if (!frame_take(&reader, &sink, share, error))
            return FALSE;
    }
    return reader.ended;
}

static void frames(void **state)
{
    g_autoptr(GByteArray) bytes = write_answer(-1), failed = write_answer(READER_ERROR_COMPRESSED);
    (void)state;
    for (guint step = 1; step <= bytes->len; step += step < 9 ? 1 : 50) {
        g_autoptr(GString) seen = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        ReaderShare share = {0};
        assert_true(take_answer(bytes, step, &(Answer){NULL, seen, 99}, &share, &error));
        assert_string_equal(seen->str, RECORDS REJECTS MEMBERS);
        assert_int_equal(share.understood, 3);
        assert_int_equal(share.all, 5);
        assert_string_equal(share.unit, "rows");
        assert_string_equal(share.format, "XLSX");
        assert_int_equal(share.tables, 2);
        assert_int_equal(share.rows, 9);
        assert_int_equal(share.left_out, 4);
        g_string_truncate(seen, 0);
        assert_false(take_answer(failed, step, &(Answer){NULL, seen, 99}, &share, &error));
        assert_string_equal(seen->str, RECORDS REJECTS MEMBERS);
        assert_true(g_error_matches(error, READER_ERROR, READER_ERROR_COMPRESSED));
        assert_string_equal(error->message, "列表.xlsx: 坏了");
    }
}

static gboolean see_text(const ReaderText *text, gpointer data)
{
    g_string_append_printf(data, "[%s %s %u %u %d %d %d", text->at.file, text->at.sheet ? text->at.sheet : "-", text->at.page,
                           text->at.line, text->number, text->title, text->goes_on);
    for (guint i = 0; i < text->count; i++)
        g_string_append_printf(data, "|%s", text->cells[i]);
    g_string_append_c(data, ']');
    return TRUE;
}

/* What a file says comes as it was given; cells that are not there are no frame. */
static void frames_of_text(void **state)
{
    static const char *const cells[] = {"1", "", "GB/T 1.1-2020"}, *const line[] = {"见 ISO 9001。"};
    char *text = NULL;
    size_t len = 0;
    (void)state;
    FILE *out = open_memstream(&text, &len);
    const ReaderSink to = frame_sink(out, TRUE);
    assert_true(to.text(&(ReaderText){{(char *)"列表.xlsx", (char *)"现行", 0, 7, 0}, cells, 3, 2, -1, FALSE}, out));
    assert_true(to.text(&(ReaderText){{(char *)"a.pdf", NULL, 3, 9, 0}, line, 1, -1, -1, TRUE}, out));
    assert_true(frame_put_end(out, &(ReaderShare){.unit = "rows"}, NULL));
    fclose(out);
    for (guint cut = 0; cut < 2; cut++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_autoptr(GString) seen = g_string_new(NULL);
        FrameReader reader = {bytes, FALSE, NULL};
        ReaderShare share = {0};
        g_byte_array_append(bytes, (const guint8 *)text, (guint)len);
        if (cut) /* a cell that it had is its last one's end */
            for (guint i = 0; i < bytes->len; i++)
                if (memcmp(bytes->data + i, "GB/T", 4) == 0) {
                    memset(bytes->data + i - 2, 'x', 2);
                    break;
                }
        gboolean ok = frame_take(&reader, &(ReaderSink){.data = seen, .text = see_text}, &share, NULL);
        assert_int_equal(ok, !cut);
        assert_string_equal(seen->str, cut ? "" : "[列表.xlsx 现行 0 7 2 -1 0|1||GB/T 1.1-2020][a.pdf - 3 9 -1 -1 1|见 ISO 9001。]");
    }
    free(text);
}

static void stops(void **state)
{
    static const char *const seen_of[] = {"[GB/T 1.1-2020 标准化]", RECORDS,
                                          RECORDS "{列表.xlsx 现行 0 7 no title GB/T 9-2000,}", RECORDS REJECTS,
                                          RECORDS REJECTS "<0 甲/a.csv>"};
    g_autoptr(GByteArray) bytes = write_answer(-1);
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(seen_of); i++) {
        g_autoptr(GString) seen = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        ReaderShare share = {0};
        assert_false(take_answer(bytes, bytes->len, &(Answer){NULL, seen, i + 1}, &share, &error));
        assert_true(g_error_matches(error, READER_ERROR, READER_ERROR_STOPPED));
        assert_string_equal(seen->str, seen_of[i]);
    }
}

/* A cut answer never ends; a changed one may tell something else, but is taken or not. */
static void damage(void **state)
{
    g_autoptr(GByteArray) bytes = write_answer(-1);
    (void)state;
    for (guint at = 0; at < bytes->len; at++) {
        g_autoptr(GString) seen = g_string_new(NULL);
        g_autoptr(GByteArray) changed = g_byte_array_new();
        g_autoptr(GError) error = NULL;
        ReaderShare share = {0};
        g_byte_array_append(changed, bytes->data, at);
        assert_false(at > 0 && take_answer(changed, at, &(Answer){NULL, seen, 99}, &share, &error));
        assert_null(error);
        g_byte_array_append(changed, bytes->data + at, bytes->len - at);
        for (guint bit = 0; bit < 8; bit++) {
            changed->data[at] = (guint8)(bytes->data[at] ^ (1u << bit));
            take_answer(changed, changed->len, &(Answer){NULL, seen, 99}, &share, &error);
            assert_true(share.understood <= share.all);
            g_clear_error(&error);
        }
    }
}

/* Files of an archive where none may come, an event that there is not, and a name that is no text are no answer. */
static void no_members(void **state)
{
    static const struct {
        MemberEvent event;
        const char *bytes;
        gboolean wanted, ok;
    } cases[] = {{MEMBER_BEGINS, "a", FALSE, FALSE},        {MEMBER_BEGINS, "a", TRUE, TRUE},
                 {(MemberEvent)4, "a", TRUE, FALSE},        {MEMBER_BEGINS, "\xff", TRUE, FALSE},
                 {MEMBER_IS_BROKEN, "\xff", TRUE, FALSE},   {MEMBER_GOES_ON, "\xff", TRUE, TRUE}};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) seen = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        Answer answer = {NULL, seen, 9};
        const ReaderSink sink = {.record = see_record, .reject = see_reject, .data = &answer};
        const MemberSink members = {see_member, &answer};
        ReaderShare share = {0};
        char *text = NULL;
        size_t len = 0;
        FILE *out = open_memstream(&text, &len);
        assert_true(frame_put_member(cases[i].event, cases[i].bytes, strlen(cases[i].bytes), out));
        fclose(out);
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_byte_array_append(bytes, (const guint8 *)text, (guint)len);
        FrameReader reader = {bytes, FALSE, cases[i].wanted ? &members : NULL};
        assert_int_equal(frame_take(&reader, &sink, &share, &error), cases[i].ok);
        assert_null(error);
        assert_int_equal(seen->len > 0, cases[i].ok);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confines), cmocka_unit_test(program_confines), cmocka_unit_test(frames), cmocka_unit_test(frames_of_text), cmocka_unit_test(stops),
        cmocka_unit_test(damage), cmocka_unit_test(no_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
