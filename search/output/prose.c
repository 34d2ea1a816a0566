#include "search/output/prose.h"

#include <string.h>

#include "unicode/clean.h"

/* What stands before and after a part. */
typedef struct {
    const char *before, *after;
} Around;

static const Around around[PROSE_FORMATS][PROSE_PARTS] = {
    [PROSE_TEXT] = {{"", "\n"}, {"  ", "\n"}, {"      ", "\n"}, {"", "\n"}},
    [PROSE_MARKDOWN] = {{"\n## ", "\n\n"}, {"- ", "\n"}, {"  > ", "\n\n"}, {"\n", "\n"}},
    [PROSE_HTML] = {{"<h2>", "</h2>\n"}, {"<p>", "</p>\n"}, {"<blockquote>", "</blockquote>\n"}, {"<p><small>", "</small></p>\n"}},
};

static const Around coloured[PROSE_PARTS] = {{COLOUR_STRONG, COLOUR_END "\n"}, {"  ", "\n"}, {"      " COLOUR_DIM, COLOUR_END "\n"}, {"", "\n"}};

static void append_markdown(GString *out, const char *text)
{
    g_autofree char *clean = clean_text(text);
    for (const char *p = clean; *p; p++) {
        if (strchr("\\`*_{}[]<>#|&", *p))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
}

static void (*const append[PROSE_FORMATS])(GString *out, const char *text) = {
    [PROSE_TEXT] = clean_append, [PROSE_MARKDOWN] = append_markdown, [PROSE_HTML] = output_html};

gboolean prose_format(const char *name, ProseFormat *format)
{
    static const char *const names[PROSE_FORMATS] = {[PROSE_TEXT] = "text", [PROSE_MARKDOWN] = "md", [PROSE_HTML] = "html"};
    for (guint i = 0; i < PROSE_FORMATS; i++)
        if (strcmp(names[i], name) == 0) {
            *format = (ProseFormat)i;
            return TRUE;
        }
    return FALSE;
}

Prose prose_begin(ProseFormat format, GString *out, const ReportOptions *options, const char *title)
{
    if (format == PROSE_HTML)
        g_string_append_printf(out,
                               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"
                               "<style>body{font-family:\"Noto Serif CJK SC\",SimSun,serif;margin:2em;color:#222}"
                               "blockquote{margin:.2em 2em;color:#555}</style>\n</head>\n<body>\n",
                               options->language == LANGUAGE_EN ? "en" : "zh-CN", title);
    return (Prose){out, format, options->language, options->colour};
}

void prose_put(const Prose *prose, ProsePart part, const char *format, ...)
{
    const Around *these = prose->format == PROSE_TEXT && prose->colour ? &coloured[part] : &around[prose->format][part];
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_string_append(prose->out, these->before);
    append[prose->format](prose->out, text);
    g_string_append(prose->out, these->after);
}

void prose_end(const Prose *prose)
{
    if (prose->format == PROSE_HTML)
        g_string_append(prose->out, "</body>\n</html>\n");
    else if (prose->format == PROSE_MARKDOWN)
        g_string_append_c(prose->out, '\n');
}
