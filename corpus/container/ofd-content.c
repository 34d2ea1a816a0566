/* Content of OFD's pages, templates and resources (GB/T 33190-2016, 7.7, 8, 9, 13) → drawings. */
#include <string.h>

#include "corpus/container/ofd-reading.h"
#include "messages/messages.h"

#define MOST_BYTES ((guint64)4 << 30) /* of all parts */

/* Draws the drawing with KEY, which is taken over. */
static gboolean add_use(OfdReading *reading, char *key, const PageMatrix *matrix, GError **error)
{
    const OfdUse use = {key, *matrix};
    g_array_append_val(reading->drawing->uses, use);
    return ofd_hold(reading, sizeof use / sizeof(OfdGlyph) + strlen(key), error);
}

static gboolean read_composite(OfdReading *reading, GError **error)
{
    g_autofree char *id = office_attribute(reading->part, "ResourceID");
    if (ofd_is_visible(reading) &&
        (!ofd_begin_object(reading, error) ||
         !add_use(reading, ofd_unit_key(id ? id : ""), &reading->matrix, error)))
        return FALSE;
    return ofd_leave_out(reading, error);
}

/* What the letters of AbbreviatedData do, with how many numbers, of which the last two are where
 * they lead. */
static const struct {
    char letter;
    guint numbers;
    int step;
} steps[] = {
    {'S', 2, OFD_MOVE},  {'M', 2, OFD_MOVE},  {'L', 2, OFD_LINE},  {'Q', 4, OFD_CURVE},
    {'B', 6, OFD_CURVE}, {'A', 7, OFD_CURVE}, {'C', 0, OFD_CLOSE},
};

static gboolean add_step(OfdReading *reading, const char **at, GError **error)
{
    guint i = 0;
    double values[7] = {0};
    while (i < G_N_ELEMENTS(steps) && steps[i].letter != **at)
        i++;
    if (i == G_N_ELEMENTS(steps))
        return ofd_fail(reading, _("a step of its path that is unknown"), error);
    ++*at;
    for (guint k = 0; k < steps[i].numbers; k++)
        if (!ofd_next_number(at, &values[k]))
            return ofd_fail(reading, _("a step of its path that leads to no place on paper"), error);
    double x = values[MAX(steps[i].numbers, 2) - 2], y = values[MAX(steps[i].numbers, 2) - 1];
    page_matrix_apply(&reading->matrix, &x, &y);
    const OfdStep step = {steps[i].step, (float)x, (float)y};
    g_array_append_val(reading->drawing->steps, step);
    return ofd_hold(reading, 1, error);
}

static gboolean read_data(OfdReading *reading, GError **error)
{
    if (!office_read_text(reading->part, reading->text, error))
        return FALSE;
    const char *at = reading->text->str + strspn(reading->text->str, OFD_BLANKS);
    for (; *at; at += strspn(at, OFD_BLANKS))
        if (!add_step(reading, &at, error))
            return FALSE;
    return TRUE;
}

static gboolean read_path(OfdReading *reading, GError **error)
{
    static const OfdElement data[] = {{"AbbreviatedData", read_data}, {NULL, NULL}};
    double alpha = 255;
    gboolean stroked = ofd_read_flag(reading, "Stroke", TRUE),
             filled = ofd_read_flag(reading, "Fill", FALSE);
    if (!ofd_is_visible(reading) || (!stroked && !filled))
        return ofd_leave_out(reading, error);
    if (!ofd_begin_object(reading, error) || !ofd_read_numbers(reading, "Alpha", &alpha, 1, error))
        return FALSE;
    if (alpha <= 0)
        return ofd_leave_out(reading, error);
    const OfdStep begin = {!stroked ? OFD_FILL : filled ? OFD_FILL_AND_STROKE : OFD_STROKE, 0, 0};
    g_array_append_val(reading->drawing->steps, begin);
    return ofd_hold(reading, 1, error) && ofd_read_children(reading, data, error);
}

/* Parts */

static gboolean read_paper(OfdReading *reading, GError **error)
{
    return ofd_read_box(reading->part, reading->text, reading->paper, error);
}

static gboolean read_page_resources(OfdReading *reading, GError **error)
{
    if (!office_read_text(reading->part, reading->text, error))
        return FALSE;
    ofd_add_resources(reading->ofd, reading->part->path, reading->text->str);
    return TRUE;
}

static gboolean read_template(OfdReading *reading, GError **error)
{
    const PageMatrix as_it_is = {1, 0, 0, 1, 0, 0};
    g_autofree char *id = office_attribute(reading->part, "TemplateID");
    ofd_begin(reading);
    return add_use(reading, ofd_template_key(id ? id : ""), &as_it_is, error) &&
           ofd_leave_out(reading, error);
}

/* clang-format off */
#define OBJECTS {"PageBlock", NULL}, {"TextObject", ofd_read_text}, {"PathObject", read_path}, {"CompositeObject", read_composite}
/* clang-format on */

static gboolean read_unit(OfdReading *reading, GError **error)
{
    static const OfdElement unit[] = {{"Content", NULL}, OBJECTS, {NULL, NULL}};
    g_autoptr(OfdDrawing) drawing = ofd_drawing_new();
    g_autofree char *id = office_attribute(reading->part, "ID");
    reading->drawing = drawing;
    ofd_begin(reading);
    gboolean ok =
        ofd_hold(reading, sizeof *drawing, error) && ofd_read_children(reading, unit, error);
    reading->drawing = NULL;
    if (ok && id)
        g_hash_table_replace(reading->ofd->drawings, ofd_unit_key(id), g_steal_pointer(&drawing));
    return ok;
}

/* Reads the part, which is to be an element NAME. */
static gboolean read_root(OfdReading *reading, const char *name, const OfdElement *elements,
                          GError **error)
{
    GError *inner = NULL;
    while (office_part_next(reading->part, &inner))
        if (xmlTextReaderNodeType(reading->part->xml) == XML_READER_TYPE_ELEMENT)
            return office_begins(reading->part, name)
                       ? ofd_read_children(reading, elements, error)
                       : ofd_fail(reading, _("neither a page nor resources"), error);
    if (inner)
        g_propagate_error(error, inner);
    else
        ofd_fail(reading, _("it is empty"), error);
    return FALSE;
}

gboolean ofd_read_content(Ofd *ofd, const char *path, OfdDrawing *drawing, OfdBox *paper,
                          GError **error)
{
    static const OfdElement page[] = {{"Area", NULL},
                                      {"PhysicalBox", read_paper},
                                      {"PageRes", read_page_resources},
                                      {"Content", NULL},
                                      {"Layer", NULL},
                                      {"Template", read_template},
                                      OBJECTS,
                                      {NULL, NULL}};
    static const OfdElement resources[] = {
        {"CompositeGraphicUnits", NULL}, {"CompositeGraphicUnit", read_unit}, {NULL, NULL}};
    OfficePart part;
    GError *inner = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    OfdReading reading = {
        .ofd = ofd, .part = &part, .drawing = drawing, .paper = paper, .text = text};
    if (office_part_open(&part, ofd->archive, path, &inner))
        read_root(&reading, drawing ? "Page" : "Res", drawing ? page : resources, &inner);
    ofd->bytes += MOST_PART - part.left;
    if (!inner && ofd->bytes > MOST_BYTES)
        g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, _("%s: its parts are over %u GiB"),
                    ofd->archive->file, (guint)(MOST_BYTES >> 30));
    return office_part_done(&part, inner, error);
}
