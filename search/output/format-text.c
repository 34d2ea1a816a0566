/* Answers for people: rank and number, kind, status and date, titles, the passage that matched. */
#include <string.h>

#include "corpus/record/value.h"
#include "search/output/link.h"
#include "search/output/output.h"
#include "unicode/clean.h"
#include "unicode/wrap.h"

#define FACET_LINES 15 /* of a facet */
#define FACET_PARTS 5  /* of a class */
#define INDENT "    "
#define HANGING 6 /* columns before what does not fit into a line */
#define USUAL_COLUMNS 80u

static const char *say(const Output *o, const char *text) G_GNUC_FORMAT(2);
static const char *say(const Output *o, const char *text)
{
    return message_in(o->options.language, text);
}

static const char *ink(const Output *o, const char *colour)
{
    return o->options.colour ? colour : "";
}

/* LINE, which is freed, in as many lines of the terminal as it takes. */
static void put_line(const Output *o, GString *line)
{
    text_wrap(o->out, line->str, o->options.columns, HANGING);
    g_string_append_c(o->out, '\n');
    g_string_free(line, TRUE);
}

static void append_piece(GString *out, const char *text, gsize len)
{
    g_autofree char *piece = g_strndup(text, len);
    clean_append(out, piece);
}

/* TEXT with its SPANS (Span) coloured. */
static void put_marked(const Output *o, const char *text, const GArray *spans)
{
    GString *line = g_string_new(INDENT);
    gsize at = 0;
    for (guint i = 0; o->options.colour && i < spans->len; i++) {
        const Span *span = &g_array_index(spans, Span, i);
        append_piece(line, text + at, span->start - at);
        g_string_append(line, COLOUR_MATCH);
        append_piece(line, text + span->start, span->end - span->start);
        g_string_append(line, COLOUR_END);
        at = span->end;
    }
    clean_append(line, text + at);
    put_line(o, line);
}

/* INDENT, then TEXT dimmed. */
static void put_dim(const Output *o, const char *text)
{
    GString *line = g_string_new(INDENT);
    g_string_append(line, ink(o, COLOUR_DIM));
    clean_append(line, text);
    g_string_append(line, ink(o, COLOUR_END));
    put_line(o, line);
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

/* How many results there are, and which of them are shown. */
static void put_total(const Output *o, guint shown)
{
    const Answer *r = o->answer;
    Language language = o->options.language;
    g_autofree char *total = message_number(r->total);
    guint before = r->options.offset ? r->leading : 0, from = r->options.offset + 1 - before;
    if (r->total == 0)
        g_string_append(o->out, say(o, N_("no results")));
    else if (shown == 1 && r->total > 1)
        g_string_append_printf(o->out, say(o, N_("%s results, number %u shown")), total, from);
    else if (shown > 0 && shown < r->total)
        g_string_append_printf(o->out, say(o, N_("%s results, %u to %u shown")), total, from, from + shown - 1);
    else
        g_string_append_printf(o->out, message_n_in(language, r->total, "%s result", "%s results"), total);
    g_string_append(o->out, "\n\n");
}

static void begin(Output *o)
{
    const Answer *r = o->answer;
    guint shown = 0;
    if (o->answer->options.explain)
        explain_query(o);
    for (guint i = 0; i < r->hits->len; i++)
        shown += !g_array_index(r->hits, SearchHit, i).relaxed;
    if (r->changed) {
        GString *line = g_string_new(NULL);
        clean_append(line, r->changed->in[o->options.language]);
        put_line(o, line);
    }
    if (r->leading && r->total == 0)
        g_string_append_c(o->out, '\n');
    else
        put_total(o, shown);
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

/* The titles in Chinese and English; others where there are none, or only they hold what was searched for. */
static void print_titles(Output *o, const Record *record)
{
    g_autoptr(GArray) texts = record_texts(record, TITLE_FIELDS);
    const char *before = NULL;
    gboolean matched = FALSE;
    for (guint i = 0; i < texts->len; i++) {
        const RecordText *text = &g_array_index(texts, RecordText, i);
        g_autoptr(Snippet) title = answer_title(o->answer, text->text);
        gboolean other = text->field == FIELD_TITLE_OTHER;
        if (before && ((other && (matched || title->spans->len == 0)) || strcmp(before, text->text) == 0))
            continue;
        put_marked(o, title->text, title->spans);
        before = text->text;
        matched |= title->spans->len > 0;
    }
}

/* The passage may take two lines of the terminal. */
static void print_passage(Output *o, const Record *record)
{
    RecordText from;
    guint columns = o->options.columns ? MAX(o->options.columns, 40) : USUAL_COLUMNS;
    g_autoptr(Snippet) passage = answer_passage(o->answer, record, (columns - HANGING) * 2, &from);
    if (passage)
        put_marked(o, passage->text, passage->spans);
}

/* The words that stand for the query's here. */
static void print_expansions(Output *o, const SearchHit *hit)
{
    g_autoptr(GPtrArray) words = answer_approximate(o->answer, hit);
    if (words->len == 0)
        return;
    GString *list = g_string_new("≈ ");
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(list, "%s%s", i ? say(o, N_(", ")) : "", (const char *)words->pdata[i]);
    put_dim(o, list->str);
    g_string_free(list, TRUE);
}

/* Kind, status as it is today or of a draft its stage, date. */
static void append_values(const Output *o, GString *line, const Record *record)
{
    static const FieldId shown[] = {FIELD_KIND, FIELD_STATUS, FIELD_STAGE, FIELD_PUBLISHED};
    gboolean has_status = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = answer_value(o->answer, record, shown[i]), *recorded = record_text(record, shown[i]);
        if (!value || (shown[i] == FIELD_STAGE && has_status))
            continue;
        has_status |= shown[i] == FIELD_STATUS;
        clean_append_printf(line, "  %s", value_said(shown[i], value, o->options.language));
        if (value != recorded) /* by the date */
            clean_append_printf(line, " (%s %s)", value_said(shown[i], recorded, o->options.language),
                                record_text(record, FIELD_EFFECTIVE));
    }
}

static void print_relaxed(const Output *o)
{
    guint more = o->answer->relaxed - o->answer->leading;
    g_autofree char *count = message_number(more);
    g_string_append(o->out, ink(o, COLOUR_DIM));
    g_string_append_printf(o->out, o->answer->total + o->answer->leading ? say(o, N_("%s more with part of the query:"))
                                                                         : say(o, N_("%s with part of the query:")),
                           count);
    g_string_append_printf(o->out, "%s\n\n", ink(o, COLOUR_END));
}

static void print_hit(Output *o, const AnswerHit *out)
{
    const SearchHit *hit = out->hit;
    guint first_relaxed = o->answer->total + o->answer->leading + 1;
    if (hit->relaxed && !hit->leads &&
        (out->rank == first_relaxed || out->rank == o->answer->options.offset + 1))
        print_relaxed(o);
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%2u. %s", out->rank, ink(o, COLOUR_STRONG));
    link_append(line, hit->id, o->options.links ? link_page(out->record) : NULL);
    g_string_append(line, ink(o, COLOUR_END));
    append_values(o, line, out->record);
    put_line(o, line);
    print_titles(o, out->record);
    print_passage(o, out->record);
    print_expansions(o, hit);
    if (hit->leads)
        put_dim(o, say(o, N_("≈ nearly this title")));
    if (hit->replaces) {
        g_autofree char *replaces = g_strdup_printf(say(o, N_("≈ in force in place of %s")), hit->replaces);
        put_dim(o, replaces);
    }
    if (o->answer->options.explain)
        explain_hit(o, hit);
    g_string_append_c(o->out, '\n');
}

static void print_more(const Output *o, int indent, guint more)
{
    g_string_append_printf(o->out, "          %*s", indent, "");
    g_string_append_printf(o->out, message_n_in(o->options.language, more, "and %u more value", "and %u more values"), more);
    g_string_append_c(o->out, '\n');
}

/* A line for COUNT, in classes DEPTH deep; then what is part of it. */
static void print_count(Output *o, const GArray *tree, guint at)
{
    const FacetNode *node = &g_array_index(tree, FacetNode, at);
    const char *label = value_label_in(node->field, node->value, o->options.language);
    guint parts = 0;
    g_string_append_printf(o->out, "  %6u  %*s", node->count, (int)(2 * node->depth), "");
    clean_append(o->out, node->value);
    if (label) {
        g_string_append_printf(o->out, "  %s", ink(o, COLOUR_DIM));
        clean_append(o->out, label);
        g_string_append(o->out, ink(o, COLOUR_END));
    }
    g_string_append_c(o->out, '\n');
    for (guint part = node->first; part; part = g_array_index(tree, FacetNode, part).next)
        if (parts++ < FACET_PARTS)
            print_count(o, tree, part);
    if (parts > FACET_PARTS)
        print_more(o, (int)(2 * node->depth + 2), parts - FACET_PARTS);
}

static void print_facet(Output *o, const Facet *facet)
{
    g_autoptr(GArray) tree = facet_tree(facet);
    const char *name = facet->field == FIELD_PUBLISHED ? N_("year") : fields[facet->field].name, *said = say(o, name);
    guint lines = 0;
    g_string_append(o->out, said);
    if (said != name)
        g_string_append_printf(o->out, " (%s)", name);
    g_string_append_c(o->out, ':');
    g_string_append(o->out, facet->freed ? say(o, N_(" (all values, not only those asked for)")) : "");
    g_string_append(o->out, facet->counts->len ? "\n" : say(o, N_(" none\n")));
    for (guint at = g_array_index(tree, FacetNode, 0).first; at; at = g_array_index(tree, FacetNode, at).next)
        if (lines++ < FACET_LINES)
            print_count(o, tree, at);
    if (lines > FACET_LINES)
        print_more(o, 0, lines - FACET_LINES);
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
