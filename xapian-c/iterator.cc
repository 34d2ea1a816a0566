/* Iterators: Xapian's begin/end pairs as valid/get/next.
 *
 * The current term or value is copied when the iterator moves, so that reading it cannot fail and the
 * caller can borrow it. A failed move leaves the iterator at its end.
 */
#include "xapian-c/internal.h"

struct XcTermIterator {
    Xapian::TermIterator it, end;
    std::string current;

    void load()
    {
        if (it != end)
            current = *it;
    }
};

struct XcPostingIterator {
    Xapian::PostingIterator it, end;
};

struct XcPositionIterator {
    Xapian::PositionIterator it, end;
};

struct XcValueIterator {
    Xapian::ValueIterator it, end;
    bool is_stream;
    std::string current;

    void load()
    {
        if (it != end)
            current = *it;
    }
};

namespace
{

/* What every iterator does when it moves: nothing at the end, end on failure. */
template <typename Iterator, typename Move>
bool move(Iterator *it, GError **error, Move &&step) noexcept
{
    if (it == nullptr || it->it == it->end)
        return false;
    const bool moved = xc::guarded_do(error, step);
    if (!moved)
        it->it = it->end;
    return moved && it->it != it->end;
}

template <typename Iterator> bool valid(const Iterator *it) noexcept
{
    return it != nullptr && it->it != it->end;
}

} // namespace

namespace xc
{

XcTermIterator *new_term_iterator(Xapian::TermIterator it, Xapian::TermIterator end)
{
    auto handle = std::unique_ptr<XcTermIterator>(new XcTermIterator{it, end, std::string()});
    handle->load();
    return handle.release();
}

XcPositionIterator *new_position_iterator(Xapian::PositionIterator it)
{
    return new XcPositionIterator{it, Xapian::PositionIterator()};
}

XcPostingIterator *new_posting_iterator(Xapian::PostingIterator it)
{
    return new XcPostingIterator{it, Xapian::PostingIterator()};
}

static XcValueIterator *new_value_iterator(Xapian::ValueIterator it, bool is_stream)
{
    auto handle = std::unique_ptr<XcValueIterator>(
        new XcValueIterator{it, Xapian::ValueIterator(), is_stream, std::string()});
    handle->load();
    return handle.release();
}

XcValueIterator *new_value_stream(Xapian::ValueIterator it)
{
    return new_value_iterator(it, true);
}

XcValueIterator *new_document_values(Xapian::ValueIterator it)
{
    return new_value_iterator(it, false);
}

} // namespace xc

/* Terms */

bool xc_term_iterator_valid(const XcTermIterator *it)
{
    return valid(it);
}

XcBytes xc_term_iterator_term(const XcTermIterator *it)
{
    return valid(it) ? xc::to_bytes(it->current) : XcBytes{nullptr, 0};
}

uint32_t xc_term_iterator_termfreq(const XcTermIterator *it, GError **error)
{
    return xc::guarded(error, 0u, [&] { return valid(it) ? it->it.get_termfreq() : 0u; });
}

uint32_t xc_term_iterator_wdf(const XcTermIterator *it, GError **error)
{
    return xc::guarded(error, 0u, [&] { return valid(it) ? it->it.get_wdf() : 0u; });
}

XcPositionIterator *xc_term_iterator_positions(const XcTermIterator *it, GError **error)
{
    return xc::guarded(error, static_cast<XcPositionIterator *>(nullptr), [&] {
        return xc::new_position_iterator(valid(it) ? it->it.positionlist_begin()
                                                   : Xapian::PositionIterator());
    });
}

bool xc_term_iterator_next(XcTermIterator *it, GError **error)
{
    return move(it, error, [&] {
        ++it->it;
        it->load();
    });
}

bool xc_term_iterator_skip_to(XcTermIterator *it, XcBytes term, GError **error)
{
    return move(it, error, [&] {
        const std::string target = xc::to_string(term);
        if (target <= it->current)
            return;
        it->it.skip_to(target);
        it->load();
    });
}

void xc_term_iterator_free(XcTermIterator *it)
{
    delete it;
}

/* Postings */

bool xc_posting_iterator_valid(const XcPostingIterator *it)
{
    return valid(it);
}

XcDocid xc_posting_iterator_docid(const XcPostingIterator *it)
{
    return xc::unfailing(0u, [&] { return valid(it) ? *it->it : 0u; });
}

uint32_t xc_posting_iterator_wdf(const XcPostingIterator *it, GError **error)
{
    return xc::guarded(error, 0u, [&] { return valid(it) ? it->it.get_wdf() : 0u; });
}

uint32_t xc_posting_iterator_doclength(const XcPostingIterator *it, GError **error)
{
    return xc::guarded(error, 0u, [&] { return valid(it) ? it->it.get_doclength() : 0u; });
}

uint32_t xc_posting_iterator_unique_terms(const XcPostingIterator *it, GError **error)
{
    return xc::guarded(error, 0u, [&] { return valid(it) ? it->it.get_unique_terms() : 0u; });
}

XcPositionIterator *xc_posting_iterator_positions(const XcPostingIterator *it, GError **error)
{
    return xc::guarded(error, static_cast<XcPositionIterator *>(nullptr), [&] {
        return xc::new_position_iterator(valid(it) ? it->it.positionlist_begin()
                                                   : Xapian::PositionIterator());
    });
}

bool xc_posting_iterator_next(XcPostingIterator *it, GError **error)
{
    return move(it, error, [&] { ++it->it; });
}

bool xc_posting_iterator_skip_to(XcPostingIterator *it, XcDocid docid, GError **error)
{
    return move(it, error, [&] {
        if (docid > *it->it)
            it->it.skip_to(docid);
    });
}

void xc_posting_iterator_free(XcPostingIterator *it)
{
    delete it;
}

/* Positions */

bool xc_position_iterator_valid(const XcPositionIterator *it)
{
    return valid(it);
}

uint32_t xc_position_iterator_position(const XcPositionIterator *it)
{
    return xc::unfailing(0u, [&] { return valid(it) ? *it->it : 0u; });
}

bool xc_position_iterator_next(XcPositionIterator *it, GError **error)
{
    return move(it, error, [&] { ++it->it; });
}

bool xc_position_iterator_skip_to(XcPositionIterator *it, uint32_t position, GError **error)
{
    return move(it, error, [&] {
        if (position > *it->it)
            it->it.skip_to(position);
    });
}

void xc_position_iterator_free(XcPositionIterator *it)
{
    delete it;
}

/* Values */

bool xc_value_iterator_valid(const XcValueIterator *it)
{
    return valid(it);
}

XcBytes xc_value_iterator_value(const XcValueIterator *it)
{
    return valid(it) ? xc::to_bytes(it->current) : XcBytes{nullptr, 0};
}

XcDocid xc_value_iterator_docid(const XcValueIterator *it)
{
    return xc::unfailing(
        0u, [&] { return valid(it) && it->is_stream ? it->it.get_docid() : 0u; });
}

XcSlot xc_value_iterator_slot(const XcValueIterator *it)
{
    return xc::unfailing(0u, [&] { return valid(it) ? it->it.get_valueno() : 0u; });
}

bool xc_value_iterator_next(XcValueIterator *it, GError **error)
{
    return move(it, error, [&] {
        ++it->it;
        it->load();
    });
}

bool xc_value_iterator_skip_to(XcValueIterator *it, uint32_t docid_or_slot, GError **error)
{
    return move(it, error, [&] {
        const uint32_t at = it->is_stream ? it->it.get_docid() : it->it.get_valueno();
        if (docid_or_slot <= at)
            return;
        it->it.skip_to(docid_or_slot);
        it->load();
    });
}

void xc_value_iterator_free(XcValueIterator *it)
{
    delete it;
}
