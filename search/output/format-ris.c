/* RIS, for EndNote, Zotero, NoteExpress and their like. */
#include "corpus/record/date.h"
#include "search/output/output.h"
#include "search/output/reference.h"
#include "unicode/clean.h"

static void print_tag(GString *out, const char *tag, const char *text)
{
    if (text)
        clean_append_printf(out, "%s  - %s\r\n", tag, text);
}

/* The number stands in SN, the document number of EndNote's standards, and in M1, which others keep. A comma after an
 * author says that it is no person's name. */
static void print(Output *o, const AnswerHit *out)
{
    g_auto(Reference) reference;
    reference_init(&reference, out->record, out->hit->id);
    g_autofree char *author = reference.author ? g_strconcat(reference.author, ",", NULL) : NULL;
    g_autoptr(GString) date = g_string_new(NULL);
    print_tag(o->out, "TY", reference.is_news ? "GEN" : "STAND");
    print_tag(o->out, "AU", author);
    print_tag(o->out, "TI", reference_name(&reference, out->hit->id));
    print_tag(o->out, "SN", reference.number);
    print_tag(o->out, "M1", reference.number);
    print_tag(o->out, "PB", reference.publisher);
    print_tag(o->out, "CY", reference.place);
    if (reference_year(&reference) > 0) {
        g_string_append_printf(o->out, "PY  - %d\r\n", reference_year(&reference));
        reference_append_date(date, reference.date, '/');
        print_tag(o->out, "DA", date->str);
    }
    print_tag(o->out, "UR", reference.url);
    if (reference.url && o->options.accessed) {
        g_string_truncate(date, 0);
        reference_append_date(date, date_key(o->options.accessed), '/');
        print_tag(o->out, "Y2", date->str);
    }
    print_tag(o->out, "LA", reference.language);
    g_string_append(o->out, "ER  - \r\n\r\n");
}

const OutputFormat format_ris = {.name = "ris", .ending = "ris", .needs_record = TRUE, .cites = TRUE, .hit = print};
