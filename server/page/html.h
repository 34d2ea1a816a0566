/* HTML, written so that the short way is the safe one: every text and value is escaped, elements are closed in their order.
 *
 *   html_open(html, "a.number", "href", address);   <a class="number" href="…">
 *   html_text(html, title);                          what a record says is text, whatever it has in it
 *   html_close(html);                                </a>
 *
 * Names of elements, classes and attributes are the program's own, never a record's or a client's. */
#ifndef SERVER_PAGE_HTML_H
#define SERVER_PAGE_HTML_H

#include <glib.h>
#include <jansson.h>

/* More open elements are a mistake of the program. */
enum { HTML_DEEP = 64 };

typedef struct {
    GString *out;                 /* borrowed */
    const char *open[HTML_DEEP];  /* what is to be closed, without classes; static */
    guint depth;
} Html;

/* Opens an element: NAME is "li" or "li.hit.first", and after it are pairs of an attribute and its value. An attribute whose
 * value is NULL is left out; one whose value is "" stands alone. What has no content (input, meta …) is not to be closed. */
#define html_open(html, ...) html_open_list(html, __VA_ARGS__, NULL)
void html_open_list(Html *html, const char *name, ...) G_GNUC_NULL_TERMINATED;

void html_close(Html *html);

/* Closes all that was opened after the DEPTH that `depth` had. */
void html_close_to(Html *html, guint depth);

/* An element with a text in it: html_put(html, TEXT, "p.note", ATTRIBUTE, VALUE …). */
#define html_put(html, text, ...) (html_open_list(html, __VA_ARGS__, NULL), html_text(html, text), html_close(html))

void html_text(Html *html, const char *text);
void html_format(Html *html, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* What a record or a query says: a text of its own direction, so that signs in it that turn the direction of writing end with
 * it. */
void html_foreign(Html *html, const char *text);

/* The same with its HIGHLIGHTS, a list of [start, end) in characters in their order, marked. */
void html_marked(Html *html, const char *text, const json_t *highlights);

/* MARKUP as it is: of the program itself only. */
void html_raw_markup_of_the_program(Html *html, const char *markup);

/* Appends TEXT as it stands in content and in quoted values. */
void html_escape(GString *out, const char *text, gsize len);

/* Appends to an address "?NAME=VALUE", or with & if it has a query already; nothing where VALUE is NULL. */
void address_add(GString *address, const char *name, const char *value);

#endif
