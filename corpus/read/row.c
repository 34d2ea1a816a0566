/* Rows of portals: their members have other names, their id is a database's key. */
#include "corpus/read/row.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/record/fault.h"
#include "corpus/record/member-text.h"
#include "corpus/record/texts.h"
#include "messages/messages.h"
#include "number/number.h"

enum {
    HASH_MIN = 16,     /* hexadecimal digits */
    MEMBERS_NAMED = 4, /* unknown members that a message names */
};

static gboolean is_known(const Record *record)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (i != FIELD_ID && i != FIELD_SOURCES && i != FIELD_CONFLICTS && record->values[i].text)
            return TRUE; /* text and list share their place */
    return FALSE;
}

/* 32 hexadecimal digits and the like, with or without dashes: a hash or a UUID. */
static gboolean is_hash(const char *id)
{
    size_t digits = 0, letters = 0, dashes = 0;
    if (*id == '{')
        id++;
    for (; *id && *id != '}'; id++) {
        if (*id == '-' || *id == '_')
            dashes++;
        else if (g_ascii_isdigit(*id))
            digits++;
        else if (g_ascii_isxdigit(*id))
            letters++;
        else
            return FALSE;
    }
    return digits + letters >= HASH_MIN && digits > 0 && letters > 0 && dashes <= 4;
}

static char *unknown_members(const Record *record)
{
    GString *names = g_string_new(NULL);
    const char *name;
    json_t *value;
    guint n = 0;
    json_object_foreach(record->extra, name, value)
    {
        if (n++ == MEMBERS_NAMED) {
            g_string_append(names, " …");
            break;
        }
        g_string_append_printf(names, "%s\"%.40s\"", n > 1 ? ", " : "", name);
    }
    return g_string_free(names, FALSE);
}

/* The member that holds the number of a standard or plan, or NULL. */
static const char *member_with_number(const Record *record, const char **number)
{
    const char *name;
    json_t *value;
    json_object_foreach(record->extra, name, value)
    {
        *number = json_string_value(value);
        if (*number && strlen(*number) < 100 && number_is_certain(*number, -1))
            return name;
    }
    return NULL;
}

/* Whether ID is a number that says of what body it is, or a plan's. */
static gboolean is_number(const char *id)
{
    g_autoptr(Number) number = number_parse(id, -1);
    return number && (number->prefix || number->stage || number->type == NUMBER_PLAN);
}

/* Whether KIND says that the record is no standard, so that its id may be anything. */
static gboolean is_other_kind(const char *kind)
{
    static const char *const standards[] = {
        "gb",  "plan", "industry", "local", "group", "enterprise", "military",
        "iso", "iec",  "iso-iec",  "itu",   "jis",   "standard",   NULL};
    return kind && !g_strv_contains(standards, kind);
}

char *row_is_foreign(const Record *record)
{
    const char *id = record_text(record, FIELD_ID), *number;
    if (!id || record_text_is_placeholder(id))
        return g_strdup(_("it has no number and no other id"));
    gboolean numbered = is_number(id);
    if (!is_known(record) && record->extra) {
        g_autofree char *names = unknown_members(record);
        return g_strdup_printf(_("no title (title_zh, title_en), scope or other member of a record, "
                               "but %s, which it does not know; name members as in "
                               "biaosou-record(5)"),
                               names);
    }
    if (numbered || record_is_provisional(id) || is_other_kind(record_text(record, FIELD_KIND)))
        return NULL;
    if (is_hash(id))
        return g_strdup_printf(_("the id \"%.60s\" is a key of a database and no number; give the "
                               "number of the standard as \"id\""),
                               id);
    const char *member = record->extra ? member_with_number(record, &number) : NULL;
    if (member)
        return g_strdup_printf(
            _("the id \"%.60s\" is no number, but member \"%.40s\" (%.60s) is one; "
            "give it as \"id\""),
            id, member, number);
    return NULL;
}

static gboolean has_title(const Record *record)
{
    return record_text(record, FIELD_TITLE_ZH) || record_text(record, FIELD_TITLE_EN) ||
           record->values[FIELD_TITLE_OTHER].list;
}

/* Whether RECORD has nothing that tells what it is about. */
static gboolean says_nothing(const Record *record)
{
    return !has_title(record) && !record_text(record, FIELD_SCOPE_ZH) &&
           !record_text(record, FIELD_SCOPE_EN) && !record->values[FIELD_SCOPE_OTHER].list &&
           !record->values[FIELD_PROGRESS].list;
}

/* As row_send(), of RECORD that stays the caller's unless it is taken: then it is stolen from *RECORD. */
static gboolean send(Record **record, const GPtrArray *problems, const Source *at,
                     const char *text, size_t len, const ReaderSink *sink)
{
    g_autofree char *foreign = row_is_foreign(*record);
    if (foreign)
        return reject_send_at(sink, at, text, len, "%s", foreign);
    for (guint i = 0; problems && i < problems->len; i++)
        if (!reject_send_at(sink, at, text, len, "%s; the record is taken without it",
                         (char *)problems->pdata[i]))
            return FALSE;
    if (!(*record)->values[FIELD_SOURCES].list)
        record_add_source(*record, at);
    gboolean titled = has_title(*record);
    record_normalize(*record);
    if (titled && says_nothing(*record))
        return reject_send_at(sink, at, text, len, "its title says nothing, and it has no scope");
    const char *title, *fault = record_title_fault(*record, FAULT_CATALOGUE, &title);
    if (fault)
        return reject_send_at(sink, at, text, len, "the title \"%.*s\" %s",
                           (int)MIN(strlen(title), 120), title, fault);
    return sink->record(g_steal_pointer(record), sink->data);
}

/* The id and title of RECORD as the cells of a row. */
static gboolean send_text(const Record *record, const Source *at, const ReaderSink *sink)
{
    const char *id = record_text(record, FIELD_ID), *title = record_title(record);
    const char *const cells[] = {id ? id : "", title ? title : ""};
    return sink->text(&(ReaderText){*at, cells, G_N_ELEMENTS(cells), 0, 1, FALSE}, sink->data);
}

gboolean row_send(Record *record, const GPtrArray *problems, const Source *at,
                  const char *text, size_t len, const ReaderSink *sink, gboolean *taken)
{
    g_autoptr(Record) owned = record;
    if (sink->text && taken)
        *taken = TRUE;
    if (sink->text)
        return send_text(record, at, sink);
    gboolean more = send(&owned, problems, at, text, len, sink);
    if (taken)
        *taken = owned == NULL;
    return more;
}
