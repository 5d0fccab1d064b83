#include "runlog/formats/roster.hpp"
#include "fuzz/property.hpp"

using namespace runlog;
using namespace runlog::formats;
using fuzz::accepted;
using fuzz::require;

namespace {

void check_roster(const Roster& roster) {
    require(!why_unsound(roster), "only a sound roster is read");
    const auto text = roster_text(roster);
    require(parse_roster(text) == roster, "a roster that is printed can be read");
    require(roster_text(parse_roster(text)) == text, "a roster has one text");
    for (const auto& device : roster.devices) {
        require(roster.member(device.member) != nullptr, "each device has a member");
        require(roster.device(device.id) == &device, "each device has a name of its own");
        require(!device.may_keep(device.revoked ? device.revoked->last + 1 : 0), "who may not speak keeps nothing");
    }
}

} // namespace

/// The list of who shares a group's log, or somebody's request to be on it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (const auto roster = accepted([&] { return parse_roster(text); })) check_roster(*roster);
    if (const auto request = accepted([&] { return parse_request(text); }))
        require(parse_request(request_text(*request)) == *request, "a request that is printed can be read");
    return 0;
}
