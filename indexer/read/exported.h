/* An export: a generation as standard Xapian databases, the parts, that any program of Xapian's reads and xapian-tcpsrv serves.
 *
 * The live documents in the order of their numbers are dealt to the parts in turn: document i (from 0) of N parts is document
 * i / N + 1 of part i % N + 1. Together, in the order of their numbers, the parts are one database in which docids are in the
 * order of numbers, whatever N is. Of a document there are
 *
 *   data       the record, as JSON
 *   terms      see terms.h; words and pairs of characters with their positions: what stands side by side, a hyphen or a
 *              space between, has positions side by side
 *   values     dates by date_slot(); the values of facets by export_facet_slot(), several with EXPORT_JOINT between; by
 *              EXPORT_HAPPENED, _UNTIL and _STALLED what news may be of it; by
 *              EXPORT_RECORD the record again: Xapian's servers answer no more than one question for the data of one document,
 *              but of all that a query finds they tell the values that it is sorted by
 *   metadata   "biaosou": ExportInfo as JSON. In part 1 "biaosou/NAME": each list of the generation.
 *              "biaosou-suggest": of how many bytes the part's suggest.map (suggest-map.h) is, in decimal digits, and
 *              "biaosou-suggest/N": its block N of SUM_BLOCK bytes
 */
#ifndef INDEXER_READ_EXPORTED_H
#define INDEXER_READ_EXPORTED_H

#include "indexer/read/snapshot.h"
#include "xapian-c/xapian-c.h"

/* The format of an export that this program writes, the only one that it reads. */
#define EXPORT_FORMAT 2

#define EXPORT_INFO "biaosou"
#define EXPORT_LIST "biaosou/"
#define EXPORT_SUGGEST "biaosou-suggest"
#define EXPORT_JOINT "\n"
#define EXPORT_MOST_PARTS 256

/* Between texts of a document no positions are side by side. */
#define EXPORT_GAP 100

/* Days as dates are, the latest of several (of a month its day 31): of the record's dates and its steps; of the ends of its steps'
 * periods; of the ends of all steps of what has no status, neither was published nor withdrawn. */
#define EXPORT_HAPPENED 28
#define EXPORT_UNTIL 29
#define EXPORT_STALLED 30

/* What EXPORT_RECORD has: a u16, little-endian, which is 0 where libxapian counts all terms, else the length as BM25 has it (terms
 * that repeat others it counts not at all); then what record_pack() makes. */
#define EXPORT_RECORD 31
#define EXPORT_RECORD_AT 2u

static inline XcSlot export_facet_slot(FieldId field)
{
    return 32 + (XcSlot)field;
}

/* The docid, of PARTS together, of the document LOCAL (from 1) of part number PART (from 0), as libxapian deals them out; and LOCAL. */
static inline XcDocid export_docid(guint parts, guint part, XcDocid local)
{
    return (local - 1) * parts + part + 1;
}

static inline XcDocid export_local(guint parts, XcDocid docid)
{
    return (docid - 1) / parts + 1;
}

typedef struct {
    char *id;      /* equal for the parts of one export, and for exports of one generation */
    char *created; /* when the generation was made; ISO 8601, UTC */
    char *icu;
    guint32 generation;
    guint32 part, parts; /* from 1 */
    guint32 documents;   /* of all parts */
    SnapshotMeans means;
    char **lists; /* their names, NULL-terminated */
} ExportInfo;

void export_info_free(ExportInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExportInfo, export_info_free)

ExportInfo *export_info_copy(const ExportInfo *info);

/* As the metadata has it. Caller frees. */
char *export_info_to_json(const ExportInfo *info);

/* What DATABASE says that it is; NAME is whose fault it is if it is no export, INDEX_ERROR_FORMAT. Errors of XC_ERROR. */
ExportInfo *export_info_read(const XcDatabase *database, const char *name, GError **error);

#endif
