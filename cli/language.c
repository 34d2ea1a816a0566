#include "cli/cli.h"

#include <locale.h>
#include <string.h>

#include "messages/messages.h"

static gboolean is_given;

gboolean cli_language_is_given(void)
{
    return is_given;
}

/* The value of --lang, which stands at *AT of ARGC arguments; *AT becomes the last of what it takes. NULL: it is none. */
static const char *value_at(int argc, char **argv, int *at)
{
    static const char option[] = "--lang";
    const char *argument = argv[*at];
    if (strncmp(argument, option, strlen(option)) != 0)
        return NULL;
    if (argument[strlen(option)] == '=')
        return argument + strlen(option) + 1;
    return argument[strlen(option)] == '\0' && *at + 1 < argc ? argv[++*at] : NULL;
}

/* What the C library and GLib say follows, where their catalogues are installed: glibc takes the list of LANGUAGE in any
 * locale but C. */
static void set_locale(Language language)
{
    g_setenv("LANGUAGE", language == LANGUAGE_ZH ? "zh_CN:zh" : "en", TRUE);
    if (language == LANGUAGE_EN || !setlocale(LC_MESSAGES, "C.UTF-8"))
        setlocale(LC_MESSAGES, "C");
}

gboolean cli_language(int *argc, char **argv)
{
    Language language = language_of_environment();
    int kept = 1, i;
    for (i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        int from = i;
        const char *value = value_at(*argc, argv, &i);
        if (!value) {
            argv[kept++] = argv[from];
        } else if (language_by_name(value, &language)) {
            is_given = TRUE;
        } else {
            cli_error("--lang: %s is neither zh nor en", value);
            return FALSE;
        }
    }
    for (; i < *argc; i++)
        argv[kept++] = argv[i];
    argv[*argc = kept] = NULL;
    language_set_usual(language);
    set_locale(language);
    return TRUE;
}
