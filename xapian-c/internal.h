/* What the implementation files of xapian-c share. C++; not installed.
 *
 * No exception leaves this library: every function that calls Xapian does so inside guarded(), which
 * is noexcept and turns whatever is thrown into a GError. Callbacks into C travel the other way: what
 * they report is thrown as CallbackStopped, unwinds Xapian, and comes out of guarded() as the
 * callback's own GError.
 */
#ifndef XAPIAN_C_INTERNAL_H
#define XAPIAN_C_INTERNAL_H

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <xapian.h>

#include "xapian-c/xapian-c.h"

static_assert(sizeof(Xapian::docid) == sizeof(XcDocid) &&
                  sizeof(Xapian::termcount) == sizeof(uint32_t) &&
                  sizeof(Xapian::valueno) == sizeof(XcSlot),
              "a libxapian with 64-bit ids is not supported");

namespace xc
{

/* Thrown by callback adapters to carry a C callback's error through Xapian. */
class CallbackStopped
{
  public:
    /* Takes ERROR over; NULL stands for "stopped without saying why". */
    explicit CallbackStopped(GError *error);
    GError *copy() const
    {
        return g_error_copy(error.get());
    }

  private:
    std::shared_ptr<GError> error;
};

/* Sets *ERROR from the exception being handled. Only inside a catch block. */
void error_from_exception(GError **error) noexcept;

/* Runs BODY and returns what it returns, or FAILURE with *ERROR set if it throws. */
template <typename Result, typename Body>
Result guarded(GError **error, Result failure, Body &&body) noexcept
{
    try {
        return body();
    } catch (...) {
        error_from_exception(error);
        return failure;
    }
}

/* The same for a BODY that returns nothing: true, or false if it throws. */
template <typename Body> bool guarded_do(GError **error, Body &&body) noexcept
{
    try {
        body();
        return true;
    } catch (...) {
        error_from_exception(error);
        return false;
    }
}

/* The same for getters that C callers know cannot fail: FAILURE if it does all the same. */
template <typename Result, typename Body> Result unfailing(Result failure, Body &&body) noexcept
{
    try {
        return body();
    } catch (...) {
        return failure;
    }
}

inline std::string to_string(XcBytes bytes)
{
    return bytes.len != 0 ? std::string(bytes.data, bytes.len) : std::string();
}

inline XcBytes to_bytes(const std::string &string)
{
    return XcBytes{string.data(), string.size()};
}

/* Throws if the backend could not store TERM. Xapian itself finds out too late: a term that is too
 * long makes it drop every uncommitted document of the database, and one too long only by its NUL
 * bytes does so at the commit. */
void check_term(const std::string &term);

/* A malloc'ed, NUL-terminated copy; *LEN (may be NULL) without the NUL. */
char *to_owned(const std::string &string, size_t *len);

/* The data of a C callback with its destructor, shared by all copies of the object that calls it. */
using CallbackData = std::shared_ptr<void>;
CallbackData make_callback_data(void *data, XcDestroy destroy);

/* Handles for what Xapian gives by value. */
XcDocument *new_document(Xapian::Document doc);
XcTermIterator *new_term_iterator(Xapian::TermIterator it, Xapian::TermIterator end);
XcPositionIterator *new_position_iterator(Xapian::PositionIterator it);
XcPostingIterator *new_posting_iterator(Xapian::PostingIterator it);
XcValueIterator *new_value_stream(Xapian::ValueIterator it);
XcValueIterator *new_document_values(Xapian::ValueIterator it);

/* A copy of SOURCE that Xapian owns. */
Xapian::PostingSource *released_copy(const XcPostingSource *source);

} // namespace xc

struct XcDatabase {
    Xapian::Database db;
};

/* Xapian returns data and values by value; they are kept here, so that the caller can borrow them. */
struct XcDocument {
    Xapian::Document doc;
    mutable bool has_data = false;
    mutable std::string data;
    mutable std::map<Xapian::valueno, std::string> values;

    explicit XcDocument(Xapian::Document d) : doc(std::move(d))
    {
    }
    void forget()
    {
        has_data = false;
        values.clear();
    }
};

struct XcQuery {
    Xapian::Query query;
    unsigned refs = 1;
};

struct XcMSet {
    Xapian::MSet mset;
};

struct XcWeight {
    std::unique_ptr<Xapian::Weight> weight;
};

struct XcMatchSpy {
    std::shared_ptr<Xapian::MatchSpy> spy;
};

struct XcKeyMaker {
    std::shared_ptr<Xapian::MultiValueKeyMaker> maker;
};

#endif
