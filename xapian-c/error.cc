/* The table of exception classes, and the one place where an exception becomes a GError. */
#include "xapian-c/internal.h"

#include <cstring>
#include <exception>
#include <new>

namespace
{

struct UnknownThing {
};

template <typename E> void throw_xapian(const char *message)
{
    throw E(message);
}

void throw_bad_alloc(const char *)
{
    throw std::bad_alloc();
}

void throw_std_exception(const char *message)
{
    throw std::runtime_error(message);
}

void throw_unknown(const char *)
{
    throw UnknownThing();
}

void throw_callback(const char *message)
{
    throw xc::CallbackStopped(g_error_new_literal(XC_ERROR, XC_ERROR_CALLBACK, message));
}

struct ErrorClass {
    XcError code;
    const char *name; /* of a Xapian class, as Xapian::Error::get_type() gives it */
    void (*provoke)(const char *message);
};

const ErrorClass classes[] = {
    {XC_ERROR_ASSERTION, "AssertionError", throw_xapian<Xapian::AssertionError>},
    {XC_ERROR_INVALID_ARGUMENT, "InvalidArgumentError", throw_xapian<Xapian::InvalidArgumentError>},
    {XC_ERROR_INVALID_OPERATION, "InvalidOperationError",
     throw_xapian<Xapian::InvalidOperationError>},
    {XC_ERROR_UNIMPLEMENTED, "UnimplementedError", throw_xapian<Xapian::UnimplementedError>},
    {XC_ERROR_DATABASE, "DatabaseError", throw_xapian<Xapian::DatabaseError>},
    {XC_ERROR_DATABASE_CORRUPT, "DatabaseCorruptError", throw_xapian<Xapian::DatabaseCorruptError>},
    {XC_ERROR_DATABASE_CREATE, "DatabaseCreateError", throw_xapian<Xapian::DatabaseCreateError>},
    {XC_ERROR_DATABASE_LOCK, "DatabaseLockError", throw_xapian<Xapian::DatabaseLockError>},
    {XC_ERROR_DATABASE_MODIFIED, "DatabaseModifiedError",
     throw_xapian<Xapian::DatabaseModifiedError>},
    {XC_ERROR_DATABASE_OPENING, "DatabaseOpeningError", throw_xapian<Xapian::DatabaseOpeningError>},
    {XC_ERROR_DATABASE_VERSION, "DatabaseVersionError", throw_xapian<Xapian::DatabaseVersionError>},
    {XC_ERROR_DATABASE_NOT_FOUND, "DatabaseNotFoundError",
     throw_xapian<Xapian::DatabaseNotFoundError>},
    {XC_ERROR_DATABASE_CLOSED, "DatabaseClosedError", throw_xapian<Xapian::DatabaseClosedError>},
    {XC_ERROR_DOC_NOT_FOUND, "DocNotFoundError", throw_xapian<Xapian::DocNotFoundError>},
    {XC_ERROR_FEATURE_UNAVAILABLE, "FeatureUnavailableError",
     throw_xapian<Xapian::FeatureUnavailableError>},
    {XC_ERROR_INTERNAL, "InternalError", throw_xapian<Xapian::InternalError>},
    {XC_ERROR_NETWORK, "NetworkError", throw_xapian<Xapian::NetworkError>},
    {XC_ERROR_NETWORK_TIMEOUT, "NetworkTimeoutError", throw_xapian<Xapian::NetworkTimeoutError>},
    {XC_ERROR_QUERY_PARSER, "QueryParserError", throw_xapian<Xapian::QueryParserError>},
    {XC_ERROR_SERIALISATION, "SerialisationError", throw_xapian<Xapian::SerialisationError>},
    {XC_ERROR_RANGE, "RangeError", throw_xapian<Xapian::RangeError>},
    {XC_ERROR_WILDCARD, "WildcardError", throw_xapian<Xapian::WildcardError>},
    {XC_ERROR_NO_MEMORY, "std::bad_alloc", throw_bad_alloc},
    {XC_ERROR_STD_EXCEPTION, "std::exception", throw_std_exception},
    {XC_ERROR_UNKNOWN, "unknown exception", throw_unknown},
    {XC_ERROR_CALLBACK, "stopped by callback", throw_callback},
};

const ErrorClass *find_class(int code)
{
    for (const ErrorClass &c : classes)
        if (c.code == code)
            return &c;
    return nullptr;
}

XcError code_of(const Xapian::Error &e)
{
    for (const ErrorClass &c : classes)
        if (std::strcmp(c.name, e.get_type()) == 0)
            return c.code;
    return XC_ERROR_UNKNOWN;
}

/* Messages can quote file names and terms: any bytes. */
void set_error(GError **error, XcError code, const char *message, size_t len)
{
    if (error == nullptr)
        return;
    char *valid = g_utf8_make_valid(message, static_cast<gssize>(len));
    g_set_error_literal(error, XC_ERROR, code, valid);
    g_free(valid);
}

} // namespace

namespace xc
{

CallbackStopped::CallbackStopped(GError *e)
    : error(e != nullptr ? e
                         : g_error_new_literal(XC_ERROR, XC_ERROR_CALLBACK,
                                               "stopped by a callback"),
            g_error_free)
{
}

void error_from_exception(GError **error) noexcept
{
    try {
        throw;
    } catch (const CallbackStopped &stopped) {
        g_propagate_error(error, stopped.copy());
    } catch (const Xapian::Error &e) {
        try {
            const std::string text = e.get_description();
            set_error(error, code_of(e), text.data(), text.size());
        } catch (...) {
            set_error(error, code_of(e), e.get_type(), std::strlen(e.get_type()));
        }
    } catch (const std::bad_alloc &) {
        g_set_error_literal(error, XC_ERROR, XC_ERROR_NO_MEMORY, "out of memory");
    } catch (const std::exception &e) {
        set_error(error, XC_ERROR_STD_EXCEPTION, e.what(), std::strlen(e.what()));
    } catch (...) {
        g_set_error_literal(error, XC_ERROR, XC_ERROR_UNKNOWN, "unknown exception");
    }
}

char *to_owned(const std::string &string, size_t *len)
{
    char *copy = static_cast<char *>(std::malloc(string.size() + 1));
    if (copy == nullptr)
        throw std::bad_alloc();
    std::memcpy(copy, string.c_str(), string.size() + 1);
    if (len != nullptr)
        *len = string.size();
    return copy;
}

CallbackData make_callback_data(void *data, XcDestroy destroy)
{
    if (destroy == nullptr)
        return CallbackData(data, [](void *) {});
    return CallbackData(data, destroy);
}

} // namespace xc

GQuark xc_error_quark(void)
{
    return g_quark_from_static_string("xapian-c-error-quark");
}

const char *xc_error_name(int code)
{
    const ErrorClass *c = find_class(code);
    return c != nullptr ? c->name : nullptr;
}

bool xc_error_provoke(XcError code, const char *message, GError **error)
{
    return xc::guarded_do(error, [&] {
        const ErrorClass *c = find_class(code);
        if (c == nullptr)
            throw Xapian::InvalidArgumentError("no such error code");
        c->provoke(message != nullptr ? message : "");
    });
}
