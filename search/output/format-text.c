/* Answers for people: rank and number, kind, status and date, titles, the passage that matched. */
#include <math.h>

#include "corpus/record/value.h"
#include "search/output/output.h"
#include "unicode/clean.h"

#define FACET_LINES 15 /* of a facet */
#define FACET_PARTS 5  /* of a class */

static void append_piece(GString *out, const char *text, gsize len)
{
    g_autofree char *piece = g_strndup(text, len);
    clean_append(out, piece);
}

/* TEXT with its SPANS (Span) coloured. */
static void append_marked(const Output *o, const char *text, const GArray *spans)
{
    gsize at = 0;
    for (guint i = 0; o->options.colour && i < spans->len; i++) {
        const Span *span = &g_array_index(spans, Span, i);
        append_piece(o->out, text + at, span->start - at);
        g_string_append(o->out, COLOUR_MATCH);
        append_piece(o->out, text + span->start, span->end - span->start);
        g_string_append(o->out, COLOUR_END);
        at = span->end;
    }
    clean_append(o->out, text + at);
}

static const char *ink(const Output *o, const char *colour)
{
    return o->options.colour ? colour : "";
}

/* INDENT, then FIRST and SECOND dimmed, and the line's end. */
static void print_dim(const Output *o, const char *indent, const char *first, const char *second)
{
    g_string_append_printf(o->out, "%s%s", indent, ink(o, COLOUR_DIM));
    clean_append_printf(o->out, "%s%s", first, second);
    g_string_append_printf(o->out, "%s\n", ink(o, COLOUR_END));
}

static void explain_query(Output *o)
{
    g_autofree char *tree = query_to_string(o->answer->query);
    clean_append_printf(o->out, "query:  %s\nset:    %s\n", tree, o->answer->plan);
    for (guint i = 0; i < o->answer->query->notes->len; i++)
        clean_append_printf(o->out, "note:   %s\n", ((const Said *)o->answer->query->notes->pdata[i])->in[o->options.language]);
    for (guint i = 0; i < o->answer->terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(o->answer->terms->terms, WeighedTerm, i);
        clean_append_printf(o->out, "term:   %s\t%s\tdf %u", term->term, token_kind_name(term->kind),
                  term->df);
        g_string_append_printf(o->out, "\tidf %.3f\n", term->idf);
    }
    for (guint i = 0; i < o->answer->terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(o->answer->terms->expansions, Expansion, i);
        const ExpansionKindInfo *kind = &expansion_kinds[expansion->kind];
        clean_append_printf(o->out, "expand: %s ≈ %s\t%s", expansion->of, expansion->text, kind->name);
        g_string_append_printf(o->out, "\tweight %g\n", kind->weight);
    }
    g_string_append_c(o->out, '\n');
}

static void begin(Output *o)
{
    const Answer *r = o->answer;
    if (o->answer->options.explain)
        explain_query(o);
    guint shown = 0, before = o->answer->options.offset ? r->leading : 0;
    for (guint i = 0; i < r->hits->len; i++)
        shown += !g_array_index(r->hits, SearchHit, i).relaxed;
    if (r->changed)
        clean_append_printf(o->out, "%s\n", r->changed->in[o->options.language]);
    if (r->leading && r->total == 0) {
        g_string_append_c(o->out, '\n');
        return;
    }
    g_string_append_printf(o->out, "%u %s", r->total, r->total == 1 ? "result" : "results");
    if (shown > 0 && shown < r->total)
        g_string_append_printf(o->out, ", %u to %u shown", o->answer->options.offset + 1 - before,
                o->answer->options.offset + shown - before);
    g_string_append(o->out, "\n\n");
}

static void explain_hit(Output *o, const SearchHit *hit)
{
    const char *join = "=";
    if (hit->leads)
        g_string_append_printf(o->out,
                "    leads: title-near %.3f, clearly nearer than any result's; words held %.3f\n",
                hit->values[RANK_TITLE_NEAR], hit->any_words);
    g_string_append_printf(o->out, "    score %.4f", hit->score);
    for (guint f = 0; hit->ranked && f < RANK_FEATURES; f++) {
        if (hit->values[f] == 0)
            continue;
        g_string_append_printf(o->out, " %s %s %g × %.3f", join, rank_features[f].name,
                rank_feature_weight(f, hit->longness), hit->values[f]);
        join = "+";
    }
    g_string_append_c(o->out, '\n');
}

static void print_titles(Output *o, const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        g_autoptr(Snippet) title = answer_title(o->answer, text->text);
        g_string_append(o->out, "    ");
        append_marked(o, title->text, title->spans);
        g_string_append_c(o->out, '\n');
    }
}

/* The passage may take two lines of the terminal, which wraps it itself. */
static void print_passage(Output *o, const Record *record)
{
    RecordText from;
    guint columns = (MAX(o->options.columns, 40) - 6) * 2;
    g_autoptr(Snippet) passage = answer_passage(o->answer, record, columns, &from);
    if (!passage)
        return;
    g_string_append(o->out, "    ");
    append_marked(o, passage->text, passage->spans);
    g_string_append_c(o->out, '\n');
}

/* The words that stand for the query's here. */
static void print_expansions(Output *o, const SearchHit *hit)
{
    g_autoptr(GPtrArray) words = answer_approximate(o->answer, hit);
    for (guint i = 0; i < words->len; i++)
        print_dim(o, "    ", "≈ ", words->pdata[i]);
}

/* Kind, status as it is today, stage, date. */
static void print_values(Output *o, const Record *record)
{
    static const FieldId shown[] = {FIELD_KIND, FIELD_STATUS, FIELD_STAGE, FIELD_PUBLISHED};
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = answer_value(o->answer, record, shown[i]);
        if (!value)
            continue;
        clean_append_printf(o->out, "  %s", value);
        if (value != record_text(record, shown[i])) /* by the date */
            clean_append_printf(o->out, " (%s %s)", record_text(record, shown[i]),
                      record_text(record, FIELD_EFFECTIVE));
    }
}

static void print_hit(Output *o, const AnswerHit *out)
{
    const SearchHit *hit = out->hit;
    guint first_relaxed = o->answer->total + o->answer->leading + 1;
    if (hit->relaxed && !hit->leads &&
        (out->rank == first_relaxed || out->rank == o->answer->options.offset + 1))
        g_string_append_printf(o->out, "%s%u more with part of the query:%s\n\n", ink(o, COLOUR_DIM),
                o->answer->relaxed - o->answer->leading, ink(o, COLOUR_END));
    g_string_append_printf(o->out, "%2u. %s", out->rank, ink(o, COLOUR_STRONG));
    clean_append(o->out, hit->id);
    g_string_append(o->out, ink(o, COLOUR_END));
    print_values(o, out->record);
    g_string_append_c(o->out, '\n');
    print_titles(o, out->record);
    print_passage(o, out->record);
    print_expansions(o, hit);
    if (hit->leads)
        print_dim(o, "    ", "≈ nearly this title", "");
    if (hit->replaces)
        print_dim(o, "    ", "≈ in force in place of ", hit->replaces);
    if (o->answer->options.explain)
        explain_hit(o, hit);
    g_string_append_c(o->out, '\n');
}

/* A line for COUNT, in classes DEPTH deep; then what is part of it. */
static void print_count(Output *o, const GArray *tree, guint at)
{
    const FacetNode *node = &g_array_index(tree, FacetNode, at);
    const char *label = value_label(node->field, node->value);
    guint parts = 0;
    g_string_append_printf(o->out, "  %6u  %*s", node->count, (int)(2 * node->depth), "");
    clean_append(o->out, node->value);
    if (label)
        print_dim(o, "  ", label, "");
    else
        g_string_append_c(o->out, '\n');
    for (guint part = node->first; part; part = g_array_index(tree, FacetNode, part).next)
        if (parts++ < FACET_PARTS)
            print_count(o, tree, part);
    if (parts > FACET_PARTS)
        g_string_append_printf(o->out, "          %*sand %u more values\n", (int)(2 * node->depth + 2), "", parts - FACET_PARTS);
}

static void print_facet(Output *o, const Facet *facet)
{
    g_autoptr(GArray) tree = facet_tree(facet);
    gboolean year = facet->field == FIELD_PUBLISHED;
    const char *name = year ? "year" : fields[facet->field].name;
    guint lines = 0;
    g_string_append_printf(o->out, "%s:%s%s\n", name, facet->freed ? " (all values, not only those asked for)" : "",
                           facet->counts->len ? "" : " none");
    for (guint at = g_array_index(tree, FacetNode, 0).first; at; at = g_array_index(tree, FacetNode, at).next)
        if (lines++ < FACET_LINES)
            print_count(o, tree, at);
    if (lines > FACET_LINES)
        g_string_append_printf(o->out, "          and %u more values\n", lines - FACET_LINES);
}

static void end(Output *o)
{
    for (guint f = 0; o->answer->facets && f < o->answer->facets->len; f++)
        print_facet(o, &g_array_index(o->answer->facets, Facet, f));
}

/* The first line says what was changed, hits what stands for the words, an explanation all. */
static gboolean says(const Answer *answer, const Said *note)
{
    return answer->options.explain || note == answer->changed || note == answer->translated;
}

const OutputFormat format_text = {.name = "text",
                                  .needs_record = TRUE,
                                  .marks_relaxed = TRUE,
                                  .says = says,
                                  .begin = begin,
                                  .hit = print_hit,
                                  .end = end};
