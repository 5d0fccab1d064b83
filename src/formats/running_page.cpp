#include "bounded_input.hpp"
#include "foreign.hpp"
#include "lines.hpp"
#include "readers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace runlog::formats {

namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest = 20;

/// The members of an activity that are read, each as text. A number is a text too: the one that the file has.
struct Activity {
    static constexpr std::array<std::string_view, 7> names{"run_id", "name",       "distance",        "moving_time",
                                                           "type",   "start_date", "start_date_local"};
    std::array<std::string, names.size()> texts;

    std::string* text(std::string_view name) {
        const auto found = std::find(names.begin(), names.end(), name);
        return found == names.end() ? nullptr : &texts[static_cast<std::size_t>(found - names.begin())];
    }
    Cell cell(std::string_view name) { return {std::string(name), *text(name), 0}; }
};

// What an activity says -------------------------------------------------------------------------------------------

/// A number as JSON has it, be it within quotes.
std::optional<double> number_in(const Cell& cell) {
    if (is_absent(cell.text)) return std::nullopt;
    double value = 0;
    const char* const end = cell.text.data() + cell.text.size();
    const auto [stop, trouble] = std::from_chars(cell.text.data(), end, value);
    if (trouble != std::errc{} || stop != end) refuse(cell, fmt::format("{} is not a number", shown(cell.text)));
    return value;
}

/// A clock's form, or seconds.
std::optional<Seconds> duration_in(const Cell& cell) {
    if (cell.text.find(':') != std::string::npos) return read_clock(cell);
    const auto seconds = number_in(cell);
    return seconds ? believed_seconds(cell, *seconds) : std::nullopt;
}

[[noreturn]] void refuse_start(const Cell& cell) {
    refuse(cell, fmt::format("{} is not a day and time like 2026-11-21 06:00:00", shown(cell.text)));
}

/// A day and time that begins with its year. Nobody is asked what else could be meant: running_page writes no other.
LocalTime time_in(const Cell& cell) {
    constexpr std::size_t year_size = 4;
    if (!is_absent(cell.text) && trimmed(cell.text).find_first_not_of("0123456789") != year_size) refuse_start(cell);
    return read_date_time(cell, {});
}

void set_start(ReadRun& read, Activity& activity) {
    auto local = activity.cell("start_date_local");
    if (is_absent(local.text)) {
        auto moment = activity.cell("start_date");
        if (moment.text.ends_with('Z')) moment.text.pop_back();
        read.moment = Instant{time_in(moment).time_since_epoch()};
        return;
    }
    // Some write local times as though they were UTC, and some add how far their clock is from it.
    if (local.text.ends_with('Z')) local.text.pop_back();
    const auto at = local.text.find_last_of("+-");
    const bool has_offset = local.text.size() > 6 && at == local.text.size() - 6;
    std::string time = local.text;
    if (has_offset) time.resize(at);
    const auto start = time_in({local.column, time, 0});
    if (!has_offset) {
        read.local_start = start;
        return;
    }
    const auto placed = parse_iso_placed(iso(start) + local.text.substr(at));
    if (!placed) refuse_start(local);
    read.run.start = placed;
}

ReadRun run_of(Activity& activity) {
    ReadRun read;
    set_source(read, "running_page", activity.cell("run_id"));
    set_start(read, activity);
    const auto distance = activity.cell("distance");
    if (const auto metres = number_in(distance)) read.run.distance = believed_metres(distance, *metres);
    read.run.duration = duration_in(activity.cell("moving_time"));
    read.run.note = note_of(*activity.text("name"), "");
    read.sport = *activity.text("type");
    check_effort(read.run);
    return read;
}

// The list of them ------------------------------------------------------------------------------------------------

/// Takes the file apart as its parser goes through it: a list, in it activities, in them members of which those with
/// one value count. Deeper down nothing is looked at. The names of its functions are those that the parser calls.
class ActivityList : public Json::json_sax_t {
public:
    ActivityList(std::istream& in, const RowVisitor& visit)
        : guard_(in, longest_line, [this] { return too_long(); }), visit_(visit) {}

    void read() {
        std::istream bounded(&guard_);
        Json::sax_parse(bounded, this);
    }

    bool null() override { return value({}); }
    bool boolean(bool) override { return value({}); }
    bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
    bool number_float(number_float_t, const std::string& text) override { return value(text); }
    bool string(std::string& text) override { return value(text); }
    bool binary(Json::binary_t&) override { return value({}); }

    bool key(std::string& name) override {
        guard_.progress();
        if (depth_ == in_activity) member_ = activity_.text(name);
        return true;
    }

    bool start_array(std::size_t) override { return enter(false); }
    bool start_object(std::size_t) override { return enter(true); }
    bool end_array() override { return leave(); }
    bool end_object() override { return leave(); }

    bool parse_error(std::size_t place, const std::string&, const Json::exception& error) override {
        constexpr int number_too_large = 406;
        if (error.id == number_too_large)
            throw BadFile(fmt::format("The number that ends at byte {} is too large.", place));
        if (guard_.at_end()) throw BadFile("It ends before its list of activities does.", "Fetch it once more.");
        throw BadFile(fmt::format("From byte {} on it cannot be read as JSON.", place));
    }

private:
    static constexpr std::size_t in_list = 1;
    static constexpr std::size_t in_activity = 2;

    /// The parser forgets what it read when it comes to the next name, text or number, and not before.
    bool value(const std::string& text) {
        if (!text.empty()) guard_.progress();
        if (depth_ == 0) refuse_file();
        if (depth_ == in_list) refuse_item();
        if (depth_ == in_activity && member_) *member_ = text;
        member_ = nullptr;
        return true;
    }

    bool enter(bool is_object) {
        if (depth_ == 0 && is_object) refuse_file();
        if (depth_ == in_list) begin_item(is_object);
        if (member_) member_->clear();
        member_ = nullptr;
        if (++depth_ > deepest)
            throw BadFile(fmt::format("Its activity {} is nested deeper than running_page nests any.", count_));
        return true;
    }

    bool leave() {
        member_ = nullptr;
        if (--depth_ == in_list && is_activity_) hand_over();
        return true;
    }

    void begin_item(bool is_object) {
        is_activity_ = is_object;
        activity_ = {};
        if (is_object)
            ++count_;
        else
            refuse_item();
    }

    void hand_over() {
        try {
            visit_.run(run_of(activity_));
        } catch (const BadField& bad) {
            visit_.bad({0, place(bad.where), bad.what()});
        }
    }

    void refuse_item() {
        ++count_;
        visit_.bad({0, place(""), "it is not an activity"});
    }

    std::string place(const std::string& member) const {
        return fmt::format("activity {}{}{}", count_, member.empty() ? "" : ", ", member);
    }

    [[noreturn]] static void refuse_file() {
        throw BadFile("It is not a list of activities.", "running_page keeps them in its activities.json.");
    }

    BadFile too_long() const {
        return BadFile(fmt::format("After activity {} it goes on for more than 1 MB without a value.", count_));
    }

    BoundedInput guard_;
    const RowVisitor& visit_;
    std::size_t depth_ = 0;
    std::size_t count_ = 0; ///< of the items of the list that have begun
    bool is_activity_ = false;
    Activity activity_;
    std::string* member_ = nullptr; ///< of the activity, whose value comes next
};

} // namespace

void read_running_page(std::istream& in, const RowVisitor& visit) {
    ActivityList(in, visit).read();
}

} // namespace runlog::formats
