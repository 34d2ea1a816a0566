/* Documents. */
#include "xapian-c/internal.h"

#include <algorithm>

namespace
{

XcDocument *const no_document = nullptr;

/* Changes a document: what was read from it before is no longer to be borrowed. */
template <typename Change> bool change(XcDocument *doc, GError **error, Change &&how) noexcept
{
    doc->forget();
    return xc::guarded_do(error, how);
}

} // namespace

XcDocument *xc::new_document(Xapian::Document doc)
{
    return new XcDocument(std::move(doc));
}

void xc::check_term(const std::string &term)
{
    if (term.size() <= XC_TERM_MAX / 2)
        return;
    const auto nuls = std::count(term.begin(), term.end(), '\0');
    if (term.size() + static_cast<size_t>(nuls) > XC_TERM_MAX)
        throw Xapian::InvalidArgumentError("Term too long (> 245): " + term);
}

XcDocument *xc_document_new(GError **error)
{
    return xc::guarded(error, no_document, [] { return xc::new_document(Xapian::Document()); });
}

void xc_document_free(XcDocument *doc)
{
    delete doc;
}

bool xc_document_set_data(XcDocument *doc, XcBytes data, GError **error)
{
    return change(doc, error, [&] { doc->doc.set_data(xc::to_string(data)); });
}

bool xc_document_set_value(XcDocument *doc, XcSlot slot, XcBytes value, GError **error)
{
    return change(doc, error, [&] { doc->doc.add_value(slot, xc::to_string(value)); });
}

bool xc_document_remove_value(XcDocument *doc, XcSlot slot, GError **error)
{
    return change(doc, error, [&] { doc->doc.remove_value(slot); });
}

bool xc_document_clear_values(XcDocument *doc, GError **error)
{
    return change(doc, error, [&] { doc->doc.clear_values(); });
}

bool xc_document_add_term(XcDocument *doc, XcBytes term, uint32_t wdf, GError **error)
{
    const XcTerm one = {term, wdf};
    return xc_document_add_terms(doc, &one, 1, error);
}

bool xc_document_add_terms(XcDocument *doc, const XcTerm *terms, size_t n, GError **error)
{
    return change(doc, error, [&] {
        std::string buffer;
        for (size_t i = 0; i < n; i++) {
            buffer.assign(terms[i].term.data, terms[i].term.len);
            xc::check_term(buffer);
            doc->doc.add_term(buffer, terms[i].wdf);
        }
    });
}

bool xc_document_add_posting(XcDocument *doc, XcBytes term, uint32_t position, uint32_t wdf_inc,
                             GError **error)
{
    return change(doc, error, [&] {
        const std::string t = xc::to_string(term);
        xc::check_term(t);
        doc->doc.add_posting(t, position, wdf_inc);
    });
}

bool xc_document_remove_posting(XcDocument *doc, XcBytes term, uint32_t position, uint32_t wdf_dec,
                                GError **error)
{
    return change(doc, error,
                  [&] { doc->doc.remove_posting(xc::to_string(term), position, wdf_dec); });
}

bool xc_document_remove_term(XcDocument *doc, XcBytes term, GError **error)
{
    return change(doc, error, [&] { doc->doc.remove_term(xc::to_string(term)); });
}

bool xc_document_clear_terms(XcDocument *doc, GError **error)
{
    return change(doc, error, [&] { doc->doc.clear_terms(); });
}

bool xc_document_clear(XcDocument *doc, GError **error)
{
    return change(doc, error, [&] {
        doc->doc.clear_terms();
        doc->doc.clear_values();
        doc->doc.set_data(std::string());
    });
}

XcBytes xc_document_data(const XcDocument *doc, GError **error)
{
    return xc::guarded(error, XcBytes{nullptr, 0}, [&] {
        if (!doc->has_data) {
            doc->data = doc->doc.get_data();
            doc->has_data = true;
        }
        return xc::to_bytes(doc->data);
    });
}

XcBytes xc_document_value(const XcDocument *doc, XcSlot slot, GError **error)
{
    return xc::guarded(error, XcBytes{nullptr, 0}, [&] {
        auto found = doc->values.find(slot);
        if (found == doc->values.end())
            found = doc->values.emplace(slot, doc->doc.get_value(slot)).first;
        return xc::to_bytes(found->second);
    });
}

XcValueIterator *xc_document_values(const XcDocument *doc, GError **error)
{
    return xc::guarded(error, static_cast<XcValueIterator *>(nullptr),
                       [&] { return xc::new_document_values(doc->doc.values_begin()); });
}

uint32_t xc_document_value_count(const XcDocument *doc, GError **error)
{
    return xc::guarded(error, 0u, [&] { return doc->doc.values_count(); });
}

XcTermIterator *xc_document_terms(const XcDocument *doc, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        return xc::new_term_iterator(doc->doc.termlist_begin(), doc->doc.termlist_end());
    });
}

uint32_t xc_document_term_count(const XcDocument *doc, GError **error)
{
    return xc::guarded(error, 0u, [&] { return doc->doc.termlist_count(); });
}

XcDocid xc_document_docid(const XcDocument *doc)
{
    return xc::unfailing(0u, [&] { return doc->doc.get_docid(); });
}

char *xc_document_serialise(const XcDocument *doc, size_t *len, GError **error)
{
    return xc::guarded(error, static_cast<char *>(nullptr),
                       [&] { return xc::to_owned(doc->doc.serialise(), len); });
}

XcDocument *xc_document_unserialise(XcBytes bytes, GError **error)
{
    return xc::guarded(error, no_document, [&] {
        const Xapian::Document doc = Xapian::Document::unserialise(xc::to_string(bytes));
        for (Xapian::TermIterator it = doc.termlist_begin(); it != doc.termlist_end(); ++it)
            xc::check_term(*it);
        return xc::new_document(doc);
    });
}
