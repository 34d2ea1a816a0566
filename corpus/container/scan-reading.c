/* What tesseract says of lines: hOCR → characters; and what of several readings is sure. */
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/scan.h"

/* Per cent, the mean of those that agree: less is doubtful. */
#define SURE_LEAST 60.0f
/* A line has no more characters. */
#define MOST_CHARS 1000u

static const ScanChar *at(const GArray *chars, guint i)
{
    return &g_array_index(chars, ScanChar, i);
}

/* The numbers behind NAME in the title of an element of hOCR. FALSE if there are none. */
static gboolean read_numbers(const char *title, const char *name, double *values, guint count)
{
    const char *at = strstr(title, name);
    char *end;
    at = at ? at + strlen(name) : NULL;
    for (guint i = 0; i < count && at; i++) {
        values[i] = g_ascii_strtod(at, &end);
        at = end == at ? NULL : end;
    }
    return at != NULL;
}

/* Adds the character of the element at which XML is, with TITLE, to LINE. */
static void read_char(xmlTextReaderPtr xml, const char *title, gboolean begins, GArray *line)
{
    double box[4], sure;
    xmlChar *text = xmlTextReaderReadString(xml);
    if (text && line->len < MOST_CHARS && read_numbers(title, "x_bboxes ", box, 4) &&
        read_numbers(title, "x_conf ", &sure, 1))
        for (const char *p = (const char *)text; *p; p = g_utf8_next_char(p)) {
            const ScanChar c = {g_utf8_get_char(p), (float)box[0], (float)box[2], (float)sure,
                                begins};
            g_array_append_val(line, c);
        }
    xmlFree(text);
}

/* *PAGE is the page that has begun, *BEGINS whether a word has. */
static void read_element(xmlTextReaderPtr xml, GPtrArray *lines, guint *page, gboolean *begins)
{
    g_autofree char *class = (char *)xmlTextReaderGetAttribute(xml, BAD_CAST "class");
    g_autofree char *title = (char *)xmlTextReaderGetAttribute(xml, BAD_CAST "title");
    if (g_strcmp0(class, "ocr_page") == 0)
        ++*page;
    else if (g_strcmp0(class, "ocrx_word") == 0)
        *begins = TRUE;
    else if (title && g_strcmp0(class, "ocrx_cinfo") == 0 && *page > 0 && *page <= lines->len) {
        read_char(xml, title, *begins, lines->pdata[*page - 1]);
        *begins = FALSE;
    }
}

GPtrArray *scan_hocr(const GByteArray *hocr, guint count)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(lines, g_array_new(FALSE, FALSE, sizeof(ScanChar)));
    xmlTextReaderPtr xml =
        xmlReaderForMemory((const char *)hocr->data, (int)hocr->len, NULL, "UTF-8",
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    guint page = 0;
    gboolean begins = FALSE;
    while (xml && xmlTextReaderRead(xml) == 1)
        if (xmlTextReaderNodeType(xml) == XML_READER_TYPE_ELEMENT)
            read_element(xml, lines, &page, &begins);
    if (xml)
        xmlFreeTextReader(xml);
    return lines;
}

/* What looks alike, or is one in another width, is the same. */
static gunichar alike(gunichar c)
{
    static const char *const groups[] = {",，、",  ";；",  ":：",  "(（", ")）",
                                         "-—–―一", ".．·", "“\"”", "‘'’", "T工丁"}; /* a plan's T */
    if (c >= 0xff01 && c <= 0xff5e && !g_unichar_isalnum(c))
        c -= 0xfee0;
    for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
        if (g_utf8_strchr(groups[i], -1, c))
            return g_utf8_get_char(groups[i]);
    return c;
}

static gboolean is_mark(gunichar c)
{
    return !g_unichar_isalnum(c) && c != SCAN_UNTOLD;
}

/* How many edits make A from I on B from K on: row-major, of (a->len + 1) × (b->len + 1). Caller
 * frees. */
static guint16 *edits(const GArray *a, const GArray *b)
{
    guint width = b->len + 1;
    guint16 *cost = g_new(guint16, (gsize)(a->len + 1) * width);
    for (guint i = a->len + 1; i-- > 0;)
        for (guint k = b->len + 1; k-- > 0;) {
            guint16 *here = &cost[i * width + k];
            if (i == a->len || k == b->len) {
                *here = (guint16)(a->len - i + b->len - k);
                continue;
            }
            gboolean same = alike(at(a, i)->c) == alike(at(b, k)->c);
            guint16 both = (guint16)(here[width + 1] + !same), without = (guint16)(here[width] + 1),
                    with = (guint16)(here[1] + 1);
            *here = MIN(both, MIN(without, with));
        }
    return cost;
}

/* For each character of A which of B stands for it, -1: none; and behind them B's length. Caller
 * frees. */
static int *align(const GArray *a, const GArray *b)
{
    g_autofree guint16 *cost = edits(a, b);
    int *of = g_new(int, a->len + 1);
    guint width = b->len + 1, i = 0, k = 0;
    while (i < a->len) {
        const guint16 *here = &cost[i * width + k];
        gboolean same = k < b->len && alike(at(a, i)->c) == alike(at(b, k)->c);
        if (k < b->len && *here == here[width + 1] + !same)
            of[i++] = (int)k++;
        else if (*here == here[width] + 1)
            of[i++] = -1;
        else
            k++;
    }
    of[a->len] = (int)b->len;
    return of;
}

/* One character as COUNT readings have it, NULL where one has none. */
typedef struct {
    const ScanChar *votes[SCAN_READINGS];
    guint count;
} Ballot;

/* The vote that most of BALLOT agree with, NULL: for nothing; *COUNT: how many do; *SUM: how sure
 * they are. */
static const ScanChar *count_votes(const Ballot *ballot, guint *count, float *sum)
{
    const ScanChar *best = NULL;
    *count = 0;
    *sum = 0;
    for (guint i = 0; i < ballot->count; i++) {
        const ScanChar *vote = ballot->votes[i];
        guint same = 0;
        float sure = 0;
        for (guint k = 0; k < ballot->count; k++) {
            const ScanChar *other = ballot->votes[k];
            if (vote ? other && alike(other->c) == alike(vote->c) : !other) {
                same++;
                sure += other ? other->sure : 0;
            }
        }
        if (same > *count || (same == *count && sure > *sum)) {
            best = vote;
            *count = same;
            *sum = sure;
        }
    }
    return best;
}

/* Whether what reads Chinese alone agrees that BALLOT are of a Chinese character. */
static gboolean are_chinese(const Ballot *ballot)
{
    if (ballot->count <= SCAN_READINGS_LEAST || !ballot->votes[SCAN_READINGS_LEAST])
        return FALSE;
    gunichar c = ballot->votes[SCAN_READINGS_LEAST]->c;
    for (guint i = SCAN_READINGS_LEAST; i < ballot->count; i++)
        if (!ballot->votes[i] || alike(ballot->votes[i]->c) != alike(c))
            return FALSE;
    return c >= 0x2e80 && !is_mark(c);
}

/* Whether COUNT of BALLOT that say BEST are enough: the first ones all, or all but one; or, of a
 * Chinese character, most, if none says another Chinese one: what reads English too at times takes
 * short Chinese words for English. */
static gboolean is_agreed(const Ballot *ballot, const ScanChar *best, guint count)
{
    guint first = 0, other = 0;
    for (guint i = 0; i < ballot->count; i++) {
        const ScanChar *vote = ballot->votes[i];
        gboolean same = vote && best ? alike(vote->c) == alike(best->c) : vote == best;
        first += same && i < SCAN_READINGS_LEAST;
        other += !same && vote && vote->c >= 0x80 && !is_mark(vote->c);
    }
    if (best && best->c < 0x80 && g_unichar_isalpha(best->c) && are_chinese(ballot))
        return FALSE;
    if (first == SCAN_READINGS_LEAST ||
        (ballot->count > SCAN_READINGS_LEAST && count + 1 >= ballot->count))
        return TRUE;
    return ballot->count > SCAN_READINGS_LEAST && count * 2 > ballot->count && other == 0 && best &&
           best->c >= 0x2e80 && !is_mark(best->c);
}

/* What BALLOT say, into *C, whose place is set; FALSE: that there is nothing. What they do not
 * agree on is not told; of marks, which tell nothing, it is what most say. */
static gboolean elect(const Ballot *ballot, ScanChar *c)
{
    guint count;
    float sum;
    const ScanChar *best = count_votes(ballot, &count, &sum);
    gboolean marks = TRUE;
    for (guint i = 0; i < ballot->count; i++)
        marks = marks && (!ballot->votes[i] || is_mark(ballot->votes[i]->c));
    gboolean agreed = is_agreed(ballot, best, count);
    if (!best && (agreed || marks))
        return FALSE;
    c->c = best ? best->c : SCAN_UNTOLD;
    c->begins = best && best->begins;
    c->sure = sum / (float)ballot->count;
    if ((!marks && (!agreed || sum / (float)count < SURE_LEAST)) ||
        alike(c->c) == '?') /* which it says of what it cannot read */
        c->c = SCAN_UNTOLD;
    return TRUE;
}

/* Adds what the other readings have between the places FROM and TO of them (one each), where the
 * first has nothing. */
static void add_between(GArray *const *readings, guint count, const int *from, const int *to,
                        float x, GArray *out)
{
    for (int n = 0;; n++) {
        Ballot ballot = {{NULL}, count};
        gboolean more = FALSE;
        ScanChar c = {0, x, x, 0, FALSE};
        for (guint r = 1; r < count; r++) {
            gboolean has = from[r] + n < to[r];
            ballot.votes[r] = has ? at(readings[r], (guint)(from[r] + n)) : NULL;
            more = more || has;
        }
        if (!more)
            return;
        if (elect(&ballot, &c))
            g_array_append_val(out, c);
    }
}

GArray *scan_agree(GArray *const *readings, guint count)
{
    const GArray *first = readings[0];
    GArray *out = g_array_new(FALSE, FALSE, sizeof(ScanChar));
    int *of[SCAN_READINGS] = {NULL}, from[SCAN_READINGS] = {0}, to[SCAN_READINGS] = {0};
    for (guint r = 1; r < count; r++)
        of[r] = align(first, readings[r]);
    for (guint i = 0; i <= first->len; i++) {
        Ballot ballot = {{i < first->len ? at(first, i) : NULL}, count};
        for (guint r = 1; r < count; r++) {
            to[r] = of[r][i] < 0 ? from[r] : of[r][i];
            if (i < first->len && of[r][i] >= 0)
                ballot.votes[r] = at(readings[r], (guint)of[r][i]);
        }
        ScanChar c =
            i < first->len ? *at(first, i) : (ScanChar){.x1 = i ? at(first, i - 1)->x2 : 0};
        add_between(readings, count, from, to, c.x1, out);
        if (i < first->len && elect(&ballot, &c))
            g_array_append_val(out, c);
        for (guint r = 1; r < count; r++)
            from[r] = i < first->len && of[r][i] >= 0 ? of[r][i] + 1 : to[r];
    }
    for (guint r = 1; r < count; r++)
        g_free(of[r]);
    return out;
}
