/* An item of Relaton as a record: its number, stage, dates, classes and address. The model has had
 * several versions, of which the later call docid docidentifier and link source, and keep what only
 * standards have in ext. */
#include "corpus/relaton/item.h"

#include <stdarg.h>
#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "corpus/record/value.h"
#include "messages/messages.h"
#include "number/number.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

void items_reject(Items *items, unsigned line, const char *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *reason = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    const Source at = {.file = (char *)items->file, .line = line};
    text = text ? text : "";
    items->stopped |= !reject_send_at(items->sink, &at, text, strlen(text), "%s", reason);
}

/* Identifiers that are no number, or another spelling of one; of a family (isbn10) by its first
 * letters. */
static gboolean is_other_identifier(const Node *docid)
{
    static const char *const others[] = {
        "urn", "isbn",          "issn",          "doi",    "lccn",      "oclc",      "uuid",
        "uri", "iso-reference", "iso-with-lang", "iso-tc", "metanorma", "rfc-anchor"};
    const char *type = node_child_text(docid, "type"), *scope = node_child_text(docid, "scope");
    for (gsize i = 0; type && i < G_N_ELEMENTS(others); i++)
        if (g_ascii_strncasecmp(type, others[i], strlen(others[i])) == 0)
            return TRUE;
    return scope && strcmp(scope, "global") != 0; /* of a series, of an anchor */
}

static gboolean is_primary(const Node *docid)
{
    return g_strcmp0(node_child_text(docid, "primary"), "true") == 0;
}

static const Node *in_item_or_ext(const Node *item, const char *name)
{
    const Node *child = node_child(item, name);
    return child ? child : node_child(node_child(item, "ext"), name);
}

/* The identifier that counts: one that is marked as such, and one that is certainly a number,
 * before others. */
static const Node *find_docid(const Node *item)
{
    const Node *best = NULL, *docid;
    int best_rank = -1;
    for (guint at = 0; (docid = node_next(item, NAMES("docid", "docidentifier"), &at));) {
        const char *text = node_text(docid);
        if (!text || is_other_identifier(docid))
            continue;
        int rank = 2 * (number_is_certain(text, -1) ? 1 : 0) + (is_primary(docid) ? 1 : 0);
        if (rank > best_rank) {
            best = docid;
            best_rank = rank;
        }
    }
    return best;
}

const char *item_number(const Node *item)
{
    const char *text = node_text(find_docid(item));
    const char *other =
        node_child_text(in_item_or_ext(item, "structuredidentifier"), "project_number");
    if (text && number_is_certain(text, -1))
        return text;
    return other && number_is_certain(other, -1) ? other : text;
}

/* The body that gave the number, as a kind of which records are. Static. */
static const char *kind_of(const Node *item)
{
    const char *type = node_child_text(find_docid(item), "type");
    const ValueName *kind = type ? value_find(FIELD_KIND, type) : NULL;
    return kind ? kind->value : NULL;
}

static void set(json_t *object, const char *member, const char *text)
{
    if (text)
        json_object_set_new(object, member, json_string(text));
}

/* The stages of Chinese standards, which the model calls by words that mean something else of
 * others. Static; NULL if WORD is none, or ITEM is not of China. */
static const char *gb_status(const Node *item, const char *word)
{
    static const char *const statuses[][2] = {{"published", STATUS_SOON},
                                              {"activated", STATUS_IN_FORCE},
                                              {"obsoleted", STATUS_WITHDRAWN}};
    for (gsize i = 0; i < G_N_ELEMENTS(statuses) && in_item_or_ext(item, "gbtype"); i++)
        if (strcmp(word, statuses[i][0]) == 0)
            return statuses[i][1];
    return NULL;
}

/* 60 and 60 are 60.60; a word stands alone. What is the name of a status and of no stage says that.
 */
static void add_stage(const Node *item, json_t *object)
{
    const Node *status = node_child(item, "docstatus");
    status = status ? status : node_child(item, "status");
    const char *stage = node_child_text(status, "stage"),
               *substage = node_child_text(status, "substage");
    stage = stage ? stage : node_text(status); /* docstatus: PUBLISHED */
    stage = stage ? stage : node_child_text(item, "stage");
    if (!stage)
        return;
    g_autofree char *code = substage ? g_strdup_printf("%s.%s", stage, substage) : NULL;
    const char *national = gb_status(item, stage);
    if (national)
        set(object, "status", national);
    else if (code && value_is_known(FIELD_STAGE, code))
        set(object, "stage", code);
    else if (!value_find(FIELD_STAGE, stage) && value_find(FIELD_STATUS, stage))
        set(object, "status", stage);
    else
        set(object, "stage", stage);
}

/* The date of one of the types TYPES, the first of them that has one; borrowed, NULL if none is
 * told. */
static const char *date_of(const Node *item, const char *const *types)
{
    for (; *types; types++) {
        const Node *date;
        for (guint at = 0; (date = node_next(item, NAMES("date"), &at));) {
            const char *value = node_text(date);
            if (g_strcmp0(node_child_text(date, "type"), *types) == 0)
                return value ? value : node_child_text(date, "from");
        }
    }
    return NULL;
}

/* When ITEM was published. Of a supplement catalogues tell the year of what it supplements, and the
 * month of its own as that in which the other was changed. */
static const char *published(const Node *item, const char *id)
{
    gboolean dated;
    const char *first = date_of(item, NAMES("published", "issued")), *own = strrchr(id, ':');
    g_autofree char *supplement = number_supplement(id, &dated);
    if (supplement && first && strlen(first) == 4 &&
        !(dated && own && strncmp(first, own + 1, 4) == 0))
        return date_of(item, NAMES("updated"));
    return first || supplement ? first : node_child_text(item, "revdate");
}

static void add_dates(const Node *item, const char *id, json_t *object)
{
    /* of the months when a standard was confirmed or put to the vote its life tells */
    static const struct {
        const char *type, *event;
    } steps[] = {{"confirmed", "复审"}, {"vote-started", "投票"}, {"vote-ended", "投票"}};
    set(object, "published", published(item, id));
    set(object, "effective", date_of(item, NAMES("implemented", "activated", "effective")));
    set(object, "withdrawn", date_of(item, NAMES("obsoleted", "withdrawn")));
    json_t *progress = json_array();
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        const char *date = date_of(item, NAMES(steps[i].type));
        if (date)
            json_array_append_new(progress, json_pack("{s:s, s:s, s:s}", "date", date, "event",
                                                      steps[i].event, "text", steps[i].type));
    }
    if (json_array_size(progress) > 0)
        json_object_set(object, "progress", progress);
    json_decref(progress);
}

/* The classes called NAME in ITEM, of ICS or CCS, by their codes. */
static void add_classes(const Node *item, const char *name, json_t *object)
{
    json_t *codes = json_array();
    const Node *places[] = {item, node_child(item, "ext")};
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        const Node *class;
        for (guint at = 0; (class = node_next(places[i], NAMES(name), &at));) {
            const char *code = node_child_text(class, "code");
            code = code ? code : class->text;
            if (code)
                json_array_append_new(codes, json_string(code));
        }
    }
    if (json_array_size(codes) > 0)
        json_object_set(object, name, codes);
    json_decref(codes);
}

/* The page of the document: what is called its source before what is of no type, and that before
 * others. */
static const char *url_of(const Node *item)
{
    static const char *const types[] = {"src", "", "pub", "obp", "citation", "html"};
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
        const Node *link;
        for (guint at = 0; (link = node_next(item, NAMES("link", "source", "uri"), &at));) {
            const char *type = node_child_text(link, "type"), *text = node_text(link);
            if (text && g_str_has_prefix(text, "http") && strcmp(type ? type : "", types[i]) == 0)
                return text;
        }
    }
    return NULL;
}

static void add_plan(const Node *item, json_t *object)
{
    const char *text = node_text(in_item_or_ext(item, "plannumber"));
    g_autoptr(Number) number = text ? number_parse(text, -1) : NULL;
    if (number && number->type == NUMBER_PLAN)
        set(object, "plan", text);
}

static void relaton_object(Items *items, const Node *item, const char *id, json_t *object)
{
    set(object, "id", id);
    set(object, "kind", kind_of(item));
    item_add_texts(item, object);
    add_stage(item, object);
    item_add_committee(item, object);
    add_classes(item, "ics", object);
    add_classes(item, "ccs", object);
    add_plan(item, object);
    add_dates(item, id, object);
    item_add_relations(items, item, id, object);
    set(object, "url", url_of(item));
}

/* Whether ITEM says that it is something that is never a standard. */
static gboolean is_other_work(const Node *item)
{
    static const char *const works[] = {"article",
                                        "book",
                                        "booklet",
                                        "inbook",
                                        "incollection",
                                        "inproceedings",
                                        "conference",
                                        "journal",
                                        "proceedings",
                                        "thesis",
                                        "phdthesis",
                                        "mastersthesis",
                                        "patent",
                                        "map",
                                        "music",
                                        "software",
                                        "website",
                                        "webresource",
                                        "electronic resource",
                                        "dataset",
                                        "video",
                                        "film",
                                        "broadcast",
                                        "unpublished",
                                        "misc",
                                        NULL};
    const char *type = node_child_text(item, "type");
    return type && g_strv_contains(works, type);
}

/* Hands over the record that OBJECT is, read of ITEM. */
static gboolean send_object(Items *items, const Node *item, const json_t *object)
{
    const Source at = {.file = (char *)items->file, .line = item->line};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    char *json = json_dumps(object, JSON_COMPACT);
    Record *record = record_from_json(json, strlen(json), problems, &error);
    gboolean taken = FALSE;
    if (!record)
        items_reject(items, item->line, json, "%s", error->message);
    else
        items->stopped |= !row_send(record, problems, &at, json, strlen(json), items->sink, &taken);
    free(json);
    return taken;
}

void items_take(Items *items, const Node *item, gboolean bibxml)
{
    json_t *object = json_object();
    g_autofree char *told = NULL;
    items->share->all++;
    if (bibxml)
        bibxml_object(item, object, &told);
    const char *id = bibxml ? told : item_number(item);
    const char *title = node_child_text(bibxml ? node_child(item, "front") : item, "title");
    if (!id || (!number_is_certain(id, -1) && is_other_work(item))) {
        items_reject(items, item->line, title, "%s",
                     id ? _("the item is another work, and no standard")
                        : _("the item names no number of a standard"));
    } else {
        if (!bibxml)
            relaton_object(items, item, id, object);
        if (!items->stopped)
            items->share->understood += send_object(items, item, object);
    }
    json_decref(object);
}

gboolean items_end(Items *items, GError **error)
{
    items->share->unit = N_("items");
    if (items->stopped)
        reader_stopped(items->file, error);
    else if (items->share->all == 0)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: no item of Relaton (docid, title) in it"), items->file);
    return !items->stopped && items->share->all > 0 &&
           reader_check_share(items->file, items->share, error);
}

gboolean items_broken(const Items *items, unsigned line, const char *why, GError **error)
{
    g_autofree char *at = line ? g_strdup_printf(":%u", line) : g_strdup("");
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s%s: %s; what came before it was read"),
                items->file, at, why);
    return FALSE;
}
