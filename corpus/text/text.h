/* A bulletin's text: decoded, cleaned, cut into lines, page furniture removed; and the rules by
 * which lines are joined again. */
#ifndef CORPUS_TEXT_TEXT_H
#define CORPUS_TEXT_TEXT_H

#include <glib.h>

typedef struct Grid Grid;

typedef struct {
    char *text;        /* trimmed, runs of white space one space each; never empty */
    char *layout;      /* with its inner and leading spaces, tabs as eight */
    unsigned number;   /* in the file, from 1 */
    int width;         /* of text in columns: a Han character is two */
    int column;        /* so wide is the column of its page that it stands in; 0: it is not told */
    gboolean blank;    /* an empty line stands before it */
    gboolean new_page; /* a form feed or page number stands before it */
    unsigned page;     /* from 1; 0: not told */
    guint ocr;         /* of a picture: how sure its least sure character was read, in per cent from 1; 0: of none */
    const Grid *grid;  /* of which it is ROW (from 0), a table's cells in a line; NULL: it is text */
    guint row;
    gboolean cut; /* it may go on behind its page, which cannot be told */
} TextLine;

/* The bytes of a file as UTF-8: by byte order mark, else UTF-8 if it is that (with at most a few
 * bad bytes, replaced), else GB18030. NULL if it is binary. *ENCODING says which. */
char *text_decode(const char *bytes, size_t len, const char **encoding);

/* The lines of TEXT that are not empty, cleaned: CJK radicals and full-width letters and digits
 * folded, control and zero-width characters dropped; page numbers, running titles and tables of
 * contents left out. An array of TextLine *, which it owns. */
GPtrArray *text_lines(const char *text);

/* The same with all that pages have besides; and what leaves that out. */
GPtrArray *text_split(const char *text);
void text_remove_furniture(GPtrArray *lines);

/* The line NUMBER of TEXT (LEN bytes of UTF-8), cleaned; its text may be empty. */
TextLine *text_line_new(const char *text, size_t len, unsigned number);
void text_line_free(gpointer line);

/* Whether LINE fills its column, or where that is not told a line FULL wide, but for a word or mark that had no room. */
gboolean text_line_is_full(const TextLine *line, int full);

/* TEXT cleaned as lines are, with its line ends. Caller frees. */
char *text_clean(const char *text);

/* Whether C is written without spaces between words: Han, kana, CJK and full-width punctuation. */
gboolean text_is_cjk(gunichar c);
/* Whether TEXT is broken off before digits: 20240400-T-, 2024-, ISO/IEC. */
gboolean text_wants_digits(const char *text);

/* Appends the next line's TEXT to what GString holds, with the space that the line break stood
 * for: one between Latin words, none beside CJK, after a hyphen, dash or slash. */
void text_join(GString *joined, const char *text, size_t len);

/* As text_join() for the pieces of a number in a narrow column: digits go on without a space. */
void text_join_number(GString *joined, const char *text, size_t len);

/* Appends TEXT without its spaces and line ends: the words of a head or a cover, however they are set. */
void text_append_bare(GString *out, const char *text);

/* Prose: no spaces between CJK characters except inside 《》, none beside CJK punctuation. In place. */
void text_finish_prose(char *text);

/* A title: 《》 around it removed, spaces at CJK punctuation too, one space after the general
 * element (信息安全技术) where a line break has swallowed it. Caller frees. */
char *text_finish_title(const char *text);

#endif
