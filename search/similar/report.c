#include "search/similar/report.h"

#include <string.h>

#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "search/answer/related.h"
#include "search/output/output.h"
#include "search/output/prose.h"

static const char *const verdicts[][3] = {
    [SIMILAR_SAME] = {"same", "疑似重复", "probably a duplicate"},
    [SIMILAR_CLOSE] = {"close", "高度相近", "close"},
    [SIMILAR_PARTLY] = {"partly", "部分相近", "similar in part"},
    [SIMILAR_NONE] = {"none", "未见相近", "nothing similar found"},
};

/* How the verdict comes about, for who reads the report. */
static const char *const scale[] = {
    "相近度是拟立项的名称和范围中各词按其稀有程度加权后，已有文件所含的百分比，仅名称相近的按其七成计：80 % 及以上或名称相同为疑似重复，60 % 及以上为高度相近，"
    "40 % 及以上为部分相近。标明“按译词”的文件是另一种语言的，其相近度按各词的译词计，比同语言的粗略。",
    "The overlap is how much of the proposed title and scope a document holds, by terms, each weighed by how rare it is; where only the titles are "
    "alike, seven tenths of their overlap: from "
    "80 % on, or with the same title, it is probably a duplicate, from 60 % on close, from 40 % on similar in part. What is marked \"by translation\" is in another language: its overlap "
    "is by translations of the words, hence rougher."};

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

static void put_relations(const Prose *prose, const GArray *relations)
{
    gboolean en = prose->language == LANGUAGE_EN;
    if (relations->len)
        prose_put(prose, PROSE_HEADING, "%s", en ? "Relations" : "相关文件");
    for (guint i = 0; i < relations->len; i++) {
        const Relative *one = &g_array_index(relations, Relative, i);
        prose_put(prose, PROSE_ITEM, "%s %s%s%s%s%s%s%s", message_in(prose->language, one->type), one->id,
            one->degree ? " " : "", one->degree ? one->degree : "", one->status ? "  " : "", one->status ? value_said(FIELD_STATUS, one->status, prose->language) : "",
            one->title ? "  " : "", one->title ? one->title : "");
    }
}

static void put_document(const Prose *prose, guint rank, const SimilarDocument *document, guint32 today)
{
    gboolean en = prose->language == LANGUAGE_EN;
    const char *status = record_status_on(document->record, today), *stage = record_text(document->record, FIELD_STAGE);
    const char *title = record_title(document->record), *state = status ? value_said(FIELD_STATUS, status, prose->language) : stage;
    const char *remark = document->same_title ? (en ? " (same title)" : "（名称相同）")
                         : document->translated ? (en ? " (by translation)" : "（按译词）")
                                                : "";
    prose_put(prose, PROSE_ITEM, "%u. %s  %u %%%s%s%s  %s", rank, record_text(document->record, FIELD_ID),
        (guint)(100 * document->likeness), remark, state ? "  " : "", state ? state : "", title ? title : "");
    for (guint i = 0; i < document->passages->len; i++) {
        const SimilarPassage *passage = document->passages->pdata[i];
        prose_put(prose, PROSE_QUOTE, "%s ≈ %s", passage->own, passage->other);
    }
}

static void put_similar(const Prose *prose, const Similar *similar, gboolean proposed, guint32 today)
{
    Language language = prose->language;
    gboolean en = language == LANGUAGE_EN;
    if (proposed)
        prose_put(prose, PROSE_HEADING, "%s: %s", verdicts[similar->verdict][1 + language], similar->title);
    else
        prose_put(prose, PROSE_HEADING, "%s", en ? "Similar documents" : "内容相近的文件");
    for (guint i = 0; i < similar->documents->len; i++)
        put_document(prose, i + 1, similar->documents->pdata[i], today);
    if (similar->fresh->len && proposed)
        prose_put(prose, PROSE_HEADING, "%s", en ? "What none of these says" : "以上文件未涉及的内容");
    for (guint i = 0; i < similar->fresh->len && proposed; i++)
        prose_put(prose, PROSE_ITEM, "%s", (char *)similar->fresh->pdata[i]);
    if (proposed)
        prose_put(prose, PROSE_NOTE, "%s", scale[language]);
}

/* Text, Markdown and HTML have the same parts. */
static void write_prose(ProseFormat format, Searcher *searcher, const Similar *similar, const Record *record,
                        const GArray *relations, const ReportOptions *options, GString *out)
{
    const Prose prose = prose_begin(format, out, options, options->language == LANGUAGE_EN ? "Similar standards" : "标准查重报告");
    if (record)
        prose_put(&prose, PROSE_HEADING, "%s  %s", record_text(record, FIELD_ID),
                  record_title(record) ? record_title_in(record, options->language) : "");
    put_relations(&prose, relations);
    put_similar(&prose, similar, record == NULL, searcher->today);
    prose_end(&prose);
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
    json_object_set_new(object, "translated", json_boolean(document->translated));
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

static void write_json(Searcher *searcher, const Similar *similar, const Record *record, const GArray *relations, GString *out)
{
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
}

gboolean similar_has_format(const char *name)
{
    ProseFormat prose;
    return prose_format(name, &prose) || strcmp(name, "json") == 0;
}

gboolean similar_write(Searcher *searcher, const Similar *similar, const Record *record, const char *name,
                       const ReportOptions *options, GString *out, GError **error)
{
    ProseFormat prose;
    g_autoptr(GArray) relations = find_relations(searcher, record, error);
    if (!relations)
        return FALSE;
    if (prose_format(name, &prose))
        write_prose(prose, searcher, similar, record, relations, options, out);
    else
        write_json(searcher, similar, record, relations, out);
    return TRUE;
}
