/* biaosou tokenize: what the tokenizer makes of a text. */
#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "messages/messages.h"

typedef struct {
    gboolean json;
    guint n;
} Printer;

static void print_json_string(const char *text, gsize len)
{
    putchar('"');
    for (gsize i = 0; i < len; i++) {
        if (text[i] == '"' || text[i] == '\\')
            putchar('\\');
        putchar(text[i]);
    }
    putchar('"');
}

static void print_token(const biaosou_token *token, void *data)
{
    Printer *printer = data;
    if (printer->json) {
        fputs(printer->n++ ? ",{\"term\":" : "{\"term\":", stdout);
        print_json_string(token->term, token->len);
        printf(",\"kind\":\"%s\",\"start\":%zu,\"end\":%zu}", token->kind, token->start,
               token->end);
    } else {
        printf("%.*s\t%s\t%zu\t%zu\n", (int)token->len, token->term, token->kind, token->start,
               token->end);
    }
}

static void tokenize(biaosou_tokenizer *tokenizer, const char *text, gsize len, gboolean json)
{
    Printer printer = {.json = json};
    if (json)
        fputs("{\"tokens\":[", stdout);
    size_t normalized_len;
    unsigned invalid;
    const char *normalized = biaosou_tokenize(tokenizer, text, len, print_token, &printer,
                                              &normalized_len, &invalid);
    if (json) {
        fputs("],\"normalized\":", stdout);
        print_json_string(normalized, normalized_len);
        printf(",\"invalid\":%u}\n", invalid);
    }
    if (invalid)
        cli_error(message_n(invalid, "%u malformed UTF-8 sequence was read as U+FFFD",
                            "%u malformed UTF-8 sequences were read as U+FFFD"),
                  invalid);
}

static int tokenize_stdin(biaosou_tokenizer *tokenizer, gboolean json)
{
    g_autoptr(GByteArray) text = g_byte_array_new();
    guint8 chunk[65536];
    for (gsize n; (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;)
        g_byte_array_append(text, chunk, (guint)n);
    if (ferror(stdin)) {
        cli_error("standard input: %s", g_strerror(errno));
        return STATUS_FAILURE;
    }
    tokenize(tokenizer, (const char *)text->data, text->len, json);
    return STATUS_DONE;
}

/* With the words of FILE, or the built-in ones if that is NULL. NULL with the error printed. */
static biaosou_tokenizer *make_tokenizer(const char *file)
{
    g_autofree char *text = NULL;
    gsize len = 0;
    g_autoptr(GError) error = NULL;
    biaosou_tokenizer *tokenizer;
    unsigned skipped, line;
    if (file && !g_file_get_contents(file, &text, &len, &error)) {
        cli_error("%s", error->message);
        return NULL;
    }
    if (biaosou_tokenizer_new(text, len, &skipped, &line, &tokenizer) != BIAOSOU_OK)
        cli_error("%s", biaosou_error_message());
    else if (skipped)
        cli_error(message_n(skipped, "%s:%u: not a word of 2 to 32 CJK characters; %u such line skipped",
                            "%s:%u: not a word of 2 to 32 CJK characters; %u such lines skipped"),
                  file, line, skipped);
    return tokenizer;
}

int command_tokenize(int argc, char **argv)
{
    g_autofree char *lexicon_file = NULL, *format = NULL;
    const GOptionEntry entries[] = {
        {"lexicon", 'l', 0, G_OPTION_ARG_FILENAME, &lexicon_file,
         N_("Use the words of FILE, one a line, instead of the built-in ones"), "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("text (the default) or json"), "FORMAT"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(
            entries, "tokenize", "[TEXT...]",
            "Show the terms that a text is indexed under and searched by: term, kind and the\n"
            "byte offsets in the text, separated by tabs. Without TEXT, reads standard input.",
            &argc, &argv))
        return STATUS_USAGE;
    if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
        cli_error("unknown format '%s': use text or json", format);
        return STATUS_USAGE;
    }
    gboolean json = format && strcmp(format, "json") == 0;
    biaosou_tokenizer *tokenizer = make_tokenizer(lexicon_file);
    int status = tokenizer ? STATUS_DONE : STATUS_FAILURE;
    if (tokenizer && argc < 2) {
        status = tokenize_stdin(tokenizer, json);
    } else if (tokenizer) {
        g_autofree char *text = g_strjoinv(" ", argv + 1);
        tokenize(tokenizer, text, strlen(text), json);
    }
    biaosou_tokenizer_free(tokenizer);
    return cli_finish(status);
}
