/* Databases open for writing. */
#include "xapian-c/internal.h"

/* The view shares Xapian's internals with the database; the buffer serves the long terms of
 * xc_writable_database_add(). Keeping a document too, and clearing it, was measured to gain nothing. */
struct XcWritableDatabase {
    Xapian::WritableDatabase db;
    XcDatabase view;
    std::string buffer;

    explicit XcWritableDatabase(const Xapian::WritableDatabase &d) : db(d), view{d}
    {
    }
};

XcWritableDatabase *xc_writable_database_open(const char *path, unsigned flags, uint32_t block_size,
                                              GError **error)
{
    return xc::guarded(error, static_cast<XcWritableDatabase *>(nullptr), [&] {
        return new XcWritableDatabase(Xapian::WritableDatabase(
            std::string(path), static_cast<int>(flags), static_cast<int>(block_size)));
    });
}

void xc_writable_database_free(XcWritableDatabase *db)
{
    delete db;
}

bool xc_writable_database_close(XcWritableDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.close(); });
}

XcDatabase *xc_writable_database_as_database(XcWritableDatabase *db)
{
    return &db->view;
}

XcDocid xc_writable_database_add_document(XcWritableDatabase *db, const XcDocument *doc,
                                          GError **error)
{
    return xc::guarded(error, 0u, [&] { return db->db.add_document(doc->doc); });
}

XcDocid xc_writable_database_add(XcWritableDatabase *db, const XcTerm *terms, size_t n_terms,
                                 XcBytes data, const XcValue *values, size_t n_values,
                                 GError **error)
{
    return xc::guarded(error, 0u, [&] {
        Xapian::Document doc;
        for (size_t i = 0; i < n_terms; i++) {
            db->buffer.assign(terms[i].term.data, terms[i].term.len);
            xc::check_term(db->buffer);
            doc.add_term(db->buffer, terms[i].wdf);
        }
        for (size_t i = 0; i < n_values; i++)
            doc.add_value(values[i].slot, xc::to_string(values[i].value));
        if (data.len != 0)
            doc.set_data(xc::to_string(data));
        return db->db.add_document(doc);
    });
}

bool xc_writable_database_replace(XcWritableDatabase *db, XcDocid docid, const XcDocument *doc,
                                  GError **error)
{
    return xc::guarded_do(error, [&] { db->db.replace_document(docid, doc->doc); });
}

XcDocid xc_writable_database_replace_by_term(XcWritableDatabase *db, XcBytes term,
                                             const XcDocument *doc, GError **error)
{
    return xc::guarded(error, 0u,
                       [&] { return db->db.replace_document(xc::to_string(term), doc->doc); });
}

bool xc_writable_database_delete(XcWritableDatabase *db, XcDocid docid, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.delete_document(docid); });
}

bool xc_writable_database_delete_by_term(XcWritableDatabase *db, XcBytes term, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.delete_document(xc::to_string(term)); });
}

bool xc_writable_database_set_metadata(XcWritableDatabase *db, XcBytes key, XcBytes value,
                                       GError **error)
{
    return xc::guarded_do(
        error, [&] { db->db.set_metadata(xc::to_string(key), xc::to_string(value)); });
}

bool xc_writable_database_commit(XcWritableDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.commit(); });
}

bool xc_writable_database_begin(XcWritableDatabase *db, bool flushed, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.begin_transaction(flushed); });
}

bool xc_writable_database_commit_transaction(XcWritableDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.commit_transaction(); });
}

bool xc_writable_database_cancel_transaction(XcWritableDatabase *db, GError **error)
{
    return xc::guarded_do(error, [&] { db->db.cancel_transaction(); });
}
