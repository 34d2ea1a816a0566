#include "corpus/standard/standard.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/record/fault.h"
#include "corpus/standard/private.h"
#include "unicode/width.h"

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
    GRegex *relations[G_N_ELEMENTS(sentences)], *committee;
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

void standard_read_foreword(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    if (parts->foreword >= parts->foreword_end)
        return;
    g_autofree char *text = standard_prose(lines, parts->foreword + 1, parts->foreword_end);
    g_auto(GStrv) all = g_strsplit(text, "。", -1);
    for (char **sentence = all; *sentence; sentence++) {
        read_sentence(record, *sentence);
        read_committee(record, *sentence);
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
    record_set_text(record, text_is_chinese(text) ? FIELD_SCOPE_ZH : FIELD_SCOPE_EN, text, -1);
}

static void read_references(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    for (guint i = parts->references + 1; i < parts->references_end; i++)
        standard_relate(record, "cites", NULL, standard_line(lines, i));
}

gboolean standard_knows(const GPtrArray *lines)
{
    StandardParts parts;
    return standard_find_parts(lines, &parts);
}

gboolean standard_read(const char *file, const GPtrArray *lines, const ReaderSink *sink, ReaderShare *share,
                       GError **error)
{
    StandardParts parts;
    if (!standard_find_parts(lines, &parts)) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: no standard", file);
        return FALSE;
    }
    const TextLine *line = lines->pdata[parts.number];
    const Source at = {.file = (char *)file, .page = line->page, .line = line->number};
    g_autoptr(Record) record = record_new();
    standard_read_cover(lines, &parts, record);
    standard_read_foreword(lines, &parts, record);
    read_scope(lines, &parts, record);
    read_references(lines, &parts, record);
    record_add_source(record, &at);
    record_normalize(record);
    const char *id = record_text(record, FIELD_ID), *title;
    gboolean titled = record_text(record, FIELD_TITLE_ZH) || record_text(record, FIELD_TITLE_EN);
    const char *fault = titled ? record_title_fault(record, FAULT_CATALOGUE, &title) : NULL;
    share->understood = share->all = 0;
    share->unit = "bytes";
    for (guint i = 0; i < lines->len; i++) /* the body is known to be none of what is kept */
        share->all += strlen(standard_line(lines, i));
    share->understood = titled ? share->all : 0;
    id = id ? id : standard_line(lines, parts.number);
    gboolean more = !titled ? reject_send_at(sink, &at, id, strlen(id), "a standard whose title could not be told")
                    : fault ? reject_send_at(sink, &at, id, strlen(id), "the title \"%.120s\" %s", title, fault)
                            : sink->record(g_steal_pointer(&record), sink->data);
    if (!more)
        g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, "%s: stopped", file);
    return more && reader_check_share(file, share, error);
}
