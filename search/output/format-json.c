/* Answers for programs: one JSON object.
 *
 *   query      string, as given
 *   total      documents in the result set, exact
 *   relaxed    hits beyond it that hold part of the query, the one that leads included
 *   offset     of the first of `hits`
 *   hits       [{
 *     rank       from 1
 *     id, relaxed (boolean), score (number; comparable within the answer)
 *     kind, status, stage, committee, published, plan   where the record has them
 *     replaces   the withdrawn hit for which it is there, being in force today
 *     status_recorded  即将实施 where its date of effect has come, so that `status` is 现行, or absent
 *     leads      true for a relaxed hit that comes before the results since the query is nearly its
 *                title, or absent
 *     titles     [{field: "title_zh", text, highlights}]
 *     passage    {field: "scope_zh", text, highlights}, or absent
 *     approximate  ["information security"], words that it holds in place of the query's, or absent
 *     features   {NAME: {value, weight}} with --explain
 *   }]
 *   facets     {NAME: [{value, count, label}]} with --facet, most frequent first; value is canonical
 *              (corpus/record/value.h), label what people call it, where that is something else
 *   classes    {NAME: [{value, count, label, parts: [...]}]} with --facet, of facets whose values are parts of others
 *              (ICS, CCS, committees, kinds, years): the same as trees; count is of documents with any part
 *   freed      [NAME], the facets that are counted as if the query did not filter by them, or absent
 *   notes      [string], how doubtful parts of the query were read
 *   changed    what of the wording was changed to find this, or absent
 *   read_as    the query as it was read where words of it are misspelt, or absent
 *   did_you_mean  [string], queries that may be meant instead, or absent
 *   nearest    [{number, ids}]: a number that no document has, and those near to it
 *   explain    {tree, selection, terms: [{term, kind, df, idf}],
 *               expansions: [{of, text, kind, weight}]} with --explain
 *
 * highlights are [start, end) in Unicode code points of the text beside them. Members may be added,
 * none will change. */
#include "corpus/record/value.h"
#include "search/output/json-writer.h"
#include "search/output/output.h"

static void begin(Output *o)
{
    JsonWriter *writer = g_new0(JsonWriter, 1);
    o->state = writer;
    writer->out = o->out;
    json_writer_open(writer, NULL, '{');
    json_writer_text(writer, "query", o->answer->query->text);
    json_writer_number(writer, "total", o->answer->total);
    json_writer_number(writer, "relaxed", o->answer->relaxed);
    json_writer_number(writer, "offset", o->answer->options.offset);
    json_writer_open(writer, "hits", '[');
}

static void put_spans(JsonWriter *writer, const Snippet *snippet)
{
    gsize at = 0;
    guint64 points = 0;
    json_writer_open(writer, "highlights", '[');
    for (guint i = 0; i < snippet->spans->len; i++) {
        const Span *span = &g_array_index(snippet->spans, Span, i);
        points += (guint64)g_utf8_strlen(snippet->text + at, (gssize)(span->start - at));
        guint64 length = (guint64)g_utf8_strlen(snippet->text + span->start, (gssize)(span->end - span->start));
        json_writer_open(writer, NULL, '[');
        json_writer_number(writer, NULL, points);
        json_writer_number(writer, NULL, points + length);
        json_writer_close(writer, ']');
        points += length;
        at = span->end;
    }
    json_writer_close(writer, ']');
}

static void put_marked(JsonWriter *writer, const char *member, const RecordText *from, const Snippet *snippet)
{
    g_autofree char *name = record_text_name(from);
    json_writer_open(writer, member, '{');
    json_writer_text(writer, "field", name);
    json_writer_text(writer, "text", snippet->text);
    put_spans(writer, snippet);
    json_writer_close(writer, '}');
}

static json_t *features(const SearchHit *hit)
{
    json_t *object = json_object();
    for (guint f = 0; hit->ranked && f < RANK_FEATURES; f++)
        json_object_set_new(object, rank_features[f].name,
                            json_pack("{s:f, s:f}", "value", hit->values[f], "weight",
                                      rank_feature_weight(f, hit->longness)));
    return object;
}

/* Scores have six decimals at most, so that output is the same everywhere. */
static double rounded(double score)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    return g_ascii_strtod(g_ascii_formatd(buffer, sizeof buffer, "%.6f", score), NULL);
}

/* What of the record stands beside its id. */
static void put_members(JsonWriter *writer, const Answer *answer, const AnswerHit *out)
{
    static const FieldId shown[] = {FIELD_KIND,      FIELD_STATUS,    FIELD_STAGE,
                                    FIELD_COMMITTEE, FIELD_PUBLISHED, FIELD_PLAN};
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = answer_value(answer, out->record, shown[i]);
        if (value)
            json_writer_text(writer, fields[shown[i]].name, value);
    }
    const char *recorded = record_text(out->record, FIELD_STATUS);
    if (answer_value(answer, out->record, FIELD_STATUS) != recorded)
        json_writer_text(writer, "status_recorded", recorded);
    if (out->hit->leads)
        json_writer_flag(writer, "leads", TRUE);
    if (out->hit->replaces)
        json_writer_text(writer, "replaces", out->hit->replaces);
}

static void put_texts(JsonWriter *writer, Answer *answer, const Record *record)
{
    RecordText from;
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    json_writer_open(writer, "titles", '[');
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        g_autoptr(Snippet) title = answer_title(answer, text->text);
        put_marked(writer, NULL, text, title);
    }
    json_writer_close(writer, ']');
    g_autoptr(Snippet) passage = answer_passage(answer, record, 160, &from);
    if (passage)
        put_marked(writer, "passage", &from, passage);
}

static void print_hit(Output *o, const AnswerHit *out)
{
    JsonWriter *writer = o->state;
    const SearchHit *hit = out->hit;
    json_writer_open(writer, NULL, '{');
    json_writer_number(writer, "rank", out->rank);
    json_writer_text(writer, "id", hit->id);
    json_writer_flag(writer, "relaxed", hit->relaxed);
    json_writer_tree(writer, "score", json_real(rounded(hit->score)));
    put_members(writer, o->answer, out);
    put_texts(writer, o->answer, out->record);
    g_autoptr(GPtrArray) others = answer_approximate(o->answer, hit);
    if (others->len)
        json_writer_tree(writer, "approximate", output_strings(others));
    if (o->answer->options.explain)
        json_writer_tree(writer, "features", features(hit));
    json_writer_close(writer, '}');
}

static json_t *facets(const GArray *all, Language language)
{
    json_t *object = json_object();
    for (guint f = 0; f < all->len; f++) {
        const Facet *facet = &g_array_index(all, Facet, f);
        json_t *counts = json_array();
        for (guint i = 0; i < facet->counts->len; i++) {
            const FacetCount *count = &g_array_index(facet->counts, FacetCount, i);
            json_array_append_new(counts, json_pack("{s:s, s:i, s:s*}", "value", count->value,
                                                    "count", (int)count->count, "label",
                                                    value_label_in(facet->field, count->value, language)));
        }
        gboolean year = facet->field == FIELD_PUBLISHED;
        json_object_set_new(object, year ? "year" : fields[facet->field].name, counts);
    }
    return object;
}

static json_t *parts_of(const GArray *tree, guint at, Language language)
{
    json_t *parts = json_array();
    for (guint part = g_array_index(tree, FacetNode, at).first; part; part = g_array_index(tree, FacetNode, part).next) {
        const FacetNode *node = &g_array_index(tree, FacetNode, part);
        json_t *object = json_pack("{s:s, s:i, s:s*}", "value", node->value, "count", (int)node->count, "label",
                                   value_label_in(node->field, node->value, language));
        if (node->first)
            json_object_set_new(object, "parts", parts_of(tree, part, language));
        json_array_append_new(parts, object);
    }
    return parts;
}

static void put_classes(JsonWriter *writer, const GArray *all, Language language)
{
    json_t *classes = json_object(), *freed = json_array();
    for (guint f = 0; f < all->len; f++) {
        const Facet *facet = &g_array_index(all, Facet, f);
        const char *name = facet->field == FIELD_PUBLISHED ? "year" : fields[facet->field].name;
        g_autoptr(GArray) tree = facet->classes->len ? facet_tree(facet) : NULL;
        if (tree)
            json_object_set_new(classes, name, parts_of(tree, 0, language));
        if (facet->freed)
            json_array_append_new(freed, json_string(name));
    }
    json_writer_tree(writer, "classes", classes);
    if (json_array_size(freed))
        json_writer_tree(writer, "freed", freed);
    else
        json_decref(freed);
}

static json_t *expansions(const GArray *all)
{
    json_t *array = json_array();
    for (guint i = 0; i < all->len; i++) {
        const Expansion *expansion = &g_array_index(all, Expansion, i);
        const ExpansionKindInfo *kind = &expansion_kinds[expansion->kind];
        json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:f}", "of", expansion->of, "text",
                                               expansion->text, "kind", kind->name, "weight",
                                               rounded(kind->weight)));
    }
    return array;
}

static json_t *explanation(const Output *o)
{
    g_autofree char *tree = query_to_string(o->answer->query);
    json_t *terms = json_array();
    for (guint i = 0; i < o->answer->terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(o->answer->terms->terms, WeighedTerm, i);
        json_array_append_new(terms, json_pack("{s:s, s:s, s:i, s:f}", "term", term->term, "kind",
                                               token_kind_name(term->kind), "df", (int)term->df,
                                               "idf", rounded(term->idf)));
    }
    return json_pack("{s:s, s:s, s:o, s:o}", "tree", tree, "selection", o->answer->plan,
                     "terms",
                     terms, "expansions", expansions(o->answer->terms->expansions));
}

static json_t *nearest(const GArray *all)
{
    json_t *array = json_array();
    for (guint i = 0; i < all->len; i++) {
        const NearestNumbers *near = &g_array_index(all, NearestNumbers, i);
        json_array_append_new(array, json_pack("{s:s, s:o}", "number", near->number, "ids",
                                               output_strings(near->ids)));
    }
    return array;
}

static json_t *notes_of(const Output *o)
{
    json_t *array = json_array();
    for (guint i = 0; i < o->answer->query->notes->len; i++)
        json_array_append_new(array, json_string(((const Said *)o->answer->query->notes->pdata[i])->in[o->options.language]));
    return array;
}

static void end(Output *o)
{
    JsonWriter *writer = o->state;
    const Answer *answer = o->answer;
    json_writer_close(writer, ']');
    if (answer->facets) {
        json_writer_tree(writer, "facets", facets(answer->facets, o->options.language));
        put_classes(writer, answer->facets, o->options.language);
    }
    json_writer_tree(writer, "notes", notes_of(o));
    if (answer->changed)
        json_writer_text(writer, "changed", answer->changed->in[o->options.language]);
    if (answer->read_as)
        json_writer_text(writer, "read_as", answer->read_as);
    if (answer->did_you_mean->len)
        json_writer_tree(writer, "did_you_mean", output_strings(answer->did_you_mean));
    json_writer_tree(writer, "nearest", nearest(answer->nearest));
    if (answer->options.explain)
        json_writer_tree(writer, "explain", explanation(o));
    json_writer_close(writer, '}');
    g_string_append_c(o->out, '\n');
    g_free(writer);
}

static gboolean says_all(const Answer *answer, const Said *note)
{
    (void)answer;
    (void)note;
    return TRUE;
}

const OutputFormat format_json = {.name = "json",
                                  .needs_record = TRUE,
                                  .marks_relaxed = TRUE,
                                  .says = says_all,
                                  .begin = begin,
                                  .hit = print_hit,
                                  .end = end};
