#include "corpus/container/xlsx-formula.h"

#include <string.h>

/* The functions that pass; LibreOffice calls them anew whenever it opens a workbook. */
static const char *const passing[] = {"TODAY(",     "NOW(",  "RAND(", "RANDBETWEEN(",
                                      "RANDARRAY(", "CELL(", "INFO("};
enum { MOST_NAME = 16 };

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || strchr("_.$\\", c) || (guchar)c >= 0x80;
}

/* Whether the LEN bytes at CALL, a function's name and its bracket, are one of those. */
static gboolean passes(const char *call, gsize len)
{
    const char *prefix = g_strrstr_len(call, (gssize)len, "."); /* _xlfn.RANDARRAY( */
    const char *name = prefix ? prefix + 1 : call;
    gsize size = (gsize)(call + len - name);
    for (gsize i = 0; i < G_N_ELEMENTS(passing); i++)
        if (strlen(passing[i]) == size && g_ascii_strncasecmp(name, passing[i], size) == 0)
            return TRUE;
    return FALSE;
}

/* Text in quotation marks counts for nothing; a name in apostrophes is a sheet's, before a
 * reference. */
FormulaKind xlsx_formula_kind(const char *formula)
{
    FormulaKind kind = FORMULA_FIXED;
    for (const char *p = formula; *p;) {
        const char *start = p;
        if (*p == '"' || *p == '\'') {
            const char *end = strchr(p + 1, *p);
            p = end ? end + 1 : p + strlen(p);
            continue;
        }
        while (*p && is_word(*p))
            p++;
        if (*p == '(' && p > start && passes(start, (gsize)(p + 1 - start)))
            return FORMULA_PASSING;
        if (*p == ':' || (*p != '(' && p > start && !g_ascii_isdigit(*start)))
            kind = FORMULA_REFERS;
        p += p == start;
    }
    return kind;
}

gboolean xlsx_may_pass(const OfficeArchive *archive, const char *path)
{
    zip_file_t *part = zip_fopen(archive->zip, path, 0);
    g_autofree char *block = g_malloc(MOST_NAME + (1 << 16) + 1);
    gsize kept = 0; /* of the block before: a name may begin there */
    gboolean found = FALSE;
    for (zip_int64_t n; part && !found && (n = zip_fread(part, block + kept, 1 << 16)) > 0;) {
        gsize len = kept + (gsize)n;
        for (gsize i = 0; i < len; i++)
            block[i] = g_ascii_toupper(block[i]);
        for (gsize i = 0; i < G_N_ELEMENTS(passing) && !found; i++)
            found = g_strstr_len(block, (gssize)len, passing[i]) != NULL;
        kept = MIN(len, (gsize)MOST_NAME);
        memmove(block, block + len - kept, kept);
    }
    if (part)
        zip_fclose(part);
    return found;
}
