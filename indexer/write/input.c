#include "indexer/write/input.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "corpus/read/jsonl.h"
#include "corpus/reader.h"
#include "indexer/files/file-writer.h"
#include "indexer/write/document.h"
#include "indexer/write/identity.h"
#include "indexer/write/spill.h"
#include "messages/messages.h"

/* Lines of a file are read in blocks of this size, each by a worker of its own. */
#define BLOCK_BYTES (8u << 20)
/* Or of so many lines: empty ones take no bytes. */
#define BLOCK_LINES 400000u
/* A run is written when it holds this much. */
#define RUN_BYTES (24u << 20)
/* Records of an index that one worker spills. */
#define INDEX_STEP 20000u

Spilled *spilled_new(void)
{
    Spilled *spilled = g_new0(Spilled, 1);
    spilled->runs = g_ptr_array_new_with_free_func(g_free);
    spilled->rejects = g_ptr_array_new_with_free_func(g_free);
    return spilled;
}

void spilled_free(Spilled *spilled)
{
    if (!spilled)
        return;
    g_ptr_array_unref(spilled->runs);
    g_ptr_array_unref(spilled->rejects);
    g_free(spilled);
}

/* One worker's part: a block of lines of a file, or a whole file, or some documents of an index. */
typedef struct {
    Input *input;
    guint32 file_number;
    GByteArray *text; /* the block, or NULL: the whole file */
    GArray *lines;    /* Line; text is an offset into the block until the worker runs */
    Index *index;
    guint32 shard, first;
    char *run_prefix; /* runs are PREFIX-0, PREFIX-1, … */
    char *reject_file;
    char *member_file;
    /* in the worker */
    SpillRun *run;
    guint32 n_runs, place;
    FileWriter rejects;
    guint64 n_records, n_rejects, n_provisional, n_failed;
    gboolean foreign;
    MemberTally *members;
    ReaderShare share;
    GError *failure;
    /* in the caller */
    Spilled *out;
    const ChangeProgress *progress;
} Part;

enum { RECORDS, REJECTS, PROVISIONAL, RUNS, FAILED, UNDERSTOOD, ALL, FOREIGN, LEFT_OUT };

static void part_free(Part *part)
{
    if (part->text)
        g_byte_array_unref(part->text);
    if (part->lines)
        g_array_unref(part->lines);
    g_free(part->run_prefix);
    g_free(part->reject_file);
    g_free(part->member_file);
    g_free(part);
}

static gboolean write_run(Part *part)
{
    g_autofree char *file = g_strdup_printf("%s-%u", part->run_prefix, part->n_runs++);
    return spill_run_write(part->run, file, &part->failure);
}

/* What FILE, as a reader has it, has after the name of PART's source: "", or "/NAME" of a file in that archive; NULL: it is
 * another. */
static const char *after_source(const Part *part, const char *file)
{
    const char *source = part->input ? part->input->content : NULL;
    const char *rest = source && g_str_has_prefix(file, source) ? file + strlen(source) : NULL;
    return rest && (!*rest || *rest == '/') ? rest : NULL;
}

/* A reader is given the file's absolute path; what it says is about the file as it was given, or about one in that
 * archive. Caller frees. */
static char *given_name(const Part *part, const char *file)
{
    const char *rest = after_source(part, file);
    return rest ? g_strconcat(part->input->file, rest, NULL) : g_strdup(file);
}

static gboolean tally_member(const char *file, guint64 records, gpointer data)
{
    Part *part = data;
    const char *rest = after_source(part, file);
    if (rest && *rest)
        member_tally_add(&part->members, rest + 1, records);
    return TRUE;
}

static gboolean keep_record(Record *owned, gpointer data)
{
    g_autoptr(Record) record = owned;
    Part *part = data;
    GPtrArray *sources = record->values[FIELD_SOURCES].list;
    for (guint i = 0; sources && i < sources->len; i++) {
        Source *source = sources->pdata[i];
        char *name = given_name(part, source->file);
        g_free(source->file);
        source->file = name;
    }
    part->n_records++;
    part->n_provisional += identity_is_provisional(record_text(record, FIELD_ID));
    spill_run_add(part->run, record, (SpillOrder){part->file_number, part->place++});
    return spill_run_bytes(part->run) < RUN_BYTES || write_run(part);
}

char *input_reject_row(const Reject *reject, const char *name)
{
    g_autofree char *file = g_utf8_make_valid(name, -1);
    g_autofree char *reason = g_utf8_make_valid(reject->reason, -1);
    g_autofree char *sheet = reject->at.sheet ? g_utf8_make_valid(reject->at.sheet, -1) : NULL;
    json_t *page = reject->at.page ? json_integer(reject->at.page) : NULL;
    json_t *row = json_pack("{s:s, s:s*, s:o*, s:I, s:s, s:s}", "file", file, "sheet", sheet, "page", page,
                            "line", (json_int_t)reject->at.line, "reason", reason, "text",
                            reject->text ? reject->text : "");
    char *text = row ? json_dumps(row, JSON_COMPACT) : NULL;
    json_decref(row);
    return text;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    Part *part = data;
    part->n_rejects++;
    g_autofree char *name = given_name(part, reject->at.file);
    char *text = input_reject_row(reject, name);
    gboolean ok =
        text && (part->rejects.file || file_writer_open(&part->rejects, part->reject_file,
                                                        &part->failure)) &&
        file_writer_put(&part->rejects, text, strlen(text), &part->failure) &&
        file_writer_put(&part->rejects, "\n", 1, &part->failure);
    free(text);
    return ok;
}

/* A record of a source. That some of its texts are not searched is told. */
static gboolean read_record(Record *record, gpointer data)
{
    Part *part = data;
    guint texts = document_count_texts(record);
    if (texts > SHARD_MAX_TEXTS) {
        const GPtrArray *sources = record->values[FIELD_SOURCES].list;
        const Source *source = sources ? sources->pdata[0] : NULL;
        g_autofree char *reason = g_strdup_printf(_("the record has %u texts, of which the first %d are "
                                                  "searched; it is kept whole"),
                                                  texts, SHARD_MAX_TEXTS);
        if (!keep_reject(&(Reject){.at = source ? *source : (Source){.file = part->input->file},
                                   .reason = reason,
                                   .text = record_text(record, FIELD_ID)},
                         part)) {
            record_free(record);
            return FALSE;
        }
    }
    return keep_record(record, part);
}

static void reject_file(Part *part, const GError *problem)
{
    const char *names[] = {part->input->content, part->input->file}, *reason = problem->message;
    for (int i = 0; i < 2; i++) /* a reject names its file already */
        if (g_str_has_prefix(reason, names[i]) &&
            g_str_has_prefix(reason + strlen(names[i]), ": "))
            reason += strlen(names[i]) + 2;
    part->n_failed = 1;
    keep_reject(&(Reject){.at.file = part->input->file, .reason = reason, .text = ""}, part);
    part->share = (ReaderShare){.all = MAX(part->share.all, 1), .unit = ""}; /* nothing of it is taken in */
}

static void read_block(Part *part, const ReaderSink *sink)
{
    for (guint i = 0; i < part->lines->len && !part->failure; i++) {
        Line line = g_array_index(part->lines, Line, i);
        line.text = (const char *)part->text->data + GPOINTER_TO_SIZE(line.text);
        part->place = line.number;
        guint64 records = part->n_records, rejects = part->n_rejects;
        gboolean going_on = jsonl_read_line(part->input->file, &line, sink);
        part->share.understood += part->n_records > records;
        part->share.all += part->n_records > records || part->n_rejects > rejects;
        if (!going_on)
            return;
    }
}

static void read_index(Part *part)
{
    Shard *shard = index_shard(part->index, part->shard);
    guint32 last = MIN(shard_doccount(shard), part->first + INDEX_STEP - 1);
    for (guint32 local = part->first; local <= last && !part->failure; local++) {
        if (index_is_dead(part->index, part->shard, local))
            continue;
        Record *record = shard_record(shard, local, &part->failure);
        if (record && !keep_record(record, part))
            return;
    }
}

/* Takes back what was read: runs that are written already stay unread. */
static void forget_records(Part *part)
{
    spill_run_free(part->run);
    part->run = spill_run_new();
    part->n_records = part->n_provisional = part->n_runs = 0;
}

static void read_file(Part *part, const ReaderSink *sink)
{
    g_autoptr(GError) problem = NULL;
    gboolean readable = !part->input->failed;
    if (!readable) /* it was seen when it was measured; now the reason is told */
        input_measure(part->input, NULL, &problem);
    if (readable ? reader_read_share(part->input->content, sink, &part->share, &problem) : problem == NULL)
        return;
    if (part->failure)
        return;
    part->foreign = part->input->found && g_error_matches(problem, READER_ERROR, READER_ERROR_FOREIGN);
    if (part->foreign)
        return;
    if (g_error_matches(problem, READER_ERROR, READER_ERROR_NOT_UNDERSTOOD))
        forget_records(part);
    reject_file(part, problem);
}

static gboolean read_part(gpointer data, PoolResult *result, GError **error)
{
    Part *part = data;
    const ReaderSink sink = {.record = read_record, .reject = keep_reject, .data = part, .member = tally_member};
    part->run = spill_run_new();
    if (part->index) {
        read_index(part);
    } else if (part->lines) {
        read_block(part, &sink);
    } else {
        read_file(part, &sink);
    }
    if (!part->failure && spill_run_records(part->run))
        write_run(part);
    if (!part->failure && part->rejects.file)
        file_writer_close(&part->rejects, &part->failure);
    result->numbers[RECORDS] = part->n_records;
    result->numbers[REJECTS] = part->n_rejects;
    result->numbers[PROVISIONAL] = part->n_provisional;
    result->numbers[RUNS] = part->n_runs;
    result->numbers[FAILED] = part->n_failed;
    result->numbers[UNDERSTOOD] = part->share.understood;
    result->numbers[ALL] = part->foreign ? 0 : part->share.all;
    result->numbers[FOREIGN] = part->foreign;
    result->numbers[LEFT_OUT] = part->foreign ? 0 : part->share.left_out;
    if (part->failure)
        g_propagate_error(error, g_steal_pointer(&part->failure));
    else if (part->n_rejects && !g_file_test(part->reject_file, G_FILE_TEST_EXISTS))
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: rejects cannot be written"),
                    part->reject_file);
    else
        member_tally_save(part->members, part->member_file, error);
    return error == NULL || *error == NULL;
}

static void part_done(gpointer data, const PoolResult *result)
{
    Part *part = data;
    Spilled *out = part->out;
    if (!result)
        return part_free(part);
    for (guint64 i = 0; i < result->numbers[RUNS]; i++)
        g_ptr_array_add(out->runs, g_strdup_printf("%s-%u", part->run_prefix, (guint)i));
    out->records += result->numbers[RECORDS];
    out->n_rejects += result->numbers[REJECTS];
    out->provisional += result->numbers[PROVISIONAL];
    if (result->numbers[REJECTS])
        g_ptr_array_add(out->rejects, g_strdup(part->reject_file));
    if (part->input) {
        part->input->records += result->numbers[RECORDS];
        part->input->rejects += result->numbers[REJECTS];
        part->input->failed |= result->numbers[FAILED] > 0;
        part->input->understood += result->numbers[UNDERSTOOD];
        part->input->all += result->numbers[ALL];
        part->input->foreign |= result->numbers[FOREIGN] > 0;
        part->input->left_out += result->numbers[LEFT_OUT];
        if (!part->input->members)
            part->input->members = member_tally_load(part->member_file);
    }
    progress_add(part->progress, result->numbers[RECORDS]);
    part_free(part);
}

typedef struct {
    const char *work;
    Pool *pool;
    const ChangeProgress *progress;
    guint64 max_rejects;
    Spilled *out;
    guint32 n_parts; /* of the current file */
} Stage;

guint input_percent_understood(const GPtrArray *inputs)
{
    double understood = 0, all = 0;
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        double bytes = (double)MAX(input->bytes, 1);
        all += bytes;
        understood += input->all ? bytes * (double)input->understood / (double)input->all : bytes;
    }
    return all > 0 ? (guint)(100 * understood / all) : 100;
}

static Part *part_new(Stage *stage, Input *input, guint32 file_number)
{
    Part *part = g_new0(Part, 1);
    guint32 number = stage->n_parts++;
    part->input = input;
    part->file_number = file_number;
    part->run_prefix = g_strdup_printf("%s/run-%08u-%08u", stage->work, file_number, number);
    part->reject_file = g_strdup_printf("%s/rejects-%08u-%08u", stage->work, file_number, number);
    part->member_file = g_strdup_printf("%s/members-%08u-%08u", stage->work, file_number, number);
    part->out = stage->out;
    part->progress = stage->progress;
    return part;
}

static gboolean too_many_rejects(const Stage *stage, GError **error)
{
    if (stage->out->n_rejects <= stage->max_rejects)
        return FALSE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT,
                _("more than %llu rejects; the index is as it was"),
                (unsigned long long)stage->max_rejects);
    return TRUE;
}

static gboolean run_part(Stage *stage, Part *part, GError **error)
{
    if (!pool_run(stage->pool, read_part, part, part_done, error))
        return FALSE;
    /* The worker has its copy. */
    g_clear_pointer(&part->text, g_byte_array_unref);
    g_clear_pointer(&part->lines, g_array_unref);
    return !too_many_rejects(stage, error);
}

/* Adds PROBLEM of the whole file INPUT to the rejects. */
static gboolean add_file_reject(Stage *stage, Input *input, guint32 number, const GError *problem,
                                GError **error)
{
    Part *part = part_new(stage, input, number);
    reject_file(part, problem);
    if (part->failure || !file_writer_close(&part->rejects, &part->failure)) {
        file_writer_abandon(&part->rejects);
        g_propagate_error(error, g_steal_pointer(&part->failure));
        part_free(part);
        return FALSE;
    }
    part_done(part, &(PoolResult){.numbers = {[REJECTS] = 1, [FAILED] = 1}});
    return TRUE;
}

/* Reads LINES in blocks; a damaged end is a reject of the last part. */
static gboolean spill_lines(Stage *stage, Input *input, guint32 number, LineReader *lines,
                            GError **error)
{
    gboolean more = TRUE;
    while (more) {
        g_autoptr(GError) problem = NULL;
        Part *part = part_new(stage, input, number);
        Line line = {0};
        part->text = g_byte_array_sized_new(BLOCK_BYTES + (64u << 10));
        part->lines = g_array_new(FALSE, FALSE, sizeof(Line));
        while (part->text->len < BLOCK_BYTES && part->lines->len < BLOCK_LINES &&
               (more = line_reader_next(lines, &line, &problem))) {
            const char *text = line.text;
            line.text = GSIZE_TO_POINTER(part->text->len);
            g_byte_array_append(part->text, (const guint8 *)text, (guint)line.len);
            g_array_append_val(part->lines, line);
        }
        if (!run_part(stage, part, error) || pool_stopped(stage->pool, error))
            return FALSE;
        if (!problem)
            continue;
        if (!add_file_reject(stage, input, number, problem, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean is_stopped(gconstpointer stop)
{
    return stop_asked(stop, NULL);
}

static gboolean spill_input(Stage *stage, Input *input, guint32 number, GError **error)
{
    stream_set_thread_stop(is_stopped, pool_stop(stage->pool));
    g_autoptr(Stream) stream = input->failed ? NULL : stream_open(input->content, NULL);
    stream_set_thread_stop(NULL, NULL); /* a process that reads a part is ended by the pool */
    stage->n_parts = 0;
    if (!stream || !reader_is_jsonl(input->content, stream))
        return run_part(stage, part_new(stage, input, number), error);
    input->by_line = TRUE;
    g_autoptr(LineReader) lines = line_reader_new(g_steal_pointer(&stream));
    return spill_lines(stage, input, number, lines, error);
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Takes out what came of INPUT, of whose lines more than half are no records: what it is has not been
 * understood, so nothing of it is sure. */
static gboolean drop_input(Stage *stage, Input *input, guint32 number, GError **error)
{
    g_autofree char *prefix = g_strdup_printf("%s/run-%08u-", stage->work, number);
    g_autoptr(GError) problem =
        g_error_new(INDEX_ERROR, INDEX_ERROR_INPUT,
                    _("of its %llu lines only %llu are records, so none is taken: mend the file, or the program that wrote it"),
                    (unsigned long long)input->all, (unsigned long long)input->understood);
    for (guint i = stage->out->runs->len; i-- > 0;)
        if (g_str_has_prefix(stage->out->runs->pdata[i], prefix))
            g_ptr_array_remove_index(stage->out->runs, i);
    stage->out->records -= input->records;
    input->records = input->understood = 0;
    stage->n_parts = G_MAXUINT32 - 1; /* comes last in the report of the file */
    return add_file_reject(stage, input, number, problem, error);
}

static gboolean drop_not_understood(Stage *stage, GPtrArray *inputs, guint32 first_file,
                                    GError **error)
{
    for (guint i = 0; i < inputs->len; i++) {
        Input *input = inputs->pdata[i];
        if (input->by_line && input->understood < input->all - input->understood &&
            !drop_input(stage, input, first_file + i, error))
            return FALSE;
    }
    return TRUE;
}

gboolean input_spill(GPtrArray *inputs, guint32 first_file, const char *work, Pool *pool,
                     const ChangeProgress *progress, guint64 max_rejects, Spilled *out, GError **error)
{
    Stage stage = {work, pool, progress, max_rejects, out, 0};
    gboolean ok = TRUE;
    for (guint i = 0; ok && i < inputs->len; i++)
        ok = spill_input(&stage, inputs->pdata[i], first_file + i, error);
    ok = ok && pool_wait(pool, 0, error) && drop_not_understood(&stage, inputs, first_file, error);
    g_ptr_array_sort(out->rejects, compare_strings);
    return ok && !too_many_rejects(&stage, error);
}

gboolean input_spill_index(Index *index, const gboolean *chosen, const char *work, Pool *pool,
                           const ChangeProgress *progress, Spilled *out, GError **error)
{
    Stage stage = {work, pool, progress, 0, out, 0};
    for (guint32 s = 0; s < index_shard_count(index); s++) {
        guint32 n = chosen && !chosen[s] ? 0 : shard_doccount(index_shard(index, s));
        for (guint32 first = 1; first <= n; first += INDEX_STEP) {
            Part *part = part_new(&stage, NULL, s);
            part->index = index;
            part->shard = s;
            part->first = first;
            part->place = first;
            if (!run_part(&stage, part, error))
                return FALSE;
        }
    }
    return pool_wait(pool, 0, error);
}
