#include "corpus/container/docx-field.h"

#include <string.h>

/* Whether a field of CODE, its name and what follows, gives today's date, or the name that the file
 * has now. */
static gboolean is_passing(const char *code)
{
    static const char *const names[] = {"DATE", "TIME", "FILENAME"};
    code += strspn(code, " \t\n");
    gsize len = strcspn(code, " \t\n\\\"");
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i]) == len && g_ascii_strncasecmp(code, names[i], len) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_locked(const OfficePart *part)
{
    g_autofree char *lock = office_attribute(part, "fldLock");
    return lock && (strcmp(lock, "true") == 0 || strcmp(lock, "1") == 0 || strcmp(lock, "on") == 0);
}

gboolean docx_field_is_passing(const OfficePart *part)
{
    g_autofree char *code =
        office_begins(part, "fldSimple") ? office_attribute(part, "instr") : NULL;
    return code && is_passing(code) && !is_locked(part);
}

/* A field begins, its text does, or it ends. */
static void see_mark(DocxFields *among, const OfficePart *part)
{
    g_autofree char *type = office_attribute(part, "fldCharType");
    if (g_strcmp0(type, "begin") == 0) {
        among->depth++;
        among->locked = is_locked(part);
        g_string_truncate(among->code, 0);
    } else if (g_strcmp0(type, "separate") == 0) {
        if (!among->hidden && !among->locked && is_passing(among->code->str))
            among->hidden = among->depth;
    } else if (g_strcmp0(type, "end") == 0 && among->depth) {
        if (among->hidden == among->depth)
            among->hidden = 0;
        among->depth--;
    }
}

void docx_fields_see(DocxFields *among, const OfficePart *part)
{
    if (office_begins(part, "fldChar")) {
        see_mark(among, part);
    } else if (office_begins(part, "instrText")) {
        among->in_code = !xmlTextReaderIsEmptyElement(part->xml);
    } else if (office_ends(part, "instrText")) {
        among->in_code = FALSE;
    } else if (among->in_code) {
        office_add_text(part, among->code);
    }
}
