#include "search/similar/report.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "search/answer/related.h"
#include "search/output/output.h"
#include "unicode/clean.h"

static const char *const verdicts[][3] = {
    [SIMILAR_SAME] = {"same", "疑似重复", "probably a duplicate"},
    [SIMILAR_CLOSE] = {"close", "高度相近", "close"},
    [SIMILAR_PARTLY] = {"partly", "部分相近", "similar in part"},
    [SIMILAR_NONE] = {"none", "未见相近", "nothing similar found"},
};

/* How the verdict comes about, for who reads the report. */
static const char *const scale[] = {
    "相近度是拟立项的名称和范围中各词按其稀有程度加权后，已有文件所含的百分比，仅名称相近的按其七成计：80 % 及以上或名称相同为疑似重复，60 % 及以上为高度相近，"
    "40 % 及以上为部分相近。",
    "The overlap is how much of the proposed title and scope a document holds, by terms, each weighed by how rare it is; where only the titles are "
    "alike, seven tenths of their overlap: from "
    "80 % on, or with the same title, it is probably a duplicate, from 60 % on close, from 40 % on similar in part."};

/* Relations */

/* A relation of a document to another, as it is said of the document. */
typedef struct {
    const char *type; /* replaces, replaced-by … */
    char *id, *title, *status, *degree;
} Relative;

static void clear_relative(gpointer data)
{
    Relative *related = data;
    g_free(related->id);
    g_free(related->title);
    g_free(related->status);
    g_free(related->degree);
}

typedef struct {
    Searcher *searcher;
    GArray *list; /* Relative */
} Collecting;

static void add_related(const Collecting *collecting, const char *type, const char *id, const char *degree,
                        const Record *record)
{
    guint32 today = collecting->searcher->today;
    const Relative related = {type, g_strdup(id), g_strdup(record ? record_title(record) : NULL),
                             g_strdup(record ? record_status_on(record, today) : NULL), g_strdup(degree)};
    g_array_append_val(collecting->list, related);
}

static gboolean add_inverse(const Collecting *collecting, const Record *record, GError **error)
{
    g_autoptr(GArray) others = related_find(collecting->searcher, record, error);
    for (guint i = 0; others && i < others->len; i++) {
        const Related *other = &g_array_index(others, Related, i);
        add_related(collecting, other->type->inverse, record_text(other->record, FIELD_ID), other->degree, other->record);
    }
    return others != NULL;
}

/* What RECORD (may be NULL) says of others, and others of it. Caller unrefs; NULL with an error. */
static GArray *find_relations(Searcher *searcher, const Record *record, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Relative));
    const Collecting collecting = {searcher, list};
    const GPtrArray *relations = record ? record->values[FIELD_RELATIONS].list : NULL;
    g_array_set_clear_func(list, clear_relative);
    for (guint i = 0; relations && i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        GError *inner = NULL;
        XcDocid docid = index_find_id(searcher->index, relation->to, &inner);
        g_autoptr(Record) other = docid ? index_record(searcher->index, docid, &inner) : NULL;
        if (inner) {
            g_propagate_error(error, inner);
            return NULL;
        }
        add_related(&collecting, relation->type, relation->to, relation->degree, other);
    }
    if (record && !add_inverse(&collecting, record, error))
        return NULL;
    return g_steal_pointer(&list);
}

static const char *relation_name(const char *type, OutputLanguage language)
{
    static const char *const names[][2] = {
        {"replaces", "代替"},   {"replaced-by", "被代替"}, {"amends", "修改"},  {"amended-by", "修改单"},
        {"adopts", "采用"},     {"adopted-by", "被采用"},  {"cites", "引用"},   {"cited-by", "被引用"},
        {"part-of", "属于"},    {"has-part", "部分"},
    };
    for (gsize i = 0; language == LANGUAGE_ZH && i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i][0], type) == 0)
            return names[i][1];
    return type;
}

/* Text, Markdown and HTML have the same parts. */

typedef struct {
    GString *out;
    const ReportOptions *options;
    const char *begin, *end;                 /* of the whole */
    const char *heading[2], *item[2], *quote[2], *note[2]; /* what stands before and after each */
    void (*append)(GString *out, const char *text);        /* a text of others' */
} Writing;

static void put(const Writing *writing, const char *const around[2], const char *format, ...) G_GNUC_PRINTF(3, 4);
static void put(const Writing *writing, const char *const around[2], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_string_append(writing->out, around[0]);
    writing->append(writing->out, text);
    g_string_append(writing->out, around[1]);
}

static void append_markdown(GString *out, const char *text)
{
    g_autofree char *clean = clean_text(text);
    for (const char *p = clean; *p; p++) {
        if (strchr("\\`*_{}[]<>#|&", *p))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
}

static void put_relations(const Writing *writing, const GArray *relations)
{
    gboolean en = writing->options->language == LANGUAGE_EN;
    if (relations->len)
        put(writing, writing->heading, "%s", en ? "Relations" : "相关文件");
    for (guint i = 0; i < relations->len; i++) {
        const Relative *one = &g_array_index(relations, Relative, i);
        put(writing, writing->item, "%s %s%s%s%s%s%s%s", relation_name(one->type, writing->options->language), one->id,
            one->degree ? " " : "", one->degree ? one->degree : "", one->status ? "  " : "", one->status ? one->status : "",
            one->title ? "  " : "", one->title ? one->title : "");
    }
}

static void put_document(const Writing *writing, guint rank, const SimilarDocument *document, guint32 today)
{
    gboolean en = writing->options->language == LANGUAGE_EN;
    const char *status = record_status_on(document->record, today), *stage = record_text(document->record, FIELD_STAGE);
    const char *title = record_title(document->record), *state = status ? status : stage;
    put(writing, writing->item, "%u. %s  %u %%%s%s%s  %s", rank, record_text(document->record, FIELD_ID),
        (guint)(100 * document->likeness), document->same_title ? (en ? " (same title)" : "（名称相同）") : "", state ? "  " : "",
        state ? state : "", title ? title : "");
    for (guint i = 0; i < document->passages->len; i++) {
        const SimilarPassage *passage = document->passages->pdata[i];
        put(writing, writing->quote, "%s ≈ %s", passage->own, passage->other);
    }
}

static void put_similar(const Writing *writing, const Similar *similar, gboolean proposed, guint32 today)
{
    OutputLanguage language = writing->options->language;
    gboolean en = language == LANGUAGE_EN;
    if (proposed)
        put(writing, writing->heading, "%s: %s", verdicts[similar->verdict][1 + language], similar->title);
    else
        put(writing, writing->heading, "%s", en ? "Similar documents" : "内容相近的文件");
    for (guint i = 0; i < similar->documents->len; i++)
        put_document(writing, i + 1, similar->documents->pdata[i], today);
    if (similar->fresh->len && proposed)
        put(writing, writing->heading, "%s", en ? "What none of these says" : "以上文件未涉及的内容");
    for (guint i = 0; i < similar->fresh->len && proposed; i++)
        put(writing, writing->item, "%s", (char *)similar->fresh->pdata[i]);
    if (proposed)
        put(writing, writing->note, "%s", scale[language]);
}

static gboolean write_parts(const Writing *writing, Searcher *searcher, const Similar *similar, const Record *record,
                            GError **error)
{
    g_autoptr(GArray) relations = find_relations(searcher, record, error);
    if (!relations)
        return FALSE;
    g_string_append(writing->out, writing->begin);
    if (record)
        put(writing, writing->heading, "%s  %s", record_text(record, FIELD_ID),
            record_title(record) ? record_title(record) : "");
    put_relations(writing, relations);
    put_similar(writing, similar, record == NULL, searcher->today);
    g_string_append(writing->out, writing->end);
    return TRUE;
}

static gboolean write_text(Searcher *searcher, const Similar *similar, const Record *record, const ReportOptions *options,
                           GString *out, GError **error)
{
    gboolean colour = options->colour;
    const Writing writing = {out, options, "", "",
                             {colour ? COLOUR_STRONG : "", colour ? COLOUR_END "\n" : "\n"},
                             {"  ", "\n"},
                             {colour ? "      " COLOUR_DIM : "      ", colour ? COLOUR_END "\n" : "\n"},
                             {"", "\n"},
                             clean_append};
    return write_parts(&writing, searcher, similar, record, error);
}

static gboolean write_markdown(Searcher *searcher, const Similar *similar, const Record *record,
                               const ReportOptions *options, GString *out, GError **error)
{
    const Writing writing = {out, options, "", "\n", {"\n## ", "\n\n"}, {"- ", "\n"}, {"  > ", "\n\n"}, {"\n", "\n"},
                             append_markdown};
    return write_parts(&writing, searcher, similar, record, error);
}

static gboolean write_html(Searcher *searcher, const Similar *similar, const Record *record, const ReportOptions *options,
                           GString *out, GError **error)
{
    g_autofree char *begin = g_strdup_printf(
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"
        "<style>body{font-family:\"Noto Serif CJK SC\",SimSun,serif;margin:2em;color:#222}"
        "blockquote{margin:.2em 2em;color:#555}</style>\n</head>\n<body>\n",
        options->language == LANGUAGE_EN ? "en" : "zh-CN",
        options->language == LANGUAGE_EN ? "Similar standards" : "标准查重报告");
    const Writing writing = {out, options, begin, "</body>\n</html>\n", {"<h2>", "</h2>\n"}, {"<p>", "</p>\n"},
                             {"<blockquote>", "</blockquote>\n"}, {"<p><small>", "</small></p>\n"}, output_html};
    return write_parts(&writing, searcher, similar, record, error);
}

/* JSON */

static json_t *document_to_json(const SimilarDocument *document, guint32 today)
{
    json_t *object = json_object(), *passages = json_array();
    output_set(object, "id", record_text(document->record, FIELD_ID));
    output_set(object, "title", record_title(document->record));
    output_set(object, "status", record_status_on(document->record, today));
    json_object_set_new(object, "likeness", json_real(document->likeness));
    json_object_set_new(object, "overlap", json_real(document->overlap));
    json_object_set_new(object, "title_overlap", json_real(document->title_overlap));
    json_object_set_new(object, "same_title", json_boolean(document->same_title));
    for (guint i = 0; i < document->passages->len; i++) {
        const SimilarPassage *passage = document->passages->pdata[i];
        json_array_append_new(passages, json_pack("{s:s, s:s, s:f}", "proposed", passage->own, "there", passage->other,
                                                  "share", passage->share));
    }
    json_object_set_new(object, "passages", passages);
    return object;
}

static json_t *relations_to_json(const GArray *relations)
{
    json_t *list = json_array();
    for (guint i = 0; i < relations->len; i++) {
        const Relative *one = &g_array_index(relations, Relative, i);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s*, s:s*, s:s*}", "type", one->type, "id", one->id, "degree",
                                              one->degree, "status", one->status, "title", one->title));
    }
    return list;
}

static gboolean write_json(Searcher *searcher, const Similar *similar, const Record *record, const ReportOptions *options,
                           GString *out, GError **error)
{
    (void)options;
    g_autoptr(GArray) relations = find_relations(searcher, record, error);
    if (!relations)
        return FALSE;
    json_auto_t *root = json_object();
    json_t *documents = json_array(), *fresh = json_array();
    output_set(root, "id", record ? record_text(record, FIELD_ID) : NULL);
    output_set(root, "title", similar->title);
    output_set(root, "verdict", record ? NULL : verdicts[similar->verdict][0]);
    for (guint i = 0; i < similar->documents->len; i++)
        json_array_append_new(documents, document_to_json(similar->documents->pdata[i], searcher->today));
    for (guint i = 0; i < similar->fresh->len; i++)
        json_array_append_new(fresh, json_string(similar->fresh->pdata[i]));
    json_object_set_new(root, "relations", relations_to_json(relations));
    json_object_set_new(root, "similar", documents);
    json_object_set_new(root, "new", fresh);
    output_json(out, root);
    return TRUE;
}

SimilarFormat similar_format(const char *name)
{
    static const struct {
        const char *name;
        SimilarFormat format;
    } formats[] = {{"text", write_text}, {"md", write_markdown}, {"html", write_html}, {"json", write_json}};
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return NULL;
}
