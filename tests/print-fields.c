/* Prints the table of fields as it stands in doc/biaosou-record.5; tests/docs.sh compares. */
#include <stdio.h>
#include <string.h>

#include "corpus/record/field.h"

static const char *type_name(FieldType type)
{
    switch (type) {
    case FIELD_TYPE_STRING:
        return "string";
    case FIELD_TYPE_DATE:
        return "date";
    case FIELD_TYPE_STRINGS:
        return "array of strings";
    case FIELD_TYPE_LANG_TEXTS:
        return "strings, a member for each language";
    case FIELD_TYPE_PROGRESS:
    case FIELD_TYPE_RELATIONS:
    case FIELD_TYPE_SOURCES:
    case FIELD_TYPE_CONFLICTS:
        return "array of objects, see below";
    }
    return "";
}

/* roff takes a dash for a hyphen and a point or quote at a line's start for a request. */
static void print_text(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++)
        if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
}

int main(void)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        const Field *field = &fields[i];
        printf(".TP\n.B %s\n", field->name);
        print_text(field->help);
        printf(".\n(%s", type_name(field->type));
        if (field->flags & FIELD_SEARCHED)
            printf("; searched, weight %u", field->weight);
        if (field->flags & FIELD_FACET)
            printf("; facet");
        if (field->flags & FIELD_SORTABLE)
            printf("; sortable");
        printf(")\nIn queries also:");
        for (const char *const *alias = field->aliases; *alias; alias++)
            printf("%s %s", alias == field->aliases ? "" : ",", *alias);
        printf(".\n");
    }
    return 0;
}
