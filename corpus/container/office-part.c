/* A part of the archive, read as a stream of XML's nodes. */
#include "corpus/container/office.h"
#include "messages/messages.h"

#include <stdlib.h>
#include <string.h>

#define MOST_TEXT ((gsize)16 << 20) /* of an element */

static int read_entry(void *context, char *buffer, int len)
{
    OfficePart *part = context;
    zip_int64_t n = zip_fread(part->entry, buffer, (zip_uint64_t)len);
    if (n < 0 || (guint64)n > part->left)
        return -1;
    part->left -= (guint64)n;
    return (int)n;
}

static int keep_entry(void *context)
{
    (void)context;
    return 0;
}

char *office_part_path(const char *from, const char *target)
{
    g_autofree char *slashes = g_strdelimit(g_strdup(target), "\\", '/');
    g_autofree char *folder = g_path_get_dirname(from);
    g_autofree char *whole = *slashes == '/' ? g_strdup(slashes) : g_strconcat("/", folder, "/", slashes, NULL);
    g_autofree char *canonical = g_canonicalize_filename(whole, "/");
    return g_strdup(canonical + 1);
}

static void close_part(OfficePart *part)
{
    if (part->xml)
        xmlFreeTextReader(part->xml);
    if (part->entry)
        zip_fclose(part->entry);
    part->xml = NULL;
    part->entry = NULL;
}

gboolean office_part_done(OfficePart *part, GError *inner, GError **error)
{
    close_part(part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* FALSE without an error if there is no such part. PART must not move while it is open. */
gboolean office_part_open(OfficePart *part, const OfficeArchive *archive, const char *path, GError **error)
{
    *part = (OfficePart){.left = MOST_PART, .file = archive->file, .path = path};
    if (zip_name_locate(archive->zip, path, 0) < 0)
        return FALSE;
    part->entry = zip_fopen(archive->zip, path, 0);
    if (part->entry)
        part->xml = xmlReaderForIO(read_entry, keep_entry, part, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR |
                                       XML_PARSE_NOWARNING);
    if (part->xml)
        return TRUE;
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: %s in it cannot be read (%s); is it encrypted?"), archive->file, path,
                zip_strerror(archive->zip));
    close_part(part);
    return FALSE;
}

/* The next node; FALSE at the end, or with an error. */
gboolean office_part_next(OfficePart *part, GError **error)
{
    int more = xmlTextReaderRead(part->xml);
    if (more == 1 && xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_DOCUMENT_TYPE)
        more = -1; /* no such file has one: an attempt to define what expands */
    if (more < 0)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: %s in it is damaged or over %u GiB"), part->file, part->path,
                    (guint)(MOST_PART >> 30));
    return more == 1;
}

gboolean office_begins(const OfficePart *part, const char *name)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0;
}

gboolean office_ends(const OfficePart *part, const char *name)
{
    return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_END_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0;
}

/* Its attribute by its local name. Caller frees; NULL: it has none. */
char *office_attribute(const OfficePart *part, const char *name)
{
    char *found = NULL;
    for (int more = xmlTextReaderMoveToFirstAttribute(part->xml); more == 1 && !found;
         more = xmlTextReaderMoveToNextAttribute(part->xml))
        if (strcmp((const char *)xmlTextReaderConstLocalName(part->xml), name) == 0)
            found = g_strdup((const char *)xmlTextReaderConstValue(part->xml));
    xmlTextReaderMoveToElement(part->xml);
    return found;
}

/* Appends what the node is of text. */
void office_add_text(const OfficePart *part, GString *text)
{
    int type = xmlTextReaderNodeType(part->xml);
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
        type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE)
        g_string_append(text, (const char *)xmlTextReaderConstValue(part->xml));
}

/* The text in the element that has begun, up to its end. FALSE with an error. */
gboolean office_read_text(OfficePart *part, GString *text, GError **error)
{
    int depth = xmlTextReaderDepth(part->xml);
    GError *inner = NULL;
    g_string_truncate(text, 0);
    if (xmlTextReaderIsEmptyElement(part->xml))
        return TRUE;
    while (!inner && office_part_next(part, &inner) && xmlTextReaderDepth(part->xml) > depth) {
        office_add_text(part, text);
        if (text->len > MOST_TEXT)
            g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s in it has a text of over %zu MiB"),
                        part->file, part->path, MOST_TEXT >> 20);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

int office_number(const OfficePart *part, const char *name)
{
    g_autofree char *text = office_attribute(part, name);
    return text ? atoi(text) : 0;
}

/* The text up to the end of the element NAME that has begun: of its runs, without how they are read
 * (rPh). FALSE with an error. */
gboolean office_read_runs(OfficePart *part, const char *name, GString *text, GError **error)
{
    gboolean in_text = FALSE, spoken = FALSE;
    GError *inner = NULL;
    g_string_truncate(text, 0);
    if (xmlTextReaderIsEmptyElement(part->xml))
        return TRUE;
    while (office_part_next(part, &inner)) {
        if (office_ends(part, name))
            return TRUE;
        if (office_begins(part, "rPh"))
            spoken = !xmlTextReaderIsEmptyElement(part->xml);
        else if (office_ends(part, "rPh"))
            spoken = FALSE;
        else if (office_begins(part, "t"))
            in_text = !xmlTextReaderIsEmptyElement(part->xml);
        else if (office_ends(part, "t"))
            in_text = FALSE;
        else if (in_text && !spoken)
            office_add_text(part, text);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}
