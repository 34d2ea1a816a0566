/* Weighting schemes: a table from scheme to parameters and constructor. */
#include "xapian-c/internal.h"

#include <algorithm>
#include <cstring>

namespace
{

using Params = const double *;
using Maker = Xapian::Weight *(*)(Params p);

template <typename W> Xapian::Weight *make_plain(Params)
{
    return new W();
}

template <typename W> Xapian::Weight *make_1(Params p)
{
    return new W(p[0]);
}

template <typename W> Xapian::Weight *make_2(Params p)
{
    return new W(p[0], p[1]);
}

Xapian::Weight *make_bm25(Params p)
{
    return new Xapian::BM25Weight(p[0], p[1], p[2], p[3], p[4]);
}

Xapian::Weight *make_bm25_plus(Params p)
{
    return new Xapian::BM25PlusWeight(p[0], p[1], p[2], p[3], p[4], p[5]);
}

Xapian::Weight *make_lm_two_stage(Params p)
{
    return new Xapian::LMWeight(p[0], Xapian::Weight::TWO_STAGE_SMOOTHING, p[1], p[2]);
}

struct Scheme {
    XcWeightInfo info;
    Maker make;
};

/* By XcWeightScheme. */
const Scheme schemes[XC_WEIGHT_COUNT] = {
    {{XC_WEIGHT_BM25, "bm25", 5, {"k1", "k2", "k3", "b", "min_normlen"}, {1, 0, 1, .5, .5}},
     make_bm25},
    {{XC_WEIGHT_BM25_PLUS,
      "bm25+",
      6,
      {"k1", "k2", "k3", "b", "min_normlen", "delta"},
      {1, 0, 1, .5, .5, 1}},
     make_bm25_plus},
    {{XC_WEIGHT_BOOL, "bool", 0, {}, {}}, make_plain<Xapian::BoolWeight>},
    {{XC_WEIGHT_COORD, "coord", 0, {}, {}}, make_plain<Xapian::CoordWeight>},
    {{XC_WEIGHT_TRAD, "trad", 1, {"k"}, {1}}, make_1<Xapian::TradWeight>},
    {{XC_WEIGHT_TFIDF, "tfidf", 0, {}, {}}, make_plain<Xapian::TfIdfWeight>},
    {{XC_WEIGHT_INL2, "inl2", 1, {"c"}, {1}}, make_1<Xapian::InL2Weight>},
    {{XC_WEIGHT_IFB2, "ifb2", 1, {"c"}, {1}}, make_1<Xapian::IfB2Weight>},
    {{XC_WEIGHT_INEB2, "ineb2", 1, {"c"}, {1}}, make_1<Xapian::IneB2Weight>},
    {{XC_WEIGHT_BB2, "bb2", 1, {"c"}, {1}}, make_1<Xapian::BB2Weight>},
    {{XC_WEIGHT_DLH, "dlh", 0, {}, {}}, make_plain<Xapian::DLHWeight>},
    {{XC_WEIGHT_PL2, "pl2", 1, {"c"}, {1}}, make_1<Xapian::PL2Weight>},
    {{XC_WEIGHT_PL2_PLUS, "pl2+", 2, {"c", "delta"}, {1, .8}}, make_2<Xapian::PL2PlusWeight>},
    {{XC_WEIGHT_DPH, "dph", 0, {}, {}}, make_plain<Xapian::DPHWeight>},
    {{XC_WEIGHT_LM_TWO_STAGE, "lm", 3, {"log", "lambda", "mu"}, {0, .7, 2000}}, make_lm_two_stage},
};

} // namespace

const XcWeightInfo *xc_weight_info(XcWeightScheme scheme)
{
    return static_cast<size_t>(scheme) < XC_WEIGHT_COUNT ? &schemes[scheme].info : nullptr;
}

const XcWeightInfo *xc_weight_find(const char *name)
{
    for (const Scheme &s : schemes)
        if (std::strcmp(s.info.name, name) == 0)
            return &s.info;
    return nullptr;
}

XcWeight *xc_weight_new(XcWeightScheme scheme, const double *params, size_t n, GError **error)
{
    return xc::guarded(error, static_cast<XcWeight *>(nullptr), [&] {
        const XcWeightInfo *info = xc_weight_info(scheme);
        if (info == nullptr)
            throw Xapian::InvalidArgumentError("no such weighting scheme");
        if (n > info->n_params)
            throw Xapian::InvalidArgumentError(std::string("too many parameters for ") +
                                               info->name);
        double p[XC_WEIGHT_PARAMS_MAX];
        std::copy(info->defaults, info->defaults + XC_WEIGHT_PARAMS_MAX, p);
        std::copy(params, params + n, p);
        return new XcWeight{std::unique_ptr<Xapian::Weight>(schemes[scheme].make(p))};
    });
}

XcWeight *xc_weight_new_tfidf(const char *normalizations, GError **error)
{
    return xc::guarded(error, static_cast<XcWeight *>(nullptr), [&] {
        return new XcWeight{std::unique_ptr<Xapian::Weight>(
            new Xapian::TfIdfWeight(std::string(normalizations)))};
    });
}

void xc_weight_free(XcWeight *weight)
{
    delete weight;
}
