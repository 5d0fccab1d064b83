#pragma once

#include "measured.hpp"
#include "runlog/formats/read_run.hpp"
#include "xml.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace runlog::formats {

/// What the readers of XML have in common: activities that come one after the other, of which each is handed over once
/// it is complete. Of a bad one the first trouble is told, and the rest is passed over. `Activity` holds what is known
/// of one so far, the run itself in `read`.
template <class Activity>
class ActivityReader : public XmlHandler {
public:
    bool found_any() const { return found_any_; }

protected:
    explicit ActivityReader(const RowVisitor& visit) : visit_(visit) {}

    void begin_activity(std::size_t line, std::string program) {
        current_.emplace();
        current_->read.line = line;
        current_->read.program = std::move(program);
        is_bad_ = false;
        found_any_ = true;
    }

    bool is_within() const { return current_.has_value(); }
    /// Whether there is still something to be known of it.
    bool is_wanted() const { return current_ && !is_bad_; }
    Activity& current() { return *current_; }

    /// Does `work` on the current activity. What it refuses stands on `line`.
    template <class Work>
    void attempt(std::size_t line, const Work& work) {
        BadRow row{line, "", ""};
        try {
            work();
            return;
        } catch (const BadField& bad) {
            row.why = bad.what();
        }
        is_bad_ = true;
        visit_.bad(std::move(row));
    }

    /// `complete` makes a run of what is known.
    template <class Complete>
    void end_activity(const Complete& complete) {
        if (is_wanted()) attempt(current_->read.line, complete);
        if (is_wanted()) visit_.run(std::move(current_->read));
        current_.reset();
    }

private:
    const RowVisitor& visit_;
    std::optional<Activity> current_;
    bool is_bad_ = false;
    bool found_any_ = false;
};

} // namespace runlog::formats
