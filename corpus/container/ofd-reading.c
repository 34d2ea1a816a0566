#include "corpus/container/ofd-reading.h"

#include <math.h>
#include <string.h>

#include "messages/messages.h"

/* Millimetres, or what a matrix makes of them; also how many offsets are alike. */
#define MOST_NUMBER 1e6
#define MOST_HELD ((guint64)4 << 20) /* of all drawings */

gboolean ofd_fail(const OfdReading *reading, const char *what, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s in it: %s%s%s"),
                reading->part->file, reading->part->path, reading->object, what, _(OFD_ADVICE));
    return FALSE;
}

gboolean ofd_next_number(const char **text, double *value)
{
    char *end;
    *value = g_ascii_strtod(*text, &end);
    gboolean found = end != *text && fabs(*value) <= MOST_NUMBER;
    *text = end;
    return found;
}

/* N numbers, with blanks between, and nothing else. */
static gboolean read_values(const char *text, double *values, guint n)
{
    for (guint i = 0; i < n; i++)
        if (!ofd_next_number(&text, &values[i]))
            return FALSE;
    return text[strspn(text, OFD_BLANKS)] == '\0';
}

gboolean ofd_read_box(OfficePart *part, GString *text, OfdBox *box, GError **error)
{
    double values[4];
    if (!office_read_text(part, text, error))
        return FALSE;
    if (read_values(text->str, values, G_N_ELEMENTS(values)) && values[2] > 0 && values[3] > 0) {
        *box = (OfdBox){values[0], values[1], values[2], values[3]};
        return TRUE;
    }
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: %s in it: %s%s"), part->file, part->path, _("a PhysicalBox that is none"),
                _(OFD_ADVICE));
    return FALSE;
}

gboolean ofd_read_numbers(const OfdReading *reading, const char *name, double *values, guint n,
                          GError **error)
{
    g_autofree char *text = office_attribute(reading->part, name);
    if (!text || !*text || read_values(text, values, n))
        return TRUE;
    g_autofree char *what =
        g_strdup_printf(_("%s does not have %u numbers that are places on paper"), name, n);
    return ofd_fail(reading, what, error);
}

gboolean ofd_read_flag(const OfdReading *reading, const char *name, gboolean where_absent)
{
    g_autofree char *text = office_attribute(reading->part, name);
    return text && *text ? strcmp(text, "true") == 0 || strcmp(text, "1") == 0 : where_absent;
}

static const OfdElement none[] = {{NULL, NULL}};

gboolean ofd_read_children(OfdReading *reading, const OfdElement *elements, GError **error)
{
    xmlTextReader *xml = reading->part->xml;
    int depth = xmlTextReaderDepth(xml);
    GError *inner = NULL;
    if (xmlTextReaderIsEmptyElement(xml))
        return TRUE;
    while (!inner && office_part_next(reading->part, &inner) && xmlTextReaderDepth(xml) > depth) {
        if (xmlTextReaderNodeType(xml) != XML_READER_TYPE_ELEMENT)
            continue;
        const OfdElement *element = elements;
        while (element->name && !office_begins(reading->part, element->name))
            element++;
        if (!element->name)
            ofd_read_children(reading, none, &inner);
        else if (element->read)
            element->read(reading, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean ofd_leave_out(OfdReading *reading, GError **error)
{
    return ofd_read_children(reading, none, error);
}

gboolean ofd_hold(OfdReading *reading, guint64 more, GError **error)
{
    reading->ofd->held += more;
    return reading->ofd->held <= MOST_HELD ||
           ofd_fail(reading, _("more is drawn than can be read"), error);
}

void ofd_begin(OfdReading *reading)
{
    g_autofree char *id = office_attribute(reading->part, "ID");
    g_snprintf(reading->object, sizeof reading->object,
               "%s %.20s: ", (const char *)xmlTextReaderConstLocalName(reading->part->xml),
               id ? id : "");
}

/* The object's matrix is its own, then its box's corner. */
gboolean ofd_begin_object(OfdReading *reading, GError **error)
{
    double box[4], m[6] = {1, 0, 0, 1, 0, 0};
    g_autofree char *boundary = office_attribute(reading->part, "Boundary");
    ofd_begin(reading);
    if (!boundary || !*boundary)
        return ofd_fail(reading, _("it has no Boundary"), error);
    if (!ofd_read_numbers(reading, "Boundary", box, G_N_ELEMENTS(box), error) ||
        !ofd_read_numbers(reading, "CTM", m, G_N_ELEMENTS(m), error))
        return FALSE;
    reading->matrix = (PageMatrix){m[0], m[1], m[2], m[3], m[4] + box[0], m[5] + box[1]};
    return TRUE;
}

gboolean ofd_is_visible(const OfdReading *reading)
{
    return ofd_read_flag(reading, "Visible", TRUE);
}
