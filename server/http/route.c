#include "server/http/route.h"

#include <string.h>

gboolean route_matches(const char *pattern, const char *path, const char **tail, gsize *len)
{
    const char *hole = strstr(pattern, "{}");
    *tail = NULL;
    *len = 0;
    if (!hole)
        return g_str_equal(pattern, path);
    gsize before = (gsize)(hole - pattern), after = strlen(hole + 2), all = strlen(path);
    if (all <= before + after || strncmp(path, pattern, before) != 0 ||
        !g_str_equal(path + all - after, hole + 2))
        return FALSE;
    *tail = path + before;
    *len = all - before - after;
    return TRUE;
}
