/* Queries that are not in UTF-8. */
#include "search/query/query.h"
#include "messages/messages.h"

/* Whether TEXT has only characters that people write. */
static gboolean is_plausible(const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        GUnicodeType type = g_unichar_type(g_utf8_get_char(text));
        if (type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE)
            return FALSE;
    }
    return TRUE;
}

char *query_decode(const char *bytes, gboolean *gb18030, GError **error)
{
    const char *bad;
    *gb18030 = FALSE;
    if (g_utf8_validate(bytes, -1, &bad))
        return g_strdup(bytes);
    g_autofree char *text = g_convert(bytes, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
    *gb18030 = text && g_utf8_validate(text, -1, NULL) && is_plausible(text);
    if (*gb18030)
        return g_steal_pointer(&text);
    g_set_error(error, QUERY_ERROR, QUERY_ERROR_BYTES,
                _("this is neither UTF-8 nor GB18030 (byte %u is 0x%02X): send UTF-8"),
                (guint)(bad - bytes) + 1, (guint8)*bad);
    return NULL;
}
