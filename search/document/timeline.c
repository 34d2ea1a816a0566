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

typedef struct {
    GArray *steps;          /* TimelineStep */
    GHashTable *by_days;    /* the place of a step, plus one, by event, date and end, with tabs between */
    GHashTable *sources;    /* GPtrArray of Source of the record, borrowed, by the last part of their files' names */
    GHashTable *places;     /* of steps: number and place, with a tab between */
} Gathering;

static const char *last_part(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

static GHashTable *sources_by_name(const Record *record)
{
    GHashTable *sources = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    const GPtrArray *all = record->values[FIELD_SOURCES].list;
    for (guint i = 0; all && i < all->len; i++) {
        const char *name = last_part(((const Source *)all->pdata[i])->file);
        GPtrArray *list = g_hash_table_lookup(sources, name);
        if (!list)
            g_hash_table_insert(sources, (char *)name, list = g_ptr_array_new());
        g_ptr_array_add(list, all->pdata[i]);
    }
    return sources;
}

/* PLACE is taken over. */
static void add_place(Gathering *gathering, TimelineStep *step, char *place)
{
    guint number = (guint)(step - &g_array_index(gathering->steps, TimelineStep, 0));
    if (g_hash_table_add(gathering->places, g_strdup_printf("%u\t%s", number, place)))
        g_ptr_array_add(step->places, place);
    else
        g_free(place);
}

/* The places in the record's sources of the file that a step calls NAME; its name alone where there is
 * none. */
static void add_places(Gathering *gathering, TimelineStep *step, const char *name)
{
    const GPtrArray *sources = g_hash_table_lookup(gathering->sources, last_part(name));
    gboolean found = FALSE;
    for (guint i = 0; sources && i < sources->len; i++) {
        Source place = *(const Source *)sources->pdata[i];
        if (!timeline_names(name, &place))
            continue;
        place.file = (char *)name;
        add_place(gathering, step, source_name(&place));
        found = TRUE;
    }
    if (!found)
        add_place(gathering, step, g_strdup(name));
}

static TimelineStep *new_step(GArray *steps, const char *date, const char *until, const char *event)
{
    TimelineStep step = {g_strdup(date), g_strdup(until), g_strdup(event), NULL,
                         g_ptr_array_new_with_free_func(g_free), NULL};
    g_array_append_val(steps, step);
    return &g_array_index(steps, TimelineStep, steps->len - 1);
}

/* The step that is the same event in the same days, told in other words, or a new one. */
static TimelineStep *step_of(Gathering *gathering, const Progress *progress)
{
    const char *date = progress->date ? progress->date : "", *until = progress->until ? progress->until : "";
    g_autofree char *key = progress->event ? g_strjoin("\t", progress->event, date, until, NULL) : NULL;
    guint at = key ? GPOINTER_TO_UINT(g_hash_table_lookup(gathering->by_days, key)) : 0;
    if (at)
        return &g_array_index(gathering->steps, TimelineStep, at - 1);
    TimelineStep *step = new_step(gathering->steps, progress->date, progress->until, progress->event);
    if (key)
        g_hash_table_insert(gathering->by_days, g_steal_pointer(&key), GUINT_TO_POINTER(gathering->steps->len));
    return step;
}

/* What several sources tell of one step is one step, in the words of the longest, with the places of all. */
static void add_progress(Gathering *gathering, const Progress *progress)
{
    g_auto(GStrv) names = g_strsplit(progress->source ? progress->source : "", PROGRESS_JOINT, -1);
    TimelineStep *step = step_of(gathering, progress);
    if (progress->text && (!step->text || strlen(progress->text) > strlen(step->text))) {
        g_free(step->text);
        step->text = g_strdup(progress->text);
    }
    if (!step->heading)
        step->heading = g_strdup(progress->heading);
    for (char **name = names; *name; name++)
        if (progress->heading)
            add_place(gathering, step, g_strdup(*name));
        else
            add_places(gathering, step, *name);
}

static GArray *gather(const Record *record)
{
    const GPtrArray *progress = record->values[FIELD_PROGRESS].list;
    Gathering gathering = {g_array_new(FALSE, FALSE, sizeof(TimelineStep)),
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), sources_by_name(record),
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    g_array_set_clear_func(gathering.steps, clear_step);
    for (guint i = 0; progress && i < progress->len; i++)
        add_progress(&gathering, progress->pdata[i]);
    g_hash_table_unref(gathering.by_days);
    g_hash_table_unref(gathering.sources);
    g_hash_table_unref(gathering.places);
    return gathering.steps;
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
    GArray *steps = gather(record);
    for (guint i = 0; i < G_N_ELEMENTS(days); i++)
        if (record_text(record, days[i].field))
            add_date(steps, days[i].event, record_text(record, days[i].field));
    g_array_sort(steps, by_date);
    return steps;
}
