/* Sortable numbers, and the version. */
#include "xapian-c/internal.h"

size_t xc_sortable_serialise(double value, char buffer[XC_SORTABLE_MAX])
{
    return Xapian::sortable_serialise_(value, buffer);
}

double xc_sortable_unserialise(XcBytes bytes)
{
    return xc::unfailing(0.0, [&] { return Xapian::sortable_unserialise(xc::to_string(bytes)); });
}

const char *xc_xapian_version(void)
{
    return Xapian::version_string();
}

void xc_xapian_version_parts(int *major, int *minor, int *revision)
{
    if (major != nullptr)
        *major = Xapian::major_version();
    if (minor != nullptr)
        *minor = Xapian::minor_version();
    if (revision != nullptr)
        *revision = Xapian::revision();
}
