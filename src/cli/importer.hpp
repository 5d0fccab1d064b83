#pragma once

#include "context.hpp"
#include "runlog/domain/merge.hpp"
#include "runlog/formats/history.hpp"
#include "runlog/system/interrupt.hpp"
#include "tagging.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// What somebody who brings runs in says of them.
struct ImportWords {
    std::string member;              ///< whose they are, where the file does not say
    std::string zone;                ///< where the file does not say
    std::vector<std::string> sports; ///< in the words of files, lower case; running where empty, everything with `all`
    std::optional<Day> since;
    bool create_members = false;
    bool solo = false;
    bool skip_bad = false;
    bool verbose = false;
};

/// What became of the runs that were brought in.
struct Tally {
    /// Two runs that may be one.
    struct Double {
        RunId added;
        RunId other;
        std::string when; ///< as it is told
    };

    std::int64_t added = 0;
    std::int64_t known = 0;
    std::int64_t bad = 0;
    std::int64_t at_sessions = 0;                 ///< of those added
    std::map<std::string, std::int64_t> left_out; ///< why, and how often
    std::int64_t doubles = 0;
    std::vector<Double> first_doubles; ///< no more than are told
    std::vector<std::string> new_members;
    std::vector<std::string> new_groups;

    static constexpr std::size_t told = 10; ///< how many of a kind an answer tells one by one
};

/// Runs on their way from files into the log.
class Importer {
public:
    Importer(Context& context, const ImportWords& words, store::Writer& writer);

    /// What is taken and refused from now on stands in this file.
    void open_file(std::string place) { place_ = std::move(place); }

    /// Brings a run in, unless it is known already or not wanted. One that cannot be kept is refused. Throws Error
    /// where somebody wants no more of it.
    void take(formats::ReadRun read);

    /// Throws Error where bad rows are not to be left out.
    void refuse(const formats::BadRow& row);
    void refuse(const formats::BadFile& file);

    const Tally& tally() const { return tally_; }

private:
    struct Place {
        Zone zone;
        Day today;
    };

    const Place& place_called(const std::string& name);
    void place_run(formats::ReadRun& read);
    void name_people(Run& run);
    const Member& member_named(const std::string& name);
    std::string group_handle(const std::string& name);
    std::optional<std::string> unwanted(const formats::ReadRun& read) const;
    void name_source(formats::ReadRun& read);
    void tag(Run& run, const std::string& sport);
    bool is_known(const formats::ReadRun& read);
    std::optional<RunId> other_record_of(const Run& run);
    void tell_double(const Run& run, RunId other);
    void refuse(const std::string& sentence, const std::string& hint);
    void tell(const Run& run, const std::string& fate);
    std::string where(std::size_t line) const;

    Context& context_;
    const ImportWords& words_;
    store::Writer& writer_;
    Member owner_;
    RunId newest_before_;
    Unit unit_;
    std::string place_;
    std::size_t line_ = 0; ///< of the run at hand
    std::map<std::string, Place> places_;
    std::map<std::string, Member> members_;
    std::vector<bool> matched_; ///< runs of the log, by number, that an alike run of the file stands for
    Tagger tagger_;
    Tally tally_;
    system::Interruptible interruptible_;
};

} // namespace runlog::cli
