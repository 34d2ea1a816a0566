/* What an item is to others, and who is responsible for it. */
#include <string.h>

#include "corpus/record/value.h"
#include "corpus/relaton/item.h"
#include "number/number.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The relations of Relaton, and what they are here. NULL: the other end of one that the other item
 * has, or one that records do not have. */
static const struct {
    const char *relaton, *type;
} types[] = {
    {"obsoletes", "replaces"},  {"successorOf", "replaces"},
    {"updates", "amends"},      {"adoptedFrom", "adopts"},
    {"partOf", "part-of"},      {"includedIn", "part-of"},
    {"cites", "cites"},         {"obsoletedBy", NULL},
    {"hasSuccessor", NULL},     {"updatedBy", NULL},
    {"adoptedAs", NULL},        {"hasPart", NULL},
    {"includes", NULL},         {"isCitedIn", NULL},
    {"instanceOf", NULL},       {"hasInstance", NULL},
    {"editionOf", NULL},        {"hasEdition", NULL},
    {"draftOf", NULL},          {"hasDraft", NULL},
    {"translatedFrom", NULL},   {"hasTranslation", NULL},
    {"related", NULL},          {"merges", NULL},
    {"mergedInto", NULL},       {"splits", NULL},
    {"splitInto", NULL},        {"exemplarOf", NULL},
    {"hasExemplar", NULL},      {"manifestationOf", NULL},
    {"hasManifestation", NULL}, {"reproductionOf", NULL},
    {"hasReproduction", NULL},  {"reprintOf", NULL},
    {"hasReprint", NULL},       {"expressionOf", NULL},
    {"hasExpression", NULL},    {"arrangementOf", NULL},
    {"hasArrangement", NULL},   {"abridgementOf", NULL},
    {"hasAbridgement", NULL},   {"annotationOf", NULL},
    {"hasAnnotation", NULL},    {"derivedFrom", NULL},
    {"derives", NULL},          {"describes", NULL},
    {"describedBy", NULL},      {"catalogues", NULL},
    {"cataloguedBy", NULL},     {"adaptedFrom", NULL},
    {"hasAdaptation", NULL},    {"reviewOf", NULL},
    {"hasReview", NULL},        {"commentaryOf", NULL},
    {"hasCommentary", NULL},    {"complementOf", NULL},
    {"hasComplement", NULL},
};

/* The degree of an adoption that WORDS tell, or NULL. Static. */
static const char *degree_of(const char *words)
{
    static const char *const degrees[][2] = {{"not equivalent", "NEQ"},
                                             {"non-equivalent", "NEQ"},
                                             {"neq", "NEQ"},
                                             {"identical", "IDT"},
                                             {"idt", "IDT"},
                                             {"mod", "MOD"},
                                             {"equivalent", "EQV"},
                                             {"eqv", "EQV"}};
    g_autofree char *lower = words ? g_ascii_strdown(words, -1) : NULL;
    for (gsize i = 0; lower && i < G_N_ELEMENTS(degrees); i++)
        if (g_str_has_prefix(g_strstrip(lower), degrees[i][0]))
            return degrees[i][1];
    return NULL;
}

/* Whether ID changes TO: it is its supplement, or an RFC. Of editions of one standard ISO's
 * catalogue says the same of the old one and the new, and of a standard and its supplements. */
static gboolean is_change_of(const char *id, const char *to)
{
    g_autofree char *one = number_canonical_id(id), *other = number_canonical_id(to);
    g_autoptr(Number) number = number_parse(one, -1);
    gsize len = strlen(other);
    if (number && number->supplement)
        return strncmp(one, other, len) == 0 && one[len] && !g_ascii_isalnum(one[len]);
    return number && g_strcmp0(number_kind(number), "ietf") == 0;
}

/* The number of the item at the other end of RELATION; NULL if it names none. Borrowed. */
static const char *other_end(const Node *relation)
{
    const Node *item = node_child(relation, "bibitem");
    const char *number = item_number(item);
    if (number)
        return number;
    const char *text = node_child_text(item, "formattedref");
    return text && number_is_certain(text, -1) ? text : NULL;
}

static void add_relation(json_t *list, const char *type, const char *degree, const char *to)
{
    json_array_append_new(list,
                          json_pack("{s:s, s:s*, s:s}", "type", type, "degree", degree, "to", to));
}

static void read_relation(Items *items, const Node *relation, const char *id, json_t *list)
{
    const char *name = node_child_text(relation, "type"), *to = other_end(relation);
    gsize i = 0;
    while (i < G_N_ELEMENTS(types) && g_strcmp0(name, types[i].relaton) != 0)
        i++;
    if (i == G_N_ELEMENTS(types))
        items_reject(items, relation->line, name,
                     "a relation of a type that is not known; the record is taken without it");
    else if (types[i].type && to && (strcmp(types[i].type, "amends") != 0 || is_change_of(id, to)))
        add_relation(list, types[i].type,
                     strcmp(types[i].type, "adopts") == 0
                         ? degree_of(node_child_text(relation, "description"))
                         : NULL,
                     to);
}

void item_add_relations(Items *items, const Node *item, const char *id, json_t *object)
{
    json_t *list = json_array();
    const Node *relation;
    for (guint at = 0; (relation = node_next(item, NAMES("relation"), &at)) && !items->stopped;)
        read_relation(items, relation, id, list);
    if (json_array_size(list) > 0)
        json_object_set(object, "relations", list);
    json_decref(list);
}

/* The committee that TEXT names or begins with (ISO/TC 211 Geographic information); NULL if it is
 * no number of one. Caller frees. */
static char *committee_at_start(const char *text)
{
    g_autofree char *start = g_strdup(text);
    while (*start) {
        char *number = value_committee_number(start), *space = strrchr(start, ' ');
        if (number)
            return number;
        *(space ? space : start) = '\0';
    }
    return NULL;
}

/* What GROUP, a committee of an editorial group, is known by: a number, whole or of its parts, or
 * its name. Caller frees; NULL if it says none. */
static char *group_name(const Node *group)
{
    const char *identifier = node_child_text(group, "identifier"),
               *name = node_child_text(group, "name");
    const char *type = node_child_text(group, "type"), *number = node_child_text(group, "number");
    name = name ? name : node_text(group);
    if (identifier)
        return g_strdup(identifier);
    char *found = name ? committee_at_start(name) : NULL;
    if (!found && number && type) {
        g_autofree char *unit = g_strdup_printf("%s %s", type, number);
        found = value_committee_number(unit);
    }
    return found ? found : g_strdup(name);
}

/* *NAME with the unit TAKEN (taken over; NULL: none) under it: SC 27 goes behind ISO/IEC JTC 1, what names it
 * whole replaces it, and a name that is no number does neither. */
static void go_under(char **name, char *taken)
{
    g_autofree char *unit = taken;
    char *longer = NULL;
    if (!unit)
        return;
    if (*name && (g_str_has_prefix(unit, "SC ") || g_str_has_prefix(unit, "WG ")))
        longer = g_strdup_printf("%s/%s", *name, unit);
    else if (!*name || (longer = value_committee_number(unit)))
        longer = longer ? longer : g_strdup(unit);
    if (longer) {
        g_free(*name);
        *name = longer;
    }
}

/* The committee of an editorial group, as versions of the model until 1 have it. Caller frees. */
static char *of_editorial_group(const Node *item)
{
    static const char *const levels[] = {"technical_committee", "subcommittee", "workgroup"};
    const Node *group = node_child(item, "editorialgroup");
    char *name = NULL;
    group = group ? group : node_child(node_child(item, "ext"), "editorialgroup");
    for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
        const Node *unit = node_child(group, levels[i]);
        if (unit)
            go_under(&name, group_name(unit));
    }
    return name;
}

/* The committee among the contributors, as later ones have it. Caller frees. */
static char *of_contributors(const Node *item)
{
    const Node *contributor;
    char *name = NULL;
    for (guint at = 0; (contributor = node_next(item, NAMES("contributor"), &at));) {
        const Node *unit, *organization = node_child(contributor, "organization");
        if (g_strcmp0(node_child_text(node_child(contributor, "role"), "description"),
                      "committee") != 0)
            continue;
        for (guint i = 0; (unit = node_next(organization, NAMES("subdivision"), &i));)
            go_under(&name, group_name(unit));
    }
    return name;
}

void item_add_committee(const Node *item, json_t *object)
{
    g_autofree char *name = of_editorial_group(item);
    name = name ? name : of_contributors(item);
    const char *other =
        node_child_text(item, "technical_committee"); /* an item of a collection's index */
    const char *national = node_child_text(item, "committee");
    national = national ? national : node_child_text(node_child(item, "ext"), "gbcommittee");
    const char *committee = name ? name : national ? national : other;
    if (committee)
        json_object_set_new(object, "committee", json_string(committee));
}
