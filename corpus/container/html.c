/* Pages of the web: the parser. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <string.h>

#include "corpus/container/container.h"
#include "corpus/container/html-page.h"
#include "corpus/container/web.h"
#include "messages/messages.h"

/* Tags that are never closed nest; what nests deeper than any page costs time. */
enum { MOST_DEPTH = 1000 };

static void begin_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
    htmlParserCtxtPtr parser = data;
    if (parser->nodeNr < MOST_DEPTH) {
        xmlSAX2StartElement(parser, name, attributes);
        return;
    }
    parser->_private = GINT_TO_POINTER(parser->input->line);
    xmlStopParser(parser);
}

/* The tree of TEXT. Caller frees; NULL with an error, also where the parser gave up before its end. */
static htmlDocPtr parse(const char *file, const char *text, GError **error)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    parser->sax->startElement = begin_element;
    htmlDocPtr page = htmlCtxtReadMemory(parser, text, (int)strlen(text), NULL, "UTF-8",
                                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                             HTML_PARSE_NONET | XML_PARSE_HUGE /* its depth is ours */);
    if (parser->_private)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s:%d: HTML whose elements are over %d deep within one another"), file,
                    GPOINTER_TO_INT(parser->_private), MOST_DEPTH);
    else if (!page || parser->disableSAX)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: HTML that cannot be read"), file);
    if (page && (parser->_private || parser->disableSAX)) {
        xmlFreeDoc(page);
        page = NULL;
    }
    htmlFreeParserCtxt(parser);
    return page;
}

gboolean html_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    g_autofree char *lower = g_ascii_strdown(head, (gssize)MIN(len, 4096));
    const char *at = g_str_has_prefix(lower, "\xef\xbb\xbf") ? lower + 3 : lower;
    at += strspn(at, " \t\r\n");
    return g_str_has_prefix(at, "<!doctype html") || g_str_has_prefix(at, "<html") || g_str_has_prefix(at, "<table") ||
           (*at == '<' && (strstr(at, "<html") || strstr(at, "<body")));
}

Document *html_read(const char *file, Stream *stream, gboolean whole, GError **error)
{
    g_autofree char *text = web_read_text(file, stream, "HTML", error);
    htmlDocPtr page = text ? parse(file, text, error) : NULL;
    if (!page)
        return NULL;
    Document *document = html_page_read(xmlDocGetRootElement(page), whole);
    xmlFreeDoc(page);
    return web_finish(document, file, "HTML", error);
}
