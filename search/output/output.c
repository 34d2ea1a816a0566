#include "search/output/output.h"

#include <stdlib.h>
#include <string.h>

#include "unicode/clean.h"

static const OutputFormat *const formats[] = {&format_text,    &format_json,    &format_csv,          &format_xlsx, &format_ids,
                                              &format_gbt7714, &format_gbt7714_2015, &format_bibtex, &format_ris,  &format_csl};

const OutputFormat *output_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i]->name, name) == 0 || g_strcmp0(formats[i]->ending, name) == 0)
            return formats[i];
    return NULL;
}

char *output_format_names(void)
{
    const char *names[G_N_ELEMENTS(formats) + 1] = {NULL};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        names[i] = formats[i]->name;
    return g_strjoinv(", ", (char **)names);
}

void output_json(GString *out, const json_t *answer)
{
    char *text = json_dumps(answer, OUTPUT_JSON);
    if (text)
        clean_append_json(out, text, strlen(text));
    g_string_append_c(out, '\n');
    free(text);
}

void output_html(GString *out, const char *text)
{
    g_autofree char *clean = clean_text(text), *escaped = g_markup_escape_text(clean, -1);
    g_string_append(out, escaped);
}

void output_set(json_t *object, const char *name, const char *text)
{
    if (text)
        json_object_set_new(object, name, json_string(text));
}

json_t *output_strings(const GPtrArray *list)
{
    json_t *array = json_array();
    for (guint i = 0; i < list->len; i++)
        json_array_append_new(array, json_string(list->pdata[i]));
    return array;
}

/* FALSE: no more is wanted, or can be written. */
static gboolean flush(Output *output, OutputWrite write, gpointer data)
{
    gboolean more = !output->error && (output->out->len == 0 || write(output->out->str, output->out->len, data));
    g_string_truncate(output->out, 0);
    return more;
}

gboolean output_write(Answer *answer, const OutputFormat *format, const OutputOptions *options,
                      OutputWrite write, gpointer data, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    Output output = {.out = out, .options = *options, .answer = answer};
    gboolean ok = TRUE;
    if (format->begin)
        format->begin(&output);
    gboolean more = flush(&output, write, data);
    for (guint i = 0; i < answer->hits->len && ok && more; i++) {
        g_auto(AnswerHit) hit = {0};
        ok = answer_hit(answer, i, format->needs_record, &hit, error);
        if (ok)
            format->hit(&output, &hit);
        more = flush(&output, write, data);
    }
    if (format->end)
        format->end(&output);
    more = flush(&output, write, data) && more;
    if (output.error && ok)
        g_propagate_error(error, output.error);
    else
        g_clear_error(&output.error);
    return ok && more;
}

gboolean output_cite(const OutputFormat *format, const char *id, Record *record, const OutputOptions *options, GString *out,
                     GError **error)
{
    const SearchHit own = {.id = (char *)id};
    const AnswerHit hit = {1, &own, record};
    Output output = {.out = out, .options = *options};
    if (format->begin)
        format->begin(&output);
    format->hit(&output, &hit);
    if (format->end)
        format->end(&output);
    if (output.error)
        g_propagate_error(error, output.error);
    return !output.error;
}

gboolean output_says(const OutputFormat *format, const Answer *answer, const Said *note)
{
    return format->says && format->says(answer, note);
}
