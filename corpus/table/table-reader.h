/* Rows of a table → records. Whoever reads a container hands over its tables row by row, as grids
 * of texts; which column holds what is told by the names in the table's head, wherever that stands. */
#ifndef CORPUS_TABLE_TABLE_READER_H
#define CORPUS_TABLE_TABLE_READER_H

#include "corpus/read/sink.h"

/* More columns of a row are not looked at. */
#define TABLE_MAX_COLUMNS 256u
/* The head is among the first so many rows that are not empty. */
#define TABLE_HEAD_ROWS 40u

typedef struct TableReader TableReader;

/* A table AT a place, without the line (for its records' sources and rejects; its strings are borrowed). Adds to SHARE the rows that it
 * is handed and those that were understood. */
TableReader *table_reader_new(const Source *at, const ReaderSink *sink, ReaderShare *share);
void table_reader_free(TableReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableReader, table_reader_free)

/* The next row, at LINE of the file (from 1): COUNT cells, UTF-8, borrowed, NULL or "" where empty; a cell
 * that spans others is given for each. FALSE if the sink wants no more. */
gboolean table_reader_row(TableReader *reader, unsigned line, const char *const *cells, guint count);

/* There are no more rows. FALSE if the sink wants no more. */
gboolean table_reader_end(TableReader *reader);

/* Whether a head was found, or columns were told by what they hold; a sink that wants text needs none. */
gboolean table_reader_has_head(const TableReader *reader);

/* Whether the COUNT CELLS are the head of a table of documents: a number or plan and a title, and
 * one more that is known or nothing else. */
gboolean table_is_head(const char *const *cells, guint count);

/* Whether they are the head of a table of something else that names a column of what is cited (检测依据, 引用标准) and behind it
 * its titles: to who only wants citations it is one of documents. */
gboolean table_cites(const char *const *cells, guint count);

/* Whether a column that is called NAME holds titles. */
gboolean table_is_title(const char *name);

/* What to do about a table without a head: the end of an error. */
/* Whether a table whose columns have COUNT NAMES (some NULL) is of goods, people or tests, though it may name standards. */
gboolean table_is_foreign(const char *const *names, guint count);

#define TABLE_FOREIGN                                                                              \
    N_("this is a table of something else that names standards; if it lists these, call the column of their titles 标准名称")
#define TABLE_NO_HEAD                                                                              \
    N_("no column is named as the number or the title of standards; name the columns in the first row, as " \
    "标准编号, 标准名称, 状态, 发布日期 or their like")

#endif
