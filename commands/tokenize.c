/* biaosou tokenize: what the tokenizer makes of a text. */
#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "tokenizer/tokenizer.h"

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

static void print_token(const Token *token, gpointer data)
{
    Printer *printer = data;
    if (printer->json) {
        fputs(printer->n++ ? ",{\"term\":" : "{\"term\":", stdout);
        print_json_string(token->term, token->len);
        printf(",\"kind\":\"%s\",\"start\":%u,\"end\":%u}", token_kind_name(token->kind),
               token->start, token->end);
    } else {
        printf("%.*s\t%s\t%u\t%u\n", (int)token->len, token->term, token_kind_name(token->kind),
               token->start, token->end);
    }
}

static void tokenize(Tokenizer *tokenizer, const char *text, gsize len, gboolean json)
{
    Printer printer = {.json = json};
    if (json)
        fputs("{\"tokens\":[", stdout);
    const Normalized *n = tokenizer_run(tokenizer, text, (gssize)len, print_token, &printer);
    if (json) {
        fputs("],\"normalized\":", stdout);
        print_json_string(n->utf8, n->utf8_len);
        printf(",\"invalid\":%u}\n", n->n_invalid);
    }
    if (n->n_invalid)
        cli_error("%u malformed UTF-8 sequence%s read as U+FFFD", n->n_invalid,
                  n->n_invalid == 1 ? " was" : "s were");
}

static int tokenize_stdin(Tokenizer *tokenizer, gboolean json)
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

static Lexicon *load_lexicon(const char *file, GError **error)
{
    g_autofree char *text = NULL;
    gsize len;
    guint skipped, line;
    if (!file)
        return lexicon_new_builtin();
    if (!g_file_get_contents(file, &text, &len, error))
        return NULL;
    Lexicon *lexicon = lexicon_new(text, len, &skipped, &line);
    if (skipped)
        cli_error("%s:%u: not a word of 2 to 32 CJK characters; %u such line%s skipped", file, line,
                  skipped, skipped == 1 ? "" : "s");
    return lexicon;
}

int command_tokenize(int argc, char **argv)
{
    g_autofree char *lexicon_file = NULL, *format = NULL;
    const GOptionEntry entries[] = {
        {"lexicon", 'l', 0, G_OPTION_ARG_FILENAME, &lexicon_file,
         "Use the words of FILE, one a line, instead of the built-in ones", "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "text (the default) or json", "FORMAT"},
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
    g_autoptr(GError) error = NULL;
    g_autoptr(Lexicon) lexicon = load_lexicon(lexicon_file, &error);
    g_autoptr(Tokenizer) tokenizer = lexicon ? tokenizer_new(lexicon, &error) : NULL;
    if (!tokenizer) {
        cli_error("%s", error->message);
        return STATUS_FAILURE;
    }
    gboolean json = format && strcmp(format, "json") == 0;
    if (argc < 2)
        return cli_finish(tokenize_stdin(tokenizer, json));
    g_autofree char *text = g_strjoinv(" ", argv + 1);
    tokenize(tokenizer, text, strlen(text), json);
    return cli_finish(STATUS_DONE);
}
