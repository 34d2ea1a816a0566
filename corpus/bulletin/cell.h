/* Private to the reading of a row in the stream shape (cell.c): its pieces, and what runs of them look like. */
#ifndef CORPUS_BULLETIN_CELL_H
#define CORPUS_BULLETIN_CELL_H

#include "corpus/bulletin/table.h"

enum { MAX_ATOMS = 240 };

typedef enum { AT_LINE, AT_BLANK, AT_GAP, AT_SPACE, AT_MARK } Boundary;

typedef struct {
    const char *text;
    size_t len;
    int width;
    Boundary before;
    gboolean new_page;
} Atom;

typedef struct {
    GArray *atoms;
    gboolean mixed; /* some lines have an empty line before them, some not */
    const DateFinder *dates;
} Pieces;

/* The pieces of ROW: its lines, and what of a line may be a cell of its own. The caller unrefs `atoms`. */
Pieces cell_pieces(const GPtrArray *lines, const Table *table, const DateFinder *dates, const Row *row);

/* Appends ATOM to the text of a cell; AS_NUMBER: as the pieces of a number are joined. */
void cell_append_atom(GString *text, const Atom *atom, gboolean as_number);
gboolean cell_is_number(ColumnType type);

/* The text of atoms [A, B) as a cell of a column of TYPE. Caller frees. */
char *cell_join(const Pieces *pieces, guint a, guint b, ColumnType type);

/* What a run of atoms looks like. */
typedef struct {
    const char *text;
    int han, latin, width, periods, commas, titles;
    gboolean whole_title, open_title, ends_period, ends_title;
    gboolean begins_scope, begins_progress, is_nothing, is_stage, is_date;
    gboolean latin_first; /* Latin words or digits before any Han */
    gboolean goes_on_number; /* begins as an amendment's number does */
    int scopes, progresses;             /* words of each kind */
    int inner_scopes, inner_progresses; /* sentences after the first that begin as each */
    double cohesion;                    /* minus what speaks against it being one cell */
} Look;

/* COHESION: of the atoms (cell_cohesion()). The text is borrowed. */
Look cell_look_at(const char *text, size_t len, const DateFinder *dates, double cohesion);

/* How much a cell that looks like LOOK, or is empty, speaks for a column of TYPE; how much ATOM speaks for beginning a
 * cell; and what speaks against atoms [A, B) being one. */
double cell_score(const Look *look, ColumnType type);
double cell_score_empty(ColumnType type);
double cell_score_boundary(const Pieces *pieces, const Atom *atom);
double cell_cohesion(const Pieces *pieces, guint a, guint b);

#endif
