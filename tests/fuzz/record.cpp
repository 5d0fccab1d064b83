#include "runlog/formats/record.hpp"
#include "fuzz/property.hpp"

using namespace runlog;
using namespace runlog::formats;
using fuzz::require;

namespace {

/// Numbers are cut to 64 bits and what is neither number nor text is nothing, so a line need not be what it was; what
/// was understood of it must be.
void check_understood(const RecordLine& record) {
    require(record.number >= 1, "records are numbered from 1");
    require(record.at >= 0 && record.at <= latest_at, "what is said was said at a time that can be believed");
    const auto thing = thing_called(record.thing, {});
    require(thing && name_of(*thing) == record.thing, "a thing has one name");
    require(!why_not_said(thing->kind, record.facts), "only what may be said is read");
    const auto again = parse_record(record_text(record));
    const auto* same = std::get_if<RecordLine>(&again);
    require(same && same->number == record.number && same->at == record.at && same->thing == record.thing &&
                same->maker == record.maker && same->facts == record.facts,
            "what is understood can be said again");
}

} // namespace

/// One line of a device's branch.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = parse_record(fuzz::text_of(data, size));
    if (const auto* record = std::get_if<RecordLine>(&read)) check_understood(*record);
    if (const auto* newer = std::get_if<NewerRecord>(&read)) require(newer->number >= 1, "a newer record has a number");
    if (const auto* bad = std::get_if<BadRecord>(&read)) require(!bad->why.empty(), "what is bad is bad for a reason");
    return 0;
}
