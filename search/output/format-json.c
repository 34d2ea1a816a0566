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
#include "search/output/output.h"

static void begin(Output *o)
{
    o->state = json_array();
}

static json_t *marked(const RecordText *from, const Snippet *snippet)
{
    g_autofree char *name = record_text_name(from);
    return json_pack("{s:s, s:s, s:o}", "field", name, "text", snippet->text, "highlights",
                     output_spans(snippet->text, snippet->spans));
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

static void print_hit(Output *o, const AnswerHit *out)
{
    static const FieldId shown[] = {FIELD_KIND,      FIELD_STATUS,    FIELD_STAGE,
                                    FIELD_COMMITTEE, FIELD_PUBLISHED, FIELD_PLAN};
    const SearchHit *hit = out->hit;
    const char *status = answer_value(o->answer, out->record, FIELD_STATUS);
    json_t *object = json_pack("{s:i, s:s, s:b, s:f}", "rank", (int)out->rank, "id", hit->id,
                               "relaxed", hit->relaxed, "score", rounded(hit->score));
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = answer_value(o->answer, out->record, shown[i]);
        if (value)
            json_object_set_new(object, fields[shown[i]].name, json_string(value));
    }
    if (status != record_text(out->record, FIELD_STATUS))
        json_object_set_new(object, "status_recorded",
                            json_string(record_text(out->record, FIELD_STATUS)));
    if (hit->leads)
        json_object_set_new(object, "leads", json_true());
    if (hit->replaces)
        json_object_set_new(object, "replaces", json_string(hit->replaces));
    json_t *titles = json_array();
    g_autoptr(GArray) texts = record_texts(out->record, TITLE_FIELDS);
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        g_autoptr(Snippet) title = answer_title(o->answer, text->text);
        json_array_append_new(titles, marked(text, title));
    }
    json_object_set_new(object, "titles", titles);
    RecordText from;
    g_autoptr(Snippet) passage = answer_passage(o->answer, out->record, 160, &from);
    if (passage)
        json_object_set_new(object, "passage", marked(&from, passage));
    g_autoptr(GPtrArray) others = answer_approximate(o->answer, hit);
    if (others->len)
        json_object_set_new(object, "approximate", output_strings(others));
    if (o->answer->options.explain)
        json_object_set_new(object, "features", features(hit));
    json_array_append_new(o->state, object);
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

static void set_classes(json_t *answer, const GArray *all, Language language)
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
    json_object_set_new(answer, "classes", classes);
    if (json_array_size(freed))
        json_object_set(answer, "freed", freed);
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
    json_t *answer = json_pack("{s:s, s:i, s:i, s:i, s:o}", "query", o->answer->query->text, "total",
                               (int)o->answer->total, "relaxed", (int)o->answer->relaxed, "offset",
                               (int)o->answer->options.offset, "hits", (json_t *)o->state);
    if (o->answer->facets) {
        json_object_set_new(answer, "facets", facets(o->answer->facets, o->options.language));
        set_classes(answer, o->answer->facets, o->options.language);
    }
    json_object_set_new(answer, "notes", notes_of(o));
    if (o->answer->changed)
        json_object_set_new(answer, "changed", json_string(o->answer->changed->in[o->options.language]));
    if (o->answer->read_as)
        json_object_set_new(answer, "read_as", json_string(o->answer->read_as));
    if (o->answer->did_you_mean->len)
        json_object_set_new(answer, "did_you_mean", output_strings(o->answer->did_you_mean));
    json_object_set_new(answer, "nearest", nearest(o->answer->nearest));
    if (o->answer->options.explain)
        json_object_set_new(answer, "explain", explanation(o));
    output_json(o->out, answer);
    json_decref(answer);
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
