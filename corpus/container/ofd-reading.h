/* Private to the reader of OFD: a part with a page, a template or resources, while it is read.
 * Functions that return FALSE set an error. */
#ifndef CORPUS_CONTAINER_OFD_READING_H
#define CORPUS_CONTAINER_OFD_READING_H

#include "corpus/container/ofd.h"

#define OFD_BLANKS " \t\r\n"

/* The part, and the object in it whose element has begun. */
typedef struct {
    Ofd *ofd;
    OfficePart *part;
    OfdDrawing *drawing; /* of the page, template or unit; NULL: between units */
    OfdBox *paper;
    GString *text;
    char object[64];            /* for errors */
    PageMatrix matrix;          /* of the object: to the drawing's coordinates */
    double size, stretch, x, y; /* of its text */
    guint char_turn, line_turn; /* of its text: quarters, clockwise */
} OfdReading;

/* What can stand in an element, and what reads it, to its end; NULL: what is in it counts as if it
 * stood there. Others are left out: clips, patterns, actions, images. The last one has no name. */
typedef struct {
    const char *name;
    gboolean (*read)(OfdReading *reading, GError **error);
} OfdElement;

/* Reads what is in the element that has begun, to its end; or leaves it out. */
gboolean ofd_read_children(OfdReading *reading, const OfdElement *elements, GError **error);
gboolean ofd_leave_out(OfdReading *reading, GError **error);

/* An error: WHAT, and where. FALSE. */
gboolean ofd_fail(const OfdReading *reading, const char *what, GError **error);

/* Counts what the drawings hold: so many MORE glyphs, or what takes as much memory. */
gboolean ofd_hold(OfdReading *reading, guint64 more, GError **error);

/* The next number at *TEXT, which moves behind it. FALSE: none is there, or none that a place on
 * paper can have. */
gboolean ofd_next_number(const char **text, double *value);

/* The N numbers of the attribute NAME; where it is not there, VALUES stay. */
gboolean ofd_read_numbers(const OfdReading *reading, const char *name, double *values, guint n,
                          GError **error);
gboolean ofd_read_flag(const OfdReading *reading, const char *name, gboolean where_absent);
gboolean ofd_is_visible(const OfdReading *reading);

/* Begins what the element that has begun is: errors name it. And an object, which has a place. */
void ofd_begin(OfdReading *reading);
gboolean ofd_begin_object(OfdReading *reading, GError **error);

/* Reads the TextObject that has begun: its characters become glyphs of the drawing. */
gboolean ofd_read_text(OfdReading *reading, GError **error);

#endif
