#pragma once

#include "runlog/cli/program.hpp"
#include "runlog/domain/people.hpp"
#include "runlog/store/journal.hpp"
#include "runlog/store/settings.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace runlog::cli {

/// The marks that differ between a terminal with everything and plain ASCII.
struct Glyphs {
    std::string_view arrow;
    std::string_view dot;
    std::string_view dash;
    std::string_view ellipsis;
};

/// What a running command has at hand: its surroundings, its streams, and the log, which is opened when first asked
/// for.
class Context {
public:
    Context(const system::Surroundings& around, Streams streams, std::optional<std::filesystem::path> log_path);

    const system::Surroundings& around() const { return around_; }
    std::istream& in() const { return streams_.in; }
    const Glyphs& glyphs() const { return glyphs_; }

    /// From here on the log is the one at `path`.
    void use_log(std::filesystem::path path) { named_log_ = std::move(path); }

    /// Where the log is or would be. Throws Error where nothing says so.
    std::filesystem::path log_path() const;

    /// The log, for reading. Throws Error where there is none.
    const store::Log& log();

    /// From here on the log is only glanced at (store::Access): for answers that nobody relies on.
    void only_glance() { reading_ = store::Access::glance; }

    /// Runs `work` as one change of the log, which begins here if there is none yet, and says so.
    std::optional<ChangeId> change(std::string_view command, const std::function<std::string(store::Writer&)>& work);

    /// Lets `work` do what it does in `change`, and leaves everything as it was.
    void rehearse(const std::function<void(store::Writer&)>& work);

    /// The log, for commands that change it otherwise than by `change`.
    store::Log& log_to_change();

    /// Whether a change has been committed.
    bool has_changed() const { return changed_; }

    /// For what changes the log and is not recorded by `change`: taking back, restoring.
    void mark_changed() { changed_ = true; }

    const store::Settings& settings();

    /// The zone of `member`, else that of the surroundings.
    Zone zone_of(const Member& member) const;
    LocalTime now_for(const Member& member) const;
    Day today_for(const Member& member) const;
    /// The end of that day, or now where it is today's.
    Instant moment_for(const Member& member) const;

    /// How wide a table may be: a terminal has its width, a file has none.
    std::size_t width() const;

    /// How `words` would be typed for this very log: with `--db` where this command had one that is not
    /// the usual.
    std::string typed(std::string_view words) const;

    /// The line that ends every answer to a change.
    void say_how_to_take_it_back() { say("Take it back: " + typed("undo")); }

    /// Words for whoever reads the answer, and words beside it.
    void say(std::string_view line) { streams_.out.write(line), streams_.out.write("\n"); }
    void print(std::string_view text) { streams_.out.write(text); }
    /// Writes out what was said. Throws Error where it could not be written; returns whether anybody still reads.
    bool flush() {
        streams_.out.flush();
        return !streams_.out.closed();
    }
    void note(std::string_view line) { streams_.err.write(line), streams_.err.write("\n"); }
    /// Words about what goes on, in the place of the last ones; for a terminal.
    void overwrite(std::string_view line) {
        streams_.err.write("\r");
        streams_.err.write(line);
        streams_.err.write("\x1b[K");
        streams_.err.flush();
    }

    /// From here on today is that day, by the owner's clocks, for everybody whose today is not before it.
    void set_as_of(std::optional<std::string> as_of) {
        as_of_ = std::move(as_of);
        as_of_day_.reset();
    }

private:
    store::Log& log_to_change_or_begin();
    Day as_of_day() const;

    const system::Surroundings& around_;
    Streams streams_;
    std::optional<std::filesystem::path> named_log_; ///< by `--db`
    Glyphs glyphs_;
    std::optional<std::string> as_of_;
    mutable std::optional<Day> as_of_day_; ///< once it was asked for
    std::optional<store::Log> log_;
    store::Access reading_ = store::Access::read;
    bool writable_ = false;
    bool changed_ = false;
    std::optional<store::Settings> settings_;
};

} // namespace runlog::cli
