#include "runlog/store/company.hpp"

#include "database.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

/// Whom the member ?1 had along on the run `r`: who is in the same run, and who was at the same session in another.
constexpr std::string_view companions =
    "SELECT b.member_id FROM run_members AS b WHERE b.run_id = r.id AND b.member_id <> ?1 UNION ALL "
    "SELECT b.member_id FROM runs AS s JOIN run_members AS b ON b.run_id = s.id WHERE r.remote = 0 "
    "AND s.group_id = r.group_id AND s.day = r.day AND s.session = r.session AND s.remote = 0 AND b.member_id <> ?1";

} // namespace

std::optional<Company> last_company(const Log& log, MemberId member, Day since, Day until) {
    Query query(log, fmt::format("SELECT a.run_id, a.day FROM run_members AS a JOIN runs AS r ON r.id = a.run_id "
                                 "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND EXISTS ({}) "
                                 "ORDER BY a.day DESC, r.start DESC, r.uid DESC LIMIT 1",
                                 companions));
    put(query, 1, member);
    put(query, 2, since);
    put(query, 3, until);
    if (!query.executeStep()) return std::nullopt;
    Company company{day_at(query, 1), {}};
    Query others(log, fmt::format("SELECT m.handle FROM runs AS r JOIN members AS m ON m.id IN ({}) "
                                  "WHERE r.id = ?2 ORDER BY m.handle",
                                  companions));
    put(others, 1, member);
    put(others, 2, query.getColumn(0).getInt64());
    while (others.executeStep()) company.others.push_back(others.getColumn(0).getString());
    return company;
}

void each_own_run(const Log& log, MemberId member, Day since, Day until,
                  const std::function<void(const OwnRun&)>& visit) {
    Query query(log,
                fmt::format("SELECT a.run_id, a.day, a.distance_m, r.duration_s, EXISTS ({}) FROM run_members AS a "
                            "JOIN runs AS r ON r.id = a.run_id "
                            "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 ORDER BY a.day, a.run_id",
                            companions));
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
    Query query(log, fmt::format("SELECT a.run_id, a.day, m.id FROM run_members AS a JOIN runs AS r ON r.id = a.run_id "
                                 "CROSS JOIN members AS m "
                                 "WHERE a.member_id = ?1 AND a.day BETWEEN ?2 AND ?3 AND m.id IN ({}) "
                                 "ORDER BY a.day, a.run_id, m.id",
                                 companions));
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
