#include "corpus/record/conflicts.h"

#include <string.h>

#include "corpus/record/date.h"

/* What a document has one of. Its stage and status change with time; its scope is told in ever other words. */
static const FieldId watched[] = {FIELD_TITLE_ZH,  FIELD_TITLE_EN,  FIELD_COMMITTEE, FIELD_PLAN,
                                  FIELD_PUBLISHED, FIELD_EFFECTIVE, FIELD_WITHDRAWN};

/* Whether A and B, of FIELD, say the same: titles but for white space and marks, dates where one is more precise. */
static gboolean agree(FieldId field, const char *a, const char *b)
{
    if (fields[field].type == FIELD_TYPE_DATE)
        return g_str_has_prefix(a, b) || g_str_has_prefix(b, a);
    g_autofree char *x = record_title_key_of(a), *y = record_title_key_of(b);
    return g_strcmp0(x, y) == 0;
}

/* The field that ONE is of; FIELD_COUNT if it is none that is watched. */
static FieldId field_of(const Conflict *one)
{
    for (guint i = 0; i < G_N_ELEMENTS(watched); i++)
        if (strcmp(fields[watched[i]].name, one->member) == 0)
            return watched[i];
    return FIELD_COUNT;
}

static gboolean is_told(const Record *record, const char *member)
{
    const GPtrArray *list = record->values[FIELD_CONFLICTS].list;
    for (guint i = 0; list && i < list->len; i++)
        if (strcmp(((Conflict *)list->pdata[i])->member, member) == 0)
            return TRUE;
    return FALSE;
}

static void set(char **text, const char *with)
{
    g_free(*text);
    *text = g_strdup(with);
}

/* Adds ONE, of FIELD; where its value is there already it becomes one of both: as who told it last, of several the first by
 * name, and in the first of their spellings. */
static void add(Record *record, FieldId field, const Conflict *one)
{
    const GPtrArray *list = record->values[FIELD_CONFLICTS].list;
    for (guint i = 0; list && i < list->len; i++) {
        Conflict *known = list->pdata[i];
        if (strcmp(known->member, one->member) != 0 || !agree(field, known->value, one->value))
            continue;
        if (strcmp(one->value, known->value) < 0)
            set(&known->value, one->value);
        int later = g_strcmp0(one->date, known->date);
        if (later > 0 || (later == 0 && one->source && (!known->source || strcmp(one->source, known->source) < 0))) {
            set(&known->date, one->date);
            set(&known->source, one->source);
        }
        return;
    }
    record_add_conflict(record, one);
}

/* Adds what RECORD says FIELD is, of which it was not told who said it: its source, if it has one alone. DATED: as of
 * then. */
static void add_own(Record *into, const Record *record, FieldId field, guint32 dated)
{
    const char *value = record_text(record, field);
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    if (!value)
        return;
    g_autofree char *date = date_of_key(dated);
    g_autofree char *source = sources && sources->len == 1 ? source_name(sources->pdata[0]) : NULL;
    add(into, field, &(Conflict){(char *)fields[field].name, (char *)value, date, source});
}

static gint by_member_and_value(gconstpointer a, gconstpointer b)
{
    const Conflict *x = *(Conflict *const *)a, *y = *(Conflict *const *)b;
    int order = strcmp(x->member, y->member);
    return order ? order : strcmp(x->value, y->value);
}

void conflicts_note(Record *into, const Record *from, const guint32 *dated, const guint32 *from_dated)
{
    const GPtrArray *theirs = from->values[FIELD_CONFLICTS].list;
    for (guint i = 0; i < G_N_ELEMENTS(watched); i++) {
        FieldId field = watched[i];
        if (!is_told(into, fields[field].name))
            add_own(into, into, field, dated[field]);
        if (!is_told(from, fields[field].name))
            add_own(into, from, field, from_dated[field]);
    }
    for (guint i = 0; theirs && i < theirs->len; i++) {
        FieldId field = field_of(theirs->pdata[i]);
        if (field != FIELD_COUNT)
            add(into, field, theirs->pdata[i]);
    }
    if (into->values[FIELD_CONFLICTS].list)
        g_ptr_array_sort(into->values[FIELD_CONFLICTS].list, by_member_and_value);
}

gboolean conflict_is_open(const Record *record, const Conflict *one)
{
    const GPtrArray *list = record->values[FIELD_CONFLICTS].list;
    FieldId field = field_of(one);
    for (guint i = 0; list && field != FIELD_COUNT && i < list->len; i++) {
        const Conflict *other = list->pdata[i];
        if (strcmp(other->member, one->member) == 0 && !agree(field, other->value, one->value))
            return TRUE;
    }
    return FALSE;
}

gboolean conflict_counts(const Record *record, const Conflict *one)
{
    FieldId field = field_of(one);
    const char *value = field != FIELD_COUNT ? record_text(record, field) : NULL;
    return value && agree(field, value, one->value);
}
