/* Posting sources over sorted arrays of ids, over bitmaps and over callbacks. */
#include "xapian-c/internal.h"

#include <algorithm>

namespace
{

/* The first of [BEGIN, END) that is not below TARGET: steps of 1, 2, 4 … from BEGIN, then a binary
 * search in the last step (Bentley and Yao, An almost optimal algorithm for unbounded searching). */
const XcDocid *gallop(const XcDocid *begin, const XcDocid *end, XcDocid target)
{
    const size_t n = static_cast<size_t>(end - begin);
    size_t low = 0, step = 1;
    while (low + step < n && begin[low + step] < target) {
        low += step;
        step *= 2;
    }
    return std::lower_bound(begin + low, begin + std::min(low + step + 1, n), target);
}

class DocidSource : public Xapian::PostingSource
{
  public:
    DocidSource(XcDocidLookup l, xc::CallbackData d) : lookup(l), data(std::move(d))
    {
    }

    void init(const Xapian::Database &db) override
    {
        const XcDocid *docids = nullptr;
        size_t count = 0;
        GError *error = nullptr;
        if (!lookup(data.get(), db.get_uuid().c_str(), &docids, &count, &error) || error != nullptr)
            throw xc::CallbackStopped(error);
        begin = docids;
        end = docids != nullptr ? docids + count : nullptr;
        at = begin;
        started = false;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return static_cast<Xapian::doccount>(end - begin);
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_min();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return get_termfreq_min();
    }

    void next(double) override
    {
        if (started)
            ++at;
        started = true;
    }

    void skip_to(Xapian::docid target, double) override
    {
        started = true;
        at = gallop(at, end, target);
    }

    bool at_end() const override
    {
        return at == end;
    }
    Xapian::docid get_docid() const override
    {
        return *at;
    }

    DocidSource *clone() const override
    {
        return new DocidSource(lookup, data);
    }

  private:
    XcDocidLookup lookup;
    xc::CallbackData data;
    const XcDocid *begin = nullptr, *end = nullptr, *at = nullptr;
    bool started = false;
};

class BitmapSource : public Xapian::PostingSource
{
  public:
    BitmapSource(XcBitmapLookup l, xc::CallbackData d) : lookup(l), data(std::move(d))
    {
    }

    void init(const Xapian::Database &db) override
    {
        GError *error = nullptr;
        bits = nullptr;
        words = count = 0;
        if (!lookup(data.get(), db.get_uuid().c_str(), &bits, &words, &count, &error) ||
            error != nullptr)
            throw xc::CallbackStopped(error);
        docid = 0;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return static_cast<Xapian::doccount>(count);
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_min();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return get_termfreq_min();
    }

    void next(double) override
    {
        find(size_t{docid} + 1);
    }

    void skip_to(Xapian::docid target, double) override
    {
        if (target > docid)
            find(target);
    }

    bool at_end() const override
    {
        return ended;
    }
    Xapian::docid get_docid() const override
    {
        return docid;
    }

    BitmapSource *clone() const override
    {
        return new BitmapSource(lookup, data);
    }

  private:
    /* Moves to the first id that is not below TARGET. */
    void find(size_t target)
    {
        size_t word = target / 64;
        uint64_t rest = word < words ? bits[word] >> target % 64 << target % 64 : 0;
        while (rest == 0 && ++word < words)
            rest = bits[word];
        ended = rest == 0;
        if (!ended)
            docid = static_cast<Xapian::docid>(word * 64 + size_t(__builtin_ctzll(rest)));
    }

    XcBitmapLookup lookup;
    xc::CallbackData data;
    const uint64_t *bits = nullptr;
    size_t words = 0, count = 0;
    Xapian::docid docid = 0;
    bool ended = false;
};

class CallbackSource : public Xapian::PostingSource
{
  public:
    CallbackSource(const XcPostingCallbacks &c, xc::CallbackData d)
        : callbacks(c), data(std::move(d))
    {
    }
    ~CallbackSource() override
    {
        close();
    }

    void init(const Xapian::Database &db) override
    {
        close();
        const Xapian::doccount n = db.get_doccount();
        estimate = XcPostingEstimate{0, n / 2, n, 0};
        docid = 0;
        GError *error = nullptr;
        is_open = callbacks.open(data.get(), db.get_uuid().c_str(), n, db.get_lastdocid(), &estimate,
                                 &cursor, &error);
        check(is_open, error);
        set_maxweight(estimate.max_weight);
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return estimate.termfreq_min;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return estimate.termfreq_est;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return estimate.termfreq_max;
    }

    void next(double min_weight) override
    {
        advance(docid + 1, min_weight);
    }

    void skip_to(Xapian::docid target, double min_weight) override
    {
        if (target > docid)
            advance(target, min_weight);
    }

    bool at_end() const override
    {
        return ended;
    }
    Xapian::docid get_docid() const override
    {
        return docid;
    }

    double get_weight() const override
    {
        double weight = 0;
        GError *error = nullptr;
        if (callbacks.weight != nullptr)
            check(callbacks.weight(cursor, &weight, &error), error);
        return weight;
    }

    CallbackSource *clone() const override
    {
        return new CallbackSource(callbacks, data);
    }

  private:
    /* ERROR by reference: it is to be read after the call that gives OK. */
    static void check(bool ok, GError *const &error)
    {
        if (!ok || error != nullptr)
            throw xc::CallbackStopped(error);
    }

    void advance(Xapian::docid target, double min_weight)
    {
        GError *error = nullptr;
        XcDocid found = 0;
        check(callbacks.advance(cursor, target, min_weight, &found, &error), error);
        if (found != 0 && found < target)
            throw Xapian::InvalidOperationError("a posting source moved backwards");
        ended = found == 0;
        docid = found;
    }

    void close()
    {
        if (is_open && callbacks.close != nullptr)
            callbacks.close(cursor);
        is_open = false;
        ended = false;
        cursor = nullptr;
    }

    XcPostingCallbacks callbacks;
    xc::CallbackData data;
    XcPostingEstimate estimate{};
    void *cursor = nullptr;
    bool is_open = false, ended = false;
    XcDocid docid = 0;
};

} // namespace

/* A prototype: Xapian only ever sees copies of it. */
struct XcPostingSource {
    std::unique_ptr<Xapian::PostingSource> source;
};

namespace
{

/* Runs MAKE, which gives a new Xapian::PostingSource, and wraps it. */
template <typename Make> XcPostingSource *new_source(GError **error, Make &&make) noexcept
{
    return xc::guarded(error, static_cast<XcPostingSource *>(nullptr), [&] {
        std::unique_ptr<Xapian::PostingSource> source(make());
        return new XcPostingSource{std::move(source)};
    });
}

} // namespace

Xapian::PostingSource *xc::released_copy(const XcPostingSource *source)
{
    return source->source->clone()->release();
}

XcPostingSource *xc_posting_source_new_docids(XcDocidLookup lookup, void *data, XcDestroy destroy,
                                              GError **error)
{
    return new_source(error, [&] {
        xc::CallbackData shared = xc::make_callback_data(data, destroy);
        if (lookup == nullptr)
            throw Xapian::InvalidArgumentError("a posting source needs its callbacks");
        return new DocidSource(lookup, std::move(shared));
    });
}

XcPostingSource *xc_posting_source_new_bitmap(XcBitmapLookup lookup, void *data, XcDestroy destroy,
                                              GError **error)
{
    return new_source(error, [&] {
        xc::CallbackData shared = xc::make_callback_data(data, destroy);
        if (lookup == nullptr)
            throw Xapian::InvalidArgumentError("a posting source needs its callbacks");
        return new BitmapSource(lookup, std::move(shared));
    });
}

XcPostingSource *xc_posting_source_new_callbacks(const XcPostingCallbacks *callbacks, void *data,
                                                 XcDestroy destroy, GError **error)
{
    return new_source(error, [&] {
        xc::CallbackData shared = xc::make_callback_data(data, destroy);
        if (callbacks->open == nullptr || callbacks->advance == nullptr)
            throw Xapian::InvalidArgumentError("a posting source needs its callbacks");
        return new CallbackSource(*callbacks, std::move(shared));
    });
}

XcPostingSource *xc_posting_source_new_value_weight(XcSlot slot, GError **error)
{
    return new_source(error, [&] { return new Xapian::ValueWeightPostingSource(slot); });
}

XcPostingSource *xc_posting_source_new_fixed_weight(double weight, GError **error)
{
    return new_source(error, [&] { return new Xapian::FixedWeightPostingSource(weight); });
}

void xc_posting_source_free(XcPostingSource *source)
{
    delete source;
}
