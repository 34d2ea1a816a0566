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

static void add_place(GPtrArray *places, const char *place)
{
    if (!g_ptr_array_find_with_equal_func(places, place, g_str_equal, NULL))
        g_ptr_array_add(places, g_strdup(place));
}

/* The step of STEPS that is the same event in the same days, told in other words; or NULL. */
static TimelineStep *same_step(GArray *steps, const Progress *progress)
{
    for (guint i = 0; progress->event && i < steps->len; i++) {
        TimelineStep *step = &g_array_index(steps, TimelineStep, i);
        if (g_strcmp0(step->event, progress->event) == 0 && g_strcmp0(step->date, progress->date) == 0 &&
            g_strcmp0(step->until, progress->until) == 0)
            return step;
    }
    return NULL;
}

static TimelineStep *new_step(GArray *steps, const char *date, const char *until, const char *event)
{
    TimelineStep step = {g_strdup(date), g_strdup(until), g_strdup(event), NULL,
                         g_ptr_array_new_with_free_func(g_free), NULL};
    g_array_append_val(steps, step);
    return &g_array_index(steps, TimelineStep, steps->len - 1);
}

/* What several sources tell of one step is one step, in the words of the longest, with the places of all. */
static void add_progress(GArray *steps, const Record *record, const Progress *progress)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) names = g_strsplit(progress->source ? progress->source : "", PROGRESS_JOINT, -1);
    TimelineStep *step = same_step(steps, progress);
    if (!step)
        step = new_step(steps, progress->date, progress->until, progress->event);
    if (progress->text && (!step->text || strlen(progress->text) > strlen(step->text))) {
        g_free(step->text);
        step->text = g_strdup(progress->text);
    }
    if (!step->heading)
        step->heading = g_strdup(progress->heading);
    for (char **name = names; *name; name++)
        if (progress->heading)
            g_ptr_array_add(places, g_strdup(*name));
        else
            add_places(places, record, *name);
    for (guint i = 0; i < places->len; i++)
        add_place(step->places, places->pdata[i]);
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
    new_step(steps, date, NULL, event);
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
