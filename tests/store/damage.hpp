#pragma once

#include "fixture.hpp"
#include "runlog/store/safety.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// Logs that are damaged, and what is found wrong with them.
namespace runlog::store::testing {

/// What is wrong with one subject, or that nobody looked at it.
inline std::vector<std::string> troubles(const std::vector<Finding>& findings, const std::string& subject) {
    for (const auto& finding : findings) {
        if (finding.subject != subject) continue;
        std::vector<std::string> troubles;
        for (const auto& trouble : finding.troubles) troubles.push_back(trouble.what);
        return troubles;
    }
    return {"nobody looked at " + subject};
}

/// The subjects in which something is wrong.
inline std::vector<std::string> troubled(const Log& log) {
    std::vector<std::string> subjects;
    for (const auto& finding : examine(log, now))
        if (!finding.troubles.empty()) subjects.push_back(finding.subject);
    return subjects;
}

/// A closed log in which every table and index has pages of its own.
inline std::filesystem::path full_log(const std::filesystem::path& path) {
    Log log = make_log(path);
    change(log, now, "import", [](Writer& writer) {
        for (int i = 0; i < 400; ++i) add_run(writer, run_on(today - date::days{i}));
        return "400 runs";
    });
    close(std::move(log));
    return path;
}

/// Overwrites the first page of a table or an index.
inline void wreck(const std::filesystem::path& path, const std::string& name) {
    const auto size = std::stoul(ask(path, "PRAGMA page_size"));
    const auto page = std::stoul(ask(path, "SELECT rootpage FROM sqlite_master WHERE name = '" + name + "'"));
    std::string bytes = bytes_of(path);
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>((page - 1) * size), size, '\xaa');
    write_file(path, bytes);
}

} // namespace runlog::store::testing
