/* OFD: its documents, their pages and what these share. Annotations, attachments and seals are no
 * text of it. */
#include "corpus/container/ofd.h"
#include "messages/messages.h"

#include <string.h>

#define MOST_LETTERS 8000000u
#define MOST_DOCUMENTS 1000u
#define MOST_PARTS 20000u /* templates, or resources, of a document */

/* The parts that Document.xml names: pages may come before what they need. */
typedef struct {
    GPtrArray *pages;      /* char * */
    GHashTable *templates; /* char * by ID */
} Contents;

/* The name of the part PATH in the archive, NULL if there is none; some programs mind no capitals.
 */
static char *locate(const Ofd *ofd, const char *path)
{
    zip_int64_t at = zip_name_locate(ofd->archive->zip, path, 0);
    at = at < 0 ? zip_name_locate(ofd->archive->zip, path, ZIP_FL_NOCASE) : at;
    return at < 0 ? NULL : g_strdup(zip_get_name(ofd->archive->zip, (zip_uint64_t)at, 0));
}

/* What LOCATION in the part FROM names, beside that or, as some programs write, from the root. The
 * caller frees; NULL: it is not there. */
static char *find_part(const Ofd *ofd, const char *from, const char *location)
{
    g_autofree char *given = g_strstrip(g_strdup(location));
    g_autofree char *beside = office_part_path(from, given), *root = office_part_path("", given);
    char *path = locate(ofd, beside);
    return path ? path : locate(ofd, root);
}

void ofd_add_resources(Ofd *ofd, const char *from, const char *location)
{
    g_autofree char *path = find_part(ofd, from, location);
    zip_stat_t stat;
    if (path && zip_stat(ofd->archive->zip, path, 0, &stat) == 0 && stat.size > 0 &&
        ofd->resources->len < MOST_PARTS &&
        !g_ptr_array_find_with_equal_func(ofd->resources, path, g_str_equal, NULL))
        g_ptr_array_add(ofd->resources, g_steal_pointer(&path));
}

static gboolean lacks(const Ofd *ofd, const char *from, const char *location, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: the archive lacks %s, which %s names; get it again"), ofd->archive->file,
                location ? location : _("a page"), from);
    return FALSE;
}

/* Notes the page that the element which has begun names. */
static gboolean add_page(const Ofd *ofd, const OfficePart *part, GPtrArray *pages, GError **error)
{
    g_autofree char *location = office_attribute(part, "BaseLoc");
    char *path = location ? find_part(ofd, part->path, location) : NULL;
    if (!path)
        return lacks(ofd, part->path, location, error);
    g_ptr_array_add(pages, path);
    if (pages->len <= PAGES_MOST)
        return TRUE;
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: an OFD of more than %d pages"),
                ofd->archive->file, PAGES_MOST);
    return FALSE;
}

/* Notes the template that the element which has begun names. One that is not there is an error
 * where it is used. */
static void add_template(const Ofd *ofd, const OfficePart *part, GHashTable *templates)
{
    g_autofree char *id = office_attribute(part, "ID"),
                    *location = office_attribute(part, "BaseLoc");
    g_autofree char *path = location ? find_part(ofd, part->path, location) : NULL;
    if (id && path && g_hash_table_size(templates) < MOST_PARTS)
        g_hash_table_replace(templates, g_steal_pointer(&id), g_steal_pointer(&path));
}

static gboolean read_contents_element(Ofd *ofd, OfficePart *part, Contents *contents, GString *text,
                                      GError **error)
{
    if (office_begins(part, "Page"))
        return add_page(ofd, part, contents->pages, error);
    if (office_begins(part, "PhysicalBox"))
        return ofd_read_box(part, text, &ofd->paper, error);
    if (office_begins(part, "TemplatePage"))
        add_template(ofd, part, contents->templates);
    if (!office_begins(part, "PublicRes") && !office_begins(part, "DocumentRes"))
        return TRUE;
    if (!office_read_text(part, text, error))
        return FALSE;
    ofd_add_resources(ofd, part->path, text->str);
    return TRUE;
}

static gboolean read_contents(Ofd *ofd, const char *path, Contents *contents, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean open = office_part_open(&part, ofd->archive, path, &inner);
    while (open && !inner && office_part_next(&part, &inner))
        if (xmlTextReaderNodeType(part.xml) == XML_READER_TYPE_ELEMENT)
            read_contents_element(ofd, &part, contents, text, &inner);
    return office_part_done(&part, inner, error);
}

/* Reads the units of the resources from FROM on, and moves it behind them. */
static gboolean read_resources(Ofd *ofd, guint *from, GError **error)
{
    for (; *from < ofd->resources->len; (*from)++)
        if (!ofd_read_content(ofd, ofd->resources->pdata[*from], NULL, NULL, error))
            return FALSE;
    return TRUE;
}

static gboolean read_templates(Ofd *ofd, GHashTable *templates, GError **error)
{
    GHashTableIter iter;
    gpointer id, path;
    g_hash_table_iter_init(&iter, templates);
    while (g_hash_table_iter_next(&iter, &id, &path)) {
        g_autoptr(OfdDrawing) drawing = ofd_drawing_new();
        OfdBox paper;
        if (!ofd_read_content(ofd, path, drawing, &paper, error))
            return FALSE;
        g_hash_table_replace(ofd->drawings, ofd_template_key(id), g_steal_pointer(&drawing));
    }
    return TRUE;
}

/* A Document, and what was counted in it so far. */
typedef struct {
    Document *document;
    PageOpen *open;
    unsigned pages;
    guint64 letters, untold;
} Output;

static void count_letters(const Page *page, Output *out)
{
    out->letters += page->chars->len;
    for (guint i = 0; i < page->chars->len; i++)
        out->untold += g_array_index(page->chars, PageChar, i).c == OFD_UNTOLD;
}

static gboolean is_too_much(const Ofd *ofd, const Output *out, GError **error)
{
    const char *what = out->pages > PAGES_MOST       ? _("more pages than are read")
                       : out->letters > MOST_LETTERS ? _("more letters than are read")
                                                     : NULL;
    if (what)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: an OFD with %s; give it in pieces"), ofd->archive->file, what);
    return what != NULL;
}

static gboolean read_page(Ofd *ofd, const char *path, guint *resources, Output *out, GError **error)
{
    g_autoptr(OfdDrawing) drawing = ofd_drawing_new();
    OfdBox paper = ofd->paper;
    guint64 held = ofd->held;
    Page page;
    page_init(&page);
    gboolean ok = ofd_read_content(ofd, path, drawing, &paper, error);
    ofd->held = held; /* without this page */
    ok = ok && read_resources(ofd, resources, error) &&
         ofd_draw(ofd, path, drawing, &paper, &page, error);
    count_letters(&page, out);
    out->pages++;
    ok = ok && !is_too_much(ofd, out, error);
    if (ok)
        page_read(&page, out->pages, out->open, out->document);
    page_clear(&page);
    return ok;
}

static gboolean read_document(Ofd *ofd, const char *path, Output *out, GError **error)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) templates =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Contents contents = {pages, templates};
    guint resources = 0;
    gboolean ok = read_contents(ofd, path, &contents, error) &&
                  read_templates(ofd, templates, error) && read_resources(ofd, &resources, error);
    for (guint i = 0; ok && i < pages->len; i++)
        ok = read_page(ofd, pages->pdata[i], &resources, out, error);
    return ok;
}

/* The documents that OFD.xml names: char *. The caller unrefs; NULL with an error. */
static GPtrArray *read_roots(const Ofd *ofd, GError **error)
{
    OfficePart part;
    GError *inner = NULL;
    g_autoptr(GPtrArray) roots = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean open = office_part_open(&part, ofd->archive, "OFD.xml", &inner);
    while (open && !inner && office_part_next(&part, &inner))
        if (office_begins(&part, "DocRoot") && office_read_text(&part, text, &inner)) {
            char *path = find_part(ofd, "OFD.xml", text->str);
            if (path)
                g_ptr_array_add(roots, path);
            else
                lacks(ofd, "OFD.xml", text->str, &inner);
            if (roots->len > MOST_DOCUMENTS)
                g_set_error(&inner, READER_ERROR, READER_ERROR_FORMAT, _("%s: over %u documents"),
                            ofd->archive->file, MOST_DOCUMENTS);
        }
    return office_part_done(&part, inner, error) ? g_steal_pointer(&roots) : NULL;
}

static gboolean read_documents(Ofd *ofd, Output *out, GError **error)
{
    g_autoptr(GPtrArray) roots = read_roots(ofd, error);
    gboolean ok = roots != NULL;
    for (guint i = 0; ok && i < roots->len; i++) {
        ofd->drawings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify)ofd_drawing_free);
        ofd->resources = g_ptr_array_new_with_free_func(g_free);
        ofd->paper = (OfdBox){0};
        ofd->held = 0;
        ok = read_document(ofd, roots->pdata[i], out, error);
        g_hash_table_unref(ofd->drawings);
        g_ptr_array_unref(ofd->resources);
    }
    return ok;
}

Document *ofd_read(const OfficeArchive *archive, GError **error)
{
    g_autoptr(Document) document = document_new();
    Ofd ofd = {.archive = archive};
    g_autoptr(PageOpen) open = page_open_new();
    Output out = {.document = document, .open = open};
    if (zip_name_locate(archive->zip, "Encryptions.xml", 0) >= 0) { /* GM/T 0099 */
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: an OFD that is encrypted; save it without"), archive->file);
        return NULL;
    }
    if (!read_documents(&ofd, &out, error))
        return NULL;
    if (out.untold * 2 >= out.letters) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: an OFD %s; make a PDF of it and add its text (ocrmypdf %s-l chi_sim+eng)"),
                    archive->file,
                    out.letters ? _("that does not tell what its letters are")
                                : _("without text, as scans are"),
                    out.letters ? "--force-ocr " : "");
        return NULL;
    }
    document_finish(document);
    return g_steal_pointer(&document);
}
