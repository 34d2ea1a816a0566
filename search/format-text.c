/* Answers for people: rank and number, kind, status and date, titles, the passage that matched. */
#include <math.h>

#include "search/output.h"

#define FACET_LINES 15

static const char *ink(const Output *o, const char *colour)
{
    return o->colour ? colour : "";
}

static void explain_query(Output *o)
{
    g_autofree char *tree = query_to_string(o->query);
    fprintf(o->file, "query:  %s\nset:    %s\n", tree, o->result->plan);
    for (guint i = 0; i < o->query->notes->len; i++)
        fprintf(o->file, "note:   %s\n", (const char *)o->query->notes->pdata[i]);
    for (guint i = 0; i < o->result->terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(o->result->terms->terms, WeighedTerm, i);
        fprintf(o->file, "term:   %s\t%s\tdf %u\tidf %.3f\n", term->term,
                token_kind_name(term->kind), term->df, term->idf);
    }
    for (guint i = 0; i < o->result->terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(o->result->terms->expansions, Expansion, i);
        const ExpansionKindInfo *kind = &expansion_kinds[expansion->kind];
        fprintf(o->file, "expand: %s ≈ %s\t%s\tweight %g\n", expansion->of, expansion->text,
                kind->name, kind->weight);
    }
    fputc('\n', o->file);
}

static void begin(Output *o)
{
    const SearchResult *r = o->result;
    if (o->explain)
        explain_query(o);
    guint shown = 0, before = o->options->offset ? r->leading : 0;
    for (guint i = 0; i < r->hits->len; i++)
        shown += !g_array_index(r->hits, SearchHit, i).relaxed;
    if (r->changed)
        fprintf(o->file, "%s\n", r->changed);
    if (r->changed && r->total == 0) {
        fputc('\n', o->file);
        return;
    }
    fprintf(o->file, "%u %s", r->total, r->total == 1 ? "result" : "results");
    if (shown > 0 && shown < r->total)
        fprintf(o->file, ", %u to %u shown", o->options->offset + 1 - before,
                o->options->offset + shown - before);
    fputs("\n\n", o->file);
}

static void explain_hit(Output *o, const SearchHit *hit)
{
    const char *join = "=";
    if (hit->leads)
        fprintf(o->file,
                "    leads: title-near %.3f, clearly nearer than any result's; words held %.3f\n",
                hit->values[RANK_TITLE_NEAR], hit->any_words);
    fprintf(o->file, "    score %.4f", hit->score);
    for (guint f = 0; hit->ranked && f < RANK_FEATURES; f++) {
        if (hit->values[f] == 0)
            continue;
        fprintf(o->file, " %s %s %g × %.3f", join, rank_features[f].name,
                rank_feature_weight(f, hit->longness), hit->values[f]);
        join = "+";
    }
    fputc('\n', o->file);
}

static void print_titles(Output *o, const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        g_autoptr(Snippet) title = snippet_new(o->highlighter, text->text, 0);
        fputs("    ", o->file);
        output_marked(o->file, title->text, title->spans, o->colour);
        fputc('\n', o->file);
    }
}

/* The passage may take two lines of the terminal, which wraps it itself. */
static void print_passage(Output *o, const Record *record)
{
    RecordText from;
    guint columns = (MAX(o->columns, 40) - 6) * 2;
    g_autoptr(Snippet) passage = passage_of_record(o->highlighter, record, columns, &from);
    if (!passage)
        return;
    fputs("    ", o->file);
    output_marked(o->file, passage->text, passage->spans, o->colour);
    fputc('\n', o->file);
}

/* The words that stand for the query's here. */
static void print_expansions(Output *o, const SearchHit *hit)
{
    const GArray *all = o->result->terms->expansions;
    guint32 told = expansions_told(all, hit->expansions);
    for (guint i = 0; i < all->len; i++)
        if (told & 1u << i)
            fprintf(o->file, "    %s≈ %s%s\n", ink(o, COLOUR_DIM),
                    g_array_index(all, Expansion, i).text, ink(o, COLOUR_END));
}

static void print_hit(Output *o, const OutputHit *out)
{
    const SearchHit *hit = out->hit;
    guint first_relaxed = o->result->total + o->result->leading + 1;
    static const FieldId shown[] = {FIELD_KIND, FIELD_STATUS, FIELD_STAGE, FIELD_PUBLISHED};
    if (hit->relaxed && !hit->leads &&
        (out->rank == first_relaxed || out->rank == o->options->offset + 1))
        fprintf(o->file, "%s%u more with part of the query:%s\n\n", ink(o, COLOUR_DIM),
                o->result->relaxed - o->result->leading, ink(o, COLOUR_END));
    fprintf(o->file, "%2u. %s%s%s", out->rank, ink(o, COLOUR_STRONG), hit->id,
            ink(o, COLOUR_END));
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = record_text(out->record, shown[i]);
        if (value)
            fprintf(o->file, "  %s", value);
    }
    fputc('\n', o->file);
    print_titles(o, out->record);
    print_passage(o, out->record);
    print_expansions(o, hit);
    if (hit->leads)
        fprintf(o->file, "    %s≈ nearly this title%s\n", ink(o, COLOUR_DIM), ink(o, COLOUR_END));
    if (hit->replaces)
        fprintf(o->file, "    %s≈ in force in place of %s%s\n", ink(o, COLOUR_DIM), hit->replaces,
                ink(o, COLOUR_END));
    if (o->explain)
        explain_hit(o, hit);
    fputc('\n', o->file);
}

static void end(Output *o)
{
    for (guint f = 0; o->result->facets && f < o->result->facets->len; f++) {
        const Facet *facet = &g_array_index(o->result->facets, Facet, f);
        gboolean year = facet->field == FIELD_PUBLISHED;
        fprintf(o->file, "%s:%s\n", year ? "year" : fields[facet->field].name,
                facet->counts->len ? "" : " none");
        for (guint i = 0; i < facet->counts->len && i < FACET_LINES; i++) {
            const FacetCount *count = &g_array_index(facet->counts, FacetCount, i);
            fprintf(o->file, "  %6u  %s\n", count->count, count->value);
        }
        if (facet->counts->len > FACET_LINES)
            fprintf(o->file, "          and %u more values\n", facet->counts->len - FACET_LINES);
    }
}

const OutputFormat format_text = {"text", TRUE, TRUE, begin, print_hit, end};
