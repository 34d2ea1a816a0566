/* Relaton as YAML, read as events, so that of a list one item at a time is held. Anchors are not
 * followed: an item of some lines could become one of any size. */
#include <libfyaml.h>
#include <string.h>

#include "corpus/relaton/item.h"
#include "corpus/relaton/relaton.h"
#include "messages/messages.h"

#define MOST_YAML ((size_t)256 << 20)

typedef struct {
    struct fy_parser *parser;
    struct fy_event *event; /* the current one */
    Items items;
    guint nodes;          /* of the current item */
    char *fault;          /* why reading cannot go on, NULL: it can */
    unsigned line;        /* where */
    gboolean lists_files; /* an index */
} Yaml;

static unsigned line_of(struct fy_event *event)
{
    const struct fy_mark *mark = event ? fy_event_start_mark(event) : NULL;
    return mark && mark->line >= 0 ? (unsigned)mark->line + 1 : 0;
}

static gboolean fail(Yaml *yaml, const char *why)
{
    yaml->line = yaml->fault ? yaml->line : line_of(yaml->event);
    yaml->fault = yaml->fault ? yaml->fault : g_strdup(why);
    return FALSE;
}

/* The next event; FALSE at the end or with a fault. */
static gboolean next(Yaml *yaml)
{
    fy_parser_event_free(yaml->parser, yaml->event);
    yaml->event = fy_parser_parse(yaml->parser);
    return yaml->event != NULL;
}

static gboolean is(const Yaml *yaml, enum fy_event_type type)
{
    return yaml->event && yaml->event->type == type;
}

/* The text of the current scalar. Caller frees. */
static char *scalar(const Yaml *yaml)
{
    size_t len = 0;
    const char *text = fy_token_get_text(yaml->event->scalar.value, &len);
    g_autofree char *copy = g_strndup(text ? text : "", text ? len : 0);
    return g_utf8_validate(copy, -1, NULL) ? g_steal_pointer(&copy) : g_utf8_make_valid(copy, -1);
}

static gboolean add_value(Yaml *yaml, Node *parent, const char *name, int depth);

/* The key of a member, which the current event is. Caller frees; NULL with a fault. */
static char *read_key(Yaml *yaml)
{
    if (is(yaml, FYET_SCALAR))
        return scalar(yaml);
    fail(yaml, is(yaml, FYET_ALIAS) ? _("an alias, which is not followed")
                                    : _("the name of a member is no text"));
    return NULL;
}

static gboolean add_members(Yaml *yaml, Node *node, int depth)
{
    while (next(yaml) && !is(yaml, FYET_MAPPING_END)) {
        g_autofree char *key = read_key(yaml);
        if (!key || !next(yaml) || !add_value(yaml, node, key, depth))
            return FALSE;
    }
    return is(yaml, FYET_MAPPING_END);
}

static gboolean add_elements(Yaml *yaml, Node *parent, const char *name, int depth)
{
    while (next(yaml) && !is(yaml, FYET_SEQUENCE_END))
        if (!add_value(yaml, parent, name, depth))
            return FALSE;
    return is(yaml, FYET_SEQUENCE_END);
}

/* Adds the value that begins with the current event to PARENT, and reads up to its end. FALSE with
 * a fault. */
static gboolean add_value(Yaml *yaml, Node *parent, const char *name, int depth)
{
    if (depth > NODE_MOST_DEPTH || yaml->nodes++ > NODE_MOST)
        return fail(yaml, depth > NODE_MOST_DEPTH ? _("an item is nested too deeply")
                                                  : _("an item has too many members"));
    if (is(yaml, FYET_SEQUENCE_START))
        return add_elements(yaml, parent, name, depth + 1);
    if (!is(yaml, FYET_SCALAR) && !is(yaml, FYET_MAPPING_START))
        return fail(yaml, _("an alias, which is not followed"));
    Node *node = node_add(parent, name, line_of(yaml->event));
    if (is(yaml, FYET_MAPPING_START))
        return add_members(yaml, node, depth + 1);
    node->text = scalar(yaml);
    return TRUE;
}

/* Whether NODE only says where the item is: :id, :file. */
static gboolean is_of_index(const Node *node)
{
    return node_child(node, "file") && !node_child(node, "docid") &&
           !node_child(node, "docidentifier") && !node_child(node, "title");
}

static void take(Yaml *yaml, const Node *node)
{
    if (is_of_index(node))
        yaml->lists_files = TRUE;
    else if (!yaml->items.stopped)
        items_take(&yaml->items, node, FALSE);
}

/* Takes the elements of the list that has begun, each an item. FALSE with a fault. */
static gboolean read_list(Yaml *yaml)
{
    while (!yaml->items.stopped && next(yaml) && !is(yaml, FYET_SEQUENCE_END)) {
        g_autoptr(Node) list = node_new("", 0);
        yaml->nodes = 0;
        if (!add_value(yaml, list, "item", 0))
            return FALSE;
        for (guint i = 0; list->children && i < list->children->len; i++)
            take(yaml, list->children->pdata[i]);
    }
    return yaml->items.stopped || is(yaml, FYET_SEQUENCE_END);
}

/* Whether the member KEY of a file holds the items of a collection. */
static gboolean is_collection(const char *key)
{
    static const char *const keys[] = {"items", "references", "root", NULL};
    return g_strv_contains(keys, key);
}

/* Takes the mapping that has begun: an item, or a collection. FALSE with a fault. */
static gboolean read_mapping(Yaml *yaml, int depth)
{
    g_autoptr(Node) item = node_new("item", line_of(yaml->event));
    gboolean whole = FALSE, more = TRUE;
    while (more && !yaml->items.stopped && next(yaml) && !(whole = is(yaml, FYET_MAPPING_END))) {
        g_autofree char *key = read_key(yaml);
        more = key && next(yaml);
        if (more && is_collection(key) && is(yaml, FYET_SEQUENCE_START))
            more = read_list(yaml);
        else if (more && is_collection(key) && is(yaml, FYET_MAPPING_START) && depth == 0)
            more = read_mapping(yaml, depth + 1);
        else if (more)
            more = add_value(yaml, item, key, 0);
    }
    if (whole && (node_child(item, "docid") || node_child(item, "docidentifier")))
        take(yaml, item);
    return whole || yaml->items.stopped;
}

/* Whether the current scalar is what a document without anything is. */
static gboolean is_empty(const Yaml *yaml)
{
    g_autofree char *text = scalar(yaml);
    return !*g_strstrip(text) || strcmp(text, "null") == 0;
}

/* Reads every document of the stream. FALSE with a fault. */
static gboolean read_documents(Yaml *yaml)
{
    gboolean more = TRUE;
    while (more && !yaml->items.stopped && next(yaml)) {
        yaml->nodes = 0;
        if (is(yaml, FYET_SEQUENCE_START))
            more = read_list(yaml);
        else if (is(yaml, FYET_MAPPING_START))
            more = read_mapping(yaml, 0);
        else if (is(yaml, FYET_SCALAR))
            more = is_empty(yaml) || fail(yaml, _("text, and no item"));
    }
    return more;
}

/* What the parser says of the first error, once it has stopped. */
static void note_syntax(Yaml *yaml, struct fy_diag *diag)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &at);
    if (yaml->fault || (!error && !fy_parser_get_stream_error(yaml->parser)))
        return;
    yaml->fault =
        g_strdup_printf(_("not YAML: %s"), error && error->msg ? error->msg : _("a mistake in its form"));
    yaml->line = error && error->line > 0 ? (unsigned)error->line : 0;
}

static void say_nothing(struct fy_diag *diag, void *user, const char *text, size_t len)
{
    (void)diag, (void)user, (void)text, (void)len;
}

static gboolean read_end(Yaml *yaml, GError **error)
{
    Items *items = &yaml->items;
    g_autofree char *fault = yaml->fault;
    if (!fault && yaml->lists_files && items->share->all == 0 && !items->stopped) {
        g_set_error(
            error, READER_ERROR, READER_ERROR_FOREIGN,
            _("%s: an index of Relaton, which only says in which files its standards are; give these"),
            items->file);
        return FALSE;
    }
    if (!fault)
        return items_end(items, error);
    g_autofree char *reason = g_strdelimit(g_strdup(fault), "\n", ' ');
    return items_broken(items, yaml->line, reason, error);
}

gboolean relaton_yaml_read(const char *file, Stream *stream, const ReaderSink *sink,
                           ReaderShare *share, GError **error)
{
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_YAML, "YAML", "", error);
    if (!bytes)
        return FALSE;
    struct fy_diag_cfg told = {.output_fn = say_nothing, .level = FYET_ERROR};
    struct fy_diag *diag = fy_diag_create(&told);
    fy_diag_set_collect_errors(diag, true);
    const struct fy_parse_cfg config = {.flags = FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_PARSE,
                                        .diag = diag};
    Yaml yaml = {.parser = fy_parser_create(&config), .items = {file, sink, share, FALSE}};
    share->unit = N_("items");
    if (fy_parser_set_string(yaml.parser, (const char *)bytes->data, bytes->len) == 0)
        read_documents(&yaml);
    fy_parser_event_free(yaml.parser, yaml.event);
    if (!yaml.items.stopped)
        note_syntax(&yaml, diag);
    fy_parser_destroy(yaml.parser);
    fy_diag_destroy(diag);
    return read_end(&yaml, error);
}

/* Whether LINE, the start of one, is the member KEY of an item or of an element of a list. */
static gboolean has_key(const char *line, const char *key)
{
    line += strspn(line, " -");
    line += *line == ':';
    return g_str_has_prefix(line, key) && line[strlen(key)] == ':';
}

/* Whether the first line that says something is an element of an index: - :id: ISO 9001:2015. */
static gboolean is_index(const char *text)
{
    while (g_str_has_prefix(text, "---") || *text == '#' || *text == '\n' || *text == '\r')
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : "";
    return *text == '-' && (has_key(text, "id") || has_key(text, "file"));
}

gboolean relaton_yaml_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    static const char *const keys[] = {"docid", "docidentifier", "title", "id", "file"};
    gboolean has[G_N_ELEMENTS(keys)] = {FALSE};
    g_autofree char *text = g_strndup(head, len);
    const char *line = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    if (*line && strchr("{[<", line[strspn(line, " \t\r\n")]))
        return FALSE;
    for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
            has[i] |= has_key(line, keys[i]);
    return ((has[0] || has[1]) && (has[2] || has[3])) || (has[3] && has[4] && is_index(text));
}
