/* Private to page-flow.c: what stands on one side of a gutter, and whether both sides are columns of prose. */
#ifndef CORPUS_CONTAINER_PAGE_SIDES_H
#define CORPUS_CONTAINER_PAGE_SIDES_H

#include "corpus/container/page-lineless.h"

/* A line is full if what the next one begins with, a Chinese character so many times as wide as letters are, had no room in it, but
 * for marks that may not begin or end one. */
#define PAGE_CHINESE_ROOM 1.6f

/* The lines on one side of a gutter. */
typedef struct {
    GPtrArray *lines; /* PageLine */
    float left, right;
    gboolean *full; /* for each line */
    guint n_full, n_chinese, n_letters;
} PageSide;

/* The side that CHARS (PageChar) make, whose letters are of SIZE. Clear it with page_side_clear(). */
PageSide page_side_new(const GArray *chars, float size);
void page_side_clear(PageSide *side);

/* Whether LEFT and RIGHT, whose letters are of SIZE, are columns of prose, to be read one after the other. */
gboolean page_sides_are_columns(const PageSide *left, const PageSide *right, float size);

#endif
