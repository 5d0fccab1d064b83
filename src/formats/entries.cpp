#include "entries.hpp"

#include <algorithm>

namespace runlog::formats {

void refuse_so_many() {
    throw BadFile("It holds more than 1,000,000 files.", "Import it in parts.");
}

bool is_hidden(std::string_view name) {
    return name.starts_with('.') || name == "__MACOSX";
}

std::size_t index_of(const std::vector<Bundle::Entry>& entries, std::string_view name) {
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), name,
                         [](const Bundle::Entry& entry, std::string_view wanted) { return entry.name < wanted; });
    if (found == entries.end() || found->name != name) throw BadFile("There is no such file.");
    return static_cast<std::size_t>(found - entries.begin());
}

} // namespace runlog::formats
