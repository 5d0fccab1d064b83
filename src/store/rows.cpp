#include "database.hpp"

#include <fmt/format.h>

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace runlog::store {

namespace {

[[noreturn]] void refuse_row(SQLite::Statement& row, int column) {
    throw Error(fmt::format("The log holds something unreadable as {}: '{}'.", row.getColumnName(column),
                            row.getColumn(column).getString()),
                "See: runlog doctor");
}

} // namespace

Uid new_uid(const Writer& writer) {
    std::array<std::uint8_t, 10> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        throw Error(fmt::format("No random numbers are to be had: {}.", std::strerror(errno)));
    return make_uid(writer.now().time_since_epoch(), random);
}

Uid kept_or_new_uid(const Writer& writer, const Uid& uid) {
    return uid == Uid{} ? new_uid(writer) : uid;
}

void put(SQLite::Statement& statement, int index, Day day) {
    statement.bind(index, iso(day));
}
void put(SQLite::Statement& statement, int index, const Uid& uid) {
    statement.bind(index, uid.bytes.data(), static_cast<int>(uid.bytes.size()));
}
void put(SQLite::Statement& statement, int index, std::string_view text) {
    statement.bind(index, std::string(text));
}
void put(SQLite::Statement& statement, int index, Instant instant) {
    statement.bind(index, instant_text(instant));
}
void put(SQLite::Statement& statement, int index, Metres distance) {
    statement.bind(index, distance.value);
}
void put(SQLite::Statement& statement, int index, Seconds duration) {
    statement.bind(index, static_cast<std::int64_t>(duration.count()));
}

Day day_at(SQLite::Statement& row, int column) {
    const auto day = parse_iso_day(row.getColumn(column).getText());
    if (!day) refuse_row(row, column);
    return *day;
}

std::optional<Day> maybe_day_at(SQLite::Statement& row, int column) {
    if (row.isColumnNull(column)) return std::nullopt;
    return day_at(row, column);
}

std::optional<std::string> maybe_text_at(SQLite::Statement& row, int column) {
    if (row.isColumnNull(column)) return std::nullopt;
    return row.getColumn(column).getString();
}

std::optional<std::int64_t> maybe_number_at(SQLite::Statement& row, int column) {
    if (row.isColumnNull(column)) return std::nullopt;
    return row.getColumn(column).getInt64();
}

Uid uid_at(SQLite::Statement& row, int column) {
    const auto cell = row.getColumn(column);
    Uid uid;
    if (cell.getBytes() != static_cast<int>(uid.bytes.size())) refuse_row(row, column);
    const auto* bytes = static_cast<const std::uint8_t*>(cell.getBlob());
    std::copy_n(bytes, uid.bytes.size(), uid.bytes.begin());
    return uid;
}

std::optional<Placed> maybe_placed_at(SQLite::Statement& row, int column) {
    if (row.isColumnNull(column)) return std::nullopt;
    const auto placed = parse_iso_placed(row.getColumn(column).getText());
    if (!placed) refuse_row(row, column);
    return placed;
}

LocalTime local_time_at(SQLite::Statement& row, int column) {
    const auto time = parse_iso_time(row.getColumn(column).getText());
    if (!time) refuse_row(row, column);
    return *time;
}

std::string instant_text(Instant instant) {
    return iso(LocalTime{instant.time_since_epoch()}) + "Z";
}

Instant instant_at(SQLite::Statement& row, int column) {
    std::string_view text = row.getColumn(column).getText();
    if (text.ends_with('Z')) text.remove_suffix(1);
    const auto time = parse_iso_time(text);
    if (!time) refuse_row(row, column);
    return Instant{time->time_since_epoch()};
}

std::int64_t last_number(const Writer& writer) {
    return connection(writer).getLastInsertRowid();
}

} // namespace runlog::store
