#include "cli/complete.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "messages/messages.h"

/* The word that is being typed, and the one before it; NULL: nothing is completed. */
static const char *typed, *before;

void complete_begin(const char *word, const char *previous)
{
    typed = word;
    before = previous;
}

gboolean complete_is_on(void)
{
    return typed != NULL;
}

void complete_offer(const char *prefix, const char *candidate, const char *description)
{
    g_autofree char *whole = g_strconcat(prefix, candidate, NULL);
    if (!g_str_has_prefix(whole, typed))
        return;
    cli_text(stdout, whole);
    putchar('\t');
    cli_text(stdout, description ? description : "");
    putchar('\n');
}

/* The values that the description of ENTRY, in English, lists: "text (the default), csv or json". Caller frees. */
static char **values_of(const GOptionEntry *entry)
{
    const char *colon = strrchr(entry->description, ':');
    g_autoptr(GRegex) remarks = g_regex_new(" *\\([^)]*\\)|;.*", 0, 0, NULL);
    g_autofree char *list = g_regex_replace_literal(remarks, colon ? colon + 1 : entry->description, -1, 0, "", 0, NULL);
    char **values = g_regex_split_simple(",? or |, *", g_strstrip(list), 0, 0);
    for (char **value = values; *value; value++)
        if (strchr(*value, ' '))
            **values = '\0'; /* a sentence lists nothing */
    return values;
}

static void offer_values(const GOptionEntry *entry, const char *prefix)
{
    g_auto(GStrv) values = values_of(entry);
    for (char **value = values; **values && *value; value++)
        complete_offer(prefix, *value, NULL);
}

/* Whether WORD is the option ENTRY, its value still to come. */
static gboolean wants_value(const GOptionEntry *entry, const char *word)
{
    const char letter[] = {'-', entry->short_name, '\0'};
    return entry->arg != G_OPTION_ARG_NONE && word &&
           ((g_str_has_prefix(word, "--") && strcmp(word + 2, entry->long_name) == 0) ||
            (entry->short_name && strcmp(word, letter) == 0));
}

/* FALSE: what is typed is neither an option nor one's value. */
static gboolean offer(const GOptionEntry *entries)
{
    gboolean option = *typed == '-';
    for (const GOptionEntry *entry = entries; entry->long_name; entry++) {
        gboolean has_value = entry->arg != G_OPTION_ARG_NONE;
        g_autofree char *name = g_strconcat("--", entry->long_name, has_value ? "=" : "", NULL);
        if (wants_value(entry, before)) {
            offer_values(entry, "");
            return TRUE;
        }
        if (has_value && g_str_has_prefix(typed, name))
            offer_values(entry, name);
        else if (option)
            complete_offer("", name, _(entry->description));
    }
    return option;
}

void complete_options(const GOptionEntry *entries, const GOptionEntry *common)
{
    gboolean own = offer(entries), shared = offer(common);
    if (own || shared)
        exit(cli_finish(STATUS_DONE));
}
