/* Finding a value by any of its names. */
#include "corpus/record/value-private.h"

#include <string.h>

static const struct {
    FieldId field;
    const ValueName *rows;
    const guint *n;
} tables[] = {
    {FIELD_KIND, value_kinds, &n_value_kinds},
    {FIELD_STATUS, value_statuses, &n_value_statuses},
    {FIELD_STAGE, value_stages, &n_value_stages},
    {FIELD_COMMITTEE, value_committees, &n_value_committees},
    {FIELD_ICS, value_ics, &n_value_ics},
    {FIELD_CCS, value_ccs, &n_value_ccs},
};

const ValueName *value_table(FieldId field, guint *n)
{
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        if (tables[i].field == field) {
            *n = *tables[i].n;
            return tables[i].rows;
        }
    *n = 0;
    return NULL;
}

/* Most values of a catalogue are plain, and many are compared. */
static char *ascii_key(const char *text)
{
    char *key = g_malloc(strlen(text) + 1), *end = key;
    for (; *text; text++)
        if (g_ascii_isalnum(*text))
            *end++ = g_ascii_tolower(*text);
    *end = '\0';
    return key;
}

char *value_key(const char *text)
{
    if (g_str_is_ascii(text))
        return ascii_key(text);
    g_autofree char *compatible = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *folded = g_utf8_casefold(compatible ? compatible : "", -1);
    GString *key = g_string_sized_new(strlen(folded));
    for (const char *at = folded; *at; at = g_utf8_next_char(at))
        if (g_unichar_isalnum(g_utf8_get_char(at)))
            g_string_append_len(key, at, g_utf8_next_char(at) - at);
    return g_string_free(key, FALSE);
}

/* The first row of a name keeps it. */
static void add_name(GHashTable *names, const char *name, const ValueName *row)
{
    char *key = value_key(name);
    if (*key && !g_hash_table_contains(names, key))
        g_hash_table_insert(names, key, (gpointer)row);
    else
        g_free(key);
}

#define NATIONAL "全国"
#define TECHNICAL_COMMITTEE "标准化技术委员会"

/* 全国X标准化技术委员会 is spoken of without 全国, as X标委会 and as 全国X标委会. */
static void add_short_names(GHashTable *names, const char *name, const ValueName *row)
{
    if (!g_str_has_prefix(name, NATIONAL) || !g_str_has_suffix(name, TECHNICAL_COMMITTEE))
        return;
    const char *subject = name + strlen(NATIONAL);
    g_autofree char *alone = g_strndup(subject, strlen(subject) - strlen(TECHNICAL_COMMITTEE));
    static const char *const forms[] = {"%s", "%s标委会", "全国%s标委会", "%s技术委员会",
                                        "%s标准化委员会"};
    add_name(names, subject, row);
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_auto(GStrv) parts = g_strsplit(forms[i], "%s", 2);
        g_autofree char *form = g_strconcat(parts[0], alone, parts[1], NULL);
        add_name(names, form, row);
    }
}

/* Key → row of a table; values before labels before other names, so that none is hidden. */
static GHashTable *read_names(const ValueName *rows, guint n)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < n; i++)
        add_name(names, rows[i].value, &rows[i]);
    for (guint i = 0; i < n; i++)
        if (rows[i].label)
            add_name(names, rows[i].label, &rows[i]);
    for (guint i = 0; i < n; i++) {
        g_auto(GStrv) others = g_strsplit(rows[i].names ? rows[i].names : "", "|", -1);
        for (char **name = others; *name; name++)
            add_name(names, *name, &rows[i]);
        if (rows[i].label)
            add_short_names(names, rows[i].label, &rows[i]);
        for (char **name = others; *name; name++)
            add_short_names(names, *name, &rows[i]);
    }
    return names;
}

/* Made once, then only read. */
static GHashTable *names_of(FieldId field)
{
    static gsize made[G_N_ELEMENTS(tables)];
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (tables[i].field != field)
            continue;
        if (g_once_init_enter(&made[i]))
            g_once_init_leave(&made[i], (gsize)read_names(tables[i].rows, *tables[i].n));
        return (GHashTable *)made[i];
    }
    return NULL;
}

/* The second draft of a stage is at that stage: DIS.2, 2CD. */
static const ValueName *row_of_later_draft(GHashTable *names, char *key)
{
    gsize len = strlen(key);
    if (len > 2 && g_ascii_isdigit(key[len - 1]) && g_ascii_isalpha(key[len - 2]))
        key[len - 1] = '\0';
    else if (len > 2 && g_ascii_isdigit(key[0]) && g_ascii_isalpha(key[1]))
        key++;
    else
        return NULL;
    return g_hash_table_lookup(names, key);
}

static const ValueName *row_of_name(FieldId field, const char *text)
{
    GHashTable *names = names_of(field);
    g_autofree char *key = names ? value_key(text) : NULL;
    return key ? g_hash_table_lookup(names, key) : NULL;
}

static const ValueName *row_of_key(FieldId field, const char *text)
{
    const ValueName *row = row_of_name(field, text);
    if (row || field != FIELD_STAGE)
        return row;
    g_autofree char *key = value_key(text);
    return row_of_later_draft(names_of(field), key);
}

/* The number within the parentheses that end TEXT, or beside the Chinese name of a committee. */
static char *number_beside_name(const char *text)
{
    g_autofree char *folded = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    if (!folded || (g_str_is_ascii(folded) && !strchr(folded, '(')))
        return NULL;
    char *open = strrchr(folded, '('), *close = open ? strchr(open, ')') : NULL;
    if (close) {
        g_autofree char *inner = g_strndup(open + 1, (gsize)(close - open - 1));
        char *number = value_committee_number(inner);
        if (number)
            return number;
    }
    g_autoptr(GString) ascii = g_string_new(NULL);
    for (const char *at = folded; *at; at++)
        if ((guint8)*at < 0x80 && !strchr("()", *at))
            g_string_append_c(ascii, *at);
    g_strstrip(ascii->str);
    return strstr(folded, "委") ? value_committee_number(ascii->str) : NULL;
}

/* The number of the committee that TEXT is, by number or name; NULL if it is none that is known. */
static char *committee_number(const char *text)
{
    char *number = value_committee_number(text);
    const ValueName *row = number ? NULL : row_of_key(FIELD_COMMITTEE, text);
    if (row)
        return g_strdup(row->value);
    return number ? number : number_beside_name(text);
}

const ValueName *value_find(FieldId field, const char *text)
{
    if (field != FIELD_COMMITTEE)
        return row_of_key(field, text);
    g_autofree char *number = committee_number(text);
    return number ? row_of_key(field, number) : NULL;
}

static gboolean is_stage_code(FieldId field, const char *text)
{
    guint from, to;
    return field == FIELD_STAGE && value_stage_code(text, &from, &to);
}

gboolean value_is_known(FieldId field, const char *text)
{
    g_autofree char *number = field == FIELD_COMMITTEE ? committee_number(text) : NULL;
    return number || is_stage_code(field, text) || row_of_name(field, text);
}

char *value_canonical(FieldId field, const char *text)
{
    char *number = field == FIELD_COMMITTEE ? committee_number(text) : value_class(field, text);
    const ValueName *row = number || is_stage_code(field, text) ? NULL : row_of_key(field, text);
    return number ? number : g_strdup(row ? row->value : text);
}

const char *value_label(FieldId field, const char *text)
{
    guint from, to;
    if (field == FIELD_STAGE && value_stage_code(text, &from, &to))
        return from == to ? value_stage_label(from) : NULL;
    const ValueName *row = field == FIELD_STATUS ? NULL : value_find(field, text);
    if (!row || !row->label)
        return NULL;
    g_autofree char *said = value_key(text), *label = value_key(row->label);
    return strcmp(said, label) == 0 ? NULL : row->label;
}

const char *value_label_in(FieldId field, const char *text, Language language)
{
    gboolean en = language == LANGUAGE_EN;
    const ValueName *row = en ? value_find(field, text) : NULL;
    if (field == FIELD_STATUS)
        return row ? row->label : NULL;
    if (field == FIELD_KIND && en)
        return NULL;
    if (row && row->english)
        return row->english;
    const char *label = value_label(field, text);
    return label && field == FIELD_STAGE ? message_in(language, label) : label;
}

const char *value_said(FieldId field, const char *text, Language language)
{
    const char *label = field == FIELD_STATUS || field == FIELD_KIND ? value_label_in(field, text, language) : NULL;
    return label ? label : text;
}

struct ValueSought {
    FieldId field;
    char *key;
    const ValueName *row;
    char *committee;  /* its number, or NULL */
    guint from, to;   /* stage codes; none if TO is 0 */
    gboolean is_code; /* given as a code: deleted projects too */
};

ValueSought *value_sought_new(FieldId field, const char *text)
{
    ValueSought *sought = g_new0(ValueSought, 1);
    sought->field = field;
    sought->key = value_key(text);
    sought->row = value_find(field, text);
    if (field == FIELD_COMMITTEE)
        sought->committee = committee_number(text);
    sought->is_code = is_stage_code(field, text);
    if (sought->is_code)
        value_stage_code(text, &sought->from, &sought->to);
    else if (field == FIELD_STAGE && sought->row) {
        sought->from = sought->row->from;
        sought->to = sought->row->to;
    }
    return sought;
}

void value_sought_free(ValueSought *sought)
{
    if (!sought)
        return;
    g_free(sought->key);
    g_free(sought->committee);
    g_free(sought);
}

/* A project at x.98 is deleted: at no stage but by its code. */
static gboolean meets_stage(const ValueSought *sought, const char *stored)
{
    guint from, to;
    if (!value_stage_code(stored, &from, &to)) {
        const ValueName *row = row_of_key(FIELD_STAGE, stored);
        if (row && row == sought->row)
            return TRUE;
        if (!row || row->to == 0)
            return FALSE;
        from = row->from;
        to = row->to;
    } else if (from == to && from % 100 == 98 && !sought->is_code) {
        return sought->row && strcmp(sought->row->value, "DELETED") == 0;
    }
    return sought->to > 0 && from >= sought->from && to <= sought->to;
}

gboolean value_sought_meets(const ValueSought *sought, const char *stored)
{
    g_autofree char *number = sought->committee ? committee_number(stored) : NULL;
    if (number)
        return value_committee_covers(sought->committee, number);
    g_autofree char *key = value_key(stored);
    if (*key && strcmp(key, sought->key) == 0)
        return TRUE;
    if (sought->field == FIELD_STAGE)
        return meets_stage(sought, stored);
    return sought->field != FIELD_COMMITTEE && sought->row &&
           row_of_key(sought->field, stored) == sought->row;
}
