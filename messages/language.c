#include "messages/messages.h"

#include <string.h>

static const char *const names[LANGUAGES] = {[LANGUAGE_ZH] = "zh", [LANGUAGE_EN] = "en"};

static gint usual = LANGUAGE_EN;
static _Thread_local gint own = -1;

Language language_now(void)
{
    return (Language)(own >= 0 ? own : g_atomic_int_get(&usual));
}

void language_set_usual(Language language)
{
    g_atomic_int_set(&usual, (gint)language);
}

void language_set(Language language)
{
    own = (gint)language;
}

void language_unset(void)
{
    own = -1;
}

const char *language_name(Language language)
{
    return names[language];
}

gboolean language_by_name(const char *name, Language *language)
{
    for (guint i = 0; i < LANGUAGES; i++)
        if (strcmp(names[i], name) == 0) {
            *language = (Language)i;
            return TRUE;
        }
    return FALSE;
}

/* Of the locale NAME, LEN bytes: zh, zh_CN, zh-Hans, zh_CN.UTF-8@variant. */
static gboolean of_locale(const char *name, gsize len, Language *language)
{
    const char code[] = {len > 0 ? name[0] : '\0', len > 1 ? name[1] : '\0', '\0'};
    return (len <= 2 || !g_ascii_isalpha(name[2])) && language_by_name(code, language);
}

static const char *locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
        const char *value = g_getenv(variables[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

Language language_of_environment(void)
{
    const char *name = locale(), *list = g_getenv("LANGUAGE");
    Language language = LANGUAGE_EN;
    if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        return language;
    while (list && *list) {
        gsize len = strcspn(list, ":");
        if (of_locale(list, len, &language))
            return language;
        list += len + (list[len] == ':');
    }
    of_locale(name, strlen(name), &language);
    return language;
}
