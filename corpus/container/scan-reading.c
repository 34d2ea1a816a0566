/* What tesseract says of lines: hOCR → characters; and what of several readings is sure. */
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/scan.h"

/* Per cent, the mean of all readings: less is doubtful; of digits and letters, which nothing else tells, earlier. */
#define SURE_LEAST 50.0f
#define SURE_LEAST_ASCII 60.0f
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
            const ScanChar c = {g_utf8_get_char(p), (float)box[0], (float)box[2], (float)sure, begins};
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
    xmlTextReaderPtr xml = xmlReaderForMemory((const char *)hocr->data, (int)hocr->len, NULL, "UTF-8",
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

/* Marks that look alike, or are one in another width, are the same. */
static gunichar alike(gunichar c)
{
    static const char *const groups[] = {",，、", ";；", ":：", "(（", ")）", "-—–―一", ".．·", "“\"”", "‘'’"};
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

/* How many edits make A from I on B from K on: row-major, of (a->len + 1) × (b->len + 1). Caller frees. */
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

/* For each character of A which of B stands for it, -1: none; and behind them B's length. Caller frees. */
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

/* One character as the readings have it, NULL where one has none. */
typedef struct {
    const ScanChar *votes[SCAN_READINGS];
} Ballot;

/* What most of BALLOT say, into *C, whose place is set; FALSE: that there is nothing. What they do not agree on is not told,
 * but a mark is the surest one. */
static gboolean elect(const Ballot *ballot, ScanChar *c)
{
    const ScanChar *best = NULL, *surest = NULL;
    float most = 0;
    guint best_count = 0, none = 0, marks = 0;
    for (guint i = 0; i < SCAN_READINGS; i++) {
        const ScanChar *vote = ballot->votes[i];
        float sum = 0;
        guint count = 0;
        none += !vote;
        marks += vote && is_mark(vote->c);
        if (!vote)
            continue;
        for (guint k = 0; k < SCAN_READINGS; k++)
            if (ballot->votes[k] && alike(ballot->votes[k]->c) == alike(vote->c)) {
                sum += ballot->votes[k]->sure;
                count++;
            }
        if (count > best_count || (count == best_count && sum > most)) {
            best = vote;
            best_count = count;
            most = sum;
        }
        surest = !surest || vote->sure > surest->sure ? vote : surest;
    }
    if (none * 2 > SCAN_READINGS)
        return FALSE;
    gboolean all_marks = marks == SCAN_READINGS - none;
    c->c = all_marks ? surest->c : best->c;
    c->sure = most / SCAN_READINGS;
    c->begins = best->begins;
    float least = c->c < 0x80 ? SURE_LEAST_ASCII : SURE_LEAST;
    if (!all_marks && (best_count * 2 <= SCAN_READINGS || c->sure < least))
        c->c = SCAN_UNTOLD;
    return TRUE;
}

/* Adds what the other readings have between the places FROM and TO of them (one each), where the first has nothing. */
static void add_between(GArray *const *readings, const int *from, const int *to, float x, GArray *out)
{
    for (int n = 0;; n++) {
        Ballot ballot = {{NULL}};
        gboolean more = FALSE;
        ScanChar c = {0, x, x, 0, FALSE};
        for (guint r = 1; r < SCAN_READINGS; r++) {
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

GArray *scan_agree(GArray *const *readings)
{
    const GArray *first = readings[0];
    GArray *out = g_array_new(FALSE, FALSE, sizeof(ScanChar));
    int *of[SCAN_READINGS] = {NULL}, from[SCAN_READINGS] = {0}, to[SCAN_READINGS] = {0};
    for (guint r = 1; r < SCAN_READINGS; r++)
        of[r] = align(first, readings[r]);
    for (guint i = 0; i <= first->len; i++) {
        Ballot ballot = {{i < first->len ? at(first, i) : NULL}};
        for (guint r = 1; r < SCAN_READINGS; r++) {
            to[r] = of[r][i] < 0 ? from[r] : of[r][i];
            if (i < first->len && of[r][i] >= 0)
                ballot.votes[r] = at(readings[r], (guint)of[r][i]);
        }
        ScanChar c = i < first->len ? *at(first, i) : (ScanChar){.x1 = i ? at(first, i - 1)->x2 : 0};
        add_between(readings, from, to, c.x1, out);
        if (i < first->len && elect(&ballot, &c))
            g_array_append_val(out, c);
        for (guint r = 1; r < SCAN_READINGS; r++)
            from[r] = i < first->len && of[r][i] >= 0 ? of[r][i] + 1 : to[r];
    }
    for (guint r = 1; r < SCAN_READINGS; r++)
        g_free(of[r]);
    return out;
}
