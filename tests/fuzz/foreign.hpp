#pragma once

#include "formats/foreign_files.hpp"
#include "fuzz/property.hpp"
#include "runlog/domain/text.hpp"

#include <algorithm>

/// What the targets of other programs' files share.
namespace runlog::fuzz {

/// What nobody, one person or another would have settled, chosen by the bits of a number.
inline formats::Settled settled_by(std::uint8_t choice) {
    formats::Settled settled;
    if (choice & 1) settled.unit = choice & 2 ? Unit::km : Unit::mi;
    if (choice & 4) settled.decimal_mark = choice & 8 ? ',' : '.';
    if (choice & 16) settled.day_order = choice & 32 ? formats::DayOrder::day_first : formats::DayOrder::month_first;
    return settled;
}

inline void check_start(const formats::ReadRun& read) {
    require(read.run.start.has_value() + read.local_start.has_value() + read.moment.has_value() == 1,
            "a run has one start");
    const auto local = read.run.start     ? read.run.start->local
                       : read.local_start ? *read.local_start
                                          : LocalTime{read.moment->time_since_epoch()};
    const date::year_month_day day{date::floor<date::days>(local)};
    require(day.year() >= date::year{1900} && day.year() <= date::year{2200}, "in a year that is believed");
}

inline void check_read(const formats::ReadRun& read) {
    check_start(read);
    const auto& run = read.run;
    require(!run.distance || (run.distance->value > 0 && *run.distance <= longest_distance),
            "its distance is believed");
    require(!run.duration || (run.duration->count() > 0 && *run.duration <= longest_duration), "so is its duration");
    require(run.distance || run.duration || !read.track.empty(), "where it has neither, a track does");
    require(!run.note || (!run.note->empty() && is_utf8(*run.note)), "its note is a text");
    require(run.members.empty() && run.zone.empty(), "whose it is, and where, is not known");
    require(run.source.has_value() != !read.program.empty(), "it has an id, or is its program's");
    if (!run.source) return;
    require(is_utf8(*run.source) && printable(*run.source) == *run.source && !has_blank(*run.source) &&
                run.source->find(';') == std::string::npos && run.source->find(':') != std::string::npos,
            "the id is a word");
    require(character_count(*run.source) <= 80 + std::string_view("running_page:").size(), "that is not too long");
}

inline void check_words(const std::string& words) {
    require(is_utf8(words) && printable(words) == words, "what is said of a file can be printed");
    require(words.size() < 1000, "and is short");
}

inline bool same(const formats::testing::Outcome& a, const formats::testing::Outcome& b) {
    const auto same_run = [](const formats::ReadRun& x, const formats::ReadRun& y) {
        return formats::testing::start_text(x) == formats::testing::start_text(y) && x.line == y.line &&
               x.run.distance == y.run.distance && x.run.duration == y.run.duration && x.run.source == y.run.source &&
               x.run.note == y.run.note && x.sport == y.sport && x.track == y.track;
    };
    const auto same_bad = [](const formats::BadRow& x, const formats::BadRow& y) {
        return x.line == y.line && x.where == y.where && x.why == y.why;
    };
    return std::equal(a.runs.begin(), a.runs.end(), b.runs.begin(), b.runs.end(), same_run) &&
           std::equal(a.bad.begin(), a.bad.end(), b.bad.begin(), b.bad.end(), same_bad) && a.refusal == b.refusal;
}

/// Reads `file` as a whole, twice; nothing but a BadFile may leave the reader.
inline void check_foreign(formats::testing::FileReader reader, const std::string& file,
                          const formats::Settled& settled) {
    const auto outcome = formats::testing::outcome_of(reader, file, settled);
    const auto lines = 1 + static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n'));
    for (const auto& read : outcome.runs) {
        require(read.line <= lines, "a run stands on a line of the file");
        check_read(read);
    }
    for (const auto& bad : outcome.bad) {
        require(bad.line <= lines, "so does what is refused");
        require(!bad.why.empty(), "with a reason");
        check_words(bad.where);
        check_words(bad.why);
    }
    check_words(outcome.refusal);
    check_words(outcome.hint);
    require(same(outcome, formats::testing::outcome_of(reader, file, settled)), "the same file says the same again");
}

/// The first byte says what is settled. The rest is read once as a whole table, and once behind `header`, so that rows
/// are reached without finding one first.
inline void check_foreign_table(formats::testing::FileReader reader, std::string_view input, std::string_view header) {
    if (input.empty()) return;
    const auto settled = settled_by(static_cast<std::uint8_t>(input[0]));
    const std::string file(input.substr(1));
    check_foreign(reader, file, settled);
    check_foreign(reader, std::string(header) + file, settled);
}

} // namespace runlog::fuzz
