#pragma once

#include "runlog/store/journal.hpp"
#include "runlog/store/log.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <date/date.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

/// What the tests of the store share: a folder that removes itself, a fresh log in it, a fixed now.
namespace runlog::store::testing {

/// Day `day` of November 2026. Today is Saturday the 21st.
constexpr Day november(unsigned day) {
    return Day{date::local_days{date::year{2026} / 11 / date::day{day}}};
}

inline constexpr Day today = november(21);
inline constexpr Instant now = date::sys_days{date::year{2026} / 11 / 21} + std::chrono::hours{12};

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "runlog-test-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

    /// The names of what stands in the folder, in order.
    std::vector<std::string> entries() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    std::filesystem::path path_;
};

inline Member named(std::string handle, std::string name = {}) {
    Member member;
    member.handle = std::move(handle);
    member.name = std::move(name);
    return member;
}

inline Group grouped(std::string handle) {
    Group group;
    group.handle = std::move(handle);
    return group;
}

/// A run of 5 km by anna, for a test that cares about its day at most.
inline Run run_on(Day day, std::vector<std::string> members = {"anna"}, std::int64_t metres = 5000) {
    Run run;
    run.day = day;
    run.zone = "Europe/Berlin";
    run.distance = Metres{metres};
    run.members = std::move(members);
    return run;
}

/// Makes a log of sue's at `path`, with anna and beth in it.
inline Log make_log(const std::filesystem::path& path) {
    Log log = Log::create(path, named("sue", "Sue Ellis"), now);
    change(log, now, "member", [](Writer& writer) {
        add_member(writer, named("anna"));
        add_member(writer, named("beth"));
        return "anna and beth";
    });
    return log;
}

/// A fresh log in a folder of its own.
struct FreshLog {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "runlog.db";
    Log log = make_log(path);

    /// One change that is not expected to fail; `work` returns nothing.
    ChangeId write(const std::function<void(Writer&)>& work) {
        return change(log, now, "test",
                      [&](Writer& writer) {
                          work(writer);
                          return "a test";
                      })
            .value();
    }

    RunId add(const Run& run) {
        RunId id;
        write([&](Writer& writer) { id = add_run(writer, run); });
        return id;
    }

    MemberId id_of(const std::string& handle) const { return find_member(log, handle).value().id; }
};

/// Closes `log`, so that everything it wrote stands in the one file.
inline void close(Log&& log) {
    const Log closed(std::move(log));
}

inline std::vector<Run> runs(const Log& log, const RunFilter& filter = {}) {
    std::vector<Run> all;
    each_run(log, filter, [&](const Run& run) { all.push_back(run); });
    return all;
}

inline std::vector<RunId> ids(const std::vector<Run>& runs) {
    std::vector<RunId> all;
    for (const auto& run : runs) all.push_back(run.id);
    return all;
}

/// Runs raw SQL on the file, past everything the store guards.
inline void tamper(const std::filesystem::path& path, const std::string& sql) {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
}

inline std::string ask(const std::filesystem::path& path, const std::string& sql) {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    return database.execAndGet(sql).getString();
}

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Every row of every table but the journal's own, as text.
inline std::vector<std::string> contents(SQLite::Database& database) {
    std::vector<std::string> rows;
    SQLite::Statement tables(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN "
                                       "('changes', 'change_pieces') AND name NOT LIKE 'sqlite_%' ORDER BY name");
    while (tables.executeStep()) {
        const std::string table = tables.getColumn(0).getString();
        SQLite::Statement all(database, "SELECT * FROM \"" + table + "\"");
        while (all.executeStep()) {
            std::string row = table;
            for (int column = 0; column < all.getColumnCount(); ++column)
                row += '|' + (all.isColumnNull(column) ? "NULL" : all.getColumn(column).getString());
            rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

inline std::vector<std::string> contents(const std::filesystem::path& path) {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    return contents(database);
}

/// The message of the Error that `work` throws; empty where it throws none. Anything else passes through.
inline std::string error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace runlog::store::testing
