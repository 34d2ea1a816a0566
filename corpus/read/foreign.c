/* Formats that have no reader: by their first bytes, by their separators, by what many of their
 * lines look like. */
#include "corpus/read/foreign.h"

#include <string.h>

#include "corpus/read/sink.h"
#include "messages/messages.h"

#define FORMAT READER_ERROR_FORMAT
#define FOREIGN READER_ERROR_FOREIGN

/* What files begin with, from the place AT on. */
static const struct {
    const char *magic;
    guint16 len, at;
    int code;
    const char *what;
} magics[] = {
    {"BZh", 3, 0, FORMAT, N_("bzip2 data; use gzip or xz")},
    {"\x28\xb5\x2f\xfd", 4, 0, FORMAT, N_("zstd data; use gzip or xz")},
    {"Rar!\x1a\x07", 6, 0, FORMAT, N_("a RAR archive; unpack it and give the folder, or make it ZIP")},
    {"7z\xbc\xaf\x27\x1c", 6, 0, FORMAT, N_("a 7z archive; unpack it and give the folder, or make it ZIP")},
    {"ustar", 5, 257, FORMAT, N_("a tar archive; unpack it and give the folder, or make it ZIP")},
    {"GIF8", 4, 0, FOREIGN, N_("a picture (GIF)")},
    {"8BPS\0", 5, 0, FOREIGN, N_("a picture (PSD)")},
    {"AC10", 4, 0, FOREIGN, N_("a drawing (DWG)")},
    {"RIFF", 4, 0, FOREIGN, N_("a picture, sound or film (RIFF)")},
    {"ID3\3", 4, 0, FOREIGN, N_("sound (MP3)")},
    {"ID3\4", 4, 0, FOREIGN, N_("sound (MP3)")},
    {"OggS", 4, 0, FOREIGN, N_("sound or film (Ogg)")},
    {"ftyp", 4, 4, FOREIGN, N_("a picture, sound or film (MP4)")},
    {"\x1a\x45\xdf\xa3", 4, 0, FOREIGN, N_("a film (Matroska)")},
    {"\x7f" "ELF", 4, 0, FOREIGN, N_("a program")},
    {"MZ\x90\0", 4, 0, FOREIGN, N_("a program")},
    {"OTTO\0", 5, 0, FOREIGN, N_("a font")},
    {"\0\1\0\0\0", 5, 0, FOREIGN, N_("a font")},
    {"wOFF", 4, 0, FOREIGN, N_("a font")},
    {"wOF2", 4, 0, FOREIGN, N_("a font")},
    {"SQLite format 3", 16, 0, FOREIGN, N_("a database (SQLite)")},
    {"L\0\0\0\1\x14\2", 7, 0, FOREIGN, N_("a shortcut of Windows")},
};

const char *foreign_data(const char *head, size_t len, int *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(magics); i++) {
        size_t end = (size_t)magics[i].at + magics[i].len;
        *code = magics[i].code;
        if (len >= end && memcmp(head + magics[i].at, magics[i].magic, magics[i].len) == 0)
            return _(magics[i].what);
    }
    return NULL;
}

/* Delimited text */

enum { MAX_FIELDS = 256, MAX_DELIMITED_ROWS = 5000 };

/* With named columns it would have been read: corpus/container/delimited.c. */
static const struct {
    char separator;
    const char *what;
} delimited[] = {
    {'\t', N_("a table with a tab between its cells (TSV); no column is named as the number or the title of standards; name the "
          "columns in the first row, as 标准编号, 标准名称")},
    {',', N_("a table with a comma between its cells (CSV); no column is named as the number or the title of standards; name the "
          "columns in the first row, as 标准编号, 标准名称")},
    {';', N_("a table with a semicolon between its cells (CSV); no column is named as the number or the title of standards; name the "
          "columns in the first row, as 标准编号, 标准名称")},
    {'|', N_("a table with | between its cells; no column is named as the number or the title of standards; name the "
          "columns in the first row, as 标准编号, 标准名称")},
};

/* One row of delimited text from *P on, as RFC 4180 has it (a quoted cell may hold separators and
 * line breaks): how many cells it has, 0 for an empty line. *P moves behind it. */
static guint read_row(const char **p, char separator)
{
    const char *at = *p + strspn(*p, separator == '\t' ? " " : " \t");
    guint cells = 1;
    gboolean empty = *at == '\n' || *at == '\r' || !*at;
    for (gboolean cell_start = TRUE; *at && *at != '\n'; at++) {
        const char *close = cell_start && *at == '"' ? at + 1 : NULL;
        while (close && (close = strchr(close, '"')) && close[1] == '"')
            close += 2;
        if (close)
            at = close;
        cell_start = *at == separator;
        cells += cell_start;
    }
    *p = *at ? at + 1 : at;
    return empty ? 0 : MIN(cells, MAX_FIELDS - 1);
}

/* Nearly all rows have the same number of cells. */
static gboolean is_delimited(const char *text, char separator)
{
    guint counts[MAX_FIELDS] = {0}, rows = 0, usual = 0;
    for (const char *p = text; *p && rows < MAX_DELIMITED_ROWS;) {
        guint cells = read_row(&p, separator);
        counts[cells] += cells > 0;
        rows += cells > 0;
        usual = counts[cells] > counts[usual] ? cells : usual;
    }
    guint alike = counts[usual];
    return alike >= 2 && ((usual >= 3 && alike * 10 >= rows * 8) ||
                          (usual == 2 && alike >= 3 && alike * 20 >= rows * 19));
}

/* What lines look like */

enum { MAX_LINES = 4000, MAX_LINE_BYTES = 2000 };

typedef struct {
    const char *pattern; /* of lines that count */
    guint least;         /* so many of them */
    double share;        /* and so much of all lines that are not empty */
    guint within;        /* of the first so many lines; 0: of all */
    int code;
    const char *what;
} Form;

static const Form forms[] = {
    {"^(?:<\\?xml|<!DOCTYPE|<html|<[a-z]+[ >].*</[a-z]+>$)", 1, 0.3, 3, FOREIGN, N_("HTML or XML; no reader here "
     "knows it: save it as plain text, or make it JSON Lines")},
    {"^</?[A-Za-z][A-Za-z0-9:]*[^<>]*/?>", 3, 0.3, 0, FOREIGN, N_("HTML or XML; no reader here knows it: save it "
     "as plain text, or make it JSON Lines")},
    {"^(?:From|To|Cc|Subject|Date|Sender|Received|Return-Path|Message-ID|MIME-Version|Reply-To|"
     "X-[A-Za-z-]+|Content-[A-Za-z-]+|发件人|收件人|主题|抄送人|发送时间)[:：]",
     3, 0.3, 8, FOREIGN, N_("a mail message; save what it brings as a file of its own")},
    {"^\\|? ?:?-{3,}:? ?\\|", 1, 0, 0, FORMAT, N_("Markdown with a table; make it JSON Lines first")},
    {"^(?:#{1,6} \\S|```|~~~|[-*+] \\[|\\[[^\\]]+\\]\\(|!\\[|[-*+] \\S.*|> |.*\\]\\(https?:)", 3, 0.15, 0, FOREIGN,
     N_("Markdown; make what it lists JSON Lines first")},
    {"^[\\[(<]?(?:[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ]|[A-Z][a-z]{2} [ 0-9][0-9] )?[0-9]{2}:[0-9]{2}:[0-9]{2}",
     2, 0.5, 0, FOREIGN, N_("a log; no reader here knows it")},
    {"^(?:#include|#!|import [A-Za-z]|from [a-z.]+ import|def [a-z_]+\\(|class [A-Z]|package [a-z]|"
     "func [A-Za-z]|function |//|/\\*|\\*/|static |return|struct |typedef |int |void |const |let |var |@[A-Z])|"
     "[;{}]$|^[ \\t]*[})\\]]+[;,]?$",
     2, 0.3, 0, FOREIGN, N_("source code; no reader here knows it")},
    {"^[A-Za-z_][A-Za-z0-9_. -]*(?: ?= ?|: ?)\\S*.*$|^\\[[A-Za-z][^\\]]*\\]$", 3, 0.7, 0, FOREIGN,
     N_("a list of names and values (settings, YAML?); make it JSON Lines first")},
};

/* One line for each standard, and a heading or two: a table of a bulletin has a head. */
static const Form list_form = {
    "^(?:[0-9]{1,4}[.、 ] *)?[A-Z]{1,5}[0-9]{0,4}(?:/[A-Z]{1,5})? ?[0-9][0-9.]*[-—:][0-9]{4} .*"
    "(?<![0-9])(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])",
    2, 0.6, 0, FORMAT,
    N_("a list with a standard a line; make it JSON Lines first, an object a line, with the members of "
    "biaosou-record(5)")};

static gboolean has_form(const Form *form, char *const *lines)
{
    g_autoptr(GRegex) regex = g_regex_new(form->pattern, G_REGEX_OPTIMIZE, 0, NULL);
    guint count = 0, all = 0;
    for (; *lines && all < (form->within ? form->within : MAX_LINES); lines++) {
        const char *line = *lines + strspn(*lines, " \t");
        if (!*line)
            continue;
        all++;
        count += g_regex_match(regex, line, 0, NULL) ? 1 : 0;
    }
    return count >= form->least && count >= form->share * all;
}

static char **split_lines(const char *text)
{
    char **lines = g_strsplit(text, "\n", MAX_LINES * 2);
    for (char **line = lines; *line; line++) {
        if (strlen(*line) > MAX_LINE_BYTES)
            *g_utf8_find_prev_char(*line, *line + MAX_LINE_BYTES) = '\0';
        else
            g_strchomp(*line);
    }
    return lines;
}

const char *foreign_list(const char *text)
{
    g_auto(GStrv) lines = split_lines(text);
    return has_form(&list_form, lines) ? _(list_form.what) : NULL;
}

const char *foreign_text(const char *text, int *code)
{
    text += g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0;
    g_auto(GStrv) lines = split_lines(text);
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (has_form(&forms[i], lines)) {
            *code = forms[i].code;
            return _(forms[i].what);
        }
    *code = FORMAT;
    for (size_t i = 0; i < G_N_ELEMENTS(delimited); i++)
        if (is_delimited(text, delimited[i].separator))
            return _(delimited[i].what);
    return NULL;
}
