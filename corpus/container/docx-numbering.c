/* word/numbering.xml (ECMA-376 part 1, 17.9): lists by their ids, each of an abstract list with up to nine levels. */
#include "corpus/container/docx-numbering.h"

#include <string.h>

enum { LEVELS = 9 };

typedef struct {
    char *text; /* "%1.", NULL: a bullet or none */
    gboolean chinese;
    int first;
} Level;

typedef struct {
    Level levels[LEVELS];
    int counts[LEVELS];
} List;

/* A list: one abstract list under an id of its own, which may begin it again. */
typedef struct {
    int abstract;
    int restarts[LEVELS]; /* what its first paragraph of a level counts as; 0: it goes on */
} Instance;

struct Numbering {
    GHashTable *abstract; /* id → List: what numbers of several lists go on from */
    GHashTable *lists;    /* id → Instance */
};

static void free_list(gpointer data)
{
    List *list = data;
    for (int i = 0; i < LEVELS; i++)
        g_free(list->levels[i].text);
    g_free(list);
}

static Level *level_of(List *list, int level)
{
    return list && level >= 0 && level < LEVELS ? &list->levels[level] : NULL;
}

static void set_format(Level *level, const char *format)
{
    if (g_strcmp0(format, "bullet") == 0 || g_strcmp0(format, "none") == 0)
        level->first = G_MININT;
    level->chinese = format && (g_str_has_prefix(format, "chinese") || g_str_has_prefix(format, "ideograph") ||
                                g_str_has_prefix(format, "japanese") || g_str_has_prefix(format, "taiwanese"));
}

/* Where in the part the reading is. */
typedef struct {
    List *list; /* abstract */
    Level *level;
    Instance *instance;
    int restarted; /* level */
} Place;

static void read_instance(OfficePart *part, Place *place)
{
    if (office_begins(part, "abstractNumId"))
        place->instance->abstract = office_number(part, "val");
    else if (office_begins(part, "lvlOverride"))
        place->restarted = office_number(part, "ilvl");
    else if (office_begins(part, "startOverride") && place->restarted >= 0 && place->restarted < LEVELS)
        place->instance->restarts[place->restarted] = MAX(office_number(part, "val"), 1);
}

static void read_node(Numbering *numbering, OfficePart *part, Place *place)
{
    List **list = &place->list;
    Level **level = &place->level;
    if (office_begins(part, "abstractNum")) {
        *place = (Place){.list = g_new0(List, 1)};
        g_hash_table_insert(numbering->abstract, GINT_TO_POINTER(office_number(part, "abstractNumId")), *list);
    } else if (office_begins(part, "lvl")) {
        *level = level_of(*list, office_number(part, "ilvl"));
        if (*level && (*level)->first == 0)
            (*level)->first = 1;
    } else if (office_begins(part, "num")) {
        *place = (Place){.instance = g_new0(Instance, 1)};
        g_hash_table_insert(numbering->lists, GINT_TO_POINTER(office_number(part, "numId")), place->instance);
    } else if (place->instance) {
        read_instance(part, place);
    } else if (*level && office_begins(part, "start") && (*level)->first != G_MININT) {
        (*level)->first = office_number(part, "val");
    } else if (*level && office_begins(part, "numFmt")) {
        g_autofree char *format = office_attribute(part, "val");
        set_format(*level, format);
    } else if (*level && office_begins(part, "lvlText")) {
        g_free((*level)->text);
        (*level)->text = office_attribute(part, "val");
    }
}

Numbering *numbering_read(const OfficeArchive *archive, GError **error)
{
    g_autoptr(Numbering) numbering = g_new0(Numbering, 1);
    numbering->abstract = g_hash_table_new_full(NULL, NULL, NULL, free_list);
    numbering->lists = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    OfficePart part;
    GError *inner = NULL;
    Place place = {0};
    if (office_part_open(&part, archive, "word/numbering.xml", &inner))
        while (office_part_next(&part, &inner))
            read_node(numbering, &part, &place);
    return office_part_done(&part, inner, error) ? g_steal_pointer(&numbering) : NULL;
}

void numbering_free(Numbering *numbering)
{
    if (!numbering)
        return;
    g_hash_table_unref(numbering->abstract);
    g_hash_table_unref(numbering->lists);
    g_free(numbering);
}

static void append_number(GString *text, int number, gboolean chinese)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (!chinese || number < 1 || number > 99) {
        g_string_append_printf(text, "%d", number);
        return;
    }
    if (number >= 10)
        g_string_append_printf(text, "%s十", number >= 20 ? digits[number / 10] : "");
    g_string_append(text, digits[number % 10]);
}

void numbering_count(Numbering *numbering, int list_id, int at, GString *text)
{
    Instance *instance = g_hash_table_lookup(numbering->lists, GINT_TO_POINTER(list_id));
    List *list = instance ? g_hash_table_lookup(numbering->abstract, GINT_TO_POINTER(instance->abstract)) : NULL;
    const Level *level = level_of(list, at);
    if (!level || !level->text || level->first == G_MININT)
        return;
    list->counts[at] = instance->restarts[at] ? instance->restarts[at]
                       : list->counts[at]     ? list->counts[at] + 1
                                              : MAX(level->first, 1);
    instance->restarts[at] = 0;
    for (int i = at + 1; i < LEVELS; i++)
        list->counts[i] = 0;
    gboolean any = FALSE;
    for (const char *p = level->text; *p; p++) {
        if (*p != '%' || p[1] < '1' || p[1] > '9') {
            g_string_append_c(text, *p);
            continue;
        }
        int of = *++p - '1';
        any = TRUE;
        append_number(text, list->counts[of] ? list->counts[of] : 1, list->levels[of].chinese);
    }
    if (any && g_ascii_ispunct(text->str[text->len - 1]))
        g_string_append_c(text, ' ');
}
