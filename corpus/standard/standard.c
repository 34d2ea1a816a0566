#include "corpus/standard/standard.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/record/fault.h"
#include "corpus/standard/private.h"
#include "messages/messages.h"
#include "unicode/width.h"
#include "unicode/han.h"

/* A longer scope is cut: what follows is no scope. */
enum { SCOPE_MOST = 16 << 10 };

char *standard_prose(const GPtrArray *lines, guint from, guint to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = from; i < to; i++)
        text_join(text, standard_line(lines, i), strlen(standard_line(lines, i)));
    text_finish_prose(text->str);
    return g_strdup(text->str);
}

typedef struct {
    Record *record;
    const char *type, *degree;
} Relating;

static gboolean relate(const Number *number, size_t start, size_t end, gpointer data)
{
    const Relating *relating = data;
    g_autofree char *id = number_format(number);
    (void)start, (void)end;
    if (number->prefix && g_strcmp0(id, record_text(relating->record, FIELD_ID)) != 0 &&
        !record_has_relation(relating->record, relating->type, id))
        record_add_relation(relating->record, relating->type, relating->degree, id);
    return TRUE;
}

void standard_relate(Record *record, const char *type, const char *degree, const char *text)
{
    Relating relating = {record, type, degree};
    number_find(text, strlen(text), relate, &relating);
}

/* Foreword */

/* What a sentence of a foreword says of another document, by the words before its number. */
static const struct {
    const char *words, *type, *degree;
} sentences[] = {
    {"(?:全部|部分)?代替(?:了|的是)?", "replaces", NULL},
    {"等同(?:采用|转化)", "adopts", "IDT"},
    {"修改(?:采用|转化)|(?<!非)等效采用", "adopts", "MOD"},
    {"非等效采用", "adopts", "NEQ"},
};

#define SUBJECT "本(?:标准|文件|部分|规范|规程|指导性技术文件)"

typedef struct {
    GRegex *relations[G_N_ELEMENTS(sentences)], *committee, *subject;
} Patterns;

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns = g_new0(Patterns, 1);
        for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
            g_autofree char *pattern = g_strconcat("^" SUBJECT "(?:(?![不未没]|附录|[条章表])[^，；]){0,24}?(?:",
                                                   sentences[i].words, ")(?=[^，；。]{0,20}?[A-Z])", NULL);
            patterns->relations[i] = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        }
        patterns->subject = g_regex_new("^" SUBJECT, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->committee = g_regex_new("^" SUBJECT ".{0,40}?由([^，；由]{2,40}?(?:委员会|部|局|协会|学会))"
                                          "(?:[(（](SAC/ ?TC ?[0-9]+(?:/ ?SC ?[0-9]+)?)[)）])?(?:提出)?(?:并|和)?归口",
                                          G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

static void read_sentence(Record *record, const char *sentence)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        g_autoptr(GMatchInfo) match = NULL;
        int start, end;
        if (!g_regex_match(patterns_get()->relations[i], sentence, 0, &match) ||
            !g_match_info_fetch_pos(match, 0, &start, &end))
            continue;
        const char *rest = sentence + end, *stop = strstr(rest, "，");
        g_autofree char *piece = g_strndup(rest, stop ? (size_t)(stop - rest) : strlen(rest));
        standard_relate(record, sentences[i].type, sentences[i].degree, piece);
        return;
    }
}

static void read_committee(Record *record, const char *sentence)
{
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(patterns_get()->committee, sentence, 0, &match))
        return;
    g_autofree char *name = g_match_info_fetch(match, 1), *number = g_match_info_fetch(match, 2);
    record_set_text(record, FIELD_COMMITTEE, number && *number ? number : name, -1);
}

static void read_sentences(Record *record, const char *text)
{
    g_auto(GStrv) all = g_regex_split_simple("[。；]", text, 0, 0);
    for (char **sentence = all; *sentence; sentence++) {
        read_sentence(record, *sentence);
        read_committee(record, *sentence);
    }
}

/* Whether LINE, behind BEFORE, begins a sentence though no 。 ends the one before, as where the items of a list (如下：) are
 * over. What fills most of the FULL width may go on in the next line, unless a mark ends it. */
static gboolean begins_sentence(const TextLine *before, const TextLine *line, int full)
{
    static const char *const marks[] = {"）", ")", "；", ";", "》", "。"};
    gboolean ends = before->width < full - full / 4;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        ends = ends || g_str_has_suffix(before->text, marks[i]);
    return ends && g_regex_match(patterns_get()->subject, line->text, 0, NULL);
}

void standard_read_foreword(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    guint from = parts->foreword + 1;
    int full = 0;
    for (guint i = from; i < parts->foreword_end; i++)
        full = MAX(full, ((TextLine *)lines->pdata[i])->width);
    for (guint i = from; i < parts->foreword_end; i++) {
        if (i + 1 < parts->foreword_end && !begins_sentence(lines->pdata[i], lines->pdata[i + 1], full))
            continue;
        g_autofree char *text = standard_prose(lines, from, i + 1);
        read_sentences(record, text);
        from = i + 1;
    }
}

/* Clauses */

/* Whether LINE is the heading of a part of clause 1: 1.1 总则. */
static gboolean is_subheading(const char *line)
{
    return g_str_has_prefix(line, "1.") && strspn(line + 2, "0123456789") > 0 && !strstr(line, "。") &&
           text_columns(line, strlen(line)) < 40;
}

static void read_scope(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    g_autoptr(GPtrArray) body = g_ptr_array_new();
    for (guint i = parts->scope + 1; i < parts->scope_end; i++)
        if (!is_subheading(standard_line(lines, i)))
            g_ptr_array_add(body, lines->pdata[i]);
    g_autofree char *text = standard_prose(body, 0, body->len);
    if (strlen(text) > SCOPE_MOST)
        *g_utf8_find_prev_char(text, text + SCOPE_MOST) = '\0';
    record_set_text(record, han_is_in(text) ? FIELD_SCOPE_ZH : FIELD_SCOPE_EN, text, -1);
}

static void read_references(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    for (guint i = parts->references + 1; i < parts->references_end; i++)
        standard_relate(record, "cites", NULL, standard_line(lines, i));
}

/* Standards */

typedef struct {
    const char *file;
    const ReaderSink *sink;
    ReaderShare *share;
} Reading;

static guint64 bytes_of(const GPtrArray *lines, guint from, guint to)
{
    guint64 bytes = 0;
    for (guint i = from; i < to; i++)
        bytes += strlen(standard_line(lines, i));
    return bytes;
}

static gboolean send_reject(const Reading *reading, const GPtrArray *lines, guint i, const char *text, const char *reason)
{
    const TextLine *line = lines->pdata[i];
    const Source at = {.file = (char *)reading->file, .page = line->page, .line = line->number, .ocr = line->ocr};
    return reject_send_at(reading->sink, &at, text, strlen(text), "%s", reason);
}

/* Whether LINE is in Chinese as the other one is, or neither. */
static gboolean same_language(const char *line, const char *other)
{
    return han_is_in(line) == han_is_in(other);
}

/* Tells of clauses 1 behind the body's: they are of standards whose covers were not found. */
static gboolean reject_others(Reading *reading, const GPtrArray *lines, const StandardParts *parts)
{
    gboolean more = TRUE;
    for (guint i = parts->scope_end; i < lines->len && more; i++) {
        const char *line = standard_line(lines, i);
        if (!standard_is_scope(lines, i) || !same_language(line, standard_line(lines, parts->scope)))
            continue;
        reading->share->understood -= bytes_of(lines, i, standard_clause_end(lines, i + 1));
        more = send_reject(reading, lines, i, line,
                           _("a second clause 1: the cover of its standard was not found, which is not read; give it as a "
                           "file of its own"));
    }
    return more;
}

static Record *read_record(const char *file, const GPtrArray *lines, const StandardParts *parts)
{
    const TextLine *line = lines->pdata[parts->number];
    const Source at = {.file = (char *)file, .page = line->page, .line = line->number, .ocr = line->ocr};
    Record *record = record_new();
    standard_read_cover(lines, parts, record);
    standard_read_foreword(lines, parts, record);
    read_scope(lines, parts, record);
    read_references(lines, parts, record);
    record_add_source(record, &at);
    record_normalize(record);
    return record;
}

/* LINES are one standard. Its body is known to be none of what is kept. */
static gboolean read_standard(Reading *reading, const GPtrArray *lines)
{
    StandardParts parts;
    guint64 bytes = bytes_of(lines, 0, lines->len);
    reading->share->all += bytes;
    if (!standard_find_parts(lines, &parts))
        return send_reject(reading, lines, 0, standard_line(lines, 0),
                           _("a standard without a clause 1 that is its scope, which is not read"));
    g_autoptr(Record) record = read_record(reading->file, lines, &parts);
    const char *id = record_text(record, FIELD_ID), *title;
    id = id ? id : standard_line(lines, parts.number);
    if (!record_text(record, FIELD_TITLE_ZH) && !record_text(record, FIELD_TITLE_EN))
        return send_reject(reading, lines, parts.number, id, _("a standard whose title could not be told"));
    const char *fault = record_title_fault(record, FAULT_CATALOGUE, &title);
    g_autofree char *reason = fault ? g_strdup_printf(_("the title \"%.120s\" %s"), title, fault) : NULL;
    if (reason)
        return send_reject(reading, lines, parts.number, id, reason);
    reading->share->understood += bytes;
    return reading->sink->record(g_steal_pointer(&record), reading->sink->data) &&
           reject_others(reading, lines, &parts);
}

gboolean standard_knows(const GPtrArray *lines)
{
    StandardParts parts;
    if (standard_find_parts(lines, &parts))
        return TRUE;
    g_autoptr(GArray) covers = standard_find_covers(lines);
    return covers->len > 1;
}

gboolean standard_read(const char *file, const GPtrArray *lines, const ReaderSink *sink, ReaderShare *share,
                       GError **error)
{
    Reading reading = {file, sink, share};
    g_autoptr(GArray) covers = standard_find_covers(lines);
    guint first = covers->len ? g_array_index(covers, guint, 0) : lines->len;
    gboolean more = TRUE;
    share->unit = N_("bytes");
    share->all = share->understood = bytes_of(lines, 0, first); /* what a collection begins with */
    for (guint k = 0; k < covers->len && more; k++) {
        guint from = g_array_index(covers, guint, k);
        guint to = k + 1 < covers->len ? g_array_index(covers, guint, k + 1) : lines->len;
        g_autoptr(GPtrArray) own = g_ptr_array_new();
        for (guint i = from; i < to; i++)
            g_ptr_array_add(own, lines->pdata[i]);
        more = read_standard(&reading, own);
    }
    return more ? reader_check_share(file, share, error) : reader_stopped(file, error);
}
