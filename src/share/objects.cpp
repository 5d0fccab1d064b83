#include "objects.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <charconv>

namespace runlog::share {

namespace {

constexpr std::int64_t bytes_at_once = 8 << 20;

std::string as_lines(const std::vector<std::string>& names) {
    return fmt::format("{}\n", fmt::join(names, "\n"));
}

/// Reads `<id> <kind> <size>`, or anything else for a name that leads nowhere.
Object object_from(std::string_view line) {
    Object object;
    object.id = take_word(line);
    object.kind = take_word(line);
    const auto read = std::from_chars(line.data(), line.data() + line.size(), object.size);
    return read.ec == std::errc{} && read.ptr == line.data() + line.size() ? object : Object{};
}

/// Hands over the blobs from `begin` up to `end`.
void hand_over(const Git& git, const std::vector<Object>& blobs, std::size_t begin, std::size_t end,
               const std::function<void(std::size_t, std::string)>& visit) {
    std::vector<std::string> ids;
    for (std::size_t i = begin; i < end; ++i) ids.push_back(blobs[i].id);
    const std::string said = git.ask({"cat-file", "--batch"}, as_lines(ids));
    std::string_view left = said;
    for (std::size_t i = begin; i < end; ++i) {
        const Object object = object_from(take_word(left, '\n'));
        const auto size = static_cast<std::size_t>(object.size);
        if (object.id != blobs[i].id || left.size() < size + 1)
            throw Error(fmt::format("{} is damaged: {} cannot be read.", git.repository().string(), blobs[i].id),
                        "Move this folder away: it is a copy, and the next runlog share sync makes another.");
        visit(i, std::string(left.substr(0, size)));
        left.remove_prefix(size + 1);
    }
}

} // namespace

std::vector<Object> look_up(const Git& git, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    const std::string said = git.ask({"cat-file", "--batch-check"}, as_lines(names));
    std::vector<Object> objects;
    for (const auto line : lines_of(said)) objects.push_back(object_from(line));
    objects.resize(names.size());
    return objects;
}

void each_content(const Git& git, const std::vector<Object>& blobs,
                  const std::function<void(std::size_t, std::string)>& visit) {
    for (std::size_t begin = 0; begin < blobs.size();) {
        std::size_t end = begin;
        std::int64_t bytes = 0;
        do bytes += blobs[end++].size;
        while (end < blobs.size() && bytes + blobs[end].size <= bytes_at_once);
        hand_over(git, blobs, begin, end, visit);
        begin = end;
    }
}

} // namespace runlog::share
