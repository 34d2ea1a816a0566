#include "corpus/read/left-out.h"

#define NAMED 5u

/* Adds NAME to *NAMES, of which there were N. */
static void add_name(GString **names, guint64 n, const char *name)
{
    if (!*names)
        *names = g_string_new(NULL);
    if (n < NAMED)
        g_string_append_printf(*names, "%s%s", n ? ", " : "", name);
    else if (n == NAMED)
        g_string_append(*names, ", …");
}

void left_out_add_file(LeftOut *left, const char *file)
{
    g_autofree char *shown = g_utf8_make_valid(file, -1);
    add_name(&left->file_names, left->files++, shown);
}

void left_out_add_members(LeftOut *left, const char *archive, guint64 count)
{
    g_autofree char *name = g_utf8_make_valid(archive, -1);
    g_autofree char *shown = g_strdup_printf("%" G_GUINT64_FORMAT " in %s", count, name);
    if (count > 0)
        add_name(&left->file_names, left->files, shown);
    left->files += count;
}

void left_out_add_link(LeftOut *left, const char *link)
{
    g_autofree char *shown = g_utf8_make_valid(link, -1);
    add_name(&left->link_names, left->links++, shown);
}

char *left_out_note(LeftOut *left)
{
    g_autoptr(GString) note = g_string_new(NULL);
    if (left->files)
        g_string_append_printf(note, "%" G_GUINT64_FORMAT " file%s that no reader is for (%s)",
                               left->files, left->files == 1 ? "" : "s", left->file_names->str);
    if (left->links)
        g_string_append_printf(note, "%s%" G_GUINT64_FORMAT " link%s of a folder (%s)",
                               note->len ? "; " : "", left->links,
                               left->links == 1 ? " that leads out" : "s that lead out",
                               left->link_names->str);
    if (left->file_names)
        g_string_free(left->file_names, TRUE);
    if (left->link_names)
        g_string_free(left->link_names, TRUE);
    *left = (LeftOut){0};
    return note->len ? g_string_free(g_steal_pointer(&note), FALSE) : NULL;
}
