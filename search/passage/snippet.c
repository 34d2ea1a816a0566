#include "search/passage/snippet.h"

#include <string.h>

#include "unicode/width.h"

#define ELLIPSIS "…"

typedef struct {
    const char *text;
    gsize len;
    guint columns;
    guint32 *column; /* where each byte's character begins, LEN + 1 of them */
    guint8 *cuts;
    const GArray *spans;
} Passage;

static guint32 width(const Passage *p, gsize start, gsize end)
{
    return p->column[end] - p->column[start];
}

static guint32 *column_by_byte(const char *text, gsize len)
{
    guint32 *column = g_new(guint32, len + 1), at = 0;
    for (gsize i = 0; i < len;) {
        gsize size = (gsize)(g_utf8_next_char(text + i) - (text + i));
        size = MIN(size, len - i);
        for (gsize b = 0; b < size; b++)
            column[i + b] = at;
        at += text_columns(text + i, size);
        i += size;
    }
    column[len] = at;
    return column;
}

/* The weight of what spans FIRST to *LAST, the last one that fits, show. */
static double weigh(const Passage *p, guint first, guint *last)
{
    gsize start = g_array_index(p->spans, Span, first).start;
    guint64 seen = 0;
    double weight = 0;
    *last = first;
    for (guint i = first; i < p->spans->len; i++) {
        const Span *span = &g_array_index(p->spans, Span, i);
        if (i > first && width(p, start, span->end) > p->columns)
            break;
        weight += (span->what & ~seen) ? span->weight : span->weight * 0.05;
        seen |= span->what;
        *last = i;
    }
    return weight;
}

/* The run of matches that shows most, the first of equals: [*start, *end). */
static double choose(const Passage *p, gsize *start, gsize *end)
{
    double best = 0;
    *start = *end = 0;
    for (guint i = 0; i < p->spans->len; i++) {
        guint last;
        double weight = weigh(p, i, &last);
        if (weight > best + 1e-9) {
            best = weight;
            *start = g_array_index(p->spans, Span, i).start;
            *end = g_array_index(p->spans, Span, last).end;
        }
    }
    return best;
}

/* Where to begin: at a sentence if one begins in reach, else at a word a little before. */
static gsize extend_left(const Passage *p, gsize start, gsize end)
{
    guint32 core = width(p, start, end);
    guint32 room = p->columns > core ? p->columns - core : 0;
    gsize word = start;
    for (gsize at = start;; at--) {
        if (width(p, at, start) > room)
            break;
        if (p->cuts[at] == 2 && (at == 0 || width(p, at, start) <= room * 2 / 3))
            return at;
        if (p->cuts[at] && width(p, at, start) <= room / 3)
            word = at;
        if (at == 0)
            break;
    }
    return word;
}

static gsize extend_right(const Passage *p, gsize start, gsize end)
{
    gsize last = end;
    for (gsize at = end; at <= p->len && width(p, start, at) <= p->columns; at++)
        if (p->cuts[at])
            last = at;
    return last;
}

/* What is left over at the end goes to the beginning. */
static gsize extend_further(const Passage *p, gsize start, gsize end)
{
    gsize first = start;
    for (gsize at = start; width(p, at, end) <= p->columns; at--) {
        if (p->cuts[at])
            first = at;
        if (at == 0)
            break;
    }
    return first;
}

static gboolean is_loose(gunichar c)
{
    return g_unichar_isspace(c) || c == 0xff0c || c == 0x3001 || c == ',' || c == 0xff1b ||
           c == 0x3002 || c == ';';
}

static void trim(const Passage *p, gsize *start, gsize *end)
{
    while (*start > 0 && *start < *end && is_loose(g_utf8_get_char(p->text + *start)))
        *start = (gsize)(g_utf8_next_char(p->text + *start) - p->text);
    while (*end < p->len && *end > *start) {
        const char *before = g_utf8_prev_char(p->text + *end);
        if (!is_loose(g_utf8_get_char(before)))
            break;
        *end = (gsize)(before - p->text);
    }
}

static Snippet *cut_out(const Passage *p, gsize start, gsize end)
{
    Snippet *snippet = g_new0(Snippet, 1);
    gsize head = start > 0 ? strlen(ELLIPSIS) : 0;
    GString *text = g_string_new(head ? ELLIPSIS : "");
    g_string_append_len(text, p->text + start, (gssize)(end - start));
    for (gsize i = 0; i < text->len; i++)
        if ((guint8)text->str[i] < ' ' || text->str[i] == 0x7f)
            text->str[i] = ' ';
    if (end < p->len)
        g_string_append(text, ELLIPSIS);
    snippet->text = g_string_free(text, FALSE);
    snippet->spans = g_array_new(FALSE, FALSE, sizeof(Span));
    guint64 seen = 0;
    for (guint i = 0; i < p->spans->len; i++) {
        Span span = g_array_index(p->spans, Span, i);
        if (span.end <= start || span.start >= end)
            continue;
        span.start = (guint32)(MAX(span.start, start) - start + head);
        span.end = (guint32)(MIN(span.end, end) - start + head);
        if (span.what & ~seen)
            snippet->weight += span.weight;
        seen |= span.what;
        g_array_append_val(snippet->spans, span);
    }
    return snippet;
}

/* The longest beginning of at most SNIPPET_MAX_BYTES bytes of whole characters. */
static gsize whole_characters(const char *text)
{
    gsize len = strlen(text);
    if (len <= SNIPPET_MAX_BYTES)
        return len;
    len = SNIPPET_MAX_BYTES;
    while (len > 0 && ((guint8)text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

Snippet *snippet_new(Highlighter *highlighter, const char *original, guint columns)
{
    g_autofree char *text = g_utf8_make_valid(original, -1);
    gsize len = whole_characters(text), start = 0, end = len;
    g_autofree guint8 *cuts = NULL;
    g_autofree guint32 *column = column_by_byte(text, len);
    gboolean is_cut = columns > 0 && column[len] > columns;
    g_autoptr(GArray) spans = highlight(highlighter, text, (gssize)len, is_cut ? &cuts : NULL);
    Passage passage = {text, len, columns > 2 ? columns - 2 : columns, column, cuts, spans};
    if (is_cut) {
        choose(&passage, &start, &end);
        start = extend_left(&passage, start, end);
        end = extend_right(&passage, start, end);
        start = extend_further(&passage, start, end);
        trim(&passage, &start, &end);
    }
    return cut_out(&passage, start, end);
}

void snippet_free(Snippet *snippet)
{
    if (!snippet)
        return;
    g_free(snippet->text);
    g_array_unref(snippet->spans);
    g_free(snippet);
}
