/* The pages: HTML made of the API's answers, for browsers with JavaScript and without. A file a page; each
 *
 *   - asks the API (page_ask), and where there is a problem gives it back (page_problem), of which page_show_problem() makes
 *     a page;
 *   - writes its <main> between page_begin() and page_end(), with the words of words.h and the writer of html.h.
 *
 * With "fragment=1" only <main> is written: what assets/live.js puts in the place of the one that is there. */
#ifndef SERVER_PAGE_PAGE_H
#define SERVER_PAGE_PAGE_H

#include "messages/messages.h"
#include "server/api/api.h"
#include "server/page/html.h"
#include "server/page/words.h"

extern const Route page_routes[];

/* All borrowed, for one request. */
typedef struct {
    const Request *request;
    Response *response;
    Worker *worker;
    Html html;
    gboolean english, fragment;
    gboolean nowhere; /* there is nothing at the address that was asked for */
} Page;

Page page_for(const Request *request, Response *response, Worker *worker);

/* Begins the page TITLE (NULL: the site's name alone) and its <main>, for which VIEW is what style and script know it by; SAID
 * (or NULL) is told to who hears the page when it comes in the place of another. Ends them. */
void page_begin(Page *page, const char *title, const char *view, const char *said);
void page_end(Page *page);

/* ---- Words ---- */

const char *page_word(const Page *page, Word word);

/* The word with each %s replaced by one of the texts. Caller frees. */
#define page_fill(page, word, ...) page_fill_list(page, word, __VA_ARGS__, NULL)
char *page_fill_list(const Page *page, Word word, ...) G_GNUC_NULL_TERMINATED;

/* Writes the same as text. */
#define page_say(page, word, ...) page_say_list(page, word, __VA_ARGS__, NULL)
void page_say_list(Page *page, Word word, ...) G_GNUC_NULL_TERMINATED;

/* ---- Addresses ---- */

/* The address of PATH ("/check") of this site, with the index and the language where they were asked for by name. Caller frees
 * with g_string_free(). */
GString *page_address(const Page *page, const char *path);

/* That of the document ID; and of a search for QUERY. Caller frees. */
char *page_document_address(const Page *page, const char *id);
char *page_search_address(const Page *page, const char *query);

/* ---- Answers ---- */

/* What the API says, asked for TAIL (NULL: the request's) with the parameters that follow as pairs (a value that is NULL is
 * left out), or with all of FORM, which is taken over. NULL with PROBLEM. */
#define page_ask(page, answer, tail, problem, ...) page_ask_list(page, answer, tail, problem, __VA_ARGS__, NULL)
json_t *page_ask_list(const Page *page, ApiAnswer *answer, const char *tail, Problem *problem, ...) G_GNUC_NULL_TERMINATED;
json_t *page_ask_form(const Page *page, ApiAnswer *answer, const char *tail, Problem *problem, Form *form);

/* How the document ID is cited in STYLE ("bibtex"). Caller frees; NULL: it cannot be. */
char *page_citation(const Page *page, const char *id, const char *style);

/* Adds NAME=VALUE to FORM. */
void page_form_add(Form *form, const char *name, const char *value);

/* A member of an answer: its text, or NULL; its list or object, or NULL; its number. */
const char *page_text(const json_t *object, const char *name);
guint64 page_count(const json_t *object, const char *name);

/* Whether there is something in its list NAME. */
gboolean page_has(const json_t *object, const char *name);

/* The page that PUT makes of ANSWER, which is taken over; where that is NULL, PROBLEM. */
void page_give(Page *page, json_t *answer, Problem *problem, void (*put)(Page *page, const json_t *answer));

/* Answers with PROBLEM. */
void page_problem(Page *page, Problem *problem);

/* Makes a page of the problem that RESPONSE is, unless the request was of a program (/api/…) or wants no page. */
void page_show_problem(const Request *request, Response *response, Worker *worker);

/* ---- Pieces of pages ---- */

/* The status (现行 …) of a document, by word, sign and colour; nothing where it is NULL. */
void page_badge(Page *page, const char *status);

/* A verdict of a check, the same way. */
void page_verdict(Page *page, const char *verdict);

/* A link to the document ID: its number, and after it its TITLE (or NULL). */
void page_document_link(Page *page, const char *id, const char *title);

/* A hidden field of the search's form, or of the one that is open where FORM is NULL. */
void page_hidden(Page *page, const char *form, const char *name, const char *value);

/* A page with a form of its own, that is sent to PATH: its head, VIEW and SAID as of page_begin(); the form; a field, ELEMENT
 * being "textarea" or the type of an input, HINT WORDS where there is none; and below the form the report, or the place for it, where
 * assets/tools.js puts what the form brings. The head's element, form and report are to be closed. */
void page_tool_begin(Page *page, Word title, Word about, const char *view, const char *said);
void page_tool_form(Page *page, const char *path);
void page_field(Page *page, const char *element, const char *name, Word label, Word hint, const char *value);
void page_report_begin(Page *page, Word title);
void page_report_none(Page *page);

/* The hits of a search's ANSWER, as a list. */
void page_hits(Page *page, const json_t *answer);

/* Chips of the filters in use; and beside the hits, the values to filter by with their counts, trees of classes and a histogram
 * of years. */
void page_chips(Page *page);
void page_facets(Page *page, const json_t *answer);
void page_histogram(Page *page, const json_t *years);

/* The relations of a document as a drawing. */
void page_graph(Page *page, const char *id, const json_t *related);

/* The address of this search without its offset, with the filter NAME=VALUE added, or removed where it is there. Caller
 * frees. */
char *page_toggle(const Page *page, const char *name, const char *value);

/* The same with NAME=VALUE for what NAME is now; NULL: without it. */
char *page_with(const Page *page, const char *name, const char *value);

/* ---- Handlers ---- */

void page_handle_search(const Request *request, Response *response, Worker *worker);
void page_handle_document(const Request *request, Response *response, Worker *worker);
void page_handle_check(const Request *request, Response *response, Worker *worker);   /* the form */
void page_handle_checked(const Request *request, Response *response, Worker *worker); /* what was sent with it */
void page_handle_duplicates(const Request *request, Response *response, Worker *worker);
void page_handle_compared(const Request *request, Response *response, Worker *worker);
void page_handle_news(const Request *request, Response *response, Worker *worker);

#endif
