/* Queries. */
#include "xapian-c/internal.h"

#include <iterator>
#include <vector>

namespace
{

using Q = Xapian::Query;

/* By XcQueryOp. */
const Q::op operators[] = {
    Q::OP_AND,  Q::OP_OR,     Q::OP_AND_NOT,   Q::OP_XOR,     Q::OP_AND_MAYBE, Q::OP_FILTER,
    Q::OP_NEAR, Q::OP_PHRASE, Q::OP_ELITE_SET, Q::OP_SYNONYM, Q::OP_MAX,
};

/* By XcWildcardLimit. */
const int wildcard_limits[] = {
    Q::WILDCARD_LIMIT_ERROR,
    Q::WILDCARD_LIMIT_FIRST,
    Q::WILDCARD_LIMIT_MOST_FREQUENT,
};

Q::op to_operator(XcQueryOp op)
{
    if (static_cast<size_t>(op) >= std::size(operators))
        throw Xapian::InvalidArgumentError("no such query operator");
    return operators[op];
}

/* Runs MAKE, which gives a Xapian::Query, and wraps it. */
template <typename Make> XcQuery *new_query(GError **error, Make &&make) noexcept
{
    return xc::guarded(error, static_cast<XcQuery *>(nullptr),
                       [&] { return new XcQuery{make(), 1}; });
}

} // namespace

XcQuery *xc_query_ref(XcQuery *query)
{
    query->refs++;
    return query;
}

void xc_query_unref(XcQuery *query)
{
    if (query != nullptr && --query->refs == 0)
        delete query;
}

XcQuery *xc_query_term(XcBytes term, uint32_t wqf, GError **error)
{
    return new_query(error, [&] { return Q(xc::to_string(term), wqf); });
}

XcQuery *xc_query_match_all(GError **error)
{
    /* Not Query::MatchAll: its reference counter is shared by all threads. */
    return new_query(error, [] { return Q(std::string()); });
}

XcQuery *xc_query_match_nothing(GError **error)
{
    return new_query(error, [] { return Q(); });
}

XcQuery *xc_query_combine(XcQueryOp op, XcQuery *const *queries, size_t n, uint32_t parameter,
                          GError **error)
{
    return new_query(error, [&] {
        const Q::op o = to_operator(op);
        std::vector<Q> parts;
        parts.reserve(n);
        for (size_t i = 0; i < n; i++)
            parts.push_back(queries[i]->query);
        return Q(o, parts.begin(), parts.end(), parameter);
    });
}

XcQuery *xc_query_scale(XcQuery *query, double factor, GError **error)
{
    return new_query(error, [&] { return Q(factor, query->query); });
}

XcQuery *xc_query_wildcard(XcBytes prefix, uint32_t max_expansion, XcWildcardLimit limit,
                           XcQueryOp combiner, GError **error)
{
    return new_query(error, [&] {
        if (static_cast<size_t>(limit) >= std::size(wildcard_limits))
            throw Xapian::InvalidArgumentError("no such limit of a wildcard");
        return Q(Q::OP_WILDCARD, xc::to_string(prefix), max_expansion, wildcard_limits[limit],
                 to_operator(combiner));
    });
}

XcQuery *xc_query_value_range(XcSlot slot, XcBytes lower, XcBytes upper, GError **error)
{
    return new_query(error, [&] {
        return Q(Q::OP_VALUE_RANGE, slot, xc::to_string(lower), xc::to_string(upper));
    });
}

XcQuery *xc_query_value_ge(XcSlot slot, XcBytes lower, GError **error)
{
    return new_query(error, [&] { return Q(Q::OP_VALUE_GE, slot, xc::to_string(lower)); });
}

XcQuery *xc_query_value_le(XcSlot slot, XcBytes upper, GError **error)
{
    return new_query(error, [&] { return Q(Q::OP_VALUE_LE, slot, xc::to_string(upper)); });
}

XcQuery *xc_query_posting_source(const XcPostingSource *source, GError **error)
{
    return new_query(error, [&] { return Q(xc::released_copy(source)); });
}

bool xc_query_is_empty(const XcQuery *query)
{
    return query->query.empty();
}

uint32_t xc_query_length(const XcQuery *query)
{
    return query->query.get_length();
}

size_t xc_query_unique_term_count(const XcQuery *query, GError **error)
{
    return xc::guarded(error, size_t{0}, [&] {
        size_t n = 0;
        for (Xapian::TermIterator it = query->query.get_unique_terms_begin();
             it != query->query.get_unique_terms_end(); ++it)
            n++;
        return n;
    });
}

XcTermIterator *xc_query_terms(const XcQuery *query, GError **error)
{
    return xc::guarded(error, static_cast<XcTermIterator *>(nullptr), [&] {
        return xc::new_term_iterator(query->query.get_unique_terms_begin(),
                                     query->query.get_unique_terms_end());
    });
}

char *xc_query_describe(const XcQuery *query, GError **error)
{
    return xc::guarded(error, static_cast<char *>(nullptr),
                       [&] { return xc::to_owned(query->query.get_description(), nullptr); });
}

char *xc_query_serialise(const XcQuery *query, size_t *len, GError **error)
{
    return xc::guarded(error, static_cast<char *>(nullptr),
                       [&] { return xc::to_owned(query->query.serialise(), len); });
}

XcQuery *xc_query_unserialise(XcBytes bytes, GError **error)
{
    return new_query(error, [&] { return Q::unserialise(xc::to_string(bytes)); });
}
