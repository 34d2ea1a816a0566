#include "corpus/read/left-out.h"
#include "messages/messages.h"

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
    g_autofree char *shown = g_strdup_printf(_("%llu in %s"), (unsigned long long)count, name);
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
        g_string_append_printf(note,
                               message_n(left->files, "%llu file that no reader is for (%s)",
                                         "%llu files that no reader is for (%s)"),
                               (unsigned long long)left->files, left->file_names->str);
    if (left->links)
        g_string_append_printf(note,
                               message_n(left->links, "%s%llu link that leads out of a folder (%s)",
                                         "%s%llu links that lead out of a folder (%s)"),
                               note->len ? _("; ") : "", (unsigned long long)left->links,
                               left->link_names->str);
    if (left->file_names)
        g_string_free(left->file_names, TRUE);
    if (left->link_names)
        g_string_free(left->link_names, TRUE);
    *left = (LeftOut){0};
    return note->len ? g_string_free(g_steal_pointer(&note), FALSE) : NULL;
}
