/* The packed record: a version byte, then for each present field its tag (FieldId), and its value;
 * the id, where there is one, comes first because it is field 0.
 *
 *   size     LEB128 of at most 32 bits
 *   text     size, bytes                 (no terminator)
 *   string?  0 for NULL, else size + 1, bytes
 *   list     size = number of elements, each its string?s in the struct's order; a source's line
 *            is a size
 *   extra    TAG_EXTRA, text of the JSON object
 *   dated    TAG_DATED, FIELD_COUNT sizes
 *
 * A change of this layout needs a new PACK_VERSION and INDEX_FORMAT; FieldIds are told by the index's manifest. */
#include "corpus/record/record.h"
#include "messages/messages.h"

#include <string.h>

enum { PACK_VERSION = 3, TAG_DATED = 0xfe, TAG_EXTRA = 0xff };

G_STATIC_ASSERT(FIELD_ID == 0);
G_STATIC_ASSERT((int)FIELD_COUNT < (int)TAG_DATED);

static inline void put_size(GByteArray *out, guint32 value)
{
    guint8 bytes[5];
    guint count = 0;
    while (value >= 0x80) {
        bytes[count++] = (guint8)(value | 0x80);
        value >>= 7;
    }
    bytes[count++] = (guint8)value;
    g_byte_array_append(out, bytes, count);
}

static inline void put_bytes(GByteArray *out, const char *text, size_t len)
{
    g_byte_array_append(out, (const guint8 *)text, (guint)len);
}

static void put_string(GByteArray *out, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    put_size(out, text ? (guint32)len + 1 : 0);
    if (len)
        put_bytes(out, text, len);
}

static void put_element(GByteArray *out, FieldType type, gconstpointer element)
{
    if (type == FIELD_TYPE_STRINGS) {
        put_string(out, element);
    } else if (type == FIELD_TYPE_LANG_TEXTS) {
        const LangText *text = element;
        put_string(out, text->lang);
        put_string(out, text->text);
    } else if (type == FIELD_TYPE_PROGRESS) {
        const Progress *progress = element;
        put_string(out, progress->date);
        put_string(out, progress->until);
        put_string(out, progress->event);
        put_string(out, progress->text);
        put_string(out, progress->source);
        put_string(out, progress->section);
        put_string(out, progress->heading);
    } else if (type == FIELD_TYPE_RELATIONS) {
        const Relation *relation = element;
        put_string(out, relation->type);
        put_string(out, relation->degree);
        put_string(out, relation->to);
    } else if (type == FIELD_TYPE_CONFLICTS) {
        const Conflict *conflict = element;
        put_string(out, conflict->member);
        put_string(out, conflict->value);
        put_string(out, conflict->date);
        put_string(out, conflict->source);
    } else {
        const Source *source = element;
        put_string(out, source->file);
        put_string(out, source->sheet);
        put_size(out, source->page);
        put_size(out, source->line);
        put_size(out, source->ocr);
    }
}

static inline gboolean is_text(int field)
{
    return fields[field].type == FIELD_TYPE_STRING || fields[field].type == FIELD_TYPE_DATE;
}

static void put_field(GByteArray *out, int field, const FieldValue *value)
{
    guint8 tag = (guint8)field;
    if (is_text(field) && value->text) {
        size_t len = strlen(value->text);
        g_byte_array_append(out, &tag, 1);
        put_size(out, (guint32)len);
        put_bytes(out, value->text, len);
    } else if (!is_text(field) && value->list && value->list->len) {
        g_byte_array_append(out, &tag, 1);
        put_size(out, value->list->len);
        for (guint i = 0; i < value->list->len; i++)
            put_element(out, fields[field].type, value->list->pdata[i]);
    }
}

static void put_extra(GByteArray *out, const json_t *extra)
{
    static const guint8 tag = TAG_EXTRA;
    char *text = json_dumps(extra, JSON_COMPACT);
    if (!text)
        return;
    g_byte_array_append(out, &tag, 1);
    put_size(out, (guint32)strlen(text));
    put_bytes(out, text, strlen(text));
    free(text);
}

void record_pack(const Record *record, GByteArray *out)
{
    static const guint8 version = PACK_VERSION, dated = TAG_DATED;
    g_byte_array_append(out, &version, 1);
    for (int i = 0; i < FIELD_COUNT; i++)
        put_field(out, i, &record->values[i]);
    if (record->dated) {
        g_byte_array_append(out, &dated, 1);
        for (int i = 0; i < FIELD_COUNT; i++)
            put_size(out, record->dated[i]);
    }
    if (record->extra)
        put_extra(out, record->extra);
}

typedef struct {
    const guint8 *next, *end;
    gboolean bad;
} Input;

static inline guint32 get_size(Input *in)
{
    guint32 value = 0;
    for (unsigned shift = 0; shift < 35 && in->next < in->end; shift += 7) {
        guint8 byte = *in->next++;
        if (shift == 28 && byte > 0x0f)
            break;
        value |= (guint32)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    in->bad = TRUE;
    return 0;
}

/* A copy of the next LEN bytes, or NULL and bad. */
static char *get_bytes(Input *in, size_t len)
{
    if (in->bad || len > (size_t)(in->end - in->next)) {
        in->bad = TRUE;
        return NULL;
    }
    char *text = g_malloc(len + 1);
    memcpy(text, in->next, len);
    text[len] = '\0';
    in->next += len;
    return text;
}

static char *get_string(Input *in)
{
    guint32 size = get_size(in);
    return size && !in->bad ? get_bytes(in, size - 1) : NULL;
}

static gboolean get_element(Input *in, Record *record, FieldId field)
{
    g_autofree char *a = get_string(in);
    g_autofree char *b = NULL, *c = NULL, *d = NULL, *e = NULL, *f = NULL, *g = NULL;
    switch (fields[field].type) {
    case FIELD_TYPE_STRINGS:
        if (a)
            record_add_string(record, field, a);
        return a != NULL;
    case FIELD_TYPE_LANG_TEXTS:
        b = get_string(in);
        if (a && b)
            record_add_lang_text(record, field, a, b);
        return a && b;
    case FIELD_TYPE_PROGRESS:
        b = get_string(in);
        c = get_string(in);
        d = get_string(in);
        e = get_string(in);
        f = get_string(in);
        g = get_string(in);
        if (!in->bad)
            record_add_progress(record, &(Progress){a, b, c, d, e, f, g});
        return !in->bad;
    case FIELD_TYPE_RELATIONS:
        b = get_string(in);
        c = get_string(in);
        if (a && c)
            record_add_relation(record, a, b, c);
        return a && c;
    case FIELD_TYPE_CONFLICTS:
        b = get_string(in);
        c = get_string(in);
        d = get_string(in);
        if (a && b)
            record_add_conflict(record, &(Conflict){a, b, c, d});
        return a && b;
    default: {
        b = get_string(in);
        guint32 page = get_size(in), line = get_size(in), ocr = get_size(in);
        if (a)
            record_add_source(record, &(Source){a, b, page, line, ocr});
        return a != NULL;
    }
    }
}

static gboolean get_field(Input *in, Record *record, int field)
{
    FieldValue *value = &record->values[field];
    if (is_text(field)) {
        if (value->text)
            return FALSE;
        value->text = get_bytes(in, get_size(in));
        return value->text && *value->text;
    }
    guint32 count = get_size(in);
    if (value->list || count == 0)
        return FALSE;
    for (guint32 i = 0; i < count && !in->bad; i++)
        if (!get_element(in, record, (FieldId)field))
            return FALSE;
    return !in->bad;
}

static gboolean get_extra(Input *in, Record *record)
{
    guint32 len = get_size(in);
    if (in->bad || len > (size_t)(in->end - in->next) || record->extra)
        return FALSE;
    record->extra = json_loadb((const char *)in->next, len, JSON_ALLOW_NUL, NULL);
    in->next += len;
    return json_is_object(record->extra);
}

static gboolean get_dated(Input *in, Record *record)
{
    if (record->dated)
        return FALSE;
    record->dated = g_new0(guint32, FIELD_COUNT);
    for (int i = 0; i < FIELD_COUNT; i++)
        record->dated[i] = get_size(in);
    return !in->bad;
}

static gboolean get_tagged(Input *in, Record *record)
{
    guint8 tag = *in->next++;
    if (tag == TAG_EXTRA)
        return get_extra(in, record);
    if (tag == TAG_DATED)
        return get_dated(in, record);
    return tag < FIELD_COUNT && get_field(in, record, tag);
}

Record *record_unpack(const guint8 *packed, size_t len, GError **error)
{
    Input in = {packed, packed + len, len == 0 || packed[0] != PACK_VERSION};
    Record *record = record_new();
    if (!in.bad)
        in.next++;
    while (!in.bad && in.next < in.end)
        if (!get_tagged(&in, record))
            in.bad = TRUE;
    if (!in.bad)
        return record;
    record_free(record);
    g_set_error(error, RECORD_ERROR, RECORD_ERROR_PACKED,
                _("a stored record is damaged (%zu bytes, version %d)"), len, len ? packed[0] : -1);
    return NULL;
}

const char *record_packed_id(const guint8 *packed, size_t len, size_t *id_len)
{
    if (len < 2 || packed[0] != PACK_VERSION || packed[1] != FIELD_ID)
        return NULL;
    Input in = {packed + 2, packed + len, FALSE};
    guint32 size = get_size(&in);
    if (in.bad || size > (size_t)(in.end - in.next))
        return NULL;
    *id_len = size;
    return (const char *)in.next;
}
