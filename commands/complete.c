/* biaosou complete: what may follow on a command line. The completions of bash, zsh and fish ask it, and nobody else. */
#include <string.h>

#include "cli/cli.h"
#include "cli/complete.h"
#include "commands/commands.h"
#include "corpus/record/field.h"
#include "corpus/record/value.h"

#define MOST_SUGGESTIONS 20

/* What the arguments of a command are; of others they are files, which a shell knows itself. */
static const struct {
    const char *command;
    gboolean is_query;
} arguments[] = {{"search", TRUE}, {"news", TRUE}, {"suggest", FALSE}, {"show", FALSE}, {"impact", FALSE}, {"related", FALSE}};

static gboolean is_asked_for(const Field *field)
{
    return field->type == FIELD_TYPE_DATE || field->flags & (FIELD_SEARCHED | FIELD_FACET);
}

/* Fields, as title: and kind: */
static void offer_fields(void)
{
    static const char *const others[] = {"title", "scope", "number", "year"};
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        complete_offer(others[i], ":", NULL);
    for (guint i = 0; i < FIELD_COUNT; i++)
        if (is_asked_for(&fields[i]))
            complete_offer(fields[i].name, ":", _(fields[i].name));
}

/* Values of FIELD, if what is typed is one's beginning: kind:g */
static void offer_values(FieldId field)
{
    guint n;
    const ValueName *rows = value_table(field, &n);
    g_autofree char *prefix = g_strconcat(fields[field].name, ":", NULL);
    for (guint i = 0; i < n; i++)
        complete_offer(prefix, rows[i].value, value_label_in(field, rows[i].value, language_now()));
}

static void offer_suggestions(const char *word)
{
    OpenIndex open;
    biaosou_suggestions *suggestions;
    if (!*word || !command_open_quietly(&open))
        return;
    if (biaosou_suggest(open.searcher, word, MOST_SUGGESTIONS, &suggestions) == BIAOSOU_OK)
        for (unsigned i = 0; i < biaosou_suggestions_count(suggestions); i++) {
            biaosou_suggestion one = biaosou_suggestions_get(suggestions, i);
            complete_offer("", one.text, one.title);
        }
    biaosou_suggestions_free(suggestions);
    command_close(&open);
}

int command_complete(const char *command, const char *word)
{
    static const FieldId named[] = {FIELD_KIND, FIELD_STATUS, FIELD_STAGE, FIELD_ICS, FIELD_CCS};
    for (gsize i = 0; i < G_N_ELEMENTS(arguments); i++) {
        if (strcmp(arguments[i].command, command) != 0)
            continue;
        gboolean valued = strchr(word, ':') != NULL;
        if (arguments[i].is_query && !valued)
            offer_fields();
        for (gsize f = 0; arguments[i].is_query && valued && f < G_N_ELEMENTS(named); f++)
            offer_values(named[f]);
        offer_suggestions(word);
    }
    return cli_finish(STATUS_DONE);
}
