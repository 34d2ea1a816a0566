/* Paths → edges. */
#include <math.h>

#include "corpus/container/page.h"

void page_matrix_apply(const PageMatrix *matrix, double *x, double *y)
{
    double u = matrix->a * *x + matrix->c * *y + matrix->e;
    *y = matrix->b * *x + matrix->d * *y + matrix->f;
    *x = u;
}

/* Whether the subpath, of straight lines, is one, closed or not. */
static gboolean is_rectangle(const PagePath *path)
{
    guint n = path->n;
    if (n == 5 && fabs(path->x[0] - path->x[4]) < 0.1 && fabs(path->y[0] - path->y[4]) < 0.1)
        n = 4;
    if (n != 4)
        return FALSE;
    for (guint i = 0; i < 4; i++) {
        guint next = (i + 1) % 4;
        if (fabs(path->x[i] - path->x[next]) > 0.5 && fabs(path->y[i] - path->y[next]) > 0.5)
            return FALSE;
    }
    return TRUE;
}

static void add_edges(const PagePath *path)
{
    if (path->curved || path->n < 2)
        return;
    if (is_rectangle(path)) {
        page_add_rectangle(path->page, path->x[0], path->y[0], path->x[2], path->y[2],
                           !path->stroked);
        return;
    }
    for (guint i = 0; path->stroked && i + 1 < path->n; i++)
        page_add_line(path->page, path->x[i], path->y[i], path->x[i + 1], path->y[i + 1]);
    if (path->filled && path->n == 2)
        page_add_line(path->page, path->x[0], path->y[0], path->x[1], path->y[1]);
}

static void add_point(PagePath *path, double x, double y)
{
    path->curved = path->curved || path->n == PAGE_PATH_POINTS;
    if (path->curved)
        return;
    path->x[path->n] = x;
    path->y[path->n++] = y;
}

void page_path_end(PagePath *path)
{
    add_edges(path);
    path->n = 0;
    path->curved = FALSE;
}

void page_path_move(PagePath *path, double x, double y)
{
    page_path_end(path);
    path->first_x = x;
    path->first_y = y;
}

void page_path_line(PagePath *path, double x, double y)
{
    if (path->n == 0) /* also where the subpath before was closed */
        add_point(path, path->first_x, path->first_y);
    add_point(path, x, y);
}

void page_path_curve(PagePath *path)
{
    path->curved = TRUE;
}

void page_path_close(PagePath *path)
{
    if (path->n)
        add_point(path, path->first_x, path->first_y);
    page_path_end(path);
}
