#include "runlog/system/systemd.hpp"

#include "runlog/domain/error.hpp"
#include "store/fixture.hpp"
#include "system/variable.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <sstream>

namespace runlog::system {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using store::testing::TemporaryFolder;
using test::Variable;

using Words = std::vector<std::string>;

std::string value_of(const std::string& unit, const std::string& key) {
    const auto at = unit.find("\n" + key + "=");
    REQUIRE(at != std::string::npos);
    const auto begin = at + key.size() + 2;
    return unit.substr(begin, unit.find('\n', begin) - begin);
}

/// What systemd makes of a line of quoted words (systemd.service, "Command lines").
Words as_systemd_reads(const std::string& line) {
    Words words;
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"') {
            is_quoted = !is_quoted;
            if (is_quoted) words.emplace_back();
            continue;
        }
        if (!is_quoted) {
            CHECK(c == ' ');
            continue;
        }
        const bool names_variable = c == '$' && words.size() > 1; // none in the program's own path
        if (c == '\\' || c == '%' || names_variable) {
            ++i;
            CHECK((c == '\\' ? line[i] == '"' || line[i] == '\\' : line[i] == c));
        }
        words.back() += line[i];
    }
    CHECK_FALSE(is_quoted);
    return words;
}

Words words_of(const Units& units) {
    return as_systemd_reads(value_of(units.service, "ExecStart"));
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// A systemctl that notes how it is called, and fails at a word that it is told.
class FakeSystemctl {
public:
    explicit FakeSystemctl(const std::string& fails_at = "nothing") {
        std::ofstream(program()) << "#!/bin/sh\necho \"$*\" >>" << (folder_.path() / "calls").string()
                                 << "\ncase \" $* \" in *\" " << fails_at
                                 << " \"*) echo 'Failed to connect to bus' >&2; exit 1;; esac\n";
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
    }
    std::string calls() const { return text_of(folder_.path() / "calls"); }

private:
    std::filesystem::path program() const { return folder_.path() / "systemctl"; }

    TemporaryFolder folder_;
    Variable path_{"PATH", folder_.path().string() + ":/usr/bin:/bin"};
};

Units some_units(const std::string& time = "*-*-* 19:00:00") {
    return make_units({"/usr/bin/runlog", "remind", "--mail"}, {time});
}

} // namespace

TEST_CASE("the units run the command once at each of the times, and catch up") {
    const Units units = make_units({"/usr/bin/runlog", "remind"}, {"*-*-* 06:30:00", "*-*-* 19:00:00"});
    CHECK(value_of(units.service, "ExecStart") == "\"/usr/bin/runlog\" \"remind\"");
    CHECK(value_of(units.service, "Type") == "oneshot");
    CHECK(units.timer.find("\nOnCalendar=*-*-* 06:30:00\nOnCalendar=*-*-* 19:00:00\n") != std::string::npos);
    CHECK(value_of(units.timer, "Persistent") == "true");
    CHECK(value_of(units.timer, "WantedBy") == "timers.target");
    CHECK(units.service.ends_with('\n'));
    CHECK(units.timer.ends_with('\n'));
}

TEST_CASE("what means something to systemd means itself in a word") {
    CHECK(value_of(make_units({"/a b", "100%h", "$HOME", "\"", "\\n", ""}, {}).service, "ExecStart") ==
          R"("/a b" "100%%h" "$$HOME" "\"" "\\n" "")");
}

TEST_CASE("whatever words are, systemd reads the same ones") {
    CHECK(rc::check("make_units means its words", [] {
        Words words(*rc::gen::inRange<std::size_t>(1, 5));
        for (auto& word : words)
            for (const auto& part : *rc::gen::container<Words>(rc::gen::element<std::string>(
                     "a", "/", " ", "\"", "'", "\\", "%", "%h", "$", "${HOME}", ";", "#", "\t", "ë", "走", "\\n", "=")))
                word += part;
        RC_ASSERT(words_of(make_units(words, {})) == words);
    }));
}

TEST_CASE("words with a line break are refused") {
    for (const std::string word : {"a\nb", "\n", "a\n[Service]\nExecStart=/bin/true"}) {
        CAPTURE(word);
        CHECK_THROWS_WITH_AS(make_units({"/usr/bin/runlog", word}, {}), Contains("line break"), Error);
    }
}

TEST_CASE("a time of every day is an OnCalendar expression") {
    CHECK(calendar_daily(hours{19}) == "*-*-* 19:00:00");
    CHECK(calendar_daily(hours{6} + minutes{30}) == "*-*-* 06:30:00");
    CHECK(calendar_daily(hours{0}) == "*-*-* 00:00:00");
    CHECK(calendar_daily(hours{23} + minutes{59}) == "*-*-* 23:59:00");
}

TEST_CASE("an interval is an OnCalendar expression") {
    CHECK(calendar_every(minutes{1}) == "*-*-* *:0/1:00");
    CHECK(calendar_every(minutes{15}) == "*-*-* *:0/15:00");
    CHECK(calendar_every(minutes{30}) == "*-*-* *:0/30:00");
    CHECK(calendar_every(hours{1}) == "*-*-* 0/1:00:00");
    CHECK(calendar_every(hours{12}) == "*-*-* 0/12:00:00");
}

TEST_CASE("an interval that would be uneven over midnight is refused") {
    for (const int length : {0, -15, 7, 45, 90, 300, 1441, 2880}) {
        CAPTURE(length);
        CHECK_THROWS_AS(calendar_every(minutes{length}), Error);
    }
}

TEST_CASE("units are installed where systemd looks, and read back") {
    const FakeSystemctl systemctl;
    const TemporaryFolder settings;
    CHECK(read_units(settings.path()) == std::nullopt);
    install_units(settings.path(), some_units());
    CHECK(service_path(settings.path()) == settings.path() / "systemd/user/runlog-remind.service");
    CHECK(timer_path(settings.path()) == settings.path() / "systemd/user/runlog-remind.timer");
    CHECK(read_units(settings.path()) == some_units());
    CHECK(text_of(timer_path(settings.path())) == some_units().timer);
    CHECK(systemctl.calls() == "--user --quiet daemon-reload\n--user --quiet enable --now runlog-remind.timer\n");
}

TEST_CASE("units that are installed again are replaced") {
    const FakeSystemctl systemctl;
    const TemporaryFolder settings;
    install_units(settings.path(), some_units());
    const Units later = some_units("*-*-* 20:00:00");
    install_units(settings.path(), later);
    CHECK(read_units(settings.path()) == later);
}

TEST_CASE("units that systemd does not take leave nothing behind, and what it said is told") {
    for (const std::string step : {"daemon-reload", "enable"}) {
        CAPTURE(step);
        const FakeSystemctl systemctl(step);
        const TemporaryFolder settings;
        CHECK_THROWS_WITH_AS(install_units(settings.path(), some_units()), Contains("Failed to connect to bus"), Error);
        CHECK(read_units(settings.path()) == std::nullopt);
        CHECK(std::filesystem::is_empty(settings.path() / "systemd/user"));
    }
}

TEST_CASE("units that systemd does not take leave those from before") {
    const TemporaryFolder settings;
    {
        const FakeSystemctl systemctl;
        install_units(settings.path(), some_units());
    }
    const FakeSystemctl systemctl("enable");
    CHECK_THROWS_AS(install_units(settings.path(), some_units("*-*-* 20:00:00")), Error);
    CHECK(read_units(settings.path()) == some_units());
}

TEST_CASE("without systemd nothing is installed") {
    const Variable path("PATH", "/nowhere");
    const TemporaryFolder settings;
    CHECK_THROWS_WITH_AS(install_units(settings.path(), some_units()), Contains("There is no systemd here"), Error);
    CHECK(read_units(settings.path()) == std::nullopt);
}

TEST_CASE("units are taken away, and the timer is turned off before") {
    const TemporaryFolder settings;
    const FakeSystemctl systemctl;
    install_units(settings.path(), some_units());
    std::ofstream(settings.path() / "systemd/user/other.timer") << "[Timer]\n";
    remove_units(settings.path());
    CHECK(read_units(settings.path()) == std::nullopt);
    CHECK_FALSE(std::filesystem::exists(service_path(settings.path())));
    CHECK(text_of(settings.path() / "systemd/user/other.timer") == "[Timer]\n");
    CHECK(systemctl.calls().ends_with("--user --quiet disable --now runlog-remind.timer\n--user --quiet "
                                      "daemon-reload\n"));
}

TEST_CASE("taking away what is not there does nothing") {
    const FakeSystemctl systemctl("disable");
    const TemporaryFolder settings;
    CHECK_NOTHROW(remove_units(settings.path()));
    CHECK(systemctl.calls() == "");
}

TEST_CASE("a carriage return ends a line for systemd too, and is refused") {
    CHECK_THROWS_AS(make_units({"/usr/bin/runlog", "a\rb"}, {}), Error);
}

TEST_CASE("the path of the program itself goes into its unit with one dollar sign") {
    CHECK(make_units({"/opt/a$b/runlog", "$x"}, {}).service.find("ExecStart=\"/opt/a$b/runlog\" \"$$x\"\n") !=
          std::string::npos);
}

TEST_CASE("units that cannot be written are an Error and leave nothing behind") {
    const TemporaryFolder settings;
    std::filesystem::create_directories(timer_path(settings.path()) / "in the way");
    CHECK_THROWS_AS(install_units(settings.path(), make_units({"/usr/bin/runlog"}, {"*-*-* 19:00:00"})), Error);
    CHECK_FALSE(std::filesystem::exists(service_path(settings.path())));
    CHECK_FALSE(std::filesystem::exists(timer_path(settings.path()).string() + ".new"));
}

} // namespace runlog::system
