/* Suggestions for people and programs. */
#include <string.h>

#include "corpus/record/value.h"
#include "search/output/output.h"
#include "search/suggest/suggest.h"
#include "unicode/clean.h"
#include "unicode/width.h"

static void text(const GPtrArray *suggestions, const char *typed, gboolean colour, GString *out)
{
    (void)typed, (void)colour;
    for (guint i = 0; i < suggestions->len; i++)
        clean_append_printf(out, "%s\n", ((const Suggestion *)suggestions->pdata[i])->text);
}

static void list(const GPtrArray *suggestions, const char *typed, gboolean colour, GString *out)
{
    (void)typed;
    for (guint i = 0; i < suggestions->len; i++) {
        const Suggestion *one = suggestions->pdata[i];
        const char *beside = one->kind == SUGGESTION_NUMBER ? one->title : one->id;
        g_string_append(out, colour ? COLOUR_STRONG : "");
        clean_append(out, one->text);
        g_string_append(out, colour ? COLOUR_END COLOUR_DIM : "");
        if (beside)
            clean_append_printf(out, "  %s", beside);
        if (one->status)
            clean_append_printf(out, "  %s", value_said(FIELD_STATUS, one->status, language_now()));
        g_string_append(out, colour ? COLOUR_END "\n" : "\n");
    }
}

static void json(const GPtrArray *suggestions, const char *typed, gboolean colour, GString *out)
{
    (void)colour;
    json_auto_t *root = json_object();
    json_t *array = json_array();
    g_autofree char *valid = g_utf8_make_valid(typed, -1);
    output_set(root, "typed", valid);
    for (guint i = 0; i < suggestions->len; i++) {
        const Suggestion *one = suggestions->pdata[i];
        json_t *object = json_object();
        output_set(object, "kind", suggestion_kind_name(one->kind));
        output_set(object, "text", one->text);
        output_set(object, "id", one->id);
        output_set(object, "title", one->title);
        output_set(object, "status", one->status);
        json_array_append_new(array, object);
    }
    json_object_set_new(root, "suggestions", array);
    output_json(out, root);
}

SuggestFormat suggest_format(const char *name)
{
    static const struct {
        const char *name;
        SuggestFormat format;
    } formats[] = {{"text", text}, {"list", list}, {"json", json}};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return NULL;
}
