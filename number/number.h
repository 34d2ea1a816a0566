/* Numbers of standards, drafts and plans: parse, canonicalize, find in running text.
 *
 * A leaf library: it knows the prefixes of the field (GB, GB/T, GM/T, YD/T, DB11/T, T/XXX, Q/XXX,
 * ISO, ISO/IEC, IEC, ITU-T, JIS …), stage letters (NP … DIS, FDIS, DTR, PRF), parts, years,
 * amendments and corrigenda, ranges, and plan numbers (国标计划号, yyyynnnn-T-nnn), in every usual
 * spelling, and nothing else. All functions are pure and thread-safe. Text is UTF-8.
 */
#ifndef NUMBER_NUMBER_H
#define NUMBER_NUMBER_H

#include <glib.h>

typedef enum {
    NUMBER_STANDARD, /* GB/T 22239-2019, ISO/IEC DTR 5891, JIS X 0208:1997 */
    NUMBER_PLAN,     /* 20231926-T-469 */
} NumberType;

enum {
    NUMBER_NO_YEAR = 0,
    NUMBER_DRAFT_YEAR = -1, /* GB/T 22239-XXXX */
};

/* A parsed number. Every string is owned by the struct; absent strings are NULL. */
typedef struct {
    NumberType type;
    char *prefix; /* canonical: "GB/T", "ISO/IEC", "DB11/T"; NULL when only digits were given */
    char *stage;  /* "DTR", "DIS", "TR", "TS", "Guide" … as it stands between prefix and number */
    char *base;   /* "22239", "27001", "X 0208", "X.509"; a plan: the eight digits */
    char *part;   /* "1", "2-1" or NULL; a plan: "T-469", NULL when only its digits were given */
    int iteration;    /* 2 in ISO/DIS 1234.2, else 0 */
    int year;         /* four digits, NUMBER_NO_YEAR or NUMBER_DRAFT_YEAR */
    int month;        /* 1 to 12 where the number has one (ISO 8601:2004-12), else 0 */
    char *supplement; /* "Amd 1:2024", "AMD1:2010/COR1:2011", "XG1-2022", "+AMD1:2010 CSV", "RLV" or
                         NULL, in the spelling of the body */
    gboolean mended;  /* it was understood only with letters read as digits: IS0 9001 */
    gboolean doubtful; /* it may be something else: of number_find_doubtful() only */
    char part_mark;   /* '.', '-' or '/', before the part */
    char year_mark;   /* '-' or ':', before the year; '(' where it is "(10/2019)" */
} Number;

/* Parses TEXT (LEN bytes; -1: NUL-terminated) as one whole number, white space around it and a
 * language after it, "(E)", ignored. Returns NULL if it is anything else, a range included. Free
 * with number_free().
 *
 * What names the same document is understood too: another printing (GB 50016-2014(2018年版)), the
 * number that it adopts (GB/T 22080-2016/ISO/IEC 27001:2013: the national one), a file's ending. A
 * 第1号修改单 after the number is its supplement XG1. Letters that a reader of images confuses with
 * digits are mended where nothing else fits (JGJ l8-2012, IS0 9001).
 *
 * What can only be typed by itself is understood here and not in number_find(): digits alone
 * (22239, 22239.1-2019, 27001:2022: PREFIX NULL, formatted as they stand). Eight digits that begin
 * with a year, 20231926 or 20231926-T, are a NUMBER_PLAN whose PART is NULL; it formats as the
 * digits. */
Number *number_parse(const char *text, gssize len);
void number_free(Number *number);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Number, number_free)

/* Free with number_free(). */
Number *number_copy(const Number *number);

/* The number that a cell, a line or the name of a file leads with or names first: TEXT as a whole
 * number, else the first that number_find() finds (of a range or a list its first). NULL if it
 * names none. Free with number_free(). */
Number *number_first(const char *text, gssize len);

/* Whether TEXT (LEN bytes; -1: NUL-terminated), white space around it ignored, can be nothing but
 * one number: running text that held these characters would be believed (GB/T 22239, iso 27001).
 * FALSE of what number_parse() understands where it may also be words or a count: 6061, HS-1, UL
 * 94, 75-086, TR 5891, eight digits. */
gboolean number_is_certain(const char *text, gssize len);

/* Whether TEXT is a number that is understood only with letters read as digits (IS0 9001), so that
 * who asked should be told how it was read. */
gboolean number_is_misread(const char *text);

/* The canonical spelling, in the marks of its body: "GB/T 22239-2019", "ISO/TR 10013:2001",
 * "ISO/IEC 27001:2022/Amd 1:2024", "IEC TR 60825-9:1999", "IEC 60898-1:2015/AMD1:2019",
 * "JIS X 0208:1997/AMENDMENT 1:2012", "ITU-T X.509 (10/2019)", "DB31/199-2018", "CD IWA 45",
 * "20231926-T-469". Parsing it again gives the same number. Caller frees. */
char *number_format(const Number *number);

/* The canonical spelling of the number of a notice (发文字号 of GB/T 9704: 网安字〔2024〕2号), which are no
 * standard's, whatever brackets it is written with; NULL of every other text. Caller frees. */
char *number_notice(const char *text);

/* The canonical id of TEXT: its canonical spelling where it is a number or a notice's, else TEXT itself with
 * white space trimmed (an id such as 住建部令第 37 号 passes unchanged). Caller frees. */
char *number_canonical_id(const char *text);

/* Of the number of a supplement (…/Amd 1:2024, …/XG1-2022, …/ISH1:2022) its canonical spelling without
 * the supplement's own date, *DATED whether it had one: with and without are one document. NULL of
 * every other text. Caller frees. */
char *number_supplement(const char *text, gboolean *dated);

/* The kind of document that the number tells: "gb" (GB, GB/T, GB/Z, GBJ, GBZ, GSB), "plan",
 * "industry", "local", "group", "enterprise", "military", "metrology" (JJF, JJG), "iso", "iec"
 * (CISPR too), "iso-iec" (both in the prefix), "itu", "jis", "ieee", "etsi", "en", "astm", "ietf"
 * (RFC), "foreign"; or NULL if it tells none. Static. */
const char *number_kind(const Number *number);

/* The key under which a number sorts as people expect (prefix, then number and part by value, then
 * year): a byte string to compare with strcmp(). Accepts any id. Caller frees. */
char *number_sort_key(const char *id);

/* Identifier terms: what a document with this number is indexed under and what a query with it
 * looks for, most specific first, none twice. Each is lower case ASCII without spaces, with a point
 * before a part and a dash before a year whatever the body writes:
 *   full        "gb/t22239-2019"    prefix, stage, number, part, year, supplement
 *   undated     "iso/iec27001-2022/amd1", "iso/iec27001/amd1-2024", "iso/iec27001/amd1", "iso27001/amd1"  only of
 *               a supplement: without its date, without the year of what it belongs to, without both, and that
 *               under each body
 *   yearless    "gb/t44886.1"       prefix, number, part (stage letters dropped)
 *   partless    "gb/t44886"         only if there is a part
 *   roots       "gb44886.1"         number and part under each body of the prefix alone:
 *               "iso27001", "iec27001" of ISO/IEC 27001, "cesa1234" of T/CESA 1234
 *   whole       "gb44886"           only if there is a part: the roots without it
 *   staged      "dtr5891"           only if there is a stage
 *   dated       "44886.1-2024"      only if there is a year
 *   bare        "22239", "44886.1"  number and part alone
 *   barebase    "44886"             only if there is a part
 * So "GB 22239" meets GB/T 22239-2019 by its root and bare, "GB 44886" GB/T 44886.1 by its whole, "iso 27001" ISO/IEC 27001:2022 by its
 * root, "27001:2022" by dated, "ISO 9001 Amd 1" ISO 9001:2015/Amd 1:2024 by undated, "dtr5891" by
 * staged, "22239" by bare. A look-up should try them in order and stop at the first that meets a
 * document.
 * A plan number gives full "20231926-t-469" and bare "20231926".
 * Returns a NULL-terminated array; free with g_strfreev(). */
char **number_terms(const Number *number);

/* Receives a number found in running text at bytes [start, end). NUMBER is borrowed. Returning
 * FALSE stops the search. */
typedef gboolean (*NumberFound)(const Number *number, size_t start, size_t end, gpointer data);

/* Finds every number in TEXT, left to right, without overlaps; a range (GB 50254~50259-96,
 * 20231920-T-469～20231926-T-469, GB/T 44810.1~44810.3-2024) reports each number that it names, all
 * with the range's offsets (at most 100 of them); a list of parts (375.1/375.4) each with its own.
 * Digits alone are never a number here; a plan
 * number is. */
void number_find(const char *text, size_t len, NumberFound found, gpointer data);

/* The same, and between them also what number_find() does not believe: a known prefix in capitals that is a word or
 * another abbreviation too, without a year (DIN 933, UL 94, API 610, JB 4730, TS 16949). These are `doubtful`: what
 * stands around them must tell whether a standard is meant. */
void number_find_doubtful(const char *text, size_t len, NumberFound found, gpointer data);

/* A number of a body that is not known, where a number must be (in a column of numbers): capitals with
 * strokes, dots and dashes between, then digits (EPA 8270D, FDA/CDRH 12-3). NULL if TEXT is not of that form.
 * Free with number_free(). */
Number *number_of_unknown(const char *text);

#endif
