#include "server/http/form.h"

#include <string.h>

#include "messages/messages.h"

static void free_parameter(gpointer data)
{
    Parameter *parameter = data;
    g_free(parameter->name);
    g_free(parameter->value);
    if (parameter->file)
        g_byte_array_unref(parameter->file);
    g_free(parameter);
}

Form *form_new(void)
{
    Form *form = g_new0(Form, 1);
    form->parameters = g_ptr_array_new_with_free_func(free_parameter);
    return form;
}

void form_free(Form *form)
{
    if (!form)
        return;
    g_ptr_array_unref(form->parameters);
    g_free(form);
}

void form_add(Form *form, char *name, char *value)
{
    Parameter *parameter = g_new(Parameter, 1);
    *parameter = (Parameter){name, value, NULL, FALSE};
    g_ptr_array_add(form->parameters, parameter);
}

/* The byte that the two digits at TEXT, which ends at END, are; -1: they are none. */
static int byte_at(const char *text, const char *end)
{
    if (end - text < 2 || !g_ascii_isxdigit(text[0]) || !g_ascii_isxdigit(text[1]))
        return -1;
    return g_ascii_xdigit_value(text[0]) << 4 | g_ascii_xdigit_value(text[1]);
}

char *form_decode(const char *text, gsize len, gboolean plus, const char **fault)
{
    g_autofree char *out = g_malloc(len + 1);
    gsize n = 0;
    const char *end = text + len;
    while (text < end) {
        int c = *text == '%' ? byte_at(text + 1, end) : (guchar)*text;
        if (c <= 0) {
            *fault = c ? N_("a % without two hexadecimal digits") : N_("a NUL");
            return NULL;
        }
        out[n++] = plus && *text == '+' ? ' ' : (char)c;
        text += *text == '%' ? 3 : 1;
    }
    out[n] = '\0';
    if (!g_utf8_validate(out, (gssize)n, NULL)) {
        *fault = N_("bytes that are not UTF-8");
        return NULL;
    }
    return g_steal_pointer(&out);
}

static const char *read_one(Form *form, const char *text, gsize len)
{
    const char *fault, *sign = memchr(text, '=', len);
    gsize name_len = sign ? (gsize)(sign - text) : len;
    if (form->parameters->len >= FORM_MOST)
        return N_("too many parameters");
    g_autofree char *name = form_decode(text, name_len, TRUE, &fault);
    char *value = name && sign ? form_decode(sign + 1, len - name_len - 1, TRUE, &fault) : NULL;
    if (!name || (sign && !value))
        return fault;
    form_add(form, g_steal_pointer(&name), value ? value : g_strdup(""));
    return NULL;
}

const char *form_read(Form *form, const char *text, gsize len)
{
    const char *end = text + len, *fault = NULL;
    while (text < end && !fault) {
        const char *next = memchr(text, '&', (gsize)(end - text));
        next = next ? next : end;
        if (next > text)
            fault = read_one(form, text, (gsize)(next - text));
        text = next + 1;
    }
    return fault;
}

void form_encode(GString *out, const char *text, gboolean path)
{
    g_string_append_uri_escaped(out, text, path ? "/:,@" : NULL, FALSE);
}
