/* libFuzzer's target for the readers (scripts/fuzz builds it): the bytes are a file of the name that BIAOSOU_FUZZ_NAME
 * says, whose ending may tell its format. Each record must survive packing and JSON. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "corpus/container/pdf.h"
#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
const char *__lsan_default_suppressions(void);

/* What fontconfig keeps of its configuration. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static void must(gboolean holds)
{
    if (!holds)
        abort();
}

static gboolean check_record(Record *owned, gpointer data)
{
    g_autoptr(Record) record = owned;
    g_autoptr(GByteArray) packed = g_byte_array_new();
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *line = record_to_json_line(record);
    (void)data;
    record_pack(record, packed);
    g_autoptr(Record) unpacked = record_unpack(packed->data, packed->len, NULL);
    g_autoptr(Record) again = record_from_json(line, strlen(line), problems, NULL);
    must(unpacked && again && problems->len == 0 && g_utf8_validate(line, -1, NULL));
    return TRUE;
}

static gboolean check_reject(const Reject *reject, gpointer data)
{
    (void)data;
    must(g_utf8_validate(reject->text, -1, NULL) && g_utf8_validate(reject->reason, -1, NULL));
    return TRUE;
}

static gboolean check_member(MemberEvent event, const void *bytes, size_t len, gpointer data)
{
    (void)data;
    must(event == MEMBER_GOES_ON || event == MEMBER_IS_WHOLE || g_utf8_validate_len(bytes, len, NULL));
    return TRUE;
}

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const char *name = getenv("BIAOSOU_FUZZ_NAME");
    g_autofree char *folder = g_strdup_printf("%s/biaosou-fuzz-%d", g_get_tmp_dir(), (int)getpid());
    g_autofree char *file = g_build_filename(folder, name ? name : "file", NULL);
    const ReaderSink sink = {.record = check_record, .reject = check_reject};
    const MemberSink members = {check_member, NULL};
    ReaderShare share = {.unit = ""};
    g_mkdir_with_parents(folder, 0700);
    must(g_file_set_contents_full(file, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    Stream *stream = stream_open(file, NULL);
    if (stream)
        reader_read_here(file, stream, &(ReaderHelp){pdf_read, &members}, &sink, &share, NULL);
    must(share.understood <= share.all);
    return 0;
}
