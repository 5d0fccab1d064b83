#include "runlog/system/crontab.hpp"

#include "runlog/domain/error.hpp"
#include "system/cron_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace runlog::system {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using test::begin_mark;
using test::block_of;
using test::end_mark;

using Words = std::vector<std::string>;

const std::string evening = "0 19 * * * /usr/bin/runlog --db /home/sam/runlog.db remind";
const std::string morning = "30 6 * * * /usr/bin/runlog --db /home/sam/runlog.db remind --mail";
const std::string backup = "0 3 * * * tar cf /backup/$(date +\\%F).tar /home\n";
const std::string block = block_of({evening});

/// The values from 0 up to, not including, `end` at which a field of a crontab fires; `*`, `*/N` and numbers only.
std::set<int> firing(const std::string& field, int end) {
    std::set<int> values;
    for (int value = 0; value < end; ++value)
        if (field == "*" || (field.starts_with("*/") ? value % std::stoi(field.substr(2)) == 0
                                                     : field != "*" && value == std::stoi(field)))
            values.insert(value);
    return values;
}

/// The minutes of a day at which a line with these five fields runs.
std::vector<int> minutes_of_day(const std::string& fields) {
    const auto first = fields.find(' ');
    const auto second = fields.find(' ', first + 1);
    REQUIRE(fields.substr(second) == " * * *");
    std::vector<int> all;
    for (const int hour : firing(fields.substr(first + 1, second - first - 1), 24))
        for (const int minute : firing(fields.substr(0, first), 60)) all.push_back(60 * hour + minute);
    return all;
}

} // namespace

TEST_CASE("the first jobs of an empty crontab are a block between two marks") {
    CHECK(with_cron_jobs("", {morning, evening}) ==
          begin_mark + "\n" + morning + "\n" + evening + "\n" + end_mark + "\n");
}

TEST_CASE("jobs come behind everything that others have written") {
    CHECK(with_cron_jobs("MAILTO=sam\n" + backup, {evening}) == "MAILTO=sam\n" + backup + block);
}

TEST_CASE("jobs are replaced where they stand") {
    CHECK(with_cron_jobs("MAILTO=sam\n" + block + backup, {morning}) == "MAILTO=sam\n" + block_of({morning}) + backup);
    CHECK(with_cron_jobs(block + backup, {morning, evening}) == block_of({morning, evening}) + backup);
}

TEST_CASE("without jobs the marks go too") {
    CHECK(with_cron_jobs("MAILTO=sam\n" + block + backup, {}) == "MAILTO=sam\n" + backup);
    CHECK(with_cron_jobs(block, {}) == "");
    CHECK(with_cron_jobs(begin_mark + "\n" + end_mark + "\n", {}) == "");
}

TEST_CASE("a crontab without jobs of ours stays as it is where none are wanted") {
    for (const std::string table : {"", "MAILTO=sam\n", "MAILTO=sam", "\n\n", "# runlog\r\n", " # runlog ends\n"}) {
        CAPTURE(table);
        CHECK(with_cron_jobs(table, {}) == table);
    }
}

TEST_CASE("a last line that does not end gets its newline before the block") {
    CHECK(with_cron_jobs("@reboot true", {evening}) == "@reboot true\n" + block);
    CHECK(with_cron_jobs(block + "@reboot true", {evening}) == block + "@reboot true\n");
    CHECK(with_cron_jobs(block + "@reboot true", {}) == "@reboot true\n");
}

TEST_CASE("a block whose last mark does not end is a block") {
    const std::string cut = block.substr(0, block.size() - 1);
    CHECK(cron_jobs(cut) == Words{evening});
    CHECK(with_cron_jobs(cut, {evening}) == block);
    CHECK(with_cron_jobs(cut, {}) == "");
}

TEST_CASE("an editor that ended our lines in its own way has not made them somebody else's") {
    const std::string ended = begin_mark + "\r\n" + evening + "\r\n" + end_mark + "\r\n";
    CHECK(cron_jobs(ended) == Words{evening});
    CHECK(with_cron_jobs("a\r\n" + ended + "b\r\n", {evening}) == "a\r\n" + block + "b\r\n");
}

TEST_CASE("half a block is mended, and takes nothing of others with it") {
    CHECK(with_cron_jobs(begin_mark + "\n" + backup, {evening}) == block + backup);
    CHECK(with_cron_jobs(begin_mark + "\n" + backup, {}) == backup);
    CHECK(with_cron_jobs(begin_mark + "\n" + evening + "\n" + backup, {}) == backup);
    CHECK(with_cron_jobs(backup + end_mark + "\n@reboot true\n", {evening}) == backup + block + "@reboot true\n");
    CHECK(with_cron_jobs(backup + end_mark + "\n", {}) == backup);
}

TEST_CASE("marks in the wrong order or twice become one block") {
    CHECK(with_cron_jobs(end_mark + "\n" + backup + begin_mark + "\n", {evening}) == block + backup);
    CHECK(with_cron_jobs(block + backup + block_of({morning}), {evening}) == block + backup);
    CHECK(with_cron_jobs(begin_mark + "\n" + block, {evening}) == block);
    CHECK(with_cron_jobs(block + backup + block, {}) == backup);
}

TEST_CASE("what somebody wrote between the marks stays theirs") {
    const std::string table = begin_mark + "\n" + evening + "\n# mine\n" + backup + end_mark + "\n";
    CHECK(cron_jobs(table) == Words{evening});
    CHECK(with_cron_jobs(table, {evening}) == block + "# mine\n" + backup);
    CHECK(with_cron_jobs(table, {}) == "# mine\n" + backup);
}

TEST_CASE("a line of ours outside the marks belongs to whoever put it there") {
    const std::string table = morning + "\n" + block + morning + "\n";
    CHECK(cron_jobs(table) == Words{evening});
    CHECK(with_cron_jobs(table, {}) == morning + "\n" + morning + "\n");
}

TEST_CASE("a job that was commented out between the marks is no job") {
    const std::string table = begin_mark + "\n#" + evening + "\n" + end_mark + "\n";
    CHECK(cron_jobs(table).empty());
    CHECK(with_cron_jobs(table, {}) == "#" + evening + "\n");
}

TEST_CASE("only a whole line is a mark") {
    for (const auto& line : {" " + begin_mark, begin_mark + " ", begin_mark + ".", "#" + end_mark, end_mark + " here",
                             std::string("# Runlog ends")}) {
        CAPTURE(line);
        CHECK(cron_jobs(line + "\n" + evening + "\n").empty());
        CHECK(with_cron_jobs(line + "\n", {evening}) == line + "\n" + block);
    }
}

TEST_CASE("a time of day is two fields, the minute first") {
    CHECK(cron_daily(hours{19}) == "0 19 * * *");
    CHECK(cron_daily(hours{6} + minutes{30}) == "30 6 * * *");
    CHECK(cron_daily(hours{0}) == "0 0 * * *");
    CHECK(cron_daily(hours{23} + minutes{59}) == "59 23 * * *");
}

TEST_CASE("an interval runs at the same distance all day, or is refused") {
    for (int length = 1; length < 1440; ++length) {
        CAPTURE(length);
        if (60 % length != 0 && (length % 60 != 0 || 1440 % length != 0)) {
            CHECK_THROWS_AS(cron_every(minutes{length}), Error);
            continue;
        }
        std::vector<int> expected;
        for (int minute = 0; minute < 1440; minute += length) expected.push_back(minute);
        CHECK(minutes_of_day(cron_every(minutes{length})) == expected);
    }
}

TEST_CASE("intervals that are none or that cron cannot count are refused, and which ones it can is said") {
    for (const int length : {0, -1, -60, 1441, 2880, 10'080}) {
        CAPTURE(length);
        CHECK_THROWS_AS(cron_every(minutes{length}), Error);
    }
    CHECK_THROWS_WITH_AS(cron_every(minutes{45}), Contains("evenly"), Error);
}

TEST_CASE("a plain command stands in the crontab as it is") {
    CHECK(cron_command({"/usr/bin/runlog", "--db", "/home/sam/.local/share/runlog.db", "remind"}) ==
          "/usr/bin/runlog --db /home/sam/.local/share/runlog.db remind");
    CHECK(cron_command({"/usr/bin/env", "TZ=Europe/Berlin", "a-b_c+d@e,f:g"}) ==
          "/usr/bin/env TZ=Europe/Berlin a-b_c+d@e,f:g");
}

TEST_CASE("what means something to cron or to the shell is quoted") {
    CHECK(cron_command({"a b"}) == "'a b'");
    CHECK(cron_command({"100%"}) == "'100\\%'");
    CHECK(cron_command({"it's"}) == "'it'\"'\"'s'");
    CHECK(cron_command({""}) == "''");
    CHECK(cron_command({"a", "", "b"}) == "a '' b");
}

TEST_CASE("the shell makes the same words of a command that cron was told") {
    const Words words{"a b",     "'",        "''",         "it's 100% \"sure\"",
                      "%",       "%%",       "$HOME",      "`id`",
                      "$(id)",   "~",        "~root",      "*",
                      "?[a]",    "a;b",      "a&b|c",      "<in>out",
                      "#no",     "!",        "{a,b}",      "-n",
                      "--",      "",         " ",          "\t",
                      "zoë",     "走る",     "\xff",       "a\rb",
                      "A=\"b\"", "\x01\x7f", "(a) && (b)", "'%'%'"};
    const std::string command = cron_command(test::telling(words));
    CHECK(command.find('\n') == std::string::npos);
    CHECK(test::words_told(test::as_cron_reads(command)) == words);
}

TEST_CASE("words that cron cannot be told are refused") {
    for (const std::string word : {"a\nb", "\n", "a\\b", "\\", "a\\%"}) {
        CAPTURE(word);
        CHECK_THROWS_WITH_AS(cron_command({"/usr/bin/runlog", word}), Contains("line break or a backslash"), Error);
    }
}

TEST_CASE("a remark between the marks does not make the jobs behind it somebody else's") {
    const std::string a_job = "0 19 * * * /usr/bin/runlog --db /home/sam/runlog.db remind";
    const std::string table = begin_mark + "\n# mine\n" + a_job + "\n" + end_mark + "\n";
    CHECK(cron_jobs(table) == std::vector<std::string>{a_job});
    CHECK(with_cron_jobs(table, {}) == "# mine\n");
}

TEST_CASE("a day is an interval that cron can do") {
    CHECK(cron_every(hours{24}) == "0 0 * * *");
}

} // namespace runlog::system
