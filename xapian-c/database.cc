/* Databases open for reading. */
#include "xapian-c/internal.h"

#include <sstream>

namespace
{

XcDatabase *const no_database = nullptr;
char *const no_string = nullptr;

} // namespace

XcDatabase *xc_database_open(const char *path, GError **error)
{
    return xc::guarded(error, no_database,
                       [&] { return new XcDatabase{Xapian::Database(std::string(path))}; });
}

XcDatabase *xc_database_open_fd(int fd, GError **error)
{
    return xc::guarded(error, no_database, [&] { return new XcDatabase{Xapian::Database(fd)}; });
}

XcDatabase *xc_database_open_remote(const char *host, unsigned port, unsigned timeout_ms, unsigned connect_ms,
                                    GError **error)
{
    return xc::guarded(error, no_database, [&] {
        return new XcDatabase{Xapian::Remote::open(host, port, timeout_ms, connect_ms)};
    });
}

bool xc_database_keep_alive(XcDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.keep_alive(); });
}

XcDatabase *xc_database_new(GError **error)
{
    return xc::guarded(error, no_database, [] { return new XcDatabase{Xapian::Database()}; });
}

void xc_database_free(XcDatabase *db)
{
    delete db;
}

bool xc_database_add(XcDatabase *db, const XcDatabase *other, GError **error)
{
    return xc::guarded_do(error, [&] {
        if (db == other)
            throw Xapian::InvalidArgumentError("a database cannot be added to itself");
        db->db.add_database(other->db);
    });
}

/* Shards and ids */

size_t xc_database_shard_count(const XcDatabase *db)
{
    return db->db.size();
}

bool xc_database_locate(const XcDatabase *db, XcDocid docid, size_t *shard, XcDocid *local)
{
    const size_t n = db->db.size();
    if (docid == 0 || n == 0)
        return false;
    *shard = (docid - 1) % n;
    *local = static_cast<XcDocid>((docid - 1) / n + 1);
    return true;
}

XcDocid xc_database_docid(const XcDatabase *db, size_t shard, XcDocid local)
{
    const uint64_t n = db->db.size();
    if (local == 0 || shard >= n)
        return 0;
    const uint64_t id = uint64_t{local - 1} * n + shard + 1;
    return id <= UINT32_MAX ? static_cast<XcDocid>(id) : 0;
}

bool xc_database_reopen(XcDatabase *db, bool *changed, GError **error)
{
    return xc::guarded_do(error, [&] {
        const bool newer = db->db.reopen();
        if (changed != nullptr)
            *changed = newer;
    });
}

bool xc_database_close(XcDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.close(); });
}

/* Statistics */

uint32_t xc_database_doccount(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_doccount(); });
}

XcDocid xc_database_lastdocid(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_lastdocid(); });
}

double xc_database_average_length(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, -1.0, [&] { return db->db.get_average_length(); });
}

uint64_t xc_database_total_length(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, uint64_t{0},
                       [&]() -> uint64_t { return db->db.get_total_length(); });
}

uint32_t xc_database_doclength_lower_bound(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_doclength_lower_bound(); });
}

uint32_t xc_database_doclength_upper_bound(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_doclength_upper_bound(); });
}

bool xc_database_has_positions(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, false, [&] { return db->db.has_positions(); });
}

bool xc_database_is_locked(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, false, [&] { return db->db.locked(); });
}

char *xc_database_uuid(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, no_string, [&] { return xc::to_owned(db->db.get_uuid(), nullptr); });
}

uint64_t xc_database_revision(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, uint64_t{0}, [&]() -> uint64_t { return db->db.get_revision(); });
}

uint32_t xc_database_termfreq(const XcDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_termfreq(xc::to_string(term)); });
}

uint32_t xc_database_collection_freq(const XcDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_collection_freq(xc::to_string(term)); });
}

uint32_t xc_database_wdf_upper_bound(const XcDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_wdf_upper_bound(xc::to_string(term)); });
}

bool xc_database_term_exists(const XcDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded(error, false, [&] { return db->db.term_exists(xc::to_string(term)); });
}

uint32_t xc_database_value_freq(const XcDatabase *db, XcSlot slot, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_value_freq(slot); });
}

char *xc_database_value_lower_bound(const XcDatabase *db, XcSlot slot, size_t *len, GError **error)
{
    return xc::guarded(error, no_string,
                       [&] { return xc::to_owned(db->db.get_value_lower_bound(slot), len); });
}

char *xc_database_value_upper_bound(const XcDatabase *db, XcSlot slot, size_t *len, GError **error)
{
    return xc::guarded(error, no_string,
                       [&] { return xc::to_owned(db->db.get_value_upper_bound(slot), len); });
}

/* One document */

uint32_t xc_database_doclength(const XcDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_doclength(docid); });
}

uint32_t xc_database_unique_terms(const XcDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.get_unique_terms(docid); });
}

XcDocument *xc_database_document(const XcDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded(error, static_cast<XcDocument *>(nullptr),
                       [&] { return xc::new_document(db->db.get_document(docid)); });
}

XcDocument *xc_database_document_unchecked(const XcDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded(error, static_cast<XcDocument *>(nullptr), [&] {
        return xc::new_document(db->db.get_document(docid, Xapian::DOC_ASSUME_VALID));
    });
}

char *xc_database_metadata(const XcDatabase *db, XcBytes key, size_t *len, GError **error)
{
    return xc::guarded(error, no_string, [&] {
        return xc::to_owned(db->db.get_metadata(xc::to_string(key)), len);
    });
}

/* Iterators */

XcTermIterator *xc_database_terms(const XcDatabase *db, XcBytes prefix, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        const std::string p = xc::to_string(prefix);
        return xc::new_term_iterator(db->db.allterms_begin(p), db->db.allterms_end(p));
    });
}

XcPostingIterator *xc_database_postings(const XcDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded(error, static_cast<XcPostingIterator *>(nullptr), [&] {
        return xc::new_posting_iterator(db->db.postlist_begin(xc::to_string(term)));
    });
}

XcPositionIterator *xc_database_positions(const XcDatabase *db, XcDocid docid, XcBytes term,
                                          GError **error)
{
    return xc::guarded(error, static_cast<XcPositionIterator *>(nullptr), [&] {
        return xc::new_position_iterator(db->db.positionlist_begin(docid, xc::to_string(term)));
    });
}

XcTermIterator *xc_database_document_terms(const XcDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        return xc::new_term_iterator(db->db.termlist_begin(docid), db->db.termlist_end(docid));
    });
}

XcTermIterator *xc_database_metadata_keys(const XcDatabase *db, XcBytes prefix, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        const std::string p = xc::to_string(prefix);
        return xc::new_term_iterator(db->db.metadata_keys_begin(p), db->db.metadata_keys_end(p));
    });
}

XcValueIterator *xc_database_values(const XcDatabase *db, XcSlot slot, GError **error)
{
    return xc::guarded(error, static_cast<XcValueIterator *>(nullptr),
                       [&] { return xc::new_value_stream(db->db.valuestream_begin(slot)); });
}

/* Checking */

bool xc_database_check(const char *path, unsigned flags, size_t *n_errors, char **report,
                       GError **error)
{
    return xc::guarded_do(error, [&] {
        std::ostringstream text;
        const size_t n = Xapian::Database::check(std::string(path), static_cast<int>(flags), &text);
        if (report != nullptr)
            *report = xc::to_owned(text.str(), nullptr);
        *n_errors = n;
    });
}
