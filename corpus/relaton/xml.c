/* Relaton as XML, and bibxml, read as a stream, so that one item at a time is held. */
#include <libxml/xmlreader.h>
#include <string.h>

#include "corpus/relaton/item.h"
#include "corpus/relaton/relaton.h"
#include "messages/messages.h"

#define MOST_XML ((size_t)256 << 20)

typedef struct {
    xmlTextReader *xml;
    Items items;
    guint nodes;       /* of the current item */
    const char *fault; /* why reading cannot go on, static; NULL: it can */
    unsigned line;     /* where */
} Reading;

static unsigned line_of(const Reading *reading)
{
    const xmlNode *node = xmlTextReaderCurrentNode(reading->xml);
    long line = node ? xmlGetLineNo(node) : 0;
    return line > 0 ? (unsigned)line : 0;
}

static gboolean fail(Reading *reading, const char *why)
{
    reading->line = reading->fault ? reading->line : line_of(reading);
    reading->fault = reading->fault ? reading->fault : why;
    return FALSE;
}

static const char *name_of(const Reading *reading)
{
    return (const char *)xmlTextReaderConstLocalName(reading->xml);
}

/* The next node; FALSE at the end, or with a fault. What defines entities could expand. */
static gboolean next(Reading *reading)
{
    int more = xmlTextReaderRead(reading->xml);
    if (more != 1)
        return FALSE;
    if (xmlTextReaderNodeType(reading->xml) == XML_READER_TYPE_ENTITY_REFERENCE)
        return fail(reading, _("an entity that the file defines, which is not read"));
    return TRUE;
}

/* Whether the element NAME only marks up text; *BREAKS: it stands on lines of its own. */
static gboolean is_markup(const char *name, gboolean *breaks)
{
    static const char *const blocks[] = {"p", "t", "br", "ul", "ol", "li", "dl", "dt", "dd", NULL};
    static const char *const marks[] = {"em",    "strong",    "sub",    "sup",      "tt",
                                        "bcp14", "underline", "strike", "smallcap", "xref",
                                        "eref",  "link",      "stem",   "span",     NULL};
    *breaks = g_strv_contains(blocks, name);
    return *breaks || g_strv_contains(marks, name);
}

static void add_attributes(const Reading *reading, Node *node, unsigned line)
{
    while (xmlTextReaderMoveToNextAttribute(reading->xml) == 1)
        node_add(node, name_of(reading), line)->text =
            g_strdup((const char *)xmlTextReaderConstValue(reading->xml));
    xmlTextReaderMoveToElement(reading->xml);
}

/* Reads up to the end of the element that has begun, whose members go to NODE and whose text to
 * TEXT. FALSE with a fault. */
static gboolean read_element(Reading *reading, Node *node, GString *text, int depth)
{
    if (depth > NODE_MOST_DEPTH || reading->nodes++ > NODE_MOST)
        return fail(reading, depth > NODE_MOST_DEPTH ? _("an item is nested too deeply")
                                                     : _("an item has too many elements"));
    if (xmlTextReaderIsEmptyElement(reading->xml))
        return TRUE;
    while (next(reading)) {
        gboolean breaks;
        switch (xmlTextReaderNodeType(reading->xml)) {
        case XML_READER_TYPE_END_ELEMENT:
            return TRUE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            g_string_append(text, (const char *)xmlTextReaderConstValue(reading->xml));
            break;
        case XML_READER_TYPE_ELEMENT:
            if (is_markup(name_of(reading), &breaks)) {
                g_string_append(text, breaks ? "\n" : "");
                if (!read_element(reading, node, text, depth + 1))
                    return FALSE;
                g_string_append(text, breaks ? "\n" : "");
            } else {
                Node *child = node_add(node, name_of(reading), line_of(reading));
                g_autoptr(GString) own = g_string_new(NULL);
                add_attributes(reading, child, child->line);
                if (!read_element(reading, child, own, depth + 1))
                    return FALSE;
                child->text = g_strdup(own->str);
            }
            break;
        default:
            break;
        }
    }
    return FALSE;
}

/* Takes the item that has begun. FALSE with a fault. */
static gboolean read_item(Reading *reading, gboolean bibxml)
{
    g_autoptr(Node) item = node_new(name_of(reading), line_of(reading));
    g_autoptr(GString) text = g_string_new(NULL);
    reading->nodes = 0;
    add_attributes(reading, item, item->line);
    if (!read_element(reading, item, text, 0))
        return FALSE;
    items_take(&reading->items, item, bibxml);
    return TRUE;
}

static void read_items(Reading *reading)
{
    gboolean more = TRUE;
    while (more && !reading->items.stopped && next(reading)) {
        if (xmlTextReaderNodeType(reading->xml) != XML_READER_TYPE_ELEMENT)
            continue;
        const char *name = name_of(reading);
        gboolean bibxml = strcmp(name, "reference") == 0;
        if (bibxml || strcmp(name, "bibitem") == 0 || strcmp(name, "bibdata") == 0)
            more = read_item(reading, bibxml);
    }
}

static gboolean read_end(Reading *reading, gboolean well_formed, GError **error)
{
    Items *items = &reading->items;
    const xmlError *last = xmlGetLastError();
    if (items->stopped || (!reading->fault && well_formed))
        return items_end(items, error);
    const char *says = last && last->message && last->code != XML_ERR_DOCUMENT_END
                           ? last->message
                           : _("its end is missing, or something stands behind it");
    g_autofree char *what = g_strdup_printf("not XML: %s", says);
    const char *fault = reading->fault ? reading->fault : g_strdelimit(g_strchomp(what), "\n", ' ');
    unsigned line = reading->fault           ? reading->line
                    : last && last->line > 0 ? (unsigned)last->line
                                             : 0;
    return items_broken(items, line, fault, error);
}

gboolean relaton_xml_read(const char *file, Stream *stream, const ReaderSink *sink,
                          ReaderShare *share, GError **error)
{
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_XML, "XML", "", error);
    if (!bytes)
        return FALSE;
    xmlResetLastError();
    Reading reading = {.items = {file, sink, share, FALSE}};
    share->unit = N_("items");
    reading.xml = xmlReaderForMemory((const char *)bytes->data, (int)bytes->len, NULL, NULL,
                                     XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR |
                                         XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
    if (reading.xml)
        read_items(&reading);
    gboolean ok = read_end(
        &reading, reading.xml && xmlTextReaderReadState(reading.xml) != XML_TEXTREADER_MODE_ERROR,
        error);
    xmlFreeTextReader(reading.xml);
    return ok;
}

gboolean relaton_xml_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    static const char *const starts[] = {"<bibitem",    "<bibdata",         "<reference ",
                                         "<reference>", "<referencegroup ", "<relaton-collection"};
    g_autofree char *text = g_strndup(head, len);
    const char *at = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    if (at[strspn(at, " \t\r\n")] != '<')
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        if (strstr(at, starts[i]))
            return TRUE;
    return FALSE;
}
