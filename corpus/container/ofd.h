/* Private to the reader of OFD (GB/T 33190-2016): a ZIP archive of parts, XML, which say what is
 * drawn where. */
#ifndef CORPUS_CONTAINER_OFD_H
#define CORPUS_CONTAINER_OFD_H

#include "corpus/container/office.h"
#include "corpus/container/page.h"

/* What can be done about an OFD that is not understood: the end of its error. */
#define OFD_ADVICE N_("; make a PDF of it and give that")

/* A character that the file does not tell. */
#define OFD_UNTOLD ((gunichar)0xfffd)

/* A character: where its base line begins, and the ways along it and up from it, as long as it is
 * wide and high. */
typedef struct {
    gunichar c;
    float x, y, along_x, along_y, up_x, up_y;
} OfdGlyph;

/* A step of a path, to a place; the last three begin one. */
enum { OFD_MOVE, OFD_LINE, OFD_CURVE, OFD_CLOSE, OFD_FILL, OFD_STROKE, OFD_FILL_AND_STROKE };
typedef struct {
    int step;
    float x, y;
} OfdStep;

/* Another drawing at its place. */
typedef struct {
    char *key; /* in Ofd.drawings */
    PageMatrix matrix;
} OfdUse;

/* What a page draws, a template of pages, or a unit of which pages have several, in its own
 * coordinates: of pages and templates, millimetres from the upper left corner. */
typedef struct {
    GArray *glyphs, *steps, *uses; /* OfdGlyph, OfdStep, OfdUse */
} OfdDrawing;

OfdDrawing *ofd_drawing_new(void);
void ofd_drawing_free(OfdDrawing *drawing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OfdDrawing, ofd_drawing_free)

/* Upper left corner, width, height. */
typedef struct {
    double x, y, width, height;
} OfdBox;

/* One document of the archive, while it is read. */
typedef struct {
    const OfficeArchive *archive;
    guint64 bytes, held, drawn; /* so far: of XML; that drawings hold; that was drawn */
    GHashTable *drawings;       /* templates and units: OfdDrawing by key */
    GPtrArray *resources;       /* char *: parts that hold units, each once */
    OfdBox paper;               /* of pages that do not tell theirs; no width: not told */
} Ofd;

/* The key of the drawing ID. The caller frees. */
char *ofd_template_key(const char *id);
char *ofd_unit_key(const char *id);

/* Notes the part LOCATION, named in FROM, whose units pages may use; some archives lack it, and
 * nothing uses it. */
void ofd_add_resources(Ofd *ofd, const char *from, const char *location);

/* Reads the part PATH: a page or a template into DRAWING, and PAPER, if it tells that; or, where
 * both are NULL, the units of resources. */
gboolean ofd_read_content(Ofd *ofd, const char *path, OfdDrawing *drawing, OfdBox *paper,
                          GError **error);

/* Reads the box that the element which has begun tells. */
gboolean ofd_read_box(OfficePart *part, GString *text, OfdBox *box, GError **error);

/* Adds the characters and ruling lines of DRAWING, which the part PATH is, to PAGE, as far as they
 * are on PAPER. */
gboolean ofd_draw(Ofd *ofd, const char *path, const OfdDrawing *drawing, const OfdBox *paper,
                  Page *page, GError **error);

#endif
