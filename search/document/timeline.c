#include "search/document/timeline.h"

#include <string.h>

static void clear_step(gpointer data)
{
    TimelineStep *step = data;
    g_free(step->date);
    g_free(step->until);
    g_free(step->event);
    g_free(step->text);
    g_ptr_array_unref(step->places);
    g_free(step->heading);
}

gboolean timeline_names(const char *name, const Source *source)
{
    gsize file = strlen(source->file), len = strlen(name);
    return file >= len && strcmp(source->file + file - len, name) == 0 &&
           (file == len || source->file[file - len - 1] == '/');
}

/* The places in RECORD's sources of the file that a step calls NAME; its name alone where there is
 * none. */
static void add_places(GPtrArray *places, const Record *record, const char *name)
{
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    guint before = places->len;
    for (guint i = 0; sources && i < sources->len; i++) {
        const Source *source = sources->pdata[i];
        if (!timeline_names(name, source))
            continue;
        Source place = *source;
        place.file = (char *)name;
        g_ptr_array_add(places, source_name(&place));
    }
    if (places->len == before)
        g_ptr_array_add(places, g_strdup(name));
}

static void add_progress(GArray *steps, const Record *record, const Progress *progress)
{
    TimelineStep step = {g_strdup(progress->date),
                         g_strdup(progress->until),
                         g_strdup(progress->event),
                         g_strdup(progress->text),
                         g_ptr_array_new_with_free_func(g_free),
                         g_strdup(progress->heading)};
    g_auto(GStrv) names = g_strsplit(progress->source ? progress->source : "", PROGRESS_JOINT, -1);
    for (char **name = names; *name; name++)
        if (progress->heading)
            g_ptr_array_add(step.places, g_strdup(*name));
        else
            add_places(step.places, record, *name);
    g_array_append_val(steps, step);
}

/* Adds EVENT on DATE, unless a step tells it, which then has DATE if that is fuller. */
static void add_date(GArray *steps, const char *event, const char *date)
{
    for (guint i = 0; i < steps->len; i++) {
        TimelineStep *step = &g_array_index(steps, TimelineStep, i);
        if (!step->date || g_strcmp0(step->event, event) != 0)
            continue;
        if (g_str_has_prefix(step->date, date))
            return;
        if (g_str_has_prefix(date, step->date)) {
            g_free(step->date);
            step->date = g_strdup(date);
            return;
        }
    }
    TimelineStep step = {
        g_strdup(date), NULL, g_strdup(event), NULL, g_ptr_array_new_with_free_func(g_free), NULL};
    g_array_append_val(steps, step);
}

static gint by_date(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(((const TimelineStep *)a)->date, ((const TimelineStep *)b)->date);
}

GArray *timeline_of(const Record *record)
{
    static const struct {
        FieldId field;
        const char *event;
    } days[] = {{FIELD_PUBLISHED, "发布"}, {FIELD_EFFECTIVE, "实施"}, {FIELD_WITHDRAWN, "废止"}};
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(TimelineStep));
    const GPtrArray *progress = record->values[FIELD_PROGRESS].list;
    g_array_set_clear_func(steps, clear_step);
    for (guint i = 0; progress && i < progress->len; i++)
        add_progress(steps, record, progress->pdata[i]);
    for (guint i = 0; i < G_N_ELEMENTS(days); i++)
        if (record_text(record, days[i].field))
            add_date(steps, days[i].event, record_text(record, days[i].field));
    g_array_sort(steps, by_date);
    return steps;
}
