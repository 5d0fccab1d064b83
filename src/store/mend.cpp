#include "database.hpp"
#include "files.hpp"
#include "runlog/store/safety.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace runlog::store {

namespace {

namespace fs = std::filesystem;

void close_to_others(const Log& log, Mended& mended) {
    for (const auto& path : open_to_others(log.path())) {
        if (::chmod(path.c_str(), 0600) != 0)
            throw Error(fmt::format("{} cannot be closed to others: {}.", path.string(), std::strerror(errno)),
                        "Check who owns it.");
        mended.done.push_back(fmt::format("{} is closed to others", path.string()));
    }
}

void clear_drafts(const Log& log, Instant now, Mended& mended) {
    for (const auto& path : abandoned_drafts(log.path(), now)) {
        std::error_code trouble;
        if (!fs::remove(path, trouble) && trouble)
            throw Error(fmt::format("{} cannot be removed: {}.", path.string(), trouble.message()),
                        "Check who owns its folder.");
        mended.done.push_back(fmt::format("{} is gone", path.string()));
    }
}

void write_indexes_anew(Log& log, Instant now, Mended& mended) {
    const fs::path kept = kept_beside(log.path(), now);
    back_up(log, kept);
    SQLite::Transaction transaction(connection(log), SQLite::TransactionBehavior::IMMEDIATE);
    connection(log).exec("REINDEX");
    transaction.commit();
    mended.kept = kept;
    mended.done.emplace_back("the indexes are written anew");
}

/// What a run says of itself holds; its members' rows repeat it.
void repeat_days(Log& log, Instant now, Mended& mended) {
    mended.change = change(log, now, "doctor", [](Writer& writer) {
        execute(writer, "UPDATE OR REPLACE run_members SET (day, distance_m) = "
                        "(SELECT day, distance_m FROM runs WHERE id = run_id) WHERE (day, distance_m) IS NOT "
                        "(SELECT day, distance_m FROM runs WHERE id = run_id) AND run_id IN (SELECT id FROM runs)");
        return "mended the days and distances of runs";
    });
    mended.done.emplace_back("every run is kept under one day and distance");
}

const Finding& about(const std::vector<Finding>& findings, std::string_view subject) {
    return *std::find_if(findings.begin(), findings.end(), [&](const auto& one) { return one.subject == subject; });
}

bool needs_backup(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return std::any_of(finding.troubles.begin(), finding.troubles.end(),
                           [](const Trouble& trouble) { return trouble.remedy == Remedy::backup; });
    });
}

} // namespace

Mended mend(Log& log, Instant now) {
    Mended mended;
    const auto findings = examine(log, now);
    try {
        close_to_others(log, mended);
        clear_drafts(log, now, mended);
        if (needs_backup(findings)) return mended;
        if (!about(findings, "file").troubles.empty()) write_indexes_anew(log, now, mended);
        if (!about(findings, "days").troubles.empty()) repeat_days(log, now, mended);
    } catch (const SQLite::Exception& trouble) {
        throw *explain(trouble, log.path());
    }
    return mended;
}

} // namespace runlog::store
