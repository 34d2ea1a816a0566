/* Drawings of OFD → characters and edges of a Page. */
#include <math.h>

#include "corpus/container/ofd.h"
#include "messages/messages.h"

#define POINTS_OF_MM (72 / 25.4)
/* Of an em, from the base line: of most fonts for Chinese. */
#define ASCENT 0.86f
#define DESCENT 0.14f
/* Text that runs in a direction between up and along: a watermark, never a line. */
#define ASKEW 0.1
#define FAR 1e7                       /* points */
#define DEEPEST 16u                   /* units in units */
#define MOST_ON_PAGE 100000u          /* characters */
#define MOST_DRAWN ((guint64)1 << 28) /* glyphs and steps of all pages */
#define COST_OF_USE 16u /* as many of them take the time that it takes to begin a drawing */

static void clear_use(gpointer data)
{
    g_free(((OfdUse *)data)->key);
}

OfdDrawing *ofd_drawing_new(void)
{
    OfdDrawing *drawing = g_new(OfdDrawing, 1);
    drawing->glyphs = g_array_new(FALSE, FALSE, sizeof(OfdGlyph));
    drawing->steps = g_array_new(FALSE, FALSE, sizeof(OfdStep));
    drawing->uses = g_array_new(FALSE, FALSE, sizeof(OfdUse));
    g_array_set_clear_func(drawing->uses, clear_use);
    return drawing;
}

void ofd_drawing_free(OfdDrawing *drawing)
{
    g_array_unref(drawing->glyphs);
    g_array_unref(drawing->steps);
    g_array_unref(drawing->uses);
    g_free(drawing);
}

char *ofd_template_key(const char *id)
{
    return g_strconcat("template ", id, NULL);
}

char *ofd_unit_key(const char *id)
{
    return g_strconcat("unit ", id, NULL);
}

typedef struct {
    Ofd *ofd;
    Page *page;
    const OfdBox *paper;
    const char *fault; /* why it cannot be drawn */
} Canvas;

/* INNER, then OUTER. */
static PageMatrix multiply(const PageMatrix *inner, const PageMatrix *outer)
{
    PageMatrix both = {inner->a * outer->a + inner->b * outer->c,
                       inner->a * outer->b + inner->b * outer->d,
                       inner->c * outer->a + inner->d * outer->c,
                       inner->c * outer->b + inner->d * outer->d,
                       inner->e,
                       inner->f};
    page_matrix_apply(outer, &both.e, &both.f);
    return both;
}

static gboolean is_near(Canvas *canvas, double x, double y)
{
    gboolean near = fabs(x) < FAR && fabs(y) < FAR; /* and numbers */
    if (!near)
        canvas->fault = _("draws far away from any page");
    return near;
}

static gboolean is_on_paper(const OfdBox *paper, const PageChar *c)
{
    double x = (c->x1 + c->x2) / 2 / POINTS_OF_MM, y = (c->y1 + c->y2) / 2 / POINTS_OF_MM;
    return paper->width <= 0 || (x >= MIN(paper->x, 0) && x <= MAX(paper->x, 0) + paper->width &&
                                 y >= MIN(paper->y, 0) && y <= MAX(paper->y, 0) + paper->height);
}

static gboolean is_askew(double along_x, double along_y)
{
    return MIN(fabs(along_x), fabs(along_y)) > ASKEW * MAX(fabs(along_x), fabs(along_y));
}

static void draw_glyph(Canvas *canvas, const OfdGlyph *glyph, const PageMatrix *matrix)
{
    const PageMatrix turn = {matrix->a, matrix->b, matrix->c, matrix->d, 0, 0};
    double x = glyph->x, y = glyph->y, along_x = glyph->along_x, along_y = glyph->along_y,
           up_x = glyph->up_x, up_y = glyph->up_y;
    page_matrix_apply(matrix, &x, &y);
    page_matrix_apply(&turn, &along_x, &along_y);
    page_matrix_apply(&turn, &up_x, &up_y);
    double low_x = x - DESCENT * up_x, low_y = y - DESCENT * up_y, high_x = x + ASCENT * up_x,
           high_y = y + ASCENT * up_y;
    if (!is_near(canvas, x, y) || !is_near(canvas, low_x + along_x, low_y + along_y) ||
        !is_near(canvas, high_x + along_x, high_y + along_y) || is_askew(along_x, along_y))
        return;
    PageChar c = {glyph->c, (float)(MIN(low_x, high_x) + MIN(along_x, 0)),
                  (float)(MIN(low_y, high_y) + MIN(along_y, 0)),
                  (float)(MAX(low_x, high_x) + MAX(along_x, 0)),
                  (float)(MAX(low_y, high_y) + MAX(along_y, 0)), 0};
    if (is_on_paper(canvas->paper, &c) && c.y2 > c.y1)
        g_array_append_val(canvas->page->chars, c);
    if (canvas->page->chars->len > MOST_ON_PAGE)
        canvas->fault = _("draws more letters than a page has");
}

static void draw_step(PagePath *path, int step, double x, double y)
{
    if (step == OFD_MOVE)
        page_path_move(path, x, y);
    else if (step == OFD_LINE)
        page_path_line(path, x, y);
    else if (step == OFD_CURVE)
        page_path_curve(path);
    else
        page_path_close(path);
}

static void draw_paths(Canvas *canvas, const OfdDrawing *drawing, const PageMatrix *matrix)
{
    PagePath path = {.page = canvas->page};
    for (guint i = 0; i < drawing->steps->len; i++) {
        const OfdStep *step = &g_array_index(drawing->steps, OfdStep, i);
        double x = step->x, y = step->y;
        if (step->step >= OFD_FILL) {
            page_path_end(&path);
            path.filled = step->step != OFD_STROKE;
            path.stroked = step->step != OFD_FILL;
            continue;
        }
        page_matrix_apply(matrix, &x, &y);
        if (!is_near(canvas, x, y))
            return;
        draw_step(&path, step->step, x, y);
    }
    page_path_end(&path);
}

static void draw(Canvas *canvas, const OfdDrawing *drawing, const PageMatrix *matrix, guint depth)
{
    canvas->ofd->drawn += COST_OF_USE + (guint64)drawing->glyphs->len + drawing->steps->len;
    if (depth > DEEPEST)
        canvas->fault = _("draws templates or units within themselves");
    else if (canvas->ofd->drawn > MOST_DRAWN)
        canvas->fault = _("draws more than is read");
    for (guint i = 0; i < drawing->glyphs->len && !canvas->fault; i++)
        draw_glyph(canvas, &g_array_index(drawing->glyphs, OfdGlyph, i), matrix);
    if (!canvas->fault)
        draw_paths(canvas, drawing, matrix);
    for (guint i = 0; i < drawing->uses->len && !canvas->fault; i++) {
        const OfdUse *use = &g_array_index(drawing->uses, OfdUse, i);
        const OfdDrawing *other = g_hash_table_lookup(canvas->ofd->drawings, use->key);
        const PageMatrix both = multiply(&use->matrix, matrix);
        if (other)
            draw(canvas, other, &both, depth + 1);
        else
            canvas->fault = _("draws a template or a unit that is not there");
    }
}

gboolean ofd_draw(Ofd *ofd, const char *path, const OfdDrawing *drawing, const OfdBox *paper,
                  Page *page, GError **error)
{
    const PageMatrix points = {POINTS_OF_MM, 0, 0, POINTS_OF_MM, 0, 0};
    Canvas canvas = {ofd, page, paper, NULL};
    draw(&canvas, drawing, &points, 0);
    if (canvas.fault)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s in it %s%s"),
                    ofd->archive->file, path, canvas.fault, _(OFD_ADVICE));
    return !canvas.fault;
}
