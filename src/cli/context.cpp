#include "context.hpp"

#include "table.hpp"
#include "wording.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/system/zones.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

constexpr Glyphs unicode_glyphs{"→", "·", "–", "…"};
constexpr Glyphs ascii_glyphs{"->", "-", "-", "..."};

/// The member that a new log begins with.
Member owner_from(const system::Login& login) {
    Member owner;
    owner.handle = handle_from(login.name);
    if (is_utf8(login.full_name)) owner.name = login.full_name;
    return owner;
}

} // namespace

Context::Context(const system::Surroundings& around, Streams streams, std::optional<std::filesystem::path> log_path)
    : around_(around), streams_(streams), named_log_(std::move(log_path)),
      glyphs_(around.unicode ? unicode_glyphs : ascii_glyphs) {}

std::filesystem::path Context::log_path() const {
    if (named_log_) return *named_log_;
    if (around_.default_log) return *around_.default_log;
    throw Error("There is no place for the log: HOME is not set.", "Name a file with --db FILE or RUNLOG_DB.");
}

std::size_t Context::width() const {
    return around_.terminal ? static_cast<std::size_t>(around_.width) : Table::unlimited;
}

std::string Context::typed(std::string_view words) const {
    const bool is_usual = !named_log_ || (around_.default_log && *named_log_ == *around_.default_log);
    return is_usual ? fmt::format("runlog {}", words)
                    : fmt::format("runlog --db {} {}", shell_word(named_log_->string()), words);
}

const store::Log& Context::log() {
    if (!log_) log_ = store::Log::open(log_path(), reading_);
    return *log_;
}

store::Log& Context::log_to_change() {
    if (!writable_) log_.reset();
    if (!log_) log_ = store::Log::open(log_path(), store::Access::write);
    writable_ = true;
    return *log_;
}

store::Log& Context::log_to_change_or_begin() {
    std::error_code ignored;
    const auto path = log_path();
    if (!std::filesystem::exists(path, ignored) && !std::filesystem::is_symlink(path, ignored)) {
        log_ = store::Log::create(path, owner_from(around_.login()), around_.now);
        writable_ = true;
    }
    return log_to_change();
}

std::optional<ChangeId> Context::change(std::string_view command,
                                        const std::function<std::string(store::Writer&)>& work) {
    auto& log = log_to_change_or_begin();
    const bool begins = log.is_new() && !changed_;
    const auto id = store::change(log, around_.now, command, work);
    changed_ = changed_ || id.has_value();
    settings_.reset();
    if (begins && id) {
        const Member owner = store::owner(log);
        note(fmt::format("A new log for {} begins at {}", printable(owner.handle), printable(log.path().string())));
    }
    return id;
}

void Context::rehearse(const std::function<void(store::Writer&)>& work) {
    store::rehearse(log_to_change_or_begin(), around_.now, work);
    settings_.reset();
}

const store::Settings& Context::settings() {
    if (!settings_) settings_ = store::settings(*log_);
    return *settings_;
}

Zone Context::zone_of(const Member& member) const {
    return member.zone ? system::find_zone(*member.zone, around_.zone) : around_.zone;
}

LocalTime Context::now_for(const Member& member) const {
    return place(zone_of(member), around_.now).local;
}

Instant Context::moment_for(const Member& member) const {
    const Day day = today_for(member);
    const Zone zone = zone_of(member);
    if (day == date::floor<date::days>(place(zone, around_.now).local)) return around_.now;
    return place(zone, LocalTime{day + date::days{1}}).instant() - std::chrono::seconds{1};
}

Day Context::today_for(const Member& member) const {
    const Day today = date::floor<date::days>(now_for(member));
    return as_of_ ? std::min(today, as_of_day()) : today;
}

Day Context::as_of_day() const {
    if (as_of_day_) return *as_of_day_;
    const LocalTime now = now_for(store::owner(*log_));
    const Day day = parse_when(*as_of_, now, Tense::past).day;
    if (day > date::floor<date::days>(now))
        throw Error(fmt::format("{} has not come yet.", long_text(day)), "--as-of looks back, or at today.");
    as_of_day_ = day;
    return day;
}

} // namespace runlog::cli
