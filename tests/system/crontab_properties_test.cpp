#include "runlog/system/crontab.hpp"

#include "system/cron_support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

namespace runlog::system {

namespace {

using rc::gen::element;
using rc::gen::inRange;
using test::begin_mark;
using test::block_of;
using test::end_mark;

using Words = std::vector<std::string>;

enum class Owner { begin, end, job, other };

struct Line {
    std::string text; ///< with what ends it
    Owner owner = Owner::other;
};

/// A crontab of which the test knows whose each line is.
struct Hostile {
    std::vector<Line> lines;

    std::string text() const {
        std::string all;
        for (const auto& line : lines) all += line.text;
        return all;
    }
    /// The bytes that are not ours, with the one newline that cron needs and they may lack.
    std::string foreign() const {
        std::string all;
        for (const auto& line : lines)
            if (line.owner == Owner::other) all += line.text;
        return all.empty() || all.ends_with('\n') ? all : all + '\n';
    }
    /// Those before the first line of ours.
    std::string before() const {
        std::string all;
        for (const auto& line : lines) {
            if (line.owner != Owner::other) return all;
            all += line.text;
        }
        return foreign();
    }
    bool has_ours() const {
        return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.owner != Owner::other; });
    }
};

std::string any_bytes(std::string_view forbidden) {
    std::string text = *rc::gen::arbitrary<std::string>();
    std::erase_if(text, [&](char c) { return c == '\0' || forbidden.find(c) != std::string_view::npos; });
    return text;
}

/// A word of a command, of which blanks, quotes and percent signs are a good part.
std::string any_word() {
    const auto parts = *rc::gen::container<Words>(element<std::string>("a", "/", " ", "'", "\"", "%", "$", "`", "#",
                                                                       "*", ";", "&", "\t", "ë", "走", "\r", "=", "-"));
    return std::accumulate(parts.begin(), parts.end(), any_bytes("\n\\"));
}

std::string any_job() {
    Words words{"/usr/bin/runlog", "--db", "/home/" + any_word(), "remind"};
    if (*rc::gen::arbitrary<bool>()) words.insert(words.begin(), {"/usr/bin/env", "TZ=" + any_word()});
    if (*rc::gen::arbitrary<bool>()) words.insert(words.end(), {"--exec", any_word()});
    return cron_daily(std::chrono::minutes{*inRange(0, 1440)}) + " " + cron_command(words);
}

Words any_jobs() {
    Words jobs(*inRange<std::size_t>(1, 4));
    for (auto& job : jobs) job = any_job();
    return jobs;
}

std::string any_foreign_line() {
    switch (*inRange(0, 4)) {
    case 0: return any_bytes("\n");
    case 1: return std::string(*inRange<std::size_t>(900, 5'000), 'x') + any_bytes("\n");
    case 2: return *element(" " + begin_mark, begin_mark + " ", "x" + end_mark, end_mark + ".", "#" + begin_mark);
    default:
        return *element<std::string>("", "# a comment", "MAILTO=sam@example.org", "MAILTO=\"\"", "PATH=/usr/bin:/bin",
                                     "@reboot /home/sam/bin/start", "@daily true", "0 3 * * * date +\\%F",
                                     "*/5 * * * * echo 50% done", "# zoë läuft 走る", "  \t",
                                     "0 19 * * * runlog remind",
                                     "# 0 19 * * * /usr/bin/runlog --db /home/sam/x.db remind", "\\", "'\"");
    }
}

/// Any lines of others, with marks of ours in any order, and jobs behind begin marks.
Hostile any_table() {
    Hostile table;
    for (int left = *inRange(0, 12); left > 0; --left) {
        const std::string ending = *element<std::string>("\n", "\n", "\n", "\r\n");
        const bool in_block = !table.lines.empty() &&
                              (table.lines.back().owner == Owner::begin || table.lines.back().owner == Owner::job);
        switch (*rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {2, 2}, {in_block ? 8U : 0U, 3}})) {
        case 1: table.lines.push_back({begin_mark + ending, Owner::begin}); break;
        case 2: table.lines.push_back({end_mark + ending, Owner::end}); break;
        case 3: table.lines.push_back({any_job() + ending, Owner::job}); break;
        default: table.lines.push_back({any_foreign_line() + ending, Owner::other});
        }
    }
    if (!table.lines.empty() && *rc::gen::arbitrary<bool>()) {
        auto& last = table.lines.back().text;
        while (last.ends_with('\n') || last.ends_with('\r')) last.pop_back();
        if (last.empty()) table.lines.pop_back();
    }
    return table;
}

std::ptrdiff_t count_lines(const std::string& table, const std::string& text) {
    const auto lines = test::lines_with_endings(table);
    return std::count(lines.begin(), lines.end(), text + "\n");
}

} // namespace

TEST_CASE("installing puts one block where ours stood, and leaves every other byte as it was") {
    CHECK(rc::check("with_cron_jobs changes nothing foreign", [] {
        const Hostile table = any_table();
        const Words jobs = any_jobs();
        const std::string foreign = table.foreign();
        const std::string before = table.before();
        RC_ASSERT(with_cron_jobs(table.text(), jobs) == before + block_of(jobs) + foreign.substr(before.size()));
    }));
}

TEST_CASE("uninstalling takes ours away and leaves every other byte as it was") {
    CHECK(rc::check("with_cron_jobs without jobs changes nothing foreign", [] {
        const Hostile table = any_table();
        RC_ASSERT(with_cron_jobs(table.text(), {}) == (table.has_ours() ? table.foreign() : table.text()));
    }));
}

TEST_CASE("installing again changes nothing") {
    CHECK(rc::check("with_cron_jobs is idempotent", [] {
        const Words jobs = any_jobs();
        const std::string once = with_cron_jobs(any_table().text(), jobs);
        RC_ASSERT(with_cron_jobs(once, jobs) == once);
        const std::string gone = with_cron_jobs(once, {});
        RC_ASSERT(with_cron_jobs(gone, {}) == gone);
    }));
}

TEST_CASE("uninstalling gives back the crontab from before installing") {
    CHECK(rc::check("with_cron_jobs undoes itself", [] {
        Hostile table = any_table();
        std::erase_if(table.lines, [](const Line& line) { return line.owner != Owner::other; });
        const std::string before = table.text();
        const std::string after = with_cron_jobs(with_cron_jobs(before, any_jobs()), {});
        RC_ASSERT(after == (before.empty() || before.ends_with('\n') ? before : before + '\n'));
    }));
}

TEST_CASE("the jobs read back are those that were written") {
    CHECK(rc::check("cron_jobs reads what with_cron_jobs wrote", [] {
        const Words jobs = any_jobs();
        RC_ASSERT(cron_jobs(with_cron_jobs(any_table().text(), jobs)) == jobs);
    }));
}

TEST_CASE("a hundred installs and uninstalls neither wear others' lines nor leave two blocks") {
    CHECK(rc::check("with_cron_jobs a hundred times", [] {
        const Hostile start = any_table();
        const std::vector<Words> choices{any_jobs(), any_jobs(), {}};
        std::string table = start.text();
        for (int round = 0; round < 100; ++round) {
            const Words& jobs = choices[*inRange<std::size_t>(0, choices.size())];
            table = with_cron_jobs(table, jobs);
            RC_ASSERT(count_lines(table, begin_mark) == (jobs.empty() ? 0 : 1));
            RC_ASSERT(count_lines(table, end_mark) == (jobs.empty() ? 0 : 1));
            RC_ASSERT(cron_jobs(table) == jobs);
            std::string rest = table;
            if (!jobs.empty()) rest.erase(table.find("\n" + block_of(jobs)) + 1, block_of(jobs).size());
            RC_ASSERT(rest == start.foreign() || rest == start.text());
        }
    }));
}

TEST_CASE("any bytes at all are a crontab that can be installed in and cleaned again") {
    CHECK(rc::check("with_cron_jobs survives any table", [] {
        const std::string table = any_bytes("");
        const Words jobs = any_jobs();
        const std::string there = with_cron_jobs(table, jobs);
        RC_ASSERT(cron_jobs(there) == jobs);
        RC_ASSERT(there.starts_with(table));
        RC_ASSERT(with_cron_jobs(there, {}) == (table.empty() || table.ends_with('\n') ? table : table + '\n'));
    }));
}

TEST_CASE("whatever words are, cron and the shell make the same of them again") {
    CHECK(rc::check("cron_command means its words", [] {
        Words words(*inRange<std::size_t>(1, 5));
        for (auto& word : words) word = any_word();
        const std::string command = cron_command(test::telling(words));
        RC_ASSERT(command.find('\n') == std::string::npos);
        RC_ASSERT(test::words_told(test::as_cron_reads(command)) == words);
    }));
}

} // namespace runlog::system
