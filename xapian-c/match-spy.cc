/* Match spies, and the key maker that sorts by several values. */
#include "xapian-c/internal.h"

namespace
{

class CallbackSpy : public Xapian::MatchSpy
{
  public:
    CallbackSpy(XcMatchSpyFunc s, xc::CallbackData d) : see(s), data(std::move(d))
    {
    }

    void operator()(const Xapian::Document &doc, double weight) override
    {
        const XcDocument borrowed(doc);
        GError *error = nullptr;
        total++;
        if (!see(doc.get_docid(), weight, &borrowed, data.get(), &error) || error != nullptr)
            throw xc::CallbackStopped(error);
    }

    size_t total = 0;

  private:
    XcMatchSpyFunc see;
    xc::CallbackData data;
};

const Xapian::ValueCountMatchSpy *value_counts(const XcMatchSpy *spy)
{
    const auto *counts = dynamic_cast<const Xapian::ValueCountMatchSpy *>(spy->spy.get());
    if (counts == nullptr)
        throw Xapian::InvalidOperationError("this match spy does not count values");
    return counts;
}

XcMatchSpy *const no_spy = nullptr;

} // namespace

XcMatchSpy *xc_match_spy_new_value_count(XcSlot slot, GError **error)
{
    return xc::guarded(error, no_spy, [&] {
        return new XcMatchSpy{std::make_shared<Xapian::ValueCountMatchSpy>(slot)};
    });
}

XcMatchSpy *xc_match_spy_new_callback(XcMatchSpyFunc see, void *data, XcDestroy destroy,
                                      GError **error)
{
    return xc::guarded(error, no_spy, [&] {
        xc::CallbackData shared = xc::make_callback_data(data, destroy);
        if (see == nullptr)
            throw Xapian::InvalidArgumentError("a match spy needs a callback");
        return new XcMatchSpy{std::make_shared<CallbackSpy>(see, std::move(shared))};
    });
}

void xc_match_spy_free(XcMatchSpy *spy)
{
    delete spy;
}

size_t xc_match_spy_total(const XcMatchSpy *spy)
{
    const auto *callback = dynamic_cast<const CallbackSpy *>(spy->spy.get());
    if (callback != nullptr)
        return callback->total;
    return static_cast<const Xapian::ValueCountMatchSpy *>(spy->spy.get())->get_total();
}

XcTermIterator *xc_match_spy_values(const XcMatchSpy *spy, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        const auto *counts = value_counts(spy);
        return xc::new_term_iterator(counts->values_begin(), counts->values_end());
    });
}

XcTermIterator *xc_match_spy_top_values(const XcMatchSpy *spy, size_t max, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        const auto *counts = value_counts(spy);
        return xc::new_term_iterator(counts->top_values_begin(max), counts->top_values_end(max));
    });
}
