/* Titles and scopes, each in its language. */
#include <string.h>

#include "corpus/relaton/item.h"
#include "corpus/text/text.h"
#include "unicode/han.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The parts of a title, in their order, where it is not given whole. */
static const char *const title_parts[] = {"title-intro", "title-main", "title-part",
                                          "title-amd",   "title-add",  NULL};

/* The language of ISO 639-1 that LANGUAGE (zh-Hans, eng, zho) is, or that with three letters; NULL
 * if it is none. Caller frees. */
static char *language_code(const char *language)
{
    static const char *const longer[][2] = {
        {"eng", "en"}, {"fra", "fr"}, {"fre", "fr"}, {"zho", "zh"}, {"chi", "zh"},
        {"cmn", "zh"}, {"jpn", "ja"}, {"rus", "ru"}, {"spa", "es"}, {"deu", "de"},
        {"ger", "de"}, {"kor", "ko"}, {"ara", "ar"}};
    gsize n = strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (n < 2 || n > 3 || (language[n] && !strchr("-_", language[n])))
        return NULL;
    g_autofree char *code = g_ascii_strdown(language, (gssize)n);
    for (gsize i = 0; i < G_N_ELEMENTS(longer); i++)
        if (strcmp(code, longer[i][0]) == 0)
            return g_strdup(longer[i][1]);
    return g_steal_pointer(&code);
}

static gboolean has_kana(const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(text));
        if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
            return TRUE;
    }
    return FALSE;
}

/* TEXT without the comments of HTML. Caller frees. */
static char *without_comments(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *comment; (comment = strstr(text, "<!--"));) {
        const char *end = strstr(comment, "-->");
        g_string_append_len(out, text, comment - text);
        text = end ? end + 3 : comment + strlen(comment);
    }
    g_string_append(out, text);
    return g_strstrip(g_string_free(g_steal_pointer(&out), FALSE));
}

void item_add_text(json_t *object, const char *kind, const char *language, const char *text)
{
    g_autofree char *bare = text ? without_comments(text) : NULL;
    if (!bare || !*bare)
        return;
    g_autofree char *code = language ? language_code(language) : NULL;
    g_autofree char *member = g_strdup_printf("%s_%s", kind,
                                              code                    ? code
                                              : has_kana(bare)        ? "ja"
                                              : han_is_in(bare) ? "zh"
                                                                      : "en");
    if (!json_object_get(object, member))
        json_object_set_new(object, member, json_string(bare));
}

/* The language of NODE, else the one that its script is of. */
static const char *language_of(const Node *node)
{
    const char *language = node_child_text(node, "language"),
               *script = node_child_text(node, "script");
    if (language)
        return language;
    if (script && g_str_has_prefix(script, "Han"))
        return "zh";
    return g_strcmp0(script, "Jpan") == 0 ? "ja" : NULL;
}

/* Adds the text of NODE, or those of its variants: a list of them, or members named by languages.
 */
static void add_variants(json_t *object, const char *kind, const Node *node)
{
    const char *text = node_text(node), *language = language_of(node);
    const Node *variant;
    gboolean several = FALSE;
    for (guint at = 0; (variant = node_next(node, NAMES("variant", "content"), &at));)
        if (node_child(variant, "language") || node_child(variant, "content")) {
            several = TRUE;
            item_add_text(object, kind, language_of(variant) ? language_of(variant) : language,
                          node_text(variant));
        }
    if (!several && text)
        item_add_text(object, kind, language, text);
    for (guint i = 0; !several && !text && node->children && i < node->children->len; i++) {
        variant = node->children->pdata[i];
        g_autofree char *code = language_code(variant->name);
        if (code)
            item_add_text(object, kind, code, node_text(variant));
    }
}

/* The parts of the title of ITEM in the language of FIRST, with " - " between. Caller frees. */
static char *join_parts(const Node *item, const Node *first)
{
    g_autoptr(GString) whole = g_string_new(NULL);
    for (const char *const *part = title_parts; *part; part++) {
        const Node *title = NULL;
        for (guint at = 0; (title = node_next(item, NAMES("title"), &at));)
            if (g_strcmp0(node_child_text(title, "type"), *part) == 0 && node_text(title) &&
                g_strcmp0(language_of(title), language_of(first)) == 0)
                break;
        if (title)
            g_string_append_printf(whole, "%s%s", whole->len ? " - " : "", node_text(title));
    }
    return g_string_free(g_steal_pointer(&whole), FALSE);
}

/* The titles of ITEM of the type TYPE (""; of none). */
static void add_titles(const Node *item, const char *type, json_t *object)
{
    const Node *title;
    for (guint at = 0; (title = node_next(item, NAMES("title"), &at));) {
        const char *given = node_child_text(title, "type");
        if (strcmp(given ? given : "", type) == 0)
            add_variants(object, "title", title);
    }
}

/* Titles that are in parts, in languages that have none yet. */
static void add_joined(const Node *item, json_t *object)
{
    const Node *title;
    for (guint at = 0; (title = node_next(item, NAMES("title"), &at));) {
        const char *type = node_child_text(title, "type");
        if (!type || !g_strv_contains(title_parts, type))
            continue;
        g_autofree char *whole = join_parts(item, title);
        item_add_text(object, "title", language_of(title), whole);
    }
}

/* Leaves out the scopes that only repeat the English one: catalogues fill the place of a
 * translation with it. */
static void leave_repeated(json_t *object)
{
    const char *english = json_string_value(json_object_get(object, "scope_en")), *name;
    json_t *value;
    void *next;
    json_object_foreach_safe(
        object, next, name,
        value) if (english && g_str_has_prefix(name, "scope_") && strcmp(name, "scope_en") != 0 &&
                   strcmp(json_string_value(value), english) == 0) json_object_del(object, name);
}

void item_add_texts(const Node *item, json_t *object)
{
    static const char *const whole[] = {"main", "", "original"};
    const Node *abstract;
    for (gsize i = 0; i < G_N_ELEMENTS(whole); i++)
        add_titles(item, whole[i], object);
    add_joined(item, object);
    for (guint at = 0; (abstract = node_next(item, NAMES("abstract"), &at));)
        add_variants(object, "scope", abstract);
    leave_repeated(object);
}
