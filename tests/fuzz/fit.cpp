#include "formats/fit_support.hpp"
#include "fuzz/property.hpp"
#include "runlog/domain/calendar.hpp"
#include "runlog/domain/text.hpp"

#include <tuple>

using namespace runlog;
using formats::testing::FitReading;
using formats::testing::read_fit_file;
using fuzz::require;

namespace {

void check_run_read(const formats::ReadRun& read) {
    require(read.moment && !read.run.start && !read.local_start, "a run begins at a moment in UTC and at no other");
    const date::year_month_day day{date::floor<date::days>(*read.moment)};
    require(day.year() >= date::year{1900} && day.year() <= date::year{2200}, "which is believed");
    const auto& [distance, duration] = std::tie(read.run.distance, read.run.duration);
    require(distance || duration, "a run has a distance or a duration");
    require(!distance || (distance->value > 0 && *distance <= longest_distance), "its distance is believed");
    require(!duration || (duration->count() > 0 && *duration <= longest_duration), "so is its duration");
    require(!read.sport.empty() && printable(read.sport) == read.sport, "its sport has a name that can be shown");
    require(read.program == "fit" && !read.run.source && !read.run.note, "and nothing is made up");
}

FitReading checked_reading(const std::string& file) {
    auto reading = read_fit_file(file);
    for (const auto& read : reading.runs) check_run_read(read);
    for (const auto& bad : reading.bad) {
        require(bad.line == 0 && bad.where.starts_with("byte "), "what is refused has its place");
        require(std::stoull(bad.where.substr(5)) < file.size(), "which is in the file");
        require(!bad.why.empty(), "with a reason");
    }
    require(printable(reading.trouble) == reading.trouble, "what is told of a bad file can be shown");
    return reading;
}

std::size_t activities(const FitReading& reading) {
    return reading.runs.size() + reading.bad.size();
}

void require_same(const formats::ReadRun& a, const formats::ReadRun& b) {
    const auto contents = [](const formats::ReadRun& read) {
        return std::tie(read.moment, read.run.distance, read.run.duration, read.sport);
    };
    require(contents(a) == contents(b), "the same file gives the same runs");
}

/// A file of these records, whole and damaged, and twice in a row.
void check_records(const std::string& records) {
    const auto file = formats::testing::fit_file(records);
    const auto once = checked_reading(file);
    require(once.trouble.empty() || activities(once) == 0, "a file that cannot be read yields nothing");
    require(!once.trouble.empty() || activities(once) > 0, "one that can yields something");
    require(activities(once) <= 1000, "but not without end");
    if (!once.trouble.empty()) return;

    auto damaged = file;
    damaged.back() = static_cast<char>(damaged.back() ^ 1);
    for (const auto& broken : {damaged, file.substr(0, file.size() - 1)}) {
        const auto reading = checked_reading(broken);
        require(activities(reading) == 0 && !reading.trouble.empty(), "a damaged file yields nothing and says why");
    }

    const auto twice = checked_reading(file + file);
    require(twice.trouble.empty() && twice.bad.size() == 2 * once.bad.size(), "a file can be read behind another");
    require(twice.runs.size() == 2 * once.runs.size(), "as often as it is there");
    for (std::size_t i = 0; i < twice.runs.size(); ++i) require_same(twice.runs[i], once.runs[i % once.runs.size()]);
}

} // namespace

/// Once as it is, and once as the records of a file whose header and check sum are right, which are hard to find.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    checked_reading(text);
    check_records(text);
    return 0;
}
