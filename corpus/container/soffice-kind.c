#include "corpus/container/soffice-kind.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include <zip.h>

#include "corpus/container/compound.h"
#include "corpus/container/soffice.h"
#include "corpus/read/sink.h"
#include "messages/messages.h"

static const SofficeWanted workbook = {"xlsx", "XLSX", "libreoffice-calc"},
                           text = {"docx", "DOCX", "libreoffice-writer"};

#define ODF "application/vnd.oasis.opendocument."
#define SAVE_LISTS N_("save what it lists as XLSX or DOCX")

static const SofficeKind kinds[] = {
    /* by an entry of the root; those that Kingsoft's WPS and ET write are these too */
    {SOFFICE_COMPOUND, "EncryptedPackage", N_("a document that is locked by a password"), "OLE2", NULL,
     NULL, N_("save it without")},
    {SOFFICE_COMPOUND, "Workbook", N_("a workbook"), "XLS", "xls", &workbook, NULL},
    {SOFFICE_COMPOUND, "Book", N_("a workbook"), "XLS", "xls", &workbook, NULL},
    {SOFFICE_COMPOUND, "WordDocument", N_("a document"), "DOC", "doc", &text, NULL},
    {SOFFICE_COMPOUND, "PowerPoint Document", N_("a presentation"), "PPT", NULL, NULL, SAVE_LISTS},
    {SOFFICE_COMPOUND, "__properties_version1.0", N_("a mail message"), "MSG", NULL, NULL,
     N_("save what it brings as a file of its own")},
    /* by its type, which is its first file */
    {SOFFICE_ARCHIVE, ODF "spreadsheet", N_("a workbook"), "ODS", "ods", &workbook, NULL},
    {SOFFICE_ARCHIVE, ODF "spreadsheet-template", N_("a workbook"), "OTS", "ods", &workbook, NULL},
    {SOFFICE_ARCHIVE, ODF "text", N_("a document"), "ODT", "odt", &text, NULL},
    {SOFFICE_ARCHIVE, ODF "text-template", N_("a document"), "OTT", "odt", &text, NULL},
    {SOFFICE_ARCHIVE, ODF "presentation", N_("a presentation"), "ODP", NULL, NULL, SAVE_LISTS},
    /* by the program or the type that its XML says it is for */
    {SOFFICE_XML, "progid=\"Excel.Sheet\"", N_("a workbook"), N_("XML of Excel"), "xml", &workbook, NULL},
    {SOFFICE_XML, "progid=\"Word.Document\"", N_("a document"), N_("XML of Word"), NULL, NULL,
     N_("save it as DOCX")},
    {SOFFICE_XML, "office:mimetype=\"" ODF "spreadsheet\"", N_("a workbook"), "FODS", "fods", &workbook,
     NULL},
    {SOFFICE_XML, "office:mimetype=\"" ODF "text\"", N_("a document"), "FODT", "fodt", &text, NULL},
    {SOFFICE_XML, "office:mimetype=\"" ODF "presentation\"", N_("a presentation"), "FODP", NULL, NULL,
     SAVE_LISTS},
    /* by what it begins with */
    {SOFFICE_TEXT, "{\\rtf", N_("a document"), "RTF", "rtf", &text, NULL},
};

/* The type that an archive tells: the text of its first file, which is not compressed. *TYPE is not
 * terminated; returns its length, 0: none. */
static size_t archive_type(const char *head, size_t len, const char **type)
{
    enum { SIZE = 22, NAME = 30 };
    static const char name[] = "mimetype";
    const size_t at = NAME + strlen(name);
    if (len < at || memcmp(head, "PK\003\004", 4) != 0 ||
        memcmp(head + NAME, name, strlen(name)) != 0)
        return 0;
    size_t size = (guint8)head[SIZE] | (size_t)(guint8)head[SIZE + 1] << 8;
    *type = head + at;
    return size <= len - at ? size : 0;
}

/* What in XML says what it is for: an instruction, or the tag of the root. As archive_type(). */
static size_t xml_type(const char *head, size_t len, const char **says)
{
    static const char *const tags[] = {"<?mso-application", "<office:document"};
    size_t bom = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (len < bom + 5 || memcmp(head + bom, "<?xml", 5) != 0)
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        *says = g_strstr_len(head, (gssize)len, tags[i]);
        const char *end = *says ? memchr(*says, '>', (size_t)(head + len - *says)) : NULL;
        if (end)
            return (size_t)(end - *says);
    }
    return 0;
}

/* The kind that the first bytes of a file tell, where it is not in a compound file. */
static const SofficeKind *kind_of_head(const char *head, size_t len)
{
    const char *type = NULL, *says = NULL;
    size_t type_len = archive_type(head, len, &type), says_len = xml_type(head, len, &says);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const char *mark = kinds[i].mark;
        size_t size = strlen(mark);
        SofficeContainer in = kinds[i].container;
        if ((in == SOFFICE_ARCHIVE && size == type_len && memcmp(type, mark, size) == 0) ||
            (in == SOFFICE_XML && says_len && g_strstr_len(says, (gssize)says_len, mark)) ||
            (in == SOFFICE_TEXT && len >= size && memcmp(head, mark, size) == 0))
            return &kinds[i];
    }
    return NULL;
}

gboolean soffice_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    return compound_knows(head, len) || kind_of_head(head, len);
}

static const SofficeKind *kind_of_compound(const Compound *compound)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].container == SOFFICE_COMPOUND && compound_has(compound, kinds[i].mark))
            return &kinds[i];
    return NULL;
}

/* Damage */

/* Whether the streams that hold what is read are there to their ends. */
static gboolean compound_is_whole(const Compound *compound, const SofficeKind *kind)
{
    const char *const streams[] = {kind->mark, "0Table",
                                   "1Table"}; /* tables of a document: where its text is */
    for (size_t i = 0; i < G_N_ELEMENTS(streams); i++) {
        gsize whole;
        g_autoptr(GByteArray) stream = compound_read(compound, streams[i], G_MAXSIZE, &whole);
        if (stream->len != whole)
            return FALSE;
    }
    return TRUE;
}

/* Whether all of it is XML, and without a document type, which could define what expands. */
static gboolean xml_is_whole(const GByteArray *bytes)
{
    xmlTextReader *xml =
        xmlReaderForMemory((const char *)bytes->data, (int)bytes->len, NULL, NULL,
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                               XML_PARSE_HUGE /* pictures are one text */);
    int more = xml ? 1 : -1;
    while (more == 1 && (more = xmlTextReaderRead(xml)) == 1)
        if (xmlTextReaderNodeType(xml) == XML_READER_TYPE_DOCUMENT_TYPE)
            more = -1;
    if (xml)
        xmlFreeTextReader(xml);
    return more == 0;
}

/* No kind: FILE is WHAT, of the format FORMAT. */
static const SofficeKind *fail(const char *file, const char *what, const char *format,
                               const char *advice, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s (%s); %s"), file, _(what), _(format),
                _(advice));
    return NULL;
}

const SofficeKind *soffice_kind(const char *file, const GByteArray *bytes, GError **error)
{
    const char *head = (const char *)bytes->data;
    g_autoptr(Compound) compound = compound_open(bytes->data, bytes->len);
    const SofficeKind *kind =
        compound ? kind_of_compound(compound) : kind_of_head(head, MIN(bytes->len, STREAM_PEEK));
    if (!kind && compound)
        return fail(file, _("a file of Office that is neither a workbook nor a document"), "OLE2",
                    _("save it as XLSX, DOCX or text first"), error);
    if (!kind)
        return fail(file, _("a file of Office that is damaged"), "OLE2", _("save it again"), error);
    if (!kind->wanted)
        return fail(file, kind->name, kind->format, kind->advice, error);
    if ((compound && !compound_is_whole(compound, kind)) ||
        (kind->container == SOFFICE_XML && !xml_is_whole(bytes))) {
        g_autofree char *what =
            g_strdup_printf(_("%s that is damaged, it ends too early"), _(kind->name));
        return fail(file, what, kind->format, _("save it again"), error);
    }
    return kind;
}

/* Locks */

#define MOST_LOOKED_AT ((gsize)4096)
#define MOST_MANIFEST ((gsize)64 << 10)

/* Whether one of the records of STREAM before its sheets says that the rest is encrypted. */
static gboolean workbook_is_locked(const GByteArray *stream)
{
    enum { LOCK = 0x2f, SHEET = 0x85 };
    for (gsize at = 0; at + 4 <= stream->len;) {
        const guint8 *record = stream->data + at;
        guint kind = record[0] | (guint)record[1] << 8;
        if (kind == LOCK || kind == SHEET)
            return kind == LOCK;
        at += 4 + (record[2] | (gsize)record[3] << 8);
    }
    return FALSE;
}

static gboolean document_is_locked(const GByteArray *stream)
{
    enum { FLAGS = 11, LOCKED = 1 };
    return stream->len > FLAGS && stream->data[FLAGS] & LOCKED;
}

static gboolean compound_is_locked(const SofficeKind *kind, const GByteArray *bytes)
{
    gsize whole;
    g_autoptr(Compound) compound = compound_open(bytes->data, bytes->len);
    g_autoptr(GByteArray) stream = compound_read(compound, kind->mark, MOST_LOOKED_AT, &whole);
    return kind->wanted == &workbook ? workbook_is_locked(stream) : document_is_locked(stream);
}

/* Whether the list of an archive's files tells how they are encrypted. */
static gboolean archive_is_locked(const GByteArray *bytes)
{
    zip_source_t *source = zip_source_buffer_create(bytes->data, bytes->len, 0, NULL);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    zip_file_t *list = zip ? zip_fopen(zip, "META-INF/manifest.xml", 0) : NULL;
    g_autofree char *says = g_malloc0(MOST_MANIFEST + 1);
    gboolean locked =
        list && zip_fread(list, says, MOST_MANIFEST) > 0 && strstr(says, "encryption-data");
    if (list)
        zip_fclose(list);
    if (zip)
        zip_discard(zip);
    else if (source)
        zip_source_free(source);
    return locked;
}

gboolean soffice_is_locked(const SofficeKind *kind, const GByteArray *bytes)
{
    return kind->container == SOFFICE_COMPOUND  ? compound_is_locked(kind, bytes)
           : kind->container == SOFFICE_ARCHIVE ? archive_is_locked(bytes)
                                                : FALSE;
}
