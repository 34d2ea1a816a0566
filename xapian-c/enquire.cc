/* Enquires: running queries. */
#include "xapian-c/internal.h"

#include <vector>

/* Spies and key makers are not handed over to Xapian, which does not count what it does not own: they
 * are kept here as long as the enquire can call them. */
struct XcEnquire {
    Xapian::Enquire enquire;
    std::vector<std::shared_ptr<Xapian::MatchSpy>> spies;
    std::shared_ptr<Xapian::KeyMaker> key_maker;

    explicit XcEnquire(const Xapian::Database &db) : enquire(db)
    {
    }
};

namespace
{

class Decider : public Xapian::MatchDecider
{
  public:
    explicit Decider(const XcMatchDecider *d) : decider(d)
    {
    }

    bool operator()(const Xapian::Document &doc) const override
    {
        const XcDocument borrowed(doc);
        GError *error = nullptr;
        const XcDecision decision = decider->decide(&borrowed, decider->data, &error);
        if (decision == XC_DECISION_STOP || error != nullptr)
            throw xc::CallbackStopped(error);
        return decision != XC_DECISION_DROP;
    }

  private:
    const XcMatchDecider *decider;
};

void check_slot(XcSlot slot)
{
    if (slot > XC_SLOT_MAX)
        throw Xapian::InvalidArgumentError("no such value slot");
}

using KeySetter = void (Xapian::Enquire::*)(Xapian::KeyMaker *, bool);
using ValueSetter = void (Xapian::Enquire::*)(Xapian::valueno, bool);

bool sort_by(XcEnquire *enquire, ValueSetter set, XcSlot slot, bool reverse, GError **error)
{
    return xc::guarded_do(error, [&] {
        check_slot(slot);
        (enquire->enquire.*set)(slot, reverse);
    });
}

bool sort_by(XcEnquire *enquire, KeySetter set, const XcKeyMaker *maker, bool reverse,
             GError **error)
{
    return xc::guarded_do(error, [&] {
        const std::shared_ptr<Xapian::KeyMaker> old = enquire->key_maker;
        enquire->key_maker = maker->maker;
        (enquire->enquire.*set)(maker->maker.get(), reverse);
    });
}

} // namespace

XcEnquire *xc_enquire_new(const XcDatabase *db, GError **error)
{
    return xc::guarded(error, static_cast<XcEnquire *>(nullptr),
                       [&] { return new XcEnquire(db->db); });
}

void xc_enquire_free(XcEnquire *enquire)
{
    delete enquire;
}

bool xc_enquire_set_query(XcEnquire *enquire, const XcQuery *query, uint32_t qlen, GError **error)
{
    return xc::guarded_do(error, [&] { enquire->enquire.set_query(query->query, qlen); });
}

bool xc_enquire_set_weight(XcEnquire *enquire, const XcWeight *weight, GError **error)
{
    return xc::guarded_do(error, [&] { enquire->enquire.set_weighting_scheme(*weight->weight); });
}

bool xc_enquire_set_cutoff(XcEnquire *enquire, int percent, double weight, GError **error)
{
    return xc::guarded_do(error, [&] { enquire->enquire.set_cutoff(percent, weight); });
}

bool xc_enquire_set_docid_order(XcEnquire *enquire, XcDocidOrder order, GError **error)
{
    static const Xapian::Enquire::docid_order orders[] = {
        Xapian::Enquire::DESCENDING, Xapian::Enquire::ASCENDING, Xapian::Enquire::DONT_CARE};
    return xc::guarded_do(error, [&] {
        if (static_cast<size_t>(order) >= std::size(orders))
            throw Xapian::InvalidArgumentError("no such order of ids");
        enquire->enquire.set_docid_order(orders[order]);
    });
}

bool xc_enquire_sort_by_relevance(XcEnquire *enquire, GError **error)
{
    return xc::guarded_do(error, [&] { enquire->enquire.set_sort_by_relevance(); });
}

bool xc_enquire_sort_by_value(XcEnquire *enquire, XcSlot slot, bool reverse, GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_value, slot, reverse, error);
}

bool xc_enquire_sort_by_value_then_relevance(XcEnquire *enquire, XcSlot slot, bool reverse,
                                             GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_value_then_relevance, slot, reverse,
                   error);
}

bool xc_enquire_sort_by_relevance_then_value(XcEnquire *enquire, XcSlot slot, bool reverse,
                                             GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_relevance_then_value, slot, reverse,
                   error);
}

bool xc_enquire_sort_by_key(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                            GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_key, maker, reverse, error);
}

bool xc_enquire_sort_by_key_then_relevance(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                                           GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_key_then_relevance, maker, reverse, error);
}

bool xc_enquire_sort_by_relevance_then_key(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                                           GError **error)
{
    return sort_by(enquire, &Xapian::Enquire::set_sort_by_relevance_then_key, maker, reverse, error);
}

bool xc_enquire_set_collapse(XcEnquire *enquire, XcSlot slot, uint32_t max, GError **error)
{
    return xc::guarded_do(error, [&] {
        check_slot(slot);
        enquire->enquire.set_collapse_key(max != 0 ? slot : Xapian::BAD_VALUENO, max);
    });
}

bool xc_enquire_set_time_limit(XcEnquire *enquire, double seconds, GError **error)
{
    return xc::guarded_do(error, [&] { enquire->enquire.set_time_limit(seconds); });
}

bool xc_enquire_add_match_spy(XcEnquire *enquire, const XcMatchSpy *spy, GError **error)
{
    return xc::guarded_do(error, [&] {
        enquire->spies.push_back(spy->spy);
        enquire->enquire.add_matchspy(spy->spy.get());
    });
}

bool xc_enquire_clear_match_spies(XcEnquire *enquire, GError **error)
{
    return xc::guarded_do(error, [&] {
        enquire->enquire.clear_matchspies();
        enquire->spies.clear();
    });
}

XcMSet *xc_enquire_mset(XcEnquire *enquire, uint32_t first, uint32_t max, uint32_t check_at_least,
                        const XcMatchDecider *decider, GError **error)
{
    return xc::guarded(error, static_cast<XcMSet *>(nullptr), [&] {
        const Decider adapter(decider);
        return new XcMSet{enquire->enquire.get_mset(first, max, check_at_least, nullptr,
                                                    decider != nullptr ? &adapter : nullptr)};
    });
}

XcTermIterator *xc_enquire_matching_terms(const XcEnquire *enquire, XcDocid docid, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        return xc::new_term_iterator(enquire->enquire.get_matching_terms_begin(docid),
                                     enquire->enquire.get_matching_terms_end(docid));
    });
}
