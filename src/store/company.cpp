#include "runlog/store/company.hpp"

#include "database.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

/// Whether the run `r` of the member ?1 had company.
constexpr std::string_view in_company =
    "(EXISTS (SELECT 1 FROM run_members AS b WHERE b.run_id = r.id AND b.member_id <> ?1) "
    "OR (r.session IS NOT NULL AND r.remote = 0 AND EXISTS (SELECT 1 FROM runs AS s "
    "JOIN run_members AS b ON b.run_id = s.id WHERE s.group_id = r.group_id AND s.day = r.day "
    "AND s.session = r.session AND s.remote = 0 AND b.member_id <> ?1)))";

} // namespace

std::optional<Company> last_company(const Log& log, MemberId member, Day since, Day until) {
    Query query(log, fmt::format("SELECT a.run_id, a.day FROM run_members AS a JOIN runs AS r ON r.id = a.run_id "
                                 "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND {} "
                                 "ORDER BY a.day DESC, r.start DESC, r.uid DESC LIMIT 1",
                                 in_company));
    put(query, 1, member);
    put(query, 2, since);
    put(query, 3, until);
    if (!query.executeStep()) return std::nullopt;
    Company company{day_at(query, 1), {}};
    Query others(log, "SELECT m.handle FROM (SELECT member_id FROM run_members WHERE run_id = ?1 UNION "
                      "SELECT rm.member_id FROM runs AS r JOIN runs AS s ON s.group_id = r.group_id "
                      "AND s.day = r.day AND s.session = r.session AND s.remote = 0 "
                      "JOIN run_members AS rm ON rm.run_id = s.id WHERE r.id = ?1 AND r.remote = 0) AS there "
                      "JOIN members AS m ON m.id = there.member_id WHERE m.id <> ?2 ORDER BY m.handle");
    put(others, 1, query.getColumn(0).getInt64());
    put(others, 2, member);
    while (others.executeStep()) company.others.push_back(others.getColumn(0).getString());
    return company;
}

void each_own_run(const Log& log, MemberId member, Day since, Day until,
                  const std::function<void(const OwnRun&)>& visit) {
    Query query(log, fmt::format("SELECT a.run_id, a.day, a.distance_m, r.duration_s, {} FROM run_members AS a "
                                 "JOIN runs AS r ON r.id = a.run_id "
                                 "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 ORDER BY a.day, a.run_id",
                                 in_company));
    put(query, 1, member);
    put(query, 2, since);
    put(query, 3, until);
    while (query.executeStep()) {
        OwnRun run{RunId{query.getColumn(0).getInt64()}, day_at(query, 1), std::nullopt, std::nullopt};
        if (const auto distance = maybe_number_at(query, 2)) run.distance = Metres{*distance};
        if (const auto duration = maybe_number_at(query, 3)) run.duration = Seconds{*duration};
        run.in_company = query.getColumn(4).getInt() != 0;
        visit(run);
    }
}

void each_run_in_company(const Log& log, MemberId member, Day since, Day until,
                         const std::function<void(const RunInCompany&)>& visit) {
    Query query(log, "SELECT a.run_id, a.day, b.member_id FROM run_members AS a "
                     "JOIN run_members AS b ON b.run_id = a.run_id "
                     "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND b.member_id <> ?1 UNION "
                     "SELECT a.run_id, a.day, b.member_id FROM run_members AS a JOIN runs AS r ON r.id = a.run_id "
                     "JOIN runs AS s ON s.group_id = r.group_id AND s.day = r.day AND s.session = r.session "
                     "AND s.remote = 0 JOIN run_members AS b ON b.run_id = s.id "
                     "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND r.remote = 0 AND b.member_id <> ?1 "
                     "ORDER BY 2, 1, 3");
    put(query, 1, member);
    put(query, 2, since);
    put(query, 3, until);
    std::optional<RunInCompany> run;
    while (query.executeStep()) {
        const RunId id{query.getColumn(0).getInt64()};
        if (run && run->run != id) {
            visit(*run);
            run.reset();
        }
        if (!run) run = RunInCompany{id, day_at(query, 1), {}};
        run->others.push_back(MemberId{query.getColumn(2).getInt64()});
    }
    if (run) visit(*run);
}

} // namespace runlog::store
