/* Match sets. */
#include "xapian-c/internal.h"

namespace
{

/* Xapian does not check indices. */
Xapian::MSetIterator item(const XcMSet *mset, uint32_t i)
{
    if (i >= mset->mset.size())
        throw Xapian::InvalidArgumentError("no such item in the match set");
    return mset->mset[i];
}

} // namespace

void xc_mset_free(XcMSet *mset)
{
    delete mset;
}

uint32_t xc_mset_size(const XcMSet *mset)
{
    return mset->mset.size();
}

uint32_t xc_mset_first(const XcMSet *mset)
{
    return mset->mset.get_firstitem();
}

uint32_t xc_mset_matches_lower_bound(const XcMSet *mset)
{
    return mset->mset.get_matches_lower_bound();
}

uint32_t xc_mset_matches_estimated(const XcMSet *mset)
{
    return mset->mset.get_matches_estimated();
}

uint32_t xc_mset_matches_upper_bound(const XcMSet *mset)
{
    return mset->mset.get_matches_upper_bound();
}

uint32_t xc_mset_uncollapsed_lower_bound(const XcMSet *mset)
{
    return mset->mset.get_uncollapsed_matches_lower_bound();
}

uint32_t xc_mset_uncollapsed_estimated(const XcMSet *mset)
{
    return mset->mset.get_uncollapsed_matches_estimated();
}

uint32_t xc_mset_uncollapsed_upper_bound(const XcMSet *mset)
{
    return mset->mset.get_uncollapsed_matches_upper_bound();
}

double xc_mset_max_possible(const XcMSet *mset)
{
    return mset->mset.get_max_possible();
}

double xc_mset_max_attained(const XcMSet *mset)
{
    return mset->mset.get_max_attained();
}

bool xc_mset_item(const XcMSet *mset, uint32_t i, XcMSetItem *out)
{
    if (i >= mset->mset.size())
        return false;
    return xc::unfailing(false, [&] {
        const Xapian::MSetIterator it = mset->mset[i];
        *out = XcMSetItem{*it, it.get_weight(), it.get_percent(), it.get_rank(),
                          it.get_collapse_count()};
        return true;
    });
}

XcDocid xc_mset_docid(const XcMSet *mset, uint32_t i)
{
    return xc::unfailing(0u, [&] { return i < mset->mset.size() ? *mset->mset[i] : 0u; });
}

double xc_mset_weight(const XcMSet *mset, uint32_t i)
{
    return xc::unfailing(0.0,
                         [&] { return i < mset->mset.size() ? mset->mset[i].get_weight() : 0.0; });
}

char *xc_mset_collapse_key(const XcMSet *mset, uint32_t i, size_t *len, GError **error)
{
    return xc::guarded(error, static_cast<char *>(nullptr),
                       [&] { return xc::to_owned(item(mset, i).get_collapse_key(), len); });
}

char *xc_mset_sort_key(const XcMSet *mset, uint32_t i, size_t *len, GError **error)
{
    return xc::guarded(error, static_cast<char *>(nullptr),
                       [&] { return xc::to_owned(item(mset, i).get_sort_key(), len); });
}

XcDocument *xc_mset_document(const XcMSet *mset, uint32_t i, GError **error)
{
    return xc::guarded(error, static_cast<XcDocument *>(nullptr),
                       [&] { return xc::new_document(item(mset, i).get_document()); });
}

bool xc_mset_fetch(const XcMSet *mset, uint32_t first, uint32_t last, GError **error)
{
    return xc::guarded_do(error, [&] {
        if (first > last)
            throw Xapian::InvalidArgumentError("the first item is after the last");
        mset->mset.fetch(item(mset, first), ++item(mset, last));
    });
}

uint32_t xc_mset_termfreq(const XcMSet *mset, XcBytes term, GError **error)
{
    return xc::guarded(error, 0u, [&] { return mset->mset.get_termfreq(xc::to_string(term)); });
}

double xc_mset_termweight(const XcMSet *mset, XcBytes term, GError **error)
{
    return xc::guarded(error, 0.0, [&] { return mset->mset.get_termweight(xc::to_string(term)); });
}

int xc_mset_percent(const XcMSet *mset, double weight)
{
    return xc::unfailing(0, [&] { return mset->mset.convert_to_percent(weight); });
}
