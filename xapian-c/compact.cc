/* Compaction and merging. */
#include "xapian-c/internal.h"

#include <vector>

namespace
{

/* Glass gives the key as its postlist table has it, with two bytes before the user's key. */
std::string user_key(const std::string &key)
{
    const std::string glass_prefix("\0\xc0", 2);
    const bool is_raw = key.compare(0, glass_prefix.size(), glass_prefix) == 0;
    return is_raw ? key.substr(glass_prefix.size()) : key;
}

class Progress : public Xapian::Compactor
{
  public:
    explicit Progress(const XcCompactCallbacks *c) : callbacks(c)
    {
    }

    void set_status(const std::string &table, const std::string &status) override
    {
        if (callbacks == nullptr || callbacks->progress == nullptr)
            return;
        GError *error = nullptr;
        if (!callbacks->progress(table.c_str(), status.c_str(), callbacks->data, &error) ||
            error != nullptr)
            throw xc::CallbackStopped(error);
    }

    std::string resolve_duplicate_metadata(const std::string &key, size_t n,
                                           const std::string tags[]) override
    {
        if (callbacks == nullptr || callbacks->choose_metadata == nullptr)
            return tags[0];
        std::vector<XcBytes> values;
        for (size_t i = 0; i < n; i++)
            values.push_back(xc::to_bytes(tags[i]));
        const std::string name = user_key(key);
        GError *error = nullptr;
        const size_t chosen = callbacks->choose_metadata(xc::to_bytes(name), values.data(), n,
                                                         callbacks->data, &error);
        if (chosen >= n || error != nullptr)
            throw xc::CallbackStopped(error);
        return tags[chosen];
    }

  private:
    const XcCompactCallbacks *callbacks;
};

} // namespace

bool xc_compact(const char *const *inputs, size_t n, const char *output, unsigned flags,
                uint32_t block_size, const XcCompactCallbacks *callbacks, GError **error)
{
    return xc::guarded_do(error, [&] {
        if (n == 0)
            throw Xapian::InvalidArgumentError("nothing to compact");
        Xapian::Database all;
        for (size_t i = 0; i < n; i++)
            all.add_database(Xapian::Database(std::string(inputs[i])));
        Progress progress(callbacks);
        all.compact(std::string(output), flags, static_cast<int>(block_size), progress);
    });
}
