/* Files that are pictures, by their first bytes. */
#include <string.h>

#include "corpus/container/container.h"

const char *picture_name(const char *head, size_t len)
{
    static const struct {
        const char *name, *mark;
        size_t len;
    } kinds[] = {
        {"PNG", "\x89PNG\r\n\x1a\n", 8},
        {"JPEG", "\xff\xd8\xff", 3},
        {"TIFF", "II*\0", 4},
        {"TIFF", "MM\0*", 4},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (len >= kinds[i].len && memcmp(head, kinds[i].mark, kinds[i].len) == 0)
            return kinds[i].name;
    return NULL;
}
