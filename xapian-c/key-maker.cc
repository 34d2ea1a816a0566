/* Key makers. */
#include "xapian-c/internal.h"

XcKeyMaker *xc_key_maker_new(GError **error)
{
    return xc::guarded(error, static_cast<XcKeyMaker *>(nullptr), [] {
        return new XcKeyMaker{std::make_shared<Xapian::MultiValueKeyMaker>()};
    });
}

bool xc_key_maker_add(XcKeyMaker *maker, XcSlot slot, bool reverse, XcBytes missing, GError **error)
{
    return xc::guarded_do(
        error, [&] { maker->maker->add_value(slot, reverse, xc::to_string(missing)); });
}

void xc_key_maker_free(XcKeyMaker *maker)
{
    delete maker;
}
